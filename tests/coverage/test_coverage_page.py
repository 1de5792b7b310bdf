"""The page of coverage: what it says, what it refuses, and that map, table and file agree."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import html5lib
import numpy as np
import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from coverage.coverage_choices import (
    ALERTS,
    DOUBLE,
    MEASURES,
    SORTS,
    CoverageChoices,
    read_coverage_choices,
)
from coverage.coverage_headline import headline
from coverage.coverage_layer import CoverageLayer, coverage_layer, crossed
from coverage.coverage_parts import parts_table
from coverage.coverage_table import rows, siting_url, sorted_places
from coverage.honesty import (
    honesty_lines,
    strongest_factors,
)
from coverage.models import Annotation, CoverageRun
from coverage.offer import SERVICE_KEYS
from coverage.parameters import BASES
from coverage.setup import refresh
from coverage.store import active_run, level_coverage, run_details
from coverage.verdicts import PROBABLE, ROBUST
from ifn_site.models import bump_data_version
from tests.coverage.factories import QUICK, make_covered_country
from tests.fragility.conftest import TABLES
from venues.models import Venue

PAGE = "/couverture/"
ANYWHERE = CoverageChoices()
LOIRE = CoverageChoices(inside=("departement", "42"))


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


# --- What is shown ------------------------------------------------------------------------------
@pytest.mark.parametrize("service", SERVICE_KEYS)
@pytest.mark.parametrize("base", BASES)
def test_by_car_the_classes_are_those_of_the_run(base: str, service: str) -> None:
    run = active_run()
    found, stored = crossed(run, base, service, "voiture"), level_coverage("commune", run)
    assert (found.classes == stored.column(f"class.{base}.{service}")).all()
    assert (found.alerts == (stored.column(f"alert.{base}.{service}") > 0)).all()


def test_priorities_are_those_of_the_run() -> None:
    found = crossed(active_run(), "france", "tous", "voiture")
    stored = level_coverage("commune").column("priority.france")
    assert np.allclose(found.priorities, stored, rtol=1e-6)


def test_on_foot_the_classes_follow_the_access_on_foot() -> None:
    car, foot = (shown(dataclasses.replace(LOIRE, mode=mode)) for mode in ("voiture", "pied"))
    assert (foot.crossing.access[foot.within] <= car.crossing.access[car.within] + 1e-9).any()
    assert not foot.choices.has_robustness


def test_legend_and_layer_count_every_commune_of_the_territory_once() -> None:
    for measure in MEASURES:
        layer = shown(dataclasses.replace(LOIRE, measure=measure))
        counts = sum(one.count for one in layer.scale) + layer.without.count
        assert counts == int(layer.within.sum()) == 8


def test_a_commune_without_need_is_counted_apart_and_never_flagged() -> None:
    layer = shown()
    place = layer.crossing.communes.positions["97101"]
    assert layer.numbers[place] == 0
    assert not layer.crossing.alerts[place]
    assert layer.without.count >= 1


def test_the_table_starts_with_the_surest_double_alerts() -> None:
    layer = shown()
    places = sorted_places(layer)
    alerts = layer.crossing.alerts[places]
    assert alerts.any()
    assert alerts[: int(alerts.sum())].all()
    flagged = layer.flagged()[places][: int(alerts.sum())]
    sure = np.searchsorted([PROBABLE, ROBUST], flagged, side="right")
    assert (np.diff(sure) <= 0).all()
    priorities = layer.crossing.priorities[places][: int(alerts.sum())]
    assert (np.diff(priorities)[np.diff(sure) == 0] <= 0).all()


@pytest.mark.parametrize("sort", SORTS)
def test_what_is_unknown_comes_last_whatever_the_order(sort: str) -> None:
    layer = shown(CoverageChoices(sort=sort))
    places = sorted_places(layer)
    assert sorted(places.tolist()) == np.flatnonzero(layer.within).tolist()
    if sort.lstrip("-") == "besoin":
        assert layer.crossing.codes[places[-1]] == "97101"


def test_a_class_of_the_legend_filters_the_table() -> None:
    for one in shown().scale:
        layer = shown(CoverageChoices(only=one.key))
        assert int(layer.kept.sum()) == one.count
    alerts = shown(CoverageChoices(only=ALERTS))
    assert (alerts.kept == (alerts.within & alerts.crossing.alerts)).all()


def test_a_name_or_a_code_finds_its_commune() -> None:
    for name in ("42003", "COMMUNE 42003"):
        places = sorted_places(shown(CoverageChoices(name=name)))
        assert [shown().crossing.codes[place] for place in places] == ["42003"]


def test_out_of_reach_is_said_and_is_not_zero_minutes() -> None:
    layer = shown()
    (row,) = rows(layer, [layer.crossing.communes.positions["75056"]])
    assert row.minutes == "plus de\u00a060"
    assert row.access == "0,00"


# --- Sentences ----------------------------------------------------------------------------------
def test_the_headline_counts_communes_and_inhabitants() -> None:
    layer = shown()
    alerts = layer.crossing.alerts & layer.within
    said = headline(layer).alert.replace("\u00a0", " ").replace("\u202f", "")
    found = re.search(r"En France, (\d+) commune", said)
    assert found is not None
    assert int(found[1]) == int(alerts.sum())
    assert f"{round(layer.crossing.people[alerts].sum())} habitant" in said


def test_a_service_and_a_mode_are_named_and_have_no_robustness() -> None:
    said = headline(shown(CoverageChoices(service="demarches", mode="pied")))
    assert "pour «" in said.alert
    assert "à pied" in said.alert
    assert said.sure == ""


def test_what_has_no_data_is_never_said_to_be_without_alert() -> None:
    said = headline(shown(CoverageChoices(inside=("departement", "971"))))
    assert "la double alerte est inconnue" in said.alert
    assert "on ne peut rien en dire" in said.unknown
    (row,) = (one for one in parts_table(shown())["rows"] if one.code == "01")
    assert (row.unknown, row.is_known) == (1, False)


def test_honesty_has_its_lines_and_its_numbers() -> None:
    run = active_run()
    lines = {one.title: one.text for one in honesty_lines(run, shown())}
    assert len(lines) == 6
    assert "4 lieux ouverts au public en France" in lines["Ce qui est compté."]
    assert "1 fiche en double regroupée" in lines["Ce qui est compté."]
    assert "2 communes sans indice de fragilité" in lines["Ce qui manque."]
    assert "paraît plus mal couverte" in lines["Là où l’on publie peu."]
    assert "12 scénarios" in lines["Ce qui change la liste."]
    assert "situation d’une personne" in lines["Des lieux, pas des personnes."]
    assert "financement" in lines["Pas une cible."]


def test_the_strongest_hypotheses_are_those_whose_values_move_the_list_most() -> None:
    def effect(factor: str, likeness: float) -> dict[str, Any]:
        return {"factor": factor, "likeness": likeness}

    effects = [effect("decay", 0.9), effect("decay", 0.2), effect("speed", 0.5)]
    effects += [effect("speed", 0.6), effect("radius", 0.5), effect("radius", 0.5)]
    assert strongest_factors({"effects": effects}) == [
        "la décroissance avec la distance",
        "la vitesse de déplacement",
    ]


def test_the_parts_add_up_to_the_whole() -> None:
    layer = shown()
    table = parts_table(layer)
    assert sum(one.alerts for one in table["rows"]) == int(
        (layer.crossing.alerts & layer.within).sum()
    )
    assert parts_table(shown(CoverageChoices(inside=("epci", "200000001")))) is None


def test_the_siting_bench_is_asked_with_the_same_service_and_mode() -> None:
    choices = CoverageChoices(service="demarches", mode="pied")
    assert siting_url(choices, "departement:42") == (
        "/couverture/et-si/?territoire=departement:42&service=demarches&mode=pied"
    )
    assert siting_url(choices, "") == ""


# --- The address --------------------------------------------------------------------------------
def test_the_address_is_read_and_written_again() -> None:
    query = "dans=departement:42&base=region&service=outils&mode=pied&mesure=minutes"
    query += "&classe=3&nom=a&tri=-acces&page=2&carte=1"
    assert read_coverage_choices(QueryDict(query)).query() == query


@pytest.mark.parametrize(
    "query",
    ["dans=<script>", "base=x", "service=magie", "mode=vol", "mesure=x", "tri=x", "page=0",
     "page=9999999", "classe=Z9", "dans=departement:ZZ"],
)  # fmt: skip
def test_a_mistake_is_told_and_the_page_stands(visitor: Client, query: str) -> None:
    page = text(visitor, f"?{query}")
    assert 'role="alert"' in page
    assert "<script>" not in page.split("<main", 1)[1].split('type="module"')[0]


def test_hostile_words_are_shown_as_text(visitor: Client) -> None:
    page = text(visitor, "?nom=%3Cimg%20src=x%3E&utm_source=x")
    assert "<img" not in page
    assert "&lt;img" in page


# --- Page, layer and file -----------------------------------------------------------------------
def test_the_page_says_everything_without_a_script(visitor: Client) -> None:
    page = text(visitor, "?dans=departement:42")
    for said in (
        "Double alerte",
        "Avant de s’en servir",
        "Le tableau",
        "Indicateur contestable",
        "C3 est la double alerte",
        "Ce que dit chaque colonne",
    ):
        assert said in page, said
    assert "coverage-map.js" not in page


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_its_page(visitor: Client, measure: str) -> None:
    page = text(visitor, f"?mesure={measure}&dans=region:84")
    assert ("gap-grid" in page) is (measure == DOUBLE)


def test_a_note_stands_with_its_organisation_and_its_date(visitor: Client) -> None:
    for level, code in (("commune", "42001"), ("departement", "42")):
        Annotation.objects.create(
            level=level,
            code=code,
            text=f"Un bus <b>passe</b> le mardi, {level}.",
            organisation="Hub d’essai",
            written_on=date(2025, 3, 4),
        )
    bump_data_version()
    page = text(visitor, "?dans=departement:42")
    assert page.count("Un bus &lt;b&gt;passe&lt;/b&gt; le mardi") == 2
    assert "Hub d’essai" in page
    assert "4 mars 2025" in page


def test_the_file_holds_the_rows_of_the_page_in_their_order(visitor: Client) -> None:
    query = "?dans=departement:42&tri=-population"
    response = visitor.get(f"{PAGE}tableau.csv{query}")
    found = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode())))
    page = text(visitor, query)
    codes = re.findall(r'<th scope="row"><a href="/territoires/commune/(\w+)/"', page)
    assert [row["code"] for row in found] == codes
    assert {row["base"] for row in found} == {"france"}
    for row in found:
        need, access = float(row["besoin"]), float(row["acces"])
        line, top = float(row["acces_borne_basse"]), float(row["besoin_borne_haute"])
        if row["double_alerte"] == "1":
            assert need >= top
            assert access <= line
            assert row["part_scenarios"]


def test_a_file_for_a_service_has_no_robustness(visitor: Client) -> None:
    response = visitor.get(f"{PAGE}tableau.csv?service=demarches")
    head = b"".join(response.streaming_content).decode().splitlines()[0]
    assert "rang_median" not in head
    assert "double_alerte" in head


def test_a_layer_of_another_measure_is_not_found(visitor: Client) -> None:
    assert visitor.get(f"{PAGE}couche/acces.bin").status_code == 404
    assert visitor.get(f"{PAGE}couche/magie.bin?mesure=magie").status_code == 404


def test_the_bubble_says_the_row(visitor: Client) -> None:
    response = visitor.get(f"{PAGE}bulle/42001/")
    assert "Commune 42001 (42)" in response.content.decode()
    assert visitor.get(f"{PAGE}bulle/42001/?dans=departement:75").status_code == 404
    assert visitor.get(f"{PAGE}bulle/99999/").status_code == 404


def test_the_page_asks_few_questions(
    visitor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    visitor.get(f"{PAGE}?dans=departement:42")
    with django_assert_max_num_queries(8):
        visitor.get(f"{PAGE}?dans=departement:42&service=demarches&carte=1")


def test_the_page_lists_each_commune_once(visitor: Client) -> None:
    page = text(visitor)
    codes = re.findall(r'<th scope="row"><a href="/territoires/commune/(\w+)/"', page)
    assert max(Counter(codes).values()) == 1
    assert len(codes) == int(shown().within.sum())


def test_the_rule_of_the_run_is_told(visitor: Client) -> None:
    assert run_details(active_run())[0]["rule"]["need"] == "tiers"
    assert "besoin dans le tiers haut" in text(visitor)


def test_before_any_computation_the_page_says_so(visitor: Client) -> None:
    CoverageRun.objects.all().delete()
    bump_data_version()
    assert "pas encore calculée" in text(visitor)
    assert visitor.get(f"{PAGE}tableau.csv").status_code == 404
    assert visitor.get(f"{PAGE}couche/{DOUBLE}.bin").status_code == 404
