"""Thirds of inhabitants, the nine classes need × access, and the rule of the double alert.

A third holds about a third of the inhabitants, not of the communes. Bounds are inclusive; equal
values always fall together; a territory without need, without access or without inhabitants is in
no class and moves no bound. Pure
numpy: it knows neither what is counted nor where it comes from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Groups = NDArray[np.int64]
Classes = NDArray[np.uint8]
Flags = NDArray[np.bool_]

NONE, LOW, MIDDLE, HIGH = 0, 1, 2, 3
#: The nine classes in the order of their number, from 1: a letter for the need (A low, C high), a
#: figure for the access (1 high, 3 low). C3 is where much need meets little access.
CLASS_LABELS = ("A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3")
WORST = len(CLASS_LABELS)


@dataclass(frozen=True)
class Bounds:
    """The bounds of the thirds of each group: `low` closes the first, `high` opens the last."""

    low: Floats
    high: Floats


def third_bounds(values: Floats, populations: Floats, groups: Groups, count: int) -> Bounds:
    """Return the bounds of population-weighted thirds in each of `count` groups.

    `low` is the least value such that a third of the inhabitants are at it or under it, `high`
    the greatest such that a third are at it or over it; NaN for a group where nothing is known.
    `groups` holds a number from 0, −1 for none.
    """
    low, high = np.full(count, np.nan), np.full(count, np.nan)
    counted = np.isfinite(values) & (populations > 0) & (groups >= 0)
    if not counted.any():
        return Bounds(low, high)
    value, people, group = values[counted], populations[counted], groups[counted]
    order = in_groups(value, group, count)
    value, people, group = value[order], people[order], group[order]
    totals = np.bincount(group, weights=people, minlength=count)
    before = np.concatenate(([0.0], np.cumsum(totals)[:-1]))
    # Inhabitants of the group up to each row, then those before it.
    running = np.cumsum(people) - before[group]
    reached = np.flatnonzero(3 * running >= totals[group])
    names, first = np.unique(group[reached], return_index=True)
    low[names] = value[reached[first]]
    left = np.flatnonzero(3 * (totals[group] - (running - people)) >= totals[group])
    names, last = np.unique(group[left][::-1], return_index=True)
    high[names] = value[left[::-1][last]]
    return Bounds(low, high)


def both_known(need: Floats, access: Floats, groups: Groups) -> Groups:
    """Return the groups of the territories that are compared, −1 where a side is unknown."""
    return np.where(np.isfinite(need) & np.isfinite(access), groups, -1)


def in_groups(values: Floats, groups: Groups, count: int) -> Groups:
    """Return the order by group, then by value: what `lexsort` gives, three times as fast."""
    order = np.argsort(values, kind="stable")
    if count <= 1:
        return order
    # Whole numbers of sixteen bits are sorted by their digits.
    small = groups[order].astype(np.int16 if count < np.iinfo(np.int16).max else np.int64)
    return order[np.argsort(small, kind="stable")]


def thirds(
    values: Floats, bounds: Bounds, groups: Groups, *, nothing_is_low: bool = False
) -> Classes:
    """Return the third of each value: 1 low, 2 middle, 3 high, 0 without data.

    Where one value holds so many inhabitants that both bounds meet on it, it is in the middle:
    nothing tells its territories apart. With `nothing_is_low` a value of 0 is always low, since
    no help at all is never a middling access.
    """
    found = np.zeros(len(values), dtype=np.uint8)
    known = np.isfinite(values) & (groups >= 0)
    low = np.where(groups >= 0, bounds.low[groups] if len(bounds.low) else np.nan, np.nan)
    high = np.where(groups >= 0, bounds.high[groups] if len(bounds.high) else np.nan, np.nan)
    known &= np.isfinite(low)
    found[known] = MIDDLE
    found[known & (values <= low) & (values < high)] = LOW
    found[known & (values >= high) & (values > low)] = HIGH
    if nothing_is_low:
        found[known & (values <= 0)] = LOW
    return found


def crossed(need: Classes, access: Classes) -> Classes:
    """Return the class of each territory, 1 (A1) to 9 (C3), 0 where one side is unknown."""
    both = (need > 0) & (access > 0)
    return np.where(both, 3 * (need - 1) + (HIGH - access) + 1, 0).astype(np.uint8)


@dataclass(frozen=True)
class Rule:
    """When a territory is in double alert: a high need and a low access.

    `need`: "tiers" (top third of the base) or "seuil" (need ≥ `need_bound`). `access`: "tiers"
    (bottom third of the base, bound included) or "part" (access strictly under `access_share`
    times the mean of the base).
    """

    need: Literal["tiers", "seuil"] = "tiers"
    access: Literal["tiers", "part"] = "tiers"
    need_bound: float = 6.0
    access_share: float = 0.7

    def words(self) -> str:
        """Return the rule in French."""
        need = (
            "besoin dans le tiers haut des habitants de la base"
            if self.need == "tiers"
            else f"besoin d’au moins {self.need_bound:g}".replace(".", ",")
        )
        access = (
            "accès dans le tiers bas"
            if self.access == "tiers"
            else f"accès sous {self.access_share:.0%} de la moyenne".replace("%", " %")
        )
        return f"{need}, et {access}"


DEFAULT_RULE = Rule()


@dataclass(frozen=True, eq=False)
class Alerts:
    """The double alerts of one base: classes 0–9, flags, and the access line of each group."""

    classes: Classes
    flags: Flags
    lines: Floats


def means(values: Floats, populations: Floats, groups: Groups, count: int) -> Floats:
    """Return the mean of each group weighted by inhabitants, NaN where nothing is known."""
    counted = np.isfinite(values) & (populations > 0) & (groups >= 0)
    own = groups[counted]
    people = np.bincount(own, weights=populations[counted], minlength=count)
    sums = np.bincount(own, weights=populations[counted] * values[counted], minlength=count)
    found = np.full(count, np.nan)
    np.divide(sums, people, out=found, where=people > 0)
    return found


def double_alerts(
    need: Floats,
    access: Floats,
    populations: Floats,
    groups: Groups,
    count: int,
    rule: Rule = DEFAULT_RULE,
) -> Alerts:
    """Return the classes and the double alerts inside each of `count` groups (the base).

    The thirds of the need and of the access are those of the inhabitants whose need and access
    are both known. A territory without one of them is never flagged, and has class 0.
    """
    compared = both_known(need, access, groups)
    need_thirds = thirds(need, third_bounds(need, populations, compared, count), groups)
    return alerts_with_need(need, need_thirds, access, populations, groups, count, rule)


def alerts_with_need(
    need: Floats,
    need_thirds: Classes,
    access: Floats,
    populations: Floats,
    groups: Groups,
    count: int,
    rule: Rule = DEFAULT_RULE,
) -> Alerts:
    """As `double_alerts`, where the thirds of the need are already known."""
    bounds = third_bounds(access, populations, both_known(need, access, groups), count)
    access_thirds = thirds(access, bounds, groups, nothing_is_low=True)
    classes = crossed(need_thirds, access_thirds)
    if rule.access == "tiers":
        lines, low = bounds.low, access_thirds == LOW
    else:
        lines = rule.access_share * means(access, populations, groups, count)
        line = lines[groups] if count else np.full(len(groups), np.nan)
        low = (groups >= 0) & ((access < line) | ((access <= 0) & np.isfinite(line)))
    high = need_thirds == HIGH if rule.need == "tiers" else need >= rule.need_bound
    return Alerts(classes, low & high & (classes > 0), lines)


def shortfall(access: Floats, lines: Floats) -> Floats:
    """Return (z − A) / z between 0 and 1, NaN where A or z is unknown.

    Where z is 0, what is missing is everything for A = 0, and nothing otherwise.
    """
    found = np.full(len(access), np.nan)
    known = np.isfinite(access) & np.isfinite(lines)
    above = known & (lines > 0)
    found[above] = np.clip((lines[above] - access[above]) / lines[above], 0.0, 1.0)
    flat = known & (lines <= 0)
    found[flat] = (access[flat] <= 0).astype(np.float64)
    return found


def priorities(
    flags: Flags, access: Floats, populations: Floats, lines: Floats, groups: Groups
) -> Floats:
    """Return inhabitants × (z − A)/z of the flagged territories, 0 for the others.

    In inhabitants: as many people without any access would weigh the same.
    """
    line = np.where(groups >= 0, lines[groups] if len(lines) else np.nan, np.nan)
    weight = np.nan_to_num(populations) * np.nan_to_num(shortfall(access, line))
    return np.where(flags, weight, 0.0)
