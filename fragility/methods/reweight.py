"""The total of a territory from its classes and a person's weights. Pure numpy.

The page, the CSV export and the tests call this one function; the browser does the same sums in
the same order in `static/fragility/reweight.js`, so that both give the same numbers.

    total = Σ wᵢ·classᵢ / Σ wᵢ      over the indicators with wᵢ > 0 and classᵢ ≥ 1

A class of 0 means « no class » and is left out of both sums: it is never a 0 nor a 10. There is
no total when fewer than three fifths of the indicators chosen have a class (3 of 5, 3 of 4,
2 of 3). Only the proportions of the weights count, not their sum.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

NO_SCORE_BYTE = 255
"""The byte of « no score » where totals are sent as `round(20 × total)`."""
_STEPS = 20


def needed(chosen: int) -> int:
    """Return how many of `chosen` indicators must have a class: three fifths, rounded up."""
    return (3 * chosen + 4) // 5


def reweight(
    classes: NDArray[np.uint8], weights: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """Return (totals from 1 to 10 or NaN, number of chosen indicators with a class).

    `classes` has one row per territory and one column per indicator, 0 for « no class ».
    Raises ValueError when a weight is negative or not finite, or when their number is wrong.
    """
    checked = _checked(weights, classes.shape[1])
    sums = np.zeros(len(classes))
    known_weight = np.zeros(len(classes))
    known = np.zeros(len(classes), dtype=np.uint8)
    for column, weight in enumerate(checked):
        if weight <= 0:
            continue
        one = classes[:, column]
        present = one > 0
        sums += weight * one
        known_weight += np.where(present, weight, 0.0)
        known += present
    chosen = sum(weight > 0 for weight in checked)
    enough = (known >= needed(chosen)) & (known_weight > 0)
    totals = np.full(len(classes), np.nan)
    np.divide(sums, known_weight, out=totals, where=enough)
    return totals, known


def to_bytes(totals: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return `floor(20 × total + ½)` as bytes, 255 for « no score »."""
    known = np.isfinite(totals)
    steps = np.floor(np.where(known, totals, 0.0) * _STEPS + 0.5)
    return np.where(known, steps, NO_SCORE_BYTE).astype(np.uint8)


def _checked(weights: Sequence[float], columns: int) -> list[float]:
    """Return the weights as floats, or raise a ValueError in French."""
    if len(weights) != columns:
        raise ValueError(f"{len(weights)} poids pour {columns} indicateurs.")
    numbers = [float(weight) for weight in weights]
    if any(not np.isfinite(weight) or weight < 0 for weight in numbers):
        raise ValueError("Un poids est un nombre positif ou nul.")
    return numbers
