"""In which commune a point lies, from a compact file of outlines made at import.

Only numpy and shapely: quick to load, usable while serving. Outlines are simplified, so a point
close to a border may be given to the neighbour: callers compare with a margin.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from functools import cached_property, lru_cache
from math import cos, radians
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely
from django.conf import settings

from territories.distance import haversine_m


class SavedContours(NamedTuple):
    """What a file says of itself."""

    fingerprint: str
    contours: int


class Contours:
    """The outlines of communes, by code."""

    def __init__(self, codes: Sequence[str], shapes: Any) -> None:
        self._codes = np.asarray(codes)
        self._shapes = np.asarray(shapes, dtype=object)
        self._rank = {str(code): rank for rank, code in enumerate(self._codes)}

    @classmethod
    def load(cls) -> Contours | None:
        """Return the contours in use, read once per file, or None when there is no file."""
        path = contours_file()
        try:
            changed = path.stat().st_mtime_ns
        except OSError:
            return None
        return _read(path, changed)

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self._shapes)

    def communes_at(self, lats: Sequence[float], lons: Sequence[float]) -> list[str | None]:
        """Return, for each point in degrees, the code of the commune around it, or None.

        A point on a border goes to the lowest code, so that the answer never varies.
        """
        points = shapely.points(np.asarray(lons, float), np.asarray(lats, float))
        found: list[str | None] = [None] * len(points)
        for point, rank in zip(*self._tree.query(points, predicate="intersects"), strict=True):
            code, before = str(self._codes[rank]), found[point]
            if before is None or code < before:
                found[point] = code
        return found

    def outline(self, code: str) -> Any | None:
        """Return the outline of a commune (shapely, degrees), or None without its contour."""
        rank = self._rank.get(code)
        return None if rank is None else self._shapes[rank]

    def outside_metres(self, code: str, lat: float, lon: float) -> float | None:
        """Return how far a point lies outside a commune: 0 inside, None without its contour."""
        rank = self._rank.get(code)
        if rank is None:
            return None
        # Degrees of longitude shrink with latitude: measure on a locally true plane.
        scale = np.array([cos(radians(lat)), 1.0])
        shape = shapely.transform(self._shapes[rank], lambda xy: xy * scale)
        line = shapely.shortest_line(shapely.Point(lon * scale[0], lat), shape)
        if line is None or line.length == 0:
            return 0.0
        near_x, near_y = line.coords[-1]
        return haversine_m(lat, lon, near_y, near_x / scale[0])


def contours_file() -> Path:
    """Return where the contours in use are kept."""
    return Path(settings.VAR_DIR) / "contours" / "communes.npz"


def save_contours(path: Path, codes: Sequence[str], shapes: Any, fingerprint: str) -> None:
    """Write outlines (shapely geometries in degrees) in one atomic replacement."""
    binary = [bytes(wkb) for wkb in shapely.to_wkb(np.asarray(shapes, dtype=object))]
    ends = np.cumsum([len(wkb) for wkb in binary], dtype=np.int64)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    try:
        with os.fdopen(handle, "wb") as stream:
            np.savez(
                stream,
                fingerprint=np.array(fingerprint),
                codes=np.array(codes),
                ends=ends,
                wkb=np.frombuffer(b"".join(binary), dtype=np.uint8),
            )
        # A temporary file is private; the processes that serve may run as someone else.
        os.chmod(partial, 0o644)
        os.replace(partial, path)
    finally:
        Path(partial).unlink(missing_ok=True)


def saved_contours(path: Path) -> SavedContours | None:
    """Return what a contours file says of itself, or None when there is none to read."""
    try:
        with np.load(path, allow_pickle=False) as saved:
            return SavedContours(str(saved["fingerprint"]), len(saved["codes"]))
    except (OSError, ValueError, KeyError):
        return None


def read_contours(path: Path) -> tuple[list[str], Any]:
    """Return the codes and the shapes of a contours file. Raises OSError, ValueError, KeyError."""
    with np.load(path, allow_pickle=False) as saved:
        codes, ends, wkb = saved["codes"], saved["ends"], saved["wkb"].tobytes()
    starts = [0, *ends[:-1]]
    pieces = np.array(
        [wkb[start:end] for start, end in zip(starts, ends, strict=True)], dtype=object
    )
    return codes.tolist(), shapely.from_wkb(pieces)


@lru_cache(maxsize=1)
def _read(path: Path, changed: int) -> Contours | None:
    """Read one state of the file; `changed` (its time) makes a new state a new entry."""
    try:
        return Contours(*read_contours(path))
    except (OSError, ValueError, KeyError):
        return None
