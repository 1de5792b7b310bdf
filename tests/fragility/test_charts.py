"""The charts: what is drawn stands where the number says."""

from __future__ import annotations

import pytest

from fragility.charts import bars, gauge


@pytest.mark.parametrize(("total", "reached"), [(1.0, 0), (5.5, 5), (10.0, 10)])
def test_the_gauge_fills_up_with_the_total(total: float, reached: int) -> None:
    drawn = gauge("jauge", "Lozère", total)
    assert sum(step.is_reached for step in drawn.steps) == reached
    assert drawn.low is None
    assert drawn.spread == 0


def test_the_gauge_shows_the_lowest_and_highest_inside() -> None:
    drawn = gauge("jauge", "Lozère", 5.6, 2.0, 9.2)
    assert drawn.low is not None
    assert drawn.high is not None
    assert drawn.low < drawn.marker < drawn.high
    assert "5,6" in drawn.description
    assert "2,0" in drawn.description
    assert "9,2" in drawn.description


def test_bars_are_in_proportion_and_say_every_value() -> None:
    chart = bars("a", "Pauvreté", "%", [("Ici", 10.0), ("Région", 20.0), ("France", None)], "Ici")
    assert chart is not None
    own, region = chart.bars
    assert region.width == pytest.approx(2 * own.width, abs=0.1)
    assert (own.is_own, region.is_own) == (True, False)
    assert "Région : 20,0" in chart.description


def test_a_single_value_makes_no_chart() -> None:
    assert bars("a", "Pauvreté", "%", [("Ici", 10.0), ("France", None)]) is None


def test_values_of_zero_are_drawn() -> None:
    chart = bars("a", "4G", "%", [("Ici", 0.0), ("France", 0.0)])
    assert chart is not None
    assert all(bar.width >= 1 for bar in chart.bars)
