"""What a larger territory's value is made of."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from fragility.aggregate import aggregate
from fragility.carry import carry
from fragility.indicators import Rule
from fragility.status import Flag, Status
from tests.fragility.factories import ESTIMATED, MISSING, OBSERVED, SECRET, geography, rates, table

CODES = ("01001", "01002", "01003")


def _together(rows: dict[str, Any] | Any, people: tuple[float, ...], rule: Rule = "sum") -> Any:
    """Return the one group that three communes make."""
    source = table(rows) if isinstance(rows, dict) else rows
    frame = carry(source, geography(CODES), rule).frames["commune"]
    groups = {"epci": np.array(["200000001"] * 3)}
    return aggregate(frame, groups, np.array(people), rule)["epci"].loc["200000001"]


def test_counts_are_summed_and_the_share_is_their_ratio() -> None:
    one = _together({"01001": (10, 100), "01002": (60, 200), "01003": (0, 700)}, (100, 200, 700))
    assert one["value"] == pytest.approx(7.0)
    assert (one["numerator"], one["denominator"]) == (70, 1000)
    assert one["status"] == OBSERVED
    assert one["flags"] == Flag.AGGREGATED
    assert one["observed_share"] == 1.0


def test_rates_are_weighted_by_their_own_persons_not_by_inhabitants() -> None:
    source = rates({"01001": (10.0, 900), "01002": (20.0, 50), "01003": (20.0, 50)})
    one = _together(source, (10, 10, 10), "weighted")
    assert one["value"] == pytest.approx(11.0)
    assert one["status"] == OBSERVED


def test_a_secret_never_becomes_a_number() -> None:
    one = _together({"01001": (10, 100), "01002": SECRET, "01003": SECRET}, (60, 20, 20))
    assert one["value"] == pytest.approx(10.0)
    assert one["status"] == ESTIMATED
    assert np.isnan(one["numerator"])
    assert one["observed_share"] == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("people", "status"),
    [
        ((95, 3, 2), OBSERVED),
        ((94, 3, 3), ESTIMATED),
        ((50, 25, 25), ESTIMATED),
        ((49, 26, 25), MISSING),
    ],
)
def test_the_status_follows_the_share_of_inhabitants_known(
    people: tuple[float, ...], status: Status
) -> None:
    one = _together({"01001": (10, 100), "01002": SECRET, "01003": MISSING}, people)
    assert one["status"] == status
    assert np.isfinite(one["value"]) == (status != MISSING)


def test_estimates_inside_make_an_estimate() -> None:
    source = rates({"01001": (10.0, 10), "01002": (20.0, 10), "01003": (20.0, 10)})
    source = source.with_frame(source.frame.assign(status=np.int8(ESTIMATED)))
    assert _together(source, (1, 1, 1), "weighted")["status"] == ESTIMATED


def test_rates_without_weights_borrow_inhabitants_and_are_estimates() -> None:
    one = _together({"01001": 10.0, "01002": 20.0, "01003": 20.0}, (800, 100, 100))
    assert one["value"] == pytest.approx(12.0)
    assert one["status"] == ESTIMATED
    assert one["flags"] == Flag.AGGREGATED | Flag.WITHOUT_WEIGHT


def test_a_mean_of_medians_is_always_an_estimate() -> None:
    source = rates(
        {"01001": (20_000, 1), "01002": (20_000, 1), "01003": (23_000, 1)}, "median_income"
    )
    one = _together(source, (1, 1, 1), "median")
    assert one["value"] == pytest.approx(21_000)
    assert one["status"] == ESTIMATED


def test_a_group_where_nobody_lives_is_a_plain_mean() -> None:
    one = _together({"01001": 10.0, "01002": 20.0, "01003": 30.0}, (0, np.nan, 0))
    assert one["value"] == pytest.approx(20.0)


def test_a_commune_without_group_counts_nowhere() -> None:
    frame = carry(table({"01001": (10, 100), "01002": (90, 100)}), geography(CODES), "sum")
    groups = {"epci": np.array(["200000001", "", ""])}
    made = aggregate(frame.frames["commune"], groups, np.ones(3), "sum")["epci"]
    assert list(made.index) == ["200000001"]
    assert made.loc["200000001", "value"] == pytest.approx(10.0)


def test_every_share_lies_between_those_inside() -> None:
    chance = np.random.default_rng(3)
    whole = chance.integers(1, 500, 300)
    part = (whole * chance.random(300)).astype(int)
    codes = [f"{place:05}" for place in range(300)]
    source = table(dict(zip(codes, zip(part, whole, strict=True), strict=True)))
    frame = carry(source, geography(codes), "sum").frames["commune"]
    groups = np.array([str(place % 7) for place in range(300)])
    made = aggregate(frame, {"region": groups}, whole.astype(float), "sum")["region"]
    inside = pd.Series(100 * part / whole).groupby(groups)
    assert (made["value"] >= inside.min() - 1e-9).all()
    assert (made["value"] <= inside.max() + 1e-9).all()
    assert made["numerator"].sum() == part.sum()
