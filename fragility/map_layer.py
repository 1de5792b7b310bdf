"""What one level shows for one choice: a value, a class and a byte per territory.

The table, the legend, the drawing and the bubble all read this one layer, so that they agree. The
overseas collectivities, which no indicator covers, are left out and named apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from fragility import larger, legend
from fragility.cautions import Coverage, coverage, lacking
from fragility.chosen_scores import chosen_scores
from fragility.level_names import level_names
from fragility.levels import memberships
from fragility.map_choices import MapChoices
from fragility.method_choice import MethodChoice
from fragility.methods.reweight import to_bytes
from fragility.status import Status
from fragility.store import LevelScores, LevelValues, ReleaseFacts, Series, level_values
from fragility.total_classes import byte_classes

Floats = NDArray[np.float64]
Bytes = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Layer:
    """One level; every array follows `codes`. `values` are totals or the indicator's values.

    `classes` are map classes, 0 for no data; `within` tells the territories asked for by `dans`.
    `scores` stands for the index (by `choice`), `series` for an indicator.
    """

    level: str
    release: ReleaseFacts
    codes: tuple[str, ...]
    values: Floats
    classes: Bytes
    sent: Bytes
    within: NDArray[np.bool_]
    scale: legend.Scale
    counts: tuple[int, ...]
    without: int
    scores: LevelScores | None = None
    series: Series | None = None
    choice: MethodChoice | None = None

    @cached_property
    def positions(self) -> dict[str, int]:
        """Return the place of each code."""
        return {code: place for place, code in enumerate(self.codes)}

    @cached_property
    def absent(self) -> NDArray[np.bool_] | None:
        """Tell what each total lacks that others have (`cautions.lacking`), None for no index."""
        return lacking(self.scores, self.choice) if self.scores and self.choice else None

    @cached_property
    def coverage(self) -> Coverage | None:
        """Return how much is known of the totals shown, None for an indicator."""
        if self.scores is None or self.choice is None or self.absent is None:
            return None
        return coverage(self.scores, self.choice, self.within, self.absent)

    @property
    def legend_rows(self) -> list[legend.MapClass]:
        """The classes with how many territories each one holds."""
        pairs = zip(self.scale.classes, self.counts, strict=True)
        return [replace(one, count=count) for one, count in pairs]

    @property
    def bytes_drawn(self) -> Bytes:
        """A byte per territory: 255 without data, 254 outside of what is asked."""
        return np.where(self.within, self.sent, legend.OUTSIDE_BYTE).astype(np.uint8)


def map_layer(choices: MapChoices, level: str) -> Layer | None:
    """Return the layer of a level, None when nothing of it is loaded."""
    if choices.indicator:
        return _indicator_layer(choices, level)
    return _index_layer(choices, level)


def _index_layer(choices: MapChoices, level: str) -> Layer | None:
    scores = chosen_scores(level, choices.method)
    if scores is None:
        return None
    sent = to_bytes(scores.totals)
    return _layer(
        choices, level, scores.codes.codes, scores.release, legend.index_scale(),
        (scores.totals, byte_classes(sent), sent), scores=scores,
        choice=choices.method,
    )  # fmt: skip


def _indicator_layer(choices: MapChoices, level: str) -> Layer | None:
    loaded: LevelValues | None = level_values(level)
    series = loaded.series.get(choices.indicator) if loaded else None
    facts = choices.facts
    if loaded is None or series is None or facts is None:
        return None
    # The bounds stand for the whole country, so that a part of it keeps the same colours.
    scale = legend.indicator_scale(facts, series.values)
    classes = scale.place(series.values)
    sent = np.where(classes > 0, classes - 1, legend.NO_DATA_BYTE).astype(np.uint8)
    return _layer(
        choices, level, loaded.codes.codes, loaded.release, scale,
        (series.values, classes, sent), series=series,
    )  # fmt: skip


def _layer(
    choices: MapChoices,
    level: str,
    codes: tuple[str, ...],
    release: ReleaseFacts,
    scale: legend.Scale,
    columns: tuple[Floats, Bytes, Bytes],
    **facts: object,
) -> Layer:
    values, classes, sent = columns
    within = covered(level, codes)
    if choices.inside:
        within = within & larger.inside(level, codes, *choices.inside)
    counts = np.bincount(classes[within], minlength=len(scale.classes) + 1)
    return Layer(
        level=level,
        release=release,
        codes=codes,
        values=values,
        classes=classes,
        sent=sent,
        within=within,
        scale=scale,
        counts=tuple(int(count) for count in counts[1 : len(scale.classes) + 1]),
        without=int(counts[0]),
        **facts,  # type: ignore[arg-type]
    )


def covered(level: str, codes: tuple[str, ...]) -> NDArray[np.bool_]:
    """Tell which territories are not overseas collectivities."""
    collectivities = list(level_names(level).collectivities)
    members = memberships()
    if level == "commune":
        column = members.groups["departement"]
        if codes != members.codes("commune"):
            places = [members.positions.get(code, -1) for code in codes]
            column = np.array([column[place] if place >= 0 else "" for place in places])
        return ~np.isin(column, collectivities)
    if level == "epci":
        return np.ones(len(codes), dtype=bool)
    # A collectivity bears the same code as a département and as a région.
    return ~np.isin(np.array(codes, dtype=np.str_), collectivities)


def status_words(layer: Layer, place: int) -> str:
    """Return how the value of an indicator is known, in French."""
    if layer.series is None:
        return ""
    return Status(int(layer.series.statuses[place])).label
