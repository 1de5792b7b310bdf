"""From totals to `Scores`: ranks in the base, their ranges, and the small territories."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fragility.methods.rank_range import Floats, Groups, Totals, rank_range
from fragility.methods.ranks import group_sizes, ranks
from fragility.methods.recipe import Preset
from fragility.methods.scores import ScoreLevel, Scores

FRAGILE_POPULATION = 200
"""Under 200 inhabitants a census rate rests on too few persons."""


def ranked_scores(
    preset: Preset,
    level: ScoreLevel,
    codes: pd.Index,
    classes: NDArray[np.uint8],
    known: NDArray[np.uint8],
    totals: Totals,
    base: Groups,
    people: Floats,
    spread: pd.DataFrame | None = None,
) -> Scores:
    """Return the scores of one level; arrays have one row per code, `people` NaN = unknown."""
    rank = ranks(totals.total, base)
    low, high = rank_range(rank, totals, base)
    return Scores(
        method=preset.key,
        base=preset.base,
        level=level,
        codes=codes,
        classes=pd.DataFrame(classes, index=codes, columns=list(preset.indicators)),
        total=totals.total,
        completeness=known,
        rank=rank,
        rank_low=low,
        rank_high=high,
        n=group_sizes(totals.total, base),
        fragile=people < FRAGILE_POPULATION,
        spread=spread,
    )
