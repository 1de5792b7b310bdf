"""Notes as they leave the site: JSON, CSV, the page of open data."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from coverage.annotation_models import Annotation
from tests.fragility.factories import make_country

pytestmark = pytest.mark.django_db
API = "/api/v1/couverture/annotations/"


@pytest.fixture(autouse=True)
def notes() -> None:
    make_country()
    author = get_user_model().objects.create_user("compte de service", password="x")
    shared: dict[str, Any] = {"organisation": "Hub d’exemple", "author": author}
    rows = (
        ("commune", "42003", "Un bus passe le mardi.", date(2026, 3, 1)),
        ("departement", "42", '=HYPERLINK("x")<script>', date(2026, 3, 2)),
        ("commune", "2A001", "Fermé l’été.", date(2026, 3, 3)),
    )
    for level, code, text, day in rows:
        Annotation.objects.create(level=level, code=code, text=text, written_on=day, **shared)
    Annotation.objects.create(
        level="commune", code="42001", text="Cachée", written_on=date(2026, 3, 4), is_visible=False,
        **shared,
    )  # fmt: skip


def rows(visitor: Client, query: str) -> list[dict[str, str]]:
    answer: Any = visitor.get(API + query)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_public_notes_are_given_newest_first_without_who_wrote_them(visitor: Client) -> None:
    answer = visitor.get(API)
    found = answer.json()
    assert found["count"] == 3
    assert [one["code"] for one in found["annotations"]] == ["2A001", "42", "42003"]
    assert found["annotations"][2] == {
        "niveau": "commune",
        "code": "42003",
        "nom": "Commune 42003",
        "nature": "information",
        "nature_libelle": "information à ajouter",
        "texte": "Un bus passe le mardi.",
        "organisme": "Hub d’exemple",
        "date": "2026-03-01",
        "page": "http://testserver/territoires/commune/42003/",
    }
    assert "compte de service" not in answer.text


def test_the_csv_says_what_the_json_says(visitor: Client) -> None:
    assert rows(visitor, "?format=csv") == visitor.get(API).json()["annotations"]


def test_a_formula_is_raw_for_programs_and_guarded_for_spreadsheets(visitor: Client) -> None:
    raw = {row["code"]: row["texte"] for row in rows(visitor, "?format=csv")}
    safe = {row["code"]: row["texte"] for row in rows(visitor, "?format=csv&protege=true")}
    assert raw["42"].startswith("=HYPERLINK")
    assert safe["42"].startswith("'=HYPERLINK")


def test_a_territory_has_its_notes_and_those_of_what_lies_inside(visitor: Client) -> None:
    found = visitor.get(API, {"dans": "departement:42"}).json()["annotations"]
    assert {one["code"] for one in found} == {"42", "42003"}
    assert visitor.get(API, {"dans": "commune:42001"}).json()["count"] == 0
    assert visitor.get(API, {"dans": "france:FR"}).json()["count"] == 3


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("?dans=42", "dans"),
        ("?dans=departement:999", "dans"),
        ("?dans=canton:42", "dans"),
        ("?dans=commune:42003&dans=commune:42001", "dans"),
        ("?format=xlsx", "format"),
        ("?format=pdf", "format"),
        ("?protege=true", "protege"),
        ("?protege=peut-etre&format=csv", "protege"),
        ("?couleur=bleu", "couleur"),
    ],
)
def test_what_is_mistaken_is_said(visitor: Client, query: str, name: str) -> None:
    answer = visitor.get(API + query)
    assert answer.status_code == 400
    assert set(answer.json()["erreurs"]) == {name}


def test_the_page_of_open_data_leads_to_the_notes(visitor: Client) -> None:
    html = visitor.get("/donnees/").text
    assert f'href="{API}?format=csv"' in html
    assert "/api/v1/couverture/commune/?format=csv" not in html
