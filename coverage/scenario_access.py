"""The access of the communes in each scenario, fast: what scenarios share is made once.

The widest links are found once; a speed or a radius only stretches the decay. For the families
where access is linear in supply, the weights and the pressure of a decay are made once, and each
supply costs one product. The formulas are those of `access.shares`, called for a supply of one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy.sparse import csr_array

from coverage.access import access, shares
from coverage.decays import PRESETS
from coverage.links import Links
from coverage.measures import Origins
from coverage.parameters import PER
from coverage.scenarios import Scenario
from coverage.thirds import Floats

#: Families where the access of several supplies together is the sum of their accesses.
_LINEAR = ("2sfca", "m2sfca")
_DECIMALS = 9


def stretch_of(scenario: Scenario) -> float:
    """Return by how much every bound of the decay is multiplied: a wider radius, a faster way."""
    return round(scenario.radius * scenario.speed, _DECIMALS)


def widest_minutes(scenarios: Sequence[Scenario]) -> float:
    """Return the minutes within which every scenario looks; 0 for none."""
    return max(
        (PRESETS[one.decay].reach_minutes * stretch_of(one) for one in scenarios), default=0.0
    )


class ScenarioAccess:
    """Gives the access of a scenario, per `PER` inhabitants; ask for one decay after the other."""

    def __init__(
        self,
        links: Links,
        origins: Origins,
        supply_of: Callable[[Scenario], Floats],
    ) -> None:
        self._links = links
        self._origins = origins
        self._supply_of = supply_of
        self._key: tuple[str, float] | None = None
        self._matrix: csr_array | None = None
        self._near = links

    def __call__(self, scenario: Scenario) -> Floats:
        """Return the access of each commune: 0 out of reach, NaN nobody to serve."""
        stretch = stretch_of(scenario)
        preset = PRESETS[scenario.decay].stretched(stretch)
        if self._key != (scenario.decay, stretch):
            self._near = self._links.within(preset.reach_minutes)
            self._matrix = None
            if preset.family in _LINEAR:
                unit = shares(
                    self._near, self._origins.people, np.ones(self._near.venue_count), preset
                )
                self._matrix = csr_array(
                    (unit.second * unit.ratios[self._near.venues], self._near.venues,
                     self._near.starts),
                    shape=(self._near.origin_count, self._near.venue_count),
                )  # fmt: skip
            self._key = (scenario.decay, stretch)
        supply = self._supply_of(scenario)
        if self._matrix is None:
            found = access(self._near, self._origins.people, supply, preset)
        else:
            found = np.where(self._origins.people > 0, self._matrix @ supply, np.nan)
        return PER * self._origins.mean(found)


def together(scenarios: Sequence[Scenario]) -> list[int]:
    """Return the places of the scenarios, those of one decay and one stretch side by side."""
    return sorted(
        range(len(scenarios)),
        key=lambda place: (scenarios[place].decay, stretch_of(scenarios[place]), place),
    )
