"""Every family against the same accidents: harmless ones change nothing, the others refuse."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fragility.imports.text_tables import RefusedFile
from fragility.tables import IndicatorTable
from tests.fragility.imports.samples import (
    LONG,
    SAMPLES,
    STRUCTURE_COMMUNE_COLUMNS,
    Sample,
    gzipped,
    read,
    same,
    structure_communes,
    zipped,
)

FAMILIES = pytest.mark.parametrize("family", SAMPLES)

HARMLESS: dict[str, Callable[[Sample], Sample]] = {
    "BOM": lambda sample: replace(sample, encoding="utf-8-sig"),
    "CRLF": lambda sample: replace(sample, newline="\r\n"),
    "Windows-1252": lambda sample: replace(sample, encoding="cp1252"),
    "UTF-16": lambda sample: replace(sample, encoding="utf-16"),
    "quotes": lambda sample: replace(sample, quoted=True),
    "tabs": lambda sample: replace(sample, delimiter="\t"),
}
BAD_NUMBERS = ("NaN", "inf", "=1+1", "<script>alert(1)</script>", "-4", "1e999")


@cache
def plain_reading(family: str) -> dict[str, IndicatorTable]:
    """Return what the sample gives as its producer writes it."""
    with TemporaryDirectory() as folder:
        return read(SAMPLES[family][0]().write(Path(folder)))


@FAMILIES
@pytest.mark.parametrize("accident", HARMLESS)
def test_another_way_of_writing_gives_the_same_numbers(
    tmp_path: Path, family: str, accident: str
) -> None:
    sample = SAMPLES[family][0]()
    assert same(plain_reading(family), read(HARMLESS[accident](sample).write(tmp_path)))


@FAMILIES
@pytest.mark.parametrize("pack", [gzipped, zipped])
def test_a_packed_file_gives_the_same_numbers(
    tmp_path: Path, family: str, pack: Callable[[Path], Path]
) -> None:
    path = SAMPLES[family][0]().write(tmp_path)
    assert same(plain_reading(family), read(pack(path)))


@FAMILIES
def test_a_hundred_columns_more_change_nothing_or_are_refused(tmp_path: Path, family: str) -> None:
    sample = SAMPLES[family][0]()
    wider = sample.with_columns(100).write(tmp_path)
    if family in LONG:
        with pytest.raises(RefusedFile, match=r"NOUVELLE0|colonne d’indicateur"):
            read(wider)
    else:
        assert same(plain_reading(family), read(wider))


@FAMILIES
def test_a_renamed_column_is_refused(tmp_path: Path, family: str) -> None:
    make, column = SAMPLES[family]
    unnamed = replace(make(), name=make().name.replace("surface_", ""))
    with pytest.raises(RefusedFile, match=r"en-tête|Colonnes|surface ou de locaux|n’est pas un"):
        read(unnamed.renamed(column, "x").write(tmp_path))


@FAMILIES
@pytest.mark.parametrize("cell", BAD_NUMBERS)
def test_a_cell_that_is_no_number_is_refused(tmp_path: Path, family: str, cell: str) -> None:
    make, column = SAMPLES[family]
    with pytest.raises(RefusedFile):
        read(make().with_column(column, lambda _: cell).write(tmp_path))


def spaced(cell: str) -> str:
    """Return a number of four figures as the French write it, another cell as it is."""
    whole = cell.split(".")[0]
    return f"{cell[0]}\u202f{cell[1:]}" if whole.isdigit() and len(whole) == 4 else cell


@FAMILIES
def test_a_thousands_space_is_read(tmp_path: Path, family: str) -> None:
    make, column = SAMPLES[family]
    sample = make().with_column(column, spaced)
    assert same(plain_reading(family), read(sample.write(tmp_path)))


@FAMILIES
def test_a_repeated_row_is_refused(tmp_path: Path, family: str) -> None:
    sample = SAMPLES[family][0]()
    doubled = replace(sample, cells=sample.cells + sample.cells)
    with pytest.raises(RefusedFile, match="est répété"):
        read(doubled.write(tmp_path))


@FAMILIES
@pytest.mark.parametrize("kept", [0, 1])
def test_a_file_without_rows_is_refused(tmp_path: Path, family: str, kept: int) -> None:
    path = SAMPLES[family][0]().write(tmp_path)
    path.write_text("\n".join(path.read_text("utf-8").splitlines()[:kept]), "utf-8")
    with pytest.raises(RefusedFile):
        read(path)


@FAMILIES
def test_a_truncated_file_is_refused(tmp_path: Path, family: str) -> None:
    path = SAMPLES[family][0]().write(tmp_path)
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:-1], lines[-1][:3]]), "utf-8")
    with pytest.raises(RefusedFile, match=r"tronqué|n’est pas un code"):
        read(path)


@FAMILIES
def test_a_page_of_words_in_place_of_the_file_is_refused(tmp_path: Path, family: str) -> None:
    path = tmp_path / SAMPLES[family][0]().name
    path.write_text("<!DOCTYPE html><title>Maintenance</title>", "utf-8")
    with pytest.raises(RefusedFile, match="page web"):
        read(path)


def test_a_file_of_all_communes_is_read_in_a_second(tmp_path: Path) -> None:
    row = ";" + ";".join(structure_communes().cells[0][1:]) + ";0.123456" * 60
    codes = (f"{rank // 900 + 1:02d}{rank % 900:03d}" for rank in range(35_000))
    header = ";".join([*STRUCTURE_COMMUNE_COLUMNS, *(f"P22_X{rank}" for rank in range(60))])
    path = tmp_path / "base-cc-evol-struct-pop-2022.CSV"
    path.write_text("\n".join([header, *(code + row for code in codes)]), "utf-8")
    started = time.process_time()
    tables = read(path)
    assert time.process_time() - started < 1.0
    assert len(tables["age_65"].frame) == 35_000
