"""Coverage on the real territories, venues and needs: its cost, its sense, and rows made again."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client

from coverage.coverage_values import coverage_of
from coverage.models import CoverageRun
from coverage.parameters import PER
from coverage.setup import refresh
from coverage.store import active_run, level_coverage, run_details
from fragility.level_names import level_names
from fragility.models import CodeList, Indicator, Method, Release, Source
from fragility.setup import load_fragility
from ifn_site.setup_steps import DataFolder
from venues.imports.pipeline import Outcome

API = "/api/v1/couverture/"
#: Seconds of a whole computation, two hundred scenarios included, on two cores.
MOST_SECONDS = 60


@pytest.fixture(scope="module", autouse=True)
def seconds(
    real_france: Path, loaded: dict[str, Outcome], django_db_blocker: Any
) -> Iterator[float]:
    """The run of the real folder, and how long it took."""
    with django_db_blocker.unblock():
        load_fragility(DataFolder(real_france, "dossier"), lambda line: None)
        started = time.perf_counter()
        refresh()
        yield time.perf_counter() - started
        for table in (CoverageRun, Release, CodeList, Indicator, Method, Source):
            table._default_manager.all().delete()


def _rows(path: str) -> list[dict[str, str]]:
    content = b"".join(Client().get(API + path)).decode()
    return list(csv.DictReader(io.StringIO(content)))


def test_two_hundred_scenarios_of_the_whole_country_take_less_than_a_minute(
    seconds: float,
) -> None:
    assert active_run().scenarios == 200
    assert seconds < MOST_SECONDS


def test_a_second_time_nothing_is_computed() -> None:
    assert "inchangée" in refresh()


def test_what_is_received_is_what_is_offered() -> None:
    communes = level_coverage("commune")
    _, summary = run_details(active_run())
    received = np.nansum(communes.column("access.tous") * communes.column("population")) / PER
    assert received == pytest.approx(summary["supply"] - summary["lost_supply"], rel=1e-9)


def test_each_third_holds_about_a_third_of_the_inhabitants() -> None:
    communes = level_coverage("commune")
    people, classes = communes.column("population"), communes.column("class.france.tous")
    known = classes > 0
    need, access = (classes[known] - 1) // 3, (classes[known] - 1) % 3
    total = people[known].sum()
    for column in (need, access):
        shares = np.bincount(column, weights=people[known], minlength=3) / total
        assert shares == pytest.approx([1 / 3] * 3, abs=0.1)


def test_no_commune_without_data_is_flagged() -> None:
    communes = level_coverage("commune")
    unknown = ~np.isfinite(communes.column("need"))
    assert unknown.sum() > 0
    for base in ("france", "region", "departement"):
        assert not communes.column(f"alert.{base}.tous")[unknown].any()
        assert np.isnan(communes.column(f"flagged.{base}")[unknown]).all()


def test_levels_add_up_but_for_the_overseas_collectivities() -> None:
    apart = set(level_names("departement").collectivities)
    assert apart
    totals = set()
    for name in ("departement", "region", "france"):
        level = level_coverage(name)
        kept = np.array([code not in apart for code in level.codes])
        columns = ("population", "venues.tous", "rows", "alerts.france")
        totals.add(tuple(int(level.column(column)[kept].sum()) for column in columns))
    assert len(totals) == 1
    _, summary = run_details(active_run())
    assert summary["inhabitants"] == totals.pop()[0]


def test_few_points_are_doubtful_and_they_are_told() -> None:
    _, summary = run_details(active_run())
    assert 0 < summary["misplaced"] < summary["unlocated"] < summary["rows"] / 10
    assert 0 < summary["origins_moved"] < 100
    communes = level_coverage("commune")
    assert communes.column("moved")[communes.positions["97412"]] == 1


def test_the_double_alerts_of_a_region_come_with_their_robustness() -> None:
    rows = _rows("commune/?format=csv&dans=region:27")
    alerts = [row for row in rows if row["double_alerte_region"] == "1"]
    assert len(alerts) > 50
    assert all(row["robustesse_region"] for row in alerts)
    assert {row["robustesse_region"] for row in alerts} == {
        "robuste", "probable", "dépend des hypothèses",
    }  # fmt: skip


def test_rows_are_made_again_by_hand() -> None:
    reached = [row for row in _rows("commune/?format=csv&dans=departement:63")
               if float(row["acces"] or 0) > 0]  # fmt: skip
    for row in reached[:3]:
        places = _rows(f"commune/{row['code']}/?format=csv&detail=lieux")
        behind = _rows(f"commune/{row['code']}/?format=csv&detail=demande")
        total = 0.0
        for place in places:
            pressed = sum(
                float(one["poids"]) * float(one["population"])
                for one in behind
                if one["lieu"] == place["lieu"]
            )
            total += float(place["poids"]) * PER * float(place["offre"]) / pressed
        assert total == pytest.approx(float(row["acces"]), rel=1e-6)


def test_an_answer_is_quick_once_the_level_is_read() -> None:
    coverage_of("commune", "63113")
    started = time.perf_counter()
    assert coverage_of("commune", "63124") is not None
    assert time.perf_counter() - started < 0.05
