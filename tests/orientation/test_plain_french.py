"""The questionnaire speaks plain French: short sentences, words that people know."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from orientation.steps import STEPS, Step
from tests.factories import CommuneFactory, DepartementFactory, RegionFactory, VenueFactory
from tests.orientation.plain_french import LIST, LONGEST, faults, known_words, length, sentences

#: Names of places are no words to explain.
NAMES = {"saint", "étienne", "loire", "denis", "réunion", "lyon"}
COMMON, EXPLAINED = known_words(LIST.read_text("utf-8"))
KNOWN = COMMON | set(EXPLAINED) | NAMES
FULL = "besoin=demarches&besoin=acces&besoin=emploi&lieu=42218&quand=matin"


@pytest.fixture
def town() -> None:
    RegionFactory()
    DepartementFactory()
    CommuneFactory()
    VenueFactory(hours="")
    VenueFactory(latitude=45.9, services=("equipement",))


@pytest.mark.parametrize("whom", ["moi", "autre"])
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_a_question_is_written_in_plain_french(
    visitor: Client, town: None, step: Step, whom: str
) -> None:
    suite = f"&suite={step.key}" if step.is_detail else ""
    path = reverse(step.page)
    html = visitor.get(f"{path}?{FULL}&pour={whom}{suite}").content.decode()
    assert len(sentences(html)) > 4
    assert faults(html, KNOWN) == []


@pytest.mark.parametrize(
    "path",
    [
        "/orientation/",
        "/orientation/besoin/",
        "/orientation/besoin/?besoin=demarches&compris=1&langue=en",
        "/orientation/lieu/?choix=42218,departement-42",
        "/orientation/lieu/?choix=42218&approche=1",
        "/orientation/acces/?lieu=00000&demarche=rien",
    ],
)
def test_what_is_said_on_the_way_is_plain_french(visitor: Client, town: None, path: str) -> None:
    assert faults(visitor.get(path).content.decode(), KNOWN) == []


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/orientation/lieu/", {"latitude": "nan", "longitude": "0"}),
        ("/orientation/lieu/", {"latitude": "0", "longitude": "0"}),
        ("/orientation/mots/", {"mots": "xqzt"}),
    ],
)
def test_what_is_said_of_a_form_is_plain_french(
    visitor: Client, town: None, path: str, data: dict[str, str]
) -> None:
    assert faults(visitor.post(path, data).content.decode(), KNOWN) == []


def page(text: str) -> str:
    """Return a page that says a text."""
    return f"<!doctype html><title>x</title><main><p>{text}</p></main>"


def test_a_long_sentence_and_a_hard_word_are_found() -> None:
    long = "un deux " * 7
    assert faults(page(long), {"un", "deux"}) == [f"14 mots : {long.strip()}"]
    strange = ["mots inconnus ['subsidiarité'] : la subsidiarité"]
    assert faults(page("la subsidiarité"), {"la"}) == strange


def test_sentences_are_parted_where_a_reader_stops() -> None:
    html = page("Venez. Le lieu est-il ouvert ? <strong>Oui</strong> : <a href='x'>voir</a>")
    assert sentences(html) == ["Venez.", "Le lieu est-il ouvert ?", "Oui : voir"]
    assert length("L’après-midi, 1 204 lieux") == 4


def test_every_hard_word_is_explained_in_a_short_sentence() -> None:
    assert len(EXPLAINED) > 10
    for term, explanation in EXPLAINED.items():
        assert term not in COMMON, term
        assert 2 <= length(explanation) <= LONGEST, term
