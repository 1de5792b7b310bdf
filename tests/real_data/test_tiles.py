"""The tiles of the real territories: nobody is forgotten, and the first view is light."""

from __future__ import annotations

import gzip
import math
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import pytest
from pmtiles.reader import MmapSource, all_tiles

from territories.imports.run import import_territories
from territories.tiles import TileSet, tile_set
from territories.tiles.archive import SOURCE_OF_LEVEL
from territories.tiles.build import build_tiles

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tiles are made, once."""
    return tmp_path_factory.mktemp("real") / "var"


@pytest.fixture
def tiles(data_dir: Path, var: Path, settings: Any) -> TileSet:
    """The tiles of the data folder."""
    settings.VAR_DIR = var
    if tile_set() is None:
        import_territories(data_dir)
        build_tiles(data_dir)
    made = tile_set()
    assert made is not None
    return made


def weight(tiles: TileSet, source: str, zoom: int) -> int:
    """Return the bytes of a source that show the whole of metropolitan France at a zoom."""
    west, south, east, north = tiles.bounds

    def row(latitude: float) -> int:
        return int((1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2 * 2**zoom)

    columns = [int((longitude + 180) / 360 * 2**zoom) for longitude in (west, east)]
    return sum(
        len(tiles.tile(source, zoom, x, y) or b"")
        for x in range(columns[0], columns[1] + 1)
        for y in range(row(north), row(south) + 1)
    )


@pytest.mark.parametrize("zoom", [3, 4, 5])
def test_the_first_view_of_france_is_light(tiles: TileSet, zoom: int) -> None:
    base = weight(tiles, "fond", zoom)
    assert 1_000 < base <= 40_000
    assert base + weight(tiles, "epci", zoom) <= 120_000
    assert weight(tiles, "communes", zoom) <= 350_000


@pytest.mark.parametrize(
    ("level", "least"),
    [("region", 17), ("departement", 100), ("epci", 1_000), ("commune", 34_000)],
)
def test_every_territory_is_drawn_from_near_and_nearly_all_from_afar(
    tiles: TileSet, level: str, least: int
) -> None:
    codes = tiles.codes(level)
    assert len(codes) >= least
    drawn: dict[int, set[int]] = {5: set(), 10: set()}
    with (tiles.folder / f"{SOURCE_OF_LEVEL[level]}.pmtiles").open("rb") as stream:
        for (zoom, _, _), stored in all_tiles(MmapSource(stream)):
            if zoom in drawn:
                layers = mapbox_vector_tile.decode(gzip.decompress(stored))
                drawn[zoom] |= {f["id"] for f in layers.get(level, {"features": []})["features"]}
    assert drawn[10] == set(range(1, len(codes) + 1))
    # An outline smaller than a pixel may vanish until one comes nearer.
    assert len(drawn[5]) >= 0.999 * len(codes)


def test_overseas_is_led_to(tiles: TileSet) -> None:
    assert [inset.code for inset in tiles.insets] == [
        *("971", "972", "973", "974", "976"),
        *("975", "977", "978", "986", "987", "988"),
    ]
