"""The world: communes and venues as columns, read from the tables."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coverage.supply import supply
from coverage.weekly_hours import first_monday, ordinary_week
from coverage.world import make_world, read_world
from territories.models import Departement
from tests.factories import CommuneFactory, DepartementFactory, VenueFactory

DAY = date(2026, 11, 2)


def test_communes_follow_their_codes_and_venues_their_keys() -> None:
    CommuneFactory(code="69123", name="Lyon", population=500_000, area_km2=50.0)
    CommuneFactory(code="42218", population=None, area_km2=None)
    venues = [VenueFactory(commune_code=code) for code in ("69123", "42218", "69123")]

    world = read_world(DAY)

    assert world.codes.tolist() == ["42218", "69123"]
    assert world.venues.tolist() == sorted(venue.pk for venue in venues)
    assert world.venue_communes.tolist() == [1, 0, 1]
    assert world.densities[1] == 10_000
    assert np.isnan([world.densities[0], world.populations[0]]).all()
    assert world.groups["departement"].tolist() == ["42", "42"]


def test_a_venue_without_a_point_stands_at_its_communes() -> None:
    CommuneFactory(latitude=45.5, longitude=4.5)
    VenueFactory(latitude=None, longitude=None)

    world = read_world(DAY)

    assert (world.venue_latitudes[0], world.venue_longitudes[0]) == (45.5, 4.5)
    assert world.at_commune.tolist() == [True]


def test_a_venue_far_from_its_commune_stands_at_its_communes() -> None:
    CommuneFactory(latitude=45.5, longitude=4.5)
    VenueFactory(latitude=46.3, longitude=-0.4)

    world = read_world(DAY)

    assert (world.venue_latitudes[0], world.venue_longitudes[0]) == (45.5, 4.5)
    assert (world.misplaced.tolist(), world.at_commune.tolist()) == ([True], [True])


def test_an_overseas_collectivity_is_not_in_france() -> None:
    CommuneFactory(code="42218", departement_code="42")
    CommuneFactory(code="97502", departement_code="975", region_code="975")
    DepartementFactory(code="975", kind=Departement.Kind.COLLECTIVITE)

    world = read_world(DAY)

    assert world.groups["france"].tolist() == ["FR", ""]
    assert world.groups["departement"].tolist() == ["42", "975"]


def test_a_venue_of_an_unknown_commune_takes_the_density_and_land_of_the_nearest() -> None:
    CommuneFactory(population=8_000, area_km2=4.0)
    CommuneFactory(code="29155", latitude=48.4, longitude=-5.1)
    VenueFactory(commune_code="", latitude=48.41, longitude=-5.09)

    world = read_world(DAY)

    assert world.venue_communes.tolist() == [-1]
    assert world.venue_lands[0] == world.lands[world.positions["29155"]]


def test_a_venue_without_point_nor_commune_is_left_out_and_counted() -> None:
    CommuneFactory()
    VenueFactory(commune_code="", latitude=None, longitude=None)

    world = read_world(DAY)

    assert (world.venue_count, world.unplaced) == (0, 1)


def test_a_withdrawn_venue_is_not_in_the_world() -> None:
    CommuneFactory()
    VenueFactory(withdrawn_at="2026-10-01T00:00:00Z")

    assert read_world(DAY).venue_count == 0


@pytest.mark.parametrize(
    ("modes", "is_open"),
    [((), True), (("ferme-public",), False), (("ferme-public", "sur-place"), True)],
)
def test_a_venue_that_receives_nobody_is_not_supply(modes: tuple[str, ...], is_open: bool) -> None:
    CommuneFactory()
    VenueFactory(access_modes=modes)

    assert supply(read_world(DAY)).amounts.tolist() == [1.0 if is_open else 0.0]


@pytest.mark.parametrize(
    ("itinerancy", "hours", "share"),
    [
        (("fixe",), "Mo 09:00-12:00", 1.0),
        ((), "", 1.0),
        (("fixe", "itinerant"), "Mo 09:00-12:00", 1.0),
        (("itinerant",), "Mo 09:00-12:00", 0.2),
        (("itinerant",), "Tu[1] 14:00-17:00", 0.05),
        (("itinerant",), "Mo-Su 09:00-12:00", 1.0),
        (("itinerant",), "", np.nan),
    ],
)
def test_a_roaming_venue_is_there_on_its_days_only(
    itinerancy: tuple[str, ...], hours: str, share: float
) -> None:
    CommuneFactory()
    VenueFactory(itinerancy=itinerancy, hours=hours)

    assert read_world(DAY).stop_share == pytest.approx([share], nan_ok=True)


def test_visits_that_are_over_tell_no_weekly_hours() -> None:
    CommuneFactory()
    VenueFactory(name="Passage le 07/12/22 - 04/01/23", hours="We 09:00-12:00")

    assert np.isnan(read_world(DAY).weekly_hours[0])


def test_the_age_is_told_in_months_and_is_unknown_without_a_date() -> None:
    CommuneFactory()
    for day in (date(2025, 11, 2), None, date(2027, 1, 1)):
        VenueFactory(updated_on=day)

    assert read_world(DAY).age_months == pytest.approx([12.0, np.nan, 0.0], abs=0.05, nan_ok=True)


def test_reading_takes_the_same_few_queries_however_many_venues() -> None:
    CommuneFactory()
    counts = []
    for size in (1, 5):
        for _ in range(size):
            VenueFactory()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read_world(DAY)
        counts.append(len(queries))

    assert counts[0] >= counts[1]
    assert counts[1] <= 12


def test_a_site_without_communes_or_venues_has_an_empty_world() -> None:
    assert (read_world(DAY).commune_count, read_world(DAY).venue_count) == (0, 0)


@pytest.mark.usefixtures("published")
def test_the_ages_of_the_active_release_are_read_with_their_year() -> None:
    world = read_world(DAY)

    assert world.ages["age_65"].vintage == 2022
    assert len(world.ages["age_65"].shares) == world.commune_count


# --- Hours ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("Mo-Fr 09:00-12:00,14:00-18:00", (35.0, 5.0)),
        ("24/7", (168.0, 7.0)),
        ("Mo 09:00-12:00; PH off", (3.0, 1.0)),
        ("We[1] 09:00-13:00", (1.0, 0.25)),
        ("Jul-Aug off; Sa 10:00-12:00", (2.0, 1.0)),
        ("Fr 20:00-02:00", (6.0, 2.0)),
        ('Mo 09:00-12:00 "sur rendez-vous"', None),
        ("Mo 09:00-12:00; Tu 14:00-14:00", (3.0, 1.0)),
        ("Jul-Aug Mo 09:00-12:00", None),
        ("tous les matins", None),
        ("", None),
        ("\x00", None),
        ("Mo " * 5_000, None),
    ],
)
def test_the_hours_of_an_ordinary_week(hours: str, expected: tuple[float, float] | None) -> None:
    assert ordinary_week(hours, 2026) == expected


def test_the_ordinary_weeks_begin_on_the_first_monday_of_march() -> None:
    assert first_monday(2026) == date(2026, 3, 2)
    assert first_monday(2027) == date(2027, 3, 1)
    assert {first_monday(year).weekday() for year in range(2000, 2040)} == {0}


# --- Made by hand -----------------------------------------------------------------------------
def test_a_part_keeps_the_order_and_renumbers_where_venues_are() -> None:
    world = make_world(
        ["01001", "01002", "01003"], [45, 46, 47], [4, 5, 6], [1, 2, 3],
        venue_latitudes=np.array([45.0, 46.0, 47.0]), venue_longitudes=np.array([4.0, 5.0, 6.0]),
        venue_communes=np.array([2, 1, 0]),
    )  # fmt: skip

    part = world.part(np.array([False, True, True]), np.array([True, False, True]))

    assert part.codes.tolist() == ["01002", "01003"]
    assert part.venues.tolist() == [1, 3]
    assert part.venue_communes.tolist() == [1, -1]
    assert part.groups["france"].tolist() == ["FR", "FR"]
