"""What the measures are made from: communes, venues, and what is known of each, as columns.

Everything follows the communes in code order and the venues in key order. Pure numpy; the database
is read by `world_reading.py`. NaN = unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from territories.distance import EARTH_RADIUS_M, chord_for_metres

if TYPE_CHECKING:
    from datetime import date

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class AgeShares:
    """The share (%) of one age in each commune, the year it was counted and who counted it."""

    shares: Floats
    vintage: int
    source: str


@dataclass(frozen=True)
class Points:
    """Where the inhabitants of communes are: `communes[k]` is a place among the communes."""

    communes: NDArray[np.int32]
    latitudes: Floats
    longitudes: Floats
    populations: Floats

    def __len__(self) -> int:
        return len(self.communes)


@dataclass(frozen=True, eq=False)
class World:
    """Communes, then venues. Fields that begin with `venue_`, and those named below, follow venues.

    By commune: `codes`, `latitudes`, `longitudes` (degrees), `populations`, `densities`
    (inhabitants per km²), `lands` (the same number where roads join, `territories/islands.py`),
    `groups[level]` (codes, "" = none: an overseas collectivity is not in `france`), `ages[key]`.
    By venue: `venues` (primary keys), `public_ids`, `services` (bits of `vocabulary.SERVICES`),
    `weekly_hours` (open hours in an ordinary week), `age_months` (since the producer dated it),
    `stop_share` (share of the working week at this stop: 1 for a fixed venue, NaN when it roams and
    nobody says), `is_open_to_public`, `places` (the same number for rows that describe one place),
    `venue_communes` (place among the communes, −1 when unknown), `at_commune` (no point of its
    own, or a wrong one: it stands at its commune's), `misplaced` (a wrong one), `least_m` (metres
    under which no way to it is). `moved`, by commune: its origin is the middle of its own venues
    (`coverage/placing.py`).
    `unplaced`: venues left out, for they have neither point nor commune. `points`: where
    inhabitants are, when a file told; None = at the commune's point.
    """

    codes: NDArray[np.str_]
    latitudes: Floats
    longitudes: Floats
    populations: Floats
    densities: Floats
    lands: NDArray[np.int32]
    groups: Mapping[str, NDArray[np.str_]]
    venues: NDArray[np.int64]
    public_ids: NDArray[np.str_]
    venue_latitudes: Floats
    venue_longitudes: Floats
    venue_densities: Floats
    venue_lands: NDArray[np.int32]
    venue_communes: NDArray[np.int32]
    services: NDArray[np.int64]
    weekly_hours: Floats
    age_months: Floats
    stop_share: Floats
    is_open_to_public: Mask
    places: NDArray[np.int64]
    at_commune: Mask
    misplaced: Mask
    least_m: Floats
    moved: Mask
    ages: Mapping[str, AgeShares] = field(default_factory=dict)
    unplaced: int = 0
    points: Points | None = None

    @property
    def commune_count(self) -> int:
        """How many communes."""
        return len(self.codes)

    @property
    def venue_count(self) -> int:
        """How many venues."""
        return len(self.venues)

    @property
    def grouped(self) -> int:
        """How many rows describe a place that another row describes too."""
        return self.venue_count - len(np.unique(self.places))

    @cached_property
    def positions(self) -> dict[str, int]:
        """Return the place of each commune code."""
        return {code: place for place, code in enumerate(self.codes.tolist())}

    def part(self, communes: Mask, venues: Mask) -> World:
        """Return the world of some communes and some venues, in the same order."""
        moved = np.where(communes, np.cumsum(communes) - 1, -1)
        columns: dict[str, Any] = {}
        for name in _field_names():
            value = getattr(self, name)
            if isinstance(value, np.ndarray):
                columns[name] = value[venues if name in _OF_VENUES else communes]
        known = columns["venue_communes"]
        columns["venue_communes"] = np.where(known >= 0, moved[known], -1).astype(np.int32)
        columns["groups"] = {level: codes[communes] for level, codes in self.groups.items()}
        columns["ages"] = {
            key: replace(age, shares=age.shares[communes]) for key, age in self.ages.items()
        }
        columns["points"] = _part_of_points(self.points, communes, moved)
        return replace(self, **columns)

    def around(self, inside: Mask, reach_m: float, *, splits_choice: bool = False) -> World:
        """Return the part that gives the communes `inside` the same access as the whole.

        `reach_m` is the widest way of a link (metres as the crow flies). The halo holds the venues
        that `inside` reaches and everybody who presses on them (2 × the reach); when people split
        among venues (3SFCA), the venues of those too (3 ×).
        """
        return self.part(
            self.communes_near(inside, 2 * reach_m),
            self.venues_near(inside, (3 if splits_choice else 1) * reach_m),
        )

    def communes_near(self, inside: Mask, metres: float) -> Mask:
        """Tell which communes have inhabitants within so many metres of those `inside`."""
        owners, origins = self._origins()
        communes = inside.copy()
        communes[owners[near_mask(origins, origins[inside[owners]], metres)]] = True
        return communes

    def venues_near(self, inside: Mask, metres: float) -> Mask:
        """Tell which venues lie within so many metres of the inhabitants of communes `inside`."""
        owners, origins = self._origins()
        vectors = unit_vectors(self.venue_latitudes, self.venue_longitudes)
        return near_mask(vectors, origins[inside[owners]], metres)

    def _origins(self) -> tuple[NDArray[np.int64], Floats]:
        """Return the commune of each origin, and where the origin is on the unit sphere."""
        if self.points is None:
            return np.arange(self.commune_count), unit_vectors(self.latitudes, self.longitudes)
        return self.points.communes.astype(np.int64), unit_vectors(
            self.points.latitudes, self.points.longitudes
        )


_OF_VENUES = frozenset(
    {
        "venues", "public_ids", "services", "weekly_hours", "age_months", "stop_share",
        "is_open_to_public", "places", "at_commune", "misplaced", "least_m", "venue_latitudes",
        "venue_longitudes", "venue_densities", "venue_lands", "venue_communes",
    }
)  # fmt: skip


def _field_names() -> list[str]:
    return [one.name for one in fields(World)]


def _part_of_points(points: Points | None, communes: Mask, moved: NDArray[Any]) -> Points | None:
    if points is None:
        return None
    kept = communes[points.communes]
    return Points(
        moved[points.communes[kept]].astype(np.int32),
        points.latitudes[kept],
        points.longitudes[kept],
        points.populations[kept],
    )


def unit_vectors(latitudes: Floats, longitudes: Floats) -> Floats:
    """Return the points (degrees) on the unit sphere, one row each."""
    phi, lam = np.radians(latitudes), np.radians(longitudes)
    return np.column_stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)))


def metres_of_chords(chords: Floats) -> Floats:
    """Return the metres of arc that straight lines on the unit sphere span."""
    return 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(chords / 2, 1.0))


def near_mask(vectors: Floats, targets: Floats, metres: float) -> Mask:
    """Tell which vectors lie within so many metres of one of the targets, the limit included.

    A point that nobody knows (NaN) is near nothing.
    """
    from scipy.spatial import cKDTree

    near: Mask = np.asarray(np.isfinite(vectors).all(axis=1))
    known = targets[np.isfinite(targets).all(axis=1)]
    if not near.any() or not len(known):
        return np.zeros(len(vectors), dtype=bool)
    limit = chord_for_metres(metres) * (1 + 1e-9) + 1e-12
    found, _ = cKDTree(known).query(vectors[near], distance_upper_bound=limit)
    near[near] = np.isfinite(found)
    return near


def make_world(
    codes: Sequence[str],
    latitudes: Sequence[float] | Floats,
    longitudes: Sequence[float] | Floats,
    populations: Sequence[float] | Floats,
    **columns: Any,
) -> World:
    """Return a world from what is known; what is not told is unknown, or the plainest case.

    Untold venues are none; untold venues' columns are: open to the public, fixed, each its own
    place, every service, unknown hours and date; lands by commune code.
    """
    from territories.islands import lands
    from venues.vocabulary import SERVICES

    count = len(codes)
    venue_count = len(columns.get("venue_latitudes", ()))
    unknown, venue_unknown = np.full(count, np.nan), np.full(venue_count, np.nan)
    land = lands(list(codes))
    communes = np.asarray(columns.get("venue_communes", np.full(venue_count, -1)), dtype=np.int32)
    venue_land = np.where(communes >= 0, land[communes], 0) if count else np.zeros(venue_count)
    told: dict[str, Any] = {
        "densities": unknown,
        "lands": land,
        "groups": {"france": np.full(count, "FR")},
        "venues": np.arange(1, venue_count + 1),
        "public_ids": np.array([f"lieu-{place + 1}" for place in range(venue_count)], dtype=str),
        "venue_latitudes": venue_unknown,
        "venue_longitudes": venue_unknown,
        "venue_densities": venue_unknown,
        "venue_lands": venue_land.astype(np.int32),
        "venue_communes": communes,
        "services": np.full(venue_count, (1 << len(SERVICES)) - 1, dtype=np.int64),
        "weekly_hours": venue_unknown,
        "age_months": venue_unknown,
        "stop_share": np.ones(venue_count),
        "is_open_to_public": np.ones(venue_count, dtype=bool),
        "places": np.arange(venue_count),
        "at_commune": np.zeros(venue_count, dtype=bool),
        "misplaced": np.zeros(venue_count, dtype=bool),
        "least_m": np.zeros(venue_count),
        "moved": np.zeros(count, dtype=bool),
        **columns,
    }
    told = {
        name: np.asarray(value) if isinstance(value, list | tuple) else value
        for name, value in told.items()
    }
    return World(
        codes=np.array(codes, dtype=str),
        latitudes=np.asarray(latitudes, dtype=np.float64),
        longitudes=np.asarray(longitudes, dtype=np.float64),
        populations=np.asarray(populations, dtype=np.float64),
        **told,
    )


def read_world(today: date | None = None) -> World:
    """Return the world of the database, dates told from `today` (default: the site's day)."""
    from coverage.world_reading import read

    return read(today)
