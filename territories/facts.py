"""What is known of one territory, at any level: inhabitants, parents, postal codes, former codes.

One function answers the API and the pages; it knows no request.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Sum

from territories.models import Arrondissement, Commune, FormerCommune, PostalCode
from territories.place_index import Group, PlaceIndex, place_index
from territories.places import arrondissement_label

LEVELS = ("france", "region", "departement", "epci", "commune", "arrondissement")
FRANCE_CODE = "FR"


@dataclass(frozen=True)
class Parent:
    """A territory that holds another."""

    level: str
    code: str
    name: str


@dataclass(frozen=True)
class TerritoryFacts:
    """One territory. Degrees; `communes` counts those inside; `former_codes` are no longer used."""

    level: str
    code: str
    name: str
    population: int | None
    latitude: float | None
    longitude: float | None
    communes: int
    parents: list[Parent] = field(default_factory=list)
    postal_codes: list[str] = field(default_factory=list)
    former_codes: list[str] = field(default_factory=list)
    former_names: list[str] = field(default_factory=list)


def territory_facts(level: str, code: str) -> TerritoryFacts | None:
    """Return what is known of a territory, or None when the level or the code does not exist."""
    read = _READERS.get(level)
    return read(code) if read else None


def current_commune_code(code: str) -> str | None:
    """Return the commune of today of a former code, or None when the code was never one."""
    former = FormerCommune.objects.of_code(code).order_by("pk").first()
    return former.current_code if former else None


def _france(code: str) -> TerritoryFacts | None:
    if code.upper() != FRANCE_CODE:
        return None
    population = Commune.objects.aggregate(total=Sum("population"))["total"]
    communes = Commune.objects.count()
    return TerritoryFacts("france", FRANCE_CODE, "France", population, None, None, communes)


def _group(group: Group | None, column: str, parents: list[Parent]) -> TerritoryFacts | None:
    if group is None:
        return None
    communes = Commune.objects.filter(**{column: group.code}).count()
    return TerritoryFacts(
        group.kind, group.code, group.name, group.population,
        group.latitude, group.longitude, communes, parents,
    )  # fmt: skip


def _region(code: str) -> TerritoryFacts | None:
    return _group(place_index().regions.get(code), "region_code", [])


def _departement(code: str) -> TerritoryFacts | None:
    index = place_index()
    group = index.departements.get(code)
    region = (
        Commune.objects.filter(departement_code=code)
        .order_by("code")
        .values_list("region_code", flat=True)
        .first()
    )
    return _group(group, "departement_code", _parents(index, region=region or ""))


def _epci(code: str) -> TerritoryFacts | None:
    index = place_index()
    rows = Commune.objects.filter(epci_code=code).order_by("departement_code", "region_code")
    holders = rows.values_list("departement_code", "region_code").distinct()
    parents = [Parent("departement", one, index.departement_name(one)) for one, _ in holders] + [
        parent
        for region in dict.fromkeys(region for _, region in holders)
        for parent in _parents(index, region=region)
    ]
    return _group(index.epci.get(code), "epci_code", parents)


def _commune(code: str) -> TerritoryFacts | None:
    commune = Commune.objects.filter(code=code).first()
    if commune is None:
        return None
    former = FormerCommune.objects.filter(current_code=code).order_by("name", "code")
    parents = _parents(
        place_index(), commune.epci_code, commune.departement_code, commune.region_code
    )
    return TerritoryFacts(
        "commune", code, commune.name, commune.population, commune.latitude, commune.longitude, 1,
        parents,
        _postal_codes(code),
        sorted({one.code for one in former} - {code}),
        list(dict.fromkeys(one.name for one in former if one.name)),
    )  # fmt: skip


def _arrondissement(code: str) -> TerritoryFacts | None:
    one = Arrondissement.objects.filter(code=code).first()
    if one is None:
        return None
    commune = Commune.objects.filter(code=one.commune_code).first()
    if commune is None:
        return None
    parents = [
        Parent("commune", commune.code, commune.name),
        *_parents(place_index(), commune.epci_code, commune.departement_code, commune.region_code),
    ]
    return TerritoryFacts(
        "arrondissement", code, arrondissement_label(one.name), one.population,
        one.latitude, one.longitude, 0, parents, _postal_codes(code),
    )  # fmt: skip


def _postal_codes(code: str) -> list[str]:
    rows = PostalCode.objects.filter(commune_code=code).order_by("code")
    return list(rows.values_list("code", flat=True))


def _parents(
    index: PlaceIndex, epci: str = "", departement: str = "", region: str = ""
) -> list[Parent]:
    """Return the groups that hold a territory, narrowest first."""
    found = [index.epci.get(epci), index.departements.get(departement), index.regions.get(region)]
    return [Parent(group.kind, group.code, group.name) for group in found if group]


_READERS: dict[str, Callable[[str], TerritoryFacts | None]] = {
    "france": _france,
    "region": _region,
    "departement": _departement,
    "epci": _epci,
    "commune": _commune,
    "arrondissement": _arrondissement,
}
