"""FILOSOFI: secrets stay secrets, levels, weights, and the layouts of INSEE."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fragility.imports.text_tables import RefusedFile
from fragility.status import Status
from tests.fragility.imports.samples import (
    COMMUNES,
    IRIS,
    filosofi,
    filosofi_iris,
    filosofi_long,
    made,
    read,
    zipped,
)


def test_published_rates_are_read_with_the_persons_they_weigh(tmp_path: Path) -> None:
    tables = read(filosofi().write(tmp_path))
    poverty = tables["poverty"].frame.loc["01001"]
    assert (poverty["value"], poverty["weight"]) == (14.0, 2100.0)
    assert tables["median_income"].frame.loc["01004", "value"] == 22100.0
    assert tables["poverty_under_30"].frame.loc["01001", "value"] == 21.0
    assert tables["poverty_60_74"].frame.loc["01001", "value"] == 9.0
    assert tables["poverty_75"].frame.loc["01001", "value"] == 8.0


def test_the_year_comes_from_the_columns_and_not_from_the_name(tmp_path: Path) -> None:
    sample = replace(filosofi(), name="cc_filosofi_2015_COM.csv")
    table = read(sample.write(tmp_path))["poverty"]
    assert (table.vintage, table.cog_year) == (2021, 2024)


def test_a_secret_is_never_a_number(tmp_path: Path) -> None:
    tables = read(filosofi().write(tmp_path))
    small, hidden, deserted = COMMUNES[8], COMMUNES[12], COMMUNES[14]
    poverty, median = tables["poverty"].frame, tables["median_income"].frame
    assert poverty.loc[[small, hidden], "status"].tolist() == [Status.SECRET] * 2
    assert median.loc[[small, hidden], "status"].tolist() == [Status.OBSERVED, Status.SECRET]
    assert poverty.loc[deserted, "status"] == Status.MISSING
    assert poverty["value"].notna().sum() == 8
    assert np.isnan(median.loc[hidden, "weight"])


@pytest.mark.parametrize(
    ("name", "code", "level"),
    [
        ("cc_filosofi_2021_EPCI.csv", "200000172", "epci"),
        ("cc_filosofi_2021_DEP.csv", "2A", "departement"),
        ("cc_filosofi_2021_REG.csv", "84", "region"),
        ("insee_filosofi2021_commune.csv", "01001", "commune"),
    ],
)
def test_the_level_is_in_the_name(tmp_path: Path, name: str, code: str, level: str) -> None:
    sample = filosofi()
    one = made(name, sample.columns, [[code, *sample.cells[0][1:]]])
    table = read(one.write(tmp_path))["poverty"]
    assert table.level == level
    assert table.frame.index.tolist() == [code]


def test_a_level_that_is_not_read_is_refused(tmp_path: Path) -> None:
    sample = replace(filosofi(), name="cc_filosofi_2021_METRO.csv")
    with pytest.raises(RefusedFile, match="le nom ne dit pas le niveau"):
        read(sample.write(tmp_path))


def test_the_long_layout_gives_rates_medians_and_secrets(tmp_path: Path) -> None:
    tables = read(filosofi_long().write(tmp_path))
    poverty, median = tables["poverty commune"], tables["median_income commune"]
    assert poverty.frame.loc["01001", "value"] == 12.5
    assert poverty.frame.loc[COMMUNES[9], "status"] == Status.SECRET
    assert median.frame.loc[COMMUNES[9], "value"] == 22009.0
    assert median.frame.loc["55039", "status"] == Status.MISSING
    assert tables["poverty departement"].frame.loc["01", "value"] == 10.5
    assert (poverty.vintage, poverty.cog_year) == (2023, 2025)


def test_the_new_method_is_told(tmp_path: Path) -> None:
    sample = filosofi_long()
    assert "ne se compare pas" in read(sample.write(tmp_path))["poverty commune"].note
    older = sample.with_column("TIME_PERIOD", lambda _: "2021")
    assert read(older.write(tmp_path))["poverty commune"].note == ""


def test_a_rate_above_a_hundred_in_the_long_layout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="dépasse 100"):
        read(filosofi_long().with_cell(1, "OBS_VALUE", "112").write(tmp_path))


def test_values_with_a_multiple_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="UNIT_MULT"):
        read(filosofi_long().with_cell(0, "UNIT_MULT", "3").write(tmp_path))


def test_incomes_by_iris_are_read_in_their_archive(tmp_path: Path) -> None:
    tables = read(zipped(filosofi_iris().write(tmp_path)))
    poverty = tables["poverty"]
    assert poverty.frame.loc[IRIS[0], "value"] == 15.0
    assert tables["median_income"].frame.loc[IRIS[0], "value"] == 21000.0
    assert (poverty.level, poverty.vintage, poverty.cog_year) == ("iris", 2021, 2022)


def test_an_iris_with_a_note_is_not_published(tmp_path: Path) -> None:
    frame = read(filosofi_iris().write(tmp_path))["poverty"].frame
    assert frame.loc[list(IRIS[9:]), "status"].tolist() == [
        Status.SECRET, Status.SECRET, Status.MISSING
    ]  # fmt: skip
    assert frame.loc[list(IRIS[9:]), "value"].isna().all()
