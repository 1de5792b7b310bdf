"""The seven classes in which a total is shown: one table for the map, its legend and the exports.

The bounds are fixed on the scale from 1 to 10, so that two maps can be compared. A total is placed
as it is sent to maps, to the nearest twentieth: a drawing and a table can never disagree. Pure
numpy.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fragility.methods.reweight import NO_SCORE_BYTE, to_bytes

BOUNDS = (1, 3, 4, 5, 6, 7, 8, 10)
"""Class k holds the totals from `BOUNDS[k-1]`, included, to `BOUNDS[k]`, left out but for 10."""
COUNT = len(BOUNDS) - 1
NO_CLASS = 0

LABELS = (
    "De 1 à moins de 3",
    "De 3 à moins de 4",
    "De 4 à moins de 5",
    "De 5 à moins de 6",
    "De 6 à moins de 7",
    "De 7 à moins de 8",
    "De 8 à 10",
)
"""The French words of each class, from the least to the most fragile."""

_STEPS = 20
_BYTE_BOUNDS = np.array(BOUNDS[1:-1]) * _STEPS


def total_classes(totals: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Return the class (1 to 7) of each total, 0 for none."""
    return byte_classes(to_bytes(totals))


def byte_classes(sent: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the class (1 to 7) of each byte of a map layer, 0 for « no score »."""
    classes = 1 + np.searchsorted(_BYTE_BOUNDS, sent, side="right")
    return np.where(sent == NO_SCORE_BYTE, NO_CLASS, classes).astype(np.uint8)
