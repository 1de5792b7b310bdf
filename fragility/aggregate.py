"""Makes the value of a larger territory from those inside it. Pure: pandas in, pandas out.

The value is Σ weight × value ÷ Σ weight over the territories whose value is known. The weight is
the indicator's own denominator, so that a share is exactly Σ numerators ÷ Σ denominators; where
the source gives no denominator for one of them, inhabitants weigh all of them and the result is
an estimate. A secret never becomes a number: it is left out of both sums, and what it hides is
told by the shares of inhabitants observed and known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fragility.indicators import Rule
from fragility.status import ENOUGH_KNOWN, ENOUGH_OBSERVED, Flag, Status
from fragility.tables import NUMBERS

COLUMNS = (*NUMBERS, "status", "flags", "observed_share")
_TINY = 1e-9

Floats = NDArray[np.float64]
Places = NDArray[np.int64]


def aggregate(
    frame: pd.DataFrame,
    groups: Mapping[str, NDArray[Any]],
    populations: Floats,
    rule: Rule,
) -> dict[str, pd.DataFrame]:
    """Return one frame of `COLUMNS` for each level of `groups`.

    `frame` has one row a commune, `groups` the code of each commune's group ("" for none) and
    `populations` its inhabitants (NaN where unknown), all in the same order.
    """
    levels = {}
    for level, codes in groups.items():
        names = np.array(sorted(set(codes.tolist()) - {""}), dtype=object)
        places = np.where(codes == "", -1, np.searchsorted(names.astype(str), codes))
        combined = combine(frame, places, names, populations, rule)
        known = combined["status"].to_numpy() < Status.SECRET
        mark = np.where(known, Flag.AGGREGATED, Flag.NONE).astype(np.uint8)
        combined["flags"] = combined["flags"].to_numpy() | mark
        levels[level] = combined
    return levels


def combine(
    frame: pd.DataFrame, places: Places, names: Any, extents: Floats, rule: Rule
) -> pd.DataFrame:
    """Return one row of `COLUMNS` for each of `names`, from the rows whose place is its own.

    `places` gives for each row the position of its group in `names`, −1 for none. `extents` says
    how much of the group each row stands for (inhabitants); where no row of a group has any,
    rows stand for one each.
    """
    inside = places >= 0
    rows = frame[inside] if not inside.all() else frame
    group, size = places[inside], len(names)

    def total(values: Any) -> Floats:
        return np.bincount(group, weights=values, minlength=size).astype(np.float64)

    status = rows["status"].to_numpy()
    known = (status == Status.OBSERVED) | (status == Status.ESTIMATED)
    extent = _extents(extents[inside], group, size)
    whole = np.maximum(total(extent), _TINY)
    observed_share = total(extent * (status == Status.OBSERVED)) / whole
    known_share = total(extent * known) / whole
    weight, borrowed = _weights(rows, known, extent, group, size)
    value = _mean(rows["value"].to_numpy(), weight, known, total)
    given = (known_share >= ENOUGH_KNOWN - _TINY) & np.isfinite(value)
    several = np.bincount(group, minlength=size) > 1
    sure = (observed_share >= ENOUGH_OBSERVED - _TINY) & ~borrowed
    sure &= ~several | (rule != "median")
    counted = given & (known_share >= ENOUGH_OBSERVED - _TINY)
    result = pd.DataFrame(index=pd.Index(names, dtype=object, name="code"))
    for name in ("numerator", "denominator"):
        result[name] = np.where(counted, _sum(rows[name].to_numpy(), weight, known, total), np.nan)
    result["value"] = np.where(given, value, np.nan)
    result["weight"] = np.where(given, total(np.where(known, weight, 0.0)), np.nan)
    result["status"] = np.where(
        given, np.where(sure, Status.OBSERVED, Status.ESTIMATED), Status.MISSING
    ).astype(np.int8)
    result["flags"] = np.where(given & borrowed, Flag.WITHOUT_WEIGHT, Flag.NONE).astype(np.uint8)
    result["observed_share"] = observed_share
    return result.loc[:, list(COLUMNS)]


def _extents(extents: Floats, group: Places, size: int) -> Floats:
    """Return how much of its group each row stands for, 1 each where nothing is known."""
    extent = np.nan_to_num(np.asarray(extents, dtype=np.float64))
    empty = np.bincount(group, weights=extent, minlength=size) <= 0
    return np.where(empty[group], 1.0, extent)


def _weights(
    rows: pd.DataFrame, known: NDArray[np.bool_], extent: Floats, group: Places, size: int
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return what each row weighs, and which groups borrow inhabitants as weights.

    An inherited value has its own weight, 0: its former commune counts for both.
    """
    own = rows["denominator"].to_numpy()
    own = np.where(np.isfinite(own), own, rows["weight"].to_numpy())
    inherited = rows["weight"].to_numpy() == 0
    own = np.where(inherited, 0.0, own)
    lacking = known & ~np.isfinite(own)
    several = np.bincount(group[known], minlength=size) > 1
    borrowed = (np.bincount(group[lacking], minlength=size) > 0) & several
    single_lacking = lacking & ~borrowed[group]
    borrows = borrowed[group] | single_lacking
    weight = np.where(borrows, np.where(inherited, 0.0, extent), np.nan_to_num(own))
    return weight, borrowed


def _mean(values: Floats, weight: Floats, known: NDArray[np.bool_], total: Any) -> Floats:
    """Return the weighted mean of known values; the plain one where all weights are 0."""
    known_weight = np.where(known, weight, 0.0)
    sums = total(known_weight)
    filled = np.where(known, values, 0.0)
    weighted = total(known_weight * filled)
    plain, count = total(filled), total(known.astype(np.float64))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(sums > 0, weighted / sums, np.where(count > 0, plain / count, np.nan))


def _sum(values: Floats, weight: Floats, known: NDArray[np.bool_], total: Any) -> Floats:
    """Return the sum of the counts, NaN where one that weighs is not known."""
    counts = known & (weight > 0)
    lacking = total((counts & ~np.isfinite(values)).astype(np.float64))
    sums = total(np.where(counts, np.nan_to_num(values), 0.0))
    return np.where((lacking > 0) | (total(counts.astype(np.float64)) == 0), np.nan, sums)
