"""Tables of public files → values on the territories of today → a draft release.

It knows the order of the work and the database; the rules are in `carry`, `aggregate` and
`methods.poverty_estimate`. Nothing it writes is public before `fragility.releases.activate`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
from django.db import transaction

from fragility.aggregate import aggregate
from fragility.carry import Geography, carry
from fragility.indicators import BY_KEY, INDICATORS
from fragility.levels import ABOVE_COMMUNE, Memberships, cog_year
from fragility.methods.poverty_estimate import PovertyFit, estimate_poverty
from fragility.models import IndicatorSeries, Release
from fragility.series import indicator_series, keep_indicator, keep_source, save_series
from fragility.status import Status
from fragility.tables import IndicatorTable, SourceFacts
from territories.models import FormerCommune

#: The indicators whose denominator or weight is all the persons of a territory, best first.
_OF_PERSONS = ("age_65", "age_75", "age_15_29", "foreigners", "poverty", "median_income")
REESTABLISHED = Path(__file__).resolve().parent / "data" / "reestablished_communes.csv"


@dataclass(frozen=True)
class Loaded:
    """A draft release and what was said on the way: French sentences."""

    release: Release
    sentences: list[str] = field(default_factory=list)


def read_geography(memberships: Memberships) -> Geography:
    """Return the territories of today with the history of their codes: one query."""
    levels = ("commune", "arrondissement", *ABOVE_COMMUNE)
    former = FormerCommune.objects.order_by("-pk").values_list("code", "current_code")
    with REESTABLISHED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(line for line in stream if not line.startswith("#")))
    return Geography(
        codes={level: memberships.codes(level) for level in levels},
        city_of=dict(
            zip(memberships.arrondissements.tolist(), memberships.cities.tolist(), strict=True)
        ),
        moved={code: current for code, current in former if code != current},
        parents={row["code"]: row["parent"] for row in rows},
        inner_populations=dict(
            zip(
                memberships.arrondissements.tolist(),
                memberships.arrondissement_populations.tolist(),
                strict=True,
            )
        ),
    )


def load_tables(
    tables: Iterable[IndicatorTable],
    memberships: Memberships,
    *,
    label: str,
    is_demonstration: bool,
    fingerprint: str,
) -> Loaded:
    """Write the tables into a new draft release, on the territories of `memberships`.

    For an indicator that several files give at one level, the newest year is kept, then the file
    with most values. Raises ValueError when there is no table, or none of a known indicator.
    """
    known = [table for table in tables if table.indicator in BY_KEY]
    kept, sentences = newest([_invented(one) for one in known] if is_demonstration else known)
    if not kept:
        raise ValueError("Aucun indicateur lisible : rien n’est chargé.")
    kept, fit = with_estimated_poverty(kept)
    geography = read_geography(memberships)
    with transaction.atomic():
        release = Release.objects.create(
            label=label,
            is_demonstration=is_demonstration,
            cog_year=cog_year(),
            fingerprint=fingerprint,
            report={"pauvrete": _facts_of_fit(fit)},
        )
        for facts in INDICATORS:
            own = [table for table in kept if table.indicator == facts.key]
            if own:
                keep_indicator(facts)
                persons: dict[str, list[pd.Series]] = {
                    table.level: persons_beside(table, kept) for table in own
                }
                sentences += _load_indicator(release, own, geography, memberships, persons)
    return Loaded(release, sentences)


def _invented(table: IndicatorTable) -> IndicatorTable:
    """Return a demonstration table with its true source: nobody publishes its numbers."""
    source = SourceFacts(
        key=f"demo-{table.source.key}",
        name=f"Démonstration, valeurs inventées ({table.source.name})",
        producer="Aucun : valeurs inventées",
        url="",
        licence="Sans objet",
    )
    return replace(table, source=source)


def newest(tables: list[IndicatorTable]) -> tuple[list[IndicatorTable], list[str]]:
    """Return one table an indicator and level, and sentences on those left out."""
    best: dict[tuple[str, str], IndicatorTable] = {}
    sentences = []
    for table in tables:
        key = (table.indicator, table.level)
        other = best.get(key)
        loser = None if other is None else min(table, other, key=_merit)
        if loser is not table:
            best[key] = table
        if loser is not None:
            sentences.append(
                f"{BY_KEY[table.indicator].label} ({loser.level}) : {loser.vintage}, "
                f"{loser.source.name}, laissé de côté pour une donnée plus récente ou plus complète"
            )
    return list(best.values()), sentences


def _merit(table: IndicatorTable) -> tuple[int, int]:
    """Return (year, number of known values): the greater is kept."""
    return table.vintage, int((table.frame["status"] < Status.SECRET).sum())


def with_estimated_poverty(
    tables: list[IndicatorTable],
) -> tuple[list[IndicatorTable], PovertyFit | None]:
    """Complete the communes' poverty rates from their medians of the same year, as estimates.

    Done on the communes of the source, before anything is carried: the fit only sees what INSEE
    publishes. Without a median of the same year nothing is estimated and the fit is None.
    """
    found = {(table.indicator, table.level): table for table in tables}
    poverty = found.get(("poverty", "commune"))
    median = found.get(("median_income", "commune"))
    if poverty is None or median is None or poverty.vintage != median.vintage:
        return tables, None
    frame, fit = estimate_poverty(poverty.frame, median.frame)
    completed = poverty.with_frame(frame)
    return [completed if table is poverty else table for table in tables], fit


def persons_beside(table: IndicatorTable, tables: list[IndicatorTable]) -> list[pd.Series]:
    """Return the persons by code that other tables of the level give, nearest codes first.

    They weigh the parts of a merged territory whose own rates have no denominator. A share of an
    area is not weighed by persons.
    """
    if BY_KEY[table.indicator].share_of_area and not table.note:
        return []
    others = [
        other
        for other in tables
        if other.level == table.level and other is not table and other.indicator in _OF_PERSONS
    ]
    others.sort(
        key=lambda other: (
            abs(other.cog_year - table.cog_year), _OF_PERSONS.index(other.indicator)
        )
    )  # fmt: skip
    found = [other.frame["denominator"].fillna(other.frame["weight"]) for other in others]
    return [persons for persons in found if persons.notna().any()]


def _load_indicator(
    release: Release,
    tables: list[IndicatorTable],
    geography: Geography,
    memberships: Memberships,
    persons: Mapping[str, list[pd.Series]],
) -> list[str]:
    """Store one indicator at every level that its tables give or make; return sentences.

    `persons` are those of `persons_beside`, by level.
    """
    rule = BY_KEY[tables[0].indicator].rule
    levels: dict[str, tuple[IndicatorTable, pd.DataFrame]] = {}
    sentences = []
    # Communes before IRIS: what a source publishes is preferred to what its IRIS would make.
    for table in sorted(tables, key=lambda one: (one.level == "iris", one.level)):
        carried = carry(table, geography, rule, persons[table.level])
        for level, frame in carried.frames.items():
            if level not in levels:
                levels[level] = (table, frame)
        if carried.unknown:
            shown = ", ".join(carried.unknown[:3])
            sentences.append(
                f"{BY_KEY[table.indicator].label} : {len(carried.unknown)} codes de {table.level} "
                f"sans territoire d’aujourd’hui ({shown}…)"
            )
    if "commune" in levels:
        table, frame = levels["commune"]
        if BY_KEY[table.indicator].share_of_area and not table.note:
            # A file whose share is of something else than the area says so in its note.
            frame = frame.assign(weight=frame["weight"].fillna(_areas(frame, memberships)))
            levels["commune"] = (table, frame)
        made = aggregate(frame, memberships.groups, memberships.populations, rule)
        for level, combined in made.items():
            given = levels.get(level)
            levels[level] = (
                (table, combined) if given is None else (given[0], _rather(given[1], combined))
            )
    _store(release, levels)
    return sentences


def _areas(frame: pd.DataFrame, memberships: Memberships) -> pd.Series:
    """Return the km² of the communes whose value is known."""
    known = frame["status"].to_numpy() < Status.SECRET
    return pd.Series(np.where(known, memberships.areas, np.nan), index=frame.index)


def _rather(given: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """Return what the source publishes for a larger territory, else what its communes make."""
    made = made.reindex(given.index)
    known = given["status"].to_numpy() < Status.SECRET
    columns = {
        name: np.where(known, given[name].to_numpy(), made[name].to_numpy()) for name in given
    }
    columns["status"] = columns["status"].astype(np.int8)
    columns["flags"] = columns["flags"].astype(np.uint8)
    return pd.DataFrame(columns, index=given.index)


def _store(release: Release, levels: dict[str, tuple[IndicatorTable, pd.DataFrame]]) -> None:
    """Write the series of one indicator."""
    sources = {table.source.key: table.source for table, _ in levels.values()}
    rows = {key: keep_source(facts) for key, facts in sources.items()}
    series: list[IndicatorSeries] = [
        indicator_series(release, table, level, frame, rows[table.source.key])
        for level, (table, frame) in levels.items()
        if len(frame)
    ]
    save_series(series)


def _facts_of_fit(fit: PovertyFit | None) -> dict[str, float | int]:
    """Return the errors of the estimate of poverty, as kept with the release ({} without)."""
    if fit is None:
        return {}
    return {
        "communes_observees": fit.observed,
        "r2": round(fit.r2, 4),
        "erreur_absolue_moyenne": round(fit.mae, 3),
        "erreur_quadratique": round(fit.rmse, 3),
        "p90": round(fit.p90, 3),
    }


def sources_of(release: Release) -> list[tuple[SourceFacts, list[int], int]]:
    """Return the publishers of a release, with their years and most communes known."""
    found: dict[str, tuple[SourceFacts, set[int], int]] = {}
    rows = release.series.filter(level="commune").select_related("source").defer("values")
    for one in rows.order_by("source", "indicator"):
        source = one.source
        facts = SourceFacts(source.key, source.name, source.producer, source.url, source.licence)
        known = one.counts.get("observe", 0) + one.counts.get("estime", 0)
        _, years, most = found.get(source.key, (facts, set(), 0))
        found[source.key] = (facts, years | {one.vintage}, max(most, known))
    return [(facts, sorted(years), most) for facts, years, most in found.values()]
