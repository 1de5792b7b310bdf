"""A person's own list: in the address, with them from page to page, and a guide on paper."""

from __future__ import annotations

import html as entities
import re
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import CommuneFactory, VenueFactory, VenueRedirectFactory
from tests.venues.test_list_page import words
from venues.identity import new_public_id
from venues.models import Venue
from venues.shortlist import MAX_PICKED, picked_ids, shortlist_url, split_ids, toggled


def around() -> list[Venue]:
    """Put three venues around Saint-Étienne, the last chosen the nearest."""
    CommuneFactory()
    return [
        VenueFactory(name="Loin", latitude=45.60, longitude=4.39),
        VenueFactory(name="Sans point", latitude=None, longitude=None),
        VenueFactory(name="Près", latitude=45.435, longitude=4.3903),
    ]


def ids_of(*venues: Venue) -> str:
    """Return the ids as an address holds them."""
    return ",".join(venue.public_id for venue in venues)


def names(visitor: Client, query: str) -> list[str]:
    """Return the names on the page, in order."""
    entries = visitor.get(f"/ma-liste/?{query}").context["entries"]
    return [entry.card.venue.name for entry in entries]


def text(visitor: Client, query: str = "") -> str:
    """Return the text of the page."""
    response = visitor.get(f"/ma-liste/{query}")
    assert response.status_code == 200
    return words(response.content.decode())


def pick_links(visitor: Client, path: str) -> list[str]:
    """Return the addresses of the links that add or take off, in order."""
    html = visitor.get(path).content.decode()
    found = re.findall(r'class="pick-link" href="([^"]*#choix[^"]*)"', html)
    return [entities.unescape(link) for link in found]


# --- The addresses ------------------------------------------------------------------------------
def test_a_list_is_read_repeated_or_by_comma_each_id_once() -> None:
    data = QueryDict("liste=rn23456789,rn2222222a&liste=rn23456789, rn2222222b")
    assert picked_ids(data) == ["rn23456789", "rn2222222a", "rn2222222b"]


@pytest.mark.parametrize("bad", ["", "x", "rn1", "<script>", "rn23456789'", "RN23456789", "\x00"])
def test_what_is_not_an_id_does_not_travel(bad: str) -> None:
    data = QueryDict(mutable=True)
    data["liste"] = bad
    assert picked_ids(data) == []


def test_a_list_stops_at_its_limit_whatever_is_asked() -> None:
    data = QueryDict(mutable=True)
    data["liste"] = ",".join(new_public_id() for _ in range(5_000))
    assert len(picked_ids(data)) == MAX_PICKED
    assert len(split_ids(data, "liste")) < 100


def test_an_id_is_added_at_the_end_and_taken_off() -> None:
    assert toggled(["a"], "b") == ["a", "b"]
    assert toggled(["a", "b"], "a") == ["b"]


def test_the_address_of_a_list_is_plain() -> None:
    assert shortlist_url(["rn1", "rn2"], "42218") == "/ma-liste/?ids=rn1,rn2&lieu=42218"
    assert shortlist_url([]) == "/ma-liste/"


# --- Adding and taking off ----------------------------------------------------------------------
def test_a_sheet_offers_to_add_the_venue_and_keeps_the_way_back(visitor: Client) -> None:
    CommuneFactory()
    venue = VenueFactory()
    path = venue.get_absolute_url()
    (link,) = pick_links(visitor, f"{path}?services=outils&lieu=42218&utm_source=x")
    assert link == (
        f"{path}?services=outils&lieu=42218&liste={venue.public_id}#choix-{venue.public_id}"
    )
    after = visitor.get(link.split("#")[0])
    assert "Dans ma liste" in words(after.content.decode())
    assert f'id="choix-{venue.public_id}"' in after.content.decode()


def test_the_same_link_takes_the_venue_off(visitor: Client) -> None:
    venue = VenueFactory()
    path = venue.get_absolute_url()
    (link,) = pick_links(visitor, f"{path}?liste=rn23456789,{venue.public_id}")
    assert link == f"{path}?liste=rn23456789#choix-{venue.public_id}"


def test_a_full_list_says_so_and_adds_nothing(visitor: Client) -> None:
    full = ",".join(new_public_id() for _ in range(MAX_PICKED))
    response = visitor.get(f"{VenueFactory().get_absolute_url()}?liste={full}")
    assert "Votre liste est pleine (20 lieux)." in words(response.content.decode())
    assert "#choix-" not in response.content.decode()


