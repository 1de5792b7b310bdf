"""Makers of fragility data: tables as importers give them, a small country, an active release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from fragility import releases
from fragility.carry import Geography
from fragility.levels import read_memberships
from fragility.load import load_tables
from fragility.models import Release
from fragility.status import Status
from fragility.tables import IndicatorTable, SourceFacts
from ifn_site.models import record_data_set
from tests.factories import (
    ArrondissementFactory,
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    RegionFactory,
)

SOURCE = SourceFacts(
    "source-exemple", "Recensement d’exemple", "Institut d’exemple", "", "Licence Ouverte 2.0"
)
OBSERVED, ESTIMATED, SECRET, MISSING = (
    Status.OBSERVED,
    Status.ESTIMATED,
    Status.SECRET,
    Status.MISSING,
)

#: (code, EPCI, département, région, inhabitants): two régions, an island without EPCI, Paris.
COUNTRY = (
    *((f"42{rank:03}", "244200001", "42", "84", 100 * rank) for rank in range(1, 9)),
    *((f"2A{rank:03}", "200000002", "2A", "94", 50 * rank) for rank in range(1, 6)),
    ("29083", "", "29", "53", 250),
    ("75056", "200054781", "75", "11", 2_000_000),
    ("97101", "200000971", "971", "01", 50_000),
)
ARRONDISSEMENTS = ("75101", "75102")
COMMUNES = tuple(sorted(row[0] for row in COUNTRY))


def table(
    rows: Mapping[str, Any], indicator: str = "age_65", level: str = "commune", **facts: Any
) -> IndicatorTable:
    """A table from code → (numerator, denominator), a rate, or a `Status` without number."""
    frame = pd.DataFrame([_row(cell) for cell in rows.values()], index=list(rows))
    return IndicatorTable(
        indicator=indicator,
        level=level,  # type: ignore[arg-type]
        vintage=facts.pop("vintage", 2022),
        cog_year=facts.pop("cog_year", 2025),
        source=facts.pop("source", SOURCE),
        frame=frame,
        **facts,
    )


def _row(cell: Any) -> dict[str, Any]:
    if isinstance(cell, Status):
        return {"value": np.nan, "status": cell}
    if isinstance(cell, tuple):
        part, whole = cell
        value = 100 * part / whole if whole else np.nan
        return {"numerator": part, "denominator": whole, "value": value, "status": OBSERVED}
    return {"value": float(cell), "status": OBSERVED}


def rates(values: Mapping[str, tuple[float, float]], indicator: str = "poverty") -> IndicatorTable:
    """A table of rates with their weights: code → (rate, weight)."""
    frame = pd.DataFrame(
        [{"value": rate, "weight": weight, "status": OBSERVED} for rate, weight in values.values()],
        index=list(values),
    )
    return IndicatorTable(indicator, "commune", 2022, 2025, SOURCE, frame)


def geography(
    communes: Sequence[str],
    moved: Mapping[str, str] | None = None,
    parents: Mapping[str, str] | None = None,
    city_of: Mapping[str, str] | None = None,
) -> Geography:
    """The territories of today, for rules that need no database."""
    return Geography(
        codes={
            "commune": tuple(sorted(communes)),
            "arrondissement": tuple(sorted(city_of or {})),
            "epci": ("200000002", "244200001"),
            "departement": ("2A", "42", "971"),
            "region": ("01", "84", "94"),
            "france": ("FR",),
        },
        city_of=city_of or {},
        moved=moved or {},
        parents=parents or {},
    )


def make_country() -> None:
    """Write the territories of `COUNTRY` into the database."""
    record_data_set("territoires", label="Territoires", origin="dossier", version="COG 2026")
    for code, epci, departement, region, population in COUNTRY:
        CommuneFactory(
            code=code,
            name=f"Commune {code}",
            epci_code=epci,
            departement_code=departement,
            region_code=region,
            population=population,
            area_km2=10.0,
        )
        RegionFactory(code=region, name=f"Région {region}")
        DepartementFactory(code=departement, name=f"Département {departement}", region_code=region)
        if epci:
            EpciFactory(code=epci, name=f"Intercommunalité {epci}")
    for code in ARRONDISSEMENTS:
        ArrondissementFactory(code=code, name=f"Paris {code[-1]}e", commune_code="75056")


def need_tables() -> list[IndicatorTable]:
    """Four of the five indicators of the index, for every commune of `COUNTRY` but 97101.

    42001 has a secret poverty rate, 42002 none at all; 29083 lacks three indicators.
    """
    communes = [code for code in COMMUNES if code != "97101"]
    people = {row[0]: row[4] for row in COUNTRY}
    poverty: dict[str, Any] = {code: 8.0 + rank for rank, code in enumerate(communes)}
    poverty |= {"42001": SECRET, "42002": MISSING}

    def share(step: int, drop: str = "29083") -> dict[str, Any]:
        return {
            code: MISSING
            if code == drop
            else ((rank * step % 17 + 3) * people[code] / 100, people[code])
            for rank, code in enumerate(communes)
        }

    return [
        table(poverty, "poverty"),
        table(share(1, drop=""), "age_65"),
        table(share(5), "low_diploma"),
        table(share(7), "no_thd"),
    ]


def active_release(tables: Sequence[IndicatorTable] | None = None, **facts: Any) -> Release:
    """Load tables (`need_tables` unless given) on the territories of the database, and publish."""
    memberships = read_memberships()
    release = load_tables(
        need_tables() if tables is None else tables,
        memberships,
        label=facts.get("label", "Essai"),
        is_demonstration=facts.get("is_demonstration", False),
        fingerprint=facts.get("fingerprint", "0" * 64),
    ).release
    releases.compute_scores(release, memberships)
    releases.check(release)
    releases.activate(release)
    return release
