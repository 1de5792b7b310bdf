"""A list of public buildings that somebody brings: names and points, from the table of a file.

Read in memory and never kept. Pure: it asks where a commune lies of a function it is given.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from fragility.local.columns import number
from fragility.local.reading import LocalTable, UnreadableFile
from territories.names import fold

#: More rooms than this are not a list of candidates but a register.
MAX_BUILDINGS = 3_000
#: Lines named in the page.
NAMED = 12
_NAMES = ("nom", "name", "libelle", "intitule", "denomination", "etablissement", "batiment", "lieu")
_LATITUDES = ("latitude", "lat", "y", "geo_lat", "latitude_wgs84", "coord_y")
_LONGITUDES = ("longitude", "lon", "long", "lng", "x", "geo_lon", "longitude_wgs84", "coord_x")
_BOTH = ("geo_point_2d", "geo_point", "coordonnees", "coordonnees_gps", "geolocalisation", "gps")
_CODES = (
    "code_insee", "insee", "code_commune", "codgeo", "depcom", "citycode", "code_commune_insee",
    "insee_com", "com", "code_insee_commune",
)  # fmt: skip
_WORDS = re.compile(r"[^a-z0-9]+")

#: Where the commune of a written code lies: its code of today, latitude, longitude; None unknown.
Locate = Callable[[str], tuple[str, float, float] | None]


class Building(NamedTuple):
    """One place. Degrees; `commune` "" when only the point is known, `is_exact` when it is."""

    name: str
    latitude: float
    longitude: float
    commune: str
    is_exact: bool
    line: int


class Buildings(NamedTuple):
    """What was read; `refused` are (line, why) in French, `notes` sentences about the file."""

    found: list[Building]
    refused: list[tuple[int, str]]
    notes: tuple[str, ...]


class _Columns(NamedTuple):
    name: int | None
    latitude: int | None
    longitude: int | None
    both: int | None
    code: int | None


def read_buildings(table: LocalTable, locate: Locate) -> Buildings:
    """Return the places of a table. Raises `UnreadableFile` when nothing says where they are."""
    columns = _columns(table)
    has_point = columns.both is not None or None not in (columns.latitude, columns.longitude)
    if not has_point and columns.code is None:
        raise UnreadableFile(
            "Ce fichier ne dit pas où sont les lieux. Il faut deux colonnes « latitude » et "
            "« longitude » (en degrés), ou une colonne « code_insee », et si possible « nom »."
        )
    if len(table.rows) > MAX_BUILDINGS:
        raise UnreadableFile(
            f"Ce fichier a plus de {MAX_BUILDINGS} lieux. Gardez ceux du territoire étudié."
        )
    found: list[Building] = []
    refused: list[tuple[int, str]] = [
        (line, "Pas le même nombre de cases que l’en-tête.") for line in table.broken
    ]
    for row, line in zip(table.rows, table.lines, strict=True):
        name = row[columns.name] if columns.name is not None else ""
        one = _building(row, columns, locate, name or f"Lieu de la ligne {line}", line)
        if isinstance(one, str):
            refused.append((line, one))
        else:
            found.append(one)
    if not found:
        raise UnreadableFile(
            f"Aucun lieu du fichier n’a pu être situé. Ligne {refused[0][0]} : {refused[0][1]}"
        )
    return Buildings(_once(found), sorted(refused), table.notes)


def _columns(table: LocalTable) -> _Columns:
    names = [_WORDS.sub("_", fold(header)).strip("_") for header in table.headers]

    def rank(wanted: tuple[str, ...]) -> int | None:
        return next((names.index(one) for one in wanted if one in names), None)

    return _Columns(rank(_NAMES), rank(_LATITUDES), rank(_LONGITUDES), rank(_BOTH), rank(_CODES))


def _building(
    row: tuple[str, ...], columns: _Columns, locate: Locate, name: str, line: int
) -> Building | str:
    """Return the place of a row, or why it has none."""
    texts = _point_texts(row, columns)
    written = row[columns.code] if columns.code is not None else ""
    if texts is not None and all(texts):
        point = [number(text) for text in texts]
        if None in point:
            return "La latitude ou la longitude n’est pas un nombre."
        latitude, longitude = (float(one) for one in point if one is not None)
        if not (math.fabs(latitude) <= 90 and math.fabs(longitude) <= 180):
            return (
                "Ces coordonnées ne sont pas des degrés (du Lambert 93, peut-être). "
                "Convertissez-les en latitude et longitude."
            )
        return Building(name, latitude, longitude, "", True, line)
    if not written:
        return "Ni coordonnées, ni code de commune."
    place = locate(written)
    if place is None:
        return f"Le code « {written} » n’est pas celui d’une commune (code INSEE attendu)."
    return Building(name, place[1], place[2], place[0], False, line)


def _point_texts(row: tuple[str, ...], columns: _Columns) -> tuple[str, str] | None:
    if columns.latitude is not None and columns.longitude is not None:
        return row[columns.latitude], row[columns.longitude]
    if columns.both is None:
        return None
    parts = re.split(r"[,;\s]+", row[columns.both].strip("()[] "))
    return (parts[0], parts[1]) if len(parts) == 2 else ("", "")


def _once(found: list[Building]) -> list[Building]:
    """Leave out a place that is twice in the file: same name, same point."""
    kept: dict[tuple[str, float, float], Building] = {}
    for one in found:
        kept.setdefault((fold(one.name), one.latitude, one.longitude), one)
    return list(kept.values())
