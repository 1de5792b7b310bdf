"""The contract between importers and methods holds by itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from fragility.indicators import BY_KEY, INDICATORS
from fragility.status import STATUS_CODES, STATUS_LABELS, Status
from fragility.tables import NUMBERS, IndicatorTable, empty_frame
from tests.fragility.factories import MISSING, OBSERVED, SECRET, SOURCE, table


def _table(frame: pd.DataFrame) -> IndicatorTable:
    return IndicatorTable("age_65", "commune", 2022, 2025, SOURCE, frame)


def test_missing_columns_are_added_as_unknown() -> None:
    frame = _table(pd.DataFrame({"value": [12.0], "status": [OBSERVED]}, index=["01001"])).frame
    assert list(frame.columns) == [*NUMBERS, "status"]
    assert np.isnan(frame.loc["01001", "weight"])


def test_the_denominator_stands_for_an_unknown_weight() -> None:
    assert table({"01001": (5, 40)}).frame.loc["01001", "weight"] == 40


@pytest.mark.parametrize("status", [SECRET, MISSING])
@pytest.mark.parametrize("column", ["value", "numerator"])
def test_a_number_beside_a_secret_or_missing_value_is_refused(status: Status, column: str) -> None:
    frame = pd.DataFrame({"value": [np.nan], column: [3.0], "status": [status]}, index=["01001"])
    with pytest.raises(ValueError, match="secrète ou manquante"):
        _table(frame)


def test_an_observed_value_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="n’a pas de nombre"):
        _table(pd.DataFrame({"value": [np.nan], "status": [OBSERVED]}, index=["01001"]))


def test_a_repeated_code_is_refused() -> None:
    with pytest.raises(ValueError, match="répété"):
        _table(
            pd.DataFrame(
                {"value": [1.0, 2.0], "status": [OBSERVED, OBSERVED]}, index=["01001", "01001"]
            )
        )


def test_an_empty_frame_is_all_missing() -> None:
    frame = empty_frame(["01001", "2A004"])
    assert frame["status"].tolist() == [Status.MISSING] * 2
    assert not np.isfinite(frame[list(NUMBERS)].to_numpy()).any()


def test_the_codes_of_statuses_never_change() -> None:
    assert [int(status) for status in Status] == [0, 1, 2, 3]
    assert len(set(STATUS_CODES.values())) == len(set(STATUS_LABELS.values())) == 4


def test_every_indicator_is_told_in_full() -> None:
    assert len(BY_KEY) == len(INDICATORS)
    for facts in INDICATORS:
        assert facts.definition.endswith(".")
        assert facts.why.endswith(".")
        assert facts.sources
        assert (facts.rule == "median") == (facts.unit == "€")
        assert not (facts.counted and facts.rule != "sum")
