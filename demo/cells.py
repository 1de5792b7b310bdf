"""Cells of the demonstration communes: Voronoi diagrams clipped to the land.

Pure geometry. First the points that are sure share the land between groups of communes (an
intercommunality in a département), which keeps each group in one piece; then each group is shared
between its own communes. Coordinates are degrees rounded to 4 decimals.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

COORDINATE_DECIMALS = 4
GRID = 10**-COORDINATE_DECIMALS
KM_PER_DEGREE = 111.195
ISLET_RADIUS_DEGREES = 0.025
TERRITORY_MARGIN_DEGREES = 0.4

Geometries = np.ndarray[Any, np.dtype[np.object_]]


@dataclass(frozen=True, slots=True)
class Site:
    """The centre of a future cell, in degrees."""

    code: str
    lon: float
    lat: float


def land_for(sites: Sequence[Site], outline: shapely.Geometry) -> shapely.Geometry:
    """Return the outline around ``sites``, with an islet under those that stand at sea.

    The outline is coarse: it lacks small islands and cuts capes, and every commune needs ground.
    """
    points = shapely.points([(site.lon, site.lat) for site in sites])
    box = shapely.box(*shapely.total_bounds(points)).buffer(TERRITORY_MARGIN_DEGREES)
    near = shapely.intersection(outline, box)
    at_sea = points[shapely.distance(points, near) > -ISLET_RADIUS_DEGREES / 2]
    margin = shapely.buffer(shapely.boundary(near), ISLET_RADIUS_DEGREES / 2)
    at_sea = at_sea[~shapely.contains(shapely.difference(near, margin), at_sea)]
    islets = shapely.buffer(at_sea, ISLET_RADIUS_DEGREES, quad_segs=3)
    return shapely.union_all([near, *islets])


def cells(sites: Sequence[Site], land: shapely.Geometry) -> Geometries:
    """Return one polygon or multipolygon per site, in the order of ``sites``.

    The cells cover ``land`` without overlap, up to the rounding.

    :raises ValueError: when two sites share a point or a site has no land.
    """
    if len({(site.lon, site.lat) for site in sites}) < len(sites):
        raise ValueError("two sites share the same point")
    mean_lat = sum(site.lat for site in sites) / len(sites)
    shrink = math.cos(math.radians(mean_lat))
    points = shapely.points([(site.lon * shrink, site.lat) for site in sites])
    if len(sites) == 1:
        return np.array([_rounded(np.array([land], dtype=object))[0]], dtype=object)
    envelope = shapely.box(*shapely.total_bounds(points)).buffer(3)
    diagram = shapely.voronoi_polygons(
        shapely.multipoints(points), extend_to=envelope, ordered=True
    )
    raw = np.array(shapely.get_parts(diagram), dtype=object)
    plain = shapely.transform(raw, lambda xy: xy / (shrink, 1.0))
    rounded = _rounded(_clip(plain, land))
    for site, cell in zip(sites, rounded, strict=True):
        if shapely.is_empty(cell):
            raise ValueError(f"the cell of {site.code} holds no land")
    return rounded


def nested_cells(
    sites: Sequence[Site], groups: Sequence[str], sure: Sequence[bool], land: shapely.Geometry
) -> tuple[Geometries, dict[str, shapely.Geometry]]:
    """Return one cell per site, inside the ground of its group, and the ground of each group.

    :param groups: the group of each site.
    :param sure: whether the site's point is known; the grounds are drawn from these.
    """
    leaders = _leaders(sites, groups, np.array(sure, dtype=bool))
    own = cells([sites[i] for i in leaders], land)
    grounds = merge(own, [groups[i] for i in leaders])
    shapes = np.empty(len(sites), dtype=object)
    shapes[leaders] = own
    members: dict[str, list[int]] = {}
    for position, group in enumerate(groups):
        members.setdefault(group, []).append(position)
    leading = set(leaders.tolist())
    for group, positions in members.items():
        if not leading.issuperset(positions):
            shapes[positions] = cells([sites[i] for i in positions], grounds[group])
    return shapes, grounds


def _leaders(
    sites: Sequence[Site], groups: Sequence[str], sure: np.ndarray[Any, np.dtype[np.bool_]]
) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Positions of the sure sites, and of the others that would stand on another group's ground."""
    shrink = math.cos(math.radians(sum(site.lat for site in sites) / len(sites)))
    points = shapely.points([(site.lon * shrink, site.lat) for site in sites])
    group_of = np.array(groups)
    leading = sure.copy() if sure.any() else ~sure
    while True:
        leaders = np.nonzero(leading)[0]
        nearest = leaders[shapely.STRtree(points[leaders]).nearest(points)]
        astray = (group_of[nearest] != group_of) & ~leading
        if not astray.any():
            return leaders
        leading |= astray


def _clip(plain: Geometries, land: shapely.Geometry) -> Geometries:
    """Cut each cell by the land; the many cells far from the coast are left as they are."""
    shapely.prepare(land)
    inside = shapely.contains_properly(land, plain)
    clipped = plain.copy()
    clipped[~inside] = shapely.intersection(plain[~inside], land)
    return clipped


def _rounded(geometries: Geometries) -> Geometries:
    """Round to the grid and keep the polygons only (a corner may collapse to a line)."""
    snapped = shapely.set_precision(geometries, GRID)
    for position in np.nonzero(shapely.get_type_id(snapped) == 7)[0]:
        parts = shapely.get_parts(snapped[position])
        snapped[position] = shapely.union_all(parts[shapely.get_dimensions(parts) == 2])
    return snapped


def merge(geometries: Geometries, keys: Sequence[str]) -> dict[str, shapely.Geometry]:
    """Unite the cells that have the same key (EPCI, département, région…)."""
    groups: dict[str, list[int]] = {}
    for position, key in enumerate(keys):
        groups.setdefault(key, []).append(position)
    return {
        key: shapely.union_all(geometries[positions], grid_size=GRID)
        for key, positions in groups.items()
    }


def area_km2(geometries: Geometries) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Area in km², on a plane tangent at each geometry's own latitude (1 % accurate)."""
    latitudes = shapely.get_y(shapely.centroid(geometries))
    shrink = np.cos(np.radians(latitudes))
    return shapely.area(geometries) * KM_PER_DEGREE**2 * shrink
