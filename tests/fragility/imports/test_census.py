"""Census bases: the right counts over the right whole, the newest year, communes and IRIS."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fragility.imports.text_tables import RefusedFile
from fragility.indicators import BY_KEY
from fragility.status import Status
from tests.fragility.imports.samples import (
    COMMUNES,
    DIPLOMA_LEVELS,
    IRIS,
    activity_communes,
    diplomas_iris,
    diplomas_long,
    households_communes,
    read,
    structure_communes,
    structure_iris,
    zipped,
)


def test_ages_of_communes_are_made_of_what_the_base_has(tmp_path: Path) -> None:
    tables = read(structure_communes().write(tmp_path))
    assert set(tables) == {"age_65", "age_75", "age_15_29"}
    first = {key: table.frame.loc["01001"] for key, table in tables.items()}
    assert first["age_65"]["numerator"] == 110 + 140.5
    assert first["age_65"]["value"] == pytest.approx(25.05)
    assert first["age_75"]["numerator"] == 90 + 10
    assert first["age_15_29"]["numerator"] == 150.4512
    assert {row["denominator"] for row in first.values()} == {1000.0}


def test_a_census_base_says_its_year_and_the_year_of_its_codes(tmp_path: Path) -> None:
    communes = read(structure_communes().write(tmp_path))["age_65"]
    iris = read(structure_iris().write(tmp_path))["age_65"]
    assert (communes.level, communes.vintage, communes.cog_year) == ("commune", 2022, 2025)
    assert (iris.level, iris.vintage, iris.cog_year) == ("iris", 2022, 2024)
    assert communes.source.key == BY_KEY["age_65"].sources[0]


def test_the_base_by_iris_has_totals_by_age_and_foreigners(tmp_path: Path) -> None:
    tables = read(structure_iris().write(tmp_path))
    assert tables["age_65"].frame.loc[IRIS[0], "value"] == 18.0
    assert tables["age_75"].frame.loc[IRIS[0], "value"] == 7.5
    assert tables["foreigners"].frame.loc[IRIS[0], "value"] == 5.0


def test_an_older_census_of_the_same_file_never_stands_in(tmp_path: Path) -> None:
    without = structure_communes().renamed("P22_POP1529", "P22_AUTRE")
    assert "P16_POP1529" in without.columns
    with pytest.raises(RefusedFile, match="PAA_POP1529"):
        read(without.write(tmp_path))


def test_the_base_in_an_archive_is_read_with_its_lost_zeros(tmp_path: Path) -> None:
    sample = structure_iris().with_cell(0, "IRIS", "10010000")
    path = zipped(sample.write(tmp_path), meta_base__csv="COD_VAR;LIB_VAR\nP22_POP;Population\n")
    assert IRIS[0] in read(path)["age_65"].frame.index


def test_low_diplomas_are_below_the_baccalaureat_among_people_out_of_school(
    tmp_path: Path,
) -> None:
    row = read(diplomas_iris().write(tmp_path))["low_diploma"].frame.loc[IRIS[1]]
    assert row["numerator"] == 300 + 75 + 376
    assert row["denominator"] == 1500
    assert row["value"] == pytest.approx(100 * 751 / 1500)


def test_households_of_one_person_and_single_parents_are_shares_of_households(
    tmp_path: Path,
) -> None:
    tables = read(households_communes().write(tmp_path))
    assert tables["one_person"].frame.loc["01001", "value"] == pytest.approx(100 * 240.5 / 800)
    assert tables["single_parent"].frame.loc["01001", "value"] == 8.0
    assert tables["single_parent"].note == ""


def test_single_parents_over_families_say_so(tmp_path: Path) -> None:
    sample = households_communes().renamed("C22_MENFAMMONO", "C22_FAMMONO")
    table = read(sample.write(tmp_path))["single_parent"]
    assert table.frame.loc["01001", "value"] == pytest.approx(100 * 64 / 530)
    assert "dans les familles" in table.note


def test_unemployment_is_over_the_labour_force_of_the_same_ages(tmp_path: Path) -> None:
    tables = read(activity_communes().write(tmp_path))
    assert tables["unemployment"].frame.loc["01001", "value"] == 10.0
    assert tables["unemployment_15_24"].frame.loc["01001", "value"] == 25.0
    assert tables["unemployment_55_64"].frame.loc["01001", "value"] == 7.5


def test_an_optional_age_may_be_absent(tmp_path: Path) -> None:
    sample = activity_communes().renamed("P22_CHOM1524", "P22_AUTRE")
    assert set(read(sample.write(tmp_path))) == {"unemployment", "unemployment_55_64"}


def test_a_base_without_ages_is_refused_with_the_columns_it_should_have(tmp_path: Path) -> None:
    sample = structure_communes().renamed("P22_H65P", "P22_H64P").renamed("P16_H65P", "P16_H64P")
    with pytest.raises(RefusedFile) as caught:
        read(sample.write(tmp_path))
    assert "PAA_POP65P + PAA_POP ou PAA_H65P + PAA_F65P + PAA_POP" in str(caught.value)
    assert "signalez le nouveau format" in str(caught.value)


def test_an_empty_commune_has_no_share(tmp_path: Path) -> None:
    sample = structure_communes()
    for column in ("P22_POP", "P22_H65P", "P22_F65P", "P22_POP1529", "P22_POP7589", "P22_POP90P"):
        sample = sample.with_cell(0, column, "0")
    row = read(sample.write(tmp_path))["age_65"].frame.iloc[0]
    assert row["status"] == Status.MISSING
    assert np.isnan(row["value"])


def test_the_long_file_gives_low_diplomas_at_each_level(tmp_path: Path) -> None:
    tables = read(diplomas_long().write(tmp_path))
    assert set(tables) == {
        f"low_diploma {level}" for level in ("commune", "epci", "departement", "region")
    }
    row = tables["low_diploma commune"].frame.loc["2A004"]
    assert row["numerator"] == 200 + 50 + 250
    assert row["denominator"] == sum(DIPLOMA_LEVELS.values())
    assert tables["low_diploma commune"].vintage == 2023
    assert "75101" in tables["low_diploma commune"].frame.index


def test_a_commune_that_lacks_a_diploma_in_the_long_file_is_missing(tmp_path: Path) -> None:
    sample = diplomas_long()
    lacking = [
        row for row, cells in enumerate(sample.cells)
        if cells[0] == "01004" and cells[5] == "700_RP"
    ]  # fmt: skip
    for row in lacking:
        sample = sample.with_cell(row, "EDUC", "_T")
    frame = read(sample.write(tmp_path))["low_diploma commune"].frame
    assert frame.loc["01004", "status"] == Status.MISSING
    assert frame.loc["01001", "status"] == Status.OBSERVED


def test_a_secret_of_the_long_file_stays_secret(tmp_path: Path) -> None:
    sample = diplomas_long().renamed("OBS_STATUS", "CONF_STATUS")
    rows = [row for row, cells in enumerate(sample.cells) if cells[0] == "01004"]
    for row in rows:
        sample = sample.with_cell(row, "CONF_STATUS", "C")
    row = read(sample.write(tmp_path))["low_diploma commune"].frame.loc["01004"]
    assert row["status"] == Status.SECRET
    assert np.isnan(row["value"])
    assert np.isnan(row["numerator"])


def test_a_long_file_without_a_level_of_diploma_is_refused(tmp_path: Path) -> None:
    sample = diplomas_long().with_column("EDUC", lambda level: level.replace("200_RP", "200X_RP"))
    with pytest.raises(RefusedFile, match="niveaux de diplôme absents : 200_RP"):
        read(sample.write(tmp_path))


def test_a_long_file_of_another_nomenclature_is_refused(tmp_path: Path) -> None:
    sample = diplomas_long().with_column("SEX", lambda _: "T")
    with pytest.raises(RefusedFile, match="aucune ligne ne correspond"):
        read(sample.write(tmp_path))


def test_a_repeated_line_of_a_long_file_is_refused(tmp_path: Path) -> None:
    sample = diplomas_long()
    first = dict(zip(sample.columns, sample.cells[4], strict=True))
    first |= {"AGE": "Y_GE15", "SEX": "_T", "TIME_PERIOD": "2023"}
    with pytest.raises(RefusedFile, match="le code 01001 est répété, lignes"):
        read(sample.with_row(**first).write(tmp_path))


def test_every_sample_code_is_read(tmp_path: Path) -> None:
    frame = read(activity_communes().write(tmp_path))["unemployment"].frame
    assert frame.index.tolist() == list(COMMUNES)
