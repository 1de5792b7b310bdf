"""Territories that are alike: about as many inhabitants, and the closest profile of classes.

It compares territories of one level of the active release, and says nothing of why.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fragility.larger import larger
from fragility.methods.presets import DEFAULT
from fragility.methods.reweight import needed
from fragility.store import LevelScores, level_scores

MOST = 5
#: Populations within these ratios, tried in turn until enough territories are found.
RATIOS = (1.5, 2.0)
ENOUGH = 3


@dataclass(frozen=True)
class Similar:
    """One territory alike: its total, inhabitants and mean gap of classes (0 = same profile)."""

    code: str
    total: float
    population: int
    gap: float


def similar(level: str, code: str, method: str = DEFAULT, most: int = MOST) -> list[Similar]:
    """Return the territories most like one, closest first; none without a score or inhabitants.

    The gap is the mean absolute difference of classes over the indicators that both have, at
    least three fifths of them. Equal gaps are parted by the difference of totals, of inhabitants,
    then by code.
    """
    scores = level_scores(level, method)
    place = scores.codes.positions.get(code) if scores else None
    if scores is None or place is None or not np.isfinite(scores.totals[place]):
        return []
    people = _people(scores)
    own = people[place]
    if not np.isfinite(own) or own <= 0:
        return []
    near = _of_like_size(scores, people, place)
    gaps = _gaps(scores.classes[near], scores.classes[place])
    kept = np.isfinite(gaps)
    near, gaps = near[kept], gaps[kept]
    order = np.lexsort(
        (
            near,
            np.abs(np.log(people[near] / own)),
            np.abs(scores.totals[near] - scores.totals[place]),
            gaps,
        )
    )[:most]
    return [
        Similar(
            scores.codes.codes[one],
            float(scores.totals[one]),
            int(people[one]),
            float(gap),
        )
        for one, gap in zip(near[order].tolist(), gaps[order].tolist(), strict=True)
    ]


def _people(scores: LevelScores) -> NDArray[np.float64]:
    """Return the inhabitants in the order of the scores."""
    known = larger(scores.level, scores.codes.codes)
    if known.codes == scores.codes.codes:
        return known.people
    places = np.array([known.positions.get(code, -1) for code in scores.codes.codes])
    return np.where(places >= 0, known.people[places], np.nan)


def _of_like_size(
    scores: LevelScores, people: NDArray[np.float64], place: int
) -> NDArray[np.int64]:
    """Return the places of the other scored territories of about the same size."""
    scored = np.isfinite(scores.totals) & (people > 0)
    scored[place] = False
    found = np.array([], dtype=np.int64)
    for ratio in RATIOS:
        close = (people <= people[place] * ratio) & (people >= people[place] / ratio)
        found = np.flatnonzero(scored & close)
        if len(found) >= ENOUGH:
            break
    return found


def _gaps(classes: NDArray[np.uint8], own: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return the mean absolute difference of classes with each row, NaN when too few are shared."""
    shared = (classes > 0) & (own > 0)
    count = shared.sum(axis=1)
    differences = np.abs(classes.astype(np.int16) - own.astype(np.int16)) * shared
    gaps = np.full(len(classes), np.nan)
    enough = count >= needed(len(own))
    np.divide(differences.sum(axis=1), count, out=gaps, where=enough)
    return gaps