def test_a_sheet_with_only_a_list_offers_no_way_back_to_results(visitor: Client) -> None:
    html = visitor.get(f"{VenueFactory().get_absolute_url()}?liste=rn23456789").content.decode()
    assert "Retour aux résultats" not in html


def test_the_list_travels_to_the_next_page_the_sheets_and_the_form(visitor: Client) -> None:
    CommuneFactory()
    for _ in range(21):
        VenueFactory()
    response = visitor.get("/lieux/?lieu=42218&liste=rn23456789")
    page = response.context["page"]
    for address in (page.next_url, page.object_list[0].url):
        assert parse_qs(urlsplit(address).query)["liste"] == ["rn23456789"], address
    assert '<input type="hidden" name="liste" value="rn23456789"' in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/lieux/?lieu=42218&liste={}", "{sheet}?liste={}", "/ma-liste/?ids={}"]
)
def test_the_list_travels_to_another_place(visitor: Client, path: str) -> None:
    CommuneFactory()
    venue = VenueFactory()
    address = path.format(venue.public_id, sheet=venue.get_absolute_url())
    html = visitor.get(address).content.decode()
    field = f'<input type="hidden" name="liste" value="{venue.public_id}">'
    assert field in html.split("<main")[0]
    answer = visitor.post("/lieu/", {"ou": "Saint-Étienne", "liste": venue.public_id})
    assert answer["Location"] == f"/lieux/?lieu=42218&liste={venue.public_id}"


@pytest.mark.parametrize("bad", ["<script>", "a" * 21, "rn2,,rn3", "//evil.example", "é"])
def test_what_is_not_a_list_does_not_follow_to_another_place(visitor: Client, bad: str) -> None:
    CommuneFactory()
    answer = visitor.post("/lieu/", {"ou": "Saint-Étienne", "liste": bad})
    assert answer["Location"] == "/lieux/?lieu=42218"


# --- The page -----------------------------------------------------------------------------------
def test_the_venues_are_sorted_by_distance_those_without_a_point_last(visitor: Client) -> None:
    venues = around()
    assert names(visitor, f"ids={ids_of(*venues)}&lieu=42218") == ["Près", "Loin", "Sans point"]
    assert "du plus proche au plus loin de Saint-Étienne" in text(
        visitor, f"?ids={ids_of(*venues)}&lieu=42218"
    )


def test_without_a_place_the_order_is_that_of_the_choice(visitor: Client) -> None:
    assert names(visitor, f"ids={ids_of(*around())}") == ["Loin", "Sans point", "Près"]


def test_each_venue_can_be_taken_off(visitor: Client) -> None:
    first, second, third = around()
    response = visitor.get(f"/ma-liste/?ids={ids_of(first, second, third)}&lieu=42218")
    nearest = response.context["entries"][0]
    assert nearest.remove_url == f"/ma-liste/?ids={ids_of(first, second)}&lieu=42218"


def test_a_message_says_once_that_hours_are_to_be_checked(visitor: Client) -> None:
    old = [VenueFactory(updated_on=None) for _ in range(2)]
    shared = visitor.get(f"/ma-liste/?ids={ids_of(*old)}").context["shared"]
    assert shared.text.count("Horaires à vérifier") == 1
    fresh = VenueFactory(hours="Mo-Fr 09:00-12:00; PH off")
    shared = visitor.get(f"/ma-liste/?ids={ids_of(fresh)}").context["shared"]
    assert "Horaires à vérifier" not in shared.text


def test_an_empty_list_says_how_to_fill_it(visitor: Client) -> None:
    for query in ("", "?ids=", "?liste=rn23456789"):
        assert "Comment remplir ma liste" in text(visitor, query)


@pytest.mark.parametrize("asked", ["rn22222222", "n’importe quoi", "<b>x</b>", "rn2\u202e"])
def test_an_unknown_id_is_told_and_the_others_are_shown(visitor: Client, asked: str) -> None:
    venue = VenueFactory(name="Connu")
    response = visitor.get("/ma-liste/", {"ids": f"{asked},{venue.public_id}"})
    assert [entry.card.venue.name for entry in response.context["entries"]] == ["Connu"]
    assert "Nous ne connaissons pas" in words(response.content.decode())
    assert "<b>x" not in response.content.decode()


def test_a_withdrawn_venue_is_told_by_its_name(visitor: Client) -> None:
    gone = VenueFactory(name="Fermé", withdrawn_at=datetime(2026, 1, 1, tzinfo=UTC))
    told = text(visitor, f"?ids={gone.public_id}")
    assert "« Fermé » n’est plus référencé" in told
    assert "Votre liste est vide" in told


