"""The classes of a map: fixed for the index, of about as many territories for an indicator."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fragility.indicators import indicator
from fragility.legend import index_scale, indicator_scale, written
from fragility.methods.reweight import to_bytes
from fragility.total_classes import byte_classes


def test_each_byte_of_the_index_is_in_the_class_that_the_legend_says() -> None:
    scale = index_scale()
    for byte, number in enumerate(byte_classes(np.arange(20, 201, dtype=np.uint8)), start=20):
        first = next(one.number for one in scale.classes if byte <= one.up_to)
        assert first == number


def test_a_total_of_exactly_three_is_in_the_second_class() -> None:
    assert byte_classes(to_bytes(np.array([2.97, 3.0, 8.0, 10.0, np.nan]))).tolist() == [
        1, 2, 7, 7, 0,
    ]  # fmt: skip


def test_an_indicator_has_seven_classes_of_about_as_many_territories() -> None:
    values = np.append(np.linspace(5, 40, 700), [np.nan, np.nan])
    scale = indicator_scale(indicator("poverty"), values)
    counts = np.bincount(scale.place(values), minlength=8)
    assert len(scale.classes) == 7
    assert counts[0] == 2
    assert counts[1:].min() >= 95
    assert counts.sum() == 702


def test_where_low_is_fragile_the_last_class_holds_the_lowest_values() -> None:
    values = np.arange(15_000.0, 29_000.0, 20)
    scale = indicator_scale(indicator("median_income"), values)
    assert scale.place(np.array([15_000.0, 28_900.0])).tolist() == [7, 1]
    assert scale.classes[-1].label.startswith("Moins de")
    assert scale.classes[0].label.endswith("et plus")


def test_many_equal_values_make_fewer_classes_and_none_is_empty() -> None:
    values = np.array([0.0] * 80 + [12.0] * 20)
    scale = indicator_scale(indicator("no_thd"), values)
    counts = np.bincount(scale.place(values), minlength=len(scale.classes) + 1)[1:]
    assert (len(scale.classes), counts.min() > 0) == (2, True)


def test_the_same_value_everywhere_is_one_class() -> None:
    scale = indicator_scale(indicator("no_thd"), np.array([3.0, 3.0]))
    assert [one.label for one in scale.classes] == ["Toutes les valeurs"]
    assert scale.place(np.array([3.0, np.nan])).tolist() == [1, 0]


def test_no_value_at_all_is_no_class() -> None:
    scale = indicator_scale(indicator("no_thd"), np.array([np.nan]))
    assert scale.classes == ()
    assert scale.place(np.array([np.nan])).tolist() == [0]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (14.34, "%", "14,3\u00a0%"),
        (21540.0, "€", "21\u202f540\u00a0€"),
        (0.0, "%", "0,0\u00a0%"),
        (-0.01, "%", "0,0\u00a0%"),
    ],
)
def test_values_are_written_the_french_way(value: float, unit: str, words: str) -> None:
    assert written(value, unit) == words


def test_an_indicator_in_kilometres_has_decimals() -> None:
    facts = replace(indicator("services_distance"))
    labels = [one.label for one in indicator_scale(facts, np.linspace(0, 21, 200)).classes]
    assert labels[0] == "Moins de 3,0\u00a0km"
