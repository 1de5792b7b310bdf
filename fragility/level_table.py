"""A level as columns: totals, ranks, and each indicator's value, class and status.

The one source of the columnar API and of every file. Numpy only; rows follow a `Selection`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fragility.chosen_scores import chosen_scores
from fragility.indicators import BY_KEY, IndicatorFacts
from fragility.method_choice import MethodChoice
from fragility.selection import Selection
from fragility.status import Status
from fragility.store import LevelScores, LevelValues, ReleaseFacts, SourceOfSeries
from fragility.total_classes import total_classes

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class IndicatorColumns:
    """One indicator: `values` NaN for none, `classes` 0 for none, `statuses` of `Status`.

    `vintage` and `source` are None when nothing of it is loaded at this level.
    """

    facts: IndicatorFacts
    values: Floats
    classes: Whole
    statuses: Whole
    vintage: int | None
    source: SourceOfSeries | None


@dataclass(frozen=True, eq=False)
class LevelTable:
    """Rows in the order of `codes`; 0 stands for « none » in whole numbers, NaN in others."""

    release: ReleaseFacts
    choice: MethodChoice
    level: str
    codes: tuple[str, ...]
    asked: tuple[str, ...]
    totals: Floats
    classes: Whole
    completeness: Whole
    ranks: Whole
    rank_lows: Whole
    rank_highs: Whole
    sizes: Whole
    indicators: tuple[IndicatorColumns, ...]

    def __len__(self) -> int:
        return len(self.codes)


def level_table(values: LevelValues, choice: MethodChoice, selection: Selection) -> LevelTable:
    """Return the rows and columns asked of a level that has values."""
    level, places = values.codes.level, selection.places
    scores = chosen_scores(level, choice, values.release)
    codes = tuple(values.codes.codes[place] for place in places.tolist())
    own = _places_in(scores, values, places)

    def whole(name: str) -> Whole:
        return _taken(getattr(scores, name, None), own)

    totals = np.where(own >= 0, scores.totals[own], np.nan) if scores else np.full(len(own), np.nan)
    return LevelTable(
        release=values.release,
        choice=choice,
        level=level,
        codes=codes,
        asked=selection.asked,
        totals=totals,
        classes=total_classes(totals).astype(np.int64),
        completeness=whole("completeness"),
        ranks=whole("ranks"),
        rank_lows=whole("rank_lows"),
        rank_highs=whole("rank_highs"),
        sizes=np.where(np.isfinite(totals), whole("sizes"), 0),
        indicators=tuple(
            _columns(key, values, scores, places, own) for key in selection.indicators
        ),
    )


def _columns(
    key: str, values: LevelValues, scores: LevelScores | None, places: Whole, own: Whole
) -> IndicatorColumns:
    series = values.series.get(key)
    classes = None
    if scores is not None and key in scores.indicators:
        classes = scores.classes[:, scores.indicators.index(key)]
    missing = np.full(len(places), int(Status.MISSING), dtype=np.int64)
    return IndicatorColumns(
        facts=BY_KEY[key],
        values=series.values[places] if series else np.full(len(places), np.nan),
        classes=_taken(classes, own),
        statuses=series.statuses[places].astype(np.int64) if series else missing,
        vintage=series.vintage if series else None,
        source=series.source if series else None,
    )


def _taken(column: NDArray[np.generic] | None, places: Whole) -> Whole:
    """Return the whole numbers at some places, 0 where there is none."""
    if column is None or not len(column):
        return np.zeros(len(places), dtype=np.int64)
    return np.where(places >= 0, column[places], 0).astype(np.int64)


def _places_in(scores: LevelScores | None, values: LevelValues, places: Whole) -> Whole:
    """Return where the scores hold the territories at `places` of the values, −1 for nowhere."""
    if scores is None:
        return np.full(len(places), -1, dtype=np.int64)
    if scores.codes.codes == values.codes.codes:
        return places
    found = [scores.codes.positions.get(values.codes.codes[place], -1) for place in places.tolist()]
    return np.array(found, dtype=np.int64)
