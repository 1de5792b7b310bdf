"""The siting bench as a page: the address is the scenario, nothing posted is kept."""

from __future__ import annotations

import csv
import io
import re
from unittest.mock import patch

import html5lib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coverage.siting.ground import forget_ground
from coverage.siting.scenario import Scenario
from coverage.siting_form import SitingForm
from coverage.siting_page import address_of, bench
from ifn_site.http import UpstreamError
from territories.models import Commune
from tests.factories import VenueFactory
from tests.fragility.factories import active_release, make_country

HERE = "/couverture/et-si/"
LOIRE = f"{HERE}?territoire=departement:42&pour=loin"


@pytest.fixture(autouse=True)
def country() -> None:
    """Eight communes of the Loire on a line, 0.1 degree apart; one venue, in the first."""
    forget_ground()
    make_country()
    for rank in range(1, 9):
        Commune.objects.filter(code=f"42{rank:03}").update(
            latitude=45.0 + rank / 10, longitude=4.0, name=f"Bourg {rank}", folded=f"bourg {rank}"
        )
    Commune.objects.filter(code__startswith="2A").update(latitude=42.0, longitude=9.0)
    VenueFactory(
        name="Médiathèque", commune_code="42001", latitude=45.1, longitude=4.0,
        epci_code="244200001", services=("demarches",),
    )  # fmt: skip
    active_release()


def rows_of(answer: HttpResponse) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


def test_the_empty_bench_asks_for_a_territory(visitor: Client) -> None:
    answer = visitor.get(HERE)
    assert answer.status_code == 200
    assert "departement:42" in answer.text
    assert "Avant et après" not in answer.text


def test_a_question_shows_options_before_and_after_and_why(visitor: Client) -> None:
    answer = visitor.get(LOIRE)
    assert answer.status_code == 200
    for words in ("Option 1", "Avant et après", "Pourquoi ces lieux", "Personne trop loin",
                  "Parmi ces candidats et sous ces hypothèses"):  # fmt: skip
        assert words in answer.text
    parser = html5lib.HTMLParser()
    parser.parse(answer.content, transport_encoding="utf-8")
    assert parser.errors == []
    assert not answer.cookies


def test_the_places_chosen_bring_the_most_people_near() -> None:
    found = bench(Scenario("departement", "42", aim="loin", count=1)).answer
    # 0.1 degree is 11 km as the crow flies: 17 minutes at 50 km/h, so that each place serves its
    # commune and both its neighbours. Bourg 7 serves 600 + 700 + 800 people.
    assert found.aimed == 300 + 400 + 500 + 600 + 700 + 800
    (step, *_) = found.steps
    world = found.place.world
    assert str(world.codes[found.candidates.communes[step.candidate]]) == "42007"
    assert step.gain == 2100
    assert found.options[0].change.newly_near == 2100


def test_the_csv_says_the_scenario_and_the_same_figures(visitor: Client) -> None:
    answer = visitor.get(f"{HERE}scenario.csv?territoire=departement:42&pour=loin&nombre=1")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    today, option, *_ = rows_of(answer)
    assert (today["option"], today["habitants_proches"], today["habitants_loin"]) == (
        "aujourd’hui", "300", "3300",
    )  # fmt: skip
    assert (option["option"], option["nom"], option["code"]) == ("Option 1", "Bourg 7", "42007")
    assert (option["gain_habitants"], option["habitants_rapproches"]) == ("2100", "2100")
    assert (option["territoire"], option["pour"], option["minutes"]) == (
        "departement:42", "loin", "20",
    )  # fmt: skip
    assert float(option["fgt1"]) <= float(today["fgt1"])


def test_the_same_address_gives_the_same_bytes(visitor: Client) -> None:
    address = f"{HERE}scenario.csv?territoire=departement:42&pour=loin"
    assert visitor.get(address).content == visitor.get(address).content


def test_an_address_says_a_scenario_and_a_scenario_its_address() -> None:
    scenario = Scenario(
        "epci",
        "244200001",
        "demarches",
        "pied",
        10,
        5,
        "loin",
        "choix",
        "0.5",
        ("lieu",),
        ("42003",),
    )
    from django.http import QueryDict

    form = SitingForm(QueryDict(address_of(scenario).partition("?")[2]))
    assert form.is_valid(), form.errors
    assert form.scenario() == scenario
    assert address_of(Scenario("departement", "42")) == f"{HERE}?territoire=departement:42"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("territoire=france:FR", "trop grande"),
        ("territoire=departement:99", "pas connu"),
        ("territoire=<script>alert(1)</script>", "pas connu"),
        ("territoire=", "Choisissez un territoire"),
        ("territoire=departement:42&nombre=21", "de 1 à 20"),
        ("territoire=departement:42&nombre=mille", "de 1 à 20"),
        ("territoire=departement:42&minutes=7", "réponses proposées"),
        ("territoire=departement:42&candidats=lieux", "Choisissez d’abord une aide"),
        ("territoire=departement:42&candidats=choix", "Ajoutez d’abord une commune"),
        ("territoire=departement:42&candidats=choix&commune=ici", "Ajoutez d’abord une commune"),
    ],
)
def test_a_wrong_answer_says_what_to_do(visitor: Client, query: str, said: str) -> None:
    answer = visitor.get(f"{HERE}?{query}")
    assert answer.status_code == 422
    assert said in answer.text
    assert "<script>alert" not in answer.text


