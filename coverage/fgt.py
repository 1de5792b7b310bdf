"""The Foster–Greer–Thorbecke family on access: how many lack it, how much, how unequally.

FGT0 is the share of inhabitants at or under the line, FGT1 the mean shortfall (0 to 1) over all
inhabitants, FGT2 the mean of its square, which weighs the worst off more (Foster, Greer and
Thorbecke, Econometrica 52, 1984). Pure numpy.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coverage.thirds import Floats, shortfall

ORDERS = (0, 1, 2)


def fgt(
    access: Floats,
    populations: Floats,
    line: float,
    order: int,
    groups: NDArray[np.int64] | None = None,
    count: int = 1,
) -> Floats:
    """Return FGT of an order (0, 1, 2) for each group, NaN where no inhabitant is known.

    `line` is the access under which help is lacking, in the unit of `access`. Territories without
    a known access or without inhabitants are left out, above and below.
    """
    own = np.zeros(len(access), dtype=np.int64) if groups is None else groups
    counted = np.isfinite(access) & (populations > 0) & (own >= 0)
    lacking = shortfall(access, np.full(len(access), line))
    value = (access <= line).astype(np.float64) if order == 0 else np.nan_to_num(lacking) ** order
    people = np.bincount(own[counted], weights=populations[counted], minlength=count)
    sums = np.bincount(own[counted], weights=populations[counted] * value[counted], minlength=count)
    found = np.full(count, np.nan)
    np.divide(sums, people, out=found, where=(people > 0) & np.isfinite(line))
    return found
