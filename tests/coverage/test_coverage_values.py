"""What is kept of a run, and what it says of a territory."""

from __future__ import annotations

import numpy as np
import pytest
from pytest_django import DjangoAssertNumQueries

from coverage.coverage_values import coverage_of, state_of
from coverage.detail import contributions, pressure
from coverage.models import CoverageRun
from coverage.parameters import LEVELS, PER
from coverage.setup import refresh
from coverage.store import KEPT_RUNS, active_run, level_coverage, withdraw_runs
from fragility.models import Release
from ifn_site.models import data_version
from tests.coverage.factories import QUICK, make_covered_country, make_run
from tests.factories import VenueFactory
from venues.models import Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> None:
    make_covered_country()


@pytest.fixture
def run(country: None) -> None:
    make_run()


@pytest.mark.usefixtures("country")
def test_a_second_time_changes_nothing() -> None:
    assert "4 lieux pour 16 communes" in make_run()
    version = data_version()[0]
    assert make_run().startswith("couverture : inchangée")
    assert data_version()[0] == version
    assert CoverageRun.objects.count() == 1


@pytest.mark.usefixtures("run")
def test_a_new_venue_makes_a_new_run() -> None:
    first = active_run()
    VenueFactory(commune_code="42005", insee_code="42005", latitude=45.4, longitude=4.39)
    make_run()
    assert active_run() != first
    assert CoverageRun.objects.active().count() == 1


@pytest.mark.usefixtures("run")
def test_the_oldest_runs_are_forgotten() -> None:
    for _ in range(KEPT_RUNS + 1):
        refresh(QUICK, force=True)
    assert CoverageRun.objects.count() == KEPT_RUNS
    assert CoverageRun.objects.active().count() == 1


@pytest.mark.usefixtures("run")
def test_without_need_the_former_run_is_withdrawn() -> None:
    Release.objects.all().delete()
    assert "retiré" in make_run()
    assert active_run() is None
    assert coverage_of("commune", "42001") is None


def test_nothing_is_said_before_any_computation() -> None:
    assert active_run() is None
    assert level_coverage("commune") is None
    assert withdraw_runs() == 0


@pytest.mark.usefixtures("run")
def test_a_commune_has_its_services_bases_and_statuses() -> None:
    found = coverage_of("commune", "42001")
    assert found is not None
    assert found.any_service.venues == 2
    assert found.service("demarches").venues == 1
    assert found.service("acces").venues == 1
    assert found.any_service.per_inhabitants == pytest.approx(200.0)
    assert [one.base for one in found.verdicts] == ["france", "region", "departement"]
    assert [one.code for one in found.verdicts] == ["FR", "84", "42"]
    assert found.counts == ()


@pytest.mark.usefixtures("run")
def test_unknown_and_out_of_reach_are_told_apart() -> None:
    far, unknown = coverage_of("commune", "75056"), coverage_of("commune", "97101")
    assert far is not None
    assert unknown is not None
    assert far.any_service.access == 0
    assert far.any_service.car.state == "hors_de_portee"
    assert far.any_service.car.minutes is None
    assert "hors_de_portee" in far.statuses
    assert unknown.need is None
    assert "sans_indice_de_fragilite" in unknown.statuses
    assert unknown.verdicts[0].alert is None
    assert unknown.verdicts[0].class_ == ""


@pytest.mark.usefixtures("run")
def test_a_larger_territory_counts_and_measures_the_lack() -> None:
    found = coverage_of("departement", "42")
    assert found is not None
    assert found.any_service.venues == 3
    assert len(found.any_service.fgt) == 3
    assert [one.base for one in found.counts] == ["france", "region", "departement"]
    assert found.any_service.shares["departement"] == pytest.approx(1.0)
    assert coverage_of("france", "FR").population == pytest.approx(2_054_600)


@pytest.mark.usefixtures("run")
@pytest.mark.parametrize(("level", "code"), [("commune", "99999"), ("iris", "420010101")])
def test_an_unknown_territory_has_no_answer(level: str, code: str) -> None:
    assert coverage_of(level, code) is None


@pytest.mark.usefixtures("run")
def test_an_answer_costs_no_query_once_read(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for level, code in (("commune", "42001"), ("departement", "42")):
        coverage_of(level, code)
    with django_assert_max_num_queries(8):
        assert coverage_of("commune", "42002") is not None


@pytest.mark.usefixtures("run")
def test_what_is_written_is_read_again() -> None:
    run = active_run()
    assert run is not None
    for level in LEVELS:
        columns = level_coverage(level)
        assert columns is not None
        for name in columns.names:
            assert len(columns.column(name)) == len(columns)
    assert np.isinf(level_coverage("commune").column("car_minutes.tous")).any()


@pytest.mark.usefixtures("run")
def test_the_places_in_reach_add_up_to_the_access() -> None:
    run = active_run()
    for code in ("42001", "42002", "42003", "2A001", "75056"):
        found = contributions(run, code)
        said = coverage_of("commune", code)
        assert sum(found["contribution"]) == pytest.approx(said.any_service.access, abs=1e-9)


@pytest.mark.usefixtures("run")
def test_those_who_press_on_a_place_add_up_to_its_share() -> None:
    run = active_run()
    told, behind = contributions(run, "42002"), pressure(run, "42002")
    for place, offered, pressed, ratio in zip(
        told["lieu"], told["offre"], told["habitants_ponderes"], told["ratio"], strict=True
    ):
        rows = zip(behind["lieu"], behind["habitants_ponderes"], strict=True)
        total = sum(people for one, people in rows if one == place)
        assert total == pytest.approx(pressed)
        assert PER * offered / total == pytest.approx(ratio)


@pytest.mark.usefixtures("country")
def test_a_country_without_venues_has_a_run() -> None:
    Venue.objects.all().delete()
    assert "0 lieux" in make_run()
    found = coverage_of("commune", "42001")
    assert found.any_service.access == 0
    assert found.any_service.car.state == "hors_de_portee"


@pytest.mark.parametrize(
    ("minutes", "state"),
    [(3.0, "mesure"), (float("inf"), "hors_de_portee"), (float("nan"), "sans_donnee")],
)
def test_minutes_are_measured_out_of_reach_or_unknown(minutes: float, state: str) -> None:
    assert state_of(minutes) == state
