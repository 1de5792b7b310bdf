"""Years: from columns and cells, never from a file's name, but for the codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from fragility.imports.text_tables import RefusedFile
from fragility.imports.vintages import cell_year, code_year, full_year, newest_suffix
from tests.fragility.imports.samples import made, opened


@pytest.mark.parametrize(("short", "year"), [("22", 2022), ("06", 2006), ("99", 1999)])
def test_two_figures_make_a_year(short: str, year: int) -> None:
    assert full_year(short) == year


def test_the_newest_year_of_a_header_wins(tmp_path: Path) -> None:
    file = opened(made("t.csv", ("D99_POP", "P22_POP"), [[1, 2]]).write(tmp_path))
    assert newest_suffix(["D99_POP", "P16_POP", "P22_POP"], r"[PD](\d\d)_POP", file, "x") == "22"
    with pytest.raises(RefusedFile, match="Colonnes manquantes : MEDAA"):
        newest_suffix(file.columns, r"MED(\d\d)", file, "MEDAA")


@pytest.mark.parametrize(
    ("name", "stated", "year"),
    [
        ("base-cc-2022.csv", [], 2025),
        ("base-cc-filosofi-2022-geo2024.csv", [], 2024),
        ("couverture_2022_com2026.csv", [], 2026),
        ("base-cc-2022.csv", ["", "2023", "2023"], 2023),
    ],
)
def test_the_year_of_codes_is_the_one_stated_else_the_custom(
    tmp_path: Path, name: str, stated: list[str], year: int
) -> None:
    file = opened(made(name, ("a", "b"), [[1, 2]]).write(tmp_path))
    assert code_year(file, 2022, 3, stated) == year


@pytest.mark.parametrize("cells", [["2024"], ["202312", "202412"], ["2024-12-01", "2020-12-01"]])
def test_the_newest_year_of_cells_wins(tmp_path: Path, cells: list[str]) -> None:
    file = opened(made("t.csv", ("a", "b"), [[1, 2]]).write(tmp_path))
    assert cell_year(file, cells, "date") == 2024


def test_a_cell_that_is_not_a_year_is_refused(tmp_path: Path) -> None:
    file = opened(made("t.csv", ("a", "b"), [[1, 2]]).write(tmp_path))
    with pytest.raises(RefusedFile, match="« date » : « mars » n’est pas une année"):
        cell_year(file, ["mars 2024"], "date")
