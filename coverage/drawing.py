"""Plain maps drawn by the server: outlines in degrees become paths of an SVG.

Shapely and numpy only; it knows neither measures nor pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

#: Longest side of a drawing in its own units.
SIZE = 600.0
MARGIN = 12.0
#: Points nearer than this are one (units of the drawing).
_TOLERANCE = 1.2
#: A territory of scattered islands would be drawn as dots: its map says nothing.
_MAX_DEGREES = 8.0


@dataclass(frozen=True)
class Frame:
    """From degrees to the drawing: `bounds` are west, south, east, north."""

    bounds: tuple[float, float, float, float]
    scale: float
    squeeze: float

    @property
    def width(self) -> float:
        """The width of the drawing."""
        west, _, east, _ = self.bounds
        return round((east - west) * self.squeeze * self.scale + 2 * MARGIN, 1)

    @property
    def height(self) -> float:
        """The height of the drawing."""
        _, south, _, north = self.bounds
        return round((north - south) * self.scale + 2 * MARGIN, 1)

    def points(self, coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return points (degrees, longitude first) in the drawing."""
        west, _, _, north = self.bounds
        x = (coordinates[:, 0] - west) * self.squeeze * self.scale + MARGIN
        y = (north - coordinates[:, 1]) * self.scale + MARGIN
        return np.column_stack((x, y))


def frame_of(shapes: Sequence[Any]) -> Frame | None:
    """Return the frame that holds these outlines, None when there is nothing to see."""
    if not len(shapes):
        return None
    west, south, east, north = shapely.total_bounds(np.array(list(shapes), dtype=object)).tolist()
    if max(east - west, north - south) > _MAX_DEGREES:
        return None
    squeeze = cos(radians((south + north) / 2))
    extent = max((east - west) * squeeze, north - south, 1e-6)
    return Frame((west, south, east, north), (SIZE - 2 * MARGIN) / extent, squeeze)


def path_of(shapes: Sequence[Any], frame: Frame, *, union: bool = False) -> str:
    """Return one path of several outlines, simplified to what the eye sees."""
    if not shapes:
        return ""
    drawn = np.array(shapes, dtype=object)
    if union:
        drawn = np.array([shapely.coverage_union_all(drawn)], dtype=object)
    drawn = shapely.simplify(
        shapely.transform(drawn, frame.points), _TOLERANCE, preserve_topology=False
    )
    rings = []
    for polygon in shapely.get_parts(drawn):
        if polygon.is_empty or polygon.geom_type != "Polygon":
            continue
        points = np.rint(shapely.get_coordinates(polygon.exterior)[:-1]).astype(int)
        if len(points) >= 3:
            rings.append("M" + " ".join(f"{x},{y}" for x, y in points.tolist()) + "Z")
    return "".join(rings)


def paths_by_class(
    shapes: Sequence[Any], numbers: Sequence[int], frame: Frame, *, union: bool
) -> dict[int, str]:
    """Return one path for each number, to be filled with the rule « evenodd ».

    Outlines that touch are simplified together: no gap opens between two colours. With `union`
    those of one number become one.
    """
    drawn = shapely.transform(np.array(list(shapes), dtype=object), frame.points)
    drawn = shapely.coverage_simplify(drawn, _TOLERANCE)
    held = np.array(list(numbers))
    found = {}
    for number in np.unique(held).tolist():
        own = drawn[held == number]
        found[number] = _rings(shapely.coverage_union_all(own) if union else own)
    return found


def _rings(shapes: Any) -> str:
    rings = []
    for polygon in shapely.get_parts(shapes):
        if polygon.is_empty or polygon.geom_type != "Polygon":
            continue
        for ring in (polygon.exterior, *polygon.interiors):
            points = np.rint(shapely.get_coordinates(ring)[:-1]).astype(int).tolist()
            if len(points) >= 3:
                rings.append("M" + " ".join(f"{x},{y}" for x, y in points) + "Z")
    return "".join(rings)


def dots_of(points: NDArray[np.float64], frame: Frame) -> str:
    """Return points as a path of strokes without length: a round line end makes the dot."""
    west, south, east, north = frame.bounds
    seen = (
        (points[:, 0] >= west) & (points[:, 0] <= east)
        & (points[:, 1] >= south) & (points[:, 1] <= north)
    )  # fmt: skip
    drawn = np.unique(np.rint(frame.points(points[seen])).astype(int), axis=0)
    return "".join(f"M{x},{y}h0" for x, y in drawn.tolist())
