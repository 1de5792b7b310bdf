"""Faults of the national map that a sheet of ours must not have, by their number in our notes."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.factories import VenueFactory
from tests.venues.test_list_page import words
from venues.models import Venue
from venues.sheet import sheet_of
from venues.vocabulary import ACCESS

MONDAY_10H = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


def page(visitor: Client, venue: Venue, path: str = "") -> str:
    """Return the text of a sheet or of its print, without what search engines read."""
    response = visitor.get(path or venue.get_absolute_url())
    assert response.status_code == 200
    html = re.sub(r"<script.*?</script>", "", response.content.decode(), flags=re.DOTALL)
    return words(html.split("<main")[1].split("</main>")[0])


# --- 1. The street was printed twice and its number lost ----------------------------------------
@pytest.mark.parametrize("is_print", [False, True])
def test_fault_1_the_street_is_told_once_with_its_number(visitor: Client, is_print: bool) -> None:
    venue = VenueFactory(address="12 bis rue des Écoles")
    text = page(visitor, venue, f"/lieux/{venue.public_id}/imprimer/" if is_print else "")
    assert text.count("rue des Écoles") == 1
    assert "12 bis rue des Écoles" in text


# --- 2. « Sur rendez-vous » was said of places where one may just come ---------------------------
@pytest.mark.parametrize(
    ("access", "is_said"),
    [
        (("sur-place",), False),
        (("sur-place", "telephone"), False),
        ((), False),
        (("rdv",), True),
        (("sur-place", "rdv"), True),
    ],
)
def test_fault_2_an_appointment_is_told_only_where_the_venue_says_so(
    visitor: Client, access: tuple[str, ...], is_said: bool
) -> None:
    text = page(visitor, VenueFactory(access_modes=access, booking_url=""))
    assert ("rendez-vous" in text.casefold()) is is_said


# --- 10. Hours were read on the server's clock, without overseas zones or holidays ----------------
@pytest.mark.parametrize(
    ("code", "hour_in_paris", "state"),
    [
        ("97411", 7, "open"),  # La Réunion, 10 h
        ("97411", 12, "closed"),  # 15 h
        ("97209", 15, "open"),  # Martinique, 10 h
        ("97209", 10, "soon"),  # 5 h
        ("98735", 21, "open"),  # Tahiti, 10 h
        ("42218", 10, "open"),
    ],
)
def test_fault_10_a_venue_is_open_on_its_own_clock(
    code: str, hour_in_paris: int, state: str
) -> None:
    venue = VenueFactory.build(
        hours="Mo 09:00-12:00", commune_code=code, insee_code=code, departement_code=""
    )
    assert sheet_of(venue, MONDAY_10H.replace(hour=hour_in_paris)).status.state == state


def test_fault_10_a_holiday_closes_the_venue_that_says_so() -> None:
    armistice = datetime(2026, 11, 11, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
    found = sheet_of(VenueFactory.build(hours="Mo-Fr 09:00-12:00; PH off"), armistice)
    assert found.status.state == "closed"
    assert "Armistice de 1918" in found.today_text


# --- 14. The table of hours knew one slot a half-day ---------------------------------------------
def test_fault_14_every_slot_of_a_day_is_told(visitor: Client) -> None:
    venue = VenueFactory(hours="Mo-Su 08:00-09:00,10:00-11:00,14:00-15:00,16:00-17:00")
    text = page(visitor, venue)
    for opening, closing in ((8, 9), (10, 11), (14, 15), (16, 17)):
        # Seven days, today above them, and the usual week.
        assert text.count(f"{opening} h – {closing} h") == 9


def test_fault_14_a_slot_over_noon_is_one_slot(visitor: Client) -> None:
    assert "11 h – 15 h 30" in page(visitor, VenueFactory(hours="Mo-Su 11:00-15:30"))


# --- 15. An apostrophe, curly or straight, broke what depended on it ------------------------------
@pytest.mark.parametrize("sign", ["'", "’", "ʼ", "`"])
def test_fault_15_any_apostrophe_is_understood(sign: str) -> None:
    assert ACCESS.find(f"Ce lieu n{sign}accueille pas de public") == "ferme-public"


@pytest.mark.parametrize("facts", [{"name": "L'Établi d’Aurore"}, {"summary": "L'accueil, d’ici"}])
def test_fault_15_both_apostrophes_are_shown_as_given(
    visitor: Client, facts: dict[str, Any]
) -> None:
    html = visitor.get(VenueFactory(**facts).get_absolute_url()).content.decode()
    (value,) = facts.values()
    assert value.replace("'", "&#x27;") in html
