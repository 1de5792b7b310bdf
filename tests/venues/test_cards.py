"""One venue in a list: its address once, what it says of appointments, where the map finds it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import VenueFactory
from venues.cards import address_lines, appointment_words, point_text


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
