"""The API of coverage: what it gives, what it refuses and says, and what can be made again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from coverage.models import CoverageRun
from coverage.offer import SERVICE_KEYS
from coverage.store import level_coverage
from ifn_site.api_formats import FORMATS
from tests.coverage.factories import make_covered_country, make_run
from tests.fragility.conftest import TABLES
from venues.models import Venue

API = "/api/v1/couverture/"


@pytest.fixture(scope="module", autouse=True)
def published(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A country with a run, made once for this file."""
    with django_db_blocker.unblock():
        make_covered_country()
        make_run()
    yield
    with django_db_blocker.unblock():
        for table in (CoverageRun, Venue, *TABLES):
            table._default_manager.all().delete()


pytestmark = pytest.mark.django_db


def _json(visitor: Client, path: str) -> dict[str, Any]:
    response = visitor.get(API + path)
    assert response.status_code == 200, response.content
    found: dict[str, Any] = response.json()
    return found


def _rows(visitor: Client, path: str) -> list[dict[str, str]]:
    response = visitor.get(API + path)
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def _errors(visitor: Client, path: str, status: int = 400) -> dict[str, str]:
    response = visitor.get(API + path)
    assert response.status_code == status
    errors: dict[str, str] = response.json()["erreurs"]
    assert all("<" not in sentence for sentence in errors.values())
    return errors


def test_a_level_is_given_in_columns_of_one_length(visitor: Client) -> None:
    answer = _json(visitor, "commune/")
    assert answer["count"] == 16
    assert answer["services"] == ["tous"]
    assert {len(column) for column in answer["colonnes"].values()} == {16}
    place = answer["codes"].index("97101")
    assert answer["colonnes"]["besoin"][place] is None
    assert answer["colonnes"]["double_alerte_france"][place] is None
    assert answer["colonnes"]["statut"][place] == "sans_indice_de_fragilite|hors_de_portee"


def test_hypotheses_and_what_is_missing_come_with_every_answer(visitor: Client) -> None:
    run = _json(visitor, "region/")["calcul"]
    assert run["scenarios"] == 12
    assert run["decroissance"]["cle"] == "apl"
    assert run["comptes"]["places"] == 4
    assert run["comptes"]["grouped"] == 1
    assert run["comptes"]["without_need"]["communes"] == 2
    assert "tiers haut" in run["regle"]["phrase"]


def test_the_columns_of_a_service_are_given_when_asked(visitor: Client) -> None:
    columns = _json(visitor, "commune/?services=tous,demarches")["colonnes"]
    assert {"acces", "acces_demarches", "classe_region_demarches"} <= set(columns)
    assert "acces_outils" not in columns
    assert _json(visitor, "epci/?services=toutes")["services"] == list(SERVICE_KEYS)


def test_a_level_may_be_cut_to_a_territory_or_to_codes(visitor: Client) -> None:
    assert _json(visitor, "commune/?dans=departement:2A")["count"] == 5
    answer = _json(visitor, "commune/?codes=42002,99999")
    assert (answer["codes"], answer["codes_inconnus"]) == (["42002"], ["99999"])


@pytest.mark.parametrize("wanted", [name for name in FORMATS if name != "json"])
def test_a_level_is_given_as_a_file(visitor: Client, wanted: str) -> None:
    response = visitor.get(f"{API}departement/?format={wanted}&services=toutes")
    assert response.status_code == 200
    assert FORMATS[wanted].media_type in response.headers["Content-Type"]
    assert "couverture_departement_france" in response.headers["Content-Disposition"]
    content = b"".join(
        one if isinstance(one, bytes) else one.encode() for one in response.streaming_content
    )
    assert len(content) > 500


def test_a_geojson_has_a_feature_for_each_territory(visitor: Client) -> None:
    response = visitor.get(f"{API}commune/?format=geojson&dans=departement:42")
    found = json.loads(b"".join(response.streaming_content))
    assert [one["id"] for one in found["features"]] == [f"4200{rank}" for rank in range(1, 9)]
    assert found["a_propos"]["Fichier"].startswith("Couverture")


def test_a_double_alert_is_made_again_from_its_row(visitor: Client) -> None:
    made = 0
    for row in _rows(visitor, "commune/?format=csv"):
        for base in ("france", "region", "departement"):
            said = row[f"double_alerte_{base}"]
            if said == "":
                continue
            need, access = float(row["besoin"]), float(row["acces"])
            low, high = (float(row[f"besoin_borne_{end}_{base}"]) for end in ("basse", "haute"))
            line = float(row[f"acces_borne_basse_{base}"])
            top = float(row[f"acces_borne_haute_{base}"])
            is_high = need >= high and need > low
            is_low = access == 0 or (access <= line and access < top)
            assert said == str(int(is_high and is_low)), (row["code"], base)
            made += said == "1"
            if said == "1":
                lacking = (line - access) / line if line else float(access == 0)
                priority = float(row["population"]) * min(1, max(0, lacking))
                assert float(row[f"priorite_{base}"]) == pytest.approx(priority)
    assert made


