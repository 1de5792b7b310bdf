"""Who reaches what, and in how many minutes: the pairs of an origin and a venue, and nothing else.

A pair that is absent is out of reach. Pure numpy: it knows neither how the minutes were found
(`travel_times.py`) nor what they are worth (`decays.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Links:
    """Pairs sorted by origin, then by venue, each at most once.

    `origins[k]` and `venues[k]` are places (from 0) among `origin_count` origins and `venue_count`
    venues; `minutes[k]` ≥ 0, finite.
    """

    origins: Places
    venues: Places
    minutes: Floats
    origin_count: int
    venue_count: int

    @classmethod
    def of(
        cls,
        origins: ArrayLike,
        venues: ArrayLike,
        minutes: ArrayLike,
        origin_count: int,
        venue_count: int,
    ) -> Links:
        """Return loose pairs, sorted; infinite and unknown (NaN) times are left out.

        Raises ValueError for a negative time, a pair given twice or a place that does not exist.
        """
        times = np.asarray(minutes, dtype=np.float64)
        known = np.isfinite(times)
        rows = np.asarray(origins, dtype=np.int64)[known]
        columns = np.asarray(venues, dtype=np.int64)[known]
        times = times[known]
        if times.size and times.min() < 0:
            raise ValueError("a time is negative")
        for places, count in ((rows, origin_count), (columns, venue_count)):
            if places.size and (places.min() < 0 or places.max() >= count):
                raise ValueError("a place is out of bounds")
        keys = rows * max(venue_count, 1) + columns
        order = np.argsort(keys)
        sorted_keys = keys[order]
        if np.any(sorted_keys[1:] == sorted_keys[:-1]):
            raise ValueError("a pair is given twice")
        return cls(
            rows[order].astype(np.int32),
            columns[order].astype(np.int32),
            times[order],
            origin_count,
            venue_count,
        )

    def __len__(self) -> int:
        return len(self.minutes)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where the pairs of each origin begin: those of i are `starts[i]:starts[i + 1]`."""
        sizes = np.bincount(self.origins, minlength=self.origin_count)
        return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)

    def of_origin(self, origin: int) -> tuple[Places, Floats]:
        """Return the venues within reach of one origin, and their minutes."""
        own = slice(int(self.starts[origin]), int(self.starts[origin + 1]))
        return self.venues[own], self.minutes[own]

    def within(self, minutes: float) -> Links:
        """Return the pairs of so many minutes or less."""
        return self._kept(self.minutes <= minutes)

    def of_venues(self, mask: Mask) -> Links:
        """Return the pairs of some venues only; places are unchanged."""
        return self._kept(mask[self.venues])

    def of_origins(self, mask: Mask) -> Links:
        """Return the pairs of some origins only; places are unchanged."""
        return self._kept(mask[self.origins])

    def scaled(self, factor: float) -> Links:
        """Return the same pairs with every time multiplied by `factor` (> 0)."""
        return Links(
            self.origins, self.venues, self.minutes * factor, self.origin_count, self.venue_count
        )

    def part(self, origins: Mask, venues: Mask) -> Links:
        """Return the pairs between some origins and some venues, places counted among them."""
        kept = origins[self.origins] & venues[self.venues]
        new_origins = np.cumsum(origins, dtype=np.int32) - 1
        new_venues = np.cumsum(venues, dtype=np.int32) - 1
        return Links(
            new_origins[self.origins[kept]].astype(np.int32),
            new_venues[self.venues[kept]].astype(np.int32),
            self.minutes[kept],
            int(origins.sum()),
            int(venues.sum()),
        )

    def with_venues(self, origins: ArrayLike, minutes: ArrayLike, places: ArrayLike) -> Links:
        """Return these pairs and those of new venues, numbered from 0 in `places`, put at the end.

        Raises ValueError as `of` does.
        """
        added = np.asarray(places, dtype=np.int64)
        count = int(added.max()) + 1 if added.size else 0
        return Links.of(
            np.concatenate([self.origins, np.asarray(origins, dtype=np.int64)]),
            np.concatenate([self.venues, added + self.venue_count]),
            np.concatenate([self.minutes, np.asarray(minutes, dtype=np.float64)]),
            self.origin_count,
            self.venue_count + count,
        )

    def _kept(self, mask: Mask) -> Links:
        return Links(
            self.origins[mask],
            self.venues[mask],
            self.minutes[mask],
            self.origin_count,
            self.venue_count,
        )


def nearest_minutes(links: Links, mask: Mask | None = None) -> Floats:
    """Return the minutes of each origin to its nearest venue (of a mask); inf when none."""
    times = links.minutes if mask is None else np.where(mask[links.venues], links.minutes, np.inf)
    found = np.full(links.origin_count, np.inf)
    starts = links.starts
    filled = starts[1:] > starts[:-1]
    if filled.any():
        found[filled] = np.minimum.reduceat(times, starts[:-1][filled])
    return found


def choice(links: Links, minutes: float, mask: Mask | None = None) -> NDArray[np.int64]:
    """Return how many venues (of a mask) each origin reaches in so many minutes or less."""
    near = links.minutes <= minutes
    if mask is not None:
        near &= mask[links.venues]
    return np.bincount(links.origins[near], minlength=links.origin_count).astype(np.int64)
