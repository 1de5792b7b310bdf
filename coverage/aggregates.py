"""From communes to larger territories: sums, means and medians weighted by inhabitants, FGT.

A larger territory is what its inhabitants live: the share who are far, the access of the middle
one, the depth of the lack (FGT) against one line for the whole country, so that two territories
compare without ranking their communes. Pure numpy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coverage.fgt import ORDERS, fgt
from coverage.measures import weighted_medians
from coverage.offer import SERVICE_KEYS
from coverage.parameters import ANY, BASES, FAR_MINUTES
from coverage.thirds import Floats, Groups, means
from coverage.verdicts import HH, PROBABLE, ROBUST

Columns = dict[str, NDArray[Any]]
MODES = ("car", "foot")
_ADDED = ("rows", "fresh_venues", "dated_venues", "venues_with_hours")


@dataclass(frozen=True, eq=False)
class Grouping:
    """The territories of one level: their codes, and the place of each commune's (−1 = none)."""

    level: str
    codes: tuple[str, ...]
    groups: Groups

    def __len__(self) -> int:
        return len(self.codes)


def grouping(level: str, column: NDArray[np.str_]) -> Grouping:
    """Return the territories of a level from the code of each commune's ("" = none)."""
    names, numbers = np.unique(column, return_inverse=True)
    shift = 1 if len(names) and names[0] == "" else 0
    return Grouping(level, tuple(names[shift:].tolist()), (numbers - shift).astype(np.int64))


def aggregate(
    communes: Mapping[str, NDArray[Any]], people: Floats, of: Grouping, lines: Mapping[str, float]
) -> Columns:
    """Return the columns of a level from those of the communes.

    `people` are inhabitants (NaN unknown), `lines` the access under which help is lacking, by
    service, the same in the whole country.
    """
    groups, count = of.groups, len(of)

    def added(values: NDArray[Any]) -> Floats:
        known = groups >= 0
        amounts = np.nan_to_num(values[known].astype(np.float64))
        sums = np.bincount(groups[known], weights=amounts, minlength=count)
        return np.asarray(sums, dtype=np.float64)

    def mean(values: Floats) -> Floats:
        return means(values, people, groups, count)

    found: Columns = {"population": added(people)}
    known = np.isfinite(communes[f"access.{ANY}"])
    found["known_population"] = added(np.where(known, people, 0.0))
    found["need_population"] = added(np.where(np.isfinite(communes["need"]), people, 0.0))
    found["communes"] = added(np.ones(len(people))).astype(np.int32)
    for name in (*_ADDED, *(f"venues.{key}" for key in SERVICE_KEYS)):
        found[name] = added(communes[name]).astype(np.int32)
    hours = added(communes["weekly_hours"])
    found["weekly_hours"] = np.where(found["venues_with_hours"] > 0, hours, np.nan)
    for mode in MODES:
        for key in SERVICE_KEYS:
            minutes = communes[f"{mode}_minutes.{key}"]
            found[f"{mode}_minutes.{key}"] = weighted_medians(minutes, people, groups, count)
            for limit in FAR_MINUTES:
                name = f"{mode}_beyond_{limit}.{key}"
                found[name] = mean(communes[name])
            found[f"{mode}_choice.{key}"] = mean(communes[f"{mode}_choice.{key}"])
    for name in communes:
        if name.startswith(("access.", "preset.", "foot_access.")):
            found[name] = mean(communes[name])
    empty = np.where(known, (communes[f"access.{ANY}"] == 0).astype(float), np.nan)
    found["without_access"] = mean(empty)
    for key in SERVICE_KEYS:
        for order in ORDERS:
            found[f"fgt{order}.{key}"] = fgt(
                communes[f"access.{key}"], people, lines[key], order, groups, count
            )
    return (
        found
        | _alerts(communes, added)
        | {"hh_communes": added(communes["cluster"] == HH).astype(np.int32)}
    )


def _alerts(communes: Mapping[str, NDArray[Any]], added: Any) -> Columns:
    """Return how many communes and inhabitants are in double alert, and how surely."""
    found: Columns = {}
    people = communes["population"]
    for base in BASES:
        flags = communes[f"alert.{base}.{ANY}"] > 0
        # A commune that only other hypotheses flag is in no list: these three add up to `alerts`.
        shares = np.where(flags, np.nan_to_num(communes[f"flagged.{base}"]), 0.0)
        found[f"alerts.{base}"] = added(flags).astype(np.int32)
        found[f"alert_population.{base}"] = added(np.where(flags, people, 0.0))
        found[f"robust.{base}"] = added(shares >= ROBUST).astype(np.int32)
        probable = (shares >= PROBABLE) & (shares < ROBUST)
        found[f"probable.{base}"] = added(probable).astype(np.int32)
        depends = flags & (shares < PROBABLE)
        found[f"depends.{base}"] = added(depends).astype(np.int32)
        found[f"priority.{base}"] = added(communes[f"priority.{base}"])
    for key in SERVICE_KEYS[1:]:
        found[f"alerts_by_service.{key}"] = added(communes[f"alert.france.{key}"]).astype(np.int32)
    return found
