"""Faults of the national map (version 6), each shown right here: one numbered section a fault."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from ifn_site import clock
from tests.factories import CommuneFactory, DepartementFactory, VenueFactory
from tests.venues.test_list_page import names, page
from venues.vocabulary import VOCABULARIES

PARIS = ZoneInfo("Europe/Paris")


def at(monkeypatch: pytest.MonkeyPatch, *when: int, zone: ZoneInfo = PARIS) -> None:
    """Set the clock of the site."""
    moment = datetime(*when, tzinfo=zone)  # type: ignore[misc, arg-type]
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setattr("venues.list_page.now", lambda: moment)


# --- 3. A filter on a value that the standard does not have gives nothing -----------------------
@pytest.mark.parametrize("language", ["anglais", "langues", "Langues étrangères (anglais)"])
def test_fault_3_languages_are_asked_with_values_that_exist(visitor: Client, language: str) -> None:
    VenueFactory(name="Deux langues", care=("anglais", "langues"))
    VenueFactory(name="Autre", care=("surdite",))
    found = names(visitor, f"?prise_en_charge_specifique={language}")
    assert found == ["Deux langues"]


def test_fault_3_every_value_that_the_page_offers_is_understood(visitor: Client) -> None:
    VenueFactory()
    context = visitor.get("/lieux/").context
    questions = [*context["first_questions"]]
    questions += [question for theme in context["themes"] for question in theme.questions]
    for question in questions:
        for choice in [*question.choices, *question.menu]:
            answer = visitor.get("/lieux/", {question.name: choice.value})
            assert not answer.context["filter_form"].errors, (question.name, choice.value)


# --- 5. Values without a filter, unknown values ignored in silence -------------------------------
@pytest.mark.parametrize("name", sorted(VOCABULARIES))
def test_fault_5_every_value_of_the_standard_has_its_filter(visitor: Client, name: str) -> None:
    for term in VOCABULARIES[name]:
        answer = visitor.get("/lieux/", {name: term.code})
        assert answer.context["active_filters"][0].label == term.plain


def test_fault_5_every_short_list_is_drawn_whole(visitor: Client) -> None:
    VenueFactory()
    html = visitor.get("/lieux/").content.decode()
    for name, vocabulary in VOCABULARIES.items():
        for term in vocabulary if name != "typologie" else ():
            assert f'name="{name}" value="{term.code}"' in html, (name, term.code)


def test_fault_5_an_unknown_value_is_told(visitor: Client) -> None:
    VenueFactory(name="Ici")
    text = page(visitor, "?dispositif_programmes_nationaux=Inconnu")
    assert "Valeur inconnue : « Inconnu »" in text
    assert "Ici" in text


# --- 7. A venue without services ----------------------------------------------------------------
def test_fault_7_a_venue_without_services_is_listed(visitor: Client) -> None:
    VenueFactory(name="Sans services", services=(), costs=(), publics=(), access_modes=())
    assert names(visitor, "") == ["Sans services"]
    assert "Ce que propose ce lieu" not in visitor.get("/lieux/").content.decode()


# --- 9. « Open on the week-end » forgets today --------------------------------------------------
@pytest.mark.parametrize("day", [20, 21, 22, 23])
def test_fault_9_the_week_end_holds_today(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, day: int
) -> None:
    at(monkeypatch, 2026, 11, day, 10)  # From Friday to Monday.
    VenueFactory(name="Dimanche", hours="Su 10:00-12:00")
    VenueFactory(name="Samedi", hours="Sa 10:00-12:00")
    VenueFactory(name="Semaine", hours="Mo-Fr 10:00-12:00")
    VenueFactory(name="Muet", hours="")
    assert names(visitor, "?ouvert_le=week-end") == ["Dimanche", "Samedi"]


def test_fault_9_on_a_sunday_the_day_is_told_first(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, 2026, 11, 22, 9)
    VenueFactory(hours="Sa-Su 10:00-12:00")
    (card,) = visitor.get("/lieux/?ouvert_le=week-end").context["page"].object_list
    said = card.status.sentence.replace("\u00a0", " ")
    assert said == "Dimanche : 10 h – 12 h · Samedi : 10 h – 12 h"


def test_fault_9_the_page_offers_the_week_end(visitor: Client) -> None:
    VenueFactory(hours="Sa 10:00-12:00")
    html = visitor.get("/lieux/?ouvert_le=weekend").content.decode()
    assert '<option value="week-end" selected>Le week-end</option>' in html


@pytest.mark.parametrize(("query", "expected"), [("&moment=matin", 1), ("&moment=soir", 0)])
def test_fault_9_the_week_end_has_its_part_of_the_day(
    visitor: Client, query: str, expected: int
) -> None:
    VenueFactory(hours="Sa 09:00-12:00")
    answer = visitor.get(f"/lieux/?ouvert_le=week-end{query}")
    assert answer.context["page"].count == expected


# --- 10. A frozen moment, read in the zone of the server ----------------------------------------
def test_fault_10_open_now_is_never_frozen_in_the_address(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(hours="24/7")
    html = visitor.get("/lieux/?lieu=42218&ouvert=maintenant").content.decode()
    assert "ouvert=maintenant" in html
    assert "ouvert=20" not in html


def test_fault_10_open_now_is_read_in_the_zone_of_the_venue(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(monkeypatch, 2026, 11, 23, 6)
    VenueFactory(name="Métropole", hours="Mo 08:00-12:00")
    VenueFactory(name="La Réunion", hours="Mo 08:00-12:00", commune_code="97411",
                 insee_code="97411", departement_code="974")  # fmt: skip
    assert names(visitor, "?ouvert=maintenant") == ["La Réunion"]


# --- 11. Names searched letter for letter -------------------------------------------------------
@pytest.mark.parametrize(
    "typed", ["Médiathèque", "mediatheque", "MÉDIATHÈQUE", "médiathéque", "mediateque"]
)
def test_fault_11_a_name_is_found_without_its_accents_and_with_an_error(
    visitor: Client, typed: str
) -> None:
    VenueFactory(name="Médiathèque du Soleil")
    VenueFactory(name="Autre lieu")
    assert names(visitor, f"?q={typed}") == ["Médiathèque du Soleil"]


# --- 12. No limit -------------------------------------------------------------------------------
def test_fault_12_a_page_of_the_list_holds_twenty_venues_whatever_is_asked(visitor: Client) -> None:
    for _ in range(25):
        VenueFactory()
    for asked in ("limit=1000", "page_size=1000", "page=1&limit=1000"):
        assert len(visitor.get(f"/lieux/?{asked}").context["page"].object_list) == 20


def test_fault_12_a_page_of_the_api_has_a_most(client: Client) -> None:
    assert client.get("/api/v1/lieux/?page_size=1001").status_code == 400


# --- 15. Curly and straight apostrophes ---------------------------------------------------------
@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ", "`", "´"])
def test_fault_15_an_apostrophe_is_the_same_however_it_is_written(
    visitor: Client, apostrophe: str
) -> None:
    VenueFactory(name="Caisse", programmes=("caf",))
    VenueFactory(name="Autre")
    label = f"Point d{apostrophe}accès numérique CAF"
    answer = visitor.get("/lieux/", {"dispositif_programmes_nationaux": label})
    assert [card.venue.name for card in answer.context["page"].object_list] == ["Caisse"]


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_fault_15_a_name_is_found_with_either_apostrophe(visitor: Client, apostrophe: str) -> None:
    VenueFactory(name="Maison de l’emploi")
    assert names(visitor, f"?q=l{apostrophe}emploi") == ["Maison de l’emploi"]


# --- 1 and 2, as far as the list goes -----------------------------------------------------------
def test_fault_1_a_card_tells_the_street_once_with_its_number(visitor: Client) -> None:
    VenueFactory(address="12 rue des Lilas", address_complement="12 rue des Lilas")
    text = page(visitor, "")
    assert text.count("12 rue des Lilas") == 1


def test_fault_2_a_venue_where_one_may_come_is_not_by_appointment(visitor: Client) -> None:
    VenueFactory(access_modes=("sur-place",))
    assert "Sur rendez-vous" not in page(visitor, "")


# --- 8. Overseas --------------------------------------------------------------------------------
@pytest.mark.parametrize("code", ["975", "977", "978", "986", "987", "988", "974"])
def test_fault_8_an_overseas_territory_has_its_list(visitor: Client, code: str) -> None:
    DepartementFactory(code=code, name="Territoire d’exemple", region_code=code)
    VenueFactory(name="Là-bas", departement_code=code, region_code=code)
    VenueFactory(name="Ici")
    assert names(visitor, f"?departement={code}") == ["Là-bas"]


def test_fault_13_a_distance_is_told_as_soon_as_a_place_is_given(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(latitude=45.5)
    (card,) = visitor.get("/lieux/?lieu=42218").context["page"].object_list
    assert card.distance_text.replace("\u00a0", " ") == "à 7,3 km"
