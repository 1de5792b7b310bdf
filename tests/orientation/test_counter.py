"""« Mode accueil »: three fields, three places, the phone script, and nothing kept."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse, QueryDict
from django.test import Client

from orientation.counter import Asked, listed_words, read_form
from orientation.needs import understanding
from orientation.needs.shapes import Elsewhere, Emergency, Guess, Understanding
from tests.browser.world import make_world
from tests.factories import CommuneFactory
from tests.orientation.factories import HelplineFactory
from tests.venues.test_list_page import words as text_of

URL = "/orientation/accueil/"
PLACE = {"ou": "Saint-Étienne"}


def form(**fields: str) -> Asked:
    """Return what a form means."""
    data = QueryDict(mutable=True)
    data.update(fields)
    return read_form(data)


def sent(visitor: Client, **fields: str) -> HttpResponse:
    """Send the form."""
    return visitor.post(URL, fields)


@pytest.fixture
def understands(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Choose what the words mean."""

    def mean(found: Understanding) -> None:
        monkeypatch.setattr("orientation.needs.understand", lambda text: found)

    return mean


def test_the_words_engine_is_the_one_of_the_questionnaire() -> None:
    from orientation import needs

    assert needs.understand is understanding.understand


def test_the_empty_screen_asks_three_things_and_is_kept_nowhere(visitor: Client) -> None:
    response = visitor.get(URL)
    html = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    for name in ("mots", "ou", "quand"):
        assert html.count(f' name="{name}"') == 1
    assert "csrf" not in html


def test_the_answer_shows_three_places_with_phone_sheet_and_script(visitor: Client) -> None:
    make_world()
    response = sent(visitor, mots="Les impôts", quand="matin", **PLACE)
    text = text_of(response.content.decode())
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    found = response.context["found"]
    assert len(found.advices) == 3
    for advice in found.advices:
        assert "pour=autre" in advice.paper_url
        assert "demarche=impots" in advice.paper_url
        assert advice.card.venue.name in text
    assert "04 65 71 00 00" in text
    assert "Bonjour, je vous appelle pour une personne que j’accompagne." in text
    assert "ses impôts" in text
    assert "votre dernier avis d’impôt" in text
    assert "quand=matin" in response.context["results_url"]


def test_nothing_typed_stands_in_an_address_of_the_answer(visitor: Client) -> None:
    make_world()
    response = sent(visitor, mots="imprimer un papier secretmot", **PLACE)
    html = response.content.decode()
    links = [part.split('"')[0] for part in html.split('href="')[1:]]
    assert not [link for link in links if "secretmot" in link or "tienne" in link]
    assert html.count("secretmot") == 1


def test_a_need_picked_in_the_list_is_taken_as_it_is() -> None:
    CommuneFactory()
    assert form(mots="la caf ou la MSA", **PLACE).answers.procedure == "caf"
    for label in listed_words():
        asked = form(mots=label, **PLACE)
        assert asked.understanding is None
        assert len(asked.answers.services) == 1, label


def test_words_are_understood_and_may_be_corrected_with_a_button(
    visitor: Client, understands: Any
) -> None:
    make_world()
    understands(
        Understanding(
            (Guess("acces", 0.6, ("imprimer",)), Guess("demarches", 0.3)), procedure="caf"
        )
    )
    first = sent(visitor, mots="un papier", **PLACE)
    assert first.context["understood"] == ["Utiliser un ordinateur, internet, imprimer"]
    assert first.context["ideas"] == ["imprimer"]
    assert [code for code, _label in first.context["others"]] == ["demarches"]
    second = sent(visitor, mots="un papier", besoin="demarches", **PLACE)
    assert second.context["understood"] == ["Faire des papiers sur internet"]
    assert "demarche=caf" in second.context["found"].advices[0].paper_url


URGENT = Understanding(
    (Guess("demarches", 0.7),),
    emergency=Emergency("x", "Numéro d’exemple", "01 99", "114", "24 h", ""),
)


