"""Cells to numbers: never a number from nothing, from a secret or from a guess."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fragility.imports.cells import INSEE_SIGNS, Numbers, numbers, worse
from fragility.imports.text_tables import RefusedFile, read_cells
from fragility.status import Status
from tests.fragility.imports.samples import made, opened

OBSERVED, SECRET, MISSING = int(Status.OBSERVED), int(Status.SECRET), int(Status.MISSING)


def parsed(folder: Path, cells: list[str], **rules: object) -> Numbers:
    file = opened(made("t.csv", ("part", "x"), [[cell, 1] for cell in cells]).write(folder))
    return numbers(file, read_cells(file, ["part"])["part"], **rules)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12", 12.0),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("0", 0.0),
        ("1 234", 1234.0),
        ("1\u202f234\u202f567,25", 1234567.25),
        ("12\u00a0345", 12345.0),
        ("1.5E-05", 1.5e-05),
    ],
)
def test_a_number_is_read_as_the_french_write_it(tmp_path: Path, cell: str, value: float) -> None:
    assert parsed(tmp_path, [cell]).value.tolist() == [value]


def test_an_empty_cell_is_missing_and_never_a_number(tmp_path: Path) -> None:
    read = parsed(tmp_path, ["", "3"])
    assert read.status.tolist() == [MISSING, OBSERVED]
    assert np.isnan(read.value[0])


@pytest.mark.parametrize(("sign", "status"), [("s", SECRET), ("ns", SECRET), ("nd", MISSING)])
def test_a_sign_of_insee_is_a_status_and_never_a_number(
    tmp_path: Path, sign: str, status: int
) -> None:
    read = parsed(tmp_path, [sign], signs=INSEE_SIGNS)
    assert read.status.tolist() == [status]
    assert np.isnan(read.value[0])


@pytest.mark.parametrize(
    "cell",
    ["NaN", "nan", "N/A", "inf", "-", "s", "12 %", "1 2", "1,234.5", "0x1F", "1_000", "douze",
     "=1+1", "١٢", "<script>"],
)  # fmt: skip
def test_what_is_not_a_number_is_refused_with_its_place(tmp_path: Path, cell: str) -> None:
    with pytest.raises(RefusedFile, match=r"ligne 3, colonne « part » : .* n’est pas un nombre"):
        parsed(tmp_path, ["1", cell])


def test_a_negative_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="ligne 2, colonne « part » : « -3 » est négatif"):
        parsed(tmp_path, ["-3"])


def test_a_rate_above_its_highest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="« 100,5 » dépasse 100"):
        parsed(tmp_path, ["100", "100,5"], highest=100.0)


def test_a_refusal_says_how_many_cells_are_wrong(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="2 cellules"):
        parsed(tmp_path, ["a", "b"])


def test_a_sum_is_known_only_where_both_are() -> None:
    first = Numbers(np.array([1.0, np.nan, np.nan]), np.array([0, SECRET, MISSING], np.int8))
    total = first + Numbers.of(np.array([2.0, 2.0, 2.0]))
    assert total.value[0] == 3.0
    assert np.isnan(total.value[1:]).all()
    assert total.status.tolist() == [OBSERVED, SECRET, MISSING]


def test_a_secret_wins_over_a_missing_value() -> None:
    statuses = worse(np.array([MISSING, OBSERVED]), np.array([SECRET, MISSING]))
    assert statuses.tolist() == [SECRET, MISSING]
