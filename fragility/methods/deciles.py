"""Decile classes from 1 to 10: which tenth of a distribution a value falls in. Pure numpy.

It knows neither what the values measure nor which way they are fragile: the caller turns the sign
of an indicator of which a low value is fragile.

Two rules, named by what they do with ties:

- `decile_classes` (ours): class = 1 + floor(10 × share of the base strictly below the value),
  at most 10. Equal values have equal classes, and the class reads as a sentence: in class 9, at
  least 8 territories out of 10 have a lower value. When half of the base shares the lowest
  value, that half is in class 1.
- `threshold_classes` (IFN 2023): class = 1 + number of thresholds q10…q90 ≤ value. Ties go up:
  when 45 % of the base shares the lowest value, it is in class 5 and classes 1 to 4 are empty.

A value that is not a finite number has class 0, which means « no class », never « no risk ».
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

NO_CLASS = 0
CLASSES = 10
MIN_UNITS = 10
"""Under ten territories with a value, a tenth of the base means nothing: no class is given."""

_LEVELS = np.linspace(0.1, 0.9, CLASSES - 1)


@dataclass(frozen=True)
class Ladder:
    """A base distribution, group by group, ready to place values on it.

    `steps` (groups × 9): a value strictly above step k has at least k tenths of its group
    strictly below it, so that class = 1 + number of steps below the value. NaN for a group with
    fewer than `MIN_UNITS` values or no weight.
    """

    steps: NDArray[np.float64]

    def classes(self, values: NDArray[np.float64], groups: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return 1 + floor(10 × share strictly below), at most 10; 0 where there is no answer.

        `groups` has the shape of `values` or broadcasts to it, −1 for no group.
        """
        steps = self.steps[np.maximum(groups, 0)]
        known = np.isfinite(values) & (groups >= 0) & np.isfinite(steps[..., 0])
        above = np.ones(known.shape, dtype=np.uint8)
        for number in range(CLASSES - 1):
            above += values > steps[..., number]
        return np.where(known, above, NO_CLASS).astype(np.uint8)


def ladder(
    values: ArrayLike, weights: ArrayLike | None = None, groups: ArrayLike | None = None
) -> Ladder:
    """Return the base distribution of `values`, each unit weighing 1 or its `weights`.

    `groups` are integers from 0, −1 for a unit that belongs to no group; none means one group.
    A unit without a finite value or with a weight that is not a number is left out.
    """
    value = np.asarray(values, dtype=np.float64)
    group = _groups(groups, len(value))
    count = int(group.max(initial=0)) + 1
    weight = np.ones(len(value)) if weights is None else np.asarray(weights, dtype=np.float64)
    kept = np.isfinite(value) & np.isfinite(weight) & (group >= 0)
    value, group, weight = value[kept], group[kept], weight[kept]
    order = np.lexsort((value, group))
    upto = np.cumsum(weight[order])
    size = np.bincount(group, minlength=count)
    total = np.bincount(group, weights=weight, minlength=count)
    before = np.cumsum(total) - total
    targets = before[:, None] + np.arange(1, CLASSES) * total[:, None] / CLASSES
    steps = np.full(targets.shape, np.nan)
    enough = (size >= MIN_UNITS) & (total > 0)
    # The first unit at which the weight so far reaches k tenths of the weight of its group.
    steps[enough] = value[order][np.searchsorted(upto, targets[enough], side="left")]
    return Ladder(steps)


def decile_classes(
    values: ArrayLike, weights: ArrayLike | None = None, groups: ArrayLike | None = None
) -> NDArray[np.uint8]:
    """Return the class of each value in its group: 1 + floor(10 × share strictly below).

    Without `weights` the share is one of territories, with populations it is one of inhabitants.
    A group with fewer than `MIN_UNITS` values has no class.
    """
    value = np.asarray(values, dtype=np.float64)
    return ladder(value, weights, groups).classes(value, _groups(groups, len(value)))


def decile_thresholds(values: ArrayLike) -> NDArray[np.float64]:
    """Return q10…q90 of the finite values, linearly interpolated, each unit counting once."""
    value = np.asarray(values, dtype=np.float64)
    return np.asarray(np.quantile(value[np.isfinite(value)], _LEVELS))


def threshold_classes(values: ArrayLike, thresholds: ArrayLike) -> NDArray[np.uint8]:
    """Return 1 + number of thresholds ≤ value (ties go up); 0 for a value that is not finite."""
    value = np.asarray(values, dtype=np.float64)
    place = np.searchsorted(np.asarray(thresholds, dtype=np.float64), value, side="right")
    return np.where(np.isfinite(value), 1 + place, NO_CLASS).astype(np.uint8)


@dataclass(frozen=True)
class ClassBounds:
    """What one class holds: its number, its lowest and highest value, how many territories."""

    number: int
    lowest: float
    highest: float
    count: int


def class_bounds(values: ArrayLike, classes: ArrayLike) -> list[ClassBounds]:
    """Return the observed bounds of each class that is not empty, for legends and exports."""
    value = np.asarray(values, dtype=np.float64)
    given = np.asarray(classes)
    found = []
    for number in range(1, CLASSES + 1):
        inside = value[given == number]
        if len(inside):
            found.append(ClassBounds(number, float(inside.min()), float(inside.max()), len(inside)))
    return found


def _groups(groups: ArrayLike | None, size: int) -> NDArray[np.int64]:
    """Return the groups as integers, a single group when none is given."""
    return np.zeros(size, dtype=np.int64) if groups is None else np.asarray(groups, dtype=np.int64)
