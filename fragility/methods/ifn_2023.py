"""The index of 2023, reproduced so that it can be verified: decile classes and plain means.

Source: portal fragilite-numerique.fr, 2023, five indicators (no very high speed, no 4G, poverty,
65 and over, low diploma). Its formula was measured on its published files:

    unit u       = each IRIS of a commune divided in IRIS, each other commune; each counts 1
    class(i, u)  = 1 + number of thresholds q10…q90 of indicator i over all units ≤ value(i, u)
    score(i, T)  = mean of class(i, u) over the units of T, weighted by their population
    total(T)     = plain mean of score(i, T) over the indicators chosen

Populations are the municipal ones of 2018, of the same perimeter as the units.
"""

from __future__ import annotations

import pandas as pd

from fragility.methods.deciles import decile_thresholds, threshold_classes

INDICATORS = (
    "no_thd_coverage_rate",
    "no_4g_coverage_rate",
    "poverty_rate",
    "older_65_rate",
    "nscol15p_rate",
)


def unit_classes(values: pd.DataFrame) -> pd.DataFrame:
    """Return class(i, u) from 1 to 10 for units × indicators; ties go up, 0 = no value."""
    return pd.DataFrame(
        {key: threshold_classes(values[key], decile_thresholds(values[key])) for key in values},
        index=values.index,
    )


def roll_up(scores: pd.DataFrame, population: pd.Series, groups: pd.Series) -> pd.DataFrame:
    """Return the population-weighted mean of the scores of the units of each group.

    The three have the same index. A score that is missing (NaN) is left out with its population;
    NaN when nothing is known in the group.
    """
    weights = scores.notna().mul(population.astype(float), axis=0)
    sums = scores.mul(population.astype(float), axis=0).groupby(groups).sum()
    totals = weights.groupby(groups).sum()
    return sums / totals.where(totals > 0)


def total(scores: pd.DataFrame) -> pd.Series:
    """Return the plain mean of the scores, NaN when one of them is missing."""
    return scores.mean(axis=1, skipna=False)
