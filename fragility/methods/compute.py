"""The one way to compute the methods of `presets`. Pure pandas: pages read what it left."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from fragility.methods.ifn_repere import score_levels
from fragility.methods.recipe import Preset
from fragility.methods.scores import ScoreLevel, Scores


def compute(
    preset: Preset,
    frames: Mapping[str, pd.DataFrame],
    population: pd.Series,
    memberships: pd.DataFrame,
    errors: Mapping[str, float] | None = None,
) -> Scores:
    """Return the scores of the communes; the arguments are those of `score_levels`."""
    levels = score_levels(preset, frames, population, memberships, errors or {}, only_communes=True)
    return levels["commune"]


def compute_levels(
    preset: Preset,
    frames: Mapping[str, pd.DataFrame],
    population: pd.Series,
    memberships: pd.DataFrame,
    errors: Mapping[str, float] | None = None,
) -> dict[ScoreLevel, Scores]:
    """Return the scores of the communes and of each level above that the base allows."""
    return score_levels(preset, frames, population, memberships, errors or {})
