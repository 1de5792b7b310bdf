"""The scores of a level for the method and the weights that somebody chose.

What a release keeps is given as it is; other weights are counted again from the classes, and an
arrondissement or an IRIS is placed on the scale of the communes. Numpy only; it knows no page.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fragility.larger import Larger, larger
from fragility.method_choice import MethodChoice
from fragility.methods.deciles import decile_classes, ladder
from fragility.methods.presets import PRESETS
from fragility.methods.ranks import group_sizes, ranks
from fragility.methods.recipe import Preset
from fragility.methods.reweight import reweight
from fragility.store import (
    LevelScores,
    LevelValues,
    ReleaseFacts,
    active_release,
    level_scores,
    level_values,
)

PLACED_LEVELS = ("arrondissement", "iris")
"""Too few, or too small, to be compared with one another: placed among the communes, no rank."""
MIN_KNOWN_SHARE = 0.5
HIGH_CLASS = 8
FRAGILE_POPULATION = 200
Floats = NDArray[np.float64]
Groups = NDArray[np.int64]


def chosen_scores(
    level: str, choice: MethodChoice, release: ReleaseFacts | None = None
) -> LevelScores | None:
    """Return the scores of a level, or None when the method does not score it.

    With a person's own weights there is no rank range: `rank_lows` and `rank_highs` are 0.
    """
    wanted = release or active_release()
    if wanted is None:
        return None
    if level in PLACED_LEVELS:
        found = _placed(wanted, level, choice.preset.key)
    else:
        found = level_scores(level, choice.preset.key, wanted)
    if found is None or not choice.is_own:
        return found
    return _weighted(found, choice, wanted)


def contributions(classes: NDArray[np.uint8], weights: tuple[float, ...]) -> Floats:
    """Return what each indicator gives to each total: w·class / Σw, NaN where there is no total.

    The rows add up to the totals of `reweight`.
    """
    weight = np.array(weights)
    known = ((classes > 0) * weight).sum(axis=1)
    totals, _ = reweight(classes, weights)
    shares = np.full(classes.shape, np.nan)
    enough = np.isfinite(totals)[:, None] & np.ones(len(weights), dtype=bool)
    np.divide(classes * weight, known[:, None], out=shares, where=enough)
    return shares


def mean_of_crowd(numbers: Floats, people: Floats) -> float | None:
    """Return Σ p·number / Σ p over what is known, None under half of the inhabitants."""
    known = np.isfinite(numbers)
    weight = float(people[known].sum())
    if weight <= 0 or weight < MIN_KNOWN_SHARE * float(people.sum()):
        return None
    return float((numbers[known] * people[known]).sum() / weight)


def base_groups(level: str, codes: tuple[str, ...], base: str) -> Groups:
    """Return a number for the base in which each territory is compared, −1 for none."""
    if base == "france" or level == base:
        return np.zeros(len(codes), dtype=np.int64)
    names, numbers = np.unique(larger(level, codes).along(codes, base), return_inverse=True)
    if len(names) and names[0] == "":
        numbers = numbers - 1
    return numbers.astype(np.int64)


def _weighted(scores: LevelScores, choice: MethodChoice, release: ReleaseFacts) -> LevelScores:
    codes = scores.codes.codes
    if scores.level == "commune" or scores.level in PLACED_LEVELS:
        totals, known = reweight(scores.classes, choice.weights)
        spread: dict[str, Any] = {}
    else:
        counted = np.array(choice.weights) > 0
        known = (scores.classes[:, counted] > 0).sum(axis=1).astype(np.uint8)
        spread = _from_communes(scores, choice, release)
        totals = spread.pop("totals")
    nobody = np.zeros(len(codes), dtype=np.int32)
    ranked = scores.level not in PLACED_LEVELS
    groups = base_groups(scores.level, codes, choice.preset.base) if ranked else nobody
    return replace(
        scores,
        totals=totals,
        completeness=known,
        ranks=ranks(totals, groups.astype(np.int64)) if ranked else nobody,
        sizes=group_sizes(totals, groups.astype(np.int64)) if ranked else nobody,
        rank_lows=nobody,
        rank_highs=nobody,
        **spread,
    )


def _from_communes(
    scores: LevelScores, choice: MethodChoice, release: ReleaseFacts
) -> dict[str, Floats]:
    """Return the totals and the spread of larger territories, as `methods.above` makes them."""
    size = len(scores.codes)
    communes = level_scores("commune", choice.preset.key, release)
    if communes is None:
        return {"totals": np.full(size, np.nan)}
    own: Larger = larger("commune")
    codes = communes.codes.codes
    totals, _ = reweight(communes.classes, choice.weights)
    people = own.people_along(codes)
    holders = own.along(codes, scores.level)
    places = np.array([scores.codes.positions.get(one, -1) for one in holders.tolist()])
    weights = people if choice.preset.weighting == "population" else None
    high = (
        decile_classes(totals, weights, base_groups("commune", codes, choice.preset.base))
        >= HIGH_CLASS
    )
    inside = places >= 0
    return _sums(places[inside], totals[inside], people[inside], high[inside], size)


def _sums(
    places: NDArray[np.int64],
    totals: Floats,
    people: Floats,
    high: NDArray[np.bool_],
    size: int,
) -> dict[str, Floats]:
    known = np.isfinite(totals)

    def added(numbers: Floats) -> Floats:
        sums = np.bincount(places, weights=people * numbers, minlength=size)
        return np.asarray(sums, dtype=np.float64)

    scored, everybody = added(known.astype(float)), added(np.ones(len(places)))
    lowest, highest = np.full(size, np.inf), np.full(size, -np.inf)
    np.minimum.at(lowest, places[known], totals[known])
    np.maximum.at(highest, places[known], totals[known])
    enough = (scored > 0) & (scored >= MIN_KNOWN_SHARE * everybody)

    def share(top: Floats, bottom: Floats, where: NDArray[np.bool_]) -> Floats:
        result = np.full(size, np.nan)
        np.divide(top, bottom, out=result, where=where)
        return result

    return {
        "totals": share(added(np.where(known, totals, 0.0)), scored, enough),
        "minimums": np.where(np.isfinite(lowest), lowest, np.nan),
        "maximums": np.where(np.isfinite(highest), highest, np.nan),
        "high_shares": share(added((high & known).astype(float)), scored, scored > 0),
        "known_shares": share(scored, everybody, everybody > 0),
    }


@lru_cache(maxsize=16)
def _placed(release: ReleaseFacts, level: str, method: str) -> LevelScores | None:
    """Return arrondissements or IRIS on the scale of the communes of their base."""
    own, communes = level_values(level, release), level_values("commune", release)
    stored = level_scores("commune", method, release)
    if own is None or communes is None or stored is None or not len(own.codes):
        return None
    preset = PRESETS[method]
    classes = _classes_among_communes(preset, own, communes)
    totals, known = reweight(classes, preset.weights)
    size = len(own.codes)
    people = larger(level, own.codes.codes).people_along(own.codes.codes)
    empty: dict[str, Any] = dict.fromkeys(
        ("ranks", "rank_lows", "rank_highs", "sizes"), np.zeros(size, dtype=np.int32)
    ) | dict.fromkeys(
        ("minimums", "maximums", "high_shares", "known_shares"), np.full(size, np.nan)
    )
    return replace(
        stored,
        level=level,
        codes=own.codes,
        classes=classes,
        totals=totals,
        completeness=known,
        fragiles=((people > 0) & (people < FRAGILE_POPULATION)).astype(np.uint8),
        **empty,
    )


def _classes_among_communes(
    preset: Preset, own: LevelValues, communes: LevelValues
) -> NDArray[np.uint8]:
    level = own.codes.level
    codes = communes.codes.codes
    holders = larger("commune")
    names = np.unique(holders.along(codes, preset.base))
    base = _numbers(holders.along(codes, preset.base), names)
    groups = _numbers(larger(level, own.codes.codes).along(own.codes.codes, preset.base), names)
    weights = holders.people_along(codes) if preset.weighting == "population" else None
    classes = np.zeros((len(own.codes), len(preset.parts)), dtype=np.uint8)
    for column, part in enumerate(preset.parts):
        mine, theirs = own.series.get(part.indicator), communes.series.get(part.indicator)
        if mine is not None and theirs is not None:
            steps = ladder(part.direction * theirs.values, weights, base)
            classes[:, column] = steps.classes(part.direction * mine.values, groups)
    return classes


def _numbers(names: NDArray[np.str_], known: NDArray[np.str_]) -> Groups:
    """Return the place of each name among the sorted `known`, −1 for "" and for others."""
    if not len(known):
        return np.full(len(names), -1, dtype=np.int64)
    places = np.minimum(np.searchsorted(known, names), len(known) - 1)
    return np.where((known[places] == names) & (names != ""), places, -1).astype(np.int64)
