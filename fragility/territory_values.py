"""Everything that the active release says of one territory: the one answer of the API, the sheet,
the comparison and the widget.

Numbers only, no sentence and no name of a place: callers bring their words. Numpy, no pandas; it
knows no request.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fragility.chosen_scores import (
    PLACED_LEVELS,
    chosen_scores,
    contributions,
    mean_of_crowd,
)
from fragility.indicators import INDICATORS, IndicatorFacts
from fragility.larger import COMPARED, inside, larger
from fragility.method_choice import DEFAULT_CHOICE, MethodChoice
from fragility.methods.reweight import needed, reweight
from fragility.status import Flag, Status
from fragility.store import (
    LevelScores,
    LevelValues,
    ReleaseFacts,
    SourceOfSeries,
    active_release,
    level_scores,
    level_values,
)
from fragility.total_classes import total_classes


@dataclass(frozen=True)
class Median:
    """The median of an indicator among the territories of the same level in a larger one.

    `level` and `code` are those of the larger territory; `count` how many have a value.
    """

    level: str
    code: str
    value: float
    count: int


@dataclass(frozen=True)
class IndicatorValue:
    """One indicator in one territory.

    `value` is in `facts.unit` (% 0–100, €, km), None when secret or missing. `class_` is 1 to 10
    (above the commune the mean of the communes' classes, rounded), None without a class or for an
    indicator out of the method. `weight` is 0 out of the method. The `contribution`s of a
    territory add up to its total; `total_without` is what the total becomes without this
    indicator. `observed_share` (0–1) is told above the commune.
    """

    facts: IndicatorFacts
    value: float | None
    numerator: float | None
    denominator: float | None
    status: Status
    flags: Flag
    observed_share: float | None
    vintage: int | None
    source: SourceOfSeries | None
    note: str
    in_method: bool
    weight: float
    class_: int | None
    contribution: float | None
    total_without: float | None
    medians: tuple[Median, ...]

    @property
    def key(self) -> str:
        """The key of the indicator."""
        return self.facts.key


@dataclass(frozen=True)
class TerritoryValues:
    """One territory in the active release, by one method.

    `total` is 1 to 10, `total_class` 1 to 7 (`total_classes`). `completeness` of `chosen`
    indicators have a class, and `needed` would be enough. `rank` 1 is the most fragile of
    `compared` territories of the same base; the range is None with a person's own weights.
    `minimum`, `maximum` (totals of the communes inside), `high_share` and `known_share` (0–1 of
    the inhabitants) are told above the commune. `is_small`: under 200 inhabitants. `is_placed`:
    an arrondissement or an IRIS, placed on the scale of the communes, without rank. `parents`
    gives the code of the larger territory by level. `population` is None when nobody knows it.
    """

    release: ReleaseFacts
    choice: MethodChoice
    level: str
    code: str
    population: int | None
    parents: dict[str, str]
    is_scored_level: bool
    is_placed: bool
    total: float | None
    total_class: int | None
    completeness: int
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    compared: int | None
    is_small: bool
    minimum: float | None
    maximum: float | None
    high_share: float | None
    known_share: float | None
    indicators: tuple[IndicatorValue, ...]

    @property
    def chosen(self) -> int:
        """How many indicators the method counts."""
        return self.choice.chosen

    @property
    def needed(self) -> int:
        """How many of them must have a class for a total."""
        return needed(self.chosen)

    @property
    def of_method(self) -> tuple[IndicatorValue, ...]:
        """The indicators of the method, in its order."""
        return tuple(one for one in self.indicators if one.in_method)

    @property
    def context(self) -> tuple[IndicatorValue, ...]:
        """The indicators shown beside, which do not count."""
        return tuple(one for one in self.indicators if not one.in_method)


def territory_values(
    level: str, code: str, choice: MethodChoice = DEFAULT_CHOICE
) -> TerritoryValues | None:
    """Return what the active release says of a territory.

    None when nothing is active, when the level holds no value (IRIS that are not loaded) or when
    the code is not one of the level today: former codes are the caller's business
    (`territories.facts.current_commune_code`). A level that the method does not score (a
    département compared inside each EPCI) has values and no total. No query once the level is
    kept in the process, but one for the data version.
    """
    release = active_release()
    values = level_values(level, release) if release else None
    place = values.codes.positions.get(code) if values else None
    if release is None or values is None or place is None:
        return None
    scores = chosen_scores(level, choice, release)
    where = larger(level, values.codes.codes)
    mine = where.positions.get(code)
    people = float(where.people[mine]) if mine is not None else np.nan
    parents = {one: str(column[mine]) for one, column in where.of.items() if mine is not None}
    own = scores.codes.positions.get(code) if scores else None
    return TerritoryValues(
        release=release,
        choice=choice,
        level=level,
        code=code,
        population=int(people) if np.isfinite(people) else None,
        parents={one: found for one, found in parents.items() if found and one != level},
        is_scored_level=scores is not None,
        is_placed=level in PLACED_LEVELS,
        indicators=_indicators(values, place, scores, own, choice, parents),
        **_score(scores, own),
    )


def _score(scores: LevelScores | None, place: int | None) -> dict[str, Any]:
    """Return the fields of `TerritoryValues` that scores give."""
    numbers = ("minimum", "maximum", "high_share", "known_share")
    if scores is None or place is None:
        unknown = ("total", "total_class", "rank", "rank_low", "rank_high", "compared", *numbers)
        return {**dict.fromkeys(unknown), "completeness": 0, "is_small": False}
    total = _number(scores.totals[place])
    ranked = total is not None
    return {
        "total": total,
        "total_class": int(total_classes(scores.totals[place : place + 1])[0]) or None,
        "completeness": int(scores.completeness[place]),
        "rank": int(scores.ranks[place]) or None,
        "rank_low": int(scores.rank_lows[place]) or None,
        "rank_high": int(scores.rank_highs[place]) or None,
        "compared": (int(scores.sizes[place]) or None) if ranked else None,
        "is_small": bool(scores.fragiles[place]),
        **{name: _number(getattr(scores, f"{name}s")[place]) for name in numbers},
    }


def _indicators(
    values: LevelValues,
    place: int,
    scores: LevelScores | None,
    own: int | None,
    choice: MethodChoice,
    parents: dict[str, str],
) -> tuple[IndicatorValue, ...]:
    """Return the indicators of the method in its order, then those loaded beside."""
    weights = choice.by_indicator
    classes = (
        {}
        if scores is None or own is None
        else dict(zip(scores.indicators, scores.classes[own].tolist(), strict=True))
    )
    parts, without = _sensitivity(scores, own, choice)
    found = []
    for facts in sorted(INDICATORS, key=lambda one: _order(one, choice)):
        series = values.series.get(facts.key)
        if series is None and facts.key not in weights:
            continue
        one = series.at(place) if series else None
        found.append(
            IndicatorValue(
                facts=facts,
                value=one.value if one else None,
                numerator=one.numerator if one else None,
                denominator=one.denominator if one else None,
                status=one.status if one else Status.MISSING,
                flags=one.flags if one else Flag.NONE,
                observed_share=one.observed_share if one else None,
                vintage=series.vintage if series else None,
                source=series.source if series else None,
                note=series.note if series else "",
                in_method=facts.key in weights,
                weight=weights.get(facts.key, 0.0),
                class_=classes.get(facts.key) or None,
                contribution=parts.get(facts.key),
                total_without=without.get(facts.key),
                medians=_medians(values, facts.key, parents) if series else (),
            )
        )
    return tuple(found)


def _order(facts: IndicatorFacts, choice: MethodChoice) -> int:
    """Return the place of an indicator: those of the method first, the others after, stable."""
    keys = choice.preset.indicators
    return keys.index(facts.key) if facts.key in keys else len(keys)


def _sensitivity(
    scores: LevelScores | None, place: int | None, choice: MethodChoice
) -> tuple[dict[str, float | None], dict[str, float | None]]:
    """Return (contribution, total without) by indicator of one territory.

    Above the commune both are means over the inhabitants, as the total is.
    """
    if scores is None or place is None or not np.isfinite(scores.totals[place]):
        return {}, {}
    classes, people = scores.classes[place : place + 1], np.ones(1)
    if scores.level != "commune" and scores.level not in PLACED_LEVELS:
        communes = level_scores("commune", choice.preset.key, scores.release)
        if communes is None:
            return {}, {}
        codes = communes.codes.codes
        kept = inside("commune", codes, scores.level, scores.codes.codes[place])
        classes, people = communes.classes[kept], larger("commune").people_along(codes)[kept]
    shares = contributions(classes, choice.weights)
    parts: dict[str, float | None] = {}
    without: dict[str, float | None] = {}
    for column, key in enumerate(scores.indicators):
        if choice.weights[column] <= 0 or not classes[:, column].any():
            continue
        parts[key] = mean_of_crowd(shares[:, column], people)
        fewer = [0.0 if one == column else weight for one, weight in enumerate(choice.weights)]
        totals, _ = reweight(classes, fewer)
        without[key] = mean_of_crowd(totals, people)
    return parts, without


def _medians(values: LevelValues, key: str, parents: dict[str, str]) -> tuple[Median, ...]:
    """Return the medians in the département, the région and France, narrowest first."""
    found = (
        _median(values.release, values.codes.level, key, one, parents[one])
        for one in COMPARED
        if parents.get(one) and one != values.codes.level
    )
    return tuple(median for median in found if median is not None)


@lru_cache(maxsize=4096)
def _median(release: ReleaseFacts, level: str, key: str, holder: str, code: str) -> Median | None:
    """Return the median among the territories of a level inside a larger one; None under two."""
    values = level_values(level, release)
    if values is None:
        return None
    numbers = values.series[key].values[_inside(release, level, holder, code)]
    numbers = numbers[np.isfinite(numbers)]
    if len(numbers) < 2:
        return None
    return Median(holder, code, float(np.median(numbers)), len(numbers))


@lru_cache(maxsize=64)
def _inside(release: ReleaseFacts, level: str, holder: str, code: str) -> NDArray[np.bool_]:
    values = level_values(level, release)
    return inside(level, values.codes.codes if values else (), holder, code)


def _number(value: float) -> float | None:
    """Return a plain float, None for NaN."""
    return float(value) if np.isfinite(value) else None
