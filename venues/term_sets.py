"""A set of standard terms stored in one integer column, one bit a term.

Lookups `any` (shares a term) and `all` (has every term) work alike on SQLite and PostgreSQL.
It must not know which terms exist: a `Vocabulary` says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.db.models import Lookup

from venues.vocabulary import Vocabulary


class TermSetField(models.Field[Iterable[str] | int, tuple[str, ...]]):
    """Codes of a vocabulary; read as a tuple of codes in the order of the standard."""

    empty_strings_allowed = False

    def __init__(self, *args: Any, vocabulary: Vocabulary | None = None, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        kwargs.setdefault("default", ())
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def get_internal_type(self) -> str:
        """Store as a 64-bit integer."""
        return "BigIntegerField"

    def mask(self, value: Any) -> int:
        """Return codes (or an integer already made) as the stored integer."""
        if isinstance(value, int):
            return value
        if isinstance(value, str):
            value = [value]
        assert self.vocabulary is not None
        return self.vocabulary.mask(value)

    def from_db_value(self, value: int | None, *_: Any) -> tuple[str, ...]:
        """Return the codes of the stored integer."""
        assert self.vocabulary is not None
        return self.vocabulary.codes(value or 0)

    def to_python(self, value: Any) -> tuple[str, ...]:
        """Return codes, in the order of the standard, from codes or an integer."""
        assert self.vocabulary is not None
        return self.vocabulary.codes(self.mask(value or 0))

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return one box to tick for each term of the vocabulary."""
        assert self.vocabulary is not None
        return forms.MultipleChoiceField(
            label=kwargs.get("label", self.verbose_name),
            required=False,
            choices=[(term.code, term.label) for term in self.vocabulary],
            widget=forms.CheckboxSelectMultiple,
        )

    def get_prep_value(self, value: Any) -> int:
        """Return what the column stores."""
        return self.mask(value or 0)


class _Terms(Lookup[Any]):
    """Compare the column with a mask; an empty list of terms asks nothing and matches all."""

    sql = ""

    def get_prep_lookup(self) -> int:
        field: TermSetField = self.lhs.output_field
        rhs: Iterable[str] | int = self.rhs
        return field.mask(rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        lhs, params = self.process_lhs(compiler, connection)
        mask = int(self.rhs)
        if not mask:
            return "1=1", ()
        masks = (mask, mask) if "= %s" in self.sql else (mask,)
        return self.sql.format(lhs=lhs), (*params, *masks)


@TermSetField.register_lookup
class AnyTerm(_Terms):
    """At least one of the terms."""

    lookup_name = "any"
    sql = "({lhs} & %s) <> 0"


@TermSetField.register_lookup
class AllTerms(_Terms):
    """Every one of the terms."""

    lookup_name = "all"
    sql = "({lhs} & %s) = %s"
