"""A territory and all around it that bears on its access, as the bench studies it. Pure data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coverage.siting.before_after import Study
from coverage.travel_times import Mode
from coverage.world import World

#: A longer way is counted as one of so many minutes.
FAR: dict[Mode, float] = {"voiture": 45.0, "pied": 60.0}


@dataclass(frozen=True, eq=False)
class Local:
    """`world` is the part; `study` follows its communes and its venues (supply 0 for what is not
    counted); `standing` are the minutes of each commune to the nearest counted venue, up to `FAR`
    (inf beyond).
    """

    world: World
    study: Study
    standing: NDArray[np.float64]

    @property
    def venues_inside(self) -> NDArray[np.bool_]:
        """Which venues stand in the communes of the territory."""
        holders = self.world.venue_communes
        if not len(self.study.inside):
            return np.zeros(len(holders), dtype=bool)
        return (holders >= 0) & self.study.inside[np.maximum(holders, 0)]
