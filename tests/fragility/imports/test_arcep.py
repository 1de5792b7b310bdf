"""ARCEP: cumulative and exclusive classes, the satellite trap, and 4G coverage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fragility.imports.text_tables import RefusedFile
from fragility.status import Status
from tests.fragility.imports.samples import (
    ARCEP_COLUMNS,
    arcep_first,
    arcep_fixed,
    arcep_mobile,
    made,
    read,
)


def test_premises_without_very_high_speed_are_what_the_class_leaves(tmp_path: Path) -> None:
    tables = read(arcep_fixed().write(tmp_path))
    row = tables["no_thd"].frame.loc["01004"]
    assert (row["numerator"], row["denominator"], row["value"]) == (51.0, 1000.0, 5.1)
    assert tables["no_ftth"].frame.loc["01004", "value"] == pytest.approx(10.1)
    assert (tables["no_thd"].vintage, tables["no_thd"].cog_year) == (2026, 2026)


def test_a_commune_without_premises_has_no_share(tmp_path: Path) -> None:
    frame = read(arcep_fixed().write(tmp_path))["no_thd"].frame
    assert frame.loc["55039", "status"] == Status.MISSING


def test_the_classes_of_2019_are_added_up(tmp_path: Path) -> None:
    tables = read(arcep_first().write(tmp_path))
    assert tables["no_thd"].frame.loc["01001", "numerator"] == 1000 - (100 + 50 + 250)
    assert tables["no_ftth"].frame.loc["01001", "numerator"] == 1000 - 250
    assert tables["no_thd"].vintage == 2019


def test_classes_neither_cumulative_nor_exclusive_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="ni emboîtées, ni de somme égale"):
        read(arcep_fixed().with_cell(0, "elig_thd100", "955").write(tmp_path))


@pytest.mark.parametrize("name", ["commune_debit.csv", "commune_debit_terrestre.csv"])
def test_the_files_that_count_satellite_or_radio_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedFile, match="comptent le satellite"):
        read(replace(arcep_fixed(), name=name).write(tmp_path))


def test_a_countrywide_file_where_nobody_lacks_a_line_is_refused(tmp_path: Path) -> None:
    rows = [
        [f"{40_000 + rank}", "Ville", "40", "75", 90, "all", 0, 90, 90, 90, 80, 70, "2026-03-31"]
        for rank in range(1000)
    ]
    with pytest.raises(RefusedFile, match="compte le satellite"):
        read(made("commune_debit_filaire.csv", ARCEP_COLUMNS, rows).write(tmp_path))


def test_only_the_rows_of_all_operators_are_read(tmp_path: Path) -> None:
    sample = arcep_fixed().with_row(code_insee="01001", type="entreprises", nbr="7")
    assert read(sample.write(tmp_path))["no_thd"].frame.loc["01001", "denominator"] == 1000.0


def test_an_edition_without_a_year_is_refused(tmp_path: Path) -> None:
    sample = replace(arcep_first(), title="Ma connexion internet")
    with pytest.raises(RefusedFile, match="ni colonne « date », ni année"):
        read(sample.write(tmp_path))


def test_no_4g_is_what_coverage_leaves(tmp_path: Path) -> None:
    table = read(arcep_mobile().write(tmp_path))["no_4g"]
    assert table.frame.loc["01004", "value"] == 9.5
    assert table.frame.loc["97411", "value"] == 0.0
    assert (table.vintage, table.cog_year, table.note) == (2024, 2025, "")


def test_no_value_of_4g_is_missing_and_never_the_worst(tmp_path: Path) -> None:
    row = read(arcep_mobile().write(tmp_path))["no_4g"].frame.loc["97101"]
    assert row["status"] == Status.MISSING
    assert np.isnan(row["value"])


def test_a_share_of_premises_says_so(tmp_path: Path) -> None:
    sample = replace(arcep_mobile(), name="4g_2024.csv").renamed("part_surf_4g", "part_loc_4g")
    assert "locaux" in read(sample.write(tmp_path))["no_4g"].note


@pytest.mark.parametrize(
    ("name", "column", "words"),
    [
        ("4g_surface.csv", "part_surf_4g", "l’année des données manque"),
        ("4g_surface_com2025.csv", "part_surf_4g", "l’année des données manque"),
        ("4g_2024.csv", "couv", "surface ou de locaux"),
    ],
)
def test_a_coverage_that_does_not_say_what_it_is_is_refused(
    tmp_path: Path, name: str, column: str, words: str
) -> None:
    sample = replace(arcep_mobile(), name=name).renamed("part_surf_4g", column)
    with pytest.raises(RefusedFile, match=words):
        read(sample.write(tmp_path))
