"""Choices that are worth nearly the same."""

from __future__ import annotations

import numpy as np

from coverage.siting.cover import greedy_cover
from coverage.siting.options import NEARLY_EQUAL, near_equal
from tests.coverage.siting.exact import best_cover, random_town, whole_reach


def test_two_equal_places_are_two_options() -> None:
    reach, people = whole_reach(np.array([[0.0, 9.0], [9.0, 0.0]])), np.array([500.0, 800.0])
    found = near_equal(reach, people, greedy_cover(reach, people, 1, 10), 10)
    assert [(one.chosen, one.total) for one in found] == [((0,), 1300), ((1,), 1300)]
    alone = near_equal(reach, people, greedy_cover(reach, people, 1, 5), 5)
    assert [(one.chosen, one.total) for one in alone] == [((1,), 800)]


def test_options_are_different_sets_within_five_percent_and_the_best_comes_first() -> None:
    several = 0
    for seed in range(30):
        minutes, people = random_town(seed)
        reach, count = whole_reach(minutes), 1 + seed % 4
        steps = greedy_cover(reach, people, count, 25)
        found = near_equal(reach, people, steps, 25)
        totals = [one.total for one in found]
        assert max(totals) == totals[0] >= steps[-1].total
        assert min(totals) >= (1 - NEARLY_EQUAL) * totals[0] - 1e-6
        assert totals[0] <= best_cover(minutes, people, count, 25) + 1e-6
        assert len({frozenset(one.chosen) for one in found}) == len(found) <= 3
        several += len(found) > 1
    assert several > 10


def test_the_same_question_has_the_same_options() -> None:
    minutes, people = random_town(7)
    reach = whole_reach(minutes)
    steps = greedy_cover(reach, people, 3, 25)
    assert near_equal(reach, people, steps, 25) == near_equal(reach, people, steps, 25)


def test_nothing_to_win_is_no_option() -> None:
    assert near_equal(whole_reach(np.zeros((2, 0))), np.ones(2), (), 10) == ()
