"""What must be said beside scores so that nobody reads too much into them: which indicators the
others have and this territory lacks, how much is known of what is shown, which data are old.

Numbers and columns in, French words out; it knows no request.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fragility.indicators import BY_KEY
from fragility.larger import larger
from fragility.method_choice import MethodChoice
from fragility.sentences import LEVELS, number
from fragility.store import LevelScores

#: A network older than this many years is no longer the network of today.
OLD_AFTER = 4
_MOVED_ON = {
    "no_thd": "la fibre a progressé depuis",
    "no_ftth": "la fibre a progressé depuis",
    "no_4g": "la 4G a progressé depuis",
}
#: From this share of what is shown on, what lacks is said of the whole.
_MOST = 0.5
#: Under this share of the communes, a method is said to cover few of them.
_FEW = 0.5


@dataclass(frozen=True)
class Coverage:
    """How much is known of what is shown. `known` are indicators with a class somewhere in it."""

    completeness: str
    known: tuple[str, ...]
    caution: str


def age_warning(key: str, vintage: int | None, year: int) -> str:
    """Return what to say of old network data in a year, "" when there is nothing to say."""
    moved_on = _MOVED_ON.get(key, "")
    if not vintage or not moved_on or year - vintage <= OLD_AFTER:
        return ""
    return f"{BY_KEY[key].short} : donnée ancienne ({vintage}), {moved_on}."


def lacking(scores: LevelScores, choice: MethodChoice) -> NDArray[np.bool_]:
    """Tell, by territory and indicator, what a total lacks that others of its base have."""
    weights = np.array([choice.by_indicator.get(key, 0.0) for key in scores.indicators])
    has = scores.classes > 0
    base = choice.preset.base
    if base == "france":
        others = np.broadcast_to(has.any(axis=0), has.shape)
    else:
        column = larger(scores.level, scores.codes.codes).along(scores.codes.codes, base)
        groups, places = np.unique(column, return_inverse=True)
        held = np.zeros((len(groups), has.shape[1]), dtype=bool)
        np.logical_or.at(held, places, has)
        others = held[places]
    found: NDArray[np.bool_] = others & ~has & (weights > 0) & np.isfinite(scores.totals)[:, None]
    return found


def lacked_names(scores: LevelScores, row: NDArray[np.bool_]) -> str:
    """Return the short names of the indicators that one territory lacks (a row of `lacking`)."""
    return quoted(key for key, one in zip(scores.indicators, row.tolist(), strict=True) if one)


def quoted(keys: Iterable[str]) -> str:
    """Return « Pauvreté » et « Sans 4G »."""
    return " et ".join(f"«\u00a0{BY_KEY[key].short}\u00a0»" for key in keys)


def caution_of_one(names: str) -> str:
    """Say that the total of one territory does not compare, "" when it lacks nothing."""
    return f"Sans {names}, la note de ce territoire n’est pas comparable aux autres." * bool(names)


def coverage(
    scores: LevelScores, choice: MethodChoice, within: NDArray[np.bool_], absent: NDArray[np.bool_]
) -> Coverage:
    """Say how much is known of the scored territories `within`; `absent` is `lacking`."""
    shown = within & np.isfinite(scores.totals)
    if not shown.any():
        return Coverage("", (), "")
    used = [choice.by_indicator.get(key, 0.0) > 0 for key in scores.indicators]
    known = [
        key
        for rank, key in enumerate(scores.indicators)
        if used[rank] and bool((scores.classes[shown, rank] > 0).any())
    ]
    return Coverage(
        _completeness(scores, choice, shown),
        tuple(known),
        _caution(scores, absent[shown]),
    )


def _completeness(scores: LevelScores, choice: MethodChoice, shown: NDArray[np.bool_]) -> str:
    """Return « 4 indicateurs sur 5 pour 31 183 communes, 3 sur 5 pour 3 574 »."""
    counts = np.bincount(scores.completeness[shown])
    steps = [(size, int(counts[size])) for size in np.flatnonzero(counts)[::-1].tolist()]
    words = [f"{size} sur {choice.chosen}" for size, _ in steps]
    words[0] = f"{steps[0][0]} indicateur{'s' * (steps[0][0] > 1)} sur {choice.chosen}"
    if len(steps) == 1:
        return words[0]
    told = [f"{word} pour {number(count)}" for word, (_, count) in zip(words, steps, strict=True)]
    level = LEVELS[scores.level]
    told[0] += f"\u00a0{level.many if steps[0][1] > 1 else level.one}"
    return ", ".join(told)


def _caution(scores: LevelScores, absent: NDArray[np.bool_]) -> str:
    shares = absent.mean(axis=0)
    most = quoted(
        key for key, one in zip(scores.indicators, shares.tolist(), strict=True) if one > _MOST
    )
    if most:
        return f"Sans {most}, les notes montrées ici ne sont pas comparables aux autres."
    some = quoted(key for key, one in zip(scores.indicators, shares.tolist(), strict=True) if one)
    count = int(absent.any(axis=1).sum())
    if not some:
        return ""
    level = LEVELS[scores.level]
    held = f"{number(count)}\u00a0{level.many if count > 1 else level.one}"
    return (
        f"{held} sans {some} : {'leurs notes ne sont' if count > 1 else 'sa note n’est'} "
        f"pas comparable{'s' * (count > 1)} aux autres."
    )


def few_words(scored: int, whole: int) -> str:
    """Return « 530 communes sur 34 963 seulement », "" when most communes have a total."""
    if not whole or scored / whole >= _FEW:
        return ""
    return f"{number(scored)}\u00a0commune{'s' * (scored > 1)} sur {number(whole)} seulement"
