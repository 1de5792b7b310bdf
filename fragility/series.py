"""Writes values and scores into a release: frames in, one row of columns a series out.

It knows how columns are packed and no file; `fragility.store` reads what it writes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from django.db import models

from fragility.columns import pack, pack_codes
from fragility.indicators import IndicatorFacts
from fragility.methods.recipe import Preset
from fragility.methods.scores import Scores
from fragility.models import (
    CodeList,
    Indicator,
    IndicatorSeries,
    Method,
    Release,
    ScoreSeries,
    Source,
    Weighting,
)
from fragility.status import STATUS_CODES, Status
from fragility.tables import IndicatorTable, SourceFacts

_WEIGHTINGS = {"unit": Weighting.UNITS, "population": Weighting.POPULATION}


def code_list(level: str, cog_year: int, codes: Sequence[str]) -> CodeList:
    """Return the list of these codes in this order, made when it does not exist yet."""
    fingerprint = hashlib.sha256("\n".join(codes).encode()).hexdigest()
    found, _ = CodeList.objects.get_or_create(
        level=level,
        cog_year=cog_year,
        fingerprint=fingerprint,
        defaults={"count": len(codes), "codes": pack_codes(tuple(codes))},
    )
    return found


def keep_source(facts: SourceFacts) -> Source:
    """Return the row of a publisher, equal to these facts."""
    own = {"name": facts.name, "producer": facts.producer, "url": facts.url}
    return Source.objects.update_or_create(
        key=facts.key, defaults={**own, "licence": facts.licence}
    )[0]


def keep_indicator(facts: IndicatorFacts) -> Indicator:
    """Return the row of an indicator, equal to the catalogue."""
    names = ("label", "unit", "direction", "variant", "axis", "role")
    return Indicator.objects.update_or_create(
        key=facts.key, defaults={name: getattr(facts, name) for name in names}
    )[0]


def indicator_series(
    release: Release, table: IndicatorTable, level: str, frame: pd.DataFrame, source: Source
) -> IndicatorSeries:
    """Return the unsaved series of a frame of `aggregate.COLUMNS`, in the frame's own order."""
    status = frame["status"].to_numpy()
    counts = np.bincount(status, minlength=len(Status))
    return IndicatorSeries(
        release=release,
        indicator_id=table.indicator,
        source=source,
        code_list=code_list(level, release.cog_year, list(frame.index)),
        level=level,
        vintage=table.vintage,
        source_cog_year=table.cog_year,
        note=table.note,
        counts={STATUS_CODES[one]: int(counts[one]) for one in Status},
        values=pack(frame["value"], "f8"),
        numerators=pack(frame["numerator"], "f8"),
        denominators=pack(frame["denominator"], "f8"),
        weights=pack(frame["weight"], "f8"),
        observed_shares=pack(frame["observed_share"], "f8"),
        statuses=pack(status, "u1"),
        flags=pack(frame["flags"], "u1"),
    )


def keep_method(preset: Preset) -> Method:
    """Return the row of a version of a method."""
    weights = dict(zip(preset.indicators, preset.weights, strict=True))
    parameters = {
        "base": preset.base,
        "ponderation": _WEIGHTINGS[preset.weighting].value,
        "variante": preset.variant,
        "sens": {part.indicator: part.direction for part in preset.parts},
    }
    return Method.objects.update_or_create(
        key=preset.key,
        version=preset.version,
        defaults={
            "name": preset.label,
            "kind": "deciles",
            "weights": weights,
            "parameters": parameters,
        },
    )[0]


def score_series(
    release: Release, method: Method, preset: Preset, scores: Scores, codes: Sequence[str]
) -> ScoreSeries:
    """Return the unsaved series of the scores, on `codes` in their order (others have none)."""
    index = pd.Index(list(codes), dtype="object")
    places = scores.codes.get_indexer(index)
    has = places >= 0

    def placed(values: Any, kind: str) -> Any:
        column = np.asarray(values)[places]
        empty = np.nan if kind == "f8" else 0
        shape = (len(index),) + (1,) * (column.ndim - 1)
        return np.where(has.reshape(shape), column, empty)

    columns: dict[str, tuple[Any, str]] = {
        "totals": (scores.total, "f8"),
        "completeness": (scores.completeness, "u1"),
        "ranks": (scores.rank, "i4"),
        "rank_lows": (scores.rank_low, "i4"),
        "rank_highs": (scores.rank_high, "i4"),
        "sizes": (scores.n, "i4"),
        "fragiles": (scores.fragile, "u1"),
    }
    names = ("minimum", "maximum", "high_share", "known_share")
    if scores.spread is not None:
        columns |= {f"{name}s": (scores.spread[name], "f8") for name in names}
    packed = {name: pack(placed(values, kind), kind) for name, (values, kind) in columns.items()}
    packed |= {f"{name}s": b"" for name in names if f"{name}s" not in packed}
    return ScoreSeries(
        release=release,
        method=method,
        code_list=code_list(scores.level, release.cog_year, codes),
        base=preset.base,
        weighting=_WEIGHTINGS[preset.weighting],
        level=scores.level,
        indicators=list(scores.classes.columns),
        classes=pack(placed(scores.classes.to_numpy(), "u1"), "u1"),
        **packed,
    )


def save_series(series: Iterable[IndicatorSeries] | Iterable[ScoreSeries]) -> None:
    """Write series of one kind, a few at a time: each weighs up to a megabyte."""
    waiting = list(series)
    if waiting:
        manager: models.Manager[Any] = type(waiting[0])._default_manager
        manager.bulk_create(waiting, batch_size=16)
