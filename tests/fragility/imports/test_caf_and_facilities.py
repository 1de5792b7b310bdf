"""Cnaf and BPE: the newest year, IRIS keys, bands, zeros that are true zeros."""

from __future__ import annotations

from pathlib import Path

import pytest

from fragility.imports.text_tables import RefusedFile
from fragility.status import Status
from tests.fragility.imports.samples import (
    COMMUNES,
    IRIS,
    bpe,
    caf_benefits,
    caf_quotients,
    read,
    zipped,
)

METADATA = (
    "COD_VAR;LIB_VAR;COD_MOD;LIB_MOD\n"
    "FACILITY_TYPE;Type;A206;Bureau de poste\n"
    "FACILITY_TYPE;Type;A128;Implantations France Services\n"
    "FACILITY_TYPE;Type;F307;Bibliothèque\n"
)


def test_households_on_rsa_are_a_share_of_benefit_households(tmp_path: Path) -> None:
    table = read(caf_benefits().write(tmp_path))["caf_rsa"]
    row = table.frame.loc["01001"]
    assert (row["numerator"], row["denominator"]) == (45.0, 400.0)
    assert (table.vintage, table.cog_year) == (2024, 2025)
    assert "arrondit chaque nombre à 5" in table.note


def test_low_quotients_by_iris_are_a_share_of_all_bands(tmp_path: Path) -> None:
    table = read(caf_quotients().write(tmp_path))["caf_low_quotient"]
    row = table.frame.loc[IRIS[3]]
    assert table.level == "iris"
    assert (row["numerator"], row["denominator"]) == (30.0, 100.0)


def test_a_band_without_a_row_counts_no_household(tmp_path: Path) -> None:
    row = read(caf_quotients().write(tmp_path))["caf_low_quotient"].frame.loc[IRIS[0]]
    assert (row["numerator"], row["denominator"]) == (0.0, 70.0)


def test_an_unknown_band_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedFile, match="tranches de quotient familial inconnues : Pauvre"):
        read(caf_quotients().with_cell(0, "qf_400", "Pauvre").write(tmp_path))


def test_an_empty_count_of_households_is_missing(tmp_path: Path) -> None:
    sample = caf_benefits()
    last = len(sample.cells) - 1
    row = read(sample.with_cell(last, "indfoy_rsa", "").write(tmp_path))["caf_rsa"].frame.iloc[-1]
    assert row["status"] == Status.MISSING


def test_post_points_are_counted_all_kinds_together(tmp_path: Path) -> None:
    table = read(bpe().write(tmp_path))["bpe_post"]
    assert table.frame.loc[COMMUNES[1], "value"] == 3.0
    assert (table.vintage, table.cog_year) == (2025, 2025)


def test_a_commune_of_the_file_without_post_has_zero(tmp_path: Path) -> None:
    frame = read(bpe().write(tmp_path))["bpe_post"].frame
    assert frame.loc[COMMUNES[0], "value"] == 0.0
    assert COMMUNES[12] not in frame.index


def test_other_facilities_need_their_label_in_the_metadata(tmp_path: Path) -> None:
    path = bpe().write(tmp_path)
    assert set(read(path)) == {"bpe_post"}
    tables = read(zipped(path, DS_BPE_2025_metadata__csv=METADATA))
    assert set(tables) == {"bpe_post", "bpe_library", "bpe_france_services"}
    assert tables["bpe_library"].frame.loc[COMMUNES[1], "value"] == 1.0
