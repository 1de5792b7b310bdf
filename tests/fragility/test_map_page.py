"""The page of the need without JavaScript, and the files that its map reads."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import html5lib
import numpy as np
import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from fragility import layer_files
from fragility.map_choices import read_choices
from fragility.map_layer import map_layer
from fragility.methods.reweight import reweight
from fragility.store import active_release as active_facts
from fragility.store import level_scores
from territories.models import Commune, Departement
from tests.factories import CommuneFactory, DepartementFactory
from tests.fragility.factories import (
    COMMUNES,
    MISSING,
    active_release,
    make_country,
    need_tables,
    table,
)

PAGE = "/fragilite/"


@pytest.fixture(autouse=True)
def country() -> None:
    make_country()


@pytest.fixture
def release() -> Any:
    return active_release()


@pytest.fixture
def outlines(monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """The order of the map: not that of the release, and one commune that it lacks."""
    drawn = (*sorted(COMMUNES, reverse=True), "99999")
    tiles = SimpleNamespace(levels=("commune",), codes=lambda level: drawn, fingerprint="abcdef012")
    monkeypatch.setattr(layer_files, "tile_set", lambda: tiles)
    return drawn


def body(client: Client, query: str = "", status: int = 200) -> str:
    response = client.get(PAGE + query)
    assert response.status_code == status
    return response.content.decode()


def legend_counts(html: str) -> dict[int, int]:
    rows = re.findall(r'<tr data-class="(\d)".*?data-count>([^<]*)<', html)
    return {int(number): int(re.sub(r"\D", "", count)) for number, count in rows}


def table_rows(html: str) -> list[list[str]]:
    part = html.split('id="tableau"')[1].split("<tbody>")[1].split("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", part, re.S)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.split(r"</t[hd]>", row)[:-1]]
        for row in rows
    ]


def test_without_any_data_the_page_says_so(client: Client) -> None:
    html = body(client)
    assert "Aucun indicateur n’est encore chargé" in html
    assert "data-map" not in html


def test_the_page_is_valid_and_names_its_base_and_what_is_missing(
    client: Client, release: Any
) -> None:
    html = body(client, "?niveau=commune")
    html5lib.HTMLParser(strict=True).parse(html)
    assert "Indice Repères, par commune" in html
    assert html.count("sur une base France entière, déciles de communes") >= 3
    assert "Complétude&nbsp;: 4 indicateurs sur 5 pour" in html
    assert "Sans 4G" in html


def test_an_invented_release_is_told_on_the_page(client: Client) -> None:
    active_release(is_demonstration=True)
    assert "valeurs inventées" in body(client)


def test_legend_table_and_scores_count_the_same(client: Client, release: Any) -> None:
    html = body(client, "?niveau=commune")
    counts = legend_counts(html)
    classes = Counter(row[3].split()[0] for row in table_rows(html))
    scores = level_scores("commune", "repere")
    assert scores is not None
    assert sum(counts.values()) == len(COMMUNES) == len(table_rows(html))
    assert counts[0] == classes["sans"] == int(np.isnan(scores.totals).sum()) > 0
    for number in range(1, 8):
        assert counts[number] == classes[str(number)]


def test_the_layer_follows_the_order_of_the_outlines(
    client: Client, release: Any, outlines: tuple[str, ...]
) -> None:
    answer = client.get("/fragilite/couche/commune/repere.bin")
    scores = level_scores("commune", "repere")
    assert scores is not None
    expected = {
        code: 255 if np.isnan(total) else int(20 * total + 0.5)
        for code, total in zip(scores.codes.codes, scores.totals.tolist(), strict=True)
    }
    assert list(answer.content) == [expected.get(code, 255) for code in outlines]


def test_the_layer_of_a_territory_leaves_out_what_is_outside(
    client: Client, release: Any, outlines: tuple[str, ...]
) -> None:
    drawn = list(client.get("/fragilite/couche/commune/repere.bin?dans=region:94").content)
    inside = [code.startswith("2A") for code in outlines]
    assert [byte != 254 for byte in drawn] == [*inside[:-1], True]
    assert drawn[-1] == 255


def test_a_file_is_kept_for_ever_at_the_address_of_its_version_only(
    client: Client, release: Any, outlines: tuple[str, ...]
) -> None:
    facts = active_facts()
    assert facts is not None
    version = layer_files.version(facts)
    assert f"v={version}" in body(client, "?niveau=commune")
    for name in ("couche", "classes"):
        address = f"/fragilite/{name}/commune/repere.bin"
        assert "immutable" in client.get(f"{address}?v={version}").headers["Cache-Control"]
        assert "immutable" not in client.get(f"{address}?v=old").headers["Cache-Control"]


def test_the_file_of_classes_gives_the_server_s_own_totals(
    client: Client, release: Any, outlines: tuple[str, ...]
) -> None:
    content = client.get("/fragilite/classes/commune/repere.bin").content
    head, rest = content.split(b"\n", 1)
    facts = json.loads(head)
    columns = np.frombuffer(rest, dtype=np.uint8).reshape(-1, facts["nombre"])
    weights = [3.0, 1.0, 0.0, 1.0, 1.0]
    totals, _ = reweight(columns.T, weights)
    pairs = zip(facts["indicateurs"], weights, strict=True)
    query = QueryDict("&".join(f"poids.{key}={weight:g}" for key, weight in pairs))
    layer = map_layer(read_choices(query), "commune")
    assert layer is not None
    expected = [
        layer.values[layer.positions[code]] if code in layer.positions else np.nan
        for code in outlines
    ]
    np.testing.assert_allclose(totals, expected, atol=1e-12)
    assert np.isfinite(totals).any()


@pytest.mark.parametrize(
    "address",
    [
        "couche/canton/repere.bin",
        "couche/commune/magique.bin",
        "couche/commune/repere.bin?indicateur=poverty",
        "couche/region/repere-region.bin?methode=repere-region",
        "classes/commune/magique.bin",
        "legende/canton/",
        "bulle/commune/99999/",
        "bulle/commune/%3Cscript%3E/",
    ],
)
def test_what_does_not_exist_is_not_found(
    client: Client, release: Any, outlines: tuple[str, ...], address: str
) -> None:
    assert client.get(f"/fragilite/{address}").status_code == 404


def test_without_outlines_there_is_no_file_and_no_map(client: Client, release: Any) -> None:
    assert client.get("/fragilite/couche/commune/repere.bin").status_code == 404
    assert "data-map-block" not in body(client)


def test_own_weights_are_counted_by_the_server_and_named(client: Client, release: Any) -> None:
    before = {row[0]: row[2] for row in table_rows(body(client, "?niveau=commune"))}
    html = body(client, "?niveau=commune&poids.poverty=5")
    after = {row[0]: row[2] for row in table_rows(html)}
    assert "avec vos poids" in html
    assert before.keys() == after.keys()
    assert before != after


@pytest.mark.parametrize(
    ("sort", "column"), [("population", 1), ("-population", 1), ("valeur", 2), ("-valeur", 2)]
)
def test_the_table_is_sorted_and_what_is_unknown_comes_last(
    client: Client, release: Any, sort: str, column: int
) -> None:
    html = body(client, f"?niveau=commune&tri={sort}")
    cells = [row[column] for row in table_rows(html)]
    numbers = [float(re.sub(r"\s", "", one).replace(",", ".")) for one in cells if one != "–"]
    assert numbers == sorted(numbers, reverse=sort.startswith("-"))
    assert cells[len(numbers) :] == ["–"] * (len(cells) - len(numbers))
    order = "descending" if sort.startswith("-") else "ascending"
    assert html.count("aria-sort=") == 1
    assert f'aria-sort="{order}"' in html


def test_names_are_sorted_without_accents_and_searched_by_name_or_code(
    client: Client, release: Any
) -> None:
    Commune.objects.filter(code="42003").update(name="Écotay", folded="ecotay")
    first = table_rows(body(client, "?niveau=commune&tri=-nom"))[0][0]
    assert first.startswith("Écotay")
    assert [row[0] for row in table_rows(body(client, "?niveau=commune&nom=%C3%A9co"))] == [
        "Écotay (42)"
    ]
    assert len(table_rows(body(client, "?niveau=commune&nom=2a001"))) == 1
    assert "Aucun territoire ne porte ce nom" in body(client, "?niveau=commune&nom=zzz")


def test_a_long_table_has_pages_of_a_hundred(client: Client) -> None:
    for number in range(210):
        CommuneFactory(code=f"43{number:03}", name=f"Village {number}", departement_code="43")
    active_release()
    html = body(client, "?niveau=commune&tri=nom&page=3")
    assert "Page 3 sur 3" in html
    assert len(table_rows(html)) == 210 + len(COMMUNES) - 200
    assert len(table_rows(body(client, "?niveau=commune"))) == 100
    assert "Page 3 sur 3" in body(client, "?niveau=commune&page=999")


def test_a_territory_restricts_table_and_legend(client: Client, release: Any) -> None:
    html = body(client, "?dans=departement:42&niveau=commune")
    assert "Indice Repères, par commune – Département 42" in html
    assert len(table_rows(html)) == sum(legend_counts(html).values()) == 8


def test_an_unknown_territory_is_told(client: Client, release: Any) -> None:
    assert "Aucun territoire n’a le code 99" in body(client, "?dans=departement:99")


def test_overseas_collectivities_are_named_and_not_counted(client: Client) -> None:
    DepartementFactory(
        code="975", name="Saint-Pierre-et-Miquelon", region_code="975",
        kind=Departement.Kind.COLLECTIVITE,
    )  # fmt: skip
    CommuneFactory(code="97502", name="Saint-Pierre", departement_code="975", region_code="975")
    active_release()
    for level in ("commune", "departement"):
        html = body(client, f"?niveau={level}")
        assert "Saint-Pierre-et-Miquelon" in html.split("need-notes")[1]
        assert not any(row[0].startswith("Saint-Pierre") for row in table_rows(html))


def test_an_indicator_shows_values_status_and_never_a_number_for_a_secret(
    client: Client, release: Any
) -> None:
    rows = {row[0]: row for row in table_rows(body(client, "?niveau=commune&indicateur=poverty"))}
    assert rows["Commune 42001 (42)"][2:] == ["–", "sans donnée", "secret statistique"]
    assert rows["Commune 42002 (42)"][4] == "sans donnée"
    assert rows["Commune 42003 (42)"][2].endswith("%")
    assert rows["Commune 42003 (42)"][4] == "observé"


def test_the_bubble_says_value_class_completeness_and_leads_to_the_sheet(
    client: Client, release: Any
) -> None:
    html = client.get("/fragilite/bulle/commune/42005/").content.decode()
    assert "Commune 42005" in html
    assert "4 sur 5" in html
    assert "sur 7" in html
    without = client.get("/fragilite/bulle/commune/29083/").content.decode()
    assert "Sans donnée" in without


def test_mistakes_are_told_and_hostile_words_are_text(client: Client, release: Any) -> None:
    html = body(client, "?niveau=x&nom=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "Ce niveau n’existe pas" in html
    assert "<script>alert" not in html


def test_a_warm_page_asks_few_questions(
    client: Client, release: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    body(client, "?niveau=commune")
    with django_assert_max_num_queries(8):
        body(client, "?niveau=commune&tri=nom&poids.poverty=2&dans=region:84")


@pytest.mark.parametrize("weights", ["", "poids.poverty=4&poids.no_thd=0"])
def test_the_api_gives_the_totals_and_classes_of_the_map(
    client: Client, release: Any, weights: str
) -> None:
    answer = client.get(f"/api/v1/fragilite/commune/?{weights}").json()
    layer = map_layer(read_choices(QueryDict(weights)), "commune")
    assert layer is not None
    assert tuple(answer["codes"]) == layer.codes
    assert [number or 0 for number in answer["classe"]] == layer.classes.tolist()
    known = [np.nan if total is None else total for total in answer["total"]]
    np.testing.assert_allclose(known, layer.values, atol=5e-4)


NOBODY_IN_CORSICA = {
    code: MISSING if code.startswith("2A") else 10.0 + rank for rank, code in enumerate(COMMUNES)
}


def without_poverty_in_corsica() -> None:
    active_release([table(NOBODY_IN_CORSICA, "poverty"), *need_tables()[1:]])


def test_what_is_shown_without_an_indicator_is_said_not_to_compare(client: Client) -> None:
    without_poverty_in_corsica()
    html = body(client, "?niveau=commune&dans=region:94")
    notes = html.split("data-notes")[1].split("</div>")[0]
    assert "Complétude&nbsp;: 3 indicateurs sur 5." in notes
    assert "Aucune valeur ici pour&nbsp;: Pauvreté." in notes
    assert "Pauvreté 2022" not in notes
    assert "Sans «\xa0Pauvreté\xa0», les notes montrées ici ne sont pas comparables" in html
    rows = table_rows(html)
    assert all("note non comparable" in row[0] for row in rows)
    assert {row[4] for row in rows} == {"–"}
    assert "n’est pas comparable" in client.get("/fragilite/bulle/commune/2A003/").text


def test_old_network_data_are_told_on_the_page_and_in_the_bubble(
    client: Client, settings: Any
) -> None:
    settings.REFERENCE_DATE = date(2026, 3, 1)
    tables = need_tables()
    active_release([*tables[:3], replace(tables[3], vintage=2019)])
    told = "donnée ancienne (2019), la fibre a progressé depuis"
    assert told in body(client)
    assert told in body(client, "?indicateur=no_thd")
    assert told not in body(client, "?indicateur=poverty")
    bubble = client.get("/fragilite/bulle/commune/42005/?indicateur=no_thd").text
    assert told in bubble
    assert "en 2019" in bubble
    assert "Sans très haut débit (2019)" in client.get("/fragilite/bulle/commune/42005/").text


def test_the_note_of_a_file_replaces_the_definition_it_departs_from(client: Client) -> None:
    tables = need_tables()
    active_release([tables[0], replace(tables[1], note="Part des 15 ans et plus."), *tables[2:]])
    html = body(client, "?indicateur=age_65")
    assert "Part des 15 ans et plus (données de 2022)" in html
    assert "dans la population" not in html.split("data-base")[1]


def test_own_weights_are_written_for_the_picture_and_the_paper(
    client: Client, release: Any
) -> None:
    html = body(client, "?niveau=commune&poids.poverty=2.5")
    assert "Vos poids&nbsp;: Pauvreté 2,5, 65 ans et plus 1" in html
    assert "http://testserver/fragilite/?niveau=commune&amp;poids.poverty=2.5</p>" in html


def test_a_method_of_few_communes_is_told_in_the_menu_and_beside_the_title(
    client: Client, release: Any
) -> None:
    told = "0\xa0commune sur 16 seulement"
    html = body(client, "?base=region&niveau=commune")
    assert f"({told})</option>" in html
    assert told in html.split("data-few")[1].split("</p>")[0]
    assert "data-few" not in body(client, "?niveau=commune")
