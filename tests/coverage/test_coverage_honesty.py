"""What the page of coverage says first, and what it refuses to say: age, foot, scarce data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from django.test import Client

from coverage import coverage_table
from coverage.coverage_choices import (
    CoverageChoices,
)
from coverage.coverage_first import first_alerts
from coverage.coverage_headline import headline
from coverage.coverage_layer import CoverageLayer, coverage_layer
from coverage.coverage_parts import parts_table
from coverage.coverage_table import sorted_places, table_page
from coverage.honesty import (
    age_words,
    is_scarce,
    missing_words,
)
from coverage.models import CoverageRun
from coverage.setup import refresh
from coverage.store import active_run, run_details
from tests.coverage.factories import QUICK, make_covered_country
from tests.fragility.conftest import TABLES
from venues.models import Venue

PAGE = "/couverture/"
ANYWHERE = CoverageChoices()


@pytest.fixture(scope="module", autouse=True)
def published(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A country with a run, made once for this file."""
    with django_db_blocker.unblock():
        make_covered_country()
        refresh(QUICK)
    yield
    with django_db_blocker.unblock():
        for table in (CoverageRun, Venue, *TABLES):
            table._default_manager.all().delete()


pytestmark = pytest.mark.django_db


def shown(choices: CoverageChoices = ANYWHERE) -> CoverageLayer:
    found = coverage_layer(choices)
    assert found is not None
    return found


def text(visitor: Client, query: str = "") -> str:
    response = visitor.get(f"{PAGE}{query}")
    assert response.status_code == 200
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    found: str = response.content.decode().replace("&nbsp;", " ").replace("\u00a0", " ")
    return found


def test_on_foot_no_share_of_the_population_is_said_to_be_in_alert() -> None:
    said = headline(shown(CoverageChoices(mode="pied")))
    assert "hors de portée de marche du centre" in said.alert
    assert "double alerte" not in said.alert
    assert "%" not in said.alert + said.reach
    assert not parts_table(shown(CoverageChoices(mode="pied")))["has_share"]


def test_a_service_that_no_place_declares_is_missing_data_and_no_alert(visitor: Client) -> None:
    assert is_scarce(active_run(), "securite")
    assert not is_scarce(active_run(), "demarches")
    assert not is_scarce(active_run(), "tous")
    said = headline(shown(CoverageChoices(service="securite")))
    assert "donnée manquante. Aucun lieu ne le déclare en France." in said.alert
    page = text(visitor, "?service=securite&classe=alerte")
    assert "gap-grid" not in page
    assert "double alerte</strong>" not in page
    assert "À regarder d’abord" not in page
    response = visitor.get(f"{PAGE}tableau.csv?service=securite")
    found = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode()))
    assert {row["double_alerte"] for row in found} == {""}


def test_how_old_the_data_are_stands_beside_the_headline(visitor: Client) -> None:
    summary = {"median_age_months": 51.9, "dated": 3}
    assert age_words(summary) == "La moitié des fiches datent de plus de 52 mois, environ."
    assert age_words(summary | {"dated": 0}) == ""
    own = headline(shown()).age
    assert own in text(visitor).split("gap-said", 1)[1].split("</section>")[0]


def test_points_that_are_not_sure_are_counted() -> None:
    summary = run_details(active_run())[1] | {"unlocated": 465, "misplaced": 1}
    said = missing_words(active_run(), summary)
    assert "465 lieux sans position, mis au centre" in said
    assert "1 lieu dont la position contredit la commune" in said


def test_what_is_looked_at_first_is_counted_and_has_no_rank(visitor: Client) -> None:
    first = first_alerts(shown())
    count = int((shown().crossing.alerts & shown().within).sum())
    assert first["count"] == count
    assert first["words"].startswith(str(len(first["lines"])))
    assert not any("rang" in one["text"] for one in first["lines"])
    assert "rang médian" not in text(visitor, "?dans=departement:42")


def test_a_long_table_goes_on_after_what_is_told_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coverage_table, "PAGE_SIZE", 4)
    monkeypatch.setattr(coverage_table, "FIRST", 1)
    layer = shown()
    assert layer.crossing.alerts[sorted_places(layer)[0]]
    page = table_page(layer)
    codes = [layer.crossing.codes[place] for place in sorted_places(layer)]
    assert [row.code for row in page["rows"]] == codes[1:4]
    assert (page["first"], page["last"], page["told_first"]) == (2, 4, 1)
    following = table_page(shown(CoverageChoices(page=2)))
    assert [row.code for row in following["rows"]] == codes[4:8]
    assert table_page(shown(CoverageChoices(sort="nom")))["told_first"] == 0


def test_the_form_groups_departements_by_region_with_their_numbers(visitor: Client) -> None:
    page = text(visitor)
    of_84 = page.split('<optgroup label="Région 84">', 1)[1].split("</optgroup>")[0]
    assert "42 – Département 42" in of_84
