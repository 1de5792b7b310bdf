"""The page of a territory: every level, old codes, no data, and what it links to."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from territories.models import Departement, FormerCommune
from tests.factories import CommuneFactory, DepartementFactory, RegionFactory, VenueFactory
from tests.fragility.factories import active_release, make_country
from tests.fragility.test_sentences import plain

LEVELS = [
    ("france", "FR", "France"),
    ("region", "84", "Région 84"),
    ("departement", "42", "Département 42"),
    ("departement", "2A", "Département 2A"),
    ("epci", "244200001", "Intercommunalité 244200001"),
    ("commune", "42003", "Commune 42003"),
    ("commune", "75056", "Commune 75056"),
    ("arrondissement", "75101", "Paris 1e"),
]


@pytest.fixture
def country() -> None:
    make_country()
    active_release()


def text_of(visitor: Client, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    return plain(answer.text.replace("&nbsp;", " ").replace("&#x27;", "'"))


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(("level", "code", "name"), LEVELS)
def test_every_level_has_its_page(visitor: Client, level: str, code: str, name: str) -> None:
    text = text_of(visitor, f"/territoires/{level}/{code}/")
    assert f"<h1>{name}</h1>" in text
    assert "Les lieux d’aide" in text
    assert 'aria-current="page"' in text


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(("level", "code", "name"), LEVELS[:-1])
def test_a_score_comes_with_its_caution_and_its_data(
    visitor: Client, level: str, code: str, name: str
) -> None:
    text = text_of(visitor, f"/territoires/{level}/{code}/")
    assert f"La fragilité numérique : {name}" in text
    assert "Comment ne pas s’en servir" in text
    assert f"/api/v1/fragilite/{level}/{code}/?format=csv" in text


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(
    "address",
    [
        "/territoires/commune/99999/",
        "/territoires/canton/42003/",
        "/territoires/france/42/",
        "/territoires/iris/420030000/",
        "/territoires/departement/999/",
    ],
)
def test_a_territory_that_does_not_exist_is_not_found(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code == 404


@pytest.mark.usefixtures("country")
def test_an_old_code_leads_for_ever_to_the_commune_of_today(visitor: Client) -> None:
    FormerCommune.objects.create(
        code="42099",
        name="Vieux-Bourg",
        folded="vieux bourg",
        current_code="42003",
        kind="supprimee",
    )
    answer = visitor.get("/territoires/commune/42099/")
    assert (answer.status_code, answer["Location"]) == (301, "/territoires/commune/42003/")


@pytest.mark.usefixtures("country")
def test_an_arrondissement_asked_as_a_commune_leads_to_its_page(visitor: Client) -> None:
    answer = visitor.get("/territoires/commune/75101/")
    assert (answer.status_code, answer["Location"]) == (301, "/territoires/arrondissement/75101/")


@pytest.mark.usefixtures("country")
def test_a_code_in_small_letters_leads_to_the_right_address(visitor: Client) -> None:
    answer = visitor.get("/territoires/departement/2a/")
    assert (answer.status_code, answer["Location"]) == (301, "/territoires/departement/2A/")


def test_the_page_stands_without_any_fragility_data(visitor: Client) -> None:
    make_country()
    text = text_of(visitor, "/territoires/commune/42003/")
    assert "ne sont pas chargées" in text
    assert "sur 10" not in text


@pytest.mark.usefixtures("country")
def test_a_territory_leads_to_what_holds_it_and_to_what_it_holds(visitor: Client) -> None:
    text = text_of(visitor, "/territoires/departement/42/")
    for address in (
        "/territoires/france/FR/",
        "/territoires/region/84/",
        "/territoires/epci/244200001/",
        "/territoires/commune/42008/",
    ):
        assert f'href="{address}"' in text
    assert 'href="/fragilite/?dans=departement:42"' in text


@pytest.mark.usefixtures("country")
def test_a_city_leads_to_its_arrondissements(visitor: Client) -> None:
    text = text_of(visitor, "/territoires/commune/75056/")
    assert 'href="/territoires/arrondissement/75102/"' in text


@pytest.mark.usefixtures("country")
def test_the_first_venues_and_the_way_to_all_are_shown(visitor: Client) -> None:
    VenueFactory(
        name="Maison du village", commune_code="42003", insee_code="42003", departement_code="42"
    )
    text = text_of(visitor, "/territoires/commune/42003/")
    assert "Maison du village" in text
    assert "commune=42003" in text


def test_a_collectivity_is_said_not_covered(visitor: Client) -> None:
    make_country()
    DepartementFactory(
        code="975",
        name="Saint-Pierre-et-Miquelon",
        region_code="975",
        kind=Departement.Kind.COLLECTIVITE,
    )
    CommuneFactory(
        code="97502", name="Saint-Pierre", departement_code="975", region_code="975", epci_code=""
    )
    active_release()
    text = text_of(visitor, "/territoires/departement/975/")
    assert "Collectivité d’outre-mer" in text
    assert "Saint-Pierre-et-Miquelon n’est pas couvert" in text


def test_a_commune_without_inhabitants_has_no_score_and_says_why(visitor: Client) -> None:
    make_country()
    CommuneFactory(
        code="42500", name="Village détruit", epci_code="", departement_code="42", population=0
    )
    active_release()
    assert "n’a pas d’habitants" in text_of(visitor, "/territoires/commune/42500/")


@pytest.mark.usefixtures("country")
def test_another_method_can_be_asked_and_a_wrong_one_is_said(visitor: Client) -> None:
    text = text_of(visitor, "/territoires/commune/42003/?methode=repere-region")
    assert '<option value="repere-region" selected>' in text
    wrong = text_of(visitor, "/territoires/commune/42003/?methode=magie&utm_source=x")
    assert "Valeur inconnue" in wrong
    assert '<option value="repere" selected>' in wrong


@pytest.mark.usefixtures("country")
def test_the_page_says_the_same_numbers_as_the_api(visitor: Client) -> None:
    text = text_of(visitor, "/territoires/departement/42/")
    shown = re.search(r'fragility-total"><strong>([\d,]+)</strong>', text)
    answer = json.loads(visitor.get("/api/v1/fragilite/departement/42/").content)
    assert shown is not None
    assert shown[1] == f"{answer['total']:.1f}".replace(".", ",")


@pytest.mark.usefixtures("country")
def test_an_unchanged_page_is_not_sent_again(visitor: Client) -> None:
    first = visitor.get("/territoires/commune/42003/")
    again = visitor.get("/territoires/commune/42003/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.usefixtures("country")
def test_a_page_asks_few_questions(
    visitor: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for address in ("/territoires/commune/42003/", "/territoires/departement/42/"):
        visitor.get(address)
        with django_assert_max_num_queries(8):  # type: ignore[operator]
            visitor.get(address)


@pytest.mark.usefixtures("country")
def test_a_name_is_said_once_where_a_departement_is_its_own_region(visitor: Client) -> None:
    RegionFactory(code="06", name="Mayotte")
    DepartementFactory(code="976", name="Mayotte", region_code="06")
    CommuneFactory(
        code="97611", name="Mamoudzou", departement_code="976", region_code="06", epci_code=""
    )
    trail = visitor.get("/territoires/commune/97611/").context["page"].trail
    assert [step.name for step in trail] == ["France", "Mayotte", "Mamoudzou"]
