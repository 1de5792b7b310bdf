"""The tile archives in use, read where they lie (memory mapped, nothing is unpacked).

A folder `tiles/<fingerprint>/` holds one PMTiles archive per source and one list of codes per
level; `tiles/current.json` says which folder is in use. It knows neither the database nor how
archives are made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from pmtiles.reader import MmapSource, Reader

Box = tuple[float, float, float, float]
#: Levels that are drawn, and the source that holds each: a page loads the sources that it shows.
SOURCE_OF_LEVEL = {
    "region": "fond",
    "departement": "fond",
    "epci": "epci",
    "commune": "communes",
    "arrondissement": "communes",
}
LEVELS = tuple(SOURCE_OF_LEVEL)
SOURCES = tuple(dict.fromkeys(SOURCE_OF_LEVEL.values()))


@dataclass(frozen=True)
class Inset:
    """An overseas territory to lead to, and its box (west, south, east, north, in degrees)."""

    code: str
    name: str
    bounds: Box


@dataclass(frozen=True)
class TileSet:
    """The tiles of one state of the territories.

    `levels` are those that have outlines; `zooms` the first and last zoom of each source;
    `bounds` the box of metropolitan France; `cog` the year of the official code.
    """

    folder: Path
    fingerprint: str
    cog: str
    demonstration: bool
    levels: tuple[str, ...]
    zooms: Mapping[str, tuple[int, int]]
    bounds: Box
    insets: tuple[Inset, ...]

    def codes(self, level: str) -> tuple[str, ...]:
        """Return the codes drawn at a level, sorted: the code of feature `n` is at `n - 1`.

        Raises KeyError for a level without outlines.
        """
        if level not in self.levels:
            raise KeyError(level)
        return _codes(self.codes_file(level))

    def codes_file(self, level: str) -> Path:
        """Return the file of the codes of a level, a JSON list."""
        return self.folder / f"{level}.json"

    def tile(self, source: str, zoom: int, column: int, row: int) -> bytes | None:
        """Return a tile as it is stored (gzip), or None where nothing is drawn.

        Raises KeyError for an unknown source, ValueError for a place that no tile can have.
        """
        if source not in self.zooms:
            raise KeyError(source)
        first, last = self.zooms[source]
        if not (first <= zoom <= last and column < 2**zoom and row < 2**zoom):
            raise ValueError(f"no tile {zoom}/{column}/{row}")
        tile: bytes | None = _reader(self.folder / f"{source}.pmtiles").get(zoom, column, row)
        return tile


def tiles_folder() -> Path:
    """Return where archives are kept."""
    return Path(settings.VAR_DIR) / "tiles"


def current_file() -> Path:
    """Return the file that says which archives are in use."""
    return tiles_folder() / "current.json"


def tile_set() -> TileSet | None:
    """Return the tiles in use, or None when they are not made: pages then show no map."""
    path = current_file()
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@lru_cache(maxsize=1)
def _read(path: Path, changed: int) -> TileSet:
    """Read one state of the file; `changed` (its time) makes a new state a new entry."""
    said = json.loads(path.read_text("utf-8"))
    west, south, east, north = said["bounds"]
    return TileSet(
        folder=path.parent / said["fingerprint"],
        fingerprint=said["fingerprint"],
        cog=said["cog"],
        demonstration=said["demonstration"],
        levels=tuple(said["levels"]),
        zooms={source: (first, last) for source, (first, last) in said["zooms"].items()},
        bounds=(west, south, east, north),
        insets=tuple(
            Inset(inset["code"], inset["name"], tuple(inset["bounds"])) for inset in said["insets"]
        ),
    )


@lru_cache(maxsize=2 * len(LEVELS))
def _codes(path: Path) -> tuple[str, ...]:
    """Read a list of codes once; its folder bears a fingerprint, so it never changes."""
    return tuple(json.loads(path.read_text("utf-8")))


@lru_cache(maxsize=2 * len(SOURCES))
def _reader(path: Path) -> Reader:
    """Open an archive once per process."""
    with path.open("rb") as stream:
        return Reader(MmapSource(stream))
