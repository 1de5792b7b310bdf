"""The API of the need: what it gives, what it refuses and says, what a client already has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from fragility.indicators import BY_KEY
from fragility.methods.presets import PRESETS
from fragility.models import Release
from fragility.territory_values import territory_values
from territories.models import FormerCommune
from tests.fragility.factories import (
    ARRONDISSEMENTS,
    COMMUNES,
    active_release,
    need_tables,
    table,
)

API = "/api/v1/fragilite/"


pytestmark = pytest.mark.usefixtures("published")


@pytest.fixture
def no_release() -> None:
    Release.objects.all().delete()


def _json(visitor: Client, path: str) -> dict[str, Any]:
    response = visitor.get(API + path)
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found


def _errors(visitor: Client, path: str, status: int = 400) -> dict[str, str]:
    response = visitor.get(API + path)
    assert response.status_code == status
    errors: dict[str, str] = response.json()["erreurs"]
    assert all("<" not in sentence for sentence in errors.values())
    return errors


@pytest.mark.usefixtures("no_release")
def test_methods_are_listed_even_before_any_data(visitor: Client) -> None:
    answer = _json(visitor, "methodes/")
    assert answer["publication"] is None
    assert [one["cle"] for one in answer["methodes"]] == list(PRESETS)
    assert [one["cle"] for one in answer["methodes"] if one["par_defaut"]] == ["repere"]
    assert len(answer["classes_du_total"]) == 7
    assert "3 indicateurs sur 5" in answer["methodes"][0]["formule"][1]


def test_a_method_tells_its_levels_and_the_bounds_of_its_classes(visitor: Client) -> None:
    methods = {one["cle"]: one for one in _json(visitor, "methodes/")["methodes"]}
    assert set(methods["repere"]["niveaux"]) == {
        "commune",
        "epci",
        "departement",
        "region",
        "france",
    }
    assert methods["repere-epci"]["niveaux"] == ["commune"]
    age = next(one for one in methods["repere"]["indicateurs"] if one["cle"] == "age_65")
    assert age["millesime"] == 2022
    assert sum(one["effectif"] for one in age["bornes"]) == len(COMMUNES) - 1
    lows = [one["minimum"] for one in age["bornes"]]
    assert lows == sorted(lows)
    assert methods["repere-region"]["indicateurs"][0]["bornes"] == []


@pytest.mark.usefixtures("no_release")
def test_a_level_without_data_is_refused_with_a_sentence(visitor: Client) -> None:
    assert "chargée" in _errors(visitor, "commune/", 404)["publication"]
    assert "chargée" in _errors(visitor, "commune/42003/", 404)["publication"]


def test_the_catalogue_counts_each_status(visitor: Client) -> None:
    listed = {one["cle"]: one for one in _json(visitor, "indicateurs/")["indicateurs"]}
    assert set(listed) == set(BY_KEY)
    assert listed["no_4g"]["niveaux"] == []
    communes = next(one for one in listed["poverty"]["niveaux"] if one["niveau"] == "commune")
    assert communes["territoires"] == len(COMMUNES)
    assert (communes["secrets"], communes["manquants"]) == (1, 2)
    assert communes["source"]["licence"] == "Licence Ouverte 2.0"


def test_a_level_is_given_in_columns_of_one_length(visitor: Client) -> None:
    answer = _json(visitor, "commune/")
    assert tuple(answer["codes"]) == COMMUNES
    columns = ("total", "classe", "completude", "rang", "rang_min", "rang_max", "effectif")
    assert {len(answer[name]) for name in columns} == {answer["count"]}
    for name in ("valeurs", "classes", "statuts"):
        assert set(answer[name]) == set(PRESETS["repere"].indicators)
        assert {len(column) for column in answer[name].values()} == {answer["count"]}


def test_secret_and_missing_are_null_and_told_apart(visitor: Client) -> None:
    answer = _json(visitor, "commune/?codes=42001,42002,42003")
    assert answer["valeurs"]["poverty"][:2] == [None, None]
    assert answer["classes"]["poverty"][:2] == [None, None]
    words = [answer["statuts_legende"][number] for number in answer["statuts"]["poverty"]]
    assert words == ["secret", "manquant", "observe"]


def test_a_level_and_a_territory_say_the_same(visitor: Client) -> None:
    for level, code in (("commune", "2A003"), ("departement", "42"), ("france", "FR")):
        whole, one = _json(visitor, f"{level}/"), _json(visitor, f"{level}/{code}/")
        place = whole["codes"].index(code)
        for column, field in (("total", "total"), ("classe", "classe"), ("rang", "rang"),
                              ("completude", "completude"), ("effectif", "effectif")):  # fmt: skip
            assert whole[column][place] == one[field]
        for part in one["indicateurs"]:
            if part["dans_la_methode"]:
                assert whole["valeurs"][part["cle"]][place] == part["valeur"]
                assert whole["classes"][part["cle"]][place] == part["classe"]


def test_a_territory_says_everything_of_its_values(visitor: Client) -> None:
    answer = _json(visitor, "commune/42005/")
    values = territory_values("commune", "42005")
    assert values is not None
    assert values.total is not None
    assert answer["nom"] == "Commune 42005"
    assert answer["total"] == round(values.total, 4)
    assert answer["motif"] is None
    age = next(one for one in answer["indicateurs"] if one["cle"] == "age_65")
    assert (age["statut"], age["unite"], age["compte"]) == (
        "observe",
        "%",
        "personnes de 65 ans et plus",
    )
    assert age["source"]["nom"] == "Recensement d’exemple"
    assert answer["page"] == "http://testserver/territoires/commune/42005/"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("commune/29083/", "il en faut 3"),
        ("departement/42/?methode=repere-epci", "ne compare pas"),
        ("region/01/", "il en faut 3"),
    ],
)
def test_a_territory_without_a_total_says_why(visitor: Client, path: str, words: str) -> None:
    answer = _json(visitor, path)
    assert answer["total"] is None
    assert words in answer["motif"]


def test_other_weights_are_taken_and_told(visitor: Client) -> None:
    alone = "&".join(f"poids.{key}=0" for key in ("poverty", "low_diploma", "no_thd", "no_4g"))
    answer = _json(visitor, f"commune/?{alone}")
    assert answer["methode"]["poids_choisis"] is True
    ages = answer["classes"]["age_65"]
    assert answer["total"] == [None if one is None else float(one) for one in ages]
    assert set(answer["rang_min"]) == {None}


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("dans=departement:2A", [f"2A00{rank}" for rank in range(1, 6)]),
        ("dans=epci:244200001", [f"4200{rank}" for rank in range(1, 9)]),
        ("dans=region:84&codes=42003,42001", ["42003", "42001"]),
        ("codes=2a001", ["2A001"]),
        ("dans=france:FR&codes=75056", ["75056"]),
    ],
)
def test_a_part_of_a_level_can_be_asked(visitor: Client, query: str, codes: list[str]) -> None:
    assert _json(visitor, f"commune/?{query}")["codes"] == codes


def test_the_arrondissements_of_a_city_can_be_asked(visitor: Client) -> None:
    rows = dict.fromkeys(ARRONDISSEMENTS, 12.0)
    active_release([*need_tables(), table(rows, "poverty", level="arrondissement")])
    answer = _json(visitor, "arrondissement/?dans=commune:75056")
    assert tuple(answer["codes"]) == ARRONDISSEMENTS
    assert _json(visitor, "arrondissement/75102/")["nom"] == "Paris 2e"


def test_a_former_code_is_followed_and_reminded(visitor: Client) -> None:
    FormerCommune.objects.create(
        code="42999", name="Ancienne", folded="ancienne", current_code="42004", kind="supprimee"
    )
    answer = _json(visitor, "commune/?codes=42999,42004")
    assert (answer["codes"], answer["codes_demandes"]) == (["42004", "42004"], ["42999", "42004"])
    response = visitor.get(f"{API}commune/42999/?methode=repere-epci")
    assert response.status_code == 301
    assert response["Location"] == f"{API}commune/42004/?methode=repere-epci"


@pytest.mark.parametrize("path", ["commune/2a001/", "france/fr/"])
def test_a_code_in_small_letters_leads_to_the_right_address(visitor: Client, path: str) -> None:
    assert visitor.get(API + path)["Location"] == API + path.upper().replace(
        path.split("/")[0].upper(), path.split("/")[0]
    )


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("methodes/?x=1", "x"),
        ("methodes/?format=csv", "format"),
        ("indicateurs/?format=xml", "format"),
        ("commune/?x=1", "x"),
        ("commune/?format=pdf", "format"),
        ("commune/?methode=ifn", "methode"),
        ("commune/?poids.poverty=9", "poids.poverty"),
        ("commune/?dans=42", "dans"),
        ("commune/?dans=iris:420030101", "dans"),
        ("commune/?dans=departement:99", "dans"),
        ("commune/?dans=departement:42&dans=departement:2A", "dans"),
        ("france/?dans=france:FR", "dans"),
        ("commune/?codes=99999", "codes"),
        ("commune/?codes=<script>", "codes"),
        ("commune/?codes=42001&dans=departement:2A", "codes"),
        ("commune/?indicateurs=bonheur", "indicateurs"),
        ("commune/42003/?dans=departement:42", "dans"),
        ("commune/42003/?base=lune", "base"),
    ],
)
def test_what_cannot_be_answered_is_told(visitor: Client, path: str, name: str) -> None:
    assert list(_errors(visitor, path)) == [name]


def test_every_mistake_is_told_at_once(visitor: Client) -> None:
    errors = _errors(visitor, "commune/?x=1&methode=y&dans=z&indicateurs=t")
    assert set(errors) == {"x", "methode", "dans", "indicateurs"}


def test_unknown_codes_are_listed_and_the_others_answered(visitor: Client) -> None:
    asked = "commune/?codes=42001,99999,75101,<b>é\n,42002"
    answer = _json(visitor, asked)
    assert answer["codes"] == answer["codes_demandes"] == ["42001", "42002"]
    assert answer["codes_inconnus"] == ["99999", "75101", "<b>é"]
    assert _json(visitor, "commune/?codes=42001")["codes_inconnus"] == []


def test_a_file_tells_unknown_codes_in_a_header(visitor: Client) -> None:
    response = visitor.get(f"{API}commune/?codes=42001,99999,<b>&format=csv")
    assert response.status_code == 200
    assert response["X-Codes-Inconnus"] == "99999,%3Cb%3E"
    assert "X-Codes-Inconnus" not in visitor.get(f"{API}commune/?codes=42001&format=csv")


def test_more_than_a_thousand_codes_are_refused(visitor: Client) -> None:
    codes = ",".join(str(number) for number in range(1_001))
    assert "1\u202f000" in _errors(visitor, f"commune/?codes={codes}")["codes"]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("quartier/", "niveau"),
        ("iris/", "niveau"),
        ("iris/420030101/", "niveau"),
        ("commune/1001/", "code"),
        ("commune/<b>/", "code"),
        ("epci/42003/", "code"),
    ],
)
def test_what_is_not_there_says_why(visitor: Client, path: str, name: str) -> None:
    assert list(_errors(visitor, path, 404)) == [name]


@pytest.mark.parametrize("path", ["methodes/", "indicateurs/", "commune/", "commune/42003/"])
def test_an_answer_that_a_client_has_costs_one_query(
    visitor: Client, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    etag = visitor.get(API + path)["ETag"]
    with django_assert_num_queries(1):
        response = visitor.get(API + path, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_a_new_release_is_a_new_answer(visitor: Client) -> None:
    before = visitor.get(API + "commune/")
    active_release()
    after = visitor.get(API + "commune/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after.json()["publication"] != before.json()["publication"]


def test_headers_can_be_asked_alone(visitor: Client) -> None:
    for path in ("commune/", "commune/42003/", "methodes/"):
        response = visitor.head(API + path)
        assert (response.status_code, response.content) == (200, b"")
        assert response["ETag"]


@pytest.mark.parametrize(
    "path", ["methodes/", "indicateurs/", "commune/", "commune/?poids.poverty=3",
             "departement/?dans=region:84", "commune/42003/", "epci/244200001/", "france/FR/"],
)  # fmt: skip
def test_an_answer_takes_few_queries(
    visitor: Client,
    path: str,
    django_assert_max_num_queries: Callable[[int], CaptureQueriesContext],
) -> None:
    visitor.get(API + path)
    with django_assert_max_num_queries(6):
        _json(visitor, path)


def test_invented_values_say_that_they_are(visitor: Client) -> None:
    active_release(is_demonstration=True)
    answer = _json(visitor, "commune/42003/")
    assert answer["publication"]["demonstration"] is True
    assert "inventées" in answer["indicateurs"][0]["source"]["nom"]
