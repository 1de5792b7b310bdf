"""The questionnaire as pages: one question each, the state in the address, nothing kept."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from orientation.steps import STEPS, Step
from tests.factories import (
    ArrondissementFactory,
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    RegionFactory,
    VenueFactory,
)
from tests.venues.test_list_page import words

FULL = "besoin=demarches&besoin=acces&besoin=emploi&lieu=42218&quand=matin&pour=moi"


class Forms(HTMLParser):
    """What the GET form of a page would send, with some choices ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.action = ""
        self.fields: list[tuple[str, str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("method") == "get"
            self.action = given["action"] if self._inside else self.action
        if tag == "input" and self._inside:
            ticked = given["type"] == "hidden" or "checked" in given
            if ticked:
                self.fields.append((given["name"], given["value"]))


def send(visitor: Client, path: str, **ticked: str) -> str:
    """Send the form of a page with more choices ticked; return the address it leads to."""
    response = visitor.get(path)
    assert response.status_code == 200, path
    forms = Forms()
    forms.feed(response.content.decode())
    data: dict[str, list[str]] = {}
    for name, value in [*forms.fields, *ticked.items()]:
        data.setdefault(name, []).append(value)
    answer = visitor.get(forms.action, data)
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def _address(step: Step) -> str:
    suite = f"&suite={step.key}" if step.is_detail else ""
    return f"{reverse(step.page)}?{FULL}{suite}"


@pytest.fixture
def town() -> None:
    RegionFactory()
    DepartementFactory()
    EpciFactory()
    CommuneFactory()
    VenueFactory(services=("demarches", "acces", "emploi"))


def test_the_whole_way_from_the_first_question_to_the_results(visitor: Client, town: None) -> None:
    url = send(visitor, "/orientation/", pour="autre")
    assert url == "/orientation/besoin/?pour=autre"
    url = send(visitor, url, besoin="demarches")
    url = send(visitor, url, demarche="caf")
    url = send(visitor, url, faire="avec")
    posted = {name: values[-1] for name, values in parse_qs(urlsplit(url).query).items()}
    answer = visitor.post("/orientation/lieu/", {**posted, "ou": "saint etienne"})
    assert answer.status_code == 303
    url = send(visitor, str(answer.headers["Location"]), trajet="voiture-15")
    url = send(visitor, url, quand="matin")
    url = send(visitor, url, jour="lundi")
    url = send(visitor, url, rdv="sans")
    url = send(visitor, url, acces="gratuit")
    assert urlsplit(url).path == "/orientation/resultats/"
    assert parse_qs(urlsplit(url).query) == {
        "besoin": ["demarches"], "quand": ["matin"], "jour": ["lundi"], "acces": ["gratuit"],
        "pour": ["autre"], "faire": ["avec"], "mode": ["voiture"], "rdv": ["sans"],
        "demarche": ["caf"], "lieu": ["42218"], "minutes": ["15"],
    }  # fmt: skip


def test_saying_nothing_is_not_knowing(visitor: Client, town: None) -> None:
    url = "/orientation/?lieu=42218"
    for _ in range(5):
        if "/lieu/" in url and "suite" not in url:
            url = str(visitor.post("/orientation/lieu/", {"lieu": "42218"}).headers["Location"])
        url = send(visitor, url)
        if "resultats" in url:
            break
    assert url in ("/orientation/resultats/?lieu=42218", "/orientation/acces/?lieu=42218")


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_every_question_has_its_ways_out_and_few_queries(
    visitor: Client, town: None, step: Step
) -> None:
    path = _address(step)
    visitor.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = visitor.get(path, headers={"accept": "text/html;q=0.9"})
    html = response.content.decode()
    assert response.status_code == 200
    assert len(queries) <= 8
    assert len(html) < 24_000
    text = words(html)
    for way in ("Retour", "Je ne sais pas", "Continuer", "Effacer et quitter"):
        assert way in text, way
    assert '<meta name="robots" content="noindex">' in html
    assert not response.cookies


def test_titles_are_the_questions(visitor: Client, town: None) -> None:
    titles = []
    for step in STEPS:
        html = visitor.get(_address(step)).content.decode()
        titles += re.findall(r"<title>(.*?) – Repères", html)
        assert len(re.findall(r"<h1", html)) == 1
    assert len(set(titles)) == len(STEPS)


def test_a_page_without_answers_may_be_indexed(visitor: Client) -> None:
    html = visitor.get("/orientation/").content.decode()
    assert "noindex" not in html
    assert '<link rel="canonical" href="http://testserver/orientation/">' in html


@pytest.mark.parametrize(
    "query",
    [
        "besoin=cuisine", "lieu=00000", "demarche=inconnue", "minutes=mille",
        "pour=<script>alert(1)</script>", "lieu=%E2%80%AE42218", "quand=jamais",
    ],
)  # fmt: skip
def test_a_bad_value_is_told_and_left_out(visitor: Client, town: None, query: str) -> None:
    response = visitor.get(f"/orientation/acces/?{query}")
    html = response.content.decode()
    assert response.status_code == 200
    assert "Un choix n’a pas été compris" in html
    assert "<script>alert" not in html
    assert not re.search(r'type="hidden" name="(besoin|lieu|demarche|minutes|pour|quand)"', html)


def test_a_way_is_not_asked_without_a_town(visitor: Client) -> None:
    response = visitor.get("/orientation/lieu/?suite=trajet&besoin=outils")
    assert response.status_code == 302
    assert response.headers["Location"] == "/orientation/lieu/?besoin=outils"


def test_who_comes_with_answers_reads_them_and_may_change_each(visitor: Client, town: None) -> None:
    html = visitor.get(f"/orientation/?{FULL}").content.decode()
    text = words(html)
    assert "Vos réponses" in text
    assert "Saint-Étienne" in text
    assert "/orientation/lieu/?besoin=demarches" in html
    assert "Vos réponses" not in words(visitor.get("/orientation/").content.decode())


# --- The place ----------------------------------------------------------------------------------
def post_place(visitor: Client, **data: str) -> str:
    """Return where the form of the place leads."""
    response = visitor.post("/orientation/lieu/", data)
    assert response.status_code == 303
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]
    return str(response.headers["Location"])


@pytest.mark.parametrize("typed", ["42218", "Saint-Étienne", "ST ETIENNE", "saint etienne (42)"])
def test_a_town_typed_becomes_a_code(visitor: Client, town: None, typed: str) -> None:
    url = post_place(visitor, ou=typed, besoin="loisirs")
    assert url == "/orientation/lieu/?besoin=loisirs&lieu=42218&suite=trajet"


def test_the_places_can_be_seen_at_once(visitor: Client, town: None) -> None:
    url = post_place(visitor, ou="Saint-Étienne", vers="resultats")
    assert url == "/orientation/resultats/?lieu=42218"


def test_a_departement_has_no_way_to_ask(visitor: Client, town: None) -> None:
    assert post_place(visitor, ou="Loire") == "/orientation/disponibilite/?lieu=42"


def test_namesakes_are_offered_with_the_answers_kept(visitor: Client, town: None) -> None:
    for code, departement in (("93066", "93"), ("97411", "974")):
        DepartementFactory(code=departement, name=departement)
        CommuneFactory(code=code, name="Saint-Denis", departement_code=departement)
    url = post_place(visitor, ou="Saint-Denis", besoin="outils", vers="resultats")
    html = visitor.get(url).content.decode()
    assert "/orientation/resultats/?besoin=outils&amp;lieu=97411" in html
    assert "/orientation/resultats/?besoin=outils&amp;lieu=93066" in html


def test_a_group_of_communes_is_parted_in_its_communes(visitor: Client, town: None) -> None:
    CommuneFactory(code="42207", name="Saint-Chamond", population=35_000)
    assert "choix=42218%2C42207" in post_place(visitor, ou="Saint-Étienne Métropole")


def test_an_unknown_place_is_asked_again_with_what_was_typed(visitor: Client, town: None) -> None:
    response = visitor.post("/orientation/lieu/", {"ou": "zzzzzz", "besoin": "outils"})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="zzzzzz"' in html
    assert 'aria-invalid="true"' in html
    assert 'name="besoin" value="outils"' in html


def test_an_empty_form_keeps_the_place_already_known(visitor: Client, town: None) -> None:
    assert post_place(visitor, ou="", lieu="42218").startswith("/orientation/lieu/?lieu=42218")
    assert post_place(visitor, ou="") == "/orientation/disponibilite/"


def test_a_position_becomes_the_code_of_the_nearest_commune(visitor: Client, town: None) -> None:
    CommuneFactory(code="42207", name="Saint-Chamond", latitude=45.474, longitude=4.514)
    url = post_place(visitor, latitude="45.470", longitude="4.500", besoin="loisirs")
    assert parse_qs(urlsplit(url).query)["lieu"] == ["42207"]
    assert "45.47" not in url


def test_a_position_in_paris_becomes_an_arrondissement(visitor: Client, town: None) -> None:
    CommuneFactory(code="75056", name="Paris", latitude=48.8589, longitude=2.347)
    ArrondissementFactory()
    ArrondissementFactory(code="75120", name="Paris 20e", latitude=48.8646, longitude=2.3984)
    assert "lieu=75112" in post_place(visitor, latitude="48.853", longitude="2.355")


@pytest.mark.parametrize(
    ("latitude", "longitude", "said"),
    [
        ("nan", "4.4", "n’a pas été comprise"), ("ici", "4.4", "n’a pas été comprise"),
        ("45.4", "", "n’a pas été comprise"), ("0", "0", "est loin"),
        ("1e308", "inf", "n’a pas été comprise"), ("40.7", "-74", "est loin"),
    ],
)  # fmt: skip
def test_a_position_that_is_none_or_far_is_told(
    visitor: Client, town: None, latitude: str, longitude: str, said: str
) -> None:
    data = {"latitude": latitude, "longitude": longitude}
    response = visitor.post("/orientation/lieu/", data)
    assert response.status_code == 422
    assert said in words(response.content.decode())


# --- Free words ---------------------------------------------------------------------------------
def post_words(visitor: Client, text: str, **data: str) -> str:
    """Return where some words lead."""
    response = visitor.post("/orientation/mots/", {"mots": text, **data})
    assert response.status_code == 303
    assert not response.cookies
    return str(response.headers["Location"])


def test_words_tick_the_list_and_say_why(visitor: Client, town: None) -> None:
    url = post_words(visitor, "je dois faire ma déclaration d’impôts", lieu="42218")
    query = parse_qs(urlsplit(url).query)
    assert query["besoin"][0] == "demarches"
    assert query["lieu"] == ["42218"]
    assert "declaration" not in url.replace("compris", "")
    html = visitor.get(url).content.decode()
    assert "Nous avons compris" in html
    assert re.search(r'value="demarches" checked', html)


def test_what_was_understood_cannot_be_made_up_in_an_address(visitor: Client) -> None:
    response = visitor.get("/orientation/besoin/?besoin=outils&compris=appelez,le,0899")
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    assert "0899" not in main
    assert "appelez" not in main


def test_an_emergency_is_answered_at_once_and_never_in_an_address(visitor: Client) -> None:
    response = visitor.post("/orientation/mots/", {"mots": "mon mari me frappe"})
    text = words(response.content.decode())
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert text.index("3919") < text.index("Chercher un lieu")
    assert "frappe" not in text


@pytest.mark.parametrize("text", ["je cherche un plombier", "j’ai mal aux dents"])
def test_what_is_not_for_here_is_said(visitor: Client, text: str) -> None:
    response = visitor.post("/orientation/mots/", {"mots": text})
    html = response.content.decode()
    assert response.status_code == 200
    assert "Ce n’est pas ici" in words(html)
    assert text not in html


@pytest.mark.parametrize("text", ["", "   ", "\x00\u202e"])
def test_no_words_lead_to_the_list(visitor: Client, text: str) -> None:
    assert post_words(visitor, text, besoin="outils") == "/orientation/besoin/?besoin=outils#liste"


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "x" * 20_000, "=HYPERLINK(1)", "😀"])
def test_hostile_words_never_break_or_come_back(visitor: Client, text: str) -> None:
    response = visitor.post("/orientation/mots/", {"mots": text})
    assert response.status_code in (200, 303)
    assert text not in response.content.decode()
    assert "script" not in response.headers.get("Location", "")


def test_another_language_is_told(visitor: Client) -> None:
    url = post_words(visitor, "I need help with my computer please")
    assert "langue=en" in url
    assert "Vous avez écrit en anglais." in words(visitor.get(url).content.decode())


def test_words_asked_by_their_address_lead_to_the_list(visitor: Client) -> None:
    response = visitor.get("/orientation/mots/?lieu=42")
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/orientation/besoin/")
