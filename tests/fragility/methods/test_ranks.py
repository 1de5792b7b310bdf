"""Ranks: the highest total first, equal totals together, each group by itself."""

from __future__ import annotations

import numpy as np

from fragility.methods.ranks import group_sizes, ranks


def test_the_highest_total_is_first() -> None:
    assert ranks(np.array([2.0, 9.0, 5.0])).tolist() == [3, 1, 2]


def test_equal_totals_share_the_best_place_and_the_next_ones_are_skipped() -> None:
    assert ranks(np.array([7.0, 9.0, 7.0, 1.0])).tolist() == [2, 1, 2, 4]


def test_totals_that_differ_by_rounding_only_are_equal() -> None:
    assert ranks(np.array([0.1 + 0.2, 0.3])).tolist() == [1, 1]


def test_no_total_means_no_rank() -> None:
    assert ranks(np.array([np.nan, 3.0])).tolist() == [0, 1]


def test_each_group_has_its_own_ranks() -> None:
    totals = np.array([1.0, 2.0, 9.0, 8.0, 5.0])
    groups = np.array([0, 0, 1, 1, -1])

    assert ranks(totals, groups).tolist() == [2, 1, 1, 2, 0]


def test_nothing_to_rank_is_no_error() -> None:
    assert ranks(np.array([np.nan, np.nan])).tolist() == [0, 0]
    assert ranks(np.array([])).tolist() == []


def test_the_size_of_a_group_counts_what_has_a_total() -> None:
    totals = np.array([1.0, np.nan, 3.0, 4.0])

    assert group_sizes(totals, np.array([0, 0, 1, -1])).tolist() == [1, 1, 1, 0]
    assert group_sizes(totals).tolist() == [3, 3, 3, 3]
