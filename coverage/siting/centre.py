"""« Personne trop loin »: which p places make the longest way the shortest (p-centre).

A binary search on the radius, each answered by a greedy cover. Near the best, not proven to be it:
tests compare with an exact solver. Pure numpy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coverage.siting.cover import cover_everyone
from coverage.siting.reach import Floats, Reach


@dataclass(frozen=True)
class Centre:
    """The places chosen; `radius` is the longest way left, in minutes (inf when p is too few).

    `out_of_reach` are the places of demand that no candidate nor standing venue reaches: they are
    told, and left out of the radius.
    """

    chosen: tuple[int, ...]
    radius: float
    out_of_reach: tuple[int, ...]


def p_centre(
    reach: Reach, weights: Floats, count: int, *, standing: Floats | None = None
) -> Centre:
    """Choose up to `count` candidates. Whoever has a weight counts alike.

    `standing` are the minutes to what exists already.
    """
    before = np.full(reach.demand_count, np.inf)
    if standing is not None:
        before = np.minimum(before, standing)
    wanted = np.nan_to_num(np.asarray(weights, dtype=np.float64)) > 0
    useful = reach.towards(wanted)
    reached = np.isfinite(before)
    reached[useful.demand] = True
    left = tuple(int(one) for one in np.nonzero(wanted & ~reached)[0])
    wanted &= reached
    if not wanted.any():
        return Centre((), 0.0 if not left else float("inf"), left)
    radii = np.unique(np.concatenate([useful.minutes, before[wanted & np.isfinite(before)]]))
    chosen = _smallest(useful, wanted, before, radii, count)
    if chosen is None:
        return Centre((), float("inf"), left)
    return Centre(chosen, float(useful.nearest(chosen, before)[wanted].max()), left)


def _smallest(
    reach: Reach,
    wanted: NDArray[np.bool_],
    before: Floats,
    radii: Floats,
    count: int,
) -> tuple[int, ...] | None:
    """Return the choice of the smallest radius that `count` places can hold, None without one."""
    found: tuple[int, ...] | None = None
    low, high = 0, len(radii) - 1
    while low <= high:
        middle = (low + high) // 2
        radius = float(radii[middle])
        cover = cover_everyone(reach, wanted.astype(np.float64), radius, covered=before <= radius)
        if len(cover.chosen) <= count and not cover.out_of_reach:
            found, high = cover.chosen, middle - 1
        else:
            low = middle + 1
    return found
