"""Thirds of inhabitants, classes and double alerts."""

from __future__ import annotations

import numpy as np
import pytest

from coverage.thirds import (
    CLASS_LABELS,
    Rule,
    crossed,
    double_alerts,
    priorities,
    shortfall,
    third_bounds,
    thirds,
)

PEOPLE = np.array([1000.0, 2000.0, 500.0, 800.0])
NEED = np.array([3.0, 5.0, 8.0, 7.5])
ONE = np.zeros(4, dtype=np.int64)
#: Access per 10,000 inhabitants of A, B, C, D of the worked example of the method page.
ACCESS = {
    "2sfca-20": (8.5714, 8.5714, 8.5714, 0.0),
    "2sfca-30": (6.9767, 6.9767, 6.9767, 6.9767),
    "apl": (12.5657, 8.0808, 2.5455, 0.0),
    "apl-2012": (16.6667, 6.2821, 1.5385, 0.0),
    "e2sfca": (9.0818, 7.8577, 6.8564, 2.2183),
    "3sfca": (9.2349, 7.2287, 6.7941, 3.6383),
}
WORKED_RULE = Rule("seuil", "part", need_bound=6.0, access_share=0.7)


def groups(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def bounds_of(values: list[float], people: list[float]) -> tuple[float, float]:
    found = third_bounds(
        np.array(values), np.array(people), np.zeros(len(values), dtype=np.int64), 1
    )
    return float(found.low[0]), float(found.high[0])


def classes_of(values: list[float], people: list[float], **options: bool) -> list[int]:
    numbers = np.array(values)
    own = np.zeros(len(values), dtype=np.int64)
    bounds = third_bounds(numbers, np.array(people), own, 1)
    return thirds(numbers, bounds, own, **options).tolist()


@pytest.mark.parametrize(
    ("values", "people", "expected"),
    [
        ([1, 2, 3], [10, 10, 10], (1, 3)),
        ([1, 2, 3, 4, 5, 6], [10] * 6, (2, 5)),
        ([6, 1, 5, 2, 4, 3], [10] * 6, (2, 5)),
        ([1, 2, 3], [1, 1, 100], (3, 3)),
        ([1, 2, 3], [100, 1, 1], (1, 1)),
        ([4], [50], (4, 4)),
    ],
)
def test_a_third_holds_a_third_of_the_inhabitants(
    values: list[float], people: list[float], expected: tuple[float, float]
) -> None:
    assert bounds_of(values, people) == expected


def test_a_value_on_a_bound_belongs_to_the_third_that_it_bounds() -> None:
    assert classes_of([1, 2, 3, 4, 5, 6], [10] * 6) == [1, 1, 2, 2, 3, 3]


def test_equal_values_are_never_in_two_thirds() -> None:
    values = [1, 2, 2, 2, 2, 2, 2, 3, 3]
    found = classes_of(values, [10.0] * 9)
    assert {value: {found[i] for i, one in enumerate(values) if one == value}
            for value in set(values)} == {1: {1}, 2: {2}, 3: {3}}  # fmt: skip


def test_where_all_are_equal_nobody_is_high_nor_low() -> None:
    assert classes_of([5, 5, 5], [10, 20, 30]) == [2, 2, 2]


def test_no_access_is_low_even_where_most_have_none() -> None:
    values, people = [0, 0, 0, 7], [30.0, 30.0, 30.0, 10.0]
    assert classes_of(values, people) == [2, 2, 2, 3]
    assert classes_of(values, people, nothing_is_low=True) == [1, 1, 1, 3]


def test_what_is_unknown_or_uninhabited_moves_no_bound() -> None:
    assert bounds_of([1, 2, 3, np.nan, 99], [10, 10, 10, 500, 0]) == (1, 3)


def test_what_is_unknown_is_in_no_third() -> None:
    assert classes_of([1, np.nan, 3], [10, 10, 10]) == [1, 0, 3]


def test_a_group_without_data_has_no_bounds() -> None:
    found = third_bounds(np.array([1.0, np.nan]), np.array([5.0, 5.0]), groups(0, 1), 2)
    assert found.low[0] == 1
    assert np.isnan(found.low[1])


def test_each_group_has_its_own_bounds() -> None:
    values = np.array([1.0, 2.0, 3.0, 10.0, 20.0, 30.0])
    people, own = np.full(6, 10.0), groups(0, 0, 0, 1, 1, 1)
    bounds = third_bounds(values, people, own, 2)
    assert bounds.low.tolist() == [1, 10]
    assert bounds.high.tolist() == [3, 30]
    assert thirds(values, bounds, own).tolist() == [1, 2, 3, 1, 2, 3]


def test_a_territory_in_no_group_is_in_no_third() -> None:
    values, own = np.array([1.0, 2.0, 3.0, 4.0]), groups(0, 0, 0, -1)
    bounds = third_bounds(values, np.full(4, 10.0), own, 1)
    assert thirds(values, bounds, own).tolist() == [1, 2, 3, 0]


def test_the_nine_classes_go_from_a1_to_c3() -> None:
    need = np.repeat(np.array([1, 2, 3], dtype=np.uint8), 3)
    access = np.tile(np.array([3, 2, 1], dtype=np.uint8), 3)
    found = crossed(need, access)
    assert [CLASS_LABELS[one - 1] for one in found] == list(CLASS_LABELS)


def test_a_class_needs_both_sides() -> None:
    sides = np.array([0, 3], dtype=np.uint8), np.array([3, 0], dtype=np.uint8)
    assert crossed(*sides).tolist() == [0, 0]


@pytest.mark.parametrize("decay", ACCESS)
def test_the_worked_example_flags_d_in_five_decays_and_c_in_two(decay: str) -> None:
    access = np.array(ACCESS[decay])
    found = double_alerts(NEED, access, PEOPLE, ONE, 1, WORKED_RULE)
    assert found.lines[0] == pytest.approx(4.8837, abs=1e-4)
    expected = {
        "2sfca-20": {"D": 800.0},
        "2sfca-30": {},
        "apl": {"C": 239.4, "D": 800.0},
        "apl-2012": {"C": 342.5, "D": 800.0},
        "e2sfca": {"D": 436.6},
        "3sfca": {"D": 204.0},
    }[decay]
    weights = priorities(found.flags, access, PEOPLE, found.lines, ONE)
    flagged = {
        name: round(float(weight), 1)
        for name, weight, flag in zip("ABCD", weights, found.flags, strict=True)
        if flag
    }
    assert flagged == expected


def test_the_default_rule_crosses_the_high_third_of_need_with_the_low_third_of_access() -> None:
    need, access = np.array([1.0, 2.0, 3.0]), np.array([9.0, 5.0, 1.0])
    people = np.full(3, 10.0)
    assert double_alerts(need, access, people, ONE[:3], 1).flags.tolist() == [False, False, True]
    assert double_alerts(need, access[::-1], people, ONE[:3], 1).flags.tolist() == [False] * 3


def test_without_need_there_is_no_alert() -> None:
    found = double_alerts(np.array([np.nan, 2.0, 3.0]), np.zeros(3), PEOPLE[:3], ONE[:3], 1)
    assert found.classes[0] == 0
    assert not found.flags[0]


def test_a_territory_without_need_moves_no_bound_of_the_access() -> None:
    need, access = np.array([np.nan, 2.0, 5.0, 8.0]), np.array([0.1, 9.0, 5.0, 1.0])
    people = np.array([9000.0, 100.0, 100.0, 100.0])
    found = double_alerts(need, access, people, groups(0, 0, 0, 0), 1)
    assert found.lines.tolist() == [1.0]
    assert found.classes.tolist() == [0, 1, 5, 9]
    assert found.flags.tolist() == [False, False, False, True]


def test_with_no_venue_at_all_the_high_need_is_flagged() -> None:
    found = double_alerts(NEED, np.zeros(4), PEOPLE, ONE, 1)
    assert found.flags.tolist() == [False, False, True, True]


def test_where_every_need_and_access_is_equal_nothing_is_flagged() -> None:
    assert not double_alerts(np.full(4, 5.0), np.full(4, 3.0), PEOPLE, ONE, 1).flags.any()


def test_a_territory_of_one_commune_compares_it_with_nothing() -> None:
    found = double_alerts(np.array([9.0]), np.array([0.5]), np.array([300.0]), groups(0), 1)
    assert found.classes.tolist() == [5]
    assert not found.flags[0]


def test_the_base_changes_the_answer() -> None:
    need = np.array([1.0, 2.0, 3.0, 7.0, 8.0, 9.0])
    access = np.array([3.0, 2.0, 1.0, 30.0, 20.0, 10.0])
    people = np.full(6, 10.0)
    country = double_alerts(need, access, people, groups(0, 0, 0, 0, 0, 0), 1)
    regions = double_alerts(need, access, people, groups(0, 0, 0, 1, 1, 1), 2)
    assert np.flatnonzero(country.flags).tolist() == []
    assert np.flatnonzero(regions.flags).tolist() == [2, 5]


def test_a_shortfall_goes_from_nothing_to_everything() -> None:
    access, lines = np.array([0.0, 2.0, 4.0, 9.0, np.nan]), np.full(5, 4.0)
    assert shortfall(access, lines)[:4].tolist() == [1.0, 0.5, 0.0, 0.0]
    assert np.isnan(shortfall(access, lines)[4])


def test_a_line_of_zero_makes_no_division() -> None:
    assert shortfall(np.array([0.0, 1.0]), np.zeros(2)).tolist() == [1.0, 0.0]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule(), "besoin dans le tiers haut des habitants de la base, et accès dans le tiers bas"),
        (WORKED_RULE, "besoin d’au moins 6, et accès sous 70 % de la moyenne"),
    ],
)
def test_a_rule_says_itself(rule: Rule, expected: str) -> None:
    assert rule.words().replace("\u00a0", " ") == expected
