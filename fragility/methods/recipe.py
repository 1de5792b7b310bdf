"""What a score is made of: indicators, weights, base and weighting, under a name and a version.

Data only, read by pages as well as by the computation: it imports neither pandas nor numpy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

Base = Literal["france", "region", "departement", "epci"]
BASES: tuple[Base, ...] = ("france", "region", "departement", "epci")
Weighting = Literal["unit", "population"]

BASE_LABELS: dict[Base, str] = {
    "france": "France entière",
    "region": "chaque région",
    "departement": "chaque département",
    "epci": "chaque intercommunalité",
}
WEIGHTING_LABELS: dict[Weighting, str] = {
    "unit": "déciles de communes",
    "population": "déciles d’habitants",
}


@dataclass(frozen=True)
class Part:
    """One indicator of a method: its weight, and +1 when a high value is fragile, −1 a low one."""

    indicator: str
    weight: float = 1.0
    direction: Literal[1, -1] = 1


@dataclass(frozen=True)
class Preset:
    """A method ready to be computed. `version` changes whenever its scores may change."""

    key: str
    label: str
    description: str
    parts: tuple[Part, ...]
    base: Base = "france"
    weighting: Weighting = "unit"
    variant: Literal["tous", "seniors", "jeunes"] = "tous"
    version: str = "1"

    @property
    def indicators(self) -> tuple[str, ...]:
        """The keys of the indicators, in order."""
        return tuple(part.indicator for part in self.parts)

    @property
    def weights(self) -> tuple[float, ...]:
        """The weights, in the order of the indicators."""
        return tuple(part.weight for part in self.parts)

    @property
    def base_label(self) -> str:
        """« France entière, déciles de communes »: printed in every title and export."""
        return f"{BASE_LABELS[self.base]}, {WEIGHTING_LABELS[self.weighting]}"

    def weighted(self, weights: Mapping[str, float]) -> Preset:
        """Return the same method with other weights; an indicator left out weighs 0."""
        return replace(
            self,
            parts=tuple(
                replace(part, weight=weights.get(part.indicator, 0.0)) for part in self.parts
            ),
        )
