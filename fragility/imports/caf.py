"""Cnaf, open data of data.caf.fr (Opendatasoft exports): benefit households by commune or IRIS.

Two sets: `s_ben_com_f` (one row a commune and year: indfoy_ndur, all households, and indfoy_rsa,
those on RSA) and `ndur_s_qf_400_com_f` / `_iris_f` (one row a band of quotient familial, `qf_400`).
Keys: numcomdo, and numirisd (four figures) for IRIS; dtreffre is the month of December. Every count
is rounded to 5 by the Cnaf. The published rate of dependency (more than half of the resources from
benefits) is in neither of them: these shares have names of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add

import numpy as np
import pandas as pd

from fragility.imports.cells import Numbers, numbers
from fragility.imports.codes import checked_codes, normalised
from fragility.imports.frames import share_frame
from fragility.imports.sources import CNAF
from fragility.imports.text_tables import RefusedFile, TextFile, read_cells
from fragility.imports.vintages import cell_year, code_year
from fragility.tables import IndicatorTable, Level

#: December of a year is in the codes of the next January.
CODE_LAG = 1
HOUSEHOLDS, RSA = "indfoy_ndur", "indfoy_rsa"
BANDS = (
    "Moins de 400 euros",
    "Entre 400 et 799 euros",
    "Entre 800 et 1199 euros",
    "Entre 1200 et 1599 euros",
    "Entre 1600 et 1999 euros",
    "Entre 2000 et 3999 euros",
    "4000 euros ou plus",
    "Inconnu",
)
LOWEST_BAND = BANDS[0]
NOTE = "La Cnaf arrondit chaque nombre à 5 : la part est approchée dans les petites communes."


def read_benefits(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield `caf_rsa`: households on RSA among benefit households. Raises `RefusedFile`."""
    rows = read_cells(file, ["dtreffre", "numcomdo", HOUSEHOLDS, RSA])
    rows, vintage = _newest(file, rows)
    codes = checked_codes(file, rows["numcomdo"], "commune")
    rows = rows.loc[codes.index]
    part, whole = numbers(file, rows[RSA]), numbers(file, rows[HOUSEHOLDS])
    frame = share_frame(file, codes, part, whole, f"{RSA} / {HOUSEHOLDS}")
    yield _table(file, "caf_rsa", "commune", vintage, frame)


def read_quotients(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield `caf_low_quotient`: households under 400 € a month and share. Raises `RefusedFile`.

    The whole is the sum of the bands; a band without a row counts no household.
    """
    level: Level = "iris" if "numirisd" in file.columns else "commune"
    keys = ["numcomdo", "numirisd"] if level == "iris" else ["numcomdo"]
    rows = read_cells(file, ["dtreffre", *keys, "qf_400", HOUSEHOLDS])
    unknown = sorted(set(rows["qf_400"]) - set(BANDS))
    if unknown:
        raise RefusedFile(
            f"« {file.label} » : tranches de quotient familial inconnues : "
            f"{', '.join(unknown[:6])}. Rien n’est importé de ce fichier."
        )
    rows, vintage = _newest(file, rows)
    cells = normalised(rows["numcomdo"], "commune")
    if level == "iris":
        cells = cells + rows["numirisd"].str.zfill(4)
    bands = {
        band: _band(file, cells[rows["qf_400"] == band].rename("numcomdo"), rows, level)
        for band in BANDS
    }
    every = pd.concat([codes for codes, _ in bands.values()]).drop_duplicates().sort_values()
    counts = {band: _filled(every, *found) for band, found in bands.items()}
    frame = share_frame(
        file, every, counts[LOWEST_BAND], reduce(add, counts.values()), "quotient bas"
    )
    yield _table(file, "caf_low_quotient", level, vintage, frame)


def _band(
    file: TextFile, cells: pd.Series, rows: pd.DataFrame, level: Level
) -> tuple[pd.Series, Numbers]:
    codes = checked_codes(file, cells, level)
    return codes, numbers(file, rows.loc[codes.index, HOUSEHOLDS])


def _filled(every: pd.Series, codes: pd.Series, counts: Numbers) -> Numbers:
    """Return a band's counts for every code, 0 where the band has no row."""
    places = pd.Index(codes.to_numpy()).get_indexer(pd.Index(every.to_numpy()))
    if not len(counts):
        return Numbers.of(np.zeros(len(every)))
    here = places >= 0
    return Numbers(
        np.where(here, counts.value[places], 0.0),
        np.where(here, counts.status[places], 0).astype(np.int8),
    )


def _newest(file: TextFile, rows: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the rows of the newest year, and it."""
    vintage = cell_year(file, rows["dtreffre"].unique().tolist(), "dtreffre")
    return rows[rows["dtreffre"].str.startswith(str(vintage))], vintage


def _table(
    file: TextFile, indicator: str, level: Level, vintage: int, frame: pd.DataFrame
) -> IndicatorTable:
    return IndicatorTable(
        indicator=indicator,
        level=level,
        vintage=vintage,
        cog_year=code_year(file, vintage, CODE_LAG),
        source=CNAF,
        frame=frame,
        note=NOTE,
    )
