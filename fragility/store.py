"""Reads the values and scores of a release as numpy columns, kept in the process.

A release never changes once it is active, so that what is read is kept for as long as the process
lives (a few levels). It knows no method and no page; it never imports pandas.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fragility.columns import unpack, unpack_codes
from fragility.models import CodeList, IndicatorSeries, Release, ScoreSeries
from fragility.status import Flag, Status
from ifn_site.cache import remembered

_COLUMNS = {
    "values": "f8",
    "numerators": "f8",
    "denominators": "f8",
    "weights": "f8",
    "observed_shares": "f8",
    "statuses": "u1",
    "flags": "u1",
}
_SCORE_COLUMNS = {
    "totals": "f8",
    "completeness": "u1",
    "ranks": "i4",
    "rank_lows": "i4",
    "rank_highs": "i4",
    "sizes": "i4",
    "fragiles": "u1",
    "minimums": "f8",
    "maximums": "f8",
    "high_shares": "f8",
    "known_shares": "f8",
}


@dataclass(frozen=True)
class ReleaseFacts:
    """One release. Two releases are never equal: `created_at` tells a reused number apart."""

    pk: int
    label: str
    state: str
    is_demonstration: bool
    cog_year: int
    fingerprint: str
    created_at: datetime
    activated_at: datetime | None

    @property
    def version(self) -> str:
        """A short text for addresses of immutable files."""
        return f"{self.pk}-{self.fingerprint[:8]}"


@dataclass(frozen=True)
class Codes:
    """The codes of a level in the order of the columns."""

    level: str
    codes: tuple[str, ...]

    @cached_property
    def positions(self) -> dict[str, int]:
        """Return the place of each code."""
        return {code: place for place, code in enumerate(self.codes)}

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True)
class SourceOfSeries:
    """Who publishes a series."""

    key: str
    name: str
    producer: str
    url: str
    licence: str


@dataclass(frozen=True)
class TerritoryValue:
    """One value of one territory; numbers are None when unknown.

    `observed_share` (0–1) is the share of the inhabitants whose value is observed, above the
    commune only; `flags` are `fragility.status.Flag`.
    """

    indicator: str
    value: float | None
    numerator: float | None
    denominator: float | None
    status: Status
    flags: Flag
    observed_share: float | None
    vintage: int
    source: str


class Series:
    """One indicator at one level; each column is decoded when first asked for."""

    def __init__(self, row: IndicatorSeries, source: SourceOfSeries, codes: Codes) -> None:
        self.indicator: str = row.indicator_id
        self.level: str = row.level
        self.vintage: int = row.vintage
        self.source_cog_year: int = row.source_cog_year
        self.note: str = row.note
        self.counts: dict[str, int] = row.counts
        self.source = source
        self.codes = codes
        self._packed = {name: bytes(getattr(row, name)) for name in _COLUMNS}
        self._decoded: dict[str, NDArray[Any]] = {}

    def _column(self, name: str) -> NDArray[Any]:
        if name not in self._decoded:
            kind = _COLUMNS[name]
            self._decoded[name] = unpack(self._packed[name], kind, len(self.codes))
        return self._decoded[name]

    @property
    def values(self) -> NDArray[np.float64]:
        """The values in the indicator's unit, NaN for none."""
        return self._column("values")

    @property
    def numerators(self) -> NDArray[np.float64]:
        """The counts above the line, NaN for none."""
        return self._column("numerators")

    @property
    def denominators(self) -> NDArray[np.float64]:
        """The counts below the line, NaN for none."""
        return self._column("denominators")

    @property
    def weights(self) -> NDArray[np.float64]:
        """What each value weighs in a mean, NaN when the source does not say."""
        return self._column("weights")

    @property
    def observed_shares(self) -> NDArray[np.float64]:
        """The share (0–1) of inhabitants whose value is observed, above the commune."""
        return self._column("observed_shares")

    @property
    def statuses(self) -> NDArray[np.uint8]:
        """The codes of `Status`."""
        return self._column("statuses")

    @property
    def flags(self) -> NDArray[np.uint8]:
        """The bits of `Flag`."""
        return self._column("flags")

    def at(self, place: int) -> TerritoryValue:
        """Return the value at one place of the code list."""
        return TerritoryValue(
            indicator=self.indicator,
            value=_number(self.values[place]),
            numerator=_number(self.numerators[place]),
            denominator=_number(self.denominators[place]),
            status=Status(int(self.statuses[place])),
            flags=Flag(int(self.flags[place])),
            observed_share=_number(self.observed_shares[place]),
            vintage=self.vintage,
            source=self.source.key,
        )


