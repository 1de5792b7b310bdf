"""ARCEP « Ma connexion internet »: premises by the speed a wired line can give, by commune.

Source: Arcep, `commune_debit_filaire.csv`, every quarter: code_insee, nbr (premises), type,
inel_hd, elig_hd3 … elig_thd30, elig_thd100, elig_thd1g, date. Classes are cumulative now (premises
at 1 Gbit/s count at 30 Mbit/s too); the first edition (2019) had a title line and exclusive classes
that add up to nbr. Which of the two is proved on the numbers. The neighbour `commune_debit.csv`
counts satellite, which reaches everybody: it is refused, by its name and by its numbers.
Paris, Lyon and Marseille are one row each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from fragility.imports.cells import Numbers, numbers
from fragility.imports.codes import checked_codes
from fragility.imports.frames import share_frame
from fragility.imports.sources import ARCEP_FIXED
from fragility.imports.text_tables import RefusedFile, TextFile, read_cells
from fragility.imports.vintages import cell_year
from fragility.tables import IndicatorTable

#: Speeds, slowest first; the first edition alone has the first one.
SPEEDS = (
    "elig_hd05", "elig_hd3", "elig_bhd8", "elig_thd30", "elig_thd100", "elig_thd1g"
)  # fmt: skip
INDICATORS = {"no_thd": "elig_thd30", "no_ftth": "elig_thd1g"}
NONE = "inel_hd"
#: A file of so many communes where no premises lacks a line counts satellite.
_COUNTRYWIDE = 1_000
_YEAR = re.compile(r"(20\d\d)")


def read(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield the shares of premises without 30 Mbit/s and without 1 Gbit/s. Raises `RefusedFile`."""
    _refuse_other_name(file)
    speeds = [name for name in SPEEDS if name in file.columns or name != SPEEDS[0]]
    dated = ["date"] if "date" in file.columns or not file.title else []
    typed = ["type"] if "type" in file.columns else []
    rows = read_cells(file, ["code_insee", "nbr", NONE, *speeds, *dated, *typed])
    if typed:
        rows = rows[rows["type"] == "all"]
    codes = checked_codes(file, rows["code_insee"], "commune")
    rows = rows.loc[codes.index]
    premises = numbers(file, rows["nbr"])
    classes = {name: numbers(file, rows[name]) for name in (NONE, *speeds)}
    _refuse_satellite(file, codes, classes[NONE])
    reached = _reached(file, premises, classes, speeds)
    vintage = _vintage(file, rows)
    for indicator, speed in INDICATORS.items():
        without = Numbers.of(premises.value - reached[speed])
        yield IndicatorTable(
            indicator=indicator,
            level="commune",
            vintage=vintage,
            cog_year=vintage,
            source=ARCEP_FIXED,
            frame=share_frame(file, codes, without, premises, f"locaux sans {speed}"),
        )


def _reached(
    file: TextFile, premises: Numbers, classes: dict[str, Numbers], speeds: list[str]
) -> dict[str, np.ndarray]:
    """Return, per speed, the premises that reach it, from cumulative or exclusive classes."""
    counts = np.array([classes[name].value for name in speeds])
    full = np.isfinite(counts).all(axis=0) & np.isfinite(premises.value + classes[NONE].value)
    whole, parts = premises.value[full], counts[:, full]
    if np.array_equal(classes[NONE].value[full] + parts.sum(axis=0), whole):
        return dict(zip(speeds, np.cumsum(counts[::-1], axis=0)[::-1], strict=True))
    if (np.diff(np.vstack([whole, parts]), axis=0) <= 0).all():
        return dict(zip(speeds, counts, strict=True))
    raise RefusedFile(
        f"« {file.label} » : les classes de débit ne sont ni emboîtées, ni de somme égale à nbr. "
        "Rien n’est importé de ce fichier : signalez le nouveau format."
    )


def _refuse_other_name(file: TextFile) -> None:
    """Refuse the files that count satellite or radio: only « filaire » tells them apart."""
    if "filaire" not in file.name.lower() and not file.title:
        raise RefusedFile(
            f"« {file.label} » : seul commune_debit_filaire.csv se lit. Les autres fichiers de "
            "débits comptent le satellite, disponible partout : ils donneraient 0 % de locaux "
            "sans très haut débit."
        )


def _refuse_satellite(file: TextFile, codes: pd.Series, without: Numbers) -> None:
    """Refuse a countrywide file where nobody lacks a line, whatever its name."""
    if len(codes) >= _COUNTRYWIDE and not np.nansum(without.value):
        raise RefusedFile(
            f"« {file.label} » : aucun local sans débit dans {len(codes)} communes : ce fichier "
            "compte le satellite. Prenez commune_debit_filaire.csv."
        )


def _vintage(file: TextFile, rows: pd.DataFrame) -> int:
    """Return the year of the `date` column, else of the title line. Raises `RefusedFile`."""
    if "date" in rows:
        return cell_year(file, rows["date"].unique().tolist(), "date")
    years = _YEAR.findall(file.title)
    if len(set(years)) != 1:
        raise RefusedFile(
            f"« {file.label} » : ni colonne « date », ni année dans la première ligne "
            f"(« {file.title[:60]} »)."
        )
    return int(years[0])
