"""Which venues of the directory are open, each by its own clock."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict

from ifn_site import clock
from tests.factories import VenueFactory
from venues.filters import venue_filter
from venues.models import Venue
from venues.openness import opening_at, opening_on

PARIS = ZoneInfo("Europe/Paris")
#: A Monday that is no holiday.
MONDAY_10H = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)


def open_names(moment: Any) -> list[str]:
    """Return the names of the venues open at a moment."""
    return sorted(Venue.objects.filter(opening_at(moment).is_open).values_list("name", flat=True))


def _three_venues() -> None:
    VenueFactory(name="Matin", hours="Mo-Fr 09:00-12:00")
    VenueFactory(name="Après-midi", hours="Mo-Fr 14:00-18:00")
    VenueFactory(name="Muet", hours="")


def test_a_venue_is_open_within_its_hours_only() -> None:
    _three_venues()
    assert open_names(MONDAY_10H) == ["Matin"]
    assert open_names(MONDAY_10H.replace(hour=15)) == ["Après-midi"]
    assert open_names(MONDAY_10H.replace(hour=13)) == []


def test_each_venue_is_open_by_the_clock_of_its_own_place() -> None:
    overseas = {"insee_code": "97411", "commune_code": "97411", "departement_code": "974"}
    VenueFactory(name="Paris", hours="Mo-Fr 09:00-17:00")
    VenueFactory(name="La Réunion", hours="Mo-Fr 09:00-17:00", **overseas)
    at_seven_in_paris = MONDAY_10H.replace(hour=7)
    assert open_names(at_seven_in_paris) == ["La Réunion"]
    # Without a zone, ten o’clock is ten o’clock everywhere.
    assert open_names(datetime(2026, 11, 23, 10, 0)) == ["La Réunion", "Paris"]


def test_local_holidays_close_the_venues_of_their_territory_only() -> None:
    strasbourg = {"insee_code": "67482", "commune_code": "67482", "departement_code": "67"}
    hours = "Mo-Sa 09:00-17:00; PH off"
    VenueFactory(name="Saint-Étienne", hours=hours)
    VenueFactory(name="Strasbourg", hours=hours, **strasbourg)
    boxing_day = datetime(2026, 12, 26, 10, 0, tzinfo=PARIS)
    assert open_names(boxing_day) == ["Saint-Étienne"]


def test_hours_that_do_not_tell_are_unknown_neither_open_nor_closed() -> None:
    _three_venues()
    VenueFactory(name="Sur rendez-vous", hours='Mo-Fr 09:00-12:00 "sur rendez-vous"')
    opening = opening_at(MONDAY_10H)
    unknown = Venue.objects.filter(opening.is_unknown).values_list("name", flat=True)
    assert sorted(unknown) == ["Muet", "Sur rendez-vous"]
    assert open_names(MONDAY_10H) == ["Matin"]


def test_a_day_and_two_hours_find_who_opens_meanwhile() -> None:
    _three_venues()
    VenueFactory(name="Samedi", hours="Sa 10:00-16:00")

    def names(day: Any, start: time | None = None, end: time | None = None) -> list[str]:
        opening = opening_on(day, start, end)
        return sorted(Venue.objects.filter(opening.is_open).values_list("name", flat=True))

    assert names(5) == ["Samedi"]
    assert names(0) == ["Après-midi", "Matin"]
    assert names(0, time(12, 30), time(15)) == ["Après-midi"]
    assert names(0, None, time(9, 30)) == ["Matin"]
    assert names(date(2026, 11, 28)) == ["Samedi"]


def test_venues_left_out_for_unknown_hours_are_counted_within_the_other_filters() -> None:
    VenueFactory(name="Ouvert", hours="24/7", services=("outils",))
    VenueFactory(name="Muet", hours="", services=("outils",))
    VenueFactory(name="Muet ailleurs", hours="", services=("emploi",))
    filters = venue_filter(QueryDict("services=outils&ouvert=maintenant"))
    assert [venue.name for venue in filters.qs.order_by("pk")] == ["Ouvert"]
    assert filters.unknown_hours() == 1
    assert venue_filter(QueryDict("services=outils")).unknown_hours() is None


def test_now_follows_the_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    VenueFactory(name="Matin", hours="Mo-Fr 09:00-12:00")
    moment = MONDAY_10H
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert open_names("maintenant") == ["Matin"]
    moment = MONDAY_10H.replace(hour=12)
    assert open_names("maintenant") == []


def test_the_directory_is_read_once_for_all_minutes(django_assert_num_queries: Any) -> None:
    _three_venues()
    opening_at(MONDAY_10H)
    # One small query tells the data version; the hours themselves are remembered.
    with django_assert_num_queries(2):
        opening_at(MONDAY_10H.replace(minute=1))


def test_a_withdrawn_venue_is_not_read() -> None:
    VenueFactory(hours="24/7", withdrawn_at=MONDAY_10H)
    assert opening_at(MONDAY_10H).open == frozenset()
