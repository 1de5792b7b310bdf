"""Poverty from the median: only where no rate is published, and with its error."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from fragility.methods.poverty_estimate import MIN_OBSERVED, estimate_poverty, fit_poverty
from fragility.status import Status
from tests.fragility.methods.worlds import codes, frame


def country(size: int = 600, noise: float = 1.5) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return (poverty, median) where poverty falls with the median; every value observed."""
    chance = np.random.default_rng(6)
    medians = chance.uniform(16_000, 34_000, size)
    rates = np.clip(60 - medians / 500 + chance.normal(0, noise, size), 1, 60)
    return frame(codes(size), rates), frame(codes(size), medians)


def hide(poverty: pd.DataFrame, code: str, status: Status = Status.SECRET) -> None:
    """Withhold one rate."""
    poverty.loc[code, ["value", "status"]] = (np.nan, status)


def test_an_observed_rate_is_never_replaced() -> None:
    poverty, median = country()

    filled, _ = estimate_poverty(poverty, median)

    pd.testing.assert_series_equal(filled["value"], poverty["value"])
    assert (filled["status"] == Status.OBSERVED).all()


@pytest.mark.parametrize("status", [Status.SECRET, Status.MISSING])
def test_an_unpublished_rate_is_estimated_and_says_so(status: Status) -> None:
    poverty, median = country()
    truth = poverty.loc["00007", "value"]
    hide(poverty, "00007", status)

    filled, _ = estimate_poverty(poverty, median)

    assert filled.loc["00007", "status"] == Status.ESTIMATED
    assert filled.loc["00007", "value"] == pytest.approx(truth, abs=6)


def test_without_a_median_the_rate_stays_secret() -> None:
    poverty, median = country()
    hide(poverty, "00007")
    hide(median, "00007")

    filled, _ = estimate_poverty(poverty, median)

    assert filled.loc["00007", "status"] == Status.SECRET
    assert np.isnan(filled.loc["00007", "value"])


def test_a_code_known_by_its_median_only_is_estimated() -> None:
    poverty, median = country()

    filled, _ = estimate_poverty(poverty.drop("00007"), median)

    assert filled.loc["00007", "status"] == Status.ESTIMATED


def test_a_code_of_neither_median_nor_rate_is_missing_and_not_zero() -> None:
    poverty, median = country()
    hide(median, "00007", Status.MISSING)

    filled, _ = estimate_poverty(poverty.drop("00007"), median)

    assert filled.loc["00007", "status"] == Status.MISSING
    assert np.isnan(filled.loc["00007", "value"])


def test_the_estimate_never_rises_with_the_median() -> None:
    poverty, median = country(noise=6)
    fit = fit_poverty(median["value"].to_numpy(), poverty["value"].to_numpy())
    assert fit is not None

    predicted = fit.predict(np.linspace(10_000, 50_000, 500))

    assert (np.diff(predicted) <= 1e-12).all()


def test_beyond_the_medians_observed_the_estimate_is_constant() -> None:
    poverty, median = country()
    fit = fit_poverty(median["value"].to_numpy(), poverty["value"].to_numpy())
    assert fit is not None

    low, high = fit.predict(np.array([1_000.0, 900_000.0]))

    assert (low, high) == (fit.rates[0], fit.rates[-1])


def test_equal_medians_are_estimated_by_their_mean() -> None:
    medians = np.repeat([20_000.0, 30_000.0], MIN_OBSERVED)
    rates = np.tile([10.0, 20.0], MIN_OBSERVED)
    rates[MIN_OBSERVED:] -= 5

    fit = fit_poverty(medians, rates)

    assert fit is not None
    assert fit.rates.tolist() == [15.0, 10.0]


def test_too_few_observed_rates_estimate_nothing() -> None:
    poverty, median = country(MIN_OBSERVED)
    hide(poverty, "00007")

    filled, fit = estimate_poverty(poverty, median)

    assert fit is None
    assert filled.loc["00007", "status"] == Status.SECRET


def test_an_estimated_rate_teaches_nothing() -> None:
    poverty, median = country()
    poverty.loc["00007", ["value", "status"]] = (99.0, Status.ESTIMATED)

    _, fit = estimate_poverty(poverty, median)

    assert fit is not None
    assert fit.observed == len(poverty) - 1


def test_the_error_is_measured_on_communes_that_were_not_taught() -> None:
    chance = np.random.default_rng(2)
    medians, rates = chance.uniform(15_000, 30_000, 300), chance.uniform(5, 30, 300)

    fit = fit_poverty(medians, rates)

    assert fit is not None
    assert fit.r2 < 0
    assert fit.mae > 5


def test_the_error_follows_the_noise() -> None:
    quiet, loud = (
        fit_poverty(median["value"].to_numpy(), poverty["value"].to_numpy())
        for poverty, median in (country(noise=0.5), country(noise=4))
    )

    assert quiet is not None
    assert loud is not None
    assert quiet.mae < 1 < loud.mae < loud.rmse < loud.p90
    assert quiet.r2 > loud.r2


def test_the_same_data_give_the_same_fit() -> None:
    poverty, median = country()

    first, second = (
        fit_poverty(median["value"].to_numpy(), poverty["value"].to_numpy()) for _ in range(2)
    )

    assert first is not None
    assert second is not None
    assert (first.r2, first.mae) == (second.r2, second.mae)
