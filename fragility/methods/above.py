"""Scores above the commune: means of the communes' totals, and what the mean hides.

For a territory T made of communes c with p(c) inhabitants:

    total(T)       = Σ p(c)·total(c) / Σ p(c)       over its communes with a total
    class(i, T)    = Σ p(c)·class(i, c) / Σ p(c)    over its communes with a class, rounded
    high_share(T)  = share of the inhabitants of its scored communes who live in a commune whose
                     total is in the top three tenths of the base (classes 8 to 10 of the totals)

A mean of classes is not the class of a mean: an EPCI can hide a 9 and a 2, so the lowest and the
highest total inside go with it. A territory where less than half of the inhabitants live in a
scored commune has no total.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fragility.methods.deciles import decile_classes
from fragility.methods.rank_range import Floats, Groups, Totals
from fragility.methods.ranked import ranked_scores
from fragility.methods.recipe import Base, Preset
from fragility.methods.scores import SPREAD_COLUMNS, ScoreLevel, Scores

HIGH_CLASS = 8
MIN_KNOWN_SHARE = 0.5

LEVELS_ABOVE: dict[Base, tuple[ScoreLevel, ...]] = {
    "france": ("epci", "departement", "region", "france"),
    "region": ("epci", "departement"),
    "departement": ("epci",),
    "epci": (),
}
"""A level is compared inside a base that is larger than itself only."""


class _Crowd:
    """The inhabitants of the communes, added up by territory."""

    def __init__(self, groups: Groups, people: Floats, size: int) -> None:
        self.kept = groups >= 0
        self.groups = groups[self.kept]
        self.people = people[self.kept]
        self.size = size
        self.everybody = self.total(np.ones(len(groups)))

    def total(self, numbers: Floats | NDArray[np.bool_]) -> Floats:
        """Return Σ p·number by territory."""
        weights = self.people * numbers[self.kept]
        sums = np.bincount(self.groups, weights=weights, minlength=self.size)
        return np.asarray(sums, dtype=np.float64)

    def mean(self, numbers: Floats) -> Floats:
        """Return Σ p·number / Σ p over what is known; NaN under half of the inhabitants."""
        known = np.isfinite(numbers)
        weight = self.total(known)
        result = np.full(self.size, np.nan)
        enough = (weight > 0) & (weight >= MIN_KNOWN_SHARE * self.everybody)
        np.divide(self.total(np.where(known, numbers, 0.0)), weight, out=result, where=enough)
        return result


def score_above(
    preset: Preset,
    level: ScoreLevel,
    names: pd.Index,
    groups: Groups,
    classes: NDArray[np.uint8],
    totals: Totals,
    base: Groups,
    people: Floats,
) -> Scores:
    """Return the scores of the territories `names`, where `groups` places each commune."""
    crowd = _Crowd(groups, people, len(names))
    means = np.column_stack([crowd.mean(np.where(one > 0, one, np.nan)) for one in classes.T])
    rounded = np.where(np.isfinite(means), np.floor(means + 0.5), 0).astype(np.uint8)
    drawn = [crowd.mean(column) for column in totals.drawn.T]
    own = Totals(
        crowd.mean(totals.total),
        [crowd.mean(other) for other in totals.dropped],
        np.column_stack(drawn) if drawn else np.empty((len(names), 0)),
    )
    weights = people if preset.weighting == "population" else None
    high = decile_classes(totals.total, weights, base) >= HIGH_CLASS
    return ranked_scores(
        preset,
        level,
        names,
        rounded,
        (rounded > 0).sum(axis=1).astype(np.uint8),
        own,
        _main_base(crowd, base),
        np.where(crowd.everybody > 0, crowd.everybody, np.nan),
        _spread(names, crowd, totals.total, high),
    )


def _spread(names: pd.Index, crowd: _Crowd, total: Floats, high: NDArray[np.bool_]) -> pd.DataFrame:
    """Return the lowest and highest total, and the shares of inhabitants, by territory."""
    known = np.isfinite(total)
    inside = pd.Series(total[crowd.kept]).groupby(crowd.groups)
    scored = crowd.total(known)
    nobody = np.full(crowd.size, np.nan)
    columns = (
        inside.min().reindex(range(crowd.size)).to_numpy(),
        inside.max().reindex(range(crowd.size)).to_numpy(),
        np.divide(crowd.total(high & known), scored, out=nobody.copy(), where=scored > 0),
        np.divide(scored, crowd.everybody, out=nobody.copy(), where=crowd.everybody > 0),
    )
    return pd.DataFrame(dict(zip(SPREAD_COLUMNS, columns, strict=True)), index=names)


def _main_base(crowd: _Crowd, base: Groups) -> Groups:
    """Return, for each territory, the base in which most of its inhabitants live (−1: none)."""
    pairs = pd.DataFrame({"group": crowd.groups, "base": base[crowd.kept], "people": crowd.people})
    sums = pairs[pairs["base"] >= 0].groupby(["group", "base"])["people"].sum().reset_index()
    main = sums.sort_values(["people", "base"], ascending=[False, True]).drop_duplicates("group")
    found = np.full(crowd.size, -1, dtype=np.int64)
    found[main["group"].to_numpy()] = main["base"].to_numpy()
    return found
