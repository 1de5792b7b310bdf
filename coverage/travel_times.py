"""How many minutes from each commune to each venue: estimated as the crow flies, or given.

`estimate_links` applies the documented model of `territories/travel.py`: it is an estimate and must
be said to be one (« estimation à vol d’oiseau »). Real times replace it: a CSV of
origin, venue and minutes, or the answer of OSRM's `table` service. No database.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from coverage.links import Links
from coverage.world import metres_of_chords, unit_vectors
from territories.distance import chord_for_metres
from territories.travel import car_kmh, reach_m, travel_minutes

if TYPE_CHECKING:
    from coverage.world import World

Floats = NDArray[np.float64]
#: The modes whose minutes grow with the way alone; nothing is known of timetables here.
Mode = Literal["voiture", "pied"]
MODE_LABELS: dict[Mode, str] = {"voiture": "en voiture", "pied": "à pied"}
ESTIMATE_LABEL = "estimation à vol d’oiseau"
#: Reads a little too wide, then keeps exactly what is within: a bound is never lost to rounding.
_SLACK = 1 + 1e-9


def estimate_links(
    world: World, mode: Mode = "voiture", limit_minutes: float = 30.0, speed_factor: float = 1.0
) -> Links:
    """Return the pairs of `limit_minutes` or less; origins are the points of inhabitants if known.

    A venue that has no point of its own (`World.at_commune`) is never nearer than its `least_m`,
    and nobody is said to walk to it.
    `speed_factor` > 0 makes everybody faster (1.2 = 20 % faster). No pair crosses the sea: both
    ends lie on one land (`territories/islands.py`). Venues of every commune count, whatever the
    border.
    Raises ValueError for a limit that is negative or a factor that is not positive.
    """
    if limit_minutes < 0 or speed_factor <= 0:
        raise ValueError("a limit is ≥ 0 and a speed factor > 0")
    latitudes, longitudes, densities, lands = _origin_columns(world)
    found = _pairs(
        (latitudes, longitudes, densities),
        (world.venue_latitudes, world.venue_longitudes, world.venue_densities),
        mode,
        limit_minutes * speed_factor,
        world.least_m,
    )
    origins, venues, minutes = found
    joined = lands[origins] == world.venue_lands[venues]
    if mode == "pied":
        joined &= ~world.at_commune[venues]
    return Links.of(
        origins[joined],
        venues[joined],
        minutes[joined] / speed_factor,
        len(latitudes),
        world.venue_count,
    )


Ends = tuple[Floats, Floats, Floats]


def estimate_between(
    origins: Ends,
    destinations: Ends,
    mode: Mode = "voiture",
    limit_minutes: float = 30.0,
    least_m: Floats | None = None,
) -> Links:
    """Return the pairs between points given as (latitudes, longitudes, densities).

    It knows no sea: for candidates of one territory whose land is known. `least_m` are metres
    under which no way to each destination is (none unless told).
    """
    least = np.zeros(len(destinations[0])) if least_m is None else least_m
    rows, columns, minutes = _pairs(origins, destinations, mode, limit_minutes, least)
    return Links.of(rows, columns, minutes, len(origins[0]), len(destinations[0]))


def _origin_columns(world: World) -> tuple[Floats, Floats, Floats, NDArray[np.int32]]:
    """Return the latitudes, longitudes, densities and lands of the origins."""
    points = world.points
    if points is None:
        return world.latitudes, world.longitudes, world.densities, world.lands
    return (
        points.latitudes,
        points.longitudes,
        world.densities[points.communes],
        world.lands[points.communes],
    )


def _pairs(
    origins: Ends, destinations: Ends, mode: Mode, limit: float, least_m: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Return origins, destinations and minutes of the pairs within a limit, in any order.

    Points of one speed are taken together, so that the reach of each search is exact: nobody looks
    50 km/h far from a town where cars crawl.
    """
    from_vectors, to_vectors = unit_vectors(*origins[:2]), unit_vectors(*destinations[:2])
    rows, columns, minutes = [], [], []
    for from_places, from_density in _classes(from_vectors, origins[2], mode):
        for to_places, to_density in _classes(to_vectors, destinations[2], mode):
            reach = reach_m(limit, mode, from_density, to_density)
            near = _near(from_vectors[from_places], to_vectors[to_places], reach)
            metres = np.maximum(metres_of_chords(near["v"]), least_m[to_places[near["j"]]])
            times = travel_minutes(metres, mode, from_density, to_density)
            kept = times <= limit
            rows.append(from_places[near["i"][kept]])
            columns.append(to_places[near["j"][kept]])
            minutes.append(times[kept])
    if not rows:
        none = np.zeros(0, dtype=np.int64)
        return none, none, np.zeros(0)
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(minutes)


def _classes(
    vectors: Floats, densities: Floats, mode: Mode
) -> list[tuple[NDArray[np.int64], float]]:
    """Return (places, a density that stands for them) for each speed; points unknown are left."""
    located = ~np.isnan(vectors).any(axis=1)
    if mode != "voiture":
        return [(np.nonzero(located)[0], float("nan"))] if located.any() else []
    speeds = car_kmh(densities)
    found = []
    for speed in np.unique(speeds[located]).tolist():
        places = np.nonzero(located & (speeds == speed))[0]
        found.append((places, float(densities[places[0]])))
    return found


def _near(origins: Floats, destinations: Floats, metres: float) -> NDArray[np.void]:
    """Return a record (i, j, chord v) for each pair within so many metres, and a hair more."""
    from scipy.spatial import cKDTree

    reach = chord_for_metres(metres) * _SLACK + 1e-15
    found: NDArray[np.void] = cKDTree(origins).sparse_distance_matrix(
        cKDTree(destinations), reach, output_type="ndarray"
    )
    return found
