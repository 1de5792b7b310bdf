"""The files that the map reads: one byte per territory, in the order of the outlines.

A file bears the release and the outlines in its address, and never changes. It knows no page.
"""

from __future__ import annotations

import json

import numpy as np
from numpy.typing import NDArray

from fragility.legend import NO_DATA_BYTE
from fragility.map_layer import Layer
from fragility.store import LevelScores, ReleaseFacts
from territories.tiles import tile_set

Places = NDArray[np.int64]


def version(release: ReleaseFacts) -> str:
    """Return what the address of a file bears: the release and the outlines."""
    tiles = tile_set()
    return f"{release.version}-{tiles.fingerprint[:8] if tiles else 'sans'}"


def places_drawn(level: str, codes: tuple[str, ...]) -> Places | None:
    """Return the place in `codes` of each territory drawn, −1 for none; None without outlines."""
    tiles = tile_set()
    if tiles is None or level not in tiles.levels:
        return None
    drawn = tiles.codes(level)
    if drawn == codes:
        return np.arange(len(codes))
    places = {code: place for place, code in enumerate(codes)}
    return np.array([places.get(code, -1) for code in drawn], dtype=np.int64)


def layer_bytes(layer: Layer) -> bytes | None:
    """Return the layer in the order of the outlines, None without outlines."""
    places = places_drawn(layer.level, layer.codes)
    if places is None:
        return None
    column = np.append(layer.bytes_drawn, np.uint8(NO_DATA_BYTE))
    return column[places].tobytes()


def class_bytes(scores: LevelScores) -> bytes | None:
    """Return the classes of every indicator: a line of JSON, then a column of bytes for each.

    The line is `{"indicateurs": [keys], "nombre": n}`; 0 stands for no class.
    """
    places = places_drawn(scores.level, scores.codes.codes)
    if places is None:
        return None
    head = {"indicateurs": list(scores.indicators), "nombre": len(places)}
    columns = [np.append(column, np.uint8(0))[places].tobytes() for column in scores.classes.T]
    return json.dumps(head).encode() + b"\n" + b"".join(columns)
