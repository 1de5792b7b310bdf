"""Access: by hand, by its invariants, and against PySAL's own implementation."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage.access import PER, access, mean_access, shares
from coverage.decays import PRESETS, Preset
from coverage.links import Links
from tests.coverage.worked_example import (
    EXPECTED,
    MINUTES,
    PEOPLE,
    SUPPLY,
    growing_presets,
    links_of,
    random_world,
    worked_links,
)

SEEDS = st.integers(min_value=0, max_value=10_000)
KEYS = st.sampled_from(sorted(PRESETS))


@pytest.mark.parametrize("key", EXPECTED)
def test_the_worked_example_is_found_to_four_decimals(key: str) -> None:
    found = access(worked_links(), PEOPLE, SUPPLY, PRESETS[key]) * PER

    assert found == pytest.approx(EXPECTED[key], abs=1e-4)


@pytest.mark.parametrize("key", [key for key in EXPECTED if key != "m2sfca"])
def test_the_mean_is_supply_by_inhabitants_whatever_the_decay(key: str) -> None:
    found = access(worked_links(), PEOPLE, SUPPLY, PRESETS[key])

    assert mean_access(found, PEOPLE) * PER == pytest.approx(6.9767, abs=1e-4)


@pytest.mark.parametrize(
    ("added", "supply", "expected"),
    [
        ([19.0, 16.0, 0.0, 9.0], [2.0, 1.0, 1.0], (13.1907, 8.7058, 8.7955, 6.25)),
        ([27.0, 24.0, 9.0, 0.0], [2.0, 1.0, 1.0], (12.5657, 8.0808, 10.2378, 7.6923)),
        (None, [2.0, 2.0], (13.0101, 12.5253, 3.8788, 0.0)),
    ],
)
def test_one_more_venue_or_more_supply_changes_access_as_computed_by_hand(
    added: list[float] | None, supply: list[float], expected: tuple[float, ...]
) -> None:
    minutes = MINUTES if added is None else np.column_stack((MINUTES, added))

    found = access(links_of(minutes), PEOPLE, np.array(supply), PRESETS["apl"]) * PER

    assert found == pytest.approx(expected, abs=1e-4)


def test_a_border_that_hides_a_venue_or_people_changes_the_result() -> None:
    without_venue = access(worked_links(), PEOPLE, np.array([2.0, 0.0]), PRESETS["apl"]) * PER
    without_people = access(worked_links(), np.array([0.0, 2000, 500, 800]), SUPPLY, PRESETS["apl"])

    assert without_venue[1] == pytest.approx(3.64, abs=0.005)
    assert without_people[2] * PER == pytest.approx(4.47, abs=0.005)


@given(seed=SEEDS, key=KEYS)
def test_what_is_offered_and_reached_is_what_is_received(seed: int, key: str) -> None:
    links, people, supply = random_world(seed)
    preset = PRESETS[key]

    found = shares(links, people, supply, preset)

    received = float((found.access * people).sum())
    if preset.family == "m2sfca":
        assert received <= supply.sum() * (1 + 1e-9)
    else:
        assert received == pytest.approx(supply.sum() - found.lost_supply)


@given(seed=SEEDS, key=KEYS, factor=st.floats(min_value=0.01, max_value=100))
def test_access_scales_with_supply_and_against_demand(seed: int, key: str, factor: float) -> None:
    links, people, supply = random_world(seed)
    found = access(links, people, supply, PRESETS[key])

    assert access(links, people, supply * factor, PRESETS[key]) == pytest.approx(found * factor)
    assert access(links, people * factor, supply, PRESETS[key]) == pytest.approx(found / factor)


@given(seed=SEEDS, key=KEYS)
def test_the_order_of_communes_and_venues_changes_nothing(seed: int, key: str) -> None:
    links, people, supply = random_world(seed)
    draw = np.random.default_rng(seed)
    rows, columns = draw.permutation(len(people)), draw.permutation(len(supply))
    mixed = Links.of(
        np.argsort(rows)[links.origins],
        np.argsort(columns)[links.venues],
        links.minutes,
        len(people),
        len(supply),
    )

    found = access(mixed, people[rows], supply[columns], PRESETS[key])

    assert found == pytest.approx(access(links, people, supply, PRESETS[key])[rows], rel=1e-9)


@given(seed=SEEDS, preset=st.sampled_from(growing_presets()))
def test_one_more_venue_lowers_nobody(seed: int, preset: Preset) -> None:
    links, people, supply = random_world(seed)
    before = np.append(supply[:-1], 0.0)

    gained = access(links, people, supply, preset) - access(links, people, before, preset)

    assert (gained >= -1e-12).all()


@given(seed=SEEDS, preset=st.sampled_from(growing_presets()))
def test_one_more_inhabitant_elsewhere_raises_nobody_else(seed: int, preset: Preset) -> None:
    links, people, supply = random_world(seed)
    more = people.copy()
    more[0] += 1000

    gained = access(links, more, supply, preset) - access(links, people, supply, preset)

    assert (gained[1:] <= 1e-12).all()


def pysal_access(links: Links, people: Any, supply: Any, key: str) -> np.ndarray:
    """Return PySAL's access per unit, its missing rows filled with 0."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pandas as pd
        from access import Access, weights

        costs = pd.DataFrame({"origin": links.origins, "dest": links.venues, "cost": links.minutes})
        model = Access(
            demand_df=pd.DataFrame({"id": np.arange(len(people)), "people": people}),
            demand_index="id",
            demand_value="people",
            supply_df=pd.DataFrame({"id": np.arange(len(supply)), "s": supply}),
            supply_index="id",
            supply_value="s",
            cost_df=costs,
            cost_origin="origin",
            cost_dest="dest",
            cost_name="cost",
        )
        preset = PRESETS[key]
        if preset.family == "3sfca":
            table = model.three_stage_fca(
                name="a", cost="cost", weight_fn=weights.step_fn(dict(preset.steps))
            )
        elif preset.curve is not None:
            table = model.two_stage_fca(
                name="a", cost="cost", max_cost=preset.reach_minutes, weight_fn=weights.gaussian(10)
            )
        else:
            table = model.enhanced_two_stage_fca(
                name="a", cost="cost", weight_fn=weights.step_fn(dict(preset.steps))
            )
    return np.nan_to_num(table["a_s"].reindex(np.arange(len(people))).to_numpy())


