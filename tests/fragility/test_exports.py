"""The need as files: the same numbers in every format, each row saying what it is."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
import shapely
from django.test import Client
from openpyxl import load_workbook

from ifn_site.api_formats import FORMATS
from territories.contours import contours_file, save_contours
from tests.fragility.factories import COMMUNES, active_release

API = "/api/v1/fragilite/"
FILES = [name for name in FORMATS if name != "json"]


pytestmark = pytest.mark.usefixtures("published")


def _body(visitor: Client, path: str, **headers: str) -> bytes:
    response = visitor.get(API + path, headers=headers)
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response)


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def _book(visitor: Client, path: str) -> Any:
    return load_workbook(io.BytesIO(_body(visitor, path)), read_only=True)


def test_csv_has_a_row_a_territory_that_says_what_it_is(visitor: Client) -> None:
    rows = _rows(_body(visitor, "commune/?format=csv"))
    assert [row["code"] for row in rows] == list(COMMUNES)
    for row in rows:
        assert (row["methode"], row["version"], row["base"]) == ("repere", "1", "france")
        assert (row["ponderation"], row["cog"], row["demonstration"]) == ("unites", "2026", "false")
        assert row["poids"] == "poverty=1|age_65=1|low_diploma=1|no_thd=1|no_4g=1"
        assert row["age_65_millesime"] == "2022"
        assert row["no_4g_millesime"] == ""


def test_csv_leaves_a_secret_empty_and_names_it(visitor: Client) -> None:
    rows = {row["code"]: row for row in _rows(_body(visitor, "commune/?format=csv"))}
    secret, missing = rows["42001"], rows["42002"]
    assert (secret["poverty_valeur"], secret["poverty_classe"]) == ("", "")
    assert (secret["poverty_statut"], missing["poverty_statut"]) == ("secret", "manquant")
    assert (rows["29083"]["total"], rows["29083"]["rang"]) == ("", "")


@pytest.mark.parametrize("path", ["commune/", "epci/?dans=region:84", "departement/2A/"])
def test_every_format_holds_the_same_cells(visitor: Client, path: str) -> None:
    mark = "&" if "?" in path else "?"
    expected = _rows(_body(visitor, f"{path}{mark}format=csv"))
    features = json.loads(_body(visitor, f"{path}{mark}format=geojson"))["features"]
    sheet = _book(visitor, f"{path}{mark}format=xlsx").worksheets[0]
    first, *cells = sheet.iter_rows(values_only=True)
    table = _parquet(_body(visitor, f"{path}{mark}format=parquet"))
    rows = {
        "geojson": [feature["properties"] for feature in features],
        "xlsx": [dict(zip(first, row, strict=True)) for row in cells],
        "parquet": table.to_pylist(),
    }
    for name, found in rows.items():
        assert [_as_text(row) for row in found] == [_as_text(row) for row in expected], name


def _parquet(content: bytes) -> Any:
    import pyarrow.parquet as pq

    return pq.read_table(io.BytesIO(content))


def _as_text(row: dict[str, Any]) -> dict[str, str]:
    """Return a row as one text a cell, whatever the format makes of numbers and truths."""

    def text(value: Any) -> str:
        if value is None or isinstance(value, bool):
            return "" if value is None else str(value).lower()
        if isinstance(value, str) and value[:1] == "0" and value[1:2].isdigit():
            return value
        try:
            return f"{float(value):g}"
        except ValueError:
            return str(value)

    return {name: text(value) for name, value in row.items()}


def test_a_code_stays_a_text_with_its_zeros(visitor: Client) -> None:
    assert _rows(_body(visitor, "region/?format=csv"))[0]["code"] == "01"
    row = next(_book(visitor, "region/?format=xlsx").worksheets[0].iter_rows(min_row=2))
    assert (row[1].value, row[1].data_type, row[1].number_format) == ("01", "s", "@")
    assert _parquet(_body(visitor, "region/?format=parquet"))["code"][0].as_py() == "01"


def test_codes_asked_keep_their_order_and_their_writing(visitor: Client) -> None:
    rows = _rows(_body(visitor, "commune/?codes=75056,2a001,42003&format=csv"))
    assert [(row["code_demande"], row["code"]) for row in rows] == [
        ("75056", "75056"),
        ("2a001", "2A001"),
        ("42003", "42003"),
    ]


def test_all_indicators_can_be_asked(visitor: Client) -> None:
    row = _rows(_body(visitor, "commune/?format=csv&indicateurs=age_65"))[0]
    assert [name for name in row if name.endswith("_valeur")] == ["age_65_valeur"]
    row = _rows(_body(visitor, "commune/?format=csv&indicateurs=tous"))[0]
    assert len([name for name in row if name.endswith("_valeur")]) == 5


def test_ones_own_weights_are_written_in_every_row_and_in_the_name(visitor: Client) -> None:
    response = visitor.get(f"{API}commune/?poids.no_4g=0&poids.poverty=2.5&format=csv")
    assert "_repere-poids-choisis_" in response["Content-Disposition"]
    rows = _rows(b"".join(response))
    assert {row["poids"] for row in rows} == {"poverty=2.5|age_65=1|low_diploma=1|no_thd=1|no_4g=0"}
    assert {row["rang_min"] for row in rows} == {""}


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("commune/?", "france"),
        ("commune/?dans=departement:2A&", "departement-2a"),
        ("commune/?codes=42001&", "selection"),
        ("commune/2A001/?", "2a001"),
    ],
)
def test_the_name_of_a_file_says_what_it_holds(visitor: Client, path: str, scope: str) -> None:
    response = visitor.get(f"{API}{path}format=csv")
    name = response["Content-Disposition"].split('"')[1]
    assert name[10:] == f"_reperes-numeriques_fragilite-numerique_commune_repere_{scope}.csv"


def test_the_name_of_an_invented_file_says_so(visitor: Client) -> None:
    active_release(is_demonstration=True)
    response = visitor.get(f"{API}commune/?format=csv")
    assert "_demonstration_" in response["Content-Disposition"]
    assert {row["demonstration"] for row in _rows(b"".join(response))} == {"true"}


@pytest.mark.parametrize("wanted", FILES)
def test_the_headers_of_a_file_are_known_without_making_it(
    visitor: Client, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(*args: Any) -> Any:
        raise AssertionError("the work was done")

    monkeypatch.setattr("fragility.exports.columns", work)
    response = visitor.head(f"{API}commune/?format={wanted}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith(FORMATS[wanted].media_type)
    assert response["Content-Disposition"].endswith(f'.{FORMATS[wanted].extension}"')


def test_the_accept_header_chooses_a_format(visitor: Client) -> None:
    assert _body(visitor, "commune/", Accept="text/csv").startswith(b"niveau,code,nom,total")


def test_what_a_file_is_goes_with_it(visitor: Client) -> None:
    notice = dict(_book(visitor, "commune/?format=xlsx").worksheets[1].iter_rows(values_only=True))
    said = json.loads(_body(visitor, "commune/?format=geojson"))["a_propos"]
    kept = _parquet(_body(visitor, "commune/?format=parquet")).schema.metadata
    for subject, words in (
        ("Méthode", "Indice Repères (repere), version 1"),
        ("Base", "France entière, déciles de communes"),
        ("Personnes de 65 ans et plus", "age_65 (%), 2022 : Recensement d’exemple"),
        ("Surface sans 4G", "aucune donnée chargée"),
    ):
        assert words in notice[subject]
        assert words in said[subject]
        assert words in kept[subject.encode()].decode()
    assert notice["code"].startswith("Code officiel")


@pytest.fixture
def outlines() -> Any:
    """A square for two communes of the same département."""
    squares = [shapely.box(4, 45, 5, 46), shapely.box(5, 45, 6, 46)]
    save_contours(contours_file(), ["42001", "42002"], squares, "essai")
    yield
    for path in contours_file().parent.glob("*.npz"):
        path.unlink()


@pytest.mark.usefixtures("outlines")
def test_geojson_draws_what_has_an_outline(visitor: Client) -> None:
    features = json.loads(_body(visitor, "commune/?format=geojson"))["features"]
    drawn = {one["id"]: shapely.from_geojson(json.dumps(one["geometry"])) for one in features
             if one["geometry"]}  # fmt: skip
    assert len(features) == len(COMMUNES)
    assert set(drawn) == {"42001", "42002"}
    assert drawn["42001"].equals(shapely.box(4, 45, 5, 46))


@pytest.mark.parametrize(("level", "code"), [("departement", "42"), ("epci", "244200001")])
@pytest.mark.usefixtures("outlines")
def test_geojson_unites_the_communes_of_a_larger_territory(
    visitor: Client, level: str, code: str
) -> None:
    for _ in range(2):
        (feature,) = json.loads(_body(visitor, f"{level}/{code}/?format=geojson"))["features"]
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.equals(shapely.box(4, 45, 6, 46))
