"""A table of rates by commune put together from several sources, each column saying its year.

Layout `indicateurs_commune_rp2017_arcep2019_filosofi2015.csv`: census shares (`…_rp2017`),
premises and their share without 30 Mbit/s (`nb_locaux_arcep_2019q3`, `thd_non_couv_2019q3`,
exclusive classes already added up), and medians (`med_disp_2015_filosofi_reconstruit`) found
again from published ratios, hence estimated. Census shares of persons are over people of 15 and
over: each differs from the catalogue's definition, and says so. Columns that cover few communes
(job seekers, tax incomes, minimum benefits) are not read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fragility.imports.cells import Numbers, numbers
from fragility.imports.codes import checked_codes
from fragility.imports.frames import rate_frame, share_frame
from fragility.imports.sources import ARCEP_FIXED, DIPLOMAS, FILOSOFI, HOUSEHOLDS, POPULATION
from fragility.imports.text_tables import RefusedFile, TextFile, listed, read_cells
from fragility.status import Status
from fragility.tables import IndicatorTable, SourceFacts

#: The census in the codes of three years later, FILOSOFI too, ARCEP in those of its year.
_CENSUS_LAG, _FILOSOFI_LAG = 3, 3
PREMISES = r"nb_locaux_arcep_(\d{4})q\d"
UNCOVERED = r"thd_non_couv_(\d{4})q\d"
MEDIAN = r"med_disp_(\d{4})_filosofi_reconstruit"


@dataclass(frozen=True)
class CensusRate:
    """One column of census shares: its pattern, whose group is the year, and how it differs."""

    indicator: str
    pattern: str
    source: SourceFacts
    note: str = ""


RATES = (
    CensusRate(
        "low_diploma",
        r"pct_nscol15p_sous_bac_sur_pop15p_rp(\d{4})",
        DIPLOMAS,
        "Part dans toute la population de 15 ans et plus, élèves et étudiants compris.",
    ),
    CensusRate("one_person", r"pct_menages_1pers_rp(\d{4})", HOUSEHOLDS),
    CensusRate("single_parent", r"pct_menages_monoparentaux_rp(\d{4})", HOUSEHOLDS),
    CensusRate(
        "age_65",
        r"pct_65plus_sur_pop15p_rp(\d{4})",
        POPULATION,
        "Part dans la population de 15 ans et plus : elle est plus élevée que dans toute la "
        "population.",
    ),
    CensusRate(
        "age_15_24",
        r"pct_15_24_sur_pop15p_rp(\d{4})",
        POPULATION,
        "Part dans la population de 15 ans et plus : elle est plus élevée que dans toute la "
        "population.",
    ),
)


def read(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield the census shares, premises without 30 Mbit/s and medians. Raises `RefusedFile`."""
    patterns = [*(rate.pattern for rate in RATES), PREMISES, UNCOVERED, MEDIAN]
    found = {pattern: _column(file, pattern) for pattern in patterns}
    rows = read_cells(file, ["code", *(column for column, _ in found.values())])
    codes = checked_codes(file, rows["code"], "commune")
    rows = rows.loc[codes.index]

    def column(pattern: str, highest: float = np.inf) -> Numbers:
        return numbers(file, rows[found[pattern][0]], highest=highest)

    for rate in RATES:
        year = found[rate.pattern][1]
        frame = rate_frame(codes, column(rate.pattern, 100.0))
        yield _table(rate.indicator, year, _CENSUS_LAG, rate.source, frame, rate.note)
    yield _table("no_thd", found[UNCOVERED][1], 0, ARCEP_FIXED, _premises(file, codes, column), "")
    median = rate_frame(codes, column(MEDIAN))
    median["status"] = median["status"].replace(int(Status.OBSERVED), int(Status.ESTIMATED))
    note = "Médiane retrouvée à partir de ratios publiés, et non lue dans le fichier de l’Insee."
    yield _table("median_income", found[MEDIAN][1], _FILOSOFI_LAG, FILOSOFI, median, note)


def _premises(file: TextFile, codes: pd.Series, column: Callable[..., Numbers]) -> pd.DataFrame:
    """Return the share of premises without 30 Mbit/s with its counts, whole numbers again."""
    whole, rate = column(PREMISES), column(UNCOVERED, 100.0)
    part = Numbers(np.rint(rate.value * whole.value / 100.0), rate.status)
    return share_frame(file, codes, part, whole, "la part des locaux non couverts")


def _column(file: TextFile, pattern: str) -> tuple[str, int]:
    """Return the column of a pattern and its year. Raises `RefusedFile`."""
    found = [(name, match) for name in file.columns if (match := re.fullmatch(pattern, name))]
    if len(found) != 1:
        shape = pattern.replace(r"(\d{4})", "AAAA").replace(r"\d", "T")
        raise RefusedFile(
            f"« {file.label} » : l’en-tête a changé. Il faut une colonne « {shape} », il y en a "
            f"{len(found)}. Colonnes trouvées : {listed(file.columns)}. Rien n’est importé de ce "
            "fichier."
        )
    name, match = found[0]
    return name, int(match.group(1))


def _table(
    indicator: str, vintage: int, lag: int, source: SourceFacts, frame: pd.DataFrame, note: str
) -> IndicatorTable:
    return IndicatorTable(
        indicator=indicator,
        level="commune",
        vintage=vintage,
        cog_year=vintage + lag,
        source=source,
        frame=frame,
        note=note,
    )
