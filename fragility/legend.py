"""The classes of a map: bounds, words, colours, and how many territories each one holds.

The index has seven classes with fixed bounds (`total_classes`). An indicator has up to seven
classes of about as many territories, with rounded bounds; their numbers go from the least to the
most fragile, whatever the direction of the indicator. Pure numpy.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fragility.indicators import IndicatorFacts
from fragility.total_classes import BOUNDS, COUNT, LABELS

NO_DATA_BYTE = 255
OUTSIDE_BYTE = 254
_STEPS = 20
_DECIMALS = {"%": 1, "km": 1, "€": -2}
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class MapClass:
    """One class: `number` from 1, `colour` 1–7 in the palette, `up_to` the last byte it holds."""

    number: int
    label: str
    colour: int
    up_to: int
    count: int = 0


@dataclass(frozen=True)
class Scale:
    """The classes of what is shown, and how a value finds its own."""

    classes: tuple[MapClass, ...]
    bounds: tuple[float, ...]
    direction: int = 1
    is_index: bool = True

    def place(self, values: Floats) -> NDArray[np.uint8]:
        """Return the class of each value of an indicator, 0 for NaN."""
        rank = np.searchsorted(np.array(self.bounds), values, side="right")
        number = 1 + rank if self.direction > 0 else len(self.classes) - rank
        return np.where(np.isfinite(values), number, 0).astype(np.uint8)


def index_scale() -> Scale:
    """Return the seven classes of the index."""
    last = [bound * _STEPS - 1 for bound in BOUNDS[1:-1]] + [BOUNDS[-1] * _STEPS]
    classes = tuple(MapClass(rank + 1, LABELS[rank], rank + 1, last[rank]) for rank in range(COUNT))
    return Scale(classes, tuple(float(bound) for bound in BOUNDS[1:-1]))


def indicator_scale(facts: IndicatorFacts, values: Floats) -> Scale:
    """Return classes of about as many territories; fewer where many values are equal."""
    known = values[np.isfinite(values)]
    if not len(known):
        return Scale((), (), facts.direction, is_index=False)
    decimals = _DECIMALS[facts.unit]
    cuts = np.quantile(known, np.arange(1, COUNT) / COUNT)
    rounded = np.unique(np.round(cuts, decimals))
    kept = [float(cut) for cut in rounded if known.min() < cut <= known.max()]
    labels = _labels(kept, facts.unit)
    size = len(labels)
    classes = []
    for rank in range(size):
        label = labels[rank] if facts.direction > 0 else labels[size - 1 - rank]
        colour = 1 + round(rank * (COUNT - 1) / max(1, size - 1)) if size > 1 else 4
        classes.append(MapClass(rank + 1, label, colour, rank))
    return Scale(tuple(classes), tuple(kept), facts.direction, is_index=False)


def written(value: float, unit: str) -> str:
    """Return a value as people read it: « 14,3 % », « 21 500 € »."""
    decimals = max(0, _DECIMALS[unit])
    return f"{_number(value, decimals)}\u00a0{unit}"


def _number(value: float, decimals: int) -> str:
    text = f"{value:,.{decimals}f}".replace(",", "\u202f").replace(".", ",")
    return "0" + text[2:] if text.startswith("-0") and not float(f"{value:.{decimals}f}") else text


def _labels(cuts: list[float], unit: str) -> list[str]:
    decimals = max(0, _DECIMALS[unit])
    if not cuts:
        return ["Toutes les valeurs"]
    first = f"Moins de {written(cuts[0], unit)}"
    last = f"{written(cuts[-1], unit)} et plus"
    inner = [
        f"De {_number(low, decimals)} à moins de {written(high, unit)}"
        for low, high in pairwise(cuts)
    ]
    return [first, *inner, last]
