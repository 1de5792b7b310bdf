"""The outlines of every level, from those of the communes: united, never simplified apart.

Pure geometry (shapely, degrees). Communes cover their département without overlap, so uniting
them is a matter of removing the borders they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import cos, radians
from typing import Any

import numpy as np
import shapely

Outlines = dict[str, Any]
#: How near the heart of an outline is sought, in degrees: a label needs no more.
_HEART_TOLERANCE = 0.01
#: Gaps narrower than this are no lake, and points nearer than that are one (degrees).
_SLIVER = 0.002
_SNAP = 0.0001


def surfaces(shapes: Any) -> Any:
    """Return the same shapes with nothing but polygons (mending one may leave a line in it)."""
    shapes = np.array(shapes, dtype=object)
    for rank in np.nonzero(shapely.get_type_id(shapes) == shapely.GeometryType.GEOMETRYCOLLECTION)[
        0
    ]:
        parts = shapely.get_parts(shapes[rank])
        polygons = shapely.get_parts(parts[shapely.get_dimensions(parts) == 2])
        shapes[rank] = shapely.multipolygons(polygons)
    return shapes


def fitted(outlines: Mapping[str, Any]) -> Outlines:
    """Return outlines that meet at the very same points, mending those that nearly do.

    Cells drawn apart leave slivers between them; official contours come without any, untouched.
    """
    shapes = np.array(list(outlines.values()), dtype=object)
    if not shapely.coverage_is_valid(shapes):
        shapes = shapely.coverage_clean(shapes, gap_width=_SLIVER, snapping_distance=_SNAP)
    return dict(zip(outlines, shapes, strict=True))


def unite(outlines: Mapping[str, Any], group_of: Mapping[str, str]) -> Outlines:
    """Return the outline of each group, by its code, sorted; a code without group is left out.

    `outlines` are `fitted`: they are united by dropping the borders that they share.
    """
    members: dict[str, list[Any]] = defaultdict(list)
    for code, shape in outlines.items():
        if group := group_of.get(code):
            members[group].append(shape)
    return {group: shapely.coverage_union_all(members[group]) for group in sorted(members)}


def borders(departements: Mapping[str, Any], region_of: Mapping[str, str]) -> dict[int, Any]:
    """Return each border once, as lines: 0 the shores and frontiers, 1 régions, 2 départements.

    Neighbours share the very same points, so a segment that two outlines hold is between them.
    """
    sides: dict[tuple[tuple[float, float], ...], list[str]] = defaultdict(list)
    for code, shape in departements.items():
        points, ring = shapely.get_coordinates(_rings(shape), return_index=True)
        places = [(x, y) for x, y in points.tolist()]
        for rank in np.nonzero(ring[1:] == ring[:-1])[0].tolist():
            sides[tuple(sorted((places[rank], places[rank + 1])))].append(region_of.get(code, code))
    sorted_out: dict[int, list[Any]] = {0: [], 1: [], 2: []}
    for segment, regions in sides.items():
        rank = 0 if len(regions) == 1 else 1 if len(set(regions)) > 1 else 2
        sorted_out[rank].append(segment)
    return {
        rank: shapely.line_merge(shapely.multilinestrings(shapely.linestrings(segments)))
        for rank, segments in sorted_out.items()
        if segments
    }


def _rings(shape: Any) -> Any:
    """Return every ring of a shape, holes included."""
    return shapely.get_rings(shapely.get_parts(shape))


def heart(shape: Any) -> tuple[float, float]:
    """Return the longitude and latitude of the point farthest from the borders: a label's place."""
    parts = shapely.get_parts(shape)
    largest = parts[np.argmax(shapely.area(parts))]
    # Degrees of longitude shrink with latitude: seek on a locally true plane.
    scale = np.array([cos(radians(shapely.centroid(largest).y)), 1.0])
    plane = shapely.transform(largest, lambda xy: xy * scale)
    (x, y), _ = shapely.maximum_inscribed_circle(plane, tolerance=_HEART_TOLERANCE).coords
    return x / scale[0], y


def box(shapes: Sequence[Any]) -> tuple[float, float, float, float]:
    """Return west, south, east, north around shapes."""
    west, south, east, north = shapely.total_bounds(np.asarray(shapes, dtype=object)).tolist()
    return west, south, east, north
