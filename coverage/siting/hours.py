"""« Plus d’heures »: which existing venues, if they opened more, would help most.

More hours bring nobody nearer; they leave more help to each of those who come. What is lacking
(inhabitants × (z − A)/z among the communes in double alert) falls most where a venue that reaches
them has more to give: the idea of raising capacity, as the CAMION study does. Pure numpy.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coverage.access import shares
from coverage.siting.before_after import Study
from coverage.siting.reach import ROUNDING, Floats, Reach
from coverage.thirds import shortfall


@dataclass(frozen=True)
class MoreHours:
    """The venues that should open more, best first; `lacking` and `left` are in inhabitants."""

    venues: tuple[int, ...]
    lacking: float
    left: float


def more_hours(
    study: Study, count: int, amount: float, allowed: NDArray[np.bool_] | None = None
) -> MoreHours:
    """Choose up to `count` venues (of those allowed), each of which gains `amount` of supply.

    Greedy: at each step the venue that lowers most what is lacking. Access is linear in supply, so
    that each venue's part is counted once.
    """
    lift = _lift(study)
    own, people = study.before.access.copy(), study.counted
    flagged = study.before.alerts
    line = np.full(len(own), study.line)

    def lacking(access: Floats, places: NDArray[np.int64] | slice) -> float:
        missing = np.nan_to_num(shortfall(access, line[places]))
        return float((people[places] * missing * flagged[places]).sum())

    def gain(venue: int) -> float:
        demand, more = lift.of_candidate(venue)
        here = own[demand]
        return lacking(here, demand) - lacking(here + amount * more, demand)

    start = lacking(own, slice(None))
    useful = np.unique(lift.candidates[flagged[lift.demand]])
    if allowed is not None:
        useful = useful[allowed[useful]]
    heap = [(-gain(int(venue)), int(venue)) for venue in useful]
    heapq.heapify(heap)
    chosen: list[int] = []
    while heap and len(chosen) < count:
        _, venue = heapq.heappop(heap)
        now = gain(venue)
        if now <= ROUNDING * max(start, 1.0):
            continue
        if heap and now < -heap[0][0] * (1 - ROUNDING):
            heapq.heappush(heap, (-now, venue))
            continue
        chosen.append(venue)
        demand, more = lift.of_candidate(venue)
        own[demand] += amount * more
    return MoreHours(tuple(chosen), start, lacking(own, slice(None)))


def _lift(study: Study) -> Reach:
    """Return what one more unit at each venue adds to the access of each commune it reaches."""
    links = study.links
    open_now = (study.supply > 0).astype(np.float64)
    one = shares(links, study.people, open_now, study.preset)
    return Reach.from_pairs(
        links.origins,
        links.venues,
        one.second * one.ratios[links.venues],
        links.origin_count,
        links.venue_count,
    )
