"""The need axis: the need-only index of the communes, and its variants for the scenarios.

The index « Repères » has five indicators of need and none of distance to help: crossing an index
that counts libraries and public services with the access to help would count the offer twice.
Variants: tenths of inhabitants instead of communes, and the index without each of its indicators.
A commune without a total stays unknown (NaN): it is in no class and in no list.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fragility.chosen_scores import chosen_scores
from fragility.indicators import BY_KEY
from fragility.method_choice import MethodChoice
from fragility.methods.presets import DEFAULT, PRESETS
from fragility.store import LevelScores, ReleaseFacts, active_release

_BY_INHABITANTS = "repere-habitants"


@dataclass(frozen=True)
class NeedVariant:
    """A way to measure the need: its key, its French name, the method and the weights."""

    key: str
    label: str
    choice: MethodChoice


def _variants() -> dict[str, NeedVariant]:
    preset = PRESETS[DEFAULT]
    found = [
        NeedVariant(one, PRESETS[one].label, MethodChoice(PRESETS[one]))
        for one in (DEFAULT, _BY_INHABITANTS)
    ]
    for rank, left_out in enumerate(preset.indicators):
        weights = tuple(
            0.0 if place == rank else weight for place, weight in enumerate(preset.weights)
        )
        label = f"{preset.label}, sans « {BY_KEY[left_out].label} »"
        found.append(
            NeedVariant(f"{DEFAULT}-sans-{left_out}", label, MethodChoice(preset, weights))
        )
    return {one.key: one for one in found}


#: The variants by key, the one of the page first.
VARIANTS = _variants()


@dataclass(frozen=True, eq=False)
class Needs:
    """The needs of the communes by variant (1 least to 10 most, NaN unknown), and the release."""

    totals: dict[str, NDArray[np.float64]]
    release: ReleaseFacts | None


def read_needs(codes: tuple[str, ...], release: ReleaseFacts | None = None) -> Needs:
    """Return the needs of these communes; all unknown where no release is active."""
    wanted = release or active_release()
    totals = {
        key: _along(chosen_scores("commune", one.choice, wanted) if wanted else None, codes)
        for key, one in VARIANTS.items()
    }
    return Needs(totals, wanted)


def level_need(
    level: str, codes: tuple[str, ...], release: ReleaseFacts | None = None
) -> NDArray[np.float64]:
    """Return the need of larger territories, as the fragility pages give it."""
    wanted = release or active_release()
    choice = VARIANTS[DEFAULT].choice
    return _along(chosen_scores(level, choice, wanted) if wanted else None, codes)


def _along(scores: LevelScores | None, codes: tuple[str, ...]) -> NDArray[np.float64]:
    if scores is None:
        return np.full(len(codes), np.nan)
    if scores.codes.codes == codes:
        return np.array(scores.totals, dtype=np.float64)
    positions = scores.codes.positions
    places = np.array([positions.get(code, -1) for code in codes], dtype=np.int64)
    if not len(scores.totals):
        return np.full(len(codes), np.nan)
    return np.where(places >= 0, scores.totals[places], np.nan)
