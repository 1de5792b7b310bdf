"""Classes, ranks and legends of local values."""

from __future__ import annotations

import numpy as np
import pytest

from fragility.local.preview import (
    holders_of,
    inside,
    local_preview,
    local_scale,
    own_decimals,
    written,
)

pytestmark = pytest.mark.usefixtures("country")
VALUES = {f"42{rank:03}": float(rank) for rank in range(1, 9)} | {"2A001": 100.0}


def test_the_classes_hold_every_value_and_the_legend_counts_them() -> None:
    shown = local_preview("commune", VALUES, within="", unit="%", direction=1)
    assert sum(count for _, count in shown.legend_rows) == len(VALUES)
    assert shown.without == shown.size - len(VALUES)
    assert shown.classes[shown.codes.index("2A001")] == len(shown.scale.classes)


def test_a_low_value_is_the_most_fragile_when_said_so() -> None:
    shown = local_preview("commune", VALUES, within="", unit="", direction=-1)
    first = shown.rows()[0]
    assert (first.code, first.rank, first.number) == ("42001", 1, len(shown.scale.classes))


def test_values_are_ranked_inside_the_territory_chosen() -> None:
    shown = local_preview("commune", VALUES, within="departement:42", unit="", direction=1)
    assert "2A001" not in shown.codes
    assert [(row.code, row.rank) for row in shown.rows(2)] == [("42008", 1), ("42007", 2)]
    assert shown.size == 8


def test_equal_values_share_class_and_rank() -> None:
    shown = local_preview("commune", dict.fromkeys(VALUES, 3.0), within="", unit="", direction=1)
    assert len(shown.scale.classes) == 1
    assert set(shown.ranks.tolist()) == {1}
    assert shown.scale.classes[0].label == "Toutes les valeurs"


@pytest.mark.parametrize("size", [1, 2, 3, 8, 500])
@pytest.mark.parametrize("factor", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize("direction", [1, -1])
def test_a_class_never_contradicts_a_value(size: int, factor: float, direction: int) -> None:
    values = np.random.default_rng(size).normal(0, 1, size) * factor
    scale, _ = local_scale(values, "", direction)
    classes = scale.place(values)
    order = np.argsort(values * direction)
    assert (np.diff(classes[order].astype(int)) >= 0).all()
    assert classes.min() >= 1
    assert classes.max() <= len(scale.classes) <= 7


def test_a_value_is_written_the_french_way() -> None:
    assert written(12345.678, 1, "€") == "12\u202f345,7\u00a0€"
    assert written(-0.0001, 1, "") == "0,0"


def test_the_territories_offered_are_those_of_the_file() -> None:
    groups = dict(holders_of("commune", tuple(VALUES)))
    assert [key for key, _ in groups["Départements"]] == ["departement:2A", "departement:42"]
    assert holders_of("region", ("84",)) == []


def test_iris_lie_where_their_commune_lies() -> None:
    assert inside("iris", ("420010101", "751010101"), "departement:75").tolist() == [False, True]


def test_rates_out_of_range_and_few_values_are_told() -> None:
    values = {"42001": -2.0, "42002": 104.5, "42003": 50.0}
    shown = local_preview("commune", values, within="", unit="%", direction=1)
    assert [text.split(" ")[0] for text in shown.warnings] == ["2", "3"]
    assert "100\u00a0%" in shown.warnings[0]
    many = {f"42{rank:03}": float(rank) for rank in range(1, 13)}
    assert not local_preview("commune", many, within="", unit="%", direction=1).warnings
    assert not local_preview(
        "commune", many | {"42001": 300.0}, within="", unit="", direction=1
    ).warnings


@pytest.mark.parametrize(
    ("value", "decimals"), [(12.345, 3), (12.5, 1), (12.0, 0), (1 / 3, 2), (1e-5, 5)]
)
def test_the_decimals_of_a_value_are_those_that_were_typed(value: float, decimals: int) -> None:
    assert own_decimals(value, 2) == decimals
