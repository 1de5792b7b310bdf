"""Writes and reads the computations of coverage as numpy columns, kept in the process.

A run never changes once written, so what is read is kept for as long as the process lives. It
knows the names of no column, no measure and no page; it never imports pandas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from coverage.models import CoverageLevel, CoverageRun
from fragility.columns import pack, pack_codes, unpack, unpack_codes
from ifn_site.cache import remembered
from ifn_site.models import bump_data_version, data_version

#: Runs kept, the active one included: enough to see what a change of data moved.
KEPT_RUNS = 3
Columns = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class RunFacts:
    """One run. Two runs are never equal: `made_at` tells a reused number apart."""

    pk: int
    made_at: datetime
    is_demonstration: bool
    fingerprint: str
    seed: int
    scenarios: int
    release: int | None
    release_version: str
    data_version: int
    reference_date: date

    @property
    def version(self) -> str:
        """A short text for addresses of immutable files."""
        return f"{self.pk}-{self.fingerprint[:8]}"


@dataclass(frozen=True, eq=False)
class NewRun:
    """What a computation gives to keep: facts, and (codes, columns) by level."""

    is_demonstration: bool
    fingerprint: str
    parameters: dict[str, Any]
    summary: dict[str, Any]
    seed: int
    scenarios: int
    release: int | None
    release_version: str
    reference_date: date
    levels: Mapping[str, tuple[tuple[str, ...], Columns]]


class LevelCoverage:
    """One level of a run; each column is decoded when first asked for."""

    def __init__(self, run: RunFacts, row: CoverageLevel) -> None:
        self.run = run
        self.level: str = row.level
        self.codes: tuple[str, ...] = unpack_codes(bytes(row.codes))
        self._index: dict[str, list[Any]] = row.index
        self._data = bytes(row.data)
        self._decoded: dict[str, NDArray[Any]] = {}

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, name: str) -> bool:
        return name in self._index

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(self._index)

    @cached_property
    def positions(self) -> dict[str, int]:
        """Return the place of each code."""
        return {code: place for place, code in enumerate(self.codes)}

    def column(self, name: str) -> NDArray[Any]:
        """Return a column, read only, in the order of `codes`. Raises KeyError."""
        if name not in self._decoded:
            kind, first, size = self._index[name]
            self._decoded[name] = unpack(self._data[first : first + size], kind, len(self.codes))
        return self._decoded[name]

    def at(self, place: int) -> dict[str, Any]:
        """Return every column at one place, as numbers of numpy."""
        return {name: self.column(name)[place] for name in self._index}


def active_run() -> RunFacts | None:
    """Return the run that the public sees, or None; one query a data version."""
    facts: RunFacts | None = remembered("coverage:active-run", _read_active)
    return facts


def run_details(run: RunFacts) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return (parameters, summary) of a run, kept in the process."""
    return _details(run)


def level_coverage(level: str, run: RunFacts | None = None) -> LevelCoverage | None:
    """Return the columns of a level (the active run unless told), kept in the process.

    None when nothing is active or the level is not computed. One query the first time.
    """
    wanted = run or active_run()
    return _level(wanted, level) if wanted else None


@transaction.atomic
def save_run(new: NewRun) -> CoverageRun:
    """Write a run, make it the active one, and forget the oldest ones."""
    CoverageRun.objects.active().update(is_active=False)
    bump_data_version()
    run = CoverageRun.objects.create(
        is_active=True,
        is_demonstration=new.is_demonstration,
        fingerprint=new.fingerprint,
        parameters=new.parameters,
        summary=new.summary,
        seed=new.seed,
        scenarios=new.scenarios,
        release=new.release,
        release_version=new.release_version,
        data_version=data_version()[0],
        reference_date=new.reference_date,
    )
    for level, (codes, columns) in new.levels.items():
        index, data = _packed(columns)
        CoverageLevel.objects.create(
            run=run, level=level, count=len(codes), codes=pack_codes(codes), index=index, data=data
        )
    kept = list(CoverageRun.objects.order_by("-pk").values_list("pk", flat=True)[:KEPT_RUNS])
    CoverageRun.objects.exclude(pk__in=kept).delete()
    return run


def withdraw_runs() -> int:
    """Forget every run; return how many there were. For data that no longer hold them."""
    number = CoverageRun.objects.count()
    if number:
        with transaction.atomic():
            CoverageRun.objects.all().delete()
            bump_data_version()
    return number


def _packed(columns: Columns) -> tuple[dict[str, list[Any]], bytes]:
    index: dict[str, list[Any]] = {}
    parts, first = [], 0
    for name, column in columns.items():
        kind = column.dtype.str.lstrip("<|=")
        packed = _pack(column, kind)
        index[name] = [kind, first, len(packed)]
        parts.append(packed)
        first += len(packed)
    return index, b"".join(parts)


def _pack(column: NDArray[Any], kind: str) -> bytes:
    """Pack a column; one that holds only infinite numbers keeps them (nothing is in reach)."""
    packed = pack(column, kind)
    if packed or column.dtype.kind != "f" or not np.isinf(column).any():
        return packed
    whole = f"i{column.dtype.itemsize}"
    return pack(np.ascontiguousarray(column).view(whole), whole)


def _read_active() -> RunFacts | None:
    row = CoverageRun.objects.active().first()
    if row is None:
        return None
    return RunFacts(
        pk=row.pk,
        made_at=row.made_at,
        is_demonstration=row.is_demonstration,
        fingerprint=row.fingerprint,
        seed=row.seed,
        scenarios=row.scenarios,
        release=row.release,
        release_version=row.release_version,
        data_version=row.data_version,
        reference_date=row.reference_date,
    )


@lru_cache(maxsize=4)
def _details(run: RunFacts) -> tuple[dict[str, Any], dict[str, Any]]:
    row = CoverageRun.objects.only("parameters", "summary").get(pk=run.pk)
    return row.parameters, row.summary


@lru_cache(maxsize=12)
def _level(run: RunFacts, level: str) -> LevelCoverage | None:
    row = CoverageLevel.objects.filter(run=run.pk, level=level).first()
    return None if row is None else LevelCoverage(run, row)
