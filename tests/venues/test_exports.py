"""The directory as files: the same venues in every format, inert in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import secrets
from datetime import date
from typing import Any

import pytest
from django.test import Client
from openpyxl.utils import get_column_letter

from ifn_site.api_formats import FORMATS
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    RegionFactory,
    SourceFactory,
    SourceRecordFactory,
    VenueFactory,
)
from venues.exports import file_name, guarded, write_csv, write_json
from venues.models import Venue
from venues.standard import ENUMERATED, FIELDS, row_of
from venues.vocabulary import VOCABULARIES

API = "/api/v1/lieux/"
FILES = [name for name in FORMATS if name != "json"]


def _venues() -> list[Venue]:
    VenueFactory(
        name='Médiathèque « Le "Soleil" », annexe',
        public_id="rnbbbbbbbb",
        emails=["a@exemple.example", "b@exemple.example"],
        description="Sur deux\nlignes ; avec, des | signes",
        typology_low=("BIB",),
        typology_high=("TIERS_LIEUX",),
        other_labels=["Réseau exemple"],
    )
    VenueFactory(name="Rien", public_id="rncccccccc", latitude=None, longitude=None, phone="",
                 updated_on=None, hours="", services=(), costs=())  # fmt: skip
    VenueFactory(name="=HYPERLINK(1)", public_id="rnaaaaaaaa", address="@SUM(1)")
    return list(Venue.objects.order_by("public_id"))


def body(visitor: Client, query: str, **headers: str) -> bytes:
    """Return the bytes of a streamed answer."""
    response = visitor.get(API + query, **headers)
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response)


def rows(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def _as_cells(venue: Venue) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in row_of(venue).items()}


def test_csv_holds_the_standard_in_order_by_id(visitor: Client) -> None:
    venues = _venues()
    found = rows(body(visitor, "?format=csv"))
    assert list(found[0]) == list(FIELDS)
    assert found == [_as_cells(venue) for venue in venues]
    assert found[0]["nom"] == "=HYPERLINK(1)"


def test_protected_csv_cannot_run_a_formula(visitor: Client) -> None:
    _venues()
    content = body(visitor, "?format=csv&protege=true").removeprefix(b"\xef\xbb\xbf")
    found = rows(content)
    assert found[0]["nom"] == "'=HYPERLINK(1)"
    assert found[0]["telephone"] == "'+33465710000"
    assert not [
        cell for row in found for cell in row.values() if cell.startswith(("=", "+", "-", "@"))
    ]


@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_each_way_to_start_a_formula_is_guarded(start: str) -> None:
    assert guarded(f"{start}1") == f"'{start}1"


def test_a_plain_cell_and_a_number_are_left_alone() -> None:
    assert (guarded("Mairie"), guarded(-1.5), guarded(None)) == ("Mairie", -1.5, None)


def test_geojson_has_a_feature_for_each_venue_even_without_a_point(visitor: Client) -> None:
    _venues()
    found = json.loads(body(visitor, "?format=geojson"))
    assert found["type"] == "FeatureCollection"
    assert [feature["id"] for feature in found["features"]] == [
        "rnaaaaaaaa",
        "rnbbbbbbbb",
        "rncccccccc",
    ]
    assert found["features"][0]["geometry"] == {"type": "Point", "coordinates": [4.3903, 45.4347]}
    assert found["features"][2]["geometry"] is None
    properties = found["features"][1]["properties"]
    assert properties["courriels"] == ["a@exemple.example", "b@exemple.example"]
    assert "ouvert" not in properties


def workbook(visitor: Client, query: str = "") -> Any:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(body(visitor, f"?format=xlsx{query}")))


def test_excel_holds_the_same_cells_as_text(visitor: Client) -> None:
    venues = _venues()
    VenueFactory(name="Signes \x0b \ufffe <b> & interdits", public_id="rndddddddd")
    sheet = workbook(visitor).active
    assert sheet.title == "Lieux"
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[0] == list(FIELDS)
    for cells, venue in zip(found[1:], venues, strict=False):
        expected = [None if value == "" else value for value in row_of(venue).values()]
        assert cells == expected
    assert found[4][2] == "Signes   <b> & interdits"
    assert len(found) == 5


def test_a_cell_of_the_workbook_stays_text_when_it_is_edited(visitor: Client) -> None:
    _venues()
    sheet = workbook(visitor)["Lieux"]
    name = sheet["C2"]
    assert (name.value, name.data_type, name.number_format) == ("=HYPERLINK(1)", "s", "@")
    assert sheet.column_dimensions["C"].number_format == "@"
    assert sheet["I2"].data_type == "n"


@pytest.mark.parametrize("field", ENUMERATED)
def test_the_workbook_offers_every_value_that_the_standard_allows(
    visitor: Client, field: str
) -> None:
    book = workbook(visitor)
    (rule,) = [
        one for one in book["Lieux"].data_validations.dataValidation if one.promptTitle == field
    ]
    column = get_column_letter(list(FIELDS).index(field) + 1)
    assert str(rule.sqref) == f"{column}2:{column}1048576"
    sheet, cells = rule.formula1.split("!")
    offered = [row[0].value for row in book[sheet][cells.replace("$", "")]]
    terms = VOCABULARIES[field]
    assert offered == [term.code if field == "typologie" else term.label for term in terms]
    # Several values in a cell are not in the list: they must not be refused.
    assert not rule.showErrorMessage


def test_the_workbook_keeps_its_header_in_sight(visitor: Client) -> None:
    sheet = workbook(visitor)["Lieux"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["C"].width > 30


def test_the_workbook_says_where_it_comes_from(visitor: Client, settings: Any) -> None:
    settings.REFERENCE_DATE = date(2026, 11, 23)
    venue = VenueFactory()
    source = SourceFactory(name="Hub d’exemple", licence="Licence Ouverte 2.0")
    venue.main_record = SourceRecordFactory(venue=venue, source=source)
    venue.save()
    query = "&services=outils,emploi&frais_a_charge=gratuit"
    told = {row[0].value: row[1].value for row in workbook(visitor, query)["Lisez-moi"].rows}
    assert told["Préparé le"] == "23/11/2026"
    assert told["Filtres"] == "services = outils,emploi ; frais_a_charge = gratuit"
    assert told["Source"] == (
        "Hub d’exemple : 1 lieux, Licence Ouverte 2.0, information la plus récente : 01/09/2026."
    )
    assert "Hub d’exemple" in told["À citer"]
    assert told["En savoir plus"] == "http://testserver/donnees/"
    assert "Attention" not in told


def test_the_workbook_of_invented_venues_says_so(visitor: Client) -> None:
    venue = VenueFactory()
    source = SourceFactory(key="demo", is_demonstration=True)
    venue.main_record = SourceRecordFactory(venue=venue, source=source)
    venue.save()
    told = {row[0].value: row[1].value for row in workbook(visitor)["Lisez-moi"].rows}
    assert "inventés" in told["Attention"]


def test_a_filter_that_looks_like_a_formula_is_shown_as_text(visitor: Client) -> None:
    (cell,) = [
        row[1]
        for row in workbook(visitor, "&q=%3DHYPERLINK(1)")["Lisez-moi"].rows
        if row[0].value == "Filtres"
    ]
    assert (cell.value, cell.data_type) == ("q = =HYPERLINK(1)", "s")


def test_a_workbook_leaves_as_it_is_written(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ifn_site.workbooks.BATCH", 1)
    monkeypatch.setattr("ifn_site.workbooks._CHUNK_BYTES", 1)
    for rank in range(40):
        VenueFactory(description=secrets.token_hex(4_000), name=f"Lieu {rank}")
    assert len(list(visitor.get(f"{API}?format=xlsx"))) > 3


def test_rows_of_a_workbook_are_those_of_the_csv(visitor: Client) -> None:
    _venues()
    header, *cells = workbook(visitor)["Lieux"].iter_rows(values_only=True)
    texts = [["" if cell is None else str(cell) for cell in row] for row in cells]
    found = rows(body(visitor, "?format=csv"))
    assert [dict(zip(header, row, strict=True)) for row in texts] == found


def test_parquet_keeps_lists_numbers_and_dates(visitor: Client) -> None:
    import pyarrow.parquet as pq

    _venues()
    table = pq.read_table(io.BytesIO(body(visitor, "?format=parquet")))
    assert table.column_names == list(FIELDS)
    found = table.to_pylist()
    assert [row["id"] for row in found] == ["rnaaaaaaaa", "rnbbbbbbbb", "rncccccccc"]
    assert found[1]["typologie"] == ["BIB", "TIERS_LIEUX"]
    assert found[1]["date_maj"] == date(2026, 9, 1)
    assert found[2]["date_maj"] is None
    assert found[2]["latitude"] is None
    assert found[2]["services"] == []


@pytest.mark.parametrize("wanted", FILES)
def test_a_file_holds_the_whole_filtered_set_and_says_its_name(
    visitor: Client, wanted: str, settings: Any
) -> None:
    settings.REFERENCE_DATE = date(2026, 11, 23)
    response = visitor.get(f"{API}?format={wanted}&services=outils")
    assert response["Content-Type"].split(";")[0] == FORMATS[wanted].media_type
    name = (
        "2026-11-23_reperes-numeriques_lieux-de-mediation-numerique_france-selection."
        f"{FORMATS[wanted].extension}"
    )
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert b"".join(response)
    by_header = visitor.get(f"{API}?services=outils", HTTP_ACCEPT=FORMATS[wanted].media_type)
    assert by_header["Content-Disposition"] == response["Content-Disposition"]
    b"".join(by_header)


@pytest.mark.parametrize(
    ("query", "territory"),
    [
        ("", "france"),
        ("&services=outils", "france-selection"),
        ("&departement=42", "departement-42-loire"),
        ("&region=84&services=outils", "region-84-auvergne-rhone-alpes-selection"),
        ("&commune=42218", "commune-42218-saint-etienne"),
        ("&epci=244200770", "epci-244200770-saint-etienne-metropole"),
        ("&departement=42,13", "plusieurs-territoires"),
        ("&departement=42&region=84", "plusieurs-territoires"),
    ],
)
def test_the_name_of_a_file_says_its_territory(
    visitor: Client, settings: Any, query: str, territory: str
) -> None:
    settings.REFERENCE_DATE = date(2026, 11, 23)
    RegionFactory()
    DepartementFactory()
    DepartementFactory(code="13", name="Bouches-du-Rhône", region_code="93")
    EpciFactory()
    CommuneFactory()
    response = visitor.head(f"{API}?format=csv{query}")
    assert response["Content-Disposition"] == (
        'attachment; filename="2026-11-23_reperes-numeriques_lieux-de-mediation-numerique_'
        f'{territory}.csv"'
    )
    assert file_name(date(2026, 11, 23), "csv", territory) in response["Content-Disposition"]


@pytest.mark.parametrize("wanted", FILES)
def test_the_headers_of_a_file_are_known_without_making_it(
    visitor: Client, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    VenueFactory()
    monkeypatch.setattr("venues.api._content", _must_not_run)
    response = visitor.head(f"{API}?format={wanted}")
    assert response.status_code == 200
    assert response["ETag"]
    assert b"".join(response) == b""


def _must_not_run(*args: Any) -> Any:
    raise AssertionError("the work was done")


@pytest.mark.parametrize("wanted", FILES)
def test_a_file_already_taken_costs_no_work(
    visitor: Client, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    VenueFactory()
    first = visitor.get(f"{API}?format={wanted}")
    assert b"".join(first)
    monkeypatch.setattr("venues.api._content", _must_not_run)
    again = visitor.get(f"{API}?format={wanted}", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("wanted", FILES)
def test_a_file_costs_few_queries(
    visitor: Client, wanted: str, django_assert_max_num_queries: Any
) -> None:
    VenueFactory.create_batch(5)
    with django_assert_max_num_queries(8):
        assert body(visitor, f"?format={wanted}&services=outils")


@pytest.mark.parametrize(
    ("wanted", "is_smaller"),
    [("csv", True), ("geojson", True), ("xlsx", False), ("parquet", False)],
)
def test_only_text_is_compressed_on_its_way(visitor: Client, wanted: str, is_smaller: bool) -> None:
    VenueFactory()
    response = visitor.get(f"{API}?format={wanted}", headers={"Accept-Encoding": "gzip"})
    assert (response.get("Content-Encoding") == "gzip") == is_smaller
    assert b"".join(response)


def test_filters_apply_to_files(visitor: Client) -> None:
    VenueFactory(name="Oui", services=("outils",))
    VenueFactory(name="Non", services=("emploi",))
    assert [row["nom"] for row in rows(body(visitor, "?format=csv&services=outils"))] == ["Oui"]
    assert rows(body(visitor, "?format=csv&q=zzzz")) == []


def test_a_mistake_in_a_file_request_is_told_in_json(visitor: Client) -> None:
    response = visitor.get(f"{API}?format=csv&services=nul")
    assert response.status_code == 400
    assert "services" in response.json()["erreurs"]


def test_a_large_directory_is_streamed_in_pieces(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("venues.exports.BATCH", 2)
    for _ in range(7):
        VenueFactory()
    pieces = list(visitor.get(f"{API}?format=csv"))
    assert len(pieces) >= 4
    assert len(rows(b"".join(pieces))) == 7


def test_written_csv_and_json_hold_the_same_rows() -> None:
    venues = _venues()
    table, text = io.StringIO(newline=""), io.StringIO()
    write_csv(table, Venue.objects.all())
    write_json(text, Venue.objects.all())
    assert json.loads(text.getvalue()) == [row_of(venue) for venue in venues]
    found = list(csv.DictReader(io.StringIO(table.getvalue(), newline="")))
    assert found == [_as_cells(venue) for venue in venues]


def test_an_empty_directory_is_a_valid_file(visitor: Client) -> None:
    text = io.StringIO()
    write_json(text, Venue.objects.all())
    assert json.loads(text.getvalue()) == []
    assert rows(body(visitor, "?format=csv")) == []
    assert json.loads(body(visitor, "?format=geojson"))["features"] == []
