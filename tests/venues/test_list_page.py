"""The list of venues: nearest first, honest about its counts, and never broken by its address."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.html import strip_tags

from ifn_site import clock
from ifn_site.models import bump_data_version
from tests.factories import (
    ArrondissementFactory,
    CommuneFactory,
    DepartementFactory,
    SourceFactory,
    SourceRecordFactory,
    VenueFactory,
)
from venues.cards import distance_words
from venues.starting_point import StartingPoint

NBSP = "\u00a0"


def words(html: str) -> str:
    """Return the text of a page, spaces made plain."""
    return re.sub(r"\s+", " ", strip_tags(html).replace("&nbsp;", " "))


def page(visitor: Client, query: str = "", status: int = 200) -> str:
    """Return the text of the list for a query."""
    response = visitor.get(f"/lieux/{query}")
    assert response.status_code == status
    return words(response.content.decode())


def names(visitor: Client, query: str) -> list[str]:
    """Return the names on the cards, in order."""
    context = visitor.get(f"/lieux/{query}").context
    cards = [*context["page"].object_list, *context["unlocated"]]
    return [card.venue.name for card in cards]


def around_saint_etienne() -> None:
    """Put venues near, far, very far and without a point around Saint-Étienne."""
    CommuneFactory()
    VenueFactory(name="Loin", latitude=45.60, longitude=4.39)
    VenueFactory(name="Près", latitude=45.435, longitude=4.3903)
    VenueFactory(name="Très loin", latitude=46.5, longitude=4.39, commune_code="71000")
    VenueFactory(name="Sans point", latitude=None, longitude=None)


# --- Around a place -----------------------------------------------------------------------------
def test_the_nearest_venue_comes_first_and_those_without_a_point_last(visitor: Client) -> None:
    around_saint_etienne()
    assert names(visitor, "?lieu=42218") == ["Près", "Loin", "Très loin", "Sans point"]


def test_the_page_says_how_many_are_near_and_from_where(visitor: Client) -> None:
    around_saint_etienne()
    text = page(visitor, "?lieu=42218")
    assert "2 lieux à moins de 20 km, du plus proche au plus loin." in text
    assert "Distances calculées depuis le centre de Saint-Étienne." in text
    assert "à 18 km" in text
    assert "dans la commune" in text


def test_an_address_not_located_is_said(visitor: Client) -> None:
    around_saint_etienne()
    text = page(visitor, "?lieu=42218&precision=commune")
    assert "Adresse non localisée : voici les lieux autour de Saint-Étienne." in text


def test_nothing_near_is_said_with_the_nearest(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(name="Espace public", latitude=45.80, longitude=4.39, commune_name="Roanne")
    text = page(visitor, "?lieu=42218")
    assert "Aucun lieu à moins de 20 km." in text
    assert "Le plus proche est à 41 km : Espace public, Roanne." in text


def test_an_arrondissement_and_a_departement_are_places_too(visitor: Client) -> None:
    ArrondissementFactory()
    DepartementFactory()
    VenueFactory(name="Ici")
    VenueFactory(name="Ailleurs", departement_code="75", latitude=48.84, longitude=2.38)
    assert names(visitor, "?lieu=75112") == ["Ailleurs"]
    assert names(visitor, "?lieu=42") == ["Ici"]
    assert "1 lieu, par ordre alphabétique." in page(visitor, "?lieu=42")


def heading(visitor: Client, query: str) -> str:
    """Return the h1 of the list for a query."""
    html = visitor.get(f"/lieux/{query}").content.decode()
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    assert found
    return words(found[1])


def test_the_heading_says_near_where(visitor: Client) -> None:
    CommuneFactory()
    assert heading(visitor, "?lieu=42218") == "De l’aide près de Saint-Étienne"


def test_the_heading_names_the_territory_that_is_listed(visitor: Client) -> None:
    DepartementFactory()
    assert heading(visitor, "?departement=42") == "Lieux d’aide : Loire"
    assert heading(visitor, "?lieu=42") == "Lieux d’aide : Loire (42)"


def test_an_island_without_venues_is_not_sent_across_the_ocean(visitor: Client) -> None:
    CommuneFactory(code="98818", name="Nouméa", latitude=-22.27, longitude=166.44)
    VenueFactory(name="En métropole")
    text = page(visitor, "?lieu=98818")
    assert "En métropole" not in text
    assert "Nous ne connaissons pas encore de lieu près de Nouméa." in text


def test_an_unknown_place_is_told_and_the_list_still_shown(visitor: Client) -> None:
    VenueFactory(name="Ici")
    text = page(visitor, "?lieu=00000")
    assert "Nous ne connaissons pas le lieu « 00000 »." in text
    assert "Ici" in text


@pytest.mark.parametrize(
    ("metres", "expected"),
    [
        (0, "à moins de 50 m"),
        (49, "à moins de 50 m"),
        (340, "à 350 m"),
        (974, "à 950 m"),
        (980, "à 1 km"),
        (1_190, "à 1,2 km"),
        (9_940, "à 9,9 km"),
        (9_960, "à 10 km"),
        (12_400, "à 12 km"),
        (1_234_000, "à 1\u202f234 km"),
    ],
)
def test_a_distance_is_no_more_precise_than_useful(metres: float, expected: str) -> None:
    assert distance_words(metres).replace(NBSP, " ") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lyon", "de Lyon"),
        ("Annecy", "d’Annecy"),
        ("Évreux", "d’Évreux"),
        ("Le Havre", "du Havre"),
        ("Les Sables-d’Olonne", "des Sables-d’Olonne"),
        ("La Rochelle", "de La Rochelle"),
    ],
)
def test_a_place_is_named_in_correct_french(name: str, expected: str) -> None:
    assert StartingPoint("00000", name, 0.0, 0.0).of == expected


# --- Pages --------------------------------------------------------------------------------------
def test_pages_follow_one_another_without_loss_or_repetition(visitor: Client) -> None:
    CommuneFactory()
    for rank in range(45):
        VenueFactory(name=f"Lieu {rank:02d}", latitude=45.43 + rank / 1000)
    found: list[str] = []
    address = "?lieu=42218"
    while address:
        shown = visitor.get(f"/lieux/{address}").context["page"]
        found += [card.venue.name for card in shown.object_list]
        address = shown.next_url.removeprefix("/lieux/")
    assert sorted(found) == [f"Lieu {rank:02d}" for rank in range(45)]
    assert shown.number == 3
    assert shown.previous_url.endswith("page=2")


@pytest.mark.parametrize(
    ("number", "expected"),
    [("2", 2), ("99", 2), ("9" * 60, 2), ("0", 1), ("-1", 1), ("abc", 1), ("²", 1), ("1.5", 1)],
)
def test_a_bad_page_number_leads_to_a_page_that_exists(
    visitor: Client, number: str, expected: int
) -> None:
    for _ in range(25):
        VenueFactory()
    response = visitor.get("/lieux/", {"page": number})
    assert response.status_code == 200
    assert response.context["page"].number == expected
    if number != "2":
        told = "la première" if expected == 1 else "la dernière, la page 2"
        assert f"n’existe pas : voici {told}" in response.content.decode()


# --- Choices ------------------------------------------------------------------------------------
def test_a_choice_narrows_the_list_and_can_be_removed(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(name="Oui", services=("outils",), costs=("gratuit",))
    VenueFactory(name="Non", services=("emploi",), costs=("gratuit",))
    response = visitor.get("/lieux/?lieu=42218&services=outils&frais_a_charge=Gratuit&page=1")
    assert [card.venue.name for card in response.context["page"].object_list] == ["Oui"]
    chips = {chip.label: chip.remove_url for chip in response.context["active_filters"]}
    assert chips == {
        "Apprendre à se servir d’un ordinateur ou d’un téléphone": (
            "/lieux/?frais_a_charge=gratuit&lieu=42218"
        ),
        "Gratuit": "/lieux/?services=outils&lieu=42218",
    }
    assert 'name="services" value="outils" checked' in response.content.decode()


def test_two_services_make_two_chips(visitor: Client) -> None:
    VenueFactory(services=("outils",))
    chips = visitor.get("/lieux/?services=outils,emploi").context["active_filters"]
    assert [chip.remove_url for chip in chips] == [
        "/lieux/?services=emploi",
        "/lieux/?services=outils",
    ]


def test_a_bad_value_is_told_and_left_out(visitor: Client) -> None:
    VenueFactory(name="Ici")
    text = page(visitor, "?services=cuisine&bbox=1,2")
    assert "Valeur inconnue : « cuisine »" in text
    assert "La zone de la carte n’est pas lisible : déplacez la carte" in text
    assert "ouest,sud,est,nord" not in text
    assert "Ici" in text


@pytest.mark.parametrize(
    "query",
    ["bbox=1", "pres_de=x", "departement=999", "commune=x", "ouvert=demain", "ouvert_le=hier",
     "ouvert_le=lundi&de=midi", "strict=2", "prise_rdv=2", "ids=zz", "modifie_depuis=x",
     "fraicheur_max=x", "pres_de=45,5&rayon=x"],
)  # fmt: skip
def test_a_page_tells_a_mistake_without_the_spelling_of_addresses(
    visitor: Client, query: str
) -> None:
    errors = visitor.get(f"/lieux/?{query}").context["filter_form"].errors
    told = " ".join(sentence for found in errors.values() for sentence in found)
    assert "lisible" in told or "Nous ne connaissons pas ce territoire" in told
    assert not re.search(r"[a-z]+_[a-z]+|AAAA|true|ISO|T10:00|INSEE", told)


def test_names_that_are_not_ours_are_ignored_and_not_repeated(visitor: Client) -> None:
    for _ in range(25):
        VenueFactory()
    response = visitor.get("/lieux/?utm_source=lettre&fbclid=1")
    assert response.status_code == 200
    assert "utm_source" not in response.context["page"].next_url


def test_an_empty_list_says_what_each_choice_hides(visitor: Client) -> None:
    VenueFactory(services=("outils",), costs=("payant",))
    VenueFactory(services=("outils",), costs=("payant",))
    VenueFactory(services=("emploi",), costs=("gratuit",))
    response = visitor.get("/lieux/?services=outils&frais_a_charge=gratuit")
    labels = [link.label.replace(NBSP, " ") for link in response.context["relaxations"]]
    assert labels == [
        "Sans « Gratuit » : 2 lieux",
        "Sans « Apprendre à se servir d’un ordinateur ou d’un téléphone » : 1 lieu",
    ]
    assert "Aucun lieu ne correspond" in words(response.content.decode())


def test_when_no_single_choice_helps_all_can_be_removed(visitor: Client) -> None:
    VenueFactory(services=("outils",), costs=("payant",))
    response = visitor.get("/lieux/?services=emploi&frais_a_charge=gratuit")
    (link,) = response.context["relaxations"]
    assert link.url == "/lieux/"
    assert "1" in link.label


def test_what_was_typed_is_corrected_and_said(visitor: Client) -> None:
    VenueFactory(name="Médiathèque")
    assert "Résultats pour « médiathèque ». 1 lieu" in page(visitor, "?q=mediateque")


def test_open_now_shows_open_venues_and_counts_the_unknown(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monday = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
    monkeypatch.setattr(clock, "now", lambda: monday)
    monkeypatch.setattr("venues.list_page.now", lambda: monday)
    VenueFactory(name="Ouvert", hours="Mo-Fr 09:00-12:00")
    VenueFactory(name="Fermé", hours="Tu 09:00-12:00")
    VenueFactory(name="Muet", hours="")
    text = page(visitor, "?ouvert=maintenant")
    assert names(visitor, "?ouvert=maintenant") == ["Ouvert"]
    assert "1 lieu de plus ne dit pas ses horaires : les voir" in text
    assert "Ouvert, ferme à midi" in text or "Ouvert, ferme à 12 h" in text


def test_unknown_hours_are_counted_near_the_place(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(name="Ouvert", hours="24/7")
    VenueFactory(name="Muet ici", hours="")
    VenueFactory(name="Muet ailleurs", hours="", latitude=48.85, longitude=2.35)
    text = page(visitor, "?lieu=42218&ouvert=maintenant")
    assert "1 lieu de plus ne dit pas ses horaires" in text


def test_words_without_answer_are_quoted_once(visitor: Client) -> None:
    VenueFactory()
    (link,) = visitor.get("/lieux/?q=zzzzzz").context["relaxations"]
    assert link.label.replace(NBSP, " ") == "Sans « zzzzzz » : 1 lieu"


def test_a_hostile_value_is_shown_as_text(visitor: Client) -> None:
    VenueFactory(name="<script>alert(1)</script>")
    html = visitor.get("/lieux/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "name",
    [
        "lieu",
        "page",
        "precision",
        "q",
        "services",
        "ouvert",
        "ouvert_le",
        "commune",
        "pres_de",
        "rayon",
        "bbox",
        "ids",
        "source",
    ],
)
@pytest.mark.parametrize(
    "value", ["<b>", "-1", "9" * 2000, "\u202e", "' OR 1=1", "nan,nan", "%", "\ud7ff"]
)
def test_a_hostile_address_is_never_an_error(visitor: Client, name: str, value: str) -> None:
    assert visitor.get("/lieux/", {name: value}).status_code == 200


# --- The answer itself --------------------------------------------------------------------------
def test_a_list_of_fifty_costs_few_queries(
    visitor: Client, django_assert_max_num_queries: Any
) -> None:
    CommuneFactory()
    source = SourceFactory()
    for rank in range(50):
        venue = VenueFactory(latitude=45.4 + rank / 500)
        record = SourceRecordFactory(source=source, venue=venue)
        venue.main_record = record
        venue.save()
    VenueFactory(latitude=None, longitude=None)
    bump_data_version()
    # What is read once per data version, for every list.
    visitor.get("/lieux/")
    with django_assert_max_num_queries(8):
        visitor.get("/lieux/?lieu=42218&services=outils&frais_a_charge=gratuit")
    with django_assert_max_num_queries(8):
        visitor.get("/lieux/?departement=42&publics_specifiquement_adresses=seniors")
    with django_assert_max_num_queries(8):
        visitor.get("/lieux/?lieu=42218&services=equipement&prise_en_charge_specifique=visuel")


def test_an_unchanged_list_is_answered_by_304(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monday = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
    monkeypatch.setattr("ifn_site.conditional.this_minute", lambda: monday)
    CommuneFactory()
    VenueFactory()
    first = visitor.get("/lieux/?lieu=42218")
    assert "max-age=60" in first["Cache-Control"]
    assert "public" in first["Cache-Control"]
    known = {"HTTP_IF_NONE_MATCH": first["ETag"]}
    with django_assert_num_queries(1):
        again = visitor.get("/lieux/?lieu=42218", **known)
    assert (again.status_code, again.content) == (304, b"")
    assert visitor.get("/lieux/?lieu=42218&q=a", **known).status_code == 200
    bump_data_version()
    assert visitor.get("/lieux/?lieu=42218", **known).status_code == 200


def test_a_list_changes_with_the_minute(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))
    monkeypatch.setattr("ifn_site.conditional.this_minute", lambda: moment)
    known = {"HTTP_IF_NONE_MATCH": visitor.get("/lieux/")["ETag"]}
    moment = moment.replace(minute=1)
    assert visitor.get("/lieux/", **known).status_code == 200


def test_the_list_varies_on_nothing_private(visitor: Client) -> None:
    response = visitor.get("/lieux/")
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()
