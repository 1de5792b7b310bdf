"""The hypotheses that a list of double alerts hangs on, and the seeded draw of scenarios.

Each hypothesis takes each of its values as often as the others, in an order drawn at random: two
hundred scenarios are enough to see what each one moves. The same seed gives the same scenarios.
Pure data; the numbers are made by `robustness`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from coverage.supply import Measure, MissingHours


@dataclass(frozen=True)
class Scenario:
    """One set of hypotheses; the defaults, with the preset of the run, are the base.

    `radius` multiplies the bounds of the decay, `speed` the speeds; `freshness` is the greatest
    age of a sheet in months (None = no limit); `missing_hours` is what stands for opening hours
    that nobody wrote (it counts only where `supply` is "heures").
    """

    decay: str
    need: str
    radius: float = 1.0
    supply: Measure = "lieux"
    freshness: int | None = None
    speed: float = 1.0
    missing_hours: MissingHours = "mediane"


FACTORS = tuple(field.name for field in fields(Scenario))


@dataclass(frozen=True)
class Choices:
    """The values that each hypothesis may take; the first of each is that of the base."""

    decay: tuple[str, ...]
    need: tuple[str, ...]
    radius: tuple[float, ...] = (1.0, 0.75, 1.5)
    supply: tuple[Measure, ...] = ("lieux", "heures")
    freshness: tuple[int | None, ...] = (None, 24, 18, 12)
    speed: tuple[float, ...] = (1.0, 0.8, 1.2)
    missing_hours: tuple[MissingHours, ...] = ("mediane", "quartile_bas", "quartile_haut")

    @property
    def base(self) -> Scenario:
        """The scenario of the page: the first value of each hypothesis."""
        return Scenario(**{name: getattr(self, name)[0] for name in FACTORS})

    def as_json(self) -> dict[str, list[Any]]:
        """Return the values by hypothesis, to be kept with a run."""
        return {name: list(getattr(self, name)) for name in FACTORS}

    def without(self, factor: str, values: set[Any]) -> Choices:
        """Return the same choices less some values of one hypothesis; the first one stays."""
        kept = getattr(self, factor)
        left = kept[:1] + tuple(one for one in kept[1:] if one not in values)
        changed: dict[str, Any] = {factor: left}
        return replace(self, **changed)


def draw(choices: Choices, count: int, seed: int) -> tuple[Scenario, ...]:
    """Return `count` scenarios, the base first, each hypothesis in equal parts.

    Raises ValueError for fewer than one scenario.
    """
    if count < 1:
        raise ValueError("Il faut au moins un scénario.")
    random = np.random.Generator(np.random.PCG64(seed))
    columns: dict[str, list[Any]] = {}
    for name in FACTORS:
        values = getattr(choices, name)
        places = np.arange(count - 1) % len(values)
        columns[name] = [values[place] for place in random.permutation(places).tolist()]
    drawn = [
        Scenario(**{name: columns[name][rank] for name in FACTORS}) for rank in range(count - 1)
    ]
    return (choices.base, *drawn)
