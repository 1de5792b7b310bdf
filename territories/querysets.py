"""Questions that are asked of communes, named as the product speaks.

Folded texts hold only a-z, 0-9 and spaces (`territories.names.fold`): no pattern needs escaping.
"""

from __future__ import annotations

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Lookup
from django.db.models.fields import CharField

Row = TypeVar("Row", bound=models.Model)


@CharField.register_lookup
class BeginsWith(Lookup):
    """`field__begins=text`: a prefix test that uses the index of the column on both engines.

    SQLite's LIKE ignores case, so it never uses a plain index; its GLOB does. PostgreSQL has an
    index for LIKE on every indexed text column.
    """

    lookup_name = "begins"

    def _sql(self, compiler: Any, connection: Any, operator: str, joker: str) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} {operator} {right}", [
            *left_params,
            *(f"{param}{joker}" for param in right_params),
        ]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Write the test for SQLite."""
        return self._sql(compiler, connection, "GLOB", "*")

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Write the test for PostgreSQL."""
        return self._sql(compiler, connection, "LIKE", "%")


class NamedQuerySet(models.QuerySet[Row]):
    """Questions on a table that has a `folded` name."""

    def named(self, *folded: str) -> Self:
        """Keep the rows that bear exactly one of these folded names."""
        return self.filter(folded__in=folded)

    def beginning_with(self, folded: str) -> Self:
        """Keep the rows whose folded name begins so."""
        return self.filter(folded__begins=folded)

    def with_word_beginning(self, folded: str) -> Self:
        """Keep the rows where a word after the first begins so."""
        return self.filter(folded__contains=f" {folded}")


class CommuneQuerySet(NamedQuerySet[Any]):
    """Questions on communes."""

    def largest_first(self) -> Self:
        """Order by inhabitants, most first, unknown last, then by code."""
        return self.order_by(F("population").desc(nulls_last=True), "code")

    def in_departement(self, code: str) -> Self:
        """Keep the communes of a département."""
        return self.filter(departement_code=code)


class FormerCommuneQuerySet(NamedQuerySet[Any]):
    """Questions on former communes."""

    def of_code(self, code: str) -> Self:
        """Keep what is known of a code that is no longer in use."""
        return self.filter(code=code).exclude(current_code=code)
