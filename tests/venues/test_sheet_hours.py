"""The hours of a sheet: today, the next seven days, and the honest doubt about them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.factories import VenueFactory
from venues.sheet_hours import Day, Hours, hours_of, with_day_names

PARIS = ZoneInfo("Europe/Paris")
MONDAY_10H = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)
#: A Monday two days before Armistice.
BEFORE_ARMISTICE = datetime(2026, 11, 9, 10, 0, tzinfo=PARIS)


def hours(when: datetime = MONDAY_10H, **facts: Any) -> Hours:
    """Return the hours of a venue seen from a moment."""
    return hours_of(VenueFactory.build(**facts), when)


def day_of(found: Hours, start: str) -> Day:
    """Return the day of the week whose label starts so."""
    (day,) = [day for day in found.week if day.label.startswith(start)]
    return day


def test_today_is_told_with_all_its_slots() -> None:
    today = hours(hours="Mo 08:00-09:30,10:00-12:00,13:00-14:00,16:00-19:00").today
    assert today is not None
    assert today.label == "Lundi 23 novembre"
    assert today.text.count("–") == 4


def test_a_venue_without_hours_has_no_today() -> None:
    assert hours(hours="").today is None


def test_fresh_hours_that_can_be_read_need_no_caution() -> None:
    found = hours(hours="Mo-Fr 09:00-12:00; PH off", updated_on=date(2026, 9, 1))
    assert (found.caution, found.caution_reason) == ("", "")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"hours": "", "hours_text": "un mardi sur deux"}, "pas clairs"),
        ({"hours": 'Mo "sur rendez-vous"'}, "pas sûre"),
        ({"updated_on": None}, "date de cette fiche est inconnue"),
        ({"updated_on": date(2025, 11, 23)}, "il y a 12\u00a0mois"),
        ({"updated_on": date(2021, 1, 1)}, "il y a 5\u00a0ans"),
    ],
)
def test_doubtful_hours_ask_to_call_before_coming(facts: dict[str, Any], reason: str) -> None:
    found = hours(**facts)
    assert found.caution == "Horaires à vérifier\u00a0: appelez avant de venir."
    assert reason in found.caution_reason


def test_a_sheet_of_eleven_months_is_still_trusted() -> None:
    assert hours(hours="Mo 09:00-12:00; PH off", updated_on=date(2025, 12, 24)).caution == ""


def test_without_a_phone_the_caution_does_not_say_to_call() -> None:
    found = hours(phone="", updated_on=None)
    assert found.caution == "Horaires à vérifier\u00a0: renseignez-vous avant de venir."


def test_missing_hours_have_their_own_words_and_no_caution() -> None:
    assert hours(hours="", updated_on=None).caution == ""


def test_a_venue_that_receives_nobody_has_no_hours_to_doubt() -> None:
    assert hours(access_modes=("ferme-public",), updated_on=None).caution == ""


def test_a_holiday_that_nobody_spoke_of_is_doubted_on_its_day() -> None:
    found = hours(BEFORE_ARMISTICE, hours="Mo-Fr 09:00-12:00")
    note = day_of(found, "Mercredi 11").note
    assert note == "Jour férié (Armistice de 1918)\u00a0: sans doute fermé, appelez avant"
    assert "mercredi 11 novembre" in found.caution_reason


def test_a_holiday_that_the_venue_spoke_of_is_only_named() -> None:
    found = hours(BEFORE_ARMISTICE, hours="Mo-Fr 09:00-12:00; PH off")
    wednesday = day_of(found, "Mercredi 11")
    assert (wednesday.text, wednesday.note) == ("Fermé", "Jour férié (Armistice de 1918)")
    assert found.caution == ""


def test_a_holiday_on_a_closed_day_is_no_reason_to_call() -> None:
    assert hours(BEFORE_ARMISTICE, hours="Mo,Tu 09:00-12:00").caution == ""


def test_the_holidays_are_those_of_the_territory() -> None:
    reunion = {"commune_code": "97411", "insee_code": "97411", "departement_code": "974"}
    before_abolition = datetime(2026, 12, 17, 10, 0, tzinfo=PARIS)
    everyday = "Mo-Su 09:00-12:00"
    here = hours(before_abolition, hours=everyday, **reunion)
    assert "abolition de l’esclavage" in day_of(here, "Dimanche 20").note
    assert not day_of(hours(before_abolition, hours=everyday), "Dimanche 20").note


def test_a_closure_on_given_dates_is_told_with_its_reason() -> None:
    found = hours(
        datetime(2026, 8, 3, 10, 0, tzinfo=PARIS),
        hours='Mo-Fr 09:00-12:00; PH off; Aug 04-06 off "congés d’été"',
    )
    assert day_of(found, "Mardi 4").text == "Fermé"
    assert day_of(found, "Mardi 4").note == "Différent de d’habitude\u00a0: congés d’été"
    assert day_of(found, "Lundi 3").note == day_of(found, "Vendredi 7").note == ""


def test_other_hours_on_given_dates_are_told_to_be_unusual() -> None:
    found = hours(hours="Mo-Fr 09:00-17:00; PH off; 2026 Nov 24 09:00-12:00")
    assert day_of(found, "Mardi 24").note == "Différent de d’habitude"
    assert not day_of(found, "Mercredi 25").note


def test_hours_by_season_only_have_no_usual_week_to_differ_from() -> None:
    found = hours(hours="Apr-Sep Mo-Fr 09:00-18:00; Oct-Mar Mo-Fr 10:00-16:00")
    assert [day.note for day in found.week] == [""] * 7
    assert found.today is not None
    assert found.today.text.startswith("10")


@pytest.mark.parametrize(
    ("code", "label"), [("98818", "Mardi 24 novembre"), ("97209", "Lundi 23 novembre")]
)
def test_today_is_that_of_the_clock_of_the_venue(code: str, label: str) -> None:
    late = MONDAY_10H.replace(hour=22)
    found = hours(late, hours="Mo-Su 09:00-12:00", commune_code=code, insee_code=code)
    assert found.today is not None
    assert found.today.label == label
    assert "heure locale" in found.zone_note


def test_the_mainland_needs_no_word_about_its_clock() -> None:
    assert hours(hours="Mo 09:00-12:00").zone_note == ""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("Mo-Fr 09:00-19:00; Sa 17:00", "lundi-vendredi 09:00-19:00; samedi 17:00"),
        ("Tu, We 12:00; PH off", "mardi, mercredi 12:00; jours fériés off"),
        ("Sa mairie ouvre le mardi", "Sa mairie ouvre le mardi"),
        ("sur rendez-vous", "sur rendez-vous"),
    ],
)
def test_codes_of_days_are_told_in_french(given: str, told: str) -> None:
    assert with_day_names(given) == told
