"""Which names the map shows, from which zoom, and which of two neighbours gives way.

Pure rules on plain rows. Names are a layer of points (`nom`) with: `nom`; `genre` (region,
departement, commune); `rang`, 1 for the first to be shown, 8 for the last; and `seul` = 1 for a
place without outlines around it, which is drawn as a dot so that there is something to see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_SEATS = """
    01053 02408 03190 04070 05061 06088 07186 08105 09122 10387 11069 12202 13055 14118
    15014 16015 17300 18033 19272 21231 22278 23096 24322 25056 26362 27229 28085 29232
    2A004 2B033 30189 31555 32013 33063 34172 35238 36044 37261 38185 39300 40192 41018
    42218 43157 44109 45234 46042 47001 48095 49007 50502 51108 52121 53130 54395 55029
    56260 57463 58194 59350 60057 61001 62041 63113 64445 65440 66136 67482 68066 69123
    70550 71270 72181 73065 74010 75056 76540 77288 78646 79191 80021 81004 82121 83137
    84007 85191 86194 87085 88160 89024 90010 91228 92050 93008 94028 95500 97105 97209
    97302 97411 97611
"""
#: Communes where the départements have their seat (INSEE, COG 2026): known landmarks.
PREFECTURES = frozenset(_SEATS.split())
#: Rank of a commune by its inhabitants, largest first, and the zoom that first shows the rank.
_BY_POPULATION = ((400_000, 1), (150_000, 2), (60_000, 3), (20_000, 5), (7_000, 6), (1_500, 7))
_PREFECTURE, _LAST = 4, 8
_FIRST_ZOOM = {1: 4, 2: 5, 3: 6, 4: 6, 5: 7, 6: 8, 7: 9, 8: 10}
#: A place without outlines is alone on its sea: it is shown from afar.
_FIRST_ZOOM_ALONE = 3
_FIRST_ZOOM_OF_GROUP = {"region": 4, "departement": 5}
_FIRST_ZOOM_OF_GROUP_ALONE = 1


@dataclass(frozen=True)
class Label:
    """A name at a point (degrees); `zoom` is the first that shows it."""

    name: str
    kind: str
    rank: int
    zoom: int
    longitude: float
    latitude: float
    alone: bool = False


@dataclass(frozen=True)
class Town:
    """What a commune's label is made of."""

    code: str
    name: str
    population: int | None
    longitude: float
    latitude: float
    outlined: bool


def rank_of(code: str, population: int | None) -> int:
    """Return 1 (a metropolis) to 8 (a village); the seat of a département is never below 4."""
    inhabitants = population or 0
    rank = next((rank for least, rank in _BY_POPULATION if inhabitants >= least), _LAST)
    return min(rank, _PREFECTURE) if code in PREFECTURES else rank


def town_labels(towns: Iterable[Town]) -> list[Label]:
    """Return the labels of communes, those to be shown first first."""
    ordered = sorted(towns, key=lambda town: (-(town.population or 0), town.code))
    return [_town_label(town) for town in ordered]


def _town_label(town: Town) -> Label:
    rank = rank_of(town.code, town.population)
    zoom = _FIRST_ZOOM[rank]
    return Label(
        name=town.name,
        kind="commune",
        rank=rank,
        zoom=zoom if town.outlined else min(zoom, _FIRST_ZOOM_ALONE),
        longitude=town.longitude,
        latitude=town.latitude,
        alone=not town.outlined,
    )


def group_label(
    kind: str, name: str, longitude: float, latitude: float, *, alone: bool = False
) -> Label:
    """Return the label of a région or département; `alone`: it has no outlines."""
    zoom = _FIRST_ZOOM_OF_GROUP_ALONE if alone else _FIRST_ZOOM_OF_GROUP[kind]
    return Label(name, kind, 1 if kind == "region" else 2, zoom, longitude, latitude, alone)
