"""What a method returns: the scores of every territory of one level, as columns.

It knows neither how they are computed nor how they are stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fragility.methods.recipe import Base

ScoreLevel = Literal["commune", "epci", "departement", "region", "france"]

SPREAD_COLUMNS = ("minimum", "maximum", "high_share", "known_share")


@dataclass(frozen=True)
class Scores:
    """Every array has the length and the order of `codes`.

    - `classes`: one uint8 column per indicator, indexed by code; 1–10, 0 = no class. Above the
      commune it is the population-weighted mean of the classes of the communes, rounded;
    - `total`: 1 to 10, NaN = no score;
    - `completeness`: number of indicators with a class, of `len(classes.columns)`;
    - `rank`: 1 = the most fragile of its base, equal totals share the best place, 0 = no rank;
      `rank_low` ≤ `rank` ≤ `rank_high`: the range in which it stays when one indicator is
      dropped, and when estimated values vary within their error (5th to 95th percentile);
    - `n`: how many territories of the same base have a rank;
    - `fragile`: True where the population is under 200: the rates rest on too few persons;
    - `spread`: above the commune only, one row per code: `minimum` and `maximum` total of the
      communes inside, `high_share` = share (0–1) of the inhabitants of scored communes who live
      in one whose own total is in the top three tenths of the communes of the base,
      `known_share` = share (0–1) of the inhabitants who live in a scored commune.
    """

    method: str
    base: Base
    level: ScoreLevel
    codes: pd.Index
    classes: pd.DataFrame
    total: NDArray[np.float64]
    completeness: NDArray[np.uint8]
    rank: NDArray[np.int32]
    rank_low: NDArray[np.int32]
    rank_high: NDArray[np.int32]
    n: NDArray[np.int32]
    fragile: NDArray[np.bool_]
    spread: pd.DataFrame | None = None
