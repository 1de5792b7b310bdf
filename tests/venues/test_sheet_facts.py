"""What a sheet means, for people and for programs: explanations, ways to come, structured data."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.factories import CommuneFactory, VenueFactory
from tests.venues.test_sheet_page import sheet, text_of
from venues.vocabulary import PROGRAMMES, SERVICES


# --- What search engines and programs read --------------------------------------------------------
def structured(html: str) -> dict[str, Any]:
    """Return the data for search engines that a page holds."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_search_engines_read_the_venue_in_the_page(visitor: Client) -> None:
    venue = VenueFactory(name="Médiathèque du Soleil", services=("demarches",))
    data = structured(visitor.get(venue.get_absolute_url()).content.decode())
    assert data["name"] == "Médiathèque du Soleil"
    assert data["url"] == f"http://testserver{venue.get_absolute_url()}"
    assert [one["name"] for one in data["amenityFeature"]] == ["Aide aux démarches administratives"]


@pytest.mark.parametrize("bad", ["</script><script>alert(1)</script>", "<!--", "a\u2028b & c"])
def test_no_name_can_close_the_data_of_search_engines(visitor: Client, bad: str) -> None:
    html = visitor.get(VenueFactory(name=bad).get_absolute_url()).content.decode()
    assert structured(html)["name"] == bad
    assert not set("<>&\u2028") & set(html.split('ld+json">')[1].split("</script>")[0])


def test_the_one_address_of_a_sheet_forgets_where_one_comes_from(visitor: Client) -> None:
    venue = VenueFactory()
    html = visitor.get(f"{venue.get_absolute_url()}?services=outils&liste=rn23456789").content
    address = f"http://testserver{venue.get_absolute_url()}"
    assert f'<link rel="canonical" href="{address}">' in html.decode()


def test_the_same_venue_is_offered_in_open_data(visitor: Client) -> None:
    venue = VenueFactory()
    html = visitor.get(venue.get_absolute_url()).content.decode()
    assert f'href="/api/v1/lieux/{venue.public_id}/"' in html
    assert visitor.get(f"/api/v1/lieux/{venue.public_id}/").json()["id"] == venue.public_id


# --- What it means --------------------------------------------------------------------------------
def test_programmes_and_labels_are_explained(visitor: Client) -> None:
    text = text_of(visitor, VenueFactory(programmes=("aidants-connect",), labels=("duplex",)))
    assert "à votre place avec votre accord écrit" in text
    assert "du mal à lire ou à écrire" in text


def test_doing_it_for_the_person_is_told_where_no_programme_says_it() -> None:
    told = "Une personne peut faire la démarche à votre place"
    assert told in sheet(acts_on_behalf=True).support_modes
    aidants = sheet(acts_on_behalf=True, programmes=("aidants-connect",))
    assert told not in aidants.support_modes


def test_languages_stand_apart_from_other_care() -> None:
    found = sheet(care=("surdite", "anglais", "langues"))
    assert found.languages == ["Accueil en anglais", "Accueil dans d’autres langues"]
    assert found.care == ["Personnes sourdes ou malentendantes"]


def test_a_venue_that_moves_says_to_ask_where_it_will_be() -> None:
    assert "se déplace" in sheet(itinerancy=("itinerant",)).location_note
    assert not sheet(itinerancy=("itinerant", "fixe")).location_note


def test_the_other_site_is_named_before_one_leaves(visitor: Client) -> None:
    text = text_of(visitor, VenueFactory())
    assert "Vous quittez ce site pour www.openstreetmap.org" in text
    assert "Votre position n’est pas envoyée" in text


def test_a_way_by_public_transport_is_offered_once_it_is_set(settings: Any) -> None:
    assert [route.label for route in sheet().routes] == ["À pied", "En voiture"]
    settings.ROUTE_URLS = {"transports": "https://trajet.example/?vers={lat};{lon}"}
    assert sheet().routes == [("En transports", "https://trajet.example/?vers=45.43470;4.39030")]


@pytest.mark.parametrize("address", ["http://trajet.example/{lat}", "javascript:{lat}", "{lat}"])
def test_an_itinerary_is_only_ever_a_safe_address(settings: Any, address: str) -> None:
    settings.ROUTE_URLS = {"pied": address}
    assert sheet().routes == []


def test_the_map_opens_on_the_venue() -> None:
    found = sheet(public_id="rn23456789")
    assert found.map_url == "/lieux/?lieu=42218&carte=1#rn23456789"
    assert sheet(latitude=None, longitude=None).map_url == ""


# --- What it weighs -------------------------------------------------------------------------------
def test_a_full_sheet_weighs_less_than_thirty_kilobytes(visitor: Client) -> None:
    CommuneFactory()
    venue = VenueFactory(
        description="Venez quand vous voulez. " * 80,
        services=tuple(term.code for term in SERVICES),
        programmes=tuple(term.code for term in PROGRAMMES),
        hours="Mo-Fr 09:00-12:00,14:00-18:00; Sa 10:00-12:00; PH off",
    )
    page = visitor.get(f"{venue.get_absolute_url()}?lieu=42218").content
    files = [
        Path(finders.find(name) or "").read_bytes()
        for name in ("ifn_site/site.css", "ifn_site/icons.svg", "venues/sheet.js")
    ]
    assert sum(len(gzip.compress(one)) for one in [page, *files]) <= 30_000
