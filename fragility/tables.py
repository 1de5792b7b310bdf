"""One indicator at one level as a table: what importers give and what methods read.

Pure pandas. It knows neither where the numbers come from nor how they are stored.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from fragility.status import Status

__all__ = ["LEVELS", "IndicatorTable", "Level", "SourceFacts", "Status", "empty_frame"]

Level = Literal["iris", "arrondissement", "commune", "epci", "departement", "region", "france"]
LEVELS: tuple[Level, ...] = (
    "iris", "arrondissement", "commune", "epci", "departement", "region", "france"
)  # fmt: skip

NUMBERS = ("numerator", "denominator", "value", "weight")
"""The float columns of a frame, in their order; the status is beside."""


@dataclass(frozen=True)
class SourceFacts:
    """Who publishes the numbers. `key` is stable, for example `insee-filosofi`."""

    key: str
    name: str
    producer: str
    url: str
    licence: str


def empty_frame(codes: pd.Index | list[str] | None = None) -> pd.DataFrame:
    """Return a frame where every code is `MISSING` (no code when `codes` is None)."""
    index = pd.Index([] if codes is None else codes, dtype=object, name="code")
    frame = pd.DataFrame(np.nan, index=index, columns=list(NUMBERS), dtype=np.float64)
    frame["status"] = np.full(len(index), Status.MISSING, dtype=np.int8)
    return frame


@dataclass(frozen=True)
class IndicatorTable:
    """The values of one indicator at one level for one year.

    `frame` is indexed by text code, each once, and has

    - `numerator`, `denominator`: counts as published, NaN when the file has the rate only (the
      numerator is NaN too unless `status` is observed or estimated);
    - `value`: in the unit of the indicator (0–100 for shares, euros for medians…), NaN unless
      `status` is observed or estimated;
    - `weight`: what the value weighs in a mean of territories (persons, dwellings, households);
      NaN when the file says nothing: the denominator, then the population, stand in for it;
    - `status`: int8, the codes of `Status`.

    A missing column is added as NaN; `weight` defaults to the denominator. `vintage` is the year
    the numbers speak of, `cog_year` the year of the codes. `note` is one French sentence when
    this file's definition differs from the catalogue's.
    Raises ValueError when a code is repeated or a number stands beside a secret.
    """

    indicator: str
    level: Level
    vintage: int
    cog_year: int
    source: SourceFacts
    frame: pd.DataFrame
    note: str = ""

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"Niveau inconnu : {self.level!r}.")
        object.__setattr__(self, "frame", _checked(self.frame, self.indicator))

    def with_frame(self, frame: pd.DataFrame, **changes: object) -> IndicatorTable:
        """Return the same table with other numbers (and other fields, when given)."""
        return replace(self, frame=frame, **changes)  # type: ignore[arg-type]


def _checked(frame: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return the frame with all its columns, in order and typed."""
    if not frame.index.is_unique:
        repeated = frame.index[frame.index.duplicated()][0]
        raise ValueError(f"{indicator} : le code {repeated!r} est répété.")
    columns = {name: _floats(frame, name) for name in NUMBERS}
    columns["weight"] = np.where(
        np.isnan(columns["weight"]), columns["denominator"], columns["weight"]
    )
    status = frame["status"].to_numpy(dtype=np.int8)
    known = (status == Status.OBSERVED) | (status == Status.ESTIMATED)
    if ((np.isfinite(columns["value"]) | np.isfinite(columns["numerator"])) & ~known).any():
        raise ValueError(f"{indicator} : un nombre accompagne une valeur secrète ou manquante.")
    if (~np.isfinite(columns["value"]) & known).any():
        raise ValueError(f"{indicator} : une valeur observée ou estimée n’a pas de nombre.")
    index = pd.Index(frame.index, dtype=object, name="code")
    return pd.DataFrame({**columns, "status": status}, index=index)


def _floats(frame: pd.DataFrame, name: str) -> np.ndarray:
    """Return a column as floats, all NaN when the frame lacks it."""
    if name not in frame.columns:
        return np.full(len(frame), np.nan)
    return frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
