"""The poverty rate where INSEE publishes only the median standard of living. Pure numpy.

INSEE (FILOSOFI) withholds the rate of small communes but publishes the median of nearly all.
Where both are known, the rate falls as the median rises. The estimate is the decreasing step
function closest to the observed rates (isotonic regression by pool of adjacent violators, Barlow
et al. 1972), each commune counting once, interpolated linearly between the medians observed and
constant beyond them:

    minimise Σ (rate(c) − f(median(c)))²    over decreasing f

Its error is measured by ten-fold cross-validation: each commune is predicted from the other nine
tenths. An observed rate is never replaced, and an estimate always has the status « estimated ».
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from fragility.status import Status

FOLDS = 10
SEED = 2021
MIN_OBSERVED = 100
"""Under a hundred communes where both are published, nothing is estimated."""


@dataclass(frozen=True)
class PovertyFit:
    """The fitted step function and its cross-validated error, in points of poverty rate.

    `medians` rise, `rates` fall. `r2` is the share of variance explained, `mae` the mean absolute
    error, `p90` its 90th percentile, `rmse` the root mean square error, on `observed` communes.
    """

    medians: NDArray[np.float64]
    rates: NDArray[np.float64]
    observed: int
    r2: float
    mae: float
    rmse: float
    p90: float

    def predict(self, medians: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the estimated rate (0–100) of each median in euros, NaN for NaN."""
        return np.interp(medians, self.medians, self.rates)


def fit_poverty(medians: NDArray[np.float64], rates: NDArray[np.float64]) -> PovertyFit | None:
    """Return the fit on the communes where both are finite, None under `MIN_OBSERVED` of them."""
    both = np.isfinite(medians) & np.isfinite(rates)
    x, y = medians[both], rates[both]
    if len(x) < MIN_OBSERVED:
        return None
    folds = np.random.default_rng(SEED).permutation(len(x)) % FOLDS
    predicted = np.empty(len(x))
    for fold in range(FOLDS):
        held = folds == fold
        predicted[held] = np.interp(x[held], *_decreasing(x[~held], y[~held]))
    error = y - predicted
    spread = float(np.sum((y - y.mean()) ** 2))
    knots, values = _decreasing(x, y)
    return PovertyFit(
        medians=knots,
        rates=values,
        observed=len(x),
        r2=1.0 - float(np.sum(error**2)) / spread if spread else 0.0,
        mae=float(np.mean(np.abs(error))),
        rmse=float(np.sqrt(np.mean(error**2))),
        p90=float(np.percentile(np.abs(error), 90)),
    )


def estimate_poverty(
    poverty: pd.DataFrame, median: pd.DataFrame
) -> tuple[pd.DataFrame, PovertyFit | None]:
    """Return (frame of poverty completed, fit) from two frames of `IndicatorTable`.

    Every code of either frame is kept. A rate that is neither observed nor already estimated
    becomes `ESTIMATED` where the median is known; else it keeps its status, secret or missing.
    Only observed medians and rates teach the fit.
    """
    index = poverty.index.union(median.index)
    filled = poverty.reindex(index)
    filled["status"] = filled["status"].fillna(Status.MISSING).astype(np.int8)
    medians = median["value"].reindex(index).to_numpy(dtype=float)
    median_status = median["status"].reindex(index).to_numpy(dtype=float)
    status = filled["status"].to_numpy(dtype=np.int8).copy()
    values = filled["value"].to_numpy(dtype=float).copy()
    taught = (status == Status.OBSERVED) & (median_status == Status.OBSERVED)
    fit = fit_poverty(np.where(taught, medians, np.nan), np.where(taught, values, np.nan))
    if fit is None:
        return filled, None
    wanted = ~np.isfinite(values) & np.isfinite(medians)
    values[wanted] = fit.predict(medians[wanted])
    status[wanted] = Status.ESTIMATED
    return filled.assign(value=values, status=status), fit


def _decreasing(
    medians: NDArray[np.float64], rates: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (distinct medians, fitted rates): equal medians are one point with their mean."""
    distinct, place, count = np.unique(medians, return_inverse=True, return_counts=True)
    means = np.bincount(place, weights=rates) / count
    fitted = isotonic_regression(means, weights=count.astype(float), increasing=False)
    return distinct, np.asarray(fitted.x)