def test_an_old_id_is_followed_and_never_doubles_a_venue(visitor: Client) -> None:
    venue = VenueFactory(name="Fusionné")
    VenueRedirectFactory(public_id="rnaaaabbbb", venue=venue)
    assert names(visitor, f"ids=rnaaaabbbb,{venue.public_id}") == ["Fusionné"]
    assert names(visitor, "ids=rnaaaabbbb") == ["Fusionné"]


def test_more_than_the_limit_is_told(visitor: Client) -> None:
    venues = [VenueFactory() for _ in range(MAX_PICKED + 2)]
    response = visitor.get(f"/ma-liste/?ids={ids_of(*venues)}")
    assert len(response.context["entries"]) == MAX_PICKED
    assert "20 lieux au plus" in words(response.content.decode())


def test_an_unknown_place_is_told_and_the_list_stands(visitor: Client) -> None:
    venue = VenueFactory()
    told = text(visitor, f"?ids={venue.public_id}&lieu=99999")
    assert "Nous ne connaissons pas le lieu" in told
    assert venue.name in told


def test_the_whole_list_can_be_sent_and_scanned(visitor: Client) -> None:
    first, second, _ = around()
    context = visitor.get(f"/ma-liste/?ids={ids_of(first, second)}").context
    assert context["shared"].link == f"http://testserver/ma-liste/?ids={ids_of(first, second)}"
    assert "Loin" in context["shared"].text
    assert "Sans point" in context["shared"].text


def test_a_sheet_opened_from_the_list_keeps_it(visitor: Client) -> None:
    first, second, _ = around()
    entry = visitor.get(f"/ma-liste/?ids={ids_of(first, second)}").context["entries"][0]
    assert entry.card.url.endswith(f"?liste={ids_of(first, second)}")


# --- The guide of a list ------------------------------------------------------------------------
def test_a_list_becomes_a_guide_of_its_first_venues(visitor: Client) -> None:
    around()
    VenueFactory(name="Payant", costs=("payant",), latitude=45.43, longitude=4.39)
    assert names(visitor, "lieu=42218&frais_a_charge=gratuit") == ["Près", "Loin", "Sans point"]
    told = text(visitor, "?lieu=42218&frais_a_charge=gratuit")
    assert "Guide des lieux d’aide près de Saint-Étienne" in told
    assert "Vos choix : Gratuit." in told


def test_a_guide_holds_twenty_venues_at_most(visitor: Client) -> None:
    CommuneFactory()
    for _ in range(25):
        VenueFactory()
    assert len(names(visitor, "lieu=42218")) == MAX_PICKED


def test_a_guide_is_shared_by_its_venues_which_do_not_change(visitor: Client) -> None:
    _, _, nearest = around()
    link = visitor.get("/ma-liste/?lieu=42218&q=Près").context["shared"].link
    assert link == f"http://testserver/ma-liste/?ids={nearest.public_id}&lieu=42218"


def test_a_guide_of_nothing_leads_back_to_the_list(visitor: Client) -> None:
    CommuneFactory()
    told = text(visitor, "?lieu=42218&q=zzzzzz")
    assert "Aucun lieu ne correspond" in told
    assert "Revenir à la liste" in told


def test_a_page_of_twenty_venues_asks_few_questions(visitor: Client) -> None:
    CommuneFactory()
    venues = [VenueFactory() for _ in range(MAX_PICKED)]
    with CaptureQueriesContext(connection) as queries:
        visitor.get(f"/ma-liste/?ids={ids_of(*venues)}&lieu=42218")
    assert len(queries) <= 8
    with CaptureQueriesContext(connection) as queries:
        visitor.get(f"{venues[0].get_absolute_url()}?lieu=42218&liste={ids_of(*venues)}")
    assert len(queries) <= 8


def test_each_venue_of_the_guide_tells_the_date_of_its_information(visitor: Client) -> None:
    dated = VenueFactory(updated_on=date(2026, 5, 17))
    undated = VenueFactory(updated_on=None)
    html = visitor.get(f"/ma-liste/?ids={dated.public_id},{undated.public_id}").content.decode()
    assert "Informations du 17 mai 2026." in html
    assert "Date des informations inconnue." in html


@pytest.mark.django_db
def test_taking_the_last_venue_off_its_sheet_empties_the_list(client: Client) -> None:
    venue = VenueFactory()
    html = client.get(f"{venue.get_absolute_url()}?liste={venue.public_id}").content.decode()
    assert f'href="{venue.get_absolute_url()}#choix-{venue.public_id}"' in html
