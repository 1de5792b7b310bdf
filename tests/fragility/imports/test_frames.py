"""Shares and rates: counts kept, no share without people, no share above the whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fragility.imports.cells import Numbers
from fragility.imports.frames import rate_frame, share_frame
from fragility.imports.text_tables import RefusedFile
from fragility.status import Status
from tests.fragility.imports.samples import made, opened

CODES = pd.Series(["01001", "01004"])


def shared(folder: Path, part: list[float], whole: list[float]) -> pd.DataFrame:
    file = opened(made("t.csv", ("code", "x"), [["01001", 1], ["01004", 1]]).write(folder))
    return share_frame(
        file, CODES, Numbers.of(np.array(part)), Numbers.of(np.array(whole)), "la part"
    )


def test_a_share_keeps_its_counts(tmp_path: Path) -> None:
    frame = shared(tmp_path, [25.0, 5.0], [100.0, 20.0])
    assert frame["value"].tolist() == [25.0, 25.0]
    assert frame["numerator"].tolist() == [25.0, 5.0]
    assert frame["denominator"].tolist() == [100.0, 20.0]


def test_a_share_of_nobody_is_missing_and_not_zero(tmp_path: Path) -> None:
    frame = shared(tmp_path, [0.0, 5.0], [0.0, 20.0])
    assert frame["status"].tolist() == [Status.MISSING, Status.OBSERVED]
    assert np.isnan(frame["value"].iloc[0])


def test_a_share_of_an_unknown_whole_is_missing(tmp_path: Path) -> None:
    frame = shared(tmp_path, [3.0, 5.0], [np.nan, 20.0])
    assert frame["status"].iloc[0] == Status.MISSING
    assert np.isnan(frame["numerator"].iloc[0])


def test_a_part_above_its_whole_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match=r"ligne 3 : la part dépasse 100 % \(21 sur 20\)"):
        shared(tmp_path, [1.0, 21.0], [10.0, 20.0])


def test_rounding_never_gives_more_than_a_hundred_percent(tmp_path: Path) -> None:
    assert shared(tmp_path, [10.0000000001, 1.0], [10.0, 2.0])["value"].iloc[0] == 100.0


def test_a_rate_keeps_its_weight() -> None:
    frame = rate_frame(CODES, Numbers.of(np.array([12.0, np.nan])), Numbers.of(np.array([90.0, 8])))
    assert frame["weight"].tolist() == [90.0, 8.0]
    assert frame["status"].tolist() == [Status.OBSERVED, Status.MISSING]
