"""The page of results: what it says, where it leads, and that it never is a dead end."""

from __future__ import annotations

import random
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from orientation.answers import Answers
from orientation.results_page import equivalent_list
from tests.factories import VenueFactory
from tests.orientation.directory import some_answers, some_places, some_venues

PAGE = "/orientation/resultats/"


def shown(visitor: Client, query: str = "") -> Any:
    """Return the answer of the page, which is valid HTML."""
    response = visitor.get(f"{PAGE}?{query}" if query else PAGE)
    assert response.status_code == 200
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response


def text_of(response: Any) -> str:
    """Return the page with plain spaces."""
    content: str = response.content.decode()
    return " ".join(content.replace("\u00a0", " ").replace("&nbsp;", " ").split())


def test_the_page_advises_three_places_and_says_why(visitor: Client) -> None:
    some_places()
    for number in range(5):
        VenueFactory(name=f"Lieu {number}", latitude=45.4347 + number / 100)
    response = shown(visitor, "besoin=demarches&lieu=42218&demarche=caf&pour=autre")
    text = text_of(response)
    assert "<h1>5 lieux peuvent vous aider</h1>" in text
    assert text.count("Fiche à emporter") == 3
    assert "Une personne vous accompagne" in text
    assert 'href="tel:+33465710000"' in text
    carried = "services=demarches&amp;lieu=42218&amp;pour=autre&amp;demarche=caf"
    assert f"/imprimer/?{carried}" in text


def test_the_answers_are_told_with_a_way_to_change_each(visitor: Client) -> None:
    some_places()
    VenueFactory()
    query = "besoin=demarches&lieu=42218&quand=matin&acces=gratuit"
    steps = shown(visitor, query).context["steps"]
    assert [one.title for one in steps] == ["Besoin", "Lieu", "Moment", "Accueil"]
    assert steps[1].words == "Saint-Étienne"
    for one, path in zip(steps, ("besoin", "lieu", "disponibilite", "acces"), strict=True):
        parts = urlsplit(one.url)
        assert parts.path == f"/orientation/{path}/"
        assert parse_qs(parts.query) == parse_qs(query)


def test_without_a_place_the_page_asks_for_it_first(visitor: Client) -> None:
    VenueFactory()
    response = shown(visitor, "besoin=demarches")
    assert "<h1>Dites-nous où vous êtes</h1>" in text_of(response)
    assert urlsplit(response.context["place_url"]).path == "/orientation/lieu/"
    assert "besoin=demarches" in response.context["place_url"]
    assert response.context["first"] == []


def test_an_unknown_place_is_said_and_the_page_stands(visitor: Client) -> None:
    response = shown(visitor, "lieu=00000&besoin=cuisine")
    assert len(response.context["notices"]) == 2
    assert "Nous ne connaissons pas ce lieu" in text_of(response)


def test_nothing_near_says_how_far_the_nearest_is(visitor: Client) -> None:
    some_places()
    VenueFactory(name="Au loin", latitude=45.758, longitude=4.8351)
    text = text_of(shown(visitor, "besoin=demarches&lieu=42218"))
    assert "Aucun lieu ne convient tout près" in text
    assert "Le plus proche qui convient est à 50 km." in text
    assert "Au loin" in text


def test_nothing_anywhere_gives_a_number_to_call(visitor: Client) -> None:
    some_places()
    response = shown(visitor, "besoin=demarches&lieu=42218")
    main = text_of(response).split("<main")[1].split("</main>")[0]
    assert "Nous ne connaissons aucun lieu d’aide ici" in main
    assert "Téléphonez, ou demandez à la mairie de Saint-Étienne." in main
    assert 'href="tel:' in main


def test_a_change_leads_to_what_it_promises(visitor: Client) -> None:
    some_places()
    VenueFactory(hours="Mo 09:00-12:00")
    response = shown(visitor, "lieu=42218&jour=dimanche")
    (change,) = response.context["changes"]
    assert change.label.replace("\u00a0", " ") == "1 lieu à un autre moment"
    then = visitor.get(change.url)
    assert then.context["outcome"].count == 1


