"""Where communes with a wide gap between need and offer lie together: local Moran, corrected.

The gap is the place of a commune by need less its place by access, both among inhabitants: −1
(no need, much offer) to 1. LISA (Anselin, Geographical Analysis 27, 1995) with 999 conditional
permutations and the false discovery rate of Benjamini and Hochberg (`esda.fdr`): a gap may be
wide or narrow, so the test has two sides. A commune is in a cluster only where chance does not
explain it. For commands and tasks: it imports esda.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coverage.thirds import Classes, Floats
from coverage.verdicts import EXCLUDED, NOT_SIGNIFICANT

NEIGHBOURS = 8
PERMUTATIONS = 999
LEVEL = 0.05
#: Communes further than this from their nearest neighbours (km) have none.
FAR_KM = 100.0
_EARTH_KM = 6371.0


@dataclass(frozen=True, eq=False)
class Clusters:
    """Each commune's cluster (codes of `verdicts`) and pseudo p-value, NaN when excluded.

    `threshold` is the p-value that the false discovery rate leaves; `isolated` counts communes
    that have a gap but no neighbour.
    """

    kinds: Classes
    p_values: Floats
    gaps: Floats
    threshold: float
    isolated: int


def places_among_inhabitants(values: Floats, populations: Floats) -> Floats:
    """Return the share (0–1) of the inhabitants under each value, half of the equals counted."""
    found = np.full(len(values), np.nan)
    known = np.isfinite(values) & (populations > 0)
    if not known.any():
        return found
    names, numbers = np.unique(values[known], return_inverse=True)
    people = np.bincount(numbers, weights=populations[known], minlength=len(names))
    below = np.cumsum(people) - people / 2
    found[known] = (below / people.sum())[numbers]
    return found


def gaps(need: Floats, access: Floats, populations: Floats) -> Floats:
    """Return the gap of each commune, −1 to 1, NaN where one side is unknown.

    Both places are taken among the inhabitants whose need and access are known.
    """
    both = np.isfinite(need) & np.isfinite(access)
    people = np.where(both, populations, 0.0)
    return places_among_inhabitants(need, people) - places_among_inhabitants(access, people)


def local_clusters(
    need: Floats,
    access: Floats,
    populations: Floats,
    latitudes: Floats,
    longitudes: Floats,
    *,
    seed: int,
    permutations: int = PERMUTATIONS,
) -> Clusters:
    """Return the clusters of the gap among the `NEIGHBOURS` nearest communes.

    The same seed gives the same clusters. A commune without a point, without data or with no
    neighbour within `FAR_KM` is excluded, never put in a class.
    """
    gap = gaps(need, access, populations)
    size = len(gap)
    kinds = np.full(size, EXCLUDED, dtype=np.uint8)
    p_values = np.full(size, np.nan)
    located = np.flatnonzero(np.isfinite(gap) & np.isfinite(latitudes) & np.isfinite(longitudes))
    near = _neighbours(latitudes[located], longitudes[located])
    alone = np.array([len(one) == 0 for one in near], dtype=bool)
    kept = located[~alone] if len(located) else located
    # A neighbour always has a neighbour, so that nobody points at a commune left out.
    if len(kept) <= NEIGHBOURS or float(np.ptp(gap[kept])) == 0:
        return Clusters(kinds, p_values, gap, 0.0, int(alone.sum()))
    numbers = np.cumsum(~alone) - 1
    weights = [numbers[one] for one, lonely in zip(near, alone, strict=True) if not lonely]
    threshold = _moran(gap[kept], weights, kept, kinds, p_values, seed, permutations)
    return Clusters(kinds, p_values, gap, threshold, int(alone.sum()))


def _neighbours(latitudes: Floats, longitudes: Floats) -> list[NDArray[np.int64]]:
    """Return the nearest communes of each one, none further than `FAR_KM`."""
    from scipy.spatial import cKDTree

    size = len(latitudes)
    if size < 2:
        return [np.empty(0, dtype=np.int64)] * size
    phi, lam = np.radians(latitudes), np.radians(longitudes)
    points = np.column_stack((np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)))
    chord = 2 * np.sin(FAR_KM / _EARTH_KM / 2)
    wanted = min(NEIGHBOURS + 1, size)
    _, places = cKDTree(points).query(points, k=wanted, distance_upper_bound=chord)
    found = []
    for own, row in enumerate(places):
        others = row[(row != own) & (row < size)][:NEIGHBOURS]
        found.append(np.sort(others).astype(np.int64))
    return found


def _moran(
    gap: Floats,
    weights: list[NDArray[np.int64]],
    kept: NDArray[np.int64],
    kinds: Classes,
    p_values: Floats,
    seed: int,
    permutations: int,
) -> float:
    """Fill `kinds` and `p_values` at `kept`; return the threshold of the false discovery rate."""
    # esda brings pandas and geopandas: seconds to import, never needed to serve a page.
    from esda import Moran_Local, fdr
    from libpysal.weights import W

    spatial = W(
        {number: near.tolist() for number, near in enumerate(weights)}, silence_warnings=True
    )
    with warnings.catch_warnings():
        # esda announces a test on both sides; until then it counts the side that was observed.
        warnings.simplefilter("ignore", DeprecationWarning)
        moran = Moran_Local(
            gap,
            spatial,
            transformation="r",
            permutations=permutations,
            keep_simulations=False,
            seed=seed,
            n_jobs=1,
        )
    both_sides = np.minimum(1.0, 2 * moran.p_sim)
    threshold = float(fdr(both_sides, LEVEL))
    kinds[kept] = np.where(both_sides <= threshold, moran.q, NOT_SIGNIFICANT)
    p_values[kept] = both_sides
    return threshold
