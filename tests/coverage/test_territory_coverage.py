"""Coverage on the sheet of a territory, in the comparison and in the notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from coverage.annotation_models import Annotation
from coverage.comparison import comparison, read_territories
from coverage.coverage_table import minutes_words
from coverage.coverage_values import Minutes, coverage_of
from coverage.honesty import Sureness
from coverage.measure_words import (
    access_words,
    choice_words,
    grouped_words,
    reach_words,
    short_minutes,
    sureness_words,
    whole_minutes,
)
from coverage.models import CoverageRun
from coverage.territory_coverage import territory_coverage
from coverage.territory_notes import notes_of
from ifn_site.models import bump_data_version
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


def note(level: str, code: str, text: str = "Un bus passe le mardi.", **more: Any) -> None:
    Annotation.objects.create(
        level=level,
        code=code,
        text=text,
        **{"organisation": "Hub d’exemple", "written_on": date(2026, 3, 1), **more},
    )
    bump_data_version()


def text_of(visitor: Client, address: str) -> str:
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    return plain(answer.text.replace("&nbsp;", " ").replace("&#x27;", "'"))


def way(minutes: float | None, state: Any = "mesure", choice: float | None = None) -> Minutes:
    return Minutes("voiture", minutes, state, {20: None, 30: None}, choice)


@pytest.mark.parametrize(
    ("minutes", "is_commune", "said", "short"),
    [
        (way(0.2), True, "1 minute", "1 min"),
        (way(12.4), True, "12 minutes", "12 min"),
        (way(12.4), False, "12 minutes ou moins pour la moitié des habitants", "12 min"),
        (way(None, "hors_de_portee"), True, "aucun lieu à moins de 60 minutes", "plus de 60 min"),
        (way(None, "sans_donnee"), True, "sans donnée", ""),
    ],
)
def test_a_way_says_out_of_reach_and_unknown_apart(
    minutes: Minutes, is_commune: bool, said: str, short: str
) -> None:
    assert plain(reach_words(minutes, is_commune)) == said
    assert plain(short_minutes(minutes)) == short


def test_no_access_is_said_otherwise_than_no_data() -> None:
    assert access_words(0.0) == "aucun lieu à portée"
    assert access_words(None) == "sans donnée"
    assert plain(access_words(2.161)) == "2,16 lieux pour 10 000 habitants"


def test_a_choice_is_counted_for_a_commune_and_a_mean_above() -> None:
    assert choice_words(way(1.0, choice=0.0), True) == "aucun lieu"
    assert choice_words(way(1.0, choice=3.0), True) == "3 lieux"
    assert choice_words(way(1.0, choice=1.5), False) == "1,5 lieu en moyenne"
    assert choice_words(way(None, "sans_donnee"), True) == "sans donnée"


@pytest.mark.parametrize(
    ("rows", "places", "said"),
    [
        (34, 19, "34 fiches, 19 lieux une fois les doubles regroupés"),
        (2, 1, "2 fiches, 1 lieu une fois les doubles regroupés"),
        (3, 3, "3 lieux"),
        (0, 0, "0 lieu"),
    ],
)
def test_rows_and_places_are_told_together(rows: int, places: int, said: str) -> None:
    assert grouped_words(rows, places) == said


def test_the_sheet_tells_the_same_count_of_places_twice(visitor: Client) -> None:
    said = territory_coverage("departement", "42").grouped
    assert "3 lieux" in said
    assert text_of(visitor, "/territoires/departement/42/").count(said) == 2


@pytest.mark.parametrize(("minutes", "shown"), [(0.2, 1), (12.5, 13), (57.4, 57), (57.5, 58)])
def test_minutes_are_rounded_half_up_everywhere(minutes: float, shown: int) -> None:
    assert whole_minutes(minutes) == shown
    assert minutes_words(minutes) == str(shown)
    assert plain(short_minutes(way(minutes))) == f"{shown} min"


def test_a_service_that_no_place_declares_is_missing_data_on_the_sheet() -> None:
    services = {one.label: one.alert for one in territory_coverage("commune", "42008").services}
    missing = {label for label, alert in services.items() if alert == "donnée manquante"}
    assert len(missing) == 6


def test_how_sure_alerts_are_is_said_in_the_right_number() -> None:
    words = sureness_words(Sureness(robust=1, probable=0, depends=2, near=0))
    assert words == "Dont 1 robuste, 0 probable, 2 qui dépendent des hypothèses."


def test_the_sheet_counts_the_double_alerts_that_the_api_counts(visitor: Client) -> None:
    block = territory_coverage("departement", "42")
    answer = visitor.get("/api/v1/couverture/departement/42/").json()
    by_base = {one["base"]: one for one in answer["doubles_alertes"]}
    assert block.alert_count == by_base["france"]["communes"] > 0
    assert [line.communes for line in block.counts] == [
        by_base[base]["communes"] for base in ("france", "region", "departement")
    ]
    assert str(block.alert_count) in block.headline[0]
    assert "double alerte" in text_of(visitor, "/territoires/departement/42/")


def test_a_commune_in_double_alert_is_told_with_how_sure_it_is(visitor: Client) -> None:
    row = territory_coverage("departement", "42").alerts[0]
    block = territory_coverage("commune", row.code)
    assert "est en double alerte" in block.headline[0]
    assert all(line.sureness for line in block.verdicts if line.alert)
    text = text_of(visitor, f"/territoires/commune/{row.code}/")
    assert plain(block.headline[0]) in text
    assert plain(block.verdicts[0].sureness) in text


def test_a_commune_without_a_need_has_no_verdict_and_says_why(visitor: Client) -> None:
    block = territory_coverage("commune", "97101")
    assert block.headline == ("Sans donnée ici, le besoin et l’accès ne peuvent pas être croisés.",)
    assert {line.alert for line in block.verdicts} == {""}
    assert "sans indice de fragilité" in block.remarks[0]
    assert "Sans donnée ici" in text_of(visitor, "/territoires/commune/97101/")


def test_a_larger_territory_without_a_need_is_not_said_free_of_alerts() -> None:
    assert coverage_of("departement", "971") is not None
    assert "ne peuvent pas être croisés" in territory_coverage("departement", "971").headline[0]


def test_a_region_is_not_compared_with_a_departement() -> None:
    assert len(territory_coverage("region", "84").counts) == 2
    assert len(territory_coverage("france", "FR").counts) == 1


def test_an_arrondissement_leads_to_its_commune(visitor: Client) -> None:
    text = text_of(visitor, "/territoires/arrondissement/75101/")
    assert "La couverture se mesure par commune" in text
    assert 'href="/territoires/commune/75056/">Voir' in text


def test_what_can_be_done_next_is_linked(visitor: Client) -> None:
    links = territory_coverage("departement", "42").links
    assert links["map"] == "/couverture/?dans=departement:42"
    assert links["siting"] == "/couverture/et-si/?territoire=departement:42"
    assert "commune=42003" in territory_coverage("commune", "42003").links["siting"]
    assert territory_coverage("france", "FR").links["siting"] == ""
    for address in links.values():
        assert visitor.get(address).status_code == 200, address


def test_a_note_is_shown_where_it_is_about_and_in_what_holds_it() -> None:
    note("commune", "42003")
    (own,) = notes_of("commune", "42003")
    assert (own.note.organisation, own.url) == ("Hub d’exemple", "")
    for level, code in (("departement", "42"), ("region", "84"), ("france", "FR")):
        (line,) = notes_of(level, code)
        assert (line.name, line.url) == ("Commune 42003", "/territoires/commune/42003/")
    assert notes_of("commune", "42001") == notes_of("departement", "2A") == ()


def test_a_hostile_note_is_text(visitor: Client) -> None:
    note("departement", "42", "<script>alert(1)</script>\u202e", organisation="<b>Hub</b>")
    for address in ("/territoires/departement/42/", "/territoires/departement/42/rapport/"):
        html = visitor.get(address).text
        assert "<script>alert" not in html
        assert "<b>Hub" not in html
        assert "&lt;script&gt;alert(1)" in html


def test_a_hidden_note_is_not_shown(visitor: Client) -> None:
    note("departement", "42", "Cachée", is_visible=False)
    assert "Cachée" not in visitor.get("/territoires/departement/42/").text


def test_the_comparison_says_way_choice_access_and_double_alert() -> None:
    found = comparison(
        read_territories(["commune:42008", "departement:42", "arrondissement:75101"])
    )
    cells = {row.label: row.cells for row in found.rows}
    alerts = cells["Double alerte face à la France entière"]
    assert alerts[0] in ("oui", "non")
    assert "commune" in alerts[1]
    assert alerts[2] == ""
    assert cells["Accès aux lieux, doubles regroupés, partagés avec qui peut y aller"][0]
    assert cells["Lieux d’aide, doubles regroupés"][1] == "3"
    assert "comparaison-acces" in {chart.key for chart in found.charts}


def test_the_sheet_stands_without_a_run(visitor: Client) -> None:
    CoverageRun.objects.all().delete()
    bump_data_version()
    text = text_of(visitor, "/territoires/departement/42/")
    assert "La couverture n’est pas calculée" in text
    assert "Rapport à imprimer" not in text
    report = text_of(visitor, "/territoires/departement/42/rapport/")
    assert "La couverture n’est pas calculée" in report
