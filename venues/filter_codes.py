"""Query parameters whose values live in the database: territories, sources, other labels.

Each field reads what was given and returns what the filter needs, or refuses it with a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Model

from ifn_site.cache import remembered
from territories.models import Arrondissement, Commune, Departement, Epci, FormerCommune, Region
from venues.declared_sources import source_label
from venues.filter_fields import QueryField, shown, split_list
from venues.models import Source, Venue
from venues.vocabulary import spelling_key


class Territory(NamedTuple):
    """A territory asked for: its code today, and its name."""

    code: str
    name: str


class TerritoriesField(QueryField):
    """Codes of one level of territory; a former commune code means the commune of today."""

    repeatable = True
    schema = {"type": "array", "items": {"type": "string"}}

    def __init__(self, *, level: str, **kwargs: Any) -> None:
        self.level = level
        super().__init__(**kwargs)

    def read_all(self, values: list[str]) -> tuple[Territory, ...]:
        """Return the territories in the order given, or refuse an unknown code."""
        codes = [code.upper() for code in split_list(values)]
        known = names_of_communes(codes) if self.level == "commune" else self._names(codes)
        for code in codes:
            if code not in known:
                raise ValidationError(
                    f"Code inconnu : {shown(code)}. {_HOW_TO[self.level]} "
                    "Cherchez-le avec /api/v1/territoires/?q=."
                )
        return tuple(dict.fromkeys(known[code] for code in codes))

    def _names(self, codes: list[str]) -> dict[str, Territory]:
        rows = _MODELS[self.level]._default_manager.filter(pk__in=codes).order_by("pk")
        return {row.pk: Territory(row.pk, row.name) for row in rows}  # type: ignore[attr-defined]


_MODELS: dict[str, type[Model]] = {"epci": Epci, "departement": Departement, "region": Region}
_HOW_TO = {
    "commune": "Donnez un code INSEE de 5 caractères, par exemple 42218.",
    "epci": "Donnez le numéro SIREN de 9 chiffres, par exemple 244200770.",
    "departement": "Donnez un numéro comme 07, 2A ou 974.",
    "region": "Donnez un code INSEE de région, par exemple 84.",
}


def names_of_communes(codes: Iterable[str]) -> dict[str, Territory]:
    """Return the commune (or arrondissement) that each code means today, by the code given."""
    wanted = set(codes)
    found: dict[str, Territory] = {}
    for model in (Commune, Arrondissement):
        for row in model._default_manager.filter(pk__in=wanted - found.keys()).order_by("pk"):
            found[row.pk] = Territory(row.pk, row.name)
        if wanted <= found.keys():
            return found
    former = FormerCommune.objects.filter(code__in=wanted - found.keys()).exclude(current_code="")
    moved = dict(former.order_by("-valid_until", "pk").values_list("code", "current_code"))
    names = dict(Commune.objects.filter(pk__in=moved.values()).values_list("code", "name"))
    for old, current in moved.items():
        if current in names:
            found[old] = Territory(current, names[current])
    return found


class SourceValue(NamedTuple):
    """What a `source` value stands for: one of our sources, or a source declared by venues."""

    label: str
    source_id: int | None
    declared: str


def known_sources() -> dict[str, SourceValue]:
    """Return what may be asked as `source`, by spelling key: keys, names and declared sources.

    A source of ours and a declared one that people call the same are one choice.
    """

    def read() -> dict[str, SourceValue]:
        found: dict[str, SourceValue] = {}
        declared = Venue.objects.published().exclude(declared_source="").order_by("declared_source")
        for text in declared.values_list("declared_source", flat=True).distinct():
            value = SourceValue(source_label(text), None, text)
            for spelled in (text, value.label):
                found.setdefault(spelling_key(spelled), value)
        # Our own names come last: they win over a declared source spelled the same.
        for source in Source.objects.order_by("key"):
            declares = found.get(spelling_key(source.name))
            value = SourceValue(source.name, source.pk, declares.declared if declares else "")
            for spelled in (source.name, source.key, value.declared or source.key):
                found[spelling_key(spelled)] = value
        return found

    return remembered("known-sources", read)


class SourcesField(QueryField):
    """Sources by key, by name, or as venues declare them."""

    repeatable = True
    schema = {"type": "array", "items": {"type": "string"}}

    def read_all(self, values: list[str]) -> tuple[SourceValue, ...]:
        """Return the sources asked for, or refuse an unknown one."""
        return tuple(_found_in(known_sources(), values, "Source inconnue"))


class OtherLabel(NamedTuple):
    """A label outside the standard's list, and the venues (primary keys) that bear it."""

    label: str
    venues: tuple[int, ...]


def other_labels() -> dict[str, OtherLabel]:
    """Return the labels that venues bear beside the standard's list, by spelling key."""

    def read() -> dict[str, OtherLabel]:
        bearers: dict[str, tuple[str, list[int]]] = {}
        rows = Venue.objects.published().exclude(other_labels=[]).order_by("pk")
        for pk, labels in rows.values_list("pk", "other_labels"):
            for label in labels:
                bearers.setdefault(spelling_key(str(label)), (str(label), []))[1].append(pk)
        return {key: OtherLabel(label, tuple(pks)) for key, (label, pks) in bearers.items()}

    return remembered("other-labels", read)


class OtherLabelsField(QueryField):
    """Labels outside the standard's list, exactly worded but for accents and case."""

    repeatable = True
    schema = {"type": "array", "items": {"type": "string"}}

    def read_all(self, values: list[str]) -> tuple[OtherLabel, ...]:
        """Return the labels asked for, or refuse one that no venue bears."""
        return tuple(_found_in(other_labels(), values, "Aucun lieu n’a ce label"))


def _found_in(known: dict[str, Any], values: list[str], refusal: str) -> list[Any]:
    """Return the known values, each given whole or in a comma-separated list."""
    found: list[Any] = []
    for value in values:
        for text in (value,) if spelling_key(value) in known else value.split(","):
            if not text.strip():
                continue
            one = known.get(spelling_key(text))
            if one is None:
                examples = ", ".join(sorted({item.label for item in known.values()})[:8])
                hint = f" Par exemple : {examples}." if examples else ""
                raise ValidationError(f"{refusal} : {shown(text.strip())}.{hint}")
            if one not in found:
                found.append(one)
    return found
