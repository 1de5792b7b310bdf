"""The methods of the site: what they are made of, and that they are sound."""

from __future__ import annotations

import pytest

from fragility.indicators import BY_KEY
from fragility.methods.presets import DEFAULT, PRESETS
from fragility.methods.recipe import Preset

ALL = list(PRESETS.values())


def test_the_default_method_has_five_indicators_of_need_of_equal_weight() -> None:
    default = PRESETS[DEFAULT]

    assert default.indicators == ("poverty", "age_65", "low_diploma", "no_thd", "no_4g")
    assert set(default.weights) == {1.0}
    assert (default.base, default.weighting) == ("france", "unit")


@pytest.mark.parametrize("preset", ALL, ids=lambda preset: preset.key)
def test_every_indicator_of_a_method_is_in_the_catalogue_with_the_same_direction(
    preset: Preset,
) -> None:
    for part in preset.parts:
        assert BY_KEY[part.indicator].direction == part.direction


@pytest.mark.parametrize("preset", ALL, ids=lambda preset: preset.key)
def test_a_method_says_its_base_and_its_weighting(preset: Preset) -> None:
    assert preset.key in PRESETS
    assert preset.description.endswith(".")
    assert "déciles d" in preset.base_label


def test_labels_are_all_different() -> None:
    assert len({preset.label for preset in ALL}) == len(ALL)


def test_weights_left_out_are_zero() -> None:
    assert PRESETS[DEFAULT].weighted({"poverty": 2.0}).weights == (2.0, 0.0, 0.0, 0.0, 0.0)
