"""The list of venues: what travels from page to page, the day asked, and what is far or closed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from ifn_site import clock
from ifn_site.models import bump_data_version
from territories.models import FormerCommune
from tests.factories import CommuneFactory, DepartementFactory, VenueFactory
from tests.venues.test_list_page import around_saint_etienne, heading, page, words


# --- What travels with the visitor --------------------------------------------------------------
def test_a_card_carries_the_list_it_stands_in(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(services=("outils",))
    response = visitor.get("/lieux/?lieu=42218&services=outils&utm_source=x")
    (card,) = response.context["page"].object_list
    assert card.url.endswith("/?services=outils&lieu=42218")


def test_a_former_name_is_explained(visitor: Client) -> None:
    CommuneFactory(code="59350", name="Lille")
    FormerCommune.objects.create(
        code="59298", name="Hellemmes", folded="hellemmes", current_code="59350", kind="associee"
    )
    assert "Hellemmes fait partie de Lille." in page(visitor, "?lieu=59350&ancien=59298")


def test_a_former_code_that_means_nothing_says_nothing(visitor: Client) -> None:
    CommuneFactory()
    assert "fait partie" not in page(visitor, "?lieu=42218&ancien=<script>")


def test_asking_another_town_keeps_the_need(visitor: Client) -> None:
    html = visitor.get("/lieux/?services=outils,emploi").content.decode()
    header = html.split('role="search"')[1].split("</form>")[0]
    assert '<input type="hidden" name="services" value="outils">' in header
    assert '<input type="hidden" name="services" value="emploi">' in header


def test_the_services_asked_come_first_on_the_card(visitor: Client) -> None:
    VenueFactory(services=("demarches", "outils", "emploi", "equipement"))
    (card,) = visitor.get("/lieux/?services=equipement").context["page"].object_list
    assert card.services[:2] == ["Acheter du matériel à petit prix", "Faire une démarche en ligne"]


def test_only_what_is_free_is_green(visitor: Client) -> None:
    VenueFactory(costs=("gratuit", "payant"))
    html = visitor.get("/lieux/").content.decode()
    assert "Gratuit ou payant, selon le service" in html
    assert "badge-good" not in html
    VenueFactory(costs=("gratuit",))
    bump_data_version()
    assert "badge-good" in visitor.get("/lieux/").content.decode()


def test_kinds_are_told_in_the_singular(visitor: Client) -> None:
    VenueFactory(typology_low=("EPN",), typology_high=("MUNI",))
    (card,) = visitor.get("/lieux/").context["page"].object_list
    assert card.kinds == ["Espace public numérique", "Mairie"]


# --- A day --------------------------------------------------------------------------------------
def _on(monkeypatch: pytest.MonkeyPatch, *when: int) -> None:
    moment = datetime(*when, tzinfo=ZoneInfo("Europe/Paris"))  # type: ignore[misc, arg-type]
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setattr("venues.list_page.now", lambda: moment)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ouvert_le=samedi", "Samedi : 9 h – 12 h"),
        ("ouvert_le=2026-11-28", "Samedi 28 novembre : 9 h – 12 h"),
        ("ouvert=2026-11-28T10:00", "Samedi 28 novembre : 9 h – 12 h"),
    ],
)
def test_a_day_asked_shows_its_hours(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, query: str, expected: str
) -> None:
    _on(monkeypatch, 2026, 11, 23, 10)
    VenueFactory(hours="Mo-Sa 09:00-12:00")
    (card,) = visitor.get(f"/lieux/?{query}").context["page"].object_list
    assert words(card.status.sentence) == expected


def test_a_day_closed_this_once_is_told(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _on(monkeypatch, 2026, 12, 22, 10)
    VenueFactory(hours="Mo-Sa 09:00-12:00; PH off")
    (card,) = visitor.get("/lieux/?ouvert_le=vendredi").context["page"].object_list
    sentence = words(card.status.sentence)
    assert sentence == "Vendredi 25 décembre : fermé (ouvert d’habitude ce jour-là)"


@pytest.mark.parametrize(
    ("moment", "expected"), [("", 3), ("matin", 2), ("apres-midi", 2), ("n’importe", 3)]
)
def test_a_part_of_the_day_narrows_it(visitor: Client, moment: str, expected: int) -> None:
    VenueFactory(hours="Sa 09:00-12:00")
    VenueFactory(hours="Sa 14:00-17:00")
    VenueFactory(hours="Sa 09:00-17:00")
    response = visitor.get("/lieux/", {"ouvert_le": "samedi", "moment": moment})
    assert response.context["page"].count == expected
    assert not response.context["filter_form"].errors


def test_the_form_shows_the_day_and_its_part_again(visitor: Client) -> None:
    html = visitor.get("/lieux/?ouvert_le=samedi&moment=matin").content.decode()
    assert '<option value="samedi" selected>Samedi</option>' in html
    assert '<option value="matin" selected>Le matin</option>' in html
    assert 'name="de"' not in html


def test_a_date_asked_stays_in_the_form(visitor: Client) -> None:
    html = visitor.get("/lieux/?ouvert_le=2026-11-28&de=14:30").content.decode()
    assert '<option value="2026-11-28" selected>samedi 28 novembre</option>' in html
    assert '<input type="hidden" name="de" value="14:30"' in html


def test_hours_without_their_day_are_dropped_by_the_form(visitor: Client) -> None:
    response = visitor.get("/lieux/?ouvert_le=&moment=matin&de=08:00&a=12:00")
    assert not response.context["filter_form"].errors


@pytest.mark.parametrize(
    ("query", "is_told"),
    [("?ouvert_le=2026-12-25", True), ("?ouvert_le=vendredi", True), ("", False)],
)
def test_a_public_holiday_is_told(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, query: str, is_told: bool
) -> None:
    _on(monkeypatch, 2026, 12, 22, 10)
    VenueFactory()
    sentence = "Le 25 décembre est férié : téléphonez avant de venir."
    assert (sentence in page(visitor, query)) is is_told


def test_a_local_holiday_is_told_where_it_is_one(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _on(monkeypatch, 2026, 12, 22, 10)
    DepartementFactory(code="67", name="Bas-Rhin")
    DepartementFactory()
    sentence = "Le 26 décembre est férié"
    assert sentence in page(visitor, "?lieu=67&ouvert_le=samedi")
    assert sentence not in page(visitor, "?lieu=42&ouvert_le=samedi")


def test_paper_tells_its_day_and_the_hours_of_today(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    _on(monkeypatch, 2026, 11, 23, 10)
    VenueFactory(hours="Mo 09:00-12:00")
    text = page(visitor)
    assert "Imprimé le 23 novembre 2026 : http://testserver/lieux/" in text
    assert "Lundi 23 novembre : 9 h – 12 h" in text
    assert "http://testserver/lieux/?ouvert_le=lundi" in page(visitor, "?ouvert_le=lundi&x=1")


# --- Who receives nobody ------------------------------------------------------------------------
def test_a_venue_that_receives_nobody_says_so_and_not_that_it_is_open(visitor: Client) -> None:
    VenueFactory(access_modes=("ferme-public",), hours="24/7")
    VenueFactory(access_modes=("ferme-public", "sur-place"), hours="24/7")
    first, second = visitor.get("/lieux/").context["page"].object_list
    states = {card.status.state: card for card in (first, second)}
    assert set(states) == {"private", "open"}
    assert "Ce lieu n’accueille pas de public" in states["private"].status.sentence
    assert states["private"].phone is not None


# --- Names and distances ------------------------------------------------------------------------
def test_a_name_that_two_communes_bear_is_told_with_its_departement(visitor: Client) -> None:
    DepartementFactory(code="93", name="Seine-Saint-Denis")
    DepartementFactory(code="974", name="La Réunion")
    CommuneFactory(code="93066", name="Saint-Denis", departement_code="93")
    CommuneFactory(code="97411", name="Saint-Denis", departement_code="974")
    assert heading(visitor, "?lieu=97411") == "De l’aide près de Saint-Denis (La Réunion)"
    assert heading(visitor, "?lieu=93066") == "De l’aide près de Saint-Denis (Seine-Saint-Denis)"


def test_venues_beyond_twenty_kilometres_stand_apart(visitor: Client) -> None:
    around_saint_etienne()
    shown = visitor.get("/lieux/?lieu=42218").context["page"]
    assert [card.venue.name for card in shown.near] == ["Près", "Loin"]
    assert [card.venue.name for card in shown.farther] == ["Très loin"]
    assert ">Plus loin</h2>" in visitor.get("/lieux/?lieu=42218").content.decode()


def test_nothing_is_listed_nor_counted_beyond_reach(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(name="Ici")
    VenueFactory(name="Paris", latitude=48.85, longitude=2.35)
    shown = visitor.get("/lieux/?lieu=42218").context["page"]
    assert (shown.count, [card.venue.name for card in shown.object_list]) == (1, ["Ici"])
