"""The places that are counted, by service: one row for each place open to the public.

The rule is that of `supply.counted`; here it is asked once for each service and kept. Pure numpy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coverage.parameters import ANY, FRESH_MONTHS
from coverage.supply import SupplyVariant, counted, supply
from coverage.world import World
from venues.vocabulary import SERVICES

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
#: Any service, then each service of the standard.
SERVICE_KEYS = (ANY, *(term.code for term in SERVICES))
SERVICE_LABELS = {ANY: "Tous les services", **{term.code: term.label for term in SERVICES}}


@dataclass(frozen=True, eq=False)
class Offer:
    """Columns that follow the venues of the world.

    By service key: `masks` (the rows that stand for a place) and `amounts` (one for a place, its
    share of the week for one that roams, 0 elsewhere). `fresh`, `dated` and `with_hours` are the
    places that some producer dated of the last `FRESH_MONTHS`, dated at all, or gave hours for.
    """

    masks: Mapping[str, Mask]
    amounts: Mapping[str, Floats]
    fresh: Mask
    dated: Mask
    with_hours: Mask


def read_offer(world: World) -> Offer:
    """Return the places of a world, by service."""
    variants = {key: SupplyVariant(service="" if key == ANY else key) for key in SERVICE_KEYS}
    masks = {key: counted(world, variant) for key, variant in variants.items()}
    return Offer(
        masks=masks,
        amounts={key: supply(world, variant).amounts for key, variant in variants.items()},
        fresh=counted(world, SupplyVariant(freshness_months=FRESH_MONTHS)),
        dated=counted(world, SupplyVariant(freshness_months=float("inf"))),
        with_hours=masks[ANY] & np.isfinite(world.weekly_hours),
    )
