"""Every venue as a point, for maps: columns of small differences, which compress well.

Short numbers stand for the venues (`ids=` of the API and the map's bubbles take them); they hold
as long as the data version. A coordinate is in twenty-thousandths of a degree: about three metres
at most from the venue. A venue without coordinates is never a point: it is counted beside.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import brotli
from django.db.models import BigIntegerField
from django.db.models.functions import Cast

from venues.filters import VenueFilter
from venues.querysets import VenueQuerySet
from venues.vocabulary import SERVICES

SCALE = 20_000
#: Filters that a venue without coordinates can never pass.
SPATIAL = frozenset({"pres_de", "rayon", "bbox"})
#: Most values asked for an answer to be kept: combinations of more are countless.
_KEPT_VALUES = 2
#: Brotli's effort: the whole directory is made once for everybody, a selection while one waits.
_WHOLE, _SELECTION = 11, 5


def differences(values: Iterable[int]) -> list[int]:
    """Return the first value, then the step from each value to the next."""
    steps, before = [], 0
    for value in values:
        steps.append(value - before)
        before = value
    return steps


def _scaled(degrees: float) -> int:
    """Return a coordinate in whole units: those of its five decimals, which pages show."""
    return round(round(degrees, 5) * SCALE)


def points(venues: VenueQuerySet, unlocated: int) -> dict[str, Any]:
    """Return the located venues in columns, and how many more have no point."""
    rows = (
        venues.located()
        .order_by("pk")
        .annotate(mask=Cast("services", BigIntegerField()))
        .values_list("pk", "latitude", "longitude", "mask")
    )
    columns: Any = list(zip(*rows, strict=True)) or [(), (), (), ()]
    return {
        "count": len(columns[0]),
        "sans_coordonnees": unlocated,
        "echelle": SCALE,
        "codes_services": [term.code for term in SERVICES],
        "ids": differences(columns[0]),
        "lats": differences(map(_scaled, columns[1])),
        "lons": differences(map(_scaled, columns[2])),
        "services": list(columns[3]),
    }


def points_brotli(filters: VenueFilter) -> bytes:
    """Return the points of a search as JSON compressed by brotli, kept when it is a common one."""
    asked = sum(len(value) if _is_list(value) else 1 for value in filters.given.values())

    def made() -> bytes:
        unlocated = filters.narrowed(without=SPATIAL).unlocated().count()
        body = json.dumps(points(filters.qs, unlocated), separators=(",", ":")).encode()
        return brotli.compress(body, quality=_SELECTION if asked else _WHOLE)

    return filters.remembered("points", made) if asked <= _KEPT_VALUES else made()


def _is_list(value: Any) -> bool:
    return type(value) is tuple
