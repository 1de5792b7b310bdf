"""The ways between the people to serve and the places that could open, held candidate by candidate.

Pure numpy. A pair that is absent is out of reach; a way of exactly the radius is within it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from coverage.links import Links

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
#: Two gains closer than this share of the larger are the same: sums differ by rounding only.
ROUNDING = 1e-9


@dataclass(frozen=True)
class Reach:
    """Ways sorted by candidate: `demand[k]` is `minutes[k]` away from `candidates[k]`.

    The ways of candidate j are those from `starts[j]` to `starts[j + 1]`.
    """

    demand: Places
    candidates: Places
    minutes: Floats
    starts: Places
    demand_count: int
    candidate_count: int

    @classmethod
    def of(cls, links: Links) -> Reach:
        """Return the reach of links whose venues are the candidates."""
        return cls.from_pairs(
            links.origins, links.venues, links.minutes, links.origin_count, links.venue_count
        )

    @classmethod
    def from_pairs(
        cls,
        demand: NDArray[np.integer],
        candidates: NDArray[np.integer],
        minutes: Floats,
        demand_count: int,
        candidate_count: int,
    ) -> Reach:
        """Return the reach of loose pairs, in any order."""
        order = np.lexsort((demand, candidates))
        sizes = np.bincount(candidates, minlength=candidate_count)
        return cls(
            np.asarray(demand, dtype=np.int64)[order],
            np.asarray(candidates, dtype=np.int64)[order],
            np.asarray(minutes, dtype=np.float64)[order],
            np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
            demand_count,
            candidate_count,
        )

    def within(self, minutes: float) -> Reach:
        """Return the ways of so many minutes or less."""
        return self._kept(self.minutes <= minutes)

    def towards(self, demand: NDArray[np.bool_]) -> Reach:
        """Return the ways of these places of demand only."""
        return self._kept(demand[self.demand])

    def only(self, chosen: tuple[int, ...]) -> Reach:
        """Return the ways of some candidates, numbered in the order given."""
        pieces = [self.of_candidate(candidate) for candidate in chosen]
        sizes = [len(minutes) for _, minutes in pieces]
        return Reach.from_pairs(
            np.concatenate([np.zeros(0, dtype=np.int64), *(demand for demand, _ in pieces)]),
            np.repeat(np.arange(len(chosen)), sizes),
            np.concatenate([np.zeros(0), *(minutes for _, minutes in pieces)]),
            self.demand_count,
            len(chosen),
        )

    def of_candidate(self, candidate: int) -> tuple[Places, Floats]:
        """Return the places of demand that a candidate reaches, and their minutes."""
        own = slice(int(self.starts[candidate]), int(self.starts[candidate + 1]))
        return self.demand[own], self.minutes[own]

    def nearest(self, chosen: tuple[int, ...], standing: Floats | None = None) -> Floats:
        """Return the minutes of each place of demand to the nearest chosen or standing one."""
        if standing is None:
            best = np.full(self.demand_count, np.inf)
        else:
            best = np.asarray(standing, dtype=np.float64).copy()
        for candidate in chosen:
            demand, minutes = self.of_candidate(candidate)
            np.minimum.at(best, demand, minutes)
        return best

    def _kept(self, mask: NDArray[np.bool_]) -> Reach:
        return Reach.from_pairs(
            self.demand[mask],
            self.candidates[mask],
            self.minutes[mask],
            self.demand_count,
            self.candidate_count,
        )
