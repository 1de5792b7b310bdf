"""The sheet of a venue: complete, correct, and safe to follow."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.factories import (
    CommuneFactory,
    SourceFactory,
    SourceRecordFactory,
    VenueFactory,
    VenueRedirectFactory,
)
from tests.venues.test_list_page import words
from venues.models import Venue
from venues.sheet import Sheet, sheet_of
from venues.starting_point import starting_point

MONDAY_10H = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


def sheet(**facts: Any) -> Sheet:
    """Return the sheet of a venue, on a Monday at ten."""
    return sheet_of(VenueFactory(**facts), MONDAY_10H)


def text_of(visitor: Client, venue: Venue, query: str = "") -> str:
    """Return the text of the sheet's page."""
    response = visitor.get(venue.get_absolute_url() + query)
    assert response.status_code == 200
    return words(response.content.decode())


# --- The address --------------------------------------------------------------------------------
def test_a_sheet_stands_at_its_id_and_readable_name(visitor: Client) -> None:
    venue = VenueFactory(name="Médiathèque du Soleil", public_id="rn23456789")
    assert venue.get_absolute_url() == "/lieux/rn23456789-mediatheque-du-soleil-saint-etienne/"
    response = visitor.get(venue.get_absolute_url())
    assert response.status_code == 200
    assert "<title>Médiathèque du Soleil – Repères numériques</title>" in response.content.decode()


@pytest.mark.parametrize("ending", ["-ancien-nom/", "-/", "/"])
def test_another_readable_name_leads_to_the_right_one(visitor: Client, ending: str) -> None:
    CommuneFactory()
    venue = VenueFactory(public_id="rn23456789")
    response = visitor.get(f"/lieux/rn23456789{ending}?lieu=42218")
    assert response.status_code == 301
    assert response["Location"] == f"{venue.get_absolute_url()}?lieu=42218"


def test_an_old_id_leads_to_the_venue_for_ever(visitor: Client) -> None:
    venue = VenueFactory()
    VenueRedirectFactory(public_id="rnaaaabbbb", venue=venue)
    response = visitor.get("/lieux/rnaaaabbbb-peu-importe/")
    assert (response.status_code, response["Location"]) == (301, venue.get_absolute_url())


def test_a_withdrawn_venue_is_gone_and_offers_what_is_near(visitor: Client) -> None:
    venue = VenueFactory(name="Fermé", withdrawn_at=datetime(2026, 1, 1, tzinfo=UTC))
    response = visitor.get(venue.get_absolute_url())
    assert response.status_code == 410
    html = response.content.decode()
    assert "Ce lieu n’est plus référencé" in html
    assert 'href="/lieux/?lieu=42218"' in html
    assert venue.phone not in html


@pytest.mark.parametrize(
    "path",
    ["/lieux/rn22222222-x/", "/lieux/rn22222222/", "/lieux/rn00000000-x/", "/lieux/rn2-x/"],
)
def test_an_unknown_id_is_a_page_not_found(visitor: Client, path: str) -> None:
    assert visitor.get(path).status_code == 404


# --- What it says -------------------------------------------------------------------------------
def test_an_empty_public_is_said_to_be_everybody(visitor: Client) -> None:
    assert "Tout public" in text_of(visitor, VenueFactory(publics=()))
    named = text_of(visitor, VenueFactory(publics=("seniors",)))
    assert "Tout public" not in named
    assert "Personnes âgées" in named


def test_services_are_told_in_plain_words_with_the_official_label(visitor: Client) -> None:
    text = text_of(visitor, VenueFactory(services=("demarches",)))
    assert "Faire une démarche en ligne" in text
    assert "Aide aux démarches administratives" in text


