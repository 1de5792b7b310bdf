"""Faults seen in other maps' exports and API, each shown right in ours.

Zero coordinates and dropped columns in files, limits that no one holds, distances never computed.
"""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import VenueFactory
from venues.api import MAX_PAGE_SIZE
from venues.standard import FIELDS

API = "/api/v1/lieux/"


def content(visitor: Client, query: str) -> bytes:
    response = visitor.get(API + query)
    assert response.status_code == 200
    return b"".join(response)


def csv_rows(visitor: Client, query: str = "?format=csv") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(visitor, query).decode(), newline="")))


def xlsx_rows(visitor: Client) -> list[dict[str, Any]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content(visitor, "?format=xlsx")))
    header, *cells = book["Lieux"].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in cells]


def parquet_rows(visitor: Client) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(content(visitor, "?format=parquet")))
    return list(table.to_pylist())


class TestFault6MissingCoordinatesAndColumns:
    """Elsewhere, a venue without coordinates is exported at 0, 0, and columns are dropped."""

    def test_a_venue_without_a_point_has_none_in_any_format(self, visitor: Client) -> None:
        VenueFactory(latitude=None, longitude=None)
        (row,) = csv_rows(visitor)
        assert (row["latitude"], row["longitude"]) == ("", "")
        for (found,) in (xlsx_rows(visitor), parquet_rows(visitor)):
            assert (found["latitude"], found["longitude"]) == (None, None)
        (feature,) = json.loads(content(visitor, "?format=geojson"))["features"]
        assert feature["geometry"] is None
        (result,) = visitor.get(API).json()["results"]
        assert (result["latitude"], result["longitude"]) == (None, None)

    def test_a_venue_on_the_equator_or_the_meridian_keeps_its_zero(self, visitor: Client) -> None:
        VenueFactory(latitude=48.5, longitude=0.0)
        (row,) = csv_rows(visitor)
        assert float(row["longitude"]) == 0
        (found,) = xlsx_rows(visitor)
        assert found["longitude"] == 0

    def test_every_column_of_the_standard_is_in_every_file(self, visitor: Client) -> None:
        VenueFactory(address_complement="Bâtiment B", parent_structure="Ville d’Exemple")
        (feature,) = json.loads(content(visitor, "?format=geojson"))["features"]
        (csv_row,), (cells,), (typed,) = (
            csv_rows(visitor), xlsx_rows(visitor), parquet_rows(visitor)
        )  # fmt: skip
        for row in (csv_row, cells, typed):
            assert list(row) == list(FIELDS)
        for row in (csv_row, cells, typed, feature["properties"]):
            assert row["complement_adresse"] == "Bâtiment B"
            assert row["structure_parente"] == "Ville d’Exemple"


class TestFault12Limits:
    """Elsewhere, a page may be as long as one asks, and exports have no bound but a robot's."""

    @pytest.mark.parametrize("size", ["0", "-1", "1001", "1000000", "1e3", "NaN"])
    def test_a_page_has_a_longest_size_that_is_told(self, visitor: Client, size: str) -> None:
        response = visitor.get(f"{API}?page_size={size}")
        assert response.status_code == 400
        assert f"entre 1 et {MAX_PAGE_SIZE}" in response.json()["erreurs"]["page_size"]

    def test_a_workbook_too_long_for_spreadsheets_is_refused_with_what_to_do(
        self, visitor: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("venues.exports.XLSX_ROWS", 1)
        VenueFactory.create_batch(2)
        response = visitor.get(f"{API}?format=xlsx")
        assert response.status_code == 400
        message = response.json()["erreurs"]["format"]
        assert "1 lieux au plus" in message
        assert "format=csv" in message
        assert len(csv_rows(visitor)) == 2

    def test_exports_are_counted_apart_so_that_nobody_drains_the_service(self) -> None:
        from django.test import RequestFactory

        from venues.api import VenueListView

        view = VenueListView()
        for wanted in ("csv", "xlsx", "geojson", "parquet"):
            request = RequestFactory().get(API, {"format": wanted})
            assert view.throttle_cost(request) == "export"  # type: ignore[arg-type]


class TestFault13Distance:
    """Elsewhere, results have a field for the distance that nothing ever fills."""

    def test_a_result_near_a_point_says_its_distance_in_metres(self, visitor: Client) -> None:
        VenueFactory(latitude=45.4437, longitude=4.3903)
        (result,) = visitor.get(f"{API}?pres_de=45.4347,4.3903").json()["results"]
        assert result["distance_m"] == pytest.approx(1001, abs=2)

    def test_a_degree_of_longitude_is_shorter_than_one_of_latitude(self, visitor: Client) -> None:
        VenueFactory(name="Est", latitude=60.0, longitude=5.0)
        VenueFactory(name="Nord", latitude=61.0, longitude=4.0)
        results = visitor.get(f"{API}?pres_de=60,4").json()["results"]
        assert [one["nom"] for one in results] == ["Est", "Nord"]
        assert results[0]["distance_m"] == pytest.approx(55_597, rel=0.01)
        assert results[1]["distance_m"] == pytest.approx(111_195, rel=0.01)

    def test_a_file_near_a_point_says_distances_too(self, visitor: Client) -> None:
        VenueFactory(latitude=45.4347, longitude=4.3903)
        query = "?format=geojson&pres_de=45.4347,4.3903"
        (feature,) = json.loads(content(visitor, query))["features"]
        assert feature["properties"]["distance_m"] == 0

    def test_without_a_point_there_is_no_distance_to_say(self, visitor: Client) -> None:
        VenueFactory()
        (result,) = visitor.get(API).json()["results"]
        assert result["distance_m"] is None
