"""Venues in groups on a grid: how many, where on average, and which one when it is alone.

For very large sets and for clients that cannot group points themselves. One question to the
database; it knows neither requests nor pages. The cells are columns of one width and rows of one
height in degrees, about square on a map at the latitude of mainland France.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Avg, Count, F, FloatField, Max, Min, Value
from django.db.models.functions import Floor

from venues.querysets import VenueQuerySet

#: Zoom levels of web maps: one is twice the scale of the one before.
ZOOMS = range(20)
#: Cells across a tile of 256 pixels: groups stand 64 pixels apart.
_CELLS_A_TILE = 4
#: Height of a cell over its width, in degrees: the cosine of 46° north.
_HEIGHT = 0.7
#: Most cells that one answer may cover: a wide screen holds a tenth of it.
MAX_CELLS = 5_000


def cell_width(zoom: int) -> float:
    """Return the width of a cell in degrees."""
    return 360 / 2**zoom / _CELLS_A_TILE


def cells_across(west: float, south: float, east: float, north: float, zoom: int) -> float:
    """Return how many cells a box covers, so that a request for the whole world can be refused."""
    width = cell_width(zoom)
    span = east - west if west <= east else east - west + 360
    return (span / width + 1) * ((north - south) / (width * _HEIGHT) + 1)


def clusters(venues: VenueQuerySet, zoom: int) -> list[dict[str, Any]]:
    """Return the groups of the located venues, in the order of the grid (west to east).

    A group is {nombre, latitude, longitude (of its centre of mass), bbox (of its points), id}; the
    id is the public id of a venue alone in its cell, else None.
    """
    width = cell_width(zoom)
    rows = (
        venues.located()
        .order_by()
        .annotate(_column=_cell("longitude", width), _row=_cell("latitude", width * _HEIGHT))
        .values("_column", "_row")
        .annotate(
            _count=Count("pk"),
            _lat=Avg("latitude"),
            _lon=Avg("longitude"),
            _west=Min("longitude"),
            _south=Min("latitude"),
            _east=Max("longitude"),
            _north=Max("latitude"),
            _id=Min("public_id"),
        )
        .order_by("_column", "_row")
    )
    return [
        {
            "nombre": row["_count"],
            "latitude": round(row["_lat"], 5),
            "longitude": round(row["_lon"], 5),
            "bbox": [row["_west"], row["_south"], row["_east"], row["_north"]],
            "id": row["_id"] if row["_count"] == 1 else None,
        }
        for row in rows
    ]


def _cell(column: str, size: float) -> Floor:
    return Floor(F(column) / Value(size, output_field=FloatField()), output_field=FloatField())
