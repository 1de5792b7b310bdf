"""Decile classes: ties, weights, groups, and what has no class."""

from __future__ import annotations

import numpy as np
import pytest

from fragility.methods.deciles import (
    class_bounds,
    decile_classes,
    decile_thresholds,
    ladder,
    threshold_classes,
)


def test_ten_different_values_take_the_ten_classes() -> None:
    values = [30, 10, 20, 100, 90, 80, 70, 60, 50, 40]

    assert decile_classes(values).tolist() == [3, 1, 2, 10, 9, 8, 7, 6, 5, 4]


@pytest.mark.parametrize("size", [10, 11, 37, 100, 1_000])
def test_a_class_is_one_more_than_the_tenths_strictly_below(size: int) -> None:
    values = np.random.default_rng(size).permutation(size)

    expected = [1 + 10 * int(value) // size for value in values]

    assert decile_classes(values).tolist() == expected


def test_equal_values_at_a_bound_have_the_class_of_the_first_of_them() -> None:
    values = [1, 2, 3, 3, 3, 6, 7, 8, 9, 10]

    assert decile_classes(values).tolist() == [1, 2, 3, 3, 3, 6, 7, 8, 9, 10]


def test_half_of_the_base_at_the_lowest_value_is_in_class_one() -> None:
    values = [0.0] * 9 + [1, 2, 3, 4, 5, 6, 7, 8, 9]

    classes = decile_classes(values)

    assert set(classes[:9]) == {1}
    assert classes[9] == 6


def test_equal_values_everywhere_are_in_class_one() -> None:
    assert decile_classes([5.0] * 30).tolist() == [1] * 30


@pytest.mark.parametrize("missing", [np.nan, np.inf, -np.inf])
def test_what_is_not_a_number_has_no_class_and_moves_nobody(missing: float) -> None:
    values = list(range(10))

    classes = decile_classes([*values, missing])

    assert classes[-1] == 0
    assert classes[:-1].tolist() == decile_classes(values).tolist()


def test_fewer_than_ten_values_have_no_class() -> None:
    assert decile_classes(list(range(9))).tolist() == [0] * 9


def test_each_group_has_its_own_deciles() -> None:
    values = [*range(10), *range(1_000, 1_010)]
    groups = [0] * 10 + [1] * 10

    assert decile_classes(values, groups=groups).tolist() == list(range(1, 11)) * 2


def test_a_unit_without_group_has_no_class() -> None:
    classes = decile_classes([*range(10), 3], groups=[0] * 10 + [-1])

    assert classes[-1] == 0
    assert classes[3] == 4


def test_a_group_without_any_value_has_no_class() -> None:
    values = [*range(10), np.nan, np.nan]

    assert decile_classes(values, groups=[0] * 10 + [1, 2])[-2:].tolist() == [0, 0]


def test_population_weights_count_inhabitants_instead_of_communes() -> None:
    values = list(range(10))
    weights = [91, 1, 1, 1, 1, 1, 1, 1, 1, 1]

    assert decile_classes(values).tolist() == list(range(1, 11))
    assert decile_classes(values, weights).tolist() == [1] + [10] * 9


def test_equal_populations_give_the_classes_of_communes() -> None:
    values = np.random.default_rng(3).integers(0, 30, 200)

    assert decile_classes(values, np.full(200, 7)).tolist() == decile_classes(values).tolist()


def test_a_commune_without_inhabitants_still_has_a_class() -> None:
    weights = [1.0] * 10 + [0.0]

    assert decile_classes([*range(10), 4.5], weights)[-1] == 6


@pytest.mark.parametrize("seed", range(20))
def test_classes_are_those_of_the_formula_counted_one_by_one(seed: int) -> None:
    chance = np.random.default_rng(seed)
    size = int(chance.integers(10, 120))
    values = chance.integers(0, chance.integers(2, 60), size).astype(float)
    weights = chance.integers(0, 5_000, size)
    groups = chance.integers(-1, 3, size)

    classes = decile_classes(values, weights, groups)

    for one in range(size):
        base = groups == groups[one]
        if groups[one] < 0 or base.sum() < 10:
            assert classes[one] == 0
            continue
        below = int(weights[base & (values < values[one])].sum())
        assert classes[one] == 1 + min(9, 10 * below // int(weights[base].sum()))


def test_the_order_of_the_communes_does_not_matter() -> None:
    chance = np.random.default_rng(9)
    values = chance.integers(0, 40, 300).astype(float)
    weights = chance.integers(1, 5_000, 300)
    order = chance.permutation(300)

    shuffled = decile_classes(values[order], weights[order])

    assert shuffled.tolist() == decile_classes(values, weights)[order].tolist()


def test_a_value_from_elsewhere_is_placed_on_the_ladder() -> None:
    steps = ladder(list(range(10)))
    group = np.zeros(4, dtype=np.int64)

    assert steps.classes(np.array([-5.0, 4.5, 99.0, np.nan]), group).tolist() == [1, 6, 10, 0]


def test_published_thresholds_send_ties_up() -> None:
    thresholds = decile_thresholds([0.0] * 45 + list(range(1, 56)))

    classes = threshold_classes([0.0, 1.0, 55.0, np.nan], thresholds)

    assert thresholds[:4].tolist() == [0.0, 0.0, 0.0, 0.0]
    assert classes.tolist() == [5, 5, 10, 0]


def test_a_value_equal_to_a_published_threshold_is_in_the_class_above() -> None:
    thresholds = [10, 20, 30, 40, 50, 60, 70, 80, 90]

    assert threshold_classes([9.99, 10, 10.01, 90], thresholds).tolist() == [1, 2, 2, 10]


def test_the_bounds_of_a_class_are_values_that_exist() -> None:
    values = [1.0, 2.0, 3.0, 3.0, 3.0, 6.0, 7.0, 8.0, 9.0, 10.0, np.nan]

    bounds = class_bounds(values, decile_classes(values))

    third = next(one for one in bounds if one.number == 3)
    assert (third.lowest, third.highest, third.count) == (3.0, 3.0, 3)
    assert [one.number for one in bounds] == [1, 2, 3, 6, 7, 8, 9, 10]
    assert sum(one.count for one in bounds) == 10
