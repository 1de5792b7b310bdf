"""The API about territories."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from ifn_site.models import bump_data_version
from territories.models import FormerCommune
from tests.factories import (
    ArrondissementFactory,
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    PostalCodeFactory,
    RegionFactory,
)

ROOT = "/api/v1/territoires/"


@pytest.fixture(autouse=True)
def some_territories() -> None:
    RegionFactory()
    DepartementFactory()
    EpciFactory()
    CommuneFactory()
    CommuneFactory(code="42001", name="Aboën", population=None)
    PostalCodeFactory()
    RegionFactory(code="11", name="Île-de-France", population=12_000_000)
    DepartementFactory(code="75", name="Paris", region_code="11")
    CommuneFactory(
        code="75056", name="Paris", departement_code="75", region_code="11", epci_code=""
    )
    ArrondissementFactory()
    PostalCodeFactory(code="75012", commune_code="75112")
    FormerCommune.objects.create(
        code="42190", name="Rochetaillée", folded="rochetaillee", current_code="42218",
        kind="associee",
    )  # fmt: skip


def read(visitor: Client, path: str) -> Any:
    response = visitor.get(f"{ROOT}{path}")
    assert response.status_code == 200, response.content
    return response.json()


def test_a_search_gives_the_place_with_all_its_facts(visitor: Client) -> None:
    assert read(visitor, "?q=st+etienne") == {
        "count": 1,
        "results": [
            {
                "niveau": "commune",
                "code": "42218",
                "nom": "Saint-Étienne",
                "detail": "Loire (42) · 42000",
                "codes_postaux": ["42000"],
                "population": 173_000,
                "latitude": 45.4347,
                "longitude": 4.3903,
                "trouve_par": "nom",
                "url": "http://testserver/api/v1/territoires/commune/42218/",
            },
            {
                "niveau": "epci",
                "code": "244200770",
                "nom": "Saint-Étienne Métropole",
                "detail": "intercommunalité",
                "codes_postaux": [],
                "population": 400_000,
                "latitude": 45.4347,
                "longitude": 4.3903,
                "trouve_par": "mot",
                "url": "http://testserver/api/v1/territoires/epci/244200770/",
            },
        ],
    } | {"count": 2}


def test_the_number_of_answers_is_limited(visitor: Client) -> None:
    assert read(visitor, "?q=saint&limit=1")["count"] == 1


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "q"),
        ("?q=", "q"),
        ("?q=" + "x" * 201, "q"),
        ("?q=aix&limit=21", "limit"),
        ("?q=aix&limit=0", "limit"),
        ("?q=aix&limit=-1", "limit"),
        ("?q=aix&limit=dix", "limit"),
        ("?q=aix&limit=%C2%B2", "limit"),
        ("?q=aix&utm_source=x", "utm_source"),
    ],
)
def test_a_bad_parameter_is_told(visitor: Client, query: str, parameter: str) -> None:
    response = visitor.get(f"{ROOT}{query}")
    assert response.status_code == 400
    assert list(response.json()["erreurs"]) == [parameter]


def test_a_commune_tells_its_parents_and_its_past(visitor: Client) -> None:
    sheet = read(visitor, "commune/42218/")
    assert [(one["niveau"], one["code"]) for one in sheet["parents"]] == [
        ("epci", "244200770"),
        ("departement", "42"),
        ("region", "84"),
    ]
    assert sheet["codes_postaux"] == ["42000"]
    assert sheet["anciens_codes"] == ["42190"]
    assert sheet["anciens_noms"] == ["Rochetaillée"]


@pytest.mark.parametrize(
    ("path", "name", "population", "communes"),
    [
        ("france/FR/", "France", 346_000, 3),
        ("region/84/", "Auvergne-Rhône-Alpes", 8_000_000, 2),
        ("departement/42/", "Loire", 770_000, 2),
        ("epci/244200770/", "Saint-Étienne Métropole", 400_000, 2),
        ("commune/42218/", "Saint-Étienne", 173_000, 1),
        ("arrondissement/75112/", "Paris 12e arrondissement", 140_000, 0),
    ],
)
def test_each_level_has_a_sheet(
    visitor: Client, path: str, name: str, population: int, communes: int
) -> None:
    sheet = read(visitor, path)
    assert (sheet["nom"], sheet["population"], sheet["communes"]) == (name, population, communes)


def test_an_unknown_population_is_null_and_not_zero(visitor: Client) -> None:
    assert read(visitor, "commune/42001/")["population"] is None


def test_an_arrondissement_is_part_of_its_commune(visitor: Client) -> None:
    parents = read(visitor, "arrondissement/75112/")["parents"]
    assert [one["code"] for one in parents] == ["75056", "75", "11"]


def test_a_former_code_leads_to_the_commune_of_today(visitor: Client) -> None:
    response = visitor.get(f"{ROOT}commune/42190/")
    assert (response.status_code, response["Location"]) == (301, f"{ROOT}commune/42218/")


@pytest.mark.parametrize(
    "path", ["commune/99999/", "canton/42/", "departement/999/", "france/42/", "commune/<script>/"]
)
def test_an_unknown_territory_is_told_in_french(visitor: Client, path: str) -> None:
    response = visitor.get(f"{ROOT}{path}")
    assert response.status_code == 404
    assert "erreurs" in response.json()


def test_a_sheet_refuses_parameters(visitor: Client) -> None:
    assert visitor.get(f"{ROOT}commune/42218/?x=1").status_code == 400


@pytest.mark.parametrize("path", ["?q=aix", "commune/42218/"])
def test_an_unchanged_answer_is_not_sent_twice(visitor: Client, path: str) -> None:
    tag = visitor.get(f"{ROOT}{path}")["ETag"]
    assert visitor.get(f"{ROOT}{path}", headers={"if-none-match": tag}).status_code == 304
    bump_data_version()
    assert visitor.get(f"{ROOT}{path}", headers={"if-none-match": tag}).status_code == 200
