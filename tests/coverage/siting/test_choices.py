"""Ways to choose places: the worked example, the best possible choices, ties, edges."""

from __future__ import annotations

import numpy as np
import pytest

from coverage.siting.centre import p_centre
from coverage.siting.cover import cover_everyone, covered_weight, greedy_cover
from coverage.siting.median import p_median
from tests.coverage.siting.exact import (
    best_centre,
    best_cover,
    best_median,
    fewest_for_all,
    random_town,
    whole_reach,
)

#: Two communes to serve, C (500) and D (800); a place can open in either, 9 minutes apart.
EXAMPLE = np.array([[0.0, 9.0], [9.0, 0.0]])
PEOPLE = np.array([500.0, 800.0])


def test_both_places_of_the_example_win_all_at_ten_minutes() -> None:
    (step,) = greedy_cover(whole_reach(EXAMPLE), PEOPLE, 1, 10)
    assert (step.candidate, step.total, step.ties) == (0, 1300, (1,))


def test_the_larger_place_of_the_example_wins_at_five_minutes() -> None:
    first, second = greedy_cover(whole_reach(EXAMPLE), PEOPLE, 2, 5)
    assert (first.candidate, first.total, first.ties) == (1, 800, ())
    assert (second.candidate, second.gain, second.total) == (0, 500, 1300)


def test_a_way_of_exactly_the_radius_is_within_it() -> None:
    assert greedy_cover(whole_reach(EXAMPLE), PEOPLE, 1, 9)[0].total == 1300
    assert greedy_cover(whole_reach(EXAMPLE), PEOPLE, 1, 8.999)[0].total == 800


def test_the_least_travel_of_the_example_is_at_d() -> None:
    found = p_median(whole_reach(EXAMPLE), PEOPLE, 1, far=60)
    assert (found.chosen, found.cost, found.ties) == ((1,), 4500, ())
    assert found.mean == pytest.approx(4500 / 1300)


def test_places_that_save_as_much_are_told() -> None:
    assert p_median(whole_reach(EXAMPLE), np.array([500.0, 500.0]), 1, far=60).ties == (1,)


def test_the_longest_way_of_the_example_is_nine_minutes_then_none() -> None:
    assert p_centre(whole_reach(EXAMPLE), PEOPLE, 1).radius == 9
    assert p_centre(whole_reach(EXAMPLE), PEOPLE, 2).radius == 0


@pytest.mark.parametrize("seed", range(30))
def test_the_greedy_cover_reaches_63_percent_of_the_best_at_least(seed: int) -> None:
    minutes, people = random_town(seed)
    count = 1 + seed % 4
    found = greedy_cover(whole_reach(minutes), people, count, 20)
    best = best_cover(minutes, people, count, 20)
    total = found[-1].total if found else 0.0
    assert (1 - 1 / np.e) * best <= total <= best + 1e-6
    chosen = tuple(step.candidate for step in found)
    assert total == pytest.approx(covered_weight(whole_reach(minutes), people, chosen, 20))


def test_exchanges_stay_within_five_percent_of_the_least_travel() -> None:
    ratios = []
    for seed in range(30):
        minutes, people = random_town(seed)
        count = 1 + seed % 4
        found = p_median(whole_reach(minutes), people, count, far=200)
        ratios.append(found.cost / best_median(minutes, people, count))
    assert min(ratios) >= 1 - 1e-9
    assert max(ratios) <= 1.05
    assert np.mean(ratios) <= 1.005


def test_the_longest_way_stays_within_half_more_than_the_best() -> None:
    ratios = []
    for seed in range(30):
        minutes, people = random_town(seed)
        count = 1 + seed % 4
        found = p_centre(whole_reach(minutes), people, count)
        ratios.append(found.radius / best_centre(minutes, count))
    assert min(ratios) >= 1 - 1e-9
    assert max(ratios) <= 1.5
    assert np.mean(ratios) <= 1.05


@pytest.mark.parametrize("seed", range(6))
def test_everyone_is_within_the_radius_with_few_more_places_than_needed(seed: int) -> None:
    minutes, people = random_town(seed)
    found = cover_everyone(whole_reach(minutes), people, 25)
    assert set(found.out_of_reach) == set(np.nonzero((minutes > 25).all(axis=1))[0])
    served = (minutes[:, list(found.chosen)] <= 25).any(axis=1)
    assert served.sum() == len(minutes) - len(found.out_of_reach)
    assert fewest_for_all(minutes, 25) <= len(found.chosen) <= fewest_for_all(minutes, 25) + 1


def test_the_curve_of_gains_never_rises_and_stops_when_nothing_is_left() -> None:
    minutes, people = random_town(3)
    steps = greedy_cover(whole_reach(minutes), people, 20, 30)
    gains = [step.gain for step in steps]
    assert gains == sorted(gains, reverse=True)
    assert len(steps) < 9
    assert all(gain > 0 for gain in gains)


def test_a_place_twice_in_the_list_is_a_tie_and_the_first_is_taken() -> None:
    minutes, people = random_town(5)
    doubled = np.hstack([minutes, minutes])
    for step in greedy_cover(whole_reach(doubled), people, 2, 20):
        assert step.candidate < 9
        assert step.candidate + 9 in step.ties


def test_who_is_served_already_or_unknown_wins_nothing() -> None:
    reach = whole_reach(EXAMPLE)
    served = np.array([False, True])
    assert greedy_cover(reach, PEOPLE, 1, 10, covered=served)[0].total == 500
    assert greedy_cover(reach, np.array([np.nan, 800.0]), 1, 10)[0].total == 800
    assert greedy_cover(reach, np.zeros(2), 1, 10) == ()


def test_no_candidate_and_nobody_to_serve_choose_nothing() -> None:
    empty = whole_reach(np.zeros((3, 0)))
    people = np.ones(3)
    assert greedy_cover(empty, people, 2, 10) == ()
    assert p_median(empty, people, 2, far=60).chosen == ()
    assert p_median(empty, people, 2, far=60).cost == 180
    assert p_centre(empty, people, 2).out_of_reach == (0, 1, 2)
    assert p_centre(whole_reach(EXAMPLE), np.zeros(2), 1).chosen == ()


def test_what_stands_already_shortens_ways_and_is_not_chosen_again() -> None:
    standing = np.array([np.inf, 0.0])
    assert p_median(whole_reach(EXAMPLE), PEOPLE, 2, far=60, standing=standing).chosen == (0,)
    assert p_centre(whole_reach(EXAMPLE), PEOPLE, 1, standing=standing).radius == 0


def test_one_who_nobody_reaches_is_told_and_left_out() -> None:
    minutes = np.array([[5.0], [np.inf]])
    found = p_centre(whole_reach(minutes), np.ones(2), 1)
    assert (found.radius, found.out_of_reach) == (5, (1,))
    assert p_median(whole_reach(minutes), np.ones(2), 1, far=60).cost == 65