@pytest.mark.parametrize("key", ["apl", "apl-2012", "e2sfca", "2sfca-30", "3sfca", "gaussienne"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_pysal_finds_the_same(seed: int, key: str) -> None:
    links, people, supply = random_world(seed, 60, 20)

    found = access(links, people, supply, PRESETS[key])

    assert found == pytest.approx(pysal_access(links, people, supply, key), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("key", PRESETS)
def test_nobody_is_no_data_and_out_of_reach_is_zero(key: str) -> None:
    links = links_of(np.array([[1.0], [1.0], [1.0], [np.inf]]))

    found = access(links, np.array([100.0, 0.0, np.nan, 50.0]), np.array([1.0]), PRESETS[key])

    assert found[0] > 0
    assert np.isnan(found[1:3]).all()
    assert found[3] == 0.0


@pytest.mark.parametrize("key", PRESETS)
def test_one_commune_alone_gets_all_its_venues(key: str) -> None:
    found = access(links_of(np.array([[0.0, 0.0]])), np.array([500.0]), np.ones(2), PRESETS[key])

    assert found[0] == pytest.approx(2 / 500)


@pytest.mark.parametrize("key", PRESETS)
def test_a_world_without_venues_reaches_nothing(key: str) -> None:
    found = access(Links.of([], [], [], 2, 0), np.array([5.0, 6.0]), np.zeros(0), PRESETS[key])

    assert found.tolist() == [0.0, 0.0]


@pytest.mark.parametrize("key", PRESETS)
def test_equal_communes_get_the_same(key: str) -> None:
    found = access(links_of(np.full((5, 3), 4.0)), np.full(5, 10.0), np.ones(3), PRESETS[key])

    assert found == pytest.approx(np.full(5, found[0]))


def test_the_supply_of_a_venue_that_nobody_reaches_is_told() -> None:
    links = links_of(np.array([[5.0, 90.0, np.inf]]))

    found = shares(links, np.array([100.0]), np.array([1.0, 2.0, 4.0]), PRESETS["apl"])

    assert found.unreached.tolist() == [False, True, True]
    assert found.lost_supply == 6.0


def test_a_row_can_be_computed_again_by_hand_from_its_pairs() -> None:
    links, people, supply = random_world(11)
    found = shares(links, people, supply, PRESETS["e2sfca"])

    own = links.origins == 7

    by_hand = (found.second[own] * found.ratios[links.venues[own]]).sum()
    assert found.access[7] == pytest.approx(by_hand)


def test_a_closed_venue_draws_nobody_when_people_choose() -> None:
    links = links_of(np.array([[5.0, 5.0], [5.0, 25.0]]))
    alone = links_of(np.array([[5.0], [5.0]]))
    people = np.array([100.0, 300.0])

    found = access(links, people, np.array([1.0, 0.0]), PRESETS["3sfca"])

    assert found == pytest.approx(access(alone, people, np.array([1.0]), PRESETS["3sfca"]))


@pytest.mark.parametrize(
    ("people", "supply"), [([1.0], [1.0, 1.0]), ([1.0, 2.0], [1.0]), ([-1.0, 2.0], [1.0, 1.0])]
)
def test_amounts_that_cannot_be_are_refused(people: list[float], supply: list[float]) -> None:
    links = links_of(np.ones((2, 2)))

    with pytest.raises(ValueError, match=r"follow|negative"):
        access(links, np.array(people), np.array(supply), PRESETS["apl"])
