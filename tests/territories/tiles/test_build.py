"""Tiles made from the territories: what they hold, when they are made again."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import pytest
from django.core.management import CommandError, call_command
from pmtiles.reader import MmapSource, all_tiles

from territories.contours import contours_file
from territories.models import Commune
from territories.tiles import TileSet, tile_set
from territories.tiles.archive import SOURCE_OF_LEVEL, current_file, tiles_folder
from territories.tiles.build import build_tiles, in_words
from tests.factories import CommuneFactory
from tests.territories.tiles.conftest import SQUARES, make_territories, save_squares

LEVELS = {
    "region": ("04", "11", "84", "94"),
    "departement": ("2A", "2B", "42", "75", "974"),
    "epci": ("200000001", "200000002", "200000003", "200000004"),
    "commune": tuple(SQUARES),
    "arrondissement": ("75112",),
}


def layers(tiles: TileSet, source: str, zoom: int) -> dict[str, list[dict[str, Any]]]:
    """Return every feature of a source at a zoom, by layer."""
    found = defaultdict(list)
    with (tiles.folder / f"{source}.pmtiles").open("rb") as stream:
        for (z, _, _), stored in all_tiles(MmapSource(stream)):
            if z == zoom:
                for name, layer in mapbox_vector_tile.decode(gzip.decompress(stored)).items():
                    found[name] += layer["features"]
    return found


def test_codes_are_sorted_and_hold_only_what_is_drawn(tiles: TileSet) -> None:
    assert {level: tiles.codes(level) for level in tiles.levels} == LEVELS


@pytest.mark.parametrize("zoom", [4, 7, 10])
@pytest.mark.parametrize("level", LEVELS)
def test_each_code_is_drawn_under_its_place_in_the_list(
    tiles: TileSet, level: str, zoom: int
) -> None:
    drawn = {feature["id"] for feature in layers(tiles, SOURCE_OF_LEVEL[level], zoom)[level]}
    assert drawn == set(range(1, len(LEVELS[level]) + 1))


def test_a_place_on_the_map_gives_its_code(tiles: TileSet) -> None:
    # The tile that holds the square of 2A001, north of which 2B001 stands.
    zoom, column, row = 7, 67, 47
    stored = tiles.tile("communes", zoom, column, row)
    assert stored is not None
    features = mapbox_vector_tile.decode(gzip.decompress(stored))["commune"]["features"]
    height = {}
    for feature in features:
        (ring,) = feature["geometry"]["coordinates"]
        height[tiles.codes("commune")[feature["id"] - 1]] = max(y for _, y in ring)
    assert height["2A001"] < height["2B001"]


def test_outlines_carry_nothing_but_their_number(tiles: TileSet) -> None:
    for level, source in SOURCE_OF_LEVEL.items():
        assert all(not feature["properties"] for feature in layers(tiles, source, 7)[level])


def test_borders_are_told_apart_by_rank(tiles: TileSet) -> None:
    ranks = {feature["properties"]["rang"] for feature in layers(tiles, "fond", 7)["limite"]}
    # Shores, and the border between the two départements of Corsica; no région touches another.
    assert ranks == {0, 2}


def test_names_come_by_zoom(tiles: TileSet) -> None:
    far, near = ({f["properties"]["nom"] for f in layers(tiles, "fond", z)["nom"]} for z in (4, 10))
    assert {"Commune 75056", "Région 84", "Saint-Pierre", "Saint-Pierre-et-Miquelon"} <= far
    assert "Commune 42001" in near - far


def test_only_places_without_outlines_stand_alone(tiles: TileSet) -> None:
    names = layers(tiles, "fond", 10)["nom"]
    alone = {f["properties"]["nom"] for f in names if f["properties"].get("seul")}
    assert alone == {"Saint-Pierre", "Saint-Pierre-et-Miquelon"}


def test_boxes_lead_to_the_mainland_and_to_each_overseas_territory(tiles: TileSet) -> None:
    assert tiles.bounds == pytest.approx((2.2, 41.9, 8.8, 48.9))
    assert [inset.code for inset in tiles.insets] == ["974", "975"]
    assert tiles.insets[0].bounds == pytest.approx((55.4, -21.0, 55.6, -20.8))
    west, south, east, north = tiles.insets[1].bounds
    assert west < -56.177 < east
    assert south < 46.779 < north


def test_a_second_run_makes_nothing(tiles: TileSet, data: Path) -> None:
    report = build_tiles(data)
    assert report is not None
    assert not report.made
    assert "déjà à jour" in in_words(report)
    assert tile_set() is tiles


@pytest.mark.usefixtures("empty_archives")
@pytest.mark.parametrize("change", ["a name", "the contours", "the arrondissements"])
def test_a_change_makes_them_again_and_removes_the_old(
    tiles: TileSet, data: Path, change: str
) -> None:
    if change == "a name":
        Commune.objects.filter(pk="42001").update(name="Autre nom")
    elif change == "the contours":
        save_squares("made anew")
    else:
        (data / "geo" / "arrondissements_plm.geojson").unlink()
    report = build_tiles(data)
    again = tile_set()
    assert report is not None
    assert report.made
    assert again is not None
    assert again.fingerprint != tiles.fingerprint
    assert sorted(path.name for path in tiles_folder().iterdir()) == sorted(
        [again.fingerprint, "current.json"]
    )


def test_without_contours_there_are_no_tiles_any_more(tiles: TileSet, data: Path) -> None:
    contours_file().unlink()
    assert build_tiles(data) is None
    assert tile_set() is None
    assert "pas de carte" in in_words(None)


@pytest.mark.usefixtures("empty_archives")
def test_contours_of_no_known_commune_make_no_tiles(var: Path, data: Path) -> None:
    save_squares()
    assert build_tiles(data) is None
    assert tile_set() is None


@pytest.mark.usefixtures("empty_archives")
def test_a_country_without_mainland_is_framed_whole(var: Path, data: Path) -> None:
    CommuneFactory(code="97411", departement_code="974", region_code="04", epci_code="")
    save_squares()
    build_tiles(data)
    tiles = tile_set()
    assert tiles is not None
    assert tiles.bounds == pytest.approx((55.4, -21.0, 55.6, -20.8))
    assert "epci" not in tiles.levels


def test_a_failing_program_is_told_and_leaves_the_present_tiles(
    tiles: TileSet, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_squares("made anew")
    monkeypatch.setattr("territories.tiles.tippecanoe._program", lambda: "/bin/false")
    with pytest.raises(CommandError, match=r"tippecanoe.*sans carte"):
        call_command("build_tiles", "--from", str(data))
    assert tile_set() is tiles
    assert [path.name for path in tiles_folder().glob("making-*")] == []


def test_a_missing_program_is_told(data: Path, var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_territories()
    save_squares()
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CommandError, match="absent"):
        call_command("build_tiles", "--from", str(data))


@pytest.mark.usefixtures("empty_archives")
def test_the_command_says_what_it_made(
    var: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_territories()
    save_squares()
    call_command("build_tiles", "--from", str(data))
    assert "commune 6" in capsys.readouterr().out


def test_an_unknown_level_has_no_codes(tiles: TileSet) -> None:
    with pytest.raises(KeyError):
        tiles.codes("iris")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"fingerprint": "x"}', "null"])
def test_a_broken_description_is_no_tiles(tiles: TileSet, text: str) -> None:
    current_file().write_text(text, "utf-8")
    assert tile_set() is None


def test_a_list_of_codes_is_plain_json(tiles: TileSet) -> None:
    assert tuple(json.loads(tiles.codes_file("epci").read_text("utf-8"))) == LEVELS["epci"]
