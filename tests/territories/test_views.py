"""The pages that find a place: only codes leave them, no cookie, nothing logged."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client

from ifn_site.http import UpstreamError
from territories import whereabouts
from territories.models import FormerCommune
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    PostalCodeFactory,
    RegionFactory,
)


@pytest.fixture(autouse=True)
def some_communes(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody_answers(text: str) -> None:
        raise UpstreamError("lent")

    monkeypatch.setattr(whereabouts, "geocode", nobody_answers)
    RegionFactory()
    DepartementFactory()
    EpciFactory()
    CommuneFactory()
    PostalCodeFactory()
    CommuneFactory(code="93066", name="Saint-Denis", departement_code="93", population=149_000)
    CommuneFactory(code="97411", name="Saint-Denis", departement_code="974", population=155_000)


def ask(visitor: Client, text: str, **more: Any) -> Any:
    return visitor.post("/lieu/", {"ou": text, **more})


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("st etienne", "/lieux/?lieu=42218"),
        ("42", "/lieux/?departement=42"),
        ("Saint-Étienne Métropole", "/lieux/?epci=244200770"),
        ("Auvergne-Rhône-Alpes", "/lieux/?region=84"),
        ("saint-denis", "/lieux/ou/?choix=97411%2C93066"),
        ("12 rue des Lilas Saint-Étienne", "/lieux/?lieu=42218&precision=commune"),
    ],
)
def test_the_answer_is_another_page_that_holds_codes_only(
    visitor: Client, text: str, target: str
) -> None:
    response = ask(visitor, text)
    assert response.status_code == 303
    assert response["Location"] == target


def test_the_needs_chosen_travel_along(visitor: Client) -> None:
    response = ask(visitor, "st etienne", services=["demarches", "outils", "demarches"])
    assert response["Location"] == "/lieux/?lieu=42218&services=demarches&services=outils"


@pytest.mark.parametrize("code", ["", "a b", "<script>", "x" * 100, "../x", "A"])
def test_a_malformed_need_is_left_behind(visitor: Client, code: str) -> None:
    assert ask(visitor, "st etienne", services=code)["Location"] == "/lieux/?lieu=42218"


@pytest.mark.parametrize("text", ["st etienne", "saint-denis", "xyzxyzxyz", ""])
def test_no_answer_sets_a_cookie_or_may_be_kept(visitor: Client, text: str) -> None:
    response = ask(visitor, text)
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]


def test_the_form_needs_no_token() -> None:
    response = Client(enforce_csrf_checks=True).post("/lieu/", {"ou": "st etienne"})
    assert response.status_code == 303


def test_an_unknown_place_is_asked_again_with_its_text(visitor: Client) -> None:
    response = ask(visitor, "Xyzxyzxyz", services="demarches")
    assert response.status_code == 422
    page = response.content.decode()
    assert 'value="Xyzxyzxyz"' in page
    assert "essayez avec le code postal" in page
    assert '<input type="hidden" name="services" value="demarches">' in page


def test_a_service_typed_for_a_place_is_asked_where_and_travels_along(visitor: Client) -> None:
    CommuneFactory(code="62192", name="Caffiers", departement_code="62", population=700)
    response = ask(visitor, "caf")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Dites-nous d’abord où vous êtes" in page
    assert "Nous n’avons pas trouvé" not in page
    assert '<input type="hidden" name="services" value="demarches">' in page
    assert "/lieux/?lieu=62192&amp;services=demarches" in page
    beside = ask(visitor, "CAF Saint-Étienne")
    assert beside["Location"] == "/lieux/?lieu=42218&services=demarches"


def test_an_unknown_postal_code_offers_its_departement(visitor: Client) -> None:
    response = ask(visitor, "42999")
    assert response.status_code == 422
    assert "/lieux/?departement=42" in response.content.decode()


def test_an_empty_text_asks_where_one_is(visitor: Client) -> None:
    response = ask(visitor, "  ")
    assert response.status_code == 422
    assert "Écrivez le nom d’une commune" in response.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '" onfocus="alert(1)',
        "=HYPERLINK(1)",
        "\x00\x01\u202e",
        "é" * 100_000,
        "💥" * 50,
    ],
)
def test_a_hostile_text_is_shown_as_text(visitor: Client, text: str) -> None:
    response = ask(visitor, text)
    assert response.status_code == 422
    page = response.content.decode()
    assert "<script>alert" not in page
    assert '" onfocus="' not in page
    assert "\u202e" not in page
    assert "\x00" not in page


def test_nothing_typed_is_logged(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ask(visitor, "12 rue des Lilas Saint-Étienne")
        ask(visitor, "Xyzxyzxyz")
    lines = [one.getMessage() for one in caplog.records if one.name != "django.db.backends"]
    assert not [line for line in lines if "Lilas" in line or "Xyz" in line]


def test_reading_the_form_address_leads_home(visitor: Client) -> None:
    response = visitor.get("/lieu/")
    assert (response.status_code, response["Location"]) == (302, "/")


def test_the_person_chooses_between_homonyms(visitor: Client) -> None:
    page = visitor.get("/lieux/ou/?choix=97411,93066&services=demarches").content.decode()
    assert page.index("lieu=97411&amp;services=demarches") < page.index("lieu=93066")


def test_a_choice_may_hold_wider_territories(visitor: Client) -> None:
    page = visitor.get("/lieux/ou/?choix=departement-42,epci-244200770,42218").content.decode()
    assert "/lieux/?departement=42" in page
    assert "/lieux/?epci=244200770" in page
    assert "/lieux/?lieu=42218" in page


def test_the_choice_says_that_only_the_commune_is_known(visitor: Client) -> None:
    page = visitor.get("/lieux/ou/?choix=42218&precision=commune").content.decode()
    assert "/lieux/?lieu=42218&amp;precision=commune" in page


def test_the_choice_says_that_there_are_more_places_of_this_name(visitor: Client) -> None:
    for number in range(12):
        CommuneFactory(code=f"{61100 + number}", name="Saint-Martin", population=100 + number)
    answer = ask(visitor, "saint-martin")
    assert answer["Location"].endswith("&suite=1")
    assert "Il y en a d’autres" in visitor.get(answer["Location"]).content.decode()
    few = visitor.get("/lieux/ou/?choix=97411,93066").content.decode()
    assert "Il y en a d’autres" not in few


def test_a_choice_between_corrected_names_is_marked_as_a_guess(visitor: Client) -> None:
    CommuneFactory(code="44109", name="Nantes", departement_code="44", population=320_000)
    CommuneFactory(code="92050", name="Nanters", departement_code="92", population=96_000)
    assert ask(visitor, "nantess")["Location"].endswith("&approche=1")


def test_the_former_commune_that_was_named_travels_by_its_code(visitor: Client) -> None:
    FormerCommune.objects.create(
        code="42190", name="Rochetaillée", folded="rochetaillee", current_code="42218",
        kind="associee",
    )  # fmt: skip
    assert ask(visitor, "Rochetaillée")["Location"] == "/lieux/?lieu=42218&ancien=42190"


@pytest.mark.parametrize("choices", ["", "99999", "<script>", "x,y", "canton-42", "42218" * 200])
def test_a_choice_of_nothing_leads_home(visitor: Client, choices: str) -> None:
    response = visitor.get("/lieux/ou/", {"choix": choices})
    assert (response.status_code, response["Location"]) == (302, "/")


def test_the_departements_are_listed_by_region_collectivities_last(visitor: Client) -> None:
    RegionFactory(code="988", name="Nouvelle-Calédonie")
    DepartementFactory(
        code="988", name="Nouvelle-Calédonie", region_code="988", kind="collectivite"
    )
    page = visitor.get("/territoires/").content.decode()
    assert page.index("Auvergne-Rhône-Alpes") < page.index("/lieux/?departement=42")
    assert page.index("/lieux/?departement=42") < page.index("Collectivités d’outre-mer")
    assert page.index("Collectivités d’outre-mer") < page.index("/lieux/?departement=988")


def test_each_territory_of_the_page_leads_to_its_venues_and_to_its_sheet(visitor: Client) -> None:
    page = visitor.get("/territoires/").content.decode()
    for address in ("/lieux/?region=84", "/territoires/region/84/", "/territoires/departement/42/"):
        assert f'href="{address}"' in page
    assert 'Fiche du territoire<span class="visually-hidden">&nbsp;: Loire' in page