def test_an_emergency_stands_alone_with_its_number(visitor: Client, understands: Any) -> None:
    make_world()
    understands(URGENT)
    html = sent(visitor, mots="au secours", **PLACE).content.decode()
    answer = html.split("data-answer")[1]
    assert "Numéro d’exemple" in answer
    assert 'href="tel:0199"' in answer
    assert "Numéro non vérifié par nous" in answer
    for other in ('id="lieux"', 'id="script"', 'id="compris"'):
        assert other not in answer


def test_an_agent_may_say_that_it_is_no_emergency(visitor: Client, understands: Any) -> None:
    make_world()
    understands(URGENT)
    html = sent(visitor, mots="au secours", besoin="demarches", **PLACE).content.decode()
    answer = html.split("data-answer")[1]
    assert answer.index("Numéro d’exemple") < answer.index('id="lieux"')


def test_what_is_not_ours_says_whom_to_turn_to(visitor: Client, understands: Any) -> None:
    make_world()
    understands(
        Understanding(
            off_topic=True, elsewhere=Elsewhere("x", "Un médecin vous aidera.", "Médecin")
        )
    )
    text = text_of(sent(visitor, mots="mal au dos", **PLACE).content.decode())
    assert "Ce n’est pas ici" in text
    assert "Un médecin vous aidera." in text
    assert "À dire au téléphone" not in text


def test_without_a_known_place_the_field_says_what_to_do(visitor: Client) -> None:
    make_world()
    for typed in ("", "zzzzzzzz"):
        response = sent(visitor, mots="Les impôts", ou=typed)
        assert response.status_code == 422
        assert 'aria-invalid="true"' in response.content.decode()
        assert response.context["found"] is None
        assert 'value="Les impôts"' in response.content.decode()


def test_several_communes_are_offered_and_the_choice_is_remembered(visitor: Client) -> None:
    make_world()
    first = sent(visitor, ou="Saint-Denis")
    assert {place.code for place in first.context["places"]} == {"93066", "97411"}
    assert first.context["found"] is None
    chosen = sent(visitor, ou="Saint-Denis", lieu="97411")
    assert not chosen.context["places"]
    assert chosen.context["code"] == "97411"
    label = chosen.context["where"]
    assert label == "Saint-Denis (La Réunion)"
    again = sent(visitor, ou=label, ou_connu=label, code_connu="97411", mots="Les impôts")
    assert again.context["code"] == "97411"
    other = sent(visitor, ou="Martigues", ou_connu=label, code_connu="97411")
    assert other.context["code"] == "13056"


def test_where_nothing_is_known_a_number_is_given(visitor: Client) -> None:
    CommuneFactory()
    HelplineFactory()
    response = sent(visitor, mots="Les impôts", **PLACE)
    assert response.context["found"].advices == []
    assert response.content.decode().split("data-answer")[1].count("01 99 00 00 00") >= 2


def test_the_foot_names_the_number_of_the_place_asked(visitor: Client) -> None:
    make_world()
    HelplineFactory(level="departement", code="42", number="01 99 00 00 42")
    assert "01 99 00 00 42" in sent(visitor, **PLACE).content.decode().split("<footer")[1]
    assert "01 99 00 00 42" not in visitor.get(URL).content.decode().split("<footer")[1]


@pytest.mark.parametrize(
    "fields",
    [
        {"mots": "<script>alert(1)</script>\u202e", "ou": '"><b>'},
        {"mots": "a" * 10_000, "ou": "b" * 10_000},
        {"mots": "=HYPERLINK(1)\x00", "ou": "42000\x00"},
        {"quand": "jamais", "besoin": "x", "lieu": "../..", "code_connu": "1" * 500},
        {},
    ],
)
def test_hostile_fields_are_text_or_nothing(visitor: Client, fields: dict[str, str]) -> None:
    response = visitor.post(URL, fields)
    assert response.status_code in (200, 422)
    assert "<script>alert" not in response.content.decode()
    assert '"><b>' not in response.content.decode()


def test_only_reading_and_sending_are_allowed(visitor: Client) -> None:
    assert visitor.delete(URL).status_code == 405
    assert visitor.head(URL).status_code == 200
