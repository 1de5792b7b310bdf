"""From the rows of the files to the rows of each level, keyed by code.

Pure: dictionaries in, dictionaries out. The database is not known here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from territories.imports.reading import Record, UnreadableData, day, number
from territories.names import fold

Rows = dict[Any, dict[str, Any]]


@dataclass
class Levels:
    """The rows of each table, by key (a code, or a pair for postal codes and former names)."""

    regions: Rows = field(default_factory=dict)
    departements: Rows = field(default_factory=dict)
    epci: Rows = field(default_factory=dict)
    communes: Rows = field(default_factory=dict)
    arrondissements: Rows = field(default_factory=dict)
    postal_codes: Rows = field(default_factory=dict)
    former: Rows = field(default_factory=dict)


def add_communes(levels: Levels, records: Iterable[Record], *, path: str, point: str) -> None:
    """Add communes with their département and région; `point` says how good the points are."""
    for record in records:
        code = record["code"]
        latitude = number(record["lat"], path, "lat", code)
        longitude = number(record["lon"], path, "lon", code)
        if latitude is None or longitude is None or not record["nom"]:
            raise UnreadableData(f"« {path} », commune {code} : il manque le nom, lat ou lon.")
        levels.communes[code] = {
            "name": record["nom"],
            "folded": fold(record["nom"]),
            "departement_code": record["dep"],
            "region_code": record["reg"],
            "epci_code": record["epci"],
            "population": _whole(number(record["pop"], path, "pop", code)),
            "area_km2": number(record["area_km2"], path, "area_km2", code),
            "latitude": latitude,
            "longitude": longitude,
            "point_kind": point,
        }
        levels.regions[record["reg"]] = {"name": record["reg_nom"], "population": None}
        levels.departements[record["dep"]] = {
            "name": record["dep_nom"],
            "region_code": record["reg"],
            "population": None,
            "kind": "departement",
        }


def add_overseas(levels: Levels, records: Iterable[Record], *, path: str) -> None:
    """Add the overseas collectivities: each is its own département and its own région."""
    rows = [
        {
            **record,
            "reg": record["dep"],
            "reg_nom": record["dep_nom"],
            "epci": "",
            "area_km2": "",
        }
        for record in records
        if record["code"] not in levels.communes
    ]
    add_communes(levels, rows, path=path, point="approximatif")
    for row in rows:
        levels.departements[row["dep"]]["kind"] = "collectivite"
        for postal_code in filter(None, row["postal_codes"].split("|")):
            levels.postal_codes[postal_code, row["code"]] = {}


def add_arrondissements(levels: Levels, records: Iterable[Mapping[str, Any]]) -> None:
    """Add the arrondissements whose commune is known."""
    for record in records:
        if record["commune"] in levels.communes:
            levels.arrondissements[record["code"]] = {
                "name": record["nom"],
                "folded": fold(record["nom"]),
                "commune_code": record["commune"],
                "population": _whole(record["pop"]),
                "latitude": record["lat"],
                "longitude": record["lon"],
            }


def add_epci(levels: Levels, records: Iterable[Record], *, path: str) -> None:
    """Add the EPCI that at least one commune belongs to."""
    used = {commune["epci_code"] for commune in levels.communes.values()}
    for record in records:
        if record["siren"] in used:
            population = number(record["pop_municipale"], path, "pop_municipale", record["siren"])
            levels.epci[record["siren"]] = {
                "name": record["nom"],
                "kind": record["type"],
                "population": _whole(population),
            }


def add_postal_codes(levels: Levels, records: Iterable[Record]) -> None:
    """Add the postal codes of known communes and arrondissements."""
    for record in records:
        place = record["code_commune"]
        if place in levels.communes or place in levels.arrondissements:
            levels.postal_codes[record["code_postal"], place] = {}


def add_former(levels: Levels, records: Iterable[Record], moved: Mapping[str, str]) -> None:
    """Add former names and codes; `moved` (old code → code of the year) wins where both speak."""
    named = set()
    for record in records:
        code = record["code"]
        current = moved.get(code, record["current_code"])
        current = moved.get(current, current)
        if current not in levels.communes or (code != current and code in levels.communes):
            continue
        named.add(code)
        levels.former[code, record["name"]] = {
            "folded": fold(record["name"]),
            "current_code": current,
            "kind": record["kind"],
            "valid_until": day(record["valid_until"]),
        }
    for code, current in moved.items():
        if code not in named and current in levels.communes and code not in levels.communes:
            levels.former[code, ""] = {
                "folded": "",
                "current_code": current,
                "kind": "ancien_code",
                "valid_until": None,
            }


def sum_populations(levels: Levels) -> None:
    """Give each département and région its communes' inhabitants (None when none is known)."""
    for rows, column in (
        (levels.departements, "departement_code"),
        (levels.regions, "region_code"),
    ):
        totals: dict[str, int] = defaultdict(int)
        for commune in levels.communes.values():
            totals[commune[column]] += commune["population"] or 0
        for code, row in rows.items():
            row["population"] = totals[code] or None


def _whole(value: Any) -> int | None:
    """Return a count of people, or None when unknown."""
    return None if value is None else int(value)
