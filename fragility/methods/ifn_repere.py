"""Our index: decile classes of need, missing values left out, and how sure a rank is.

For the communes of a base (France, or each région, département, EPCI by itself):

    class(i, c)  = 1 + floor(10 × share of the base strictly below c on indicator i), at most 10
    total(c)     = Σ wᵢ·class(i, c) / Σ wᵢ     over the indicators that c has
    rank(c)      = 1 + number of communes of the base with a higher total

The share is one of communes, or of inhabitants. A missing or secret value has no class: it is
never 0 nor 10. With fewer than three fifths of the indicators (3 of 5) there is no total.
The range of a rank is that of `rank_range`, the levels above the commune those of `above`.

Pure pandas and numpy. It knows no file, no database and no page.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fragility.methods.above import LEVELS_ABOVE, score_above
from fragility.methods.deciles import ladder
from fragility.methods.rank_range import Groups, Places, vary
from fragility.methods.ranked import ranked_scores
from fragility.methods.recipe import Preset
from fragility.methods.reweight import reweight
from fragility.methods.scores import ScoreLevel, Scores
from fragility.status import Status

NO_GROUP = ("", "ZZZZZZZZZ")
"""Written where a commune is in no EPCI."""
FRANCE = "FR"
"""The code of the whole country, the same as in `territories.facts`."""


def score_levels(
    preset: Preset,
    frames: Mapping[str, pd.DataFrame],
    population: pd.Series,
    memberships: pd.DataFrame,
    errors: Mapping[str, float],
    only_communes: bool = False,
) -> dict[ScoreLevel, Scores]:
    """Return the scores of the communes and, unless `only_communes`, of every level above.

    - `frames`: by indicator, a frame of `IndicatorTable` at commune level (`value`, `status`);
      one that is absent counts as missing everywhere;
    - `population`: inhabitants by commune code (NaN: unknown, weighs nothing): its index lists
      the communes to score;
    - `memberships`: columns `epci`, `departement`, `region`, by commune code;
    - `errors`: by indicator, the standard deviation of its estimated values, in its unit.
    """
    codes = pd.Index(population.index, dtype=object)
    counted = population.to_numpy(dtype=float, na_value=np.nan)
    people = np.nan_to_num(counted)
    inside = _inside(memberships, codes)
    base = inside[preset.base][0]
    values, estimated = _matrix(preset, frames, codes)
    weights = people if preset.weighting == "population" else None
    ladders = [ladder(column, weights, base) for column in values.T]
    classes = np.column_stack(
        [steps.classes(column, base) for steps, column in zip(ladders, values.T, strict=True)]
    )
    total, known = reweight(classes, preset.weights)
    places = Places(preset.parts, values, estimated, ladders, classes, base)
    totals = vary(places, total, errors)
    scores: dict[ScoreLevel, Scores] = {
        "commune": ranked_scores(preset, "commune", codes, classes, known, totals, base, counted)
    }
    if not only_communes:
        for level in LEVELS_ABOVE[preset.base]:
            groups, names = inside[level]
            scores[level] = score_above(preset, level, names, groups, classes, totals, base, people)
    return scores


def _inside(
    memberships: pd.DataFrame, codes: pd.Index
) -> dict[ScoreLevel, tuple[Groups, pd.Index]]:
    """Return, by level above, (group of each commune or −1, sorted codes of the groups)."""
    found: dict[ScoreLevel, tuple[Groups, pd.Index]] = {
        "france": (np.zeros(len(codes), dtype=np.int64), pd.Index([FRANCE], dtype=object))
    }
    levels: tuple[ScoreLevel, ...] = ("epci", "departement", "region")
    for level in levels:
        names = memberships[level].reindex(codes)
        numbers, groups = pd.factorize(names.where(~names.isin(NO_GROUP)), sort=True)
        found[level] = (numbers.astype(np.int64), pd.Index(groups, dtype=object))
    return found


def _matrix(
    preset: Preset, frames: Mapping[str, pd.DataFrame], codes: pd.Index
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return (values with the sign that makes high fragile, which are estimated), by commune."""
    values = np.full((len(codes), len(preset.parts)), np.nan)
    estimated = np.zeros(values.shape, dtype=bool)
    for column, part in enumerate(preset.parts):
        frame = frames.get(part.indicator)
        if frame is None or frame.empty:
            continue
        place = frame.index.get_indexer(codes)
        status = frame["status"].to_numpy()[place]
        usable = (place >= 0) & ((status == Status.OBSERVED) | (status == Status.ESTIMATED))
        number = frame["value"].to_numpy(dtype=float)[place]
        values[usable, column] = part.direction * number[usable]
        estimated[:, column] = usable & (status == Status.ESTIMATED)
    return values, estimated
