"""Which rows describe one place, so that what two sources tell is not counted twice.

Two rows are one place when they bear the same name in the same commune at the same address, however
it is spelled, or the same legal identity (pivot) at the same point; so is a chain of such rows.
Without an address, the point stands for it; two points of their own more than a kilometre apart are
two places, whatever the address says (it is often the head office's). Nothing is merged or hidden:
rows are only numbered. Cautious on purpose: two names at one address stay two places. No database.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from territories.distance import haversine_m
from territories.names import fold

#: Decimals of a degree at which two points are one: about eleven metres.
_DECIMALS = 4
#: How far from each other two sources may put one place, in metres.
TOLERANCE_M = 1_000.0
Key = tuple[object, ...]


class PlaceRow(NamedTuple):
    """What tells a place; texts may be empty, the point None when the venue has none of its own."""

    name: str
    commune: str
    address: str
    pivot: str
    point: tuple[float, float] | None


def same_places(rows: Iterable[PlaceRow]) -> NDArray[np.int64]:
    """Return a number by row, the same for rows of one place: the first row's position."""
    read = list(rows)
    parents = list(range(len(read)))
    alike: defaultdict[Key, list[int]] = defaultdict(list)
    for number, row in enumerate(read):
        for key in _keys(row):
            others = alike[key]
            for other in others:
                if _are_near(read[other].point, row.point):
                    _join(parents, other, number)
                    break
            else:
                others.append(number)
    return np.array([_root(parents, number) for number in range(len(parents))], dtype=np.int64)


def _keys(row: PlaceRow) -> list[Key]:
    """Return what another row of the same place would share."""
    where = row.point and tuple(round(one, _DECIMALS) for one in row.point)
    name, address = fold(row.name), fold(row.address)
    keys: list[Key] = []
    if name and row.commune and (address or where):
        keys.append(("name", name, row.commune, address or where))
    if row.pivot and where:
        keys.append(("pivot", row.pivot, where))
    return keys


def _are_near(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    """Tell whether two points may be one place; a row without a point contradicts nobody."""
    return one is None or other is None or haversine_m(*one, *other) <= TOLERANCE_M


def _join(parents: list[int], one: int, other: int) -> None:
    """Make one place of two rows; the lowest row stays its number, however chains meet."""
    low, high = sorted((_root(parents, one), _root(parents, other)))
    parents[high] = low


def _root(parents: list[int], number: int) -> int:
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number
