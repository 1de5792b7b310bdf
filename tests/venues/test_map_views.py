"""The bubbles of the map: the words of the list, for the venues asked and no others."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import CommuneFactory, VenueFactory

PREVIEWS = "/lieux/apercu/"


def told(visitor: Client, query: str, status: int = 200) -> str:
    """Return the fragment that a query answers."""
    answer = visitor.get(PREVIEWS + query)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_bubble_tells_name_state_address_phone_and_leads_to_the_sheet(visitor: Client) -> None:
    venue = VenueFactory(name="Médiathèque du Soleil")
    html = told(visitor, f"?numeros={venue.pk}")
    assert f'<a href="{venue.get_absolute_url()}">Médiathèque du Soleil</a>' in html
    assert 'href="tel:+33465710000"' in html
    assert "1 rue de la République, 42000 Saint-Étienne" in html
    assert "status" in html
    assert "Voir la fiche" in html
    assert "<html" not in html


def test_the_way_back_to_the_list_travels_and_the_distance_is_told(visitor: Client) -> None:
    CommuneFactory()
    venue = VenueFactory(latitude=45.4447)
    html = told(visitor, f"?numeros={venue.pk}&lieu=42218&services=outils&carte=1&utm_source=x")
    assert "lieu=42218" in html
    assert "services=outils" in html
    assert "utm_source" not in html
    assert "à 1,1" in html


def test_several_venues_at_one_place_are_told_by_name(visitor: Client) -> None:
    second, first = VenueFactory(name="Zénith"), VenueFactory(name="Amphi")
    html = told(visitor, f"?numeros={second.pk},{first.pk}")
    assert "2 lieux au même endroit" in html
    assert html.index("Amphi") < html.index("Zénith")


def test_a_withdrawn_venue_is_not_told(visitor: Client) -> None:
    venue = VenueFactory(withdrawn_at=timezone.now())
    told(visitor, f"?numeros={venue.pk}", status=404)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?numeros=",
        "?numeros=a",
        "?numeros=²",
        "?numeros=1,,2",
        "?numeros=-1",
        "?numeros=999999",
    ],
)
def test_what_is_not_a_list_of_known_numbers_is_not_found(visitor: Client, query: str) -> None:
    told(visitor, query, status=404)


def test_no_more_than_twenty_are_told(visitor: Client) -> None:
    told(visitor, "?numeros=" + ",".join(map(str, range(1, 22))), status=404)


def test_a_hostile_name_is_shown_as_text(visitor: Client) -> None:
    venue = VenueFactory(name="<script>alert(1)</script>")
    html = told(visitor, f"?numeros={venue.pk}")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_search_engines_leave_the_bubbles_alone(visitor: Client) -> None:
    venue = VenueFactory()
    assert visitor.get(f"{PREVIEWS}?numeros={venue.pk}")["X-Robots-Tag"] == "noindex"
