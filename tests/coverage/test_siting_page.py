"""The siting bench as a page: the address is the scenario, nothing posted is kept."""

from __future__ import annotations

import csv
import io
import re
from unittest.mock import patch

import html5lib
import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coverage.parameters import ANY
from coverage.setup import refresh
from coverage.siting.ground import forget_ground, ground, local
from coverage.siting.scenario import Scenario
from coverage.siting_form import SitingForm
from coverage.siting_page import address_of, bench
from coverage.store import active_run, level_coverage
from ifn_site.http import UpstreamError
from territories.models import Commune
from tests.coverage.factories import QUICK
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
    for words in ("Option 1", "Avant et après", "Pourquoi ces lieux", "à 5\u00a0% près",
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
    assert today["option"] == "aujourd’hui"
    assert today["habitants_avec_lieu_proche"] == "300"
    assert today["habitants_sans_lieu_proche"] == "3300"
    assert (option["option"], option["nom"], option["code"]) == ("Option 1", "Bourg 7", "42007")
    for name in ("gain_habitants_comptes", "habitants_comptes",
                 "habitants_vises_sans_lieu_devenus_proches",
                 "habitants_sans_lieu_devenus_proches"):  # fmt: skip
        assert option[name] == "2100"
    said = "habitants qui n’ont aucun lieu à 20 minutes au plus en voiture"
    assert (option["vises"], option["habitants_vises"]) == (said, "3300")
    assert (option["territoire"], option["pour"], option["minutes"]) == (
        "departement:42", "loin", "20",
    )  # fmt: skip
    assert float(option["fgt1"]) <= float(today["fgt1"])


def test_the_same_address_gives_the_same_bytes(visitor: Client) -> None:
    address = f"{HERE}scenario.csv?territoire=departement:42&pour=loin"
    assert visitor.get(address).content == visitor.get(address).content


def test_the_csv_says_which_run_and_which_parameters(visitor: Client) -> None:
    assert refresh(QUICK)
    run = active_run()
    assert run is not None
    address = f"{HERE}scenario.csv?territoire=departement:42&pour=loin"
    (row, *_) = rows_of(visitor.get(address))
    told = {name: row[name] for name in ("calcul", "graine", "demonstration")}
    assert told == {"calcul": run.version, "graine": str(run.seed), "demonstration": "false"}
    assert row["regle"].startswith("besoin dans le tiers haut")
    assert row["decroissance"]
    assert row["date"]


def test_the_double_alerts_of_the_bench_are_those_of_the_run() -> None:
    forget_ground()
    Commune.objects.filter(code__startswith="42").update(longitude=4.3903)
    VenueFactory(commune_code="42003", latitude=45.3, longitude=4.3903, services=("outils",))
    assert refresh(QUICK)
    level = level_coverage("commune")
    assert level is not None
    country, flagged = ground(), 0
    for service, key in (("", ANY), ("demarches", "demarches"), ("outils", "outils")):
        every = np.isin(country.world.groups["departement"], ["42", "2A", "75", "971", "29"])
        place = local(country, every, service, "voiture", 20)
        own = dict(zip(place.world.codes.tolist(), place.study.before.alerts.tolist(), strict=True))
        told = level.column(f"alert.france.{key}") > 0
        assert own == {code: bool(told[level.positions[code]]) for code in own}
        flagged += int(told.sum())
    assert flagged


def test_those_aimed_at_first_have_no_venue_near_today() -> None:
    near, every, far = (
        bench(Scenario("departement", "42", aim=aim, count=2)).answer
        for aim in ("alerte-loin", "alerte", "loin")
    )
    before = near.place.study.before
    people, is_far = near.place.study.counted, before.nearest > 20
    assert near.aimed == near.aimed_far == people[before.alerts & is_far].sum()
    assert every.aimed == people[before.alerts].sum()
    assert every.aimed_far == near.aimed
    assert far.aimed == people[is_far].sum()
    for found in (near, every, far):
        for one in found.options:
            assert one.aimed_near <= one.covered <= found.aimed
            assert one.aimed_near <= one.change.newly_near
        assert found.everyone is not None


def test_a_commune_is_asked_of_its_intercommunalite_and_the_page_says_so(visitor: Client) -> None:
    answer = visitor.get(f"{HERE}?territoire=commune:42003&pour=loin")
    assert answer.status_code == 200
    assert "Bourg 3\u00a0: cette commune est comparée avec ses voisines" in answer.text
    assert f"{HERE}?territoire=epci:244200001&amp;pour=loin" in answer.text
    assert visitor.get(f"{HERE}?territoire=commune:99999").status_code == 422


def test_a_place_chosen_by_hand_is_opened_whether_it_brings_somebody_near_or_not(
    visitor: Client,
) -> None:
    answer = visitor.get(f"{LOIRE}&candidats=choix&commune=42001")
    assert answer.status_code == 200
    assert "Option 1" in answer.text
    assert "Vous avez demandé" not in answer.text
    (option,) = bench(
        Scenario("departement", "42", aim="loin", kind="choix", communes=("42001",), minutes=10)
    ).options
    assert option.lede == "Toutes les communes que vous avez choisies."
    assert (option.places[0].code, option.choice.aimed_near) == ("42001", 0)


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
