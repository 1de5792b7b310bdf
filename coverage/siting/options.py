"""Three choices of places that are worth nearly the same, so that people decide, not a rounding.

They differ by as many places as possible. Pure numpy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coverage.siting.cover import Step, covered_weight, greedy_cover
from coverage.siting.reach import ROUNDING, Floats, Reach

#: Options this close to the best one are worth the same, given all that is uncertain.
NEARLY_EQUAL = 0.05
#: How many choices are shown.
SHOWN = 3
#: How many places of the best choice are left out in turn to find others.
_TRIED = 20
#: Single places tried in the stead of the last one chosen.
_LAST_TRIED = 12


@dataclass(frozen=True)
class Option:
    """One choice: candidates in the order of the greedy steps, and the people it newly covers."""

    chosen: tuple[int, ...]
    total: float


def near_equal(
    reach: Reach,
    weights: Floats,
    steps: tuple[Step, ...],
    radius: float,
    *,
    covered: NDArray[np.bool_] | None = None,
) -> tuple[Option, ...]:
    """Return the choice of the greedy steps and up to two others within 5 % of the best.

    The best comes first; then those that differ most from the ones before. Empty without steps.
    """
    if not steps:
        return ()
    near = reach.within(radius)
    first = Option(tuple(step.candidate for step in steps), steps[-1].total)
    found = {frozenset(first.chosen): first}
    for candidates in _others(near, weights, first.chosen, radius, covered):
        total = covered_weight(near, weights, candidates, radius, covered)
        found.setdefault(frozenset(candidates), Option(candidates, total))
    best = max(found.values(), key=lambda one: (one.total, one is first))
    if best.total <= first.total * (1 + ROUNDING):
        best = first
    floor = best.total * (1 - NEARLY_EQUAL) * (1 - ROUNDING)
    left = sorted(
        (one for one in found.values() if one is not best and one.total >= floor),
        key=lambda one: (-one.total, one.chosen),
    )
    shown = [best]
    while left and len(shown) < SHOWN:
        shown.append(max(left, key=lambda one: _difference(one, shown)))
        left.remove(shown[-1])
    return tuple(shown)


def _others(
    reach: Reach,
    weights: Floats,
    chosen: tuple[int, ...],
    radius: float,
    covered: NDArray[np.bool_] | None,
) -> list[tuple[int, ...]]:
    """Return other choices of as many places: each of the first ones left out, the last changed."""
    count = len(chosen)
    found = []
    for place in chosen[:_TRIED]:
        steps = greedy_cover(
            reach, weights, count, radius, covered=covered, banned=frozenset((place,)),
            with_ties=False,
        )  # fmt: skip
        found.append(tuple(step.candidate for step in steps))
    # All of them left out: a choice that shares nothing with the first.
    steps = greedy_cover(
        reach, weights, count, radius, covered=covered, banned=frozenset(chosen), with_ties=False
    )
    found.append(tuple(step.candidate for step in steps))
    start, banned = chosen[:-1], {chosen[-1]}
    for _ in range(_LAST_TRIED):
        last = greedy_cover(
            reach, weights, 1, radius, covered=covered, banned=frozenset(banned), start=start
        )
        if not last:
            break
        found += [(*start, other) for other in (last[0].candidate, *last[0].ties[:_LAST_TRIED])]
        banned |= {last[0].candidate}
    return [one for one in found if one]


def _difference(option: Option, shown: list[Option]) -> tuple[int, float]:
    """Return how many places an option has that the nearest of those shown has not."""
    own = set(option.chosen)
    return min(len(own - set(other.chosen)) for other in shown), option.total