def test_the_week_starts_today_and_tells_holidays() -> None:
    christmas_week = datetime(2026, 12, 21, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
    found = sheet_of(VenueFactory(hours="Mo-Fr 09:00-12:00; PH off"), christmas_week)
    assert [day.is_today for day in found.hours.week] == [True, *[False] * 6]
    assert found.hours.week[0].label == "Lundi 21 décembre"
    assert found.hours.week[4].holiday == "Noël"
    assert found.hours.week[4].text == "Fermé"
    assert found.hours.usual


def test_hours_nobody_can_read_are_shown_as_they_were_given(visitor: Client) -> None:
    venue = VenueFactory(hours="", hours_text="un mardi sur deux")
    text = text_of(visitor, venue)
    assert "Horaires indiqués par le lieu, à vérifier" in text
    assert "un mardi sur deux" in text


def test_missing_hours_are_said_to_be_missing(visitor: Client) -> None:
    assert "Horaires non communiqués" in text_of(visitor, VenueFactory(hours=""))


@pytest.mark.parametrize(
    ("hours", "hour", "state"),
    [
        ("Mo 09:00-12:00", 10, "open"),
        ("Mo 14:00-18:00", 10, "soon"),
        ("Tu 09:00-12:00", 10, "closed"),
        ("", 10, "unknown"),
        ('Mo "sur rendez-vous"', 10, "unknown"),
    ],
)
def test_the_state_says_open_soon_closed_or_unknown(hours: str, hour: int, state: str) -> None:
    assert sheet_of(VenueFactory(hours=hours), MONDAY_10H.replace(hour=hour)).status.state == state


def test_today_is_the_day_of_the_venue_not_of_paris() -> None:
    noumea = {"insee_code": "98818", "commune_code": "98818", "departement_code": "988"}
    late_in_paris = MONDAY_10H.replace(hour=22)
    found = sheet_of(VenueFactory(hours="Tu 09:00-12:00", **noumea), late_in_paris)
    assert found.hours.week[0].label == "Mardi 24 novembre"
    assert found.status.state == "open" or found.status.state == "soon"


def test_freshness_completeness_and_source_are_told(visitor: Client) -> None:
    text = text_of(visitor, VenueFactory(updated_on=None, emails=[], declared_source="Le hub"))
    assert "Date inconnue" in text
    assert "Il manque" in text
    assert "un e-mail" in text
    assert "Le hub" in text


def test_the_source_is_the_file_when_the_venue_declares_none() -> None:
    venue = VenueFactory(declared_source="")
    venue.main_record = SourceRecordFactory(venue=venue, source=SourceFactory(name="Hub exemple"))
    assert sheet_of(venue, MONDAY_10H).source == "Hub exemple"


def test_values_outside_the_standard_are_shown_as_given() -> None:
    found = sheet(
        unknown_values={"services": ["Atelier robots"], "frais_a_charge": ["2 € l’heure"]},
        other_labels=["Réseau local"],
    )
    assert "Atelier robots" in [service.label for service in found.services]
    assert "2 € l’heure" in found.costs
    assert ("Réseau local", "") in found.labels


def test_an_invented_venue_says_so(visitor: Client) -> None:
    venue = VenueFactory()
    demo = SourceFactory(key="demo", is_demonstration=True)
    venue.main_record = SourceRecordFactory(venue=venue, source=demo)
    venue.save()
    text = text_of(visitor, venue)
    assert "Lieu inventé, pour la démonstration." in text
    assert "Données de démonstration" in text


def test_the_distance_and_the_way_back_follow_the_place(visitor: Client) -> None:
    CommuneFactory()
    venue = VenueFactory(latitude=45.44, longitude=4.3903)
    text = text_of(visitor, venue, "?lieu=42218")
    assert "à 600 m du centre de Saint-Étienne" in text
    assert (
        'href="/lieux/?lieu=42218"'
        in visitor.get(f"{venue.get_absolute_url()}?lieu=42218").content.decode()
    )
    assert "Retour aux résultats" not in text_of(visitor, venue)


def test_a_venue_without_a_point_has_no_route_and_says_why() -> None:
    found = sheet(latitude=None, longitude=None)
    assert (found.geo_href, found.routes, found.distance_text) == ("", [], "")
    assert "pas connu" in found.location_note
    CommuneFactory()
    place = starting_point("42218")
    assert sheet_of(VenueFactory(latitude=None, longitude=None), MONDAY_10H, place).hours.week


def test_the_way_back_leads_to_the_very_list(visitor: Client) -> None:
    CommuneFactory()
    query = "?services=outils&frais_a_charge=gratuit&ouvert=maintenant&lieu=42218&page=2"
    html = visitor.get(VenueFactory().get_absolute_url() + query).content.decode()
    back = re.search(r'href="([^"]*)">Retour aux résultats', html)
    assert back
    assert back[1].replace("&amp;", "&") == f"/lieux/{query}"
    assert '<input type="hidden" name="services" value="outils">' in html


@pytest.mark.parametrize(
    "query",
    ["?lieu=//evil.example", "?next=https://evil.example", "?page=2;x", "?services=%3Cscript%3E"],
)
def test_the_way_back_never_leaves_the_list(visitor: Client, query: str) -> None:
    html = visitor.get(VenueFactory().get_absolute_url() + query).content.decode()
    assert "evil" not in html.split("<main")[1].split("<footer")[0].split("print-only")[0]
    assert "Retour aux résultats" not in html


def test_a_misspelt_address_keeps_the_way_back(visitor: Client) -> None:
    venue = VenueFactory(public_id="rn23456789")
    response = visitor.get("/lieux/rn23456789-x/?services=outils&page=3&inconnu=1")
    assert response["Location"] == f"{venue.get_absolute_url()}?services=outils&page=3"


def test_a_venue_that_receives_nobody_has_no_route_but_its_phone(visitor: Client) -> None:
    venue = VenueFactory(access_modes=("ferme-public",), hours="24/7")
    found = sheet_of(venue, MONDAY_10H)
    assert (found.status.state, found.geo_href, found.routes) == ("private", "", [])
    assert found.phone is not None
    text = text_of(visitor, venue)
    assert "Ce lieu n’accueille pas de public : téléphonez" in text
    assert "Ouvert, ferme" not in text
    assert "Itinéraire" not in text


def test_free_and_paid_together_depend_on_the_service() -> None:
    assert sheet(costs=("gratuit", "payant")).costs == ["Gratuit ou payant, selon le service"]
    assert sheet(costs=("gratuit", "condition", "payant")).costs == [
        "Gratuit ou payant, selon le service",
        "Gratuit pour certaines personnes",
    ]


def test_paper_tells_its_day_and_its_address(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("venues.views.now", lambda: MONDAY_10H)
    venue = VenueFactory()
    text = text_of(visitor, venue, "?services=outils")
    assert f"Imprimé le 23 novembre 2026 : http://testserver{venue.get_absolute_url()} " in text


# --- What can be followed -----------------------------------------------------------------------
HOSTILE_LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example",
    "https:",
    "http://[",
]


@pytest.mark.parametrize("link", HOSTILE_LINKS)
def test_an_address_that_is_not_of_the_web_is_never_a_link(visitor: Client, link: str) -> None:
    venue = VenueFactory(
        websites=[link], booking_url=link, accessibility_sheet=link, parent_structure=link
    )
    html = visitor.get(venue.get_absolute_url()).content.decode()
    targets = re.findall(r'(?:href|src|action)="([^"]*)"', html)
    assert link not in targets
    assert not [
        one for one in targets if one.strip().casefold().startswith(("java", "data:", "vb"))
    ]


def test_only_true_numbers_and_addresses_become_links() -> None:
    found = sheet(
        phone="3230",
        other_phones=["+33465710001", "voir le site", None],
        emails=["lieu@exemple.example", "a@b.example?bcc=x@y.example", "rien"],
    )
    assert found.phone is None
    assert [phone.href for phone in found.other_phones] == ["tel:+33465710001"]
    assert found.emails == ["lieu@exemple.example"]


def test_a_route_goes_to_openstreetmap_with_the_venue_only() -> None:
    found = sheet(name="Chez « A&B » (1)")
    assert [route.url for route in found.routes] == [
        f"https://www.openstreetmap.org/directions?engine=fossgis_osrm_{engine}"
        "&to=45.43470%2C4.39030"
        for engine in ("foot", "car")
    ]
    assert found.geo_href.startswith("geo:45.4347,4.3903?q=45.4347,4.3903(Chez%20")
    assert "&" not in found.geo_href


def test_a_hostile_text_is_shown_as_text(visitor: Client) -> None:
    bad = "<script>alert(1)</script>"
    venue = VenueFactory(
        name=bad, address=bad, description=bad, hours="", hours_text=bad, other_labels=[bad]
    )
    html = visitor.get(venue.get_absolute_url()).content.decode()
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") >= 5


def test_an_unchanged_sheet_is_answered_by_304(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ifn_site.conditional.this_minute", lambda: MONDAY_10H)
    address = VenueFactory().get_absolute_url()
    first = visitor.get(address)
    assert visitor.get(address, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    assert not first.cookies


@pytest.mark.parametrize("updated_on", [date(2026, 11, 15), None])
def test_the_date_of_a_sheet_is_never_invented(visitor: Client, updated_on: date | None) -> None:
    text = text_of(visitor, VenueFactory(updated_on=updated_on))
    assert "1970" not in text
    assert ("15 novembre 2026" in text) is (updated_on is not None)
