"""Ordering and filtering by distance inside the database, exact on both engines.

Points are stored as unit vectors too: the squared straight line between two of them grows with
the great-circle distance everywhere, overseas and across the 180° meridian included, and needs
only + − ×. On PostgreSQL the order uses the GiST index through `<->` on a generated geography.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, FloatField, Func, Value

from territories.distance import bounding_box, chord_for_metres, unit_vector


class ChordSquared(Func):
    """The squared chord (0 to 4) between a venue and a point given in degrees."""

    output_field = FloatField()
    template = "(%(expressions)s)"
    arg_joiner = " + "

    def __init__(self, lat: float, lon: float) -> None:
        parts = []
        for column, value in zip("xyz", unit_vector(lat, lon), strict=True):
            gap = F(column) - Value(value, output_field=FloatField())
            parts.append(gap * gap)
        super().__init__(*parts)


class Nearest(Func):
    """What to sort by for « nearest first »; only its order has a meaning."""

    output_field = FloatField()

    def __init__(self, lat: float, lon: float) -> None:
        self.lat, self.lon = lat, lon
        super().__init__(ChordSquared(lat, lon), F("latitude"))

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **context: Any
    ) -> tuple[str, Any]:
        """Plain arithmetic for any engine."""
        return compiler.compile(self.source_expressions[0])

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Index-assisted nearest neighbours of PostGIS (same sphere)."""
        latitude, _ = compiler.compile(self.source_expressions[1])
        column = latitude.replace('"latitude"', '"geom"')
        return f"{column} <-> ST_SetSRID(ST_MakePoint(%s, %s), 4326)::geography", [
            self.lon,
            self.lat,
        ]


def inside_box(west: float, south: float, east: float, north: float) -> models.Q:
    """Return the condition « point in the box » (degrees); venues without a point are left out."""
    box = models.Q(latitude__range=(south, north))
    if west <= east:
        return box & models.Q(longitude__range=(west, east))
    # A box across the 180° meridian is the two strips on either side of it.
    return box & (models.Q(longitude__gte=west) | models.Q(longitude__lte=east))


def inside_circle(lat: float, lon: float, radius_m: float) -> tuple[models.Q, ChordSquared, float]:
    """Return the coarse box, the exact measure, and the largest measure kept for a radius."""
    # A metre measured through the chord keeps ten digits; the margin is below a millimetre.
    limit = chord_for_metres(radius_m) ** 2 * (1 + 1e-12)
    return inside_box(*bounding_box(lat, lon, radius_m)), ChordSquared(lat, lon), limit
