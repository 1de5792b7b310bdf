"""Codes: leading zeros, Corsica, overseas, long files, and what is not a code."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from fragility.imports.codes import checked_codes, normalised, split_geo
from fragility.imports.text_tables import RefusedFile, TextFile, read_cells
from fragility.tables import Level
from tests.fragility.imports.samples import made, opened


def column(folder: Path, codes: list[str]) -> tuple[TextFile, pd.Series]:
    file = opened(made("codes.csv", ("code", "x"), [[code, 1] for code in codes]).write(folder))
    return file, read_cells(file, ["code"])["code"]


@pytest.mark.parametrize(
    ("written", "level", "code"),
    [
        ("1001", "commune", "01001"),
        ("01001", "commune", "01001"),
        (" 2a004 ", "commune", "2A004"),
        ("97411", "commune", "97411"),
        ("10010000", "iris", "010010000"),
        ("2B0330101", "iris", "2B0330101"),
        ("1", "departement", "01"),
        ("2b", "departement", "2B"),
        ("974", "departement", "974"),
        ("1", "region", "01"),
        ("200000172", "epci", "200000172"),
    ],
)
def test_a_code_gets_its_official_form(written: str, level: Level, code: str) -> None:
    assert normalised(pd.Series([written]), level).tolist() == [code]


def test_the_line_of_communes_without_epci_is_left_out(tmp_path: Path) -> None:
    file, cells = column(tmp_path, ["200000172", "ZZZZZZZZZ", "200000438"])
    assert checked_codes(file, cells, "epci").tolist() == ["200000172", "200000438"]


def test_a_code_no_territory_has_is_kept(tmp_path: Path) -> None:
    file, cells = column(tmp_path, ["01001", "69999"])
    assert checked_codes(file, cells, "commune").tolist() == ["01001", "69999"]


@pytest.mark.parametrize("wrong", ["", "Total", "2C004", "123456", "<script>", "\u202e10010"])
def test_what_is_not_a_code_is_refused_with_its_line(tmp_path: Path, wrong: str) -> None:
    file, cells = column(tmp_path, ["01001", wrong])
    with pytest.raises(RefusedFile, match=r"ligne 3 : .* n’est pas un code de niveau commune"):
        checked_codes(file, cells, "commune")


def test_a_repeated_code_is_refused_with_its_lines(tmp_path: Path) -> None:
    file, cells = column(tmp_path, ["01001", "01004", "1001"])
    with pytest.raises(RefusedFile, match="01001 est répété, lignes 2, 4"):
        checked_codes(file, cells, "commune")


@pytest.mark.parametrize(
    ("geo", "year", "code"),
    [
        ("44109", "", "44109"),
        ("COM-2A004", "", "2A004"),
        ("2025-COM-44109", "2025", "44109"),
        ("2025-EPCI-200000172", "2025", "200000172"),
        ("F", "", "F"),
    ],
)
def test_the_prefix_of_long_files_is_taken_off(geo: str, year: str, code: str) -> None:
    assert split_geo(pd.Series([geo])).iloc[0].tolist() == [year, code]