def test_places_with_unknown_hours_have_their_own_page(visitor: Client) -> None:
    some_places()
    for number in range(5):
        VenueFactory(hours="", name=f"Muet {number}")
    VenueFactory(name="Sûr")
    response = shown(visitor, "lieu=42218&quand=matin")
    assert response.context["unknown_hours"].count == 5
    apart = visitor.get(response.context["unknown_hours_url"])
    assert "5 lieux aux horaires à vérifier" in text_of(apart)


def test_places_of_unknown_hours_come_first_when_no_other_fits(visitor: Client) -> None:
    some_places()
    for number in range(5):
        VenueFactory(hours="", name=f"Muet {number}")
    VenueFactory(name="Fermé le samedi")
    VenueFactory(name="Au loin", hours="Sa 09:00-12:00", latitude=45.758, longitude=4.8351)
    text = text_of(shown(visitor, "lieu=42218&quand=samedi"))
    assert "<h1>5 lieux à appeler : leurs horaires ne sont pas connus</h1>" in text
    assert "Aucun lieu ne convient" not in text
    main = text.split("<main")[1]
    order = [main.index(words) for words in ("Muet 0", "Fermé le samedi", "Au loin")]
    assert order == sorted(order)
    assert "5 lieux aux horaires à vérifier" in text_of(
        visitor.get(f"{PAGE}?lieu=42218&quand=samedi&horaires=inconnus")
    )


def test_a_place_for_some_people_is_not_the_first_to_call(visitor: Client) -> None:
    some_places()
    VenueFactory(hours="", name="Cap emploi 42")
    VenueFactory(name="Médiathèque")
    groups = shown(visitor, "lieu=42218&quand=samedi").context["to_call"]
    assert [one.anchor for one in groups] == ["proches", "appeler"]


def test_a_need_without_any_place_shows_near_places_and_public_lines(visitor: Client) -> None:
    some_places()
    VenueFactory(name="Médiathèque", services=("outils",))
    text = text_of(shown(visitor, "lieu=42218&besoin=securite"))
    assert "Près de chez vous, ils aident pour autre chose : appelez" in text
    assert "17Cyber" in text
    assert "1 lieu pour tous les types d’aide" in text
    assert "0 lieu" not in text_of(shown(visitor, "besoin=securite"))


def test_a_far_place_is_one_line_and_no_card(visitor: Client) -> None:
    some_places()
    VenueFactory(name="Au loin", latitude=45.758, longitude=4.8351)
    text = text_of(shown(visitor, "lieu=42218&minutes=30&mode=transports"))
    assert text.count("Le plus proche qui convient est à 50 km.") == 1
    assert "Au loin" not in text


@pytest.mark.parametrize(
    ("number", "lede"),
    [(1, "Le voici."), (2, "Les voici."), (4, "Voici ceux que nous vous conseillons d’abord.")],
)
def test_one_place_is_told_in_the_singular(visitor: Client, number: int, lede: str) -> None:
    some_places()
    for _ in range(number):
        VenueFactory()
    assert shown(visitor, "lieu=42218").context["lede"] == lede


def test_places_that_tell_no_cost_are_one_click_away(visitor: Client) -> None:
    some_places()
    VenueFactory(costs=())
    VenueFactory()
    link = shown(visitor, "lieu=42218&acces=gratuit").context["unknown_costs"]
    assert link.label == "1 autre lieu ne dit pas son prix"
    assert "gratuit" not in link.url


def test_pages_follow_each_other_and_keep_the_answers(visitor: Client) -> None:
    some_places()
    for number in range(20):
        VenueFactory(name=f"Lieu {number}")
    response = shown(visitor, "lieu=42218&besoin=demarches&liste=rn22222222")
    following = visitor.get(response.context["next_url"])
    assert following.context["page_number"] == 2
    assert len(following.context["rest"]) == 7
    assert "besoin=demarches" in following.context["previous_url"]
    assert "liste=rn22222222" in response.context["next_url"]