@dataclass(frozen=True)
class LevelValues:
    """Every series of one level of one release, by indicator key (empty when none is loaded)."""

    release: ReleaseFacts
    codes: Codes
    series: dict[str, Series] = field(default_factory=dict)

    def of(self, code: str) -> dict[str, TerritoryValue] | None:
        """Return the values of one territory by indicator, or None when the code is unknown."""
        place = self.codes.positions.get(code)
        if place is None:
            return None
        return {key: series.at(place) for key, series in self.series.items()}


@dataclass(frozen=True)
class LevelScores:
    """The scores of one method at one level; arrays follow `codes`.

    The columns are those of `fragility.models.ScoreSeries`; `classes` is codes × indicators.
    """

    release: ReleaseFacts
    method: str
    version: str
    base: str
    weighting: str
    level: str
    codes: Codes
    indicators: tuple[str, ...]
    classes: NDArray[np.uint8]
    totals: NDArray[np.float64]
    completeness: NDArray[np.uint8]
    ranks: NDArray[np.int32]
    rank_lows: NDArray[np.int32]
    rank_highs: NDArray[np.int32]
    sizes: NDArray[np.int32]
    fragiles: NDArray[np.uint8]
    minimums: NDArray[np.float64]
    maximums: NDArray[np.float64]
    high_shares: NDArray[np.float64]
    known_shares: NDArray[np.float64]


def active_release() -> ReleaseFacts | None:
    """Return the release that the public sees, or None; one query a data version."""
    facts: ReleaseFacts | None = remembered(
        "fragility:active-release", lambda: release_facts(Release.objects.active().first())
    )
    return facts


def release_facts(release: Release | None) -> ReleaseFacts | None:
    """Return the facts of a release row, None for None."""
    if release is None:
        return None
    return ReleaseFacts(
        pk=release.pk,
        label=release.label,
        state=release.state,
        is_demonstration=release.is_demonstration,
        cog_year=release.cog_year,
        fingerprint=release.fingerprint,
        created_at=release.created_at,
        activated_at=release.activated_at,
    )


def level_values(level: str, release: ReleaseFacts | None = None) -> LevelValues | None:
    """Return the values of a level in a release (the active one unless told), kept in the process.

    None when nothing is active. Two queries the first time, none after.
    """
    wanted = release or active_release()
    return _values(wanted, level) if wanted else None


def level_scores(
    level: str, method: str, release: ReleaseFacts | None = None
) -> LevelScores | None:
    """Return the scores of a level by one method (a key of `fragility.methods.presets.PRESETS`).

    None when nothing is active or the method does not score this level. Kept in the process.
    """
    wanted = release or active_release()
    return _scores(wanted, level, method) if wanted else None


@lru_cache(maxsize=16)
def _values(release: ReleaseFacts, level: str) -> LevelValues:
    rows = list(
        IndicatorSeries.objects.filter(release=release.pk)
        .at_level(level)
        .select_related("source")
        .order_by("indicator")
    )
    codes = _codes(rows[0].code_list_id, release) if rows else Codes(level, ())
    return LevelValues(
        release,
        codes,
        {
            row.indicator_id: Series(
                row,
                SourceOfSeries(
                    row.source.key,
                    row.source.name,
                    row.source.producer,
                    row.source.url,
                    row.source.licence,
                ),
                codes,
            )
            for row in rows
        },
    )


@lru_cache(maxsize=48)
def _scores(release: ReleaseFacts, level: str, method: str) -> LevelScores | None:
    row = (
        ScoreSeries.objects.filter(release=release.pk, level=level)
        .of_method(method)
        .select_related("method")
        .first()
    )
    if row is None:
        return None
    codes = _codes(row.code_list_id, release)
    count = len(codes)
    width = len(row.indicators)
    return LevelScores(
        release=release,
        method=method,
        version=row.method.version,
        base=row.base,
        weighting=row.weighting,
        level=level,
        codes=codes,
        indicators=tuple(row.indicators),
        classes=unpack(bytes(row.classes), "u1", count * width).reshape(count, width),
        **{
            name: unpack(bytes(getattr(row, name)), kind, count)
            for name, kind in _SCORE_COLUMNS.items()
        },
    )


@lru_cache(maxsize=16)
def _codes(pk: int, release: ReleaseFacts) -> Codes:
    """Return a code list; the release is in the key because a number may be given again."""
    row = CodeList.objects.get(pk=pk)
    return Codes(row.level, unpack_codes(bytes(row.codes)))


def _number(value: Any) -> float | None:
    """Return a plain float, None for NaN."""
    return float(value) if np.isfinite(value) else None
