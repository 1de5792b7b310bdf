"""The places that could open: communes, existing venues, buildings of a file; and the ways to them.

Pure numpy on a part of the world.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coverage.siting.buildings import Building
from coverage.siting.reach import Reach
from coverage.siting.scenario import Kind
from coverage.siting.surroundings import FAR, Local
from coverage.supply import counted
from coverage.travel_times import Mode, estimate_between
from coverage.world import unit_vectors

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Candidates:
    """Places by rank. `communes`: the place of each among the communes of the part (the nearest,
    for a point); `venues`: among its venues, −1 for what is no venue; `names`: "" when the name is
    that of the commune or of the venue.
    """

    latitudes: Floats
    longitudes: Floats
    communes: NDArray[np.int64]
    venues: NDArray[np.int64]
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.latitudes)


def candidates_of(place: Local, kind: Kind, chosen: Sequence[str] = ()) -> Candidates:
    """Return the candidates of a kind (see `scenario.KINDS`); `chosen` are codes of communes."""
    world, study = place.world, place.study
    if kind == "lieux":
        offering = world.places[study.supply > 0]
        missing = counted(world) & ~np.isin(world.places, offering)
        return _venues(place, np.nonzero(missing & place.venues_inside)[0])
    inside = study.inside & np.isfinite(world.latitudes)
    if kind == "alerte":
        inside = inside & study.before.alerts
    elif kind == "choix":
        inside = np.isin(world.codes, list(chosen)) & np.isfinite(world.latitudes)
    elif kind == "sans-lieu":
        holders = world.venue_communes[study.supply > 0]
        has_one = np.zeros(world.commune_count, dtype=bool)
        has_one[holders[holders >= 0]] = True
        inside = inside & ~has_one
    return _communes(place, np.nonzero(inside)[0])


def buildings_candidates(place: Local, buildings: Sequence[Building]) -> Candidates:
    """Return the buildings of a file as candidates."""
    points = [(one.latitude, one.longitude) for one in buildings]
    latitudes, longitudes = np.array(points, dtype=np.float64).reshape(-1, 2).T
    return Candidates(
        latitudes,
        longitudes,
        _nearest_communes(place, latitudes, longitudes),
        np.full(len(buildings), -1),
        tuple(one.name for one in buildings),
    )


def ways_to(place: Local, candidates: Candidates, mode: Mode) -> Reach:
    """Return the ways from every commune of the part to the candidates, up to `FAR` minutes.

    A venue without a point of its own is as far as it is for the access of today.
    """
    world = place.world
    unlocated, least_m = _unlocated(place, candidates)
    links = estimate_between(
        (world.latitudes, world.longitudes, world.densities),
        (
            candidates.latitudes,
            candidates.longitudes,
            world.densities[candidates.communes],
        ),
        mode,
        FAR[mode],
        least_m,
    )
    kept = world.lands[links.origins] == world.lands[candidates.communes][links.venues]
    if mode == "pied":
        kept &= ~unlocated[links.venues]
    return Reach.from_pairs(
        links.origins[kept],
        links.venues[kept],
        links.minutes[kept],
        world.commune_count,
        len(candidates),
    )


def _unlocated(place: Local, candidates: Candidates) -> tuple[NDArray[np.bool_], Floats]:
    """Return which candidates have no point of their own, and the least metres to each."""
    unlocated, least_m = np.zeros(len(candidates), dtype=bool), np.zeros(len(candidates))
    standing = candidates.venues >= 0
    unlocated[standing] = place.world.at_commune[candidates.venues[standing]]
    least_m[standing] = place.world.least_m[candidates.venues[standing]]
    return unlocated, least_m


def _communes(place: Local, ranks: NDArray[np.int64]) -> Candidates:
    world = place.world
    return Candidates(
        world.latitudes[ranks],
        world.longitudes[ranks],
        ranks,
        np.full(len(ranks), -1),
        ("",) * len(ranks),
    )


def _venues(place: Local, ranks: NDArray[np.int64]) -> Candidates:
    world = place.world
    return Candidates(
        world.venue_latitudes[ranks],
        world.venue_longitudes[ranks],
        world.venue_communes[ranks].astype(np.int64),
        ranks,
        ("",) * len(ranks),
    )


def _nearest_communes(place: Local, latitudes: Floats, longitudes: Floats) -> NDArray[np.int64]:
    """Return the commune whose point is nearest to each point."""
    from scipy.spatial import cKDTree

    if not len(latitudes):
        return np.zeros(0, dtype=np.int64)
    located = np.nonzero(np.isfinite(place.world.latitudes))[0]
    tree = cKDTree(unit_vectors(place.world.latitudes[located], place.world.longitudes[located]))
    _, nearest = tree.query(unit_vectors(latitudes, longitudes))
    return np.asarray(located[nearest], dtype=np.int64)
