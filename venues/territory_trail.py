"""Where a list restricted to a territory stands: France, its région, its département, its EPCI.

Names come from the small index of territories; only a commune costs a question.
"""

from __future__ import annotations

from typing import NamedTuple

from territories.models import Arrondissement, Commune, Departement
from territories.place_index import Group, place_index
from venues.choices import list_url


class Step(NamedTuple):
    """One step of the trail; the last one, where one stands, has no address."""

    label: str
    url: str


def trail(level: str, code: str, name: str) -> list[Step]:
    """Return the steps from France to a territory (level: region, departement, epci, commune)."""
    steps = [Step("France", list_url({}))]
    for parent, one in _parents(level, code):
        label = _name_of(parent, one) if one else ""
        # A territory that is its own région, or a commune that is its own département.
        if label and label not in (name, steps[-1].label):
            steps.append(Step(label, list_url({parent: [one]})))
    return [*steps, Step(name, "")]


def centre_of(level: str, code: str) -> tuple[float, float] | None:
    """Return the point (degrees) that stands for a territory, None when it has none."""
    if level == "commune":
        place = _commune_or_part(code)
        return (place.latitude, place.longitude) if place else None
    group = _groups(level).get(code)
    if group is None or group.latitude is None or group.longitude is None:
        return None
    return group.latitude, group.longitude


def _commune_or_part(code: str) -> Commune | Arrondissement | None:
    found = Commune.objects.filter(pk=code).first()
    return found or Arrondissement.objects.filter(pk=code).first()


def _parents(level: str, code: str) -> list[tuple[str, str]]:
    """Return the (level, code) of what holds a territory, broadest first."""
    if level == "departement":
        region = Departement.objects.filter(pk=code).values_list("region_code", flat=True).first()
        return [("region", region or "")]
    if level == "epci":
        return _parents_of_epci(code)
    return _parents_of_commune(code) if level == "commune" else []


def _parents_of_epci(code: str) -> list[tuple[str, str]]:
    """An EPCI may lie in several départements: it stands under what they share."""
    rows = Commune.objects.filter(epci_code=code).order_by("region_code", "departement_code")
    held = list(rows.values_list("region_code", "departement_code").distinct())
    regions, departements = {region for region, _ in held}, {one for _, one in held}
    shared = [("region", regions), ("departement", departements)]
    return [(parent, min(ones)) for parent, ones in shared if len(ones) == 1]


def _parents_of_commune(code: str) -> list[tuple[str, str]]:
    place = _commune_or_part(code)
    if isinstance(place, Arrondissement):
        whole = place.commune_code
        return [*_parents_of_commune(whole), ("commune", whole)]
    if place is None:
        return []
    return [
        ("region", place.region_code),
        ("departement", place.departement_code),
        ("epci", place.epci_code),
    ]


def _groups(level: str) -> dict[str, Group]:
    index = place_index()
    by_level = {"region": index.regions, "departement": index.departements, "epci": index.epci}
    return by_level[level]


def _name_of(level: str, code: str) -> str:
    if level == "commune":
        return Commune.objects.filter(pk=code).values_list("name", flat=True).first() or code
    group = _groups(level).get(code)
    return group.name if group else code
