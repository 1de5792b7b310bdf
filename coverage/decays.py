"""How much a way of so many minutes still counts: the published decays, as data.

A preset gives the weights and the family of formulas they enter (`coverage/access.py`). Pure numpy:
it knows neither communes nor venues. Steps hold `t ≤ upper`, so the first class begins with 0, and
a time exactly on a bound is in the nearer class; beyond the last bound the weight is 0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Family = Literal["2sfca", "3sfca", "m2sfca"]
FAMILY_LABELS: dict[Family, str] = {
    "2sfca": "l’offre d’un lieu est partagée entre les habitants à sa portée",
    "3sfca": "chaque habitant se partage d’abord entre les lieux à sa portée",
    "m2sfca": "l’offre se perd quand les lieux sont loin des habitants",
}


@dataclass(frozen=True)
class Preset:
    """One decay of one family.

    `steps` are (upper bound in minutes, included; weight), bounds rising; or `curve` gives the
    weight of minutes up to `reach_minutes`. `grows` tells that one more venue never lowers the
    access of anybody. `label` and `source` are French.
    """

    key: str
    label: str
    family: Family
    reach_minutes: float
    source: str
    steps: tuple[tuple[float, float], ...] = ()
    curve: Callable[[Floats], Floats] | None = None
    stretch: float = 1.0

    @property
    def grows(self) -> bool:
        """Whether one more venue never lowers anybody's access (a choice that is split may)."""
        return self.family != "3sfca"

    def weights(self, minutes: ArrayLike) -> Floats:
        """Return the weight (0–1) of each time; unreachable (inf) and unknown (NaN) weigh 0."""
        times = np.asarray(minutes, dtype=np.float64)
        if self.curve is not None:
            reached = times <= self.reach_minutes
            curve = self.curve(np.where(reached, times, 0.0) / self.stretch)
            return np.where(reached, curve, 0.0)
        # How many bounds hold each time: none for what is too far, infinite or not a number.
        held = np.zeros(times.shape, dtype=np.uint8)
        for upper, _ in self.steps:
            held += times <= upper
        return np.array([0.0, *(value for _, value in reversed(self.steps))])[held]

    def stretched(self, factor: float) -> Preset:
        """Return the same decay with every bound multiplied by `factor` (> 0)."""
        return replace(
            self,
            reach_minutes=self.reach_minutes * factor,
            steps=tuple((upper * factor, value) for upper, value in self.steps),
            stretch=self.stretch * factor,
        )

    def words(self) -> str:
        """Return the weights in French: « 1 jusqu’à 10 min, 0,3 jusqu’à 15 min »."""
        if not self.steps:
            return f"de 1 à 0 min à presque 0 à {_number(self.reach_minutes)} min"
        return ", ".join(
            f"{_number(value)} jusqu’à {_number(upper)} min" for upper, value in self.steps
        )


def _number(value: float) -> str:
    return f"{value:.4g}".replace(".", ",")


#: Minutes of one standard deviation of the Gaussian preset: 1 % is left at its reach.
GAUSSIAN_SIGMA = 10.0
DAI_REACH = 30.0


def gaussian(minutes: Floats) -> Floats:
    """Return exp(−t²/2σ²)."""
    return np.exp(-(minutes**2) / (2 * GAUSSIAN_SIGMA**2))


def dai(minutes: Floats) -> Floats:
    """Return the Gaussian of Dai (2010), which falls to 0 exactly at its reach."""
    end = np.exp(-0.5)
    return (np.exp(-0.5 * (minutes / DAI_REACH) ** 2) - end) / (1 - end)


_APL_STEPS = ((10.0, 1.0), (15.0, 0.3), (20.0, 0.1))

PRESETS: dict[str, Preset] = {
    preset.key: preset
    for preset in (
        Preset(
            "apl",
            "APL, 10 / 15 / 20 minutes",
            "2sfca",
            20.0,
            "Accessibilité potentielle localisée (DREES et IRDES), bornes de la série révisée",
            _APL_STEPS,
        ),
        Preset(
            "apl-2012",
            "APL de 2012, 5 / 10 / 15 minutes",
            "2sfca",
            15.0,
            "Accessibilité potentielle localisée (DREES et IRDES), première série, 2012",
            ((5.0, 1.0), (10.0, 0.3), (15.0, 0.1)),
        ),
        Preset(
            "e2sfca",
            "E2SFCA, 10 / 20 / 30 minutes",
            "2sfca",
            30.0,
            "Luo et Qi, 2009",
            ((10.0, 1.0), (20.0, 0.68), (30.0, 0.22)),
        ),
        Preset(
            "2sfca-20",
            "2SFCA, 20 minutes",
            "2sfca",
            20.0,
            "Luo et Wang, 2003, avec un rayon de 20 minutes",
            ((20.0, 1.0),),
        ),
        Preset(
            "2sfca-30",
            "2SFCA, 30 minutes",
            "2sfca",
            30.0,
            "Luo et Wang, 2003",
            ((30.0, 1.0),),
        ),
        Preset(
            "3sfca",
            "3SFCA, 10 / 20 / 30 / 60 minutes",
            "3sfca",
            60.0,
            "Wan, Zou et Sternberg, 2012",
            ((10.0, 0.962), (20.0, 0.704), (30.0, 0.377), (60.0, 0.042)),
        ),
        Preset(
            "m2sfca",
            "M2SFCA, poids de l’APL",
            "m2sfca",
            20.0,
            "Delamater, 2013, avec les poids de l’APL",
            _APL_STEPS,
        ),
        Preset(
            "gaussienne",
            "Décroissance gaussienne, σ = 10 minutes",
            "2sfca",
            30.0,
            "exp(−t²/2σ²) ; σ et le rayon de 30 minutes sont des hypothèses de ce site",
            curve=gaussian,
        ),
        Preset(
            "dai",
            "Décroissance gaussienne de Dai, 30 minutes",
            "2sfca",
            DAI_REACH,
            "Dai, 2010",
            curve=dai,
        ),
    )
}
DEFAULT = "apl"
