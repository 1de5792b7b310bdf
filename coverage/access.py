"""How much supply each inhabitant can reach: every floating catchment measure, written once.

A way from i to j enters twice: with the demand that presses on j (first weight) and with the share
of j that i gets (second weight).

    R_j = S_j / Σ_k first_kj · D_k            A_i = Σ_j second_ij · R_j

    family   first        second       published as
    2sfca    w            w            2SFCA, E2SFCA, APL, Gaussian (by the decay alone)
    3sfca    G·w          G·w          3SFCA, G_ij = w_ij / Σ_j w_ij
    m2sfca   w            w²           M2SFCA

Pure numpy on flat pairs. For 2sfca and 3sfca, Σ D·A = Σ S over the venues that somebody reaches.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coverage.decays import Preset
from coverage.links import Links

Floats = NDArray[np.float64]
#: Access is told for so many inhabitants.
PER = 10_000


@dataclass(frozen=True)
class Shares:
    """One computation, open to inspection.

    `access` by origin: supply per unit of demand, 0 = out of reach, NaN = no demand known there.
    `ratios` by venue: R_j, 0 when nobody reaches it. `second` by pair of the links: the access that
    a pair brings is `second[k] * ratios[venues[k]]`. `unreached`: venues with supply that nobody
    reaches, whose supply is in nobody's access. `lost_supply`: the sum of it.
    """

    access: Floats
    ratios: Floats
    second: Floats
    unreached: NDArray[np.bool_]
    lost_supply: float


def shares(links: Links, demand: Floats, supply: Floats, preset: Preset) -> Shares:
    """Return the access of every origin and what it is made of.

    `demand` by origin: people; 0 and NaN mean nobody to serve, and give no access (NaN).
    `supply` by venue, ≥ 0; NaN counts as none. Raises ValueError for lengths that do not match.
    """
    if len(demand) != links.origin_count or len(supply) != links.venue_count:
        raise ValueError("demand and supply must follow the origins and the venues of the links")
    people = _amounts(demand)
    offered = _amounts(supply)
    first, second = _pair_weights(links, preset, offered)
    pressure = np.bincount(
        links.venues, weights=first * people[links.origins], minlength=links.venue_count
    )
    pressed = pressure > 0
    ratios = np.divide(offered, pressure, out=np.zeros_like(offered), where=pressed)
    reached = np.bincount(
        links.origins, weights=second * ratios[links.venues], minlength=links.origin_count
    )
    unreached = (offered > 0) & ~pressed
    return Shares(
        np.where(people > 0, reached, np.nan),
        ratios,
        second,
        unreached,
        float(offered[unreached].sum()),
    )


def access(links: Links, demand: Floats, supply: Floats, preset: Preset) -> Floats:
    """Return supply per unit of demand by origin: 0 = out of reach, NaN = nobody to serve."""
    return shares(links, demand, supply, preset).access


def mean_access(values: Floats, demand: Floats) -> float:
    """Return the mean of an access weighted by demand; NaN when nobody is counted."""
    people = np.where(np.isnan(values), 0.0, _amounts(demand))
    total = float(people.sum())
    return float(np.sum(people * np.nan_to_num(values)) / total) if total else float("nan")


def _pair_weights(links: Links, preset: Preset, offered: Floats) -> tuple[Floats, Floats]:
    """Return both weights of each pair.

    Only venues with something to offer share a choice: one that is closed draws nobody.
    """
    weights = preset.weights(links.minutes)
    if preset.family == "m2sfca":
        return weights, weights * weights
    if preset.family == "3sfca":
        if not (offered > 0).all():
            weights = weights * (offered > 0)[links.venues]
        totals = np.bincount(links.origins, weights=weights, minlength=links.origin_count)
        inverse = np.divide(1.0, totals, out=np.zeros(len(totals)), where=totals > 0)
        weights = weights * weights * inverse[links.origins]
    return weights, weights


def _amounts(values: Floats) -> Floats:
    """Return amounts with the unknown as 0. Raises ValueError for a negative one."""
    known = np.nan_to_num(np.asarray(values, dtype=np.float64), nan=0.0)
    if known.size and known.min() < 0:
        raise ValueError("an amount is negative")
    return known
