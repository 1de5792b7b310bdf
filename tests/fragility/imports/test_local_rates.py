"""The table of rates put together: each column its year, its source and what it measures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fragility.imports.text_tables import RefusedFile
from fragility.status import Status
from tests.fragility.imports.samples import local_rates, read


def test_each_column_says_its_year(tmp_path: Path) -> None:
    tables = read(local_rates().write(tmp_path))
    assert {key: (table.vintage, table.cog_year) for key, table in tables.items()} == {
        "low_diploma": (2017, 2020),
        "one_person": (2017, 2020),
        "single_parent": (2017, 2020),
        "age_65": (2017, 2020),
        "age_15_24": (2017, 2020),
        "no_thd": (2019, 2019),
        "median_income": (2015, 2018),
    }


def test_a_share_over_other_people_than_the_definition_says_so(tmp_path: Path) -> None:
    tables = read(local_rates().write(tmp_path))
    for key in ("low_diploma", "age_65", "age_15_24"):
        assert "15 ans et plus" in tables[key].note
    assert tables["one_person"].note == ""


def test_premises_get_their_count_again(tmp_path: Path) -> None:
    row = read(local_rates().write(tmp_path))["no_thd"].frame.loc["01001"]
    assert (row["numerator"], row["denominator"]) == (373.0, 379.0)
    assert row["value"] == pytest.approx(98.4169, abs=1e-3)


def test_a_reconstructed_median_is_an_estimate(tmp_path: Path) -> None:
    table = read(local_rates().write(tmp_path))["median_income"]
    assert table.frame.loc["01001", "status"] == Status.ESTIMATED
    assert table.frame.loc["97601", "status"] == Status.MISSING
    assert "retrouvée" in table.note


def test_a_commune_a_source_lacks_is_missing_there_only(tmp_path: Path) -> None:
    tables = read(local_rates().write(tmp_path))
    assert tables["no_thd"].frame.loc["97601", "status"] == Status.OBSERVED
    assert tables["age_65"].frame.loc["97601", "status"] == Status.MISSING
    assert tables["no_thd"].frame.loc["75101", "status"] == Status.MISSING
    assert np.isnan(tables["no_thd"].frame.loc["55039", "value"])


def test_a_column_that_changed_is_refused_with_its_shape(tmp_path: Path) -> None:
    sample = local_rates().renamed("thd_non_couv_2019q3", "thd_2019")
    with pytest.raises(RefusedFile, match="une colonne « thd_non_couv_AAAAqT », il y en a 0"):
        read(sample.write(tmp_path))
