"""What is measured in each commune: counts, minutes, choice and access, by service.

L0 counts places and says how fresh they are; L1 tells how long the nearest takes, who is far and
what choice there is; L2 tells how much supply each inhabitant can reach, shared with all others
who reach it. Pure numpy over `World` and `Links`; no base of comparison here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from coverage.access import access
from coverage.decays import Preset
from coverage.demand import by_commune, demand
from coverage.links import Links, choice, nearest_minutes
from coverage.offer import SERVICE_KEYS, Offer
from coverage.parameters import ANY, CHOICE_MINUTES, FAR_MINUTES, PER
from coverage.thirds import Floats, Groups
from coverage.world import World

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Origins:
    """Where people start from: points of inhabitants, or the communes themselves."""

    world: World
    people: Floats

    def mean(self, values: Floats) -> Floats:
        """Return the mean of each commune, weighted by inhabitants (the value itself if alone)."""
        return by_commune(self.world, values, self.people)

    def median(self, values: Floats) -> Floats:
        """Return the median of each commune, weighted by inhabitants; infinite times are kept."""
        points = self.world.points
        if points is None:
            return values
        communes = points.communes.astype(np.int64)
        return weighted_medians(values, self.people, communes, self.world.commune_count)


@dataclass(frozen=True, eq=False)
class Measures:
    """Columns of the communes by service key (`ANY` and the nine services).

    `minutes` and `beyond` are by mode and service; `beyond[mode, limit, service]` is a share of
    inhabitants (0–1, NaN where nobody is known to live). `accesses` hold the default preset by
    service, `by_preset` the others for any service, `on_foot` by service; all per `PER`
    inhabitants: 0 out of reach, NaN without inhabitants.
    """

    venues: Mapping[str, Counts]
    fresh: Counts
    dated: Counts
    with_hours: Counts
    weekly_hours: Floats
    minutes: dict[tuple[str, str], Floats] = field(default_factory=dict)
    beyond: dict[tuple[str, int, str], Floats] = field(default_factory=dict)
    choice: dict[tuple[str, str], Floats] = field(default_factory=dict)
    accesses: dict[str, Floats] = field(default_factory=dict)
    by_preset: dict[str, Floats] = field(default_factory=dict)
    on_foot: dict[str, Floats] = field(default_factory=dict)


def read_origins(world: World) -> Origins:
    """Return where all inhabitants start from."""
    return Origins(world, demand(world))


def count_places(world: World, offer: Offer) -> Measures:
    """Return L0: how many places each commune holds, by service; no minutes yet."""

    def counted(mask: NDArray[np.bool_]) -> Counts:
        kept = mask & (world.venue_communes >= 0)
        return np.bincount(world.venue_communes[kept], minlength=world.commune_count)

    known = offer.with_hours & (world.venue_communes >= 0)
    hours = np.bincount(
        world.venue_communes[known],
        weights=world.weekly_hours[known],
        minlength=world.commune_count,
    )
    return Measures(
        venues={key: counted(offer.masks[key]) for key in SERVICE_KEYS},
        fresh=counted(offer.fresh),
        dated=counted(offer.dated),
        with_hours=counted(offer.with_hours),
        weekly_hours=np.where(counted(offer.with_hours) > 0, hours, np.nan),
    )


def add_minutes(found: Measures, origins: Origins, links: Links, mode: str, offer: Offer) -> None:
    """Add L1 of a mode: minutes to the nearest place, who is far, and the choice, by service."""
    for key in SERVICE_KEYS:
        mask = offer.masks[key]
        nearest = nearest_minutes(links, mask)
        found.minutes[mode, key] = origins.median(nearest)
        inhabited = origins.people > 0
        for limit in FAR_MINUTES:
            far = np.where(inhabited, (nearest > limit).astype(np.float64), np.nan)
            found.beyond[mode, limit, key] = origins.mean(far)
        reached = choice(links, CHOICE_MINUTES, mask).astype(np.float64)
        found.choice[mode, key] = origins.mean(reached)


def access_by_service(
    origins: Origins, links: Links, preset: Preset, offer: Offer
) -> dict[str, Floats]:
    """Return L2 of one preset for any service and for each, per `PER` inhabitants."""
    near = links.within(preset.reach_minutes)
    return {key: one_access(origins, near, offer.amounts[key], preset) for key in SERVICE_KEYS}


def access_by_preset(
    origins: Origins, links: Links, presets: Sequence[Preset], offer: Offer
) -> dict[str, Floats]:
    """Return L2 of several presets for any service, per `PER` inhabitants."""
    return {
        preset.key: one_access(
            origins, links.within(preset.reach_minutes), offer.amounts[ANY], preset
        )
        for preset in presets
    }


def one_access(origins: Origins, links: Links, supply: Floats, preset: Preset) -> Floats:
    """Return the access of each commune, per `PER` inhabitants: 0 out of reach, NaN nobody."""
    return PER * origins.mean(access(links, origins.people, supply, preset))


def weighted_medians(values: Floats, people: Floats, groups: Groups, count: int) -> Floats:
    """Return the least value that half of the inhabitants of each group are at or under.

    Infinite values count; NaN ones and places without inhabitants are left out.
    """
    found = np.full(count, np.nan)
    counted = ~np.isnan(values) & (people > 0) & (groups >= 0)
    if not counted.any():
        return found
    value, weight, group = values[counted], people[counted], groups[counted]
    order = np.lexsort((value, group))
    own = group[order]
    totals = np.bincount(group, weights=weight, minlength=count)
    before = np.concatenate(([0.0], np.cumsum(totals)[:-1]))
    reached = np.flatnonzero(2 * (np.cumsum(weight[order]) - before[own]) >= totals[own])
    names, first = np.unique(own[reached], return_index=True)
    found[names] = value[order][reached[first]]
    return found
