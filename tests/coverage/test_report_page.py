"""The printed report: what it holds, which addresses lead to it, its map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import html5lib
import numpy as np
import pytest
import shapely
from django.test import Client

from coverage import report_map as drawing
from coverage.models import CoverageRun
from coverage.report_map import report_map
from coverage.report_page import report_page
from coverage.store import RunFacts, active_run
from coverage.territory_page import facts_of
from ifn_site.models import bump_data_version
from territories.contours import Contours
from territories.models import FormerCommune
from tests.coverage.factories import make_covered_country, make_run
from tests.fragility.conftest import TABLES
from tests.fragility.test_sentences import plain
from venues.models import Venue


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
CODES = [f"4200{rank}" for rank in range(1, 9)]


@pytest.fixture
def squares(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Outlines: the communes of the Loire are squares side by side; 42008 has none."""
    boxes = [shapely.box(4 + rank, 45, 5 + rank, 46) for rank in range(7)]
    known = Contours(CODES[:7], np.array(boxes, dtype=object))
    monkeypatch.setattr(drawing.Contours, "load", lambda: known)
    drawing._drawn.cache_clear()
    yield
    drawing._drawn.cache_clear()


def run() -> RunFacts:
    found = active_run()
    assert found is not None
    return found


def text_of(visitor: Client, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    return plain(answer.text.replace("&nbsp;", " ").replace("&#x27;", "'"))


@pytest.mark.parametrize(
    ("level", "code"),
    [("france", "FR"), ("region", "84"), ("departement", "42"), ("epci", "244200001"),
     ("commune", "42003"), ("commune", "97101")],
)  # fmt: skip
def test_every_measured_level_has_a_report(visitor: Client, level: str, code: str) -> None:
    text = text_of(visitor, f"/territoires/{level}/{code}/rapport/")
    for part in ("Chiffres clés", "Par service", "À lire avant de s’en servir", "Sources."):
        assert part in text
    assert f"http://testserver/territoires/{level}/{code}/" in text
    assert 'class="qr"' in text


@pytest.mark.parametrize(
    "address",
    ["arrondissement/75101", "iris/420030000", "commune/99999", "canton/42", "france/42"],
)
def test_what_is_not_measured_has_no_report(visitor: Client, address: str) -> None:
    assert visitor.get(f"/territoires/{address}/rapport/").status_code == 404


def test_an_old_code_and_small_letters_lead_to_the_report_of_today(visitor: Client) -> None:
    FormerCommune.objects.create(
        code="42099", name="Vieux", folded="vieux", current_code="42003", kind="supprimee"
    )
    for asked, shown in (("commune/42099", "commune/42003"), ("departement/2a", "departement/2A")):
        answer = visitor.get(f"/territoires/{asked}/rapport/")
        assert (answer.status_code, answer["Location"]) == (301, f"/territoires/{shown}/rapport/")


def test_the_table_lists_the_alerts_of_the_base_asked(visitor: Client) -> None:
    facts = facts_of("departement", "42")
    assert facts is not None
    for base in ("france", "region", "departement"):
        page = report_page(facts, base)
        assert page.block.found is not None
        counts = {one.base: one.communes for one in page.block.found.counts}
        assert page.block.alert_count == counts[base]
        text = text_of(visitor, f"/territoires/departement/42/rapport/?base={base}")
        assert f"face {page.facing}" in text


def test_a_base_that_does_not_hold_the_territory_is_said(visitor: Client) -> None:
    text = text_of(visitor, "/territoires/region/84/rapport/?base=departement")
    assert "Cette base de comparaison n’existe pas" in text
    assert "face à la France entière" in text


@pytest.mark.usefixtures("squares")
def test_the_map_draws_each_commune_once_in_its_class() -> None:
    found = report_map(run(), "departement", "42", "france")
    assert found is not None
    assert sum(one.path.count("M") for one in found.shades) + found.without.count("M") == 7
    assert found.has_borders
    assert found.own == ""
    assert found.width > found.height
    assert found.holder == ("departement", "42")


@pytest.mark.usefixtures("squares")
def test_a_commune_is_outlined_among_its_neighbours(visitor: Client) -> None:
    found = report_map(run(), "commune", "42001", "france")
    assert found is not None
    assert found.own.count("M") == 1
    assert found.holder[0] == "epci"
    html = visitor.get("/territoires/commune/42001/rapport/").text
    assert html.count('class="report-own"') == 1
    parser = html5lib.HTMLParser()
    parser.parse(html)
    assert [f"{where}: {code}" for where, code, _ in parser.errors] == []


@pytest.mark.usefixtures("squares")
def test_a_territory_without_outlines_has_no_map_and_says_so(visitor: Client) -> None:
    assert report_map(run(), "departement", "2A", "france") is None
    text = text_of(visitor, "/territoires/departement/2A/rapport/")
    assert "report-drawing" not in text
    assert "carte</a> est sur le site" in text


def test_a_report_asks_few_questions(
    visitor: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for address in ("/territoires/commune/42003/rapport/", "/territoires/departement/42/rapport/"):
        visitor.get(address)
        with django_assert_max_num_queries(8):  # type: ignore[operator]
            visitor.get(address)


def test_the_report_of_invented_data_says_so(visitor: Client) -> None:
    CoverageRun.objects.update(is_demonstration=True)
    bump_data_version()
    assert "lieux et indicateurs inventés" in text_of(
        visitor, "/territoires/departement/42/rapport/"
    )
    assert "Valeurs de démonstration" in text_of(visitor, "/territoires/departement/42/")
