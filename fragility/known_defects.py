"""The five known defects of the published indices, each measured by aggregates only.

The figures come from the inputs of `verify_methods` and are kept with its outcome. No score of a
single territory is returned.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from fragility.defects import (
    INCOME_DIRECTION,
    MISSING_AS_VALUE,
    POVERTY_EFFECT,
    POVERTY_NOISE,
    POVERTY_RUNS,
)
from fragility.methods import ifn_2023
from fragility.methods.deciles import decile_thresholds, threshold_classes
from fragility.methods.poverty_estimate import estimate_poverty
from fragility.published_files import (
    city_scores_2023,
    filosofi_frames,
    interfaces_2019,
    low_incomes,
    weights_2018,
)
from fragility.status import Status
from ifn_site.verifications import Figure

SMALL = 2_500
SIZES = (
    ("moins de 2 500 habitants", 0, SMALL),
    ("2 500 à 5 000 habitants", SMALL, 5_000),
    ("5 000 à 20 000 habitants", 5_000, 20_000),
    ("20 000 habitants et plus", 20_000, float("inf")),
)
OVERSEAS_WITHOUT_4G = ("971", "972", "973", "976")
CORRELATION = "(corrélation des rangs, de −1 à 1)"


def figures(folder: Path) -> list[Figure]:
    """Return the figures of the five defects. Raises OSError, ValueError or KeyError."""
    cities = city_scores_2023(folder)
    population = weights_2018(folder)["population"].reindex(cities.index)
    poverty, median = filosofi_frames(folder)
    return [
        *_poverty_noise(cities, population, median),
        *_poverty_runs(cities, population),
        *_poverty_effect(cities, poverty, median),
        *_missing_as_value(cities, folder),
        _income_direction(folder),
    ]


def departement(codes: pd.Index) -> pd.Series:
    """Return the département written at the head of each commune code."""
    text = pd.Series(codes.astype(str), index=codes)
    return text.str[:2].where(~text.str.startswith("97"), text.str[:3])


def rank_correlation_within(first: pd.Series, second: pd.Series, groups: pd.Series) -> float:
    """Return Spearman's correlation inside groups: of the centred relative ranks, pooled."""
    pairs = pd.DataFrame({"first": first, "second": second}).dropna()
    inside = groups.reindex(pairs.index)
    relative = pairs.groupby(inside).rank(pct=True)
    centred = relative - relative.groupby(inside).transform("mean")
    return float(centred["first"].corr(centred["second"]))


def _poverty_noise(
    cities: pd.DataFrame, population: pd.Series, median: pd.DataFrame
) -> list[Figure]:
    """Correlate the published poverty class with the real median, by size of commune."""
    known = median.loc[median["status"] == Status.OBSERVED, "value"].reindex(cities.index)
    found = []
    for words, least, under in SIZES:
        size = population.between(least, under, inclusive="left")
        scores = cities.loc[size, "poverty_rate"]
        incomes = known[size].dropna()
        found.append(
            Figure(
                POVERTY_NOISE.key,
                f"Lien entre la note de pauvreté et le niveau de vie, {words}",
                rank_correlation_within(scores, incomes, departement(cities.index)),
                CORRELATION,
                len(incomes),
            )
        )
    return found


def _poverty_runs(cities: pd.DataFrame, population: pd.Series) -> list[Figure]:
    """Count consecutive small communes with the same class, against another indicator."""
    small = cities[population < SMALL].sort_index()
    place = departement(small.index)
    neighbours = (place == place.shift()).iloc[1:]
    found = []
    for key, words in (("poverty_rate", "pauvreté"), ("nscol15p_rate", "diplôme, pour comparer")):
        same = (small[key] == small[key].shift()).iloc[1:][neighbours]
        found.append(
            Figure(
                POVERTY_RUNS.key,
                f"Petites communes de même note que la précédente ({words})",
                100 * float(same.mean()),
                "%",
                len(same),
            )
        )
    return found


def _poverty_effect(
    cities: pd.DataFrame, poverty: pd.DataFrame, median: pd.DataFrame
) -> list[Figure]:
    """Count the communes without an observed rate whose total moves with an estimated one."""
    filled, _ = estimate_poverty(poverty, median)
    classes = pd.Series(
        threshold_classes(filled["value"], decile_thresholds(filled["value"])), index=filled.index
    )
    concerned = filled.index[filled["status"] == Status.ESTIMATED].intersection(
        cities.index[cities["total"].notna()]
    )
    before = cities.loc[concerned, "poverty_rate"]
    moved = (classes[concerned] - before).abs() / len(ifn_2023.INDICATORS)
    return [
        Figure(
            POVERTY_EFFECT.key,
            f"Communes dont le score change d’au moins {words} point",
            100 * float((moved >= least - 1e-9).mean()),
            "%",
            len(moved),
        )
        for least, words in ((0.5, "un demi"), (1.0, "un"))
    ]


def _missing_as_value(cities: pd.DataFrame, folder: Path) -> list[Figure]:
    """Count the missing values that were given 0 or 10."""
    interfaces = interfaces_2019(folder)["interfaces_dep"]
    overseas = cities[departement(cities.index).isin(OVERSEAS_WITHOUT_4G)]
    worst = overseas["no_4g_coverage_rate"] == 10
    nothing = (cities[list(ifn_2023.INDICATORS)] == 0).all(axis=1)
    return [
        Figure(
            MISSING_AS_VALUE.key,
            "2019 : IRIS dont le revenu inconnu vaut 0 point",
            100 * float((interfaces == 0).mean()),
            "%",
            len(interfaces),
        ),
        Figure(
            MISSING_AS_VALUE.key,
            "2023 : communes de Guadeloupe, Martinique, Guyane et Mayotte notées 10 pour la 4G",
            100 * float(worst.mean()),
            "%",
            len(overseas),
        ),
        Figure(
            MISSING_AS_VALUE.key,
            "2023 : communes notées 0 partout",
            float(np.sum(nothing)),
            "communes",
            len(cities),
        ),
    ]


def _income_direction(folder: Path) -> Figure:
    """Correlate the interfaces axis of 2019 with the share of low incomes, by commune."""
    interfaces = interfaces_2019(folder)
    known = interfaces[interfaces["interfaces_dep"] > 0]
    by_commune = known.groupby("insee_com")["interfaces_dep"].first()
    low = low_incomes(folder).reindex(by_commune.index).dropna()
    return Figure(
        INCOME_DIRECTION.key,
        "Lien entre l’axe « interfaces » et la part de foyers à faible revenu",
        rank_correlation_within(by_commune, low, departement(by_commune.index)),
        CORRELATION,
        len(low),
    )
