"""Notes about territories: who may write which, what everyone reads, what is exported.

A hub writes about its own territories, the team about any. It knows no measure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from coverage.annotation_models import Annotation, AnnotationQuerySet
from fragility.local.rights import HUB, TEAM
from fragility.local_models import HubTerritories
from ifn_site.cache import remembered
from territories.models import Arrondissement, Commune, Departement, Epci, Region

_MODELS: dict[str, Any] = {
    "commune": Commune,
    "arrondissement": Arrondissement,
    "epci": Epci,
    "departement": Departement,
    "region": Region,
}
#: Where a territory of a level says in which larger ones it lies.
_HOLDERS = {
    "commune": {
        "epci": "epci_code",
        "departement": "departement_code",
        "region": "region_code",
    },
    "departement": {"region": "region_code"},
}


@dataclass(frozen=True)
class Note:
    """A public note: `kind` is the code, `label` its French words."""

    level: str
    code: str
    kind: str
    label: str
    text: str
    organisation: str
    written_on: date


def annotations_of(level: str, codes: Iterable[str]) -> dict[str, list[Note]]:
    """Return the public notes of some territories of a level, the newest first, by code."""
    wanted = frozenset(codes)
    found: dict[str, list[Note]] = {}
    for note in public_notes():
        if note.level == level and note.code in wanted:
            found.setdefault(note.code, []).append(note)
    return found


def public_notes() -> list[Note]:
    """Return every public note, the newest first: people write few of them."""
    return remembered("coverage:notes", _read)


def _read() -> list[Note]:
    return [
        Note(
            one.level,
            one.code,
            one.kind,
            one.get_kind_display(),
            one.text,
            one.organisation,
            one.written_on,
        )
        for one in Annotation.objects.public()
    ]


def territory_exists(level: str, code: str) -> bool:
    """Tell whether a territory of today has this code."""
    return level in _MODELS and _MODELS[level].objects.filter(pk=code).exists()


def may_write(user: Any) -> bool:
    """Tell whether an account may write notes."""
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return False
    return bool(user.is_superuser or user.groups.filter(name__in=(TEAM, HUB)).exists())


def may_write_about(user: Any, level: str, code: str) -> bool:
    """Tell whether an account may write about a territory."""
    if not may_write(user):
        return False
    if _is_team(user):
        return True
    row = HubTerritories.objects.filter(user=user).first()
    places = set(row.places if row else [])
    return f"{level}:{code}" in places or bool(places & _holders(level, code))


def within_reach(notes: AnnotationQuerySet, user: Any) -> AnnotationQuerySet:
    """Keep the notes that an account may change: all for the team, its own for a hub."""
    return notes if _is_team(user) else notes.filter(author=user)


def _is_team(user: Any) -> bool:
    return bool(user.is_superuser or user.groups.filter(name=TEAM).exists())


def _holders(level: str, code: str) -> set[str]:
    """Return the territories (« level:code ») that hold one of another level."""
    if level == "arrondissement":
        city = Arrondissement.objects.filter(pk=code).values_list("commune_code", flat=True).first()
        return {f"commune:{city}"} | _holders("commune", city) if city else set()
    if level == "epci":
        # An EPCI may lie across départements: whoever answers for one of its communes may speak.
        inside = Commune.objects.filter(epci_code=code).order_by()
        pairs = set(inside.values_list("departement_code", "region_code"))
        return {f"departement:{one}" for one, _ in pairs} | {f"region:{one}" for _, one in pairs}
    columns = _HOLDERS.get(level, {})
    row = _MODELS[level].objects.filter(pk=code).values(*columns.values()).first()
    return {f"{name}:{row[column]}" for name, column in columns.items()} if row else set()
