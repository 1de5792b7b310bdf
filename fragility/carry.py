"""Carries values from the communes of their year to the communes of today. Pure pandas.

Merged communes: counts are summed, rates weighted by the best denominators known of the same
perimeter: the table's own, else the inhabitants of the arrondissements, else the persons that
another table gives to exactly the same territories, else the same for all, which a flag tells.
A commune given its independence back
inherits the value of the one it came from, as an estimate with its own mark and no weight. Paris,
Lyon and Marseille are made from their arrondissements where the source has no row for the city;
arrondissements never inherit from the city. It knows no database and no file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from fragility.aggregate import COLUMNS, combine
from fragility.imports.codes import NO_EPCI
from fragility.indicators import Rule
from fragility.status import Flag, Status
from fragility.tables import IndicatorTable, empty_frame


@dataclass(frozen=True)
class Geography:
    """The territories of today.

    `codes` holds the codes of each level in order; `city_of` the commune of each arrondissement
    and `inner_populations` its inhabitants, where known; `moved` the commune of today of each old
    code; `parents` the commune that each re-established commune came from.
    """

    codes: Mapping[str, tuple[str, ...]]
    city_of: Mapping[str, str] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    inner_populations: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Carried:
    """Values on the territories of today: one frame of `aggregate.COLUMNS` by level, every code
    of the level in order; `unknown` lists the source's codes that lead nowhere, `moved` counts
    those that led to another code."""

    frames: dict[str, pd.DataFrame]
    unknown: list[str]
    moved: int = 0


@dataclass(frozen=True)
class _Weighing:
    """What weighs the parts of one territory when the table itself does not: the inhabitants of
    arrondissements, then the persons of other tables; `place_of` gives the place of a code."""

    inner: Mapping[str, float]
    persons: Sequence[pd.Series]
    place_of: Callable[[str], int]


def carry(
    table: IndicatorTable,
    geography: Geography,
    rule: Rule,
    persons: Sequence[pd.Series] = (),
) -> Carried:
    """Return the values of a table on the territories of today.

    A table of communes gives the levels `commune` and, where it has their rows, `arrondissement`;
    one of IRIS gives `iris` and what they make. Codes are written as the official ones
    (`fragility.imports.codes`); INSEE's row of communes without EPCI is no territory.
    `persons` are numbers of persons by code of other tables of the same level, best first: they
    weigh the parts of one territory where this table says nothing.
    """
    frame = _with_marks(table.frame)
    frame = frame[frame.index != NO_EPCI]
    if table.level == "commune":
        return _carry_communes(frame, geography, rule, persons)
    if table.level == "iris":
        return _carry_iris(frame, geography, rule, persons)
    if table.level == "france":
        frame = frame.iloc[:1].set_axis(list(geography.codes["france"][: len(frame)]), axis=0)
    wanted = geography.codes[table.level]
    unknown = sorted(set(frame.index) - set(wanted))
    return Carried({table.level: _placed(frame, wanted)}, unknown)


def _carry_communes(
    frame: pd.DataFrame, geography: Geography, rule: Rule, persons: Sequence[pd.Series]
) -> Carried:
    """Carry communes, and set the arrondissements apart."""
    wanted = geography.codes["commune"]
    inner = geography.codes.get("arrondissement", ())
    position = {code: place for place, code in enumerate(wanted)}
    targets = [_target(code, position, geography) for code in frame.index]
    places = np.array([position.get(code, -1) for code in targets], dtype=np.int64)
    is_inner = frame.index.isin(inner)
    is_own = np.array([code == target for code, target in zip(frame.index, targets, strict=True)])
    known = frame["status"].to_numpy() < Status.SECRET
    has_own = _marked(places, is_own & known, len(wanted))
    missing = frame["status"].to_numpy() == Status.MISSING
    spare = (is_inner | (missing & ~is_own)) & has_own[places]
    # A city that has its own row without a number is made from its arrondissements.
    has_inner = _marked(places, is_inner & known, len(wanted))
    spare |= is_own & ~known & has_inner[places]
    unknown = sorted(code for code, place in zip(frame.index, places, strict=True) if place < 0)
    kept = np.where(spare, -1, places)
    weighing = _Weighing(
        geography.inner_populations,
        persons,
        lambda code: position.get(_target(code, position, geography), -1),
    )
    communes = _merged(frame, kept, wanted, rule, weighing)
    communes = _inherit(communes, frame.index, geography.parents)
    frames = {"commune": communes}
    if is_inner.any():
        frames["arrondissement"] = _placed(frame[is_inner], inner)
    return Carried(frames, unknown, int(((places >= 0) & ~is_own & ~is_inner).sum()))


def _target(code: str, position: Mapping[str, int], geography: Geography) -> str:
    """Return the commune of today that holds a code ("" for none)."""
    if code in position:
        return code
    return geography.moved.get(code) or geography.city_of.get(code) or ""


def _marked(places: NDArray[np.int64], chosen: NDArray[np.bool_], size: int) -> Any:
    """Tell which places have a chosen row (one more at the end, for « none »)."""
    marked = np.zeros(size + 1, dtype=bool)
    marked[places[chosen & (places >= 0)]] = True
    return marked


def _merged(
    frame: pd.DataFrame,
    places: NDArray[np.int64],
    wanted: tuple[str, ...],
    rule: Rule,
    weighing: _Weighing,
) -> pd.DataFrame:
    """Return one row a commune of today: its own as it came, or several combined."""
    result = _placed(frame.iloc[:0], wanted)
    counts = np.bincount(places[places >= 0], minlength=len(wanted))
    single = (places >= 0) & (counts[places] == 1)
    for name in COLUMNS:
        column = result[name].to_numpy(copy=True)
        column[places[single]] = frame[name].to_numpy()[single]
        result[name] = column
    several = np.flatnonzero(counts > 1)
    if len(several):
        rows = np.flatnonzero((places >= 0) & (counts[places] > 1))
        parts = frame.iloc[rows]
        group = np.searchsorted(several, places[rows])
        extents = _extents(parts, group, several, frame.index, weighing)
        plain = np.bincount(group, ~np.isfinite(extents), len(several)) > 0
        names = np.array(wanted, dtype=object)[several]
        combined = combine(parts, group, names, np.where(plain[group], 1.0, extents), rule)
        hidden = np.bincount(group, parts["status"].to_numpy() == Status.SECRET, len(several)) > 0
        lost = combined["status"].to_numpy() == Status.MISSING
        combined["status"] = np.where(lost & hidden, Status.SECRET, combined["status"])
        borrowed = (combined["flags"].to_numpy() & np.uint8(Flag.WITHOUT_WEIGHT)) > 0
        marks = np.where(borrowed & plain, Flag.PLAIN_MEAN, Flag.NONE).astype(np.uint8)
        combined["flags"] = combined["flags"].to_numpy() | marks | np.uint8(Flag.MERGED)
        # What weighed the parts is not this indicator's weight among other territories.
        combined["weight"] = np.where(borrowed, np.nan, combined["weight"])
        combined["observed_share"] = np.nan
        for name in COLUMNS:
            column = result[name].to_numpy(copy=True)
            column[several] = combined[name].to_numpy()
            result[name] = column
    return result


def _extents(
    parts: pd.DataFrame,
    group: NDArray[np.int64],
    several: NDArray[np.intp],
    codes: pd.Index,
    weighing: _Weighing,
) -> Any:
    """Return what each part weighs in its group: the best that the whole group has, else NaN.

    `several` are the places of the groups, `codes` all those of the table.
    """
    own = parts["denominator"].fillna(parts["weight"]).to_numpy()
    inner = np.array([weighing.inner.get(code, np.nan) for code in parts.index])
    extents = np.full(len(parts), np.nan)
    for found in (own, inner):
        extents = _completed(extents, found, group, np.ones(len(several), dtype=bool))
    sizes = _sizes(codes, several, weighing)
    for persons in weighing.persons:
        if np.isfinite(extents).all():
            break
        # The same perimeter: that table divides the territory in as many parts.
        found = persons.reindex(parts.index).to_numpy(dtype=np.float64)
        same = _sizes(persons.index, several, weighing) == sizes
        extents = _completed(extents, found, group, same)
    return extents


def _sizes(codes: pd.Index, several: NDArray[np.intp], weighing: _Weighing) -> Any:
    """Return how many of the codes lie in each of the places."""
    places = np.array([weighing.place_of(str(code)) for code in codes], dtype=np.int64)
    return np.bincount(places[places >= 0], minlength=int(several.max()) + 1)[several]


def _completed(
    extents: Any, found: Any, group: NDArray[np.int64], allowed: NDArray[np.bool_]
) -> Any:
    """Return the extents, with those found where a whole group lacked them and now has all."""
    whole = allowed & (np.bincount(group, ~np.isfinite(found), len(allowed)) == 0)
    whole &= np.bincount(group, np.nan_to_num(found), len(allowed)) > 0
    return np.where(~np.isfinite(extents) & whole[group], found, extents)


def _inherit(
    communes: pd.DataFrame, source_codes: pd.Index, parents: Mapping[str, str]
) -> pd.DataFrame:
    """Give re-established communes that the source ignores the value of their former commune.

    That value speaks of both: the former commune's own is an estimate too, with its counts kept.
    """
    present = set(source_codes)
    position = {code: place for place, code in enumerate(communes.index)}
    columns = {name: communes[name].to_numpy(copy=True) for name in COLUMNS}
    for child, parent in parents.items():
        if child in present or parent not in present or not {child, parent} <= position.keys():
            continue
        to, of = position[child], position[parent]
        status = columns["status"]
        if status[of] < Status.SECRET:
            columns["value"][to], columns["weight"][to] = columns["value"][of], 0.0
            status[of] = Status.ESTIMATED
            columns["flags"][of] |= Flag.INHERITED
            columns["flags"][to] = columns["flags"][of]
        status[to] = status[of]
    return communes.assign(**columns)


def _carry_iris(
    frame: pd.DataFrame, geography: Geography, rule: Rule, persons: Sequence[pd.Series]
) -> Carried:
    """Keep the IRIS as they are, and make their communes (the first five characters)."""
    wanted = geography.codes["commune"]
    position = {code: place for place, code in enumerate(wanted)}
    holders = [_target(str(code)[:5], position, geography) for code in frame.index]
    places = np.array([position.get(code, -1) for code in holders], dtype=np.int64)
    unknown = sorted(code for code, place in zip(frame.index, places, strict=True) if place < 0)
    weighing = _Weighing(
        {}, persons, lambda code: position.get(_target(code[:5], position, geography), -1)
    )
    frames = {
        "iris": frame.sort_index().loc[:, list(COLUMNS)],
        "commune": _made_of_iris(_merged(frame, places, wanted, rule, weighing)),
    }
    inner = geography.codes.get("arrondissement", ())
    held = {code: place for place, code in enumerate(inner)}
    within = np.array([held.get(str(code)[:5], -1) for code in frame.index], dtype=np.int64)
    if (within >= 0).any():
        weighing = _Weighing({}, persons, lambda code: held.get(code[:5], -1))
        frames["arrondissement"] = _made_of_iris(_merged(frame, within, inner, rule, weighing))
    return Carried(frames, unknown)


def _made_of_iris(frame: pd.DataFrame) -> pd.DataFrame:
    """Mark the values that IRIS make."""
    known = frame["status"].to_numpy() < Status.SECRET
    mark = np.where(known, Flag.AGGREGATED, Flag.NONE).astype(np.uint8)
    return frame.assign(flags=frame["flags"].to_numpy() | mark)


def _with_marks(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a copy with every column of `COLUMNS`."""
    marked = frame.copy()
    marked["flags"] = np.zeros(len(frame), dtype=np.uint8)
    marked["observed_share"] = np.nan
    return marked.loc[:, list(COLUMNS)]


def _placed(frame: pd.DataFrame, wanted: tuple[str, ...]) -> pd.DataFrame:
    """Return the frame on all the wanted codes, in order; absent ones are missing."""
    result = _with_marks(empty_frame(list(wanted)))
    places = result.index.get_indexer(frame.index)
    inside = places >= 0
    for name in COLUMNS:
        column = result[name].to_numpy(copy=True)
        column[places[inside]] = frame[name].to_numpy()[inside]
        result[name] = column
    return result
