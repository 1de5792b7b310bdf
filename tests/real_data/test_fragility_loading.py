"""The real files of indicators on the real territories: nothing lost, nothing invented."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from fragility.imports.registry import read_folder
from fragility.load import newest, with_estimated_poverty
from fragility.models import CodeList, Indicator, Method, Release, Source
from fragility.setup import load_fragility
from fragility.status import Flag, Status
from fragility.store import LevelValues, level_scores, level_values
from fragility.tables import IndicatorTable
from ifn_site.setup_steps import DataFolder
from territories.models import Arrondissement, Commune, FormerCommune

KNOWN = (Status.OBSERVED, Status.ESTIMATED)


@pytest.fixture(scope="module")
def release(real_france: Path, django_db_blocker: Any) -> Iterator[list[str]]:
    """What the set-up step says of the real folder; its release is active for these tests."""
    said: list[str] = []
    with django_db_blocker.unblock():
        load_fragility(DataFolder(real_france, "dossier"), said.append)
    yield said
    with django_db_blocker.unblock():
        for table in (Release, CodeList, Indicator, Method, Source):
            table._default_manager.all().delete()


@pytest.fixture(scope="module")
def raw(real_folder: Path) -> dict[tuple[str, str], IndicatorTable]:
    tables, _ = newest(list(read_folder(real_folder / "ifn")))
    completed, _ = with_estimated_poverty(tables)
    return {(table.indicator, table.level): table for table in completed}


def _values(level: str) -> LevelValues:
    found = level_values(level)
    assert found is not None
    return found


def _counts(status: Any) -> list[int]:
    return np.bincount(np.asarray(status), minlength=4).tolist()


def test_poverty_is_observed_estimated_or_unknown_as_the_reference_counts(
    raw: dict[tuple[str, str], IndicatorTable],
) -> None:
    observed, estimated, secret, missing = _counts(raw["poverty", "commune"].frame["status"])
    assert (observed, estimated, secret + missing) == (4397, 26907, 3605)


def test_verification_files_are_left_out_and_say_why(release: list[str]) -> None:
    assert sum("vérifier les méthodes" in line for line in release) == 6
    assert not any("sans territoire d’aujourd’hui" in line for line in release)


def test_every_commune_has_one_status_for_every_indicator(release: list[str]) -> None:
    communes = _values("commune")
    assert len(communes.codes) == Commune.objects.count()
    for series in communes.series.values():
        assert sum(_counts(series.statuses)) == len(communes.codes)
        known = np.isin(series.statuses, KNOWN)
        assert (np.isfinite(series.values) == known).all()
        assert not np.isfinite(series.numerators[~known]).any()


def test_no_known_value_is_lost_on_the_way(
    release: list[str], raw: dict[tuple[str, str], IndicatorTable]
) -> None:
    communes = _values("commune")
    codes = set(communes.codes.codes)
    for (key, level), table in raw.items():
        if level != "commune":
            continue
        series = communes.series[key]
        own = table.frame[table.frame.index.isin(codes) & table.frame["status"].isin(KNOWN)]
        places = [communes.codes.positions[code] for code in own.index]
        alone = (series.flags[places] & (Flag.MERGED | Flag.INHERITED)) == 0
        assert alone.mean() > 0.97
        assert (series.values[places][alone] == own["value"].to_numpy()[alone]).all()


def test_reestablished_communes_inherit_and_say_so(release: list[str]) -> None:
    communes = _values("commune")
    for key in ("low_diploma", "poverty"):
        child = (communes.of("15031") or {})[key]
        parent = (communes.of("15141") or {})[key]
        assert child.value == parent.value
        assert child.status == parent.status == Status.ESTIMATED
        assert child.flags & Flag.INHERITED


def test_the_three_cities_have_a_value_and_their_arrondissements_too(release: list[str]) -> None:
    communes, inner = _values("commune"), _values("arrondissement")
    assert len(inner.codes) == 45
    for city in ("75056", "69123", "13055"):
        for key in ("poverty", "low_diploma", "no_thd"):
            assert (communes.of(city) or {})[key].status in KNOWN
    assert (inner.of("13203") or {})["poverty"].status == Status.OBSERVED
    assert (inner.of("75118") or {})["no_thd"].status == Status.MISSING


@pytest.mark.parametrize("city", ["75056", "69123", "13055"])
def test_a_city_is_the_mean_of_its_arrondissements_weighted_by_their_inhabitants(
    release: list[str], raw: dict[tuple[str, str], IndicatorTable], city: str
) -> None:
    inhabitants = dict(
        Arrondissement.objects.filter(commune_code=city).values_list("code", "population")
    )
    given = raw["low_diploma", "commune"].frame["value"].reindex(list(inhabitants))
    expected = np.average(given, weights=list(inhabitants.values()))
    value = (_values("commune").of(city) or {})["low_diploma"]
    assert value.value == pytest.approx(expected, abs=1e-9)
    assert abs(expected - given.mean()) > 0.1
    assert not value.flags & Flag.PLAIN_MEAN


def test_a_merged_commune_is_weighted_by_the_persons_of_the_old_ones(
    release: list[str], raw: dict[tuple[str, str], IndicatorTable]
) -> None:
    old = [
        "34144",
        *FormerCommune.objects.filter(current_code="34144")
        .exclude(code="34144")
        .values_list("code", flat=True),
    ]
    given = raw["low_diploma", "commune"].frame["value"].reindex(old)
    persons = raw["poverty", "commune"].frame["weight"].reindex(old)
    expected = (given * persons).sum() / persons.sum()
    value = (_values("commune").of("34144") or {})["low_diploma"]
    assert value.value == pytest.approx(expected, abs=1e-9)
    assert abs(expected - given.mean()) > 1
    assert not value.flags & Flag.PLAIN_MEAN


def test_corse_and_overseas_are_there_and_collectivities_are_missing(release: list[str]) -> None:
    communes = _values("commune")
    assert (communes.of("2A004") or {})["poverty"].status in KNOWN
    assert (communes.of("97411") or {})["poverty"].status == Status.OBSERVED
    assert (communes.of("97302") or {})["poverty"].status == Status.MISSING
    assert (communes.of("97502") or {})["low_diploma"].status == Status.MISSING


def test_departements_without_fast_lines_are_what_pandas_alone_computes(
    release: list[str], real_folder: Path
) -> None:
    path = next((real_folder / "ifn").glob("indicateurs_commune_*.csv"))
    frame = pd.read_csv(path, dtype={"code": str}).dropna(subset=["thd_non_couv_2019q3"])
    frame = frame[~frame["code"].str.match(r"751|6938|132")]
    frame["departement"] = frame["code"].str.extract(r"^(97\d|..)")[0]
    frame["without"] = frame["thd_non_couv_2019q3"] * frame["nb_locaux_arcep_2019q3"]
    sums = frame.groupby("departement")[["without", "nb_locaux_arcep_2019q3"]].sum()
    expected = sums["without"] / sums["nb_locaux_arcep_2019q3"]
    ours = _values("departement")
    series = ours.series["no_thd"]
    shared = [code for code in expected.index if code in ours.codes.positions]
    assert len(shared) >= 100
    got = series.values[[ours.codes.positions[code] for code in shared]]
    gap = np.abs(got - expected[shared].to_numpy())
    # Communes that changed département since 2019 are the only difference.
    assert np.nanmax(gap) < 0.2
    assert np.nanmedian(gap) < 1e-3


def test_four_of_the_five_indicators_make_the_index(release: list[str]) -> None:
    scores = level_scores("commune", "repere")
    assert scores is not None
    scored = np.isfinite(scores.totals)
    assert scored.sum() > 34_500
    assert scores.completeness.max() == 4
    assert scores.completeness[scored].min() >= 3
    assert (scores.classes[:, scores.indicators.index("no_4g")] == 0).all()
    for level, count in {"epci": 1200, "departement": 96, "region": 13, "france": 1}.items():
        above = level_scores(level, "repere")
        assert above is not None
        assert np.isfinite(above.totals).sum() >= count


def test_loading_again_is_quick_and_changes_nothing(release: list[str], real_france: Path) -> None:
    said: list[str] = []
    started = time.monotonic()
    load_fragility(DataFolder(real_france, "dossier"), said.append)
    assert time.monotonic() - started < 2
    assert re.fullmatch(r"fragilité : inchangé \(publication n° \d+\)\.", said[0])
