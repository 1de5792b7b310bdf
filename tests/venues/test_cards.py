"""One venue in a list: its address once, what it says of appointments, where the map finds it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.factories import VenueFactory
from venues.cards import address_lines, appointment_words, card_of, for_whom, point_text, status_of
from venues.vocabulary import PUBLICS

MONDAY_10H = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    ("address", "complement", "expected"),
    [
        ("12 rue des Lilas", "", ["12 rue des Lilas", "42000 Saint-Étienne"]),
        (
            "12 rue des Lilas",
            "Bâtiment B",
            ["12 rue des Lilas", "Bâtiment B", "42000 Saint-Étienne"],
        ),
        ("12 rue des Lilas", "12 RUE DES LILAS", ["12 rue des Lilas", "42000 Saint-Étienne"]),
        (
            "12 rue des Lilas",
            "Mairie, 12 rue des Lilas",
            ["Mairie, 12 rue des Lilas", "42000 Saint-Étienne"],
        ),
        ("12 rue des Lilas 42000 Saint Etienne", "", ["12 rue des Lilas 42000 Saint Etienne"]),
        ("Rue de Saint-Étienne", "", ["Rue de Saint-Étienne", "42000 Saint-Étienne"]),
        ("112 rue des Lilas", "12 rue des Lilas", None),
        ("", "", ["42000 Saint-Étienne"]),
    ],
)
def test_an_address_says_nothing_twice(
    address: str, complement: str, expected: list[str] | None
) -> None:
    venue = VenueFactory.build(address=address, address_complement=complement)
    wanted = expected or [address, complement, "42000 Saint-Étienne"]
    assert address_lines(venue) == wanted


@pytest.mark.parametrize(
    ("modes", "booking", "expected"),
    [
        (("rdv",), "", "Sur rendez-vous"),
        (("sur-place",), "", ""),
        (("sur-place", "rdv"), "", "Rendez-vous en ligne possible"),
        (("telephone",), "https://rdv.example/", "Rendez-vous en ligne possible"),
        ((), "", ""),
    ],
)
def test_an_appointment_is_only_what_the_venue_says(
    modes: tuple[str, ...], booking: str, expected: str
) -> None:
    assert appointment_words(modes, booking) == expected


def test_a_card_tells_the_map_who_and_where(visitor: Client) -> None:
    venue = VenueFactory(latitude=45.4347, longitude=-4.3)
    html = visitor.get("/lieux/").content.decode()
    assert f'data-venue="{venue.public_id}" data-point="45.43470,-4.30000"' in html


def test_a_card_without_a_point_has_none(visitor: Client) -> None:
    VenueFactory(latitude=None, longitude=None)
    html = visitor.get("/lieux/").content.decode()
    assert "data-venue=" in html
    assert "data-point" not in html
    assert point_text(VenueFactory.build(latitude=0.0, longitude=0.0)) == "0.00000,0.00000"


@pytest.mark.parametrize(
    ("facts", "doubt"),
    [
        ({}, ""),
        ({"updated_on": date(2025, 12, 24)}, ""),
        ({"updated_on": date(2025, 11, 23)}, "horaires à vérifier"),
        ({"updated_on": None}, "horaires à vérifier"),
        ({"hours_text": "ou sur demande"}, "horaires à vérifier"),
        ({"hours": "", "updated_on": None}, ""),
        ({"access_modes": ("ferme-public",), "updated_on": None}, ""),
    ],
)
def test_hours_of_an_old_sheet_never_stand_alone(facts: dict[str, Any], doubt: str) -> None:
    assert status_of(VenueFactory.build(**facts), MONDAY_10H).doubt == doubt


@pytest.mark.parametrize("page", ["/lieux/", "/lieux/apercu/?numeros={pk}", "/ma-liste/?ids={id}"])
def test_the_doubt_is_read_beside_the_status(visitor: Client, page: str) -> None:
    venue = VenueFactory(updated_on=date(2021, 1, 1))
    html = visitor.get(page.format(pk=venue.pk, id=venue.public_id)).content.decode()
    assert "(horaires à vérifier)" in html


def test_a_card_names_the_publics_of_a_venue_that_is_for_them_only() -> None:
    venue = VenueFactory.build(publics=("jeunes", "seniors"))
    assert card_of(venue, MONDAY_10H).for_whom == "jeunes, personnes âgées"
    assert card_of(VenueFactory.build(), MONDAY_10H).for_whom == ""
    assert for_whom([term.plain for term in PUBLICS]) == ""


@pytest.mark.parametrize("page", ["/lieux/", "/lieux/{id}/imprimer/", "/ma-liste/?ids={id}"])
def test_whom_a_venue_is_for_is_told_on_screen_and_on_paper(visitor: Client, page: str) -> None:
    venue = VenueFactory(publics=("jeunes",))
    assert "Pour&nbsp;: jeunes" in visitor.get(page.format(id=venue.public_id)).content.decode()


@pytest.mark.parametrize("page", ["/lieux/{id}/imprimer/", "/ma-liste/?ids={id}"])
def test_an_adapted_welcome_is_told_on_paper(visitor: Client, page: str) -> None:
    venue = VenueFactory(care=("surdite", "anglais"))
    html = visitor.get(page.format(id=venue.public_id)).content.decode()
    assert "Accueil adapté" in html
    assert "ersonnes sourdes ou malentendantes" in html
