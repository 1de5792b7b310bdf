"""Outline of France and its overseas départements, from Natural Earth as packed by world-atlas.

Reads TopoJSON and returns shapely geometry. Knows nothing of communes.
"""

from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon

Ring = list[tuple[float, float]]

SIMPLIFY_DEGREES = 0.004
DECIMALS = 3


def _decode_arcs(topology: dict[str, Any]) -> list[Ring]:
    """Turn delta-encoded integer arcs into lists of (lon, lat) in degrees."""
    (scale_x, scale_y) = topology["transform"]["scale"]
    (shift_x, shift_y) = topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + shift_x, y * scale_y + shift_y))
        decoded.append(points)
    return decoded


def _ring(indexes: list[int], arcs: list[Ring]) -> Ring:
    """Join arcs end to end; a negative index is an arc read backwards."""
    points: Ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    return points


def french_outline(topology: dict[str, Any], country: str = "France") -> MultiPolygon:
    """Return the simplified outline of ``country`` in a ``countries-10m.json`` topology.

    :param topology: the decoded JSON of world-atlas 2 (Natural Earth 1:10m, public domain).
    :raises LookupError: when the country is not in the file.
    """
    arcs = _decode_arcs(topology)
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry["properties"]["name"] == country:
            polygons = [
                Polygon(_ring(rings[0], arcs), [_ring(hole, arcs) for hole in rings[1:]])
                for rings in geometry["arcs"]
            ]
            return _tidy(MultiPolygon(polygons))
    raise LookupError(f"no country named {country!r} in the topology")


def _tidy(outline: MultiPolygon) -> MultiPolygon:
    simple = shapely.simplify(outline, SIMPLIFY_DEGREES)
    rounded = shapely.make_valid(shapely.set_precision(simple, 10**-DECIMALS))
    parts = [part for part in shapely.get_parts(rounded) if isinstance(part, Polygon)]
    return MultiPolygon(parts)
