"""What the page of coverage shows for one choice: need, access, class and sureness of each commune.

The table, the legend, the map, the bubble and the CSV all read this one layer, so that they agree.
Numbers come from the active run; the classes are those of `coverage.thirds`, also on foot, which
the run does not store. It knows neither words nor requests.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coverage.bivariate import (
    ClassFacts,
    counted,
    crossed_scale,
    drawn_bytes,
    measure_numbers,
    measure_scale,
)
from coverage.coverage_choices import ALERTS, DOUBLE, NO_DATA, CoverageChoices
from coverage.coverage_values import base_places
from coverage.store import LevelCoverage, RunFacts, active_run, level_coverage, run_details
from coverage.thirds import Bounds, Rule, double_alerts, means, priorities, third_bounds
from fragility.larger import inside
from fragility.layer_files import places_drawn
from fragility.map_layer import covered
from territories.tiles import tile_set

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
_COLUMNS = {"voiture": ("access", "car_minutes", "car_choice"),
            "pied": ("foot_access", "foot_minutes", "foot_choice")}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Crossing:
    """Need against access in one base, for one service and one mode; arrays follow the communes.

    `groups` is the place of each commune's territory of comparison (−1 none); `need_bounds`,
    `access_bounds` and `means` (of the access) follow those territories. `classes` go from 1 (A1)
    to 9 (C3), 0 without data; `priorities` are inhabitants × what is missing.
    """

    run: RunFacts
    communes: LevelCoverage
    need: Floats
    access: Floats
    minutes: Floats
    choice: Floats
    people: Floats
    groups: NDArray[np.int64]
    classes: NDArray[np.uint8]
    alerts: Mask
    priorities: Floats
    need_bounds: Bounds
    access_bounds: Bounds
    means: Floats

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the communes."""
        return self.communes.codes

    def share_of_mean(self, place: int) -> float | None:
        """Return the access of a commune over the mean of its base, None when unknown."""
        group = int(self.groups[place])
        mean = float(self.means[group]) if group >= 0 else float("nan")
        value = float(self.access[place])
        return value / mean if np.isfinite(value) and mean > 0 else None


@dataclass(frozen=True, eq=False)
class CoverageLayer:
    """A crossing as it is shown: `numbers` are classes of `scale`, 0 for no data.

    `within` tells the communes of the territory asked for; `without` counts those without data.
    """

    choices: CoverageChoices
    crossing: Crossing
    within: Mask
    numbers: NDArray[np.uint8]
    scale: tuple[ClassFacts, ...]
    without: ClassFacts

    def flagged(self, base: str = "") -> Floats:
        """Return the share (0–1) of scenarios that flag each commune."""
        return self._scenario("flagged", base)

    def ranks(self, name: str) -> NDArray[np.int32]:
        """Return `median_rank`, `low_rank` or `high_rank`, 0 = never flagged."""
        found: NDArray[np.int32] = self._scenario(name, "")
        return found

    def _scenario(self, name: str, base: str) -> NDArray[Any]:
        return self.crossing.communes.column(f"{name}.{base or self.choices.base}")

    @property
    def kept(self) -> Mask:
        """The communes of the table: those asked for, less what `only` leaves out."""
        only = self.choices.only
        if not only:
            return self.within
        if only == ALERTS:
            return self.within & self.crossing.alerts
        if only == NO_DATA:
            return self.within & (self.numbers == 0)
        number = {one.key: one.number for one in self.scale}.get(only)
        return self.within & (self.numbers == number) if number else self.within

    @property
    def group(self) -> int | None:
        """The one territory of comparison of all that is shown, None when there are several."""
        groups = np.unique(self.crossing.groups[self.within])
        return int(groups[0]) if len(groups) == 1 and groups[0] >= 0 else None


def coverage_layer(choices: CoverageChoices) -> CoverageLayer | None:
    """Return what is shown for a choice, None when nothing is computed."""
    run = active_run()
    crossing = run and crossed(run, choices.base, choices.service, choices.mode)
    if not crossing:
        return None
    codes = crossing.codes
    within = covered("commune", codes)
    if choices.inside:
        within = within & inside("commune", codes, *choices.inside)
    numbers, scale = _classed(choices.measure, crossing)
    full, without = counted(scale, numbers, crossing.people, within)
    return CoverageLayer(choices, crossing, within, numbers, full, without)


@lru_cache(maxsize=12)
def crossed(run: RunFacts, base: str, service: str, mode: str) -> Crossing | None:
    """Return the crossing of one base, service and mode, kept in the process."""
    communes = level_coverage("commune", run)
    if communes is None:
        return None
    access_name, minutes_name, choice_name = _COLUMNS[mode]
    need, people = communes.column("need"), communes.column("population")
    access = communes.column(f"{access_name}.{service}")
    groups = base_places(communes, base, run)
    count = int(groups.max(initial=-1)) + 1
    rule = Rule(**run_details(run)[0]["rule"])
    found = double_alerts(need, access, people, groups, count, rule)
    return Crossing(
        run=run,
        communes=communes,
        need=need,
        access=access,
        minutes=communes.column(f"{minutes_name}.{service}"),
        choice=communes.column(f"{choice_name}.{service}"),
        people=people,
        groups=groups,
        classes=found.classes,
        alerts=found.flags,
        priorities=priorities(found.flags, access, people, found.lines, groups),
        need_bounds=third_bounds(need, people, groups, count),
        access_bounds=third_bounds(access, people, groups, count),
        means=means(access, people, groups, count),
    )


def layer_version(run: RunFacts) -> str:
    """Return what the address of a file bears: the run and the outlines."""
    tiles = tile_set()
    return f"{run.version}-{tiles.fingerprint[:8] if tiles else 'sans'}"


def layer_bytes(layer: CoverageLayer) -> bytes | None:
    """Return one byte per commune in the order of the outlines, None without outlines."""
    places = places_drawn("commune", layer.crossing.codes)
    if places is None:
        return None
    column = np.append(drawn_bytes(layer.numbers, layer.within), np.uint8(255))
    return column[places].tobytes()


def _classed(measure: str, crossing: Crossing) -> tuple[NDArray[np.uint8], tuple[ClassFacts, ...]]:
    if measure == DOUBLE:
        return crossing.classes, crossed_scale()
    values = {
        "acces": crossing.access,
        "minutes": crossing.minutes,
        "choix": crossing.choice,
        "besoin": crossing.need,
    }[measure]
    held = crossing.groups >= 0
    of_base = np.full(len(values), np.nan)
    of_base[held] = crossing.means[crossing.groups[held]]
    return measure_numbers(measure, values, np.nan_to_num(of_base)), measure_scale(measure)
