"""Tiles as browsers get them: kept for ever, never guessed, never a crash."""

from __future__ import annotations

import gzip
from pathlib import Path

import mapbox_vector_tile
import pytest
from django.test import Client

from territories.tiles import TileSet

HELD = "communes/7/67/47"


@pytest.fixture
def address(tiles: TileSet) -> str:
    return f"/tuiles/{tiles.fingerprint}"


def test_a_tile_travels_as_it_is_stored(visitor: Client, address: str, tiles: TileSet) -> None:
    response = visitor.get(f"{address}/{HELD}.pbf", headers={"accept-encoding": "gzip, br"})
    assert response.status_code == 200
    assert response["Content-Encoding"] == "gzip"
    assert response["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert response.content == tiles.tile("communes", 7, 67, 47)
    assert mapbox_vector_tile.decode(gzip.decompress(response.content))["commune"]["features"]


def test_a_client_that_cannot_unpack_gets_it_unpacked(visitor: Client, address: str) -> None:
    response = visitor.get(f"{address}/{HELD}.pbf", headers={"accept-encoding": "identity"})
    assert "Content-Encoding" not in response
    assert mapbox_vector_tile.decode(response.content)["commune"]["features"]
    assert "Accept-Encoding" in response["Vary"]


@pytest.mark.parametrize("path", [f"{HELD}.pbf", "communes/10/0/0.pbf"])
def test_a_tile_is_kept_for_ever_by_everyone(visitor: Client, address: str, path: str) -> None:
    response = visitor.get(f"{address}/{path}")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["ETag"]
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


def test_nothing_drawn_is_204(visitor: Client, address: str) -> None:
    response = visitor.get(f"{address}/communes/10/0/0.pbf")
    assert response.status_code == 204
    assert response.content == b""


@pytest.mark.parametrize("path", [f"{HELD}.pbf", "commune.json"])
def test_who_has_it_gets_304(visitor: Client, address: str, path: str) -> None:
    etag = visitor.get(f"{address}/{path}")["ETag"]
    response = visitor.get(f"{address}/{path}", headers={"if-none-match": etag})
    assert response.status_code == 304
    assert response.content == b""


def test_codes_are_given_in_the_order_of_numbers(
    visitor: Client, address: str, tiles: TileSet
) -> None:
    response = visitor.get(f"{address}/commune.json")
    assert tuple(response.json()) == tiles.codes("commune")
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "communes/2/0/0.pbf",
        "communes/11/0/0.pbf",
        "communes/7/128/0.pbf",
        "communes/7/0/128.pbf",
        "communes/99999999999999999999/0/0.pbf",
        "fond/0/1/0.pbf",
        "secret/7/67/47.pbf",
        "../fond/0/0/0.pbf",
        "communes/-1/0/0.pbf",
        "communes/7/6.7/47.pbf",
        "communes/" + "9" * 5000 + "/0/0.pbf",
        "iris.json",
        "current.json",
        "..%2fcurrent.json",
        "%2e%2e/current.json",
        "commune.json%00",
    ],
)
def test_what_cannot_exist_is_not_found(visitor: Client, address: str, path: str) -> None:
    response = visitor.get(f"{address}/{path}")
    assert response.status_code in (400, 404)
    assert "immutable" not in response.get("Cache-Control", "")


@pytest.mark.parametrize("path", [f"{HELD}.pbf", "commune.json"])
def test_another_fingerprint_is_not_found(visitor: Client, tiles: TileSet, path: str) -> None:
    assert visitor.get(f"/tuiles/{'0' * 16}/{path}").status_code == 404


def test_without_tiles_every_address_is_not_found(visitor: Client, var: Path) -> None:
    assert visitor.get(f"/tuiles/{'0' * 16}/{HELD}.pbf").status_code == 404
    assert visitor.get(f"/tuiles/{'0' * 16}/commune.json").status_code == 404


def test_a_tile_cannot_be_posted(visitor: Client, address: str) -> None:
    assert visitor.post(f"{address}/{HELD}.pbf").status_code == 405


def test_a_tile_asks_nothing_of_the_database(
    visitor: Client, address: str, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0):
        visitor.get(f"{address}/{HELD}.pbf")
