"""How far a rank can move: one indicator dropped, estimated values varying within their error.

The range of a rank covers (a) the ranks when each indicator in turn is left out, the territories
ranked staying the same, and (b) the 5th to 95th percentile of the ranks over `DRAWS` draws in
which each estimated value moves by a normal error of known standard deviation, independently,
on an unchanged ladder of classes. The draws are seeded: the same data give the same range.
Pure numpy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fragility.methods.deciles import Ladder
from fragility.methods.ranks import ranks
from fragility.methods.recipe import Part

DRAWS = 40
SEED = 5
TAIL = 0.05

Floats = NDArray[np.float64]
Groups = NDArray[np.int64]


@dataclass(frozen=True)
class Totals:
    """Totals as they are, without each indicator in turn, and drawn (territories × draws)."""

    total: Floats
    dropped: list[Floats]
    drawn: Floats


@dataclass(frozen=True)
class Places:
    """Where the values of communes stand: one column per indicator.

    `values` carry the sign that makes high fragile, `classes` are 0 where there is none, `base`
    is the group each commune is compared in.
    """

    parts: Sequence[Part]
    values: Floats
    estimated: NDArray[np.bool_]
    ladders: Sequence[Ladder]
    classes: NDArray[np.uint8]
    base: Groups

    @property
    def weights(self) -> Floats:
        """The weights of the indicators."""
        return np.array([part.weight for part in self.parts])


def vary(places: Places, total: Floats, errors: Mapping[str, float]) -> Totals:
    """Return the totals of communes with those that they could have."""
    return Totals(total, _dropped(places, total), _drawn(places, total, errors))


def _dropped(places: Places, total: Floats) -> list[Floats]:
    """Return the totals without each indicator in turn, for the communes that have a total."""
    found = []
    present = places.classes > 0
    for left_out, weight in enumerate(places.weights):
        if weight <= 0:
            continue
        others = places.weights
        others[left_out] = 0.0
        known = present @ others
        without = np.full(len(total), np.nan)
        can = np.isfinite(total) & (known > 0)
        np.divide(places.classes @ others, known, out=without, where=can)
        found.append(without)
    return found


def _drawn(places: Places, total: Floats, errors: Mapping[str, float]) -> Floats:
    """Return totals (communes × draws) when estimated values vary; no column without errors."""
    chance = np.random.default_rng(SEED)
    changes: Floats | None = None
    for column, part in enumerate(places.parts):
        error = errors.get(part.indicator, 0.0)
        moving = places.estimated[:, column] & (places.classes[:, column] > 0)
        rows = np.flatnonzero(moving & (part.weight > 0))
        if error <= 0 or not len(rows):
            continue
        if changes is None:
            changes = np.zeros((len(total), DRAWS))
        noise = chance.normal(0.0, error, (len(rows), DRAWS))
        raw = np.maximum(part.direction * places.values[rows, column, None] + noise, 0.0)
        drawn = places.ladders[column].classes(part.direction * raw, places.base[rows, None])
        moved = drawn.astype(float) - places.classes[rows, column, None]
        changes[rows] += part.weight * moved
    if changes is None:
        return np.empty((len(total), 0))
    known = (places.classes > 0) @ places.weights
    return total[:, None] + changes / np.where(known > 0, known, 1.0)[:, None]


def rank_range(
    rank: NDArray[np.int32], totals: Totals, base: Groups
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return (lowest, highest) rank of each territory; both are 0 where it has no rank."""
    low, high = rank.copy(), rank.copy()

    def widen(least: NDArray[np.int32], most: NDArray[np.int32]) -> None:
        known = (rank > 0) & (least > 0)
        low[known] = np.minimum(low[known], least[known])
        high[known] = np.maximum(high[known], most[known])

    for other in totals.dropped:
        without = ranks(other, base)
        widen(without, without)
    draws = totals.drawn.shape[1]
    if draws:
        drawn = np.column_stack([ranks(column, base) for column in totals.drawn.T])
        tail = int(TAIL * draws)
        drawn.partition((tail, draws - 1 - tail), axis=1)
        widen(drawn[:, tail], drawn[:, draws - 1 - tail])
    return low, high