def test_a_value_is_not_rounded_and_a_bound_still_equals_it(visitor: Client) -> None:
    rows = _rows(visitor, "commune/?format=csv")
    accesses = level_coverage("commune").column("access.tous")
    assert [float(row["acces"] or "nan") for row in rows] == pytest.approx(
        accesses.tolist(), rel=0, abs=0, nan_ok=True
    )
    assert {row["acces_borne_basse_france"] for row in rows} <= {row["acces"] for row in rows} | {
        row["acces_borne_haute_france"] for row in rows
    }


def test_a_commune_says_where_it_starts_from_and_how_many_rows_were_grouped(
    visitor: Client,
) -> None:
    found = visitor.get(f"{API}commune/42001/").json()
    assert found["origine"] == "point_de_la_commune"
    assert (found["lieux_regroupes"], found["services"][0]["lieux"]) == (3, 2)
    (row,) = _rows(visitor, "commune/42001/?format=csv")
    assert (row["origine"], row["lieux_regroupes"]) == ("point_de_la_commune", "3")
    assert visitor.get(f"{API}departement/42/").json()["origine"] is None


def test_bounds_that_meet_are_told(visitor: Client) -> None:
    for row in _rows(visitor, "commune/?format=csv"):
        for base in ("france", "region", "departement"):
            sides = [
                side for side in ("besoin", "acces")
                if row[f"{side}_borne_basse_{base}"] == row[f"{side}_borne_haute_{base}"] != ""
            ]  # fmt: skip
            assert row[f"bornes_confondues_{base}"] == "|".join(sides)
    bases = visitor.get(f"{API}commune/2A001/").json()["bases"]
    assert {one["base"]: one["bornes_confondues"] for one in bases} == {
        one["base"]: [
            side for side in ("besoin", "acces")
            if one[f"{side}_borne_basse"] == one[f"{side}_borne_haute"]
        ]
        for one in bases
    }  # fmt: skip


def test_an_access_is_made_again_from_the_places_in_reach(visitor: Client) -> None:
    (row,) = _rows(visitor, "commune/42002/?format=csv")
    places = _rows(visitor, "commune/42002/?format=csv&detail=lieux")
    behind = _rows(visitor, "commune/42002/?format=csv&detail=demande")
    total = 0.0
    for place in places:
        pressed = sum(
            float(one["poids"]) * float(one["population"])
            for one in behind
            if one["lieu"] == place["lieu"]
        )
        total += float(place["poids"]) * 10_000 * float(place["offre"]) / pressed
    assert places
    assert total == pytest.approx(float(row["acces"]))
    assert {place["nom"] for place in places} >= {"Maison ouverte", "Espace numérique"}


def test_a_territory_says_everything_of_itself(visitor: Client) -> None:
    answer = _json(visitor, "commune/42001/")
    assert answer["nom"] == "Commune 42001"
    assert answer["page"].endswith("/territoires/commune/42001/")
    assert answer["services"][0]["lieux"] == 2
    assert [one["base"] for one in answer["bases"]] == ["france", "region", "departement"]
    assert answer["doubles_alertes"] == []
    larger = _json(visitor, "france/FR/")
    assert larger["bases"] == []
    assert len(larger["doubles_alertes"]) == 3


def test_a_rank_never_comes_without_its_range(visitor: Client) -> None:
    columns = _json(visitor, "commune/")["colonnes"]
    for base in ("france", "region", "departement"):
        names = ("rang_p5", "rang_median", "rang_p95")
        for ranks in zip(*(columns[f"{name}_{base}"] for name in names), strict=True):
            assert len({one is None for one in ranks}) == 1
            if ranks[0]:
                assert ranks[0] <= ranks[1] <= ranks[2]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("commune/?foo=1", "foo"),
        ("commune/?services=magie", "services"),
        ("commune/?dans=<script>", "dans"),
        ("commune/?codes=XXXXX", "codes"),
        ("commune/?format=pdf", "format"),
        ("commune/42001/?detail=lieux", "detail"),
        ("commune/42001/?detail=tout&format=csv", "detail"),
        ("departement/42/?detail=lieux&format=csv", "detail"),
    ],
)
def test_a_mistake_is_said_in_french(visitor: Client, path: str, name: str) -> None:
    assert name in _errors(visitor, path)


@pytest.mark.parametrize("path", ["iris/", "commune/99999/", "epci/000/"])
def test_what_does_not_exist_says_so(visitor: Client, path: str) -> None:
    assert _errors(visitor, path, 404)


def test_a_client_is_not_sent_twice_what_it_has(visitor: Client) -> None:
    first = visitor.get(API + "region/")
    again = visitor.get(API + "region/", headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


def test_before_any_computation_the_api_says_so(visitor: Client) -> None:
    CoverageRun.objects.all().delete()
    # The version of the data is part of every key: a fresh cache stands for a fresh version.
    assert "calculée" in _errors(visitor, "commune/", 404)["calcul"]
