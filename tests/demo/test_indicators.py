"""Invented indicator values have the layouts and the habits of the real files."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from demo.indicators import write_indicators
from demo.reference import load_reference
from fragility.imports.registry import LeftOut, read_folder
from fragility.status import Status
from fragility.tables import IndicatorTable
from tests.demo.conftest import SmallDemo


@pytest.fixture(scope="module")
def tables(small_demo: SmallDemo) -> dict[str, IndicatorTable]:
    left_out: list[LeftOut] = []
    found = {one.indicator: one for one in read_folder(small_demo.folder / "ifn", left_out.append)}
    assert left_out == []
    return found


def test_every_file_is_read_by_the_importers(tables: dict[str, IndicatorTable]) -> None:
    assert {"poverty", "age_65", "low_diploma", "no_thd", "no_4g"} <= tables.keys()
    assert {"median_income", "age_75", "unemployment_15_24", "single_parent"} <= tables.keys()


def test_poverty_is_withheld_in_small_communes_only(
    small_demo: SmallDemo, tables: dict[str, IndicatorTable]
) -> None:
    people = {commune.code: commune.pop for commune in small_demo.reference.communes}
    frame = tables["poverty"].frame
    secret = [
        people[code] for code in frame.index[frame["status"] == Status.SECRET] if code in people
    ]
    known = [
        people[code] for code in frame.index[frame["status"] == Status.OBSERVED] if code in people
    ]
    assert known
    assert max(secret) < min(known)


@pytest.mark.parametrize(("indicator", "absent"), [("poverty", "976"), ("age_65", "976")])
def test_some_overseas_departements_are_absent(
    tables: dict[str, IndicatorTable], indicator: str, absent: str
) -> None:
    codes = tables[indicator].frame.index
    assert not any(code.startswith(absent) for code in codes)
    assert any(code.startswith("972") for code in codes)


def test_overseas_has_no_4g_value(tables: dict[str, IndicatorTable]) -> None:
    frame = tables["no_4g"].frame
    overseas = frame.index.str.startswith("97")
    assert (frame["status"][overseas] == Status.MISSING).all()
    assert (frame["status"][~overseas] == Status.OBSERVED).all()


def test_neighbours_look_alike(small_demo: SmallDemo, tables: dict[str, IndicatorTable]) -> None:
    places = {one.code: one for one in small_demo.reference.communes if one.dep in ("25", "52")}
    values = tables["median_income"].frame["value"].dropna()
    codes = [code for code in values.index if code in places]
    points = np.array([(places[code].lon, places[code].lat) for code in codes])
    number = values[codes].to_numpy()
    gaps = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, np.inf)
    nearest = gaps.argmin(axis=1)
    assert np.corrcoef(number, number[nearest])[0, 1] > 0.5


def test_another_seed_gives_other_values(tmp_path: Path) -> None:
    reference = load_reference().only(frozenset({"48"}))
    texts = []
    for seed in (1, 2, 1):
        write_indicators(tmp_path / str(seed), reference, seed)
        texts.append((tmp_path / str(seed) / "cc_filosofi_2021_COM.csv").read_text("utf-8"))
    assert texts[0] == texts[2] != texts[1]


def test_counts_are_consistent(small_demo: SmallDemo) -> None:
    path = small_demo.folder / "ifn" / "base-cc-emploi-pop-active-2022.CSV"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter=";"):
            assert float(row["P22_CHOM1564"]) <= float(row["P22_ACT1564"])
            assert float(row["P22_CHOM1524"]) <= float(row["P22_ACT1524"])
