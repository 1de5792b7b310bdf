"""Ranks inside groups: 1 is the highest score, equal scores share the best place. Pure numpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

NO_RANK = 0
_DECIMALS = 9


def ranks(
    totals: NDArray[np.float64], groups: NDArray[np.int64] | None = None
) -> NDArray[np.int32]:
    """Return rank = 1 + number of territories of the same group with a higher total.

    Totals equal to nine decimals are equal. NaN, or a group of −1, has rank 0 (« no rank »).
    """
    group = np.zeros(len(totals), dtype=np.int64) if groups is None else groups
    known = np.flatnonzero(np.isfinite(totals) & (group >= 0))
    total = -np.round(totals[known], _DECIMALS)
    inside = group[known]
    order = np.lexsort((total, inside)) if groups is not None else np.argsort(total, kind="stable")
    result = np.zeros(len(totals), dtype=np.int32)
    if not len(order):
        return result
    total, inside = total[order], inside[order]
    place = np.arange(len(order))
    new_group = np.r_[True, inside[1:] != inside[:-1]]
    new_total = new_group | np.r_[True, total[1:] != total[:-1]]
    group_start = np.maximum.accumulate(np.where(new_group, place, 0))
    first_equal = np.maximum.accumulate(np.where(new_total, place, 0))
    result[known[order]] = first_equal - group_start + 1
    return result


def group_sizes(
    totals: NDArray[np.float64], groups: NDArray[np.int64] | None = None
) -> NDArray[np.int32]:
    """Return, for each territory, how many of its group have a total (0 without a group)."""
    group = np.zeros(len(totals), dtype=np.int64) if groups is None else groups
    if not len(group):
        return np.zeros(0, dtype=np.int32)
    known = np.isfinite(totals) & (group >= 0)
    sizes = np.bincount(group[known], minlength=int(group.max(initial=0)) + 1)
    return np.where(group >= 0, sizes[np.maximum(group, 0)], 0).astype(np.int32)