def test_candidates_may_be_chosen_communes_only() -> None:
    scenario = Scenario(
        "departement", "42", aim="loin", kind="choix", communes=("42004", "42007"), count=2
    )
    found = bench(scenario)
    assert {place.code for one in found.options for place in one.places} == {"42004", "42007"}


def test_an_existing_venue_may_offer_one_more_service() -> None:
    found = bench(Scenario("departement", "42", "outils", aim="loin", kind="lieux", count=1))
    (option,) = found.options
    assert [place.name for place in option.places] == ["Médiathèque"]
    assert option.choice.change.before.near_people == 0
    assert option.choice.change.newly_near == 300


def test_when_nobody_is_far_the_page_says_so(visitor: Client) -> None:
    for rank in range(2, 9):
        VenueFactory(commune_code=f"42{rank:03}", latitude=45 + rank / 10, longitude=4.0)
    answer = visitor.get(LOIRE)
    assert "Tous les habitants sont déjà" in answer.text
    assert "Option 1" not in answer.text


def test_without_index_of_fragility_the_page_says_so(visitor: Client) -> None:
    from fragility.models import Release

    Release.objects.all().delete()
    forget_ground()
    answer = visitor.get(f"{HERE}?territoire=departement:42")
    assert answer.status_code == 200
    assert "pas chargé" in answer.text or "double alerte" in answer.text


def test_a_name_leads_to_its_territory(visitor: Client) -> None:
    answer = visitor.post(HERE, {"action": "territoire", "ou": "Intercommunalité 244200001"})
    assert answer.status_code == 303
    assert answer["Location"] == f"{HERE}?territoire=epci:244200001"
    missing = visitor.post(HERE, {"action": "territoire", "ou": "zzzzzz"})
    assert missing.status_code == 422
    assert "Nous ne trouvons pas" in missing.text


def test_a_commune_leads_to_what_holds_it(visitor: Client) -> None:
    answer = visitor.post(HERE, {"action": "territoire", "ou": "Bourg 3"})
    assert answer.status_code == 200
    assert f"{HERE}?territoire=departement:42" in answer.text
    assert f"{HERE}?territoire=epci:244200001" in answer.text


def test_an_address_becomes_the_code_of_its_commune_and_nothing_else(visitor: Client) -> None:
    from territories.geocoding import GeocodedAddress

    found = GeocodedAddress("42003", "42000", "Bourg 3", "adresse", 45.3, 4.0, 0.9)
    with patch("territories.whereabouts.geocode", return_value=found):
        answer = visitor.post(LOIRE, {"action": "adresse", "adresse": "12 rue des Lilas Bourg"})
    assert answer.status_code == 303
    assert answer["Location"] == (
        f"{HERE}?territoire=departement:42&pour=loin&candidats=choix&commune=42003"
    )
    assert "no-store" in answer["Cache-Control"]
    with patch("territories.whereabouts.geocode", side_effect=UpstreamError("panne")):
        lost = visitor.post(LOIRE, {"action": "adresse", "adresse": "12 rue zzz"})
    assert lost.status_code == 422


def a_file(text: str, name: str = "mairies.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/csv")


def test_buildings_of_a_file_are_compared_and_the_page_carries_them(visitor: Client) -> None:
    text = "nom;latitude;longitude\n=HYPERLINK(1);45,7;4,0\n<b>École</b>;45,3;4,0\nX;6500000;8\n"
    answer = visitor.post(LOIRE, {"action": "fichier", "fichier": a_file(text)})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert "&lt;b&gt;École" in answer.text
    assert "<b>École" not in answer.text
    assert "ligne laissée de côté" in answer.text.replace("\u202f", " ")
    carried = re.search(r'name="contenu" value="([^"]+)"', answer.text)
    assert carried
    sheet = visitor.post(LOIRE, {"action": "csv", "contenu": carried[1]})
    rows = rows_of(sheet)
    assert {row["candidats"] for row in rows} == {"fichier"}
    assert "'=HYPERLINK(1)" in {row["nom"] for row in rows}


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"fichier": a_file("nom;tel\nA;1\n")}, "ne dit pas où sont les lieux"),
        ({"fichier": a_file("%PDF-1.4")}, "PDF"),
        ({}, "Choisissez un fichier"),
        ({"contenu": "faux"}, "Choisissez un fichier"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(
    visitor: Client, posted: dict[str, object], said: str
) -> None:
    answer = visitor.post(LOIRE, {"action": "fichier", **posted})
    assert answer.status_code == 422
    assert said in answer.text


def test_a_body_too_large_is_refused_before_it_is_read(visitor: Client) -> None:
    answer = visitor.post(
        LOIRE, data=b"x", content_type="multipart/form-data; boundary=a", CONTENT_LENGTH="99999999"
    )
    assert answer.status_code == 413


def test_a_warm_page_asks_few_questions(visitor: Client) -> None:
    visitor.get(LOIRE)
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(f"{LOIRE}&nombre=4").status_code == 200
    assert len(queries) <= 8, "\n".join(one["sql"] for one in queries)
