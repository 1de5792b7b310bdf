"""Small invented countries for the tests of the methods."""

from __future__ import annotations

import numpy as np
import pandas as pd

from fragility.methods.presets import PRESETS
from fragility.methods.scores import Scores
from fragility.status import Status

INDICATORS = PRESETS["repere"].indicators


def codes(size: int) -> pd.Index:
    """Return `size` invented commune codes."""
    return pd.Index([f"{number:05d}" for number in range(size)], dtype=object)


def frame(index: pd.Index, values: object, statuses: object = None) -> pd.DataFrame:
    """Return a frame as importers give it: missing where there is no number."""
    numbers = np.asarray(values, dtype=float)
    known = np.where(np.isfinite(numbers), Status.OBSERVED, Status.MISSING)
    given = known if statuses is None else statuses
    return pd.DataFrame({"value": numbers, "status": np.asarray(given, dtype=np.int8)}, index)


class Country:
    """`size` communes with five random indicators, in EPCI of 20, départements of 100…"""

    def __init__(self, size: int = 400, seed: int = 1) -> None:
        chance = np.random.default_rng(seed)
        self.codes = codes(size)
        self.frames = {key: frame(self.codes, chance.gamma(4.0, 5.0, size)) for key in INDICATORS}
        self.population = pd.Series(
            np.floor(chance.lognormal(6.5, 1.5, size)) + 1, index=self.codes
        )
        number = np.arange(size)
        self.memberships = pd.DataFrame(
            {
                "epci": [f"2000{one // 20:05d}" for one in number],
                "departement": [f"{1 + one // 100:02d}" for one in number],
                "region": [f"{1 + one // 200:02d}" for one in number],
            },
            index=self.codes,
        )

    def set(self, key: str, code: str, value: float, status: Status) -> None:
        """Change one value of one indicator."""
        self.frames[key].loc[code, ["value", "status"]] = (value, status)

    def forget(self, key: str, *chosen: str, status: Status = Status.MISSING) -> None:
        """Make the values of some communes missing (or secret)."""
        for code in chosen:
            self.set(key, code, np.nan, status)


def total_of(scores: Scores, code: str) -> float:
    """Return the total of one territory."""
    return float(scores.total[scores.codes.get_loc(code)])


def completeness_of(scores: Scores, code: str) -> int:
    """Return the completeness of one territory."""
    return int(scores.completeness[scores.codes.get_loc(code)])
