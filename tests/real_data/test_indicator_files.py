"""The real files of indicators: what is read, how many values of each status."""

from __future__ import annotations

from pathlib import Path

import pytest

from fragility.imports.registry import LeftOut, read_folder
from fragility.status import Status
from fragility.tables import IndicatorTable


@pytest.fixture
def surveyed(data_dir: Path) -> tuple[dict[tuple[str, int], IndicatorTable], list[LeftOut]]:
    left: list[LeftOut] = []
    tables = read_folder(data_dir / "ifn", left.append)
    return {(table.indicator, table.vintage): table for table in tables}, left


def counts(table: IndicatorTable) -> dict[str, int]:
    return {
        status.name.lower(): int((table.frame["status"] == status).sum())
        for status in Status
        if (table.frame["status"] == status).any()
    }


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (("poverty", 2021), {"observed": 4397, "secret": 30500, "missing": 12}),
        (("median_income", 2021), {"observed": 31304, "secret": 3593, "missing": 12}),
        (("median_income", 2015), {"estimated": 31137, "missing": 4268}),
        (("low_diploma", 2017), {"observed": 34986, "missing": 419}),
        (("one_person", 2017), {"observed": 34979, "missing": 426}),
        (("single_parent", 2017), {"observed": 34979, "missing": 426}),
        (("age_65", 2017), {"observed": 34986, "missing": 419}),
        (("age_15_24", 2017), {"observed": 34986, "missing": 419}),
        (("no_thd", 2019), {"observed": 34926, "missing": 479}),
    ],
)
def test_each_value_has_the_status_its_file_gives(
    surveyed: tuple[dict[tuple[str, int], IndicatorTable], list[LeftOut]],
    key: tuple[str, int],
    expected: dict[str, int],
) -> None:
    assert counts(surveyed[0][key]) == expected


def test_what_serves_verification_only_is_never_loaded(
    surveyed: tuple[dict[tuple[str, int], IndicatorTable], list[LeftOut]],
) -> None:
    tables, left = surveyed
    assert len(tables) == 12
    assert {one.name for one in left if one.name.startswith("ifn20")} == {
        "ifn2019_arras_iris_full_raw.csv",
        "ifn2019_iris_scores_3bases.csv.gz",
        "ifn2023_city_all_2023-07-04_14ind.csv",
        "ifn2023_city_all_2023-08-24_5ind.csv",
        "ifn2023_epci_all_2023-08-24_5ind.csv",
    }
