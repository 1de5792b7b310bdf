"""Where venues stand and where inhabitants start from, when a point says something doubtful.

Three rules, each counted and told. A venue far from the commune that it gives (`misplaced`) stands
at its commune's point, as one without coordinates does. Where every located venue of a commune is
a drive away from the commune's point, that point is not the town (an interior of mountains or
forest): the origin becomes the middle of its venues; those that stand too far out to be in the
commune for sure tell nothing of where its town is. A venue that stands at a point not its own is
somewhere in the commune: its ways are never shorter than half the commune's radius, and none is
made on foot. Pure numpy.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coverage.world import Floats, Mask, metres_of_chords, unit_vectors
from territories.distance import radius_of_area_m
from territories.travel import minutes_by_car

#: A venue farther than both from its commune's point contradicts it.
MISPLACED_M, MISPLACED_RADII = 15_000.0, 3.0
#: Minutes by car from a commune's point to its nearest own venue, over which it is not the town.
MOVED_MINUTES = 10.0


class Placed(NamedTuple):
    """By commune: `latitudes`, `longitudes` of the origin, and whether it was `moved`.

    By venue: `points` (n × 2, degrees), `at_commune` (no point of its own, or a wrong one),
    `misplaced` (a wrong one), `least_m` (metres under which no way to it is: 0 at its own point).
    """

    latitudes: Floats
    longitudes: Floats
    moved: Mask
    points: Floats
    at_commune: Mask
    misplaced: Mask
    least_m: Floats


def radii_m(areas: Floats) -> Floats:
    """Return the radius of the disc of each area (km²); 0 where nobody knows it."""
    return radius_of_area_m(1.0) * np.sqrt(np.nan_to_num(areas))


def place(
    own: Floats,
    communes: NDArray[np.int32],
    latitudes: Floats,
    longitudes: Floats,
    areas: Floats,
    densities: Floats,
) -> Placed:
    """Return where everything is.

    `own` are the points of venues (n × 2, NaN = none), `communes` the place of each one's commune
    (−1 = unknown: it stays at its point); the other columns follow the communes.
    """
    radii = radii_m(areas)
    metres = _metres_from_commune(own, communes, latitudes, longitudes)
    known = communes >= 0
    limit = np.maximum(MISPLACED_M, MISPLACED_RADII * _along(radii, communes))
    # A distance that nobody knows (NaN) contradicts nothing.
    misplaced = known & (metres > limit)
    at_commune = np.isnan(own[:, 0]) | misplaced
    # The limit again, without its floor: a small commune does not stretch over fifteen kilometres.
    surely = np.where(radii > 0, MISPLACED_RADII * radii, MISPLACED_M)
    located = known & ~at_commune & (metres <= _along(surely, communes))
    origins, moved = _origins(
        own[located],
        communes[located],
        metres[located],
        np.column_stack((latitudes, longitudes)),
        densities,
    )
    points = own.copy()
    points[at_commune] = origins[communes[at_commune]]
    least = np.where(at_commune, _along(radii, communes) / 2, 0.0)
    return Placed(origins[:, 0], origins[:, 1], moved, points, at_commune, misplaced, least)


def _metres_from_commune(
    own: Floats, communes: NDArray[np.int32], latitudes: Floats, longitudes: Floats
) -> Floats:
    here = unit_vectors(own[:, 0], own[:, 1])
    there = unit_vectors(_along(latitudes, communes), _along(longitudes, communes))
    return metres_of_chords(np.sqrt(((here - there) ** 2).sum(axis=1)))


def _origins(
    points: Floats,
    communes: NDArray[np.int32],
    metres: Floats,
    origins: Floats,
    densities: Floats,
) -> tuple[Floats, Mask]:
    """Return the origin of each commune and whether it moved, from its own located venues."""
    count = len(origins)
    found = origins.copy()
    moved = np.zeros(count, dtype=bool)
    nearest = np.full(count, np.inf)
    minutes = minutes_by_car(metres, _along(densities, communes), _along(densities, communes))
    np.minimum.at(nearest, communes, np.nan_to_num(minutes, nan=0.0))
    moved[np.isfinite(nearest) & (nearest > MOVED_MINUTES)] = True
    for commune in np.flatnonzero(moved).tolist():
        found[commune] = np.median(points[communes == commune], axis=0)
    return found, moved


def _along(values: Floats, communes: NDArray[np.int32]) -> Floats:
    """Return the value of each venue's commune, NaN when it has none."""
    if not len(values):
        return np.full(len(communes), np.nan)
    return np.where(communes >= 0, values[communes], np.nan)
