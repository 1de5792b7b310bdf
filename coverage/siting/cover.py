"""« Couvrir le plus »: which p places bring the most people within a radius.

Greedy choice with lazy evaluation: at each step the place that wins the most. Its total is at
least 63 % (1 − 1/e) of the best possible one (Nemhauser, Wolsey, Fisher 1978), often all of it.
Pure numpy.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coverage.siting.reach import ROUNDING, Floats, Reach


@dataclass(frozen=True)
class Step:
    """One place chosen: what it adds, what all add so far, and who would have added as much."""

    candidate: int
    gain: float
    total: float
    ties: tuple[int, ...] = ()


@dataclass(frozen=True)
class Everyone:
    """How many places bring everyone within the radius; `out_of_reach` are those none can serve."""

    chosen: tuple[int, ...]
    out_of_reach: tuple[int, ...]


def greedy_cover(
    reach: Reach,
    weights: Floats,
    count: int,
    radius: float,
    *,
    covered: NDArray[np.bool_] | None = None,
    banned: frozenset[int] = frozenset(),
    start: tuple[int, ...] = (),
    with_ties: bool = True,
) -> tuple[Step, ...]:
    """Return up to `count` steps, the best first: the gain curve. It stops when nothing is left.

    `weights` are people by place of demand (NaN counts for nobody); `covered` tells who is served
    already and wins nothing; `banned` candidates are never chosen; `start` are chosen beforehand.
    Of equal gains the lowest candidate is taken, and the others are told in `ties` (which is long
    where many are equal: not `with_ties`).
    """
    search = _Search(reach.within(radius), weights, covered)
    for candidate in start:
        search.take(candidate)
    search.queue(banned | set(start))
    steps: list[Step] = []
    total = 0.0
    while len(steps) < count:
        found = search.best(with_ties=with_ties)
        if not found:
            break
        gain, candidates = found
        total += gain
        search.take(candidates[0])
        steps.append(Step(candidates[0], gain, total, tuple(candidates[1:])))
    return tuple(steps)


def covered_weight(
    reach: Reach,
    weights: Floats,
    chosen: tuple[int, ...],
    radius: float,
    covered: NDArray[np.bool_] | None = None,
) -> float:
    """Return the people that a choice newly brings within the radius."""
    served = reach.nearest(chosen) <= radius
    if covered is not None:
        served &= ~covered
    return float(np.nansum(np.where(served, weights, 0.0)))


def cover_everyone(
    reach: Reach, weights: Floats, radius: float, *, covered: NDArray[np.bool_] | None = None
) -> Everyone:
    """Return a choice that leaves nobody out of the radius, but those whom no candidate reaches."""
    wanted = np.nan_to_num(np.asarray(weights, dtype=np.float64)) > 0
    if covered is not None:
        wanted &= ~covered
    near = reach.within(radius)
    reachable = np.zeros(reach.demand_count, dtype=bool)
    reachable[near.demand] = True
    ones = (wanted & reachable).astype(np.float64)
    steps = greedy_cover(near, ones, reach.candidate_count, radius, with_ties=False)
    left = np.nonzero(wanted & ~reachable)[0]
    return Everyone(tuple(step.candidate for step in steps), tuple(int(one) for one in left))


class _Search:
    """Gains that only fall: what was computed before is a bound, refreshed when it comes first."""

    def __init__(
        self, near: Reach, weights: Floats, covered: NDArray[np.bool_] | None = None
    ) -> None:
        self._near = near
        self._left = np.nan_to_num(np.asarray(weights, dtype=np.float64)).copy()
        if covered is not None:
            self._left[covered] = 0.0
        self._heap: list[tuple[float, int]] = []

    def queue(self, banned: frozenset[int]) -> None:
        """Put every candidate that wins something in the queue."""
        gains = np.bincount(
            self._near.candidates,
            weights=self._left[self._near.demand],
            minlength=self._near.candidate_count,
        )
        self._heap = [
            (-float(gain), place)
            for place, gain in enumerate(gains)
            if gain > 0 and place not in banned
        ]
        heapq.heapify(self._heap)

    def best(self, *, with_ties: bool) -> tuple[float, list[int]] | None:
        """Return the highest gain and who has it, lowest first; None when nothing is won."""
        first = self._pop_fresh(0.0)
        if first is None:
            return None
        if not with_ties:
            return first[0], [first[1]]
        gain = first[0]
        close = gain * (1 - ROUNDING)
        equal = [first]
        while (other := self._pop_fresh(close)) is not None:
            equal.append(other)
        equal.sort(key=lambda one: one[1])
        for value, place in equal[1:]:
            heapq.heappush(self._heap, (-value, place))
        return equal[0][0], [place for _, place in equal]

    def take(self, candidate: int) -> None:
        """Count those whom a candidate reaches as served."""
        self._left[self._near.of_candidate(candidate)[0]] = 0.0

    def _pop_fresh(self, floor: float) -> tuple[float, int] | None:
        """Return the best (gain, candidate) above a floor, out of the queue; None without one."""
        while self._heap and -self._heap[0][0] > 0 and -self._heap[0][0] >= floor:
            bound, place = heapq.heappop(self._heap)
            gain = float(self._left[self._near.of_candidate(place)[0]].sum())
            if gain <= 0:
                continue
            if gain >= -bound * (1 - ROUNDING):
                return gain, place
            heapq.heappush(self._heap, (-gain, place))
        return None
