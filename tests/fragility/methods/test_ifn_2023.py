"""The index of 2023: its worked examples, and its rules one by one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from fragility.methods import ifn_2023


def test_the_worked_commune_has_its_published_total() -> None:
    scores = pd.DataFrame([[10.0, 7, 2, 5, 6]], ["01001"], ifn_2023.INDICATORS)

    assert ifn_2023.total(scores)["01001"] == 6.0


def test_the_worked_epci_is_the_mean_weighted_by_the_populations_of_2018() -> None:
    codes = list("abcdefg")
    scores = pd.DataFrame({"no_thd_coverage_rate": [9.0, 9, 7, 9, 9, 4, 10]}, codes)
    population = pd.Series([12557, 6412, 2220, 2091, 1809, 1590, 484], codes)

    found = ifn_2023.roll_up(scores, population, pd.Series("200000172", codes))

    assert found.loc["200000172", "no_thd_coverage_rate"] == pytest.approx(8.561683, abs=1e-6)


def test_a_missing_score_is_left_out_with_its_population() -> None:
    scores = pd.DataFrame({"a": [4.0, np.nan]}, ["x", "y"])

    found = ifn_2023.roll_up(scores, pd.Series([1, 99], ["x", "y"]), pd.Series("e", ["x", "y"]))

    assert found.loc["e", "a"] == 4.0


def test_a_group_where_nothing_is_known_has_no_score() -> None:
    scores = pd.DataFrame({"a": [np.nan]}, ["x"])

    found = ifn_2023.roll_up(scores, pd.Series([9], ["x"]), pd.Series("e", ["x"]))

    assert np.isnan(found.loc["e", "a"])


def test_weights_change_the_roll_up() -> None:
    scores = pd.DataFrame({"a": [1.0, 9.0]}, ["x", "y"])
    groups = pd.Series("e", ["x", "y"])

    even = ifn_2023.roll_up(scores, pd.Series([1, 1], ["x", "y"]), groups)
    uneven = ifn_2023.roll_up(scores, pd.Series([3, 1], ["x", "y"]), groups)

    assert (even.loc["e", "a"], uneven.loc["e", "a"]) == (5.0, 3.0)


def test_there_is_no_total_when_one_score_is_missing() -> None:
    assert ifn_2023.total(pd.DataFrame([[1.0, np.nan]])).isna().all()


def test_each_unit_counts_one_and_ties_go_up() -> None:
    values = pd.DataFrame({"no_4g": [0.0] * 45 + [float(one) for one in range(1, 56)]})

    classes = ifn_2023.unit_classes(values)["no_4g"]

    assert classes.min() == 5
    assert classes.max() == 10
