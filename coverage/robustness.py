"""How sure a double alert is: what becomes of it when the hypotheses change.

For each base it counts, over all scenarios, how often each territory is flagged and which rank its
priority has. A rank is never given alone: its median comes with the range that holds nine
scenarios in ten. Pure numpy: scenarios come as arrays of need and access.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coverage.scenarios import FACTORS, Scenario
from coverage.thirds import (
    DEFAULT_RULE,
    Classes,
    Flags,
    Floats,
    Groups,
    Rule,
    alerts_with_need,
    both_known,
    priorities,
    third_bounds,
    thirds,
)

TOP_SHARE = 0.2
_PERCENTILES = (5, 50, 95)


@dataclass(frozen=True, eq=False)
class BaseOfComparison:
    """Inside which territories the communes are compared: a group number each, −1 for none."""

    key: str
    groups: Groups
    count: int


@dataclass(frozen=True, eq=False)
class Robustness:
    """One base: what the scenarios say of each territory.

    `flagged` and `top` are shares (0–1) of all the scenarios of the run: one where the territory
    has no data does not flag it. NaN where the scenario of the page has none: what is not on the
    page is in no list. Ranks start at 1 (first priority) among the flagged of the group; a scenario
    that does not flag the territory puts it after all of them. 0 = never flagged.
    """

    base: str
    flagged: Floats
    median: NDArray[np.int32]
    low: NDArray[np.int32]
    high: NDArray[np.int32]
    top: Floats


@dataclass(frozen=True)
class Effect:
    """What one value of one hypothesis does to the list of the whole country.

    `likeness` is the mean share of common flags (Jaccard, 0–1) with the base scenario; `alerts`
    the mean number of double alerts.
    """

    factor: str
    value: Any
    scenarios: int
    likeness: float
    alerts: float


def ranks_in_groups(priority: Floats, flags: Flags, groups: Groups, count: int) -> Groups:
    """Return the rank of each territory in its group by decreasing priority, ties together.

    Those that are not flagged come after all the flagged ones of their group.
    """
    flagged = np.flatnonzero(flags & (groups >= 0))
    own = groups[flagged]
    sizes = np.bincount(own, minlength=count)
    ranks = np.where(groups >= 0, sizes[groups] + 1 if count else 1, 0).astype(np.int64)
    if not len(flagged):
        return ranks
    order = np.lexsort((-priority[flagged], own))
    sorted_own, sorted_priority = own[order], priority[flagged][order]
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    place = np.arange(len(order)) - starts[sorted_own]
    new = np.ones(len(order), dtype=bool)
    new[1:] = (sorted_own[1:] != sorted_own[:-1]) | (sorted_priority[1:] != sorted_priority[:-1])
    first = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    ranks[flagged[order]] = place[first] + 1
    return ranks


class _Tally:
    """The flags and ranks of one base, scenario after scenario."""

    def __init__(self, base: BaseOfComparison, size: int, scenarios: int) -> None:
        self.base = base
        self.flags = np.zeros((scenarios, size), dtype=bool)
        self.ranks = np.zeros((scenarios, size), dtype=np.int32)
        self.in_base = np.zeros(size, dtype=bool)
        self.first = np.zeros(size, dtype=np.int64)
        self.need_thirds: dict[str, Classes] = {}

    def add(
        self,
        row: int,
        key: str,
        need: Floats,
        access: Floats,
        populations: Floats,
        rule: Rule,
    ) -> None:
        groups, count = self.base.groups, self.base.count
        if key not in self.need_thirds:
            # Access is unknown in the same places, those without inhabitants, in every scenario.
            compared = both_known(need, access, groups)
            bounds = third_bounds(need, populations, compared, count)
            self.need_thirds[key] = thirds(need, bounds, groups)
        found = alerts_with_need(
            need, self.need_thirds[key], access, populations, groups, count, rule
        )
        priority = priorities(found.flags, access, populations, found.lines, groups)
        ranks = ranks_in_groups(priority, found.flags, groups, count)
        sizes = np.bincount(groups[found.flags], minlength=count)
        limit = np.ceil(TOP_SHARE * sizes)[groups] if count else np.zeros(len(groups))
        self.flags[row] = found.flags
        self.ranks[row] = ranks
        if row == 0:
            self.in_base = found.classes > 0
        self.first += found.flags & (ranks <= limit)

    def result(self) -> Robustness:
        scenarios, size = self.flags.shape
        flagged = np.where(self.in_base, self.flags.sum(axis=0) / max(scenarios, 1), np.nan)
        top = np.where(self.in_base, self.first / max(scenarios, 1), np.nan)
        columns = np.zeros((len(_PERCENTILES), size), dtype=np.int32)
        ever = np.flatnonzero(self.flags.any(axis=0) & self.in_base)
        if len(ever):
            # The nearest rank that was really held: no rank and a half.
            spread = np.percentile(self.ranks[:, ever], _PERCENTILES, axis=0, method="inverted_cdf")
            columns[:, ever] = spread
        low, median, high = columns
        return Robustness(self.base.key, flagged, median, low, high, top)


def robustness(
    scenarios: Sequence[Scenario],
    access_of: Callable[[Scenario], Floats],
    needs: Mapping[str, Floats],
    populations: Floats,
    bases: Sequence[BaseOfComparison],
    rule: Rule = DEFAULT_RULE,
    order: Sequence[int] = (),
) -> tuple[dict[str, Robustness], tuple[Effect, ...]]:
    """Return what the scenarios say in each base, and what each hypothesis moves.

    `needs` are arrays by key of `Scenario.need`; the first scenario is the one of the page.
    `order` says in which order they are computed, for the sake of speed only.
    """
    tallies = [_Tally(base, len(populations), len(scenarios)) for base in bases]
    for row in order or range(len(scenarios)):
        scenario = scenarios[row]
        access = access_of(scenario)
        for tally in tallies:
            tally.add(row, scenario.need, needs[scenario.need], access, populations, rule)
    found = {tally.base.key: tally.result() for tally in tallies}
    return found, effects(scenarios, tallies[0].flags) if tallies else ()


def effects(scenarios: Sequence[Scenario], flags: Flags) -> tuple[Effect, ...]:
    """Return, for each value of each hypothesis, how far the list is from the first scenario's.

    `flags` is scenarios × territories. Two empty lists are alike.
    """
    union = (flags | flags[0]).sum(axis=1)
    common = (flags & flags[0]).sum(axis=1)
    likeness = np.where(union > 0, common / np.maximum(union, 1), 1.0)
    alerts = flags.sum(axis=1)
    found = []
    for factor in FACTORS:
        values = [getattr(scenario, factor) for scenario in scenarios]
        for value in dict.fromkeys(values):
            rows = [row for row, one in enumerate(values) if one == value]
            found.append(
                Effect(
                    factor,
                    value,
                    len(rows),
                    round(float(likeness[rows].mean()), 4),
                    round(float(alerts[rows].mean()), 1),
                )
            )
    return tuple(found)
