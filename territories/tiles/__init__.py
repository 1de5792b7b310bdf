"""Outlines and names of the territories as vector tiles: made once per geography, then only read.

`tile_set()` is what other applications ask for; `codes(level)` is the order in which they give one
byte per territory.
"""

from territories.tiles.archive import LEVELS, TileSet, tile_set

__all__ = ["LEVELS", "TileSet", "tile_set"]
