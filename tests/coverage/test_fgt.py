"""The measures of the lack of access."""

from __future__ import annotations

import numpy as np
import pytest

from coverage.fgt import fgt

PEOPLE = np.array([1000.0, 2000.0, 500.0, 800.0])
APL = np.array([12.5657, 8.0808, 2.5455, 0.0])


@pytest.mark.parametrize(("order", "expected"), [(0, 0.3023), (1, 0.24313), (2, 0.2140745)])
def test_the_worked_example_is_found_again(order: int, expected: float) -> None:
    assert fgt(APL, PEOPLE, 5.0, order)[0] == pytest.approx(expected, abs=1e-4)


def test_someone_on_the_line_lacks_access_but_nothing_of_it() -> None:
    access, people = np.array([5.0, 10.0]), np.array([1.0, 3.0])
    assert fgt(access, people, 5.0, 0)[0] == 0.25
    assert fgt(access, people, 5.0, 1)[0] == 0.0


def test_each_group_has_its_own_measure() -> None:
    groups = np.array([0, 0, 1, -1])
    found = fgt(np.array([0.0, 10.0, 10.0, 0.0]), np.full(4, 100.0), 5.0, 1, groups, 3)
    assert found[:2].tolist() == [0.5, 0.0]
    assert np.isnan(found[2])


def test_what_is_unknown_is_left_out_above_and_below() -> None:
    assert fgt(np.array([0.0, np.nan]), np.array([10.0, 90.0]), 5.0, 0)[0] == 1.0
    assert fgt(np.array([0.0, 9.0]), np.array([0.0, 90.0]), 5.0, 0)[0] == 0.0


def test_with_no_venue_everybody_lacks_everything() -> None:
    found = [fgt(np.zeros(3), np.full(3, 10.0), 5.0, order)[0] for order in (0, 1, 2)]
    assert found == [1.0, 1.0, 1.0]


def test_the_line_zero_counts_those_who_have_nothing() -> None:
    assert fgt(np.array([0.0, 1.0]), np.array([1.0, 3.0]), 0.0, 1)[0] == 0.25


def test_an_unknown_line_gives_no_measure() -> None:
    assert np.isnan(fgt(APL, PEOPLE, float("nan"), 1)[0])
