"""The directory as files: the same venues in every format, inert in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories import VenueFactory
from venues.exports import FORMATS, file_name, guarded, write_csv, write_json
from venues.models import Venue
from venues.standard import FIELDS, row_of

API = "/api/v1/lieux/"


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


def test_excel_holds_the_same_cells_as_text(visitor: Client) -> None:
    from openpyxl import load_workbook

    venues = _venues()
    VenueFactory(name="Signe \x0b interdit", public_id="rndddddddd")
    sheet = load_workbook(io.BytesIO(body(visitor, "?format=xlsx"))).active
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[0] == list(FIELDS)
    for cells, venue in zip(found[1:], venues, strict=False):
        expected = [None if value == "" else value for value in row_of(venue).values()]
        assert cells == expected
    assert sheet["C2"].data_type == "s"
    assert found[4][2] == "Signe  interdit"


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


@pytest.mark.parametrize("wanted", [name for name in FORMATS if name != "json"])
def test_a_file_holds_the_whole_filtered_set_and_says_its_name(
    visitor: Client, wanted: str, settings: Any
) -> None:
    settings.REFERENCE_DATE = date(2026, 11, 23)
    response = visitor.get(f"{API}?format={wanted}&services=outils")
    assert response["Content-Type"].split(";")[0] == FORMATS[wanted].media_type
    name = f"2026-11-23_reperes-numeriques_lieux-de-mediation-numerique.{wanted}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert file_name(date(2026, 11, 23), wanted) == name
    assert b"".join(response)
    by_header = visitor.get(f"{API}?services=outils", HTTP_ACCEPT=FORMATS[wanted].media_type)
    assert by_header["Content-Disposition"] == response["Content-Disposition"]
    b"".join(by_header)


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
