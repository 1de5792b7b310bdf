"""A folder of files: each recognised by name and header, each refusal told, none in silence."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from fragility.imports.registry import LeftOut, families, read_folder, recognise
from fragility.indicators import BY_KEY
from fragility.tables import IndicatorTable
from tests.fragility.imports.samples import (
    SAMPLES,
    arcep_first,
    arcep_fixed,
    bpe,
    filosofi,
    gzipped,
    local_rates,
    made,
    opened,
    structure_iris,
    zipped,
)


def surveyed(folder: Path) -> tuple[list[IndicatorTable], dict[str, str]]:
    """Return the tables of a folder, and the reason of each file left out."""
    left: list[LeftOut] = []
    tables = list(read_folder(folder, left.append))
    return tables, {one.name: one.reason for one in left}


@pytest.mark.parametrize("family", SAMPLES)
def test_each_sample_is_recognised_by_one_family(tmp_path: Path, family: str) -> None:
    file = opened(SAMPLES[family][0]().write(tmp_path))
    matching = [one for one in families() if one.names.search(file.name) and one.has_header(file)]
    assert matching == [recognise(file)]


def test_every_family_has_an_example_that_its_pattern_knows() -> None:
    for family in families():
        assert family.names.search(family.example), family.key
    assert len({family.key for family in families()}) == len(families())


def test_a_folder_gives_all_its_tables(tmp_path: Path) -> None:
    filosofi().write(tmp_path)
    zipped(structure_iris().write(tmp_path))
    gzipped(arcep_fixed().write(tmp_path))
    tables, left = surveyed(tmp_path)
    assert left == {}
    assert sorted({(table.indicator, table.level) for table in tables}) == sorted(
        [
            *((key, "iris") for key in ("age_65", "age_75", "age_15_29", "foreigners")),
            *((key, "commune") for key in ("no_thd", "no_ftth", "poverty", "median_income")),
            *((key, "commune") for key in ("poverty_under_30", "poverty_60_74", "poverty_75")),
        ]
    )


def test_every_table_of_a_folder_is_in_the_catalogue(tmp_path: Path) -> None:
    for make, _ in SAMPLES.values():
        make().write(tmp_path)
    tables, _ = surveyed(tmp_path)
    assert {table.indicator for table in tables} <= set(BY_KEY)
    for table in tables:
        assert table.source.key in BY_KEY[table.indicator].sources


def test_an_indicator_out_of_the_catalogue_is_told(tmp_path: Path) -> None:
    bpe().write(tmp_path)
    tables, left = surveyed(tmp_path)
    assert tables == []
    assert "n’est pas au catalogue" in left["DS_BPE_2025_data.csv"]


def test_a_refused_file_stops_nothing_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "cc_filosofi_2021_COM.csv").write_text("<html>503</html>", "utf-8")
    arcep_fixed().write(tmp_path)
    tables, left = surveyed(tmp_path)
    assert {table.indicator for table in tables} == {"no_thd", "no_ftth"}
    assert "page web" in left["cc_filosofi_2021_COM.csv"]


def test_an_unknown_name_is_told_whatever_its_header(tmp_path: Path) -> None:
    replace(filosofi(), name="mes_donnees.csv").write(tmp_path)
    assert "aucun fichier connu" in surveyed(tmp_path)[1]["mes_donnees.csv"]


def test_a_known_name_with_another_header_is_told_with_the_columns(tmp_path: Path) -> None:
    made("base-cc-evol-struct-pop-2023.csv", ("COMMUNE", "TOTAL"), [["01001", 3]]).write(tmp_path)
    reason = surveyed(tmp_path)[1]["base-cc-evol-struct-pop-2023.csv"]
    assert "l’en-tête n’est pas celui de ce fichier" in reason
    assert "CODGEO" in reason
    assert "COMMUNE, TOTAL" in reason


@pytest.mark.parametrize(
    "name",
    [
        "ifn2023_city_all_2023-08-24_5ind.csv",
        "ifn2019_iris_scores_3bases.csv.gz",
        "verify_weights_commune_epci2021_pop2018.csv",
        "poverty_isotonic_knots.csv",
        "table_iris_commune_epci_2020.csv.gz",
        "BASE_TD_FILO_DEC_IRIS_2021.csv",
        "notes.pdf",
    ],
)
def test_a_file_that_is_never_read_is_told_without_being_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x00")
    tables, left = surveyed(tmp_path)
    assert tables == []
    assert len(left[name]) > 10


def test_the_same_numbers_twice_are_read_once(tmp_path: Path) -> None:
    filosofi().write(tmp_path)
    replace(filosofi(), name="insee_filosofi2021_commune.csv").write(tmp_path)
    tables, left = surveyed(tmp_path)
    assert len(tables) == 5
    assert "déjà lu dans cc_filosofi_2021_COM.csv" in left["insee_filosofi2021_commune.csv"]


def test_two_years_of_one_indicator_are_both_read(tmp_path: Path) -> None:
    arcep_fixed().write(tmp_path)
    arcep_first().write(tmp_path)
    tables, _ = surveyed(tmp_path)
    years = sorted(table.vintage for table in tables if table.indicator == "no_thd")
    assert years == [2019, 2026]


def test_hidden_files_and_folders_are_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "sous-dossier").mkdir()
    replace(filosofi(), name=".copie.csv").write(tmp_path)
    assert surveyed(tmp_path) == ([], {})


def test_a_reason_tells_no_line_of_the_file(tmp_path: Path) -> None:
    local_rates().with_cell(0, "nom", "Madame Exemple").renamed("code", "insee").write(tmp_path)
    (reason,) = surveyed(tmp_path)[1].values()
    assert not re.search("Exemple", reason)
