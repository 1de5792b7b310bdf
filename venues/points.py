"""Every venue as a point, for maps: columns of small differences, which compress well.

Short numbers stand for the venues (`ids=` of the API takes them); they hold as long as the data
version. A coordinate is in twenty-thousandths of a degree: three metres at most from the venue.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField
from django.db.models.functions import Cast

from venues.querysets import VenueQuerySet
from venues.vocabulary import SERVICES

SCALE = 20_000


def differences(values: Iterable[int]) -> list[int]:
    """Return the first value, then the step from each value to the next."""
    steps, before = [], 0
    for value in values:
        steps.append(value - before)
        before = value
    return steps


def points(venues: VenueQuerySet) -> dict[str, Any]:
    """Return the located venues in columns."""
    rows = (
        venues.located()
        .order_by("pk")
        .annotate(mask=Cast("services", BigIntegerField()))
        .values_list("pk", "latitude", "longitude", "mask")
    )
    columns: Any = list(zip(*rows, strict=True)) or [(), (), (), ()]
    return {
        "count": len(columns[0]),
        "echelle": SCALE,
        "codes_services": [term.code for term in SERVICES],
        "ids": differences(columns[0]),
        "lats": differences(round(value * SCALE) for value in columns[1]),
        "lons": differences(round(value * SCALE) for value in columns[2]),
        "services": list(columns[3]),
    }


def points_json(venues: VenueQuerySet) -> bytes:
    """Return `points` as compact JSON."""
    return json.dumps(points(venues), separators=(",", ":")).encode()
