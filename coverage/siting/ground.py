"""The country that a question is asked of: communes, venues, need, and the line of low access.

What is long to read is kept in the process for one data version; the line of a service is counted
once over the whole of France. It reads the database through `coverage.world` and `coverage.needs`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coverage.access import access
from coverage.decays import DEFAULT, PRESETS
from coverage.needs import VARIANTS, read_needs
from coverage.siting.before_after import Study
from coverage.siting.surroundings import FAR, Local
from coverage.supply import SupplyVariant, supply
from coverage.thirds import HIGH, Groups, both_known, third_bounds, thirds
from coverage.travel_times import Mode, estimate_between, estimate_links
from coverage.world import World, near_mask, read_world, unit_vectors
from fragility.store import ReleaseFacts, active_release
from ifn_site.cache import current_version
from ifn_site.clock import today
from territories.travel import reach_m

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
#: Density (inhabitants per km²) of the open country, where cars go fastest.
_OPEN_COUNTRY = 0.0
PRESET = PRESETS[DEFAULT]


class Line(NamedTuple):
    """Under (`is_strict`) or at it, access is low: the third of the inhabitants served least."""

    value: float
    is_strict: bool


@dataclass(frozen=True, eq=False)
class Ground:
    """France at one data version. `in_need`: communes of the third of inhabitants most in need."""

    world: World
    need: Floats
    in_need: Flags
    release: ReleaseFacts | None

    @property
    def has_need(self) -> bool:
        """Whether any commune has an index of fragility."""
        return bool(np.isfinite(self.need).any())

    def inside(self, level: str, code: str) -> Flags:
        """Tell which communes lie in a territory."""
        return np.asarray(self.world.groups[level] == code)


def ground() -> Ground:
    """Return France as it is known now, kept in the process."""
    return _ground(current_version(), active_release(), today().isoformat())


@lru_cache(maxsize=1)
def _ground(version: int, release: ReleaseFacts | None, day: str) -> Ground:
    world = replace(read_world(), points=None)
    need = read_needs(tuple(world.codes.tolist()), release).totals[next(iter(VARIANTS))]
    everyone = _compared(world)
    bounds = third_bounds(need, world.populations, both_known(need, need, everyone), 1)
    return Ground(world, need, thirds(need, bounds, everyone) == HIGH, release)


def _compared(world: World) -> Groups:
    """Return 0 for the communes of France, −1 for those of the overseas collectivities."""
    return np.where(world.groups["france"] != "", 0, -1).astype(np.int64)


def line(country: Ground, service: str, mode: Mode) -> Line:
    """Return the line of low access of a service over France, counted once."""
    key = (current_version(), today().isoformat())
    found = _lines.get((*key, service, mode))
    if found is None:
        world = country.world
        links = estimate_links(world, mode, PRESET.reach_minutes)
        own = access(links, world.populations, counted_supply(world, service), PRESET)
        compared = both_known(country.need, own, _compared(world))
        bounds = third_bounds(own, world.populations, compared, 1)
        low, high = float(bounds.low[0]), float(bounds.high[0])
        found = Line(low, is_strict=low >= high)
        for old in [one for one in _lines if one[:2] != key]:
            del _lines[old]
        _lines[(*key, service, mode)] = found
    return found


_lines: dict[tuple[int, str, str, str], Line] = {}


def forget_ground() -> None:
    """Read everything again next time (for tests, which change tables without a version)."""
    _ground.cache_clear()
    _lines.clear()


def counted_supply(world: World, service: str) -> Floats:
    """Return what each venue counts for: one for a place that offers the service ("" for any)."""
    return supply(world, SupplyVariant(service=service)).amounts


def local(country: Ground, inside: Flags, service: str, mode: Mode, minutes: float) -> Local:
    """Return the part of the country that gives the communes inside their true access."""
    reach = max(PRESET.reach_minutes, minutes)
    low = line(country, service, mode)
    around = country.world.around(inside, reach_m(reach, mode, _OPEN_COUNTRY))
    places = np.searchsorted(country.world.codes, around.codes)
    own_supply = counted_supply(around, service)
    study = Study(
        links=estimate_links(around, mode, reach),
        people=around.populations,
        supply=own_supply,
        preset=PRESET,
        inside=inside[places],
        in_need=country.in_need[places],
        line=low.value,
        near=minutes,
        is_strict=low.is_strict,
    )
    return Local(around, study, _standing(country.world, study, around, service, mode))


def _standing(world: World, study: Study, around: World, service: str, mode: Mode) -> Floats:
    """Return the minutes to the nearest counted venue, looking farther where none is near."""
    found = study.before.nearest.copy()
    lost = study.inside & ~np.isfinite(found)
    if not lost.any():
        return found
    own = unit_vectors(around.latitudes[lost], around.longitudes[lost])
    venues = unit_vectors(world.venue_latitudes, world.venue_longitudes)
    near = near_mask(venues, own, reach_m(FAR[mode], mode, _OPEN_COUNTRY))
    near &= counted_supply(world, service) > 0
    if mode == "pied":
        near &= ~world.at_commune
    links = estimate_between(
        (around.latitudes[lost], around.longitudes[lost], around.densities[lost]),
        (world.venue_latitudes[near], world.venue_longitudes[near], world.venue_densities[near]),
        mode,
        FAR[mode],
        world.least_m[near],
    )
    one_land = around.lands[lost][links.origins] == world.venue_lands[near][links.venues]
    times = np.full(int(lost.sum()), np.inf)
    np.minimum.at(times, links.origins[one_land], links.minutes[one_land])
    found[lost] = times
    return found
