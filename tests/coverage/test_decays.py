"""Decays: the weights of the published steps, on their bounds and beyond."""

from __future__ import annotations

import numpy as np
import pytest

from coverage.decays import DEFAULT, PRESETS


@pytest.mark.parametrize(
    ("key", "minutes", "weight"),
    [
        ("apl", 0.0, 1.0),
        ("apl", 10.0, 1.0),
        ("apl", 10.0001, 0.3),
        ("apl", 15.0, 0.3),
        ("apl", 20.0, 0.1),
        ("apl", 20.0001, 0.0),
        ("apl-2012", 5.0, 1.0),
        ("apl-2012", 15.0, 0.1),
        ("e2sfca", 20.0, 0.68),
        ("e2sfca", 30.0, 0.22),
        ("2sfca-30", 30.0, 1.0),
        ("3sfca", 0.0, 0.962),
        ("3sfca", 60.0, 0.042),
        ("gaussienne", 0.0, 1.0),
        ("gaussienne", 10.0, np.exp(-0.5)),
        ("dai", 0.0, 1.0),
        ("dai", 30.0, 0.0),
    ],
)
def test_a_bound_belongs_to_the_nearer_class(key: str, minutes: float, weight: float) -> None:
    assert PRESETS[key].weights([minutes])[0] == pytest.approx(weight)


@pytest.mark.parametrize("key", PRESETS)
def test_unreachable_and_unknown_weigh_nothing(key: str) -> None:
    assert PRESETS[key].weights([np.inf, np.nan]).tolist() == [0.0, 0.0]


@pytest.mark.parametrize("key", PRESETS)
def test_weights_never_grow_with_time_and_end_at_the_reach(key: str) -> None:
    preset = PRESETS[key]
    times = np.linspace(0, preset.reach_minutes + 30, 500)

    weights = preset.weights(times)

    assert (np.diff(weights) <= 0).all()
    assert (weights[times > preset.reach_minutes] == 0).all()
    assert 0 < weights[0] <= 1


@pytest.mark.parametrize("key", PRESETS)
def test_a_stretched_decay_is_the_same_decay_of_shorter_times(key: str) -> None:
    preset = PRESETS[key]
    times = np.array([0.0, 3.3, 12.1, 19.7, 28.3, 50.0])

    assert preset.stretched(1.5).weights(times * 1.5) == pytest.approx(preset.weights(times))
    assert preset.stretched(1.5).reach_minutes == preset.reach_minutes * 1.5


def test_every_preset_names_its_source_and_says_its_weights() -> None:
    assert all(preset.source and preset.label for preset in PRESETS.values())
    assert PRESETS[DEFAULT].words() == ("1 jusqu’à 10 min, 0,3 jusqu’à 15 min, 0,1 jusqu’à 20 min")
    assert PRESETS["gaussienne"].words()
