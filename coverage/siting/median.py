"""« Le moins de trajet »: which p places make the sum of people × minutes the least (p-median).

Greedy choice, then exchanges of one place for another as long as one shortens the ways (Teitz and
Bart 1968). Near the best, not proven to be it: tests compare with an exact solver. Pure numpy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coverage.siting.reach import ROUNDING, Floats, Reach

#: Exchanges tried before the choice is left as it is.
MAX_EXCHANGES = 60


@dataclass(frozen=True)
class Median:
    """The places chosen; `cost` is Σ people × minutes, `mean` the minutes of one person.

    `ties` are other candidates that could stand for the last one chosen at the same cost.
    """

    chosen: tuple[int, ...]
    cost: float
    mean: float
    ties: tuple[int, ...] = ()


def p_median(
    reach: Reach, weights: Floats, count: int, *, far: float, standing: Floats | None = None
) -> Median:
    """Choose up to `count` candidates. A way that is absent or longer counts `far` minutes.

    `standing` are the minutes of each place of demand to what exists already. Nothing is chosen
    that shortens no way.
    """
    people = np.nan_to_num(np.asarray(weights, dtype=np.float64))
    before = np.full(reach.demand_count, float(far))
    if standing is not None:
        before = np.minimum(before, standing)
    useful = reach.towards(people > 0)
    chosen: list[int] = []
    for _ in range(count):
        best = useful.nearest(tuple(chosen), before)
        savings = _savings(useful, people, best)
        savings[chosen] = 0.0
        winner = _first_of_best(savings)
        if winner is None or savings[winner] <= 0:
            break
        chosen.append(winner)
    chosen = _exchanged(useful, people, before, chosen)
    return _told(useful, people, before, chosen)


def _savings(reach: Reach, people: Floats, best: Floats) -> Floats:
    """Return what each candidate would save (people × minutes), given the ways of now."""
    shorter = np.maximum(0.0, best[reach.demand] - reach.minutes)
    saved = people[reach.demand] * shorter
    sums = np.bincount(reach.candidates, weights=saved, minlength=reach.candidate_count)
    return np.asarray(sums, dtype=np.float64)


def _first_of_best(savings: Floats) -> int | None:
    """Return the lowest candidate among the best, whatever the rounding of sums."""
    if not len(savings):
        return None
    return int(np.nonzero(savings >= savings.max() * (1 - ROUNDING))[0][0])


def _exchanged(reach: Reach, people: Floats, before: Floats, chosen: list[int]) -> list[int]:
    """Exchange one place for another as long as the cost falls."""
    own = list(chosen)
    for _ in range(MAX_EXCHANGES):
        cost = _cost(people, reach.nearest(tuple(own), before))
        best: tuple[float, int, int] | None = None
        for rank in range(len(own)):
            rest = own[:rank] + own[rank + 1 :]
            ways = reach.nearest(tuple(rest), before)
            savings = _savings(reach, people, ways)
            savings[rest] = 0.0
            winner = _first_of_best(savings)
            assert winner is not None
            reached = _cost(people, ways) - float(savings[winner])
            if reached < cost - ROUNDING * max(cost, 1.0) and (best is None or reached < best[0]):
                best = (reached, rank, winner)
        if best is None:
            break
        own[best[1]] = best[2]
    return own


def _told(reach: Reach, people: Floats, before: Floats, chosen: list[int]) -> Median:
    cost = _cost(people, reach.nearest(tuple(chosen), before))
    everybody = float(people.sum())
    mean = cost / everybody if everybody else float("nan")
    ties: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
    if chosen:
        rest = tuple(chosen[:-1])
        ways = reach.nearest(rest, before)
        costs = _cost(people, ways) - _savings(reach, people, ways)
        ties = np.nonzero(np.abs(costs - cost) <= ROUNDING * max(cost, 1.0))[0]
    equal = tuple(int(one) for one in ties if one not in chosen)
    return Median(tuple(chosen), cost, mean, equal)


def _cost(people: Floats, minutes: Floats) -> float:
    return float((people * minutes).sum())