def test_a_page_that_does_not_exist_is_told(visitor: Client) -> None:
    some_places()
    VenueFactory()
    assert "Cette page n’existe pas" in text_of(shown(visitor, "lieu=42218&page=zéro"))


def test_adding_a_place_to_the_list_keeps_the_answers(visitor: Client) -> None:
    some_places()
    for number in range(5):
        VenueFactory(name=f"Lieu {number}")
    content = text_of(shown(visitor, "lieu=42218&besoin=demarches&quand=matin"))
    assert f"{PAGE}?besoin=demarches&amp;quand=matin&amp;lieu=42218&amp;liste=" in content


def test_no_engine_and_no_shared_cache_keep_the_answers(visitor: Client) -> None:
    response = shown(visitor, "besoin=demarches")
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert "private" in response["Cache-Control"]
    assert "ETag" not in response
    assert not response.cookies


def test_hostile_answers_are_shown_as_text_or_left_out(visitor: Client) -> None:
    for hostile in ("<script>alert(1)</script>", "\u202ejs", "=HYPERLINK(1)", "a" * 300):
        query = urlencode(dict.fromkeys(("besoin", "lieu", "quand", "minutes"), hostile))
        assert "<script>alert" not in shown(visitor, query).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "besoin=demarches&lieu=42218&quand=matin&acces=gratuit",
        "besoin=securite&lieu=42218&jour=dimanche&acces=sourd&acces=anglais&acces=mental",
        "besoin=demarches&lieu=42&jour=dimanche&acces=langues&acces=aveugle",
        "besoin=demarches&lieu=2A004&quand=soir&acces=lecture&minutes=10&mode=pied",
    ],
)
def test_the_page_is_light_and_asks_few_questions_of_the_database(
    visitor: Client, query: str
) -> None:
    some_venues(120)
    address = f"{PAGE}?{query}"
    visitor.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = visitor.get(address)
    assert len(asked) <= 8, [one["sql"][:120] for one in asked]
    assert response.status_code == 200


def test_any_answers_lead_to_a_place_or_to_a_number(visitor: Client) -> None:
    some_venues(40)
    chance = random.Random(3)
    for _ in range(12):
        query = urlencode(some_answers(chance).query(), doseq=True)
        response = shown(visitor, query)
        assert response.context["outcome"].leads_somewhere


@pytest.mark.parametrize(
    ("answers", "query"),
    [
        (Answers(services=("outils",), place="42218"), {"services": ["outils"], "lieu": ["42218"]}),
        (Answers(equipment=("imprimer",)), {"services": ["acces"]}),
        (Answers(when=("maintenant",)), {"ouvert": ["maintenant"]}),
        (Answers(when=("samedi",)), {"ouvert_le": ["samedi"]}),
        (Answers(when=("matin",), days=("mardi",)),
         {"ouvert_le": ["mardi"], "de": ["00:00"], "a": ["12:30"]}),
        (Answers(when=("matin", "soir"), days=("mardi",)), {}),
        (Answers(when=("samedi", "telephone")), {}),
        (Answers(access=("gratuit", "sourd", "seniors")),
         {"frais_a_charge": ["gratuit", "condition"], "prise_en_charge_specifique": ["surdite"],
          "publics_specifiquement_adresses": ["seniors"]}),
        (Answers(doing="a_ma_place", appointment="avec"),
         {"a_ma_place": ["true"], "prise_rdv": ["true"]}),
        (Answers(when=("distance",)), {"modalites_accompagnement": ["distance"]}),
    ],
)  # fmt: skip
def test_the_plain_list_asks_the_same(answers: Answers, query: dict[str, list[str]]) -> None:
    assert equivalent_list(answers) == query


def test_the_plain_list_understands_the_address_of_the_map(visitor: Client) -> None:
    some_places()
    VenueFactory()
    query = "besoin=demarches&lieu=42218&jour=mardi&quand=matin&acces=gratuit&faire=a_ma_place"
    listed = visitor.get(shown(visitor, query).context["map_url"])
    assert listed.status_code == 200
    assert not listed.context["filter_form"].errors
