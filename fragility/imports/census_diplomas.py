"""Census, diplomas: people out of school whose highest diploma is below the baccalauréat.

Two layouts: wide bases `base-cc-diplomes-formation-AAAA` and `base-ic-diplomes-formation-AAAA`,
and the long `DS_RP_DIPLOMES_PRINC` (Melodi). The whole is people of 15 and over out of school
(`NSCOL15P`), as the definition says; the published classes of 2023 were closer to shares over all
people of 15 and over, which are lower by the pupils and students.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add

import numpy as np

from fragility.imports.cells import Numbers
from fragility.imports.census import COMMUNE_LAG, CensusShare, Share, read_census
from fragility.imports.frames import share_frame
from fragility.imports.melodi import read_long, spread
from fragility.imports.sources import DIPLOMAS
from fragility.imports.text_tables import RefusedFile, TextFile
from fragility.imports.vintages import code_year
from fragility.tables import IndicatorTable

SHARES = (
    CensusShare("low_diploma", (Share("P", tuple(
        f"NSCOL15P_{level}" for level in ("DIPLMIN", "BEPC", "CAPBEP")
    ), "NSCOL15P"),)),
)  # fmt: skip

#: No diploma or CEP; brevet; CAP or BEP.
LOW_LEVELS = ("001T100_RP", "200_RP", "300_RP")
#: Baccalauréat, two years after, three or four, five and more.
HIGH_LEVELS = ("350T351_RP", "500_RP", "600_RP", "700_RP")
DIMENSIONS = {
    "AGE": ("Y_GE15",),
    "SEX": ("_T",),
    "RP_MEASURE": ("POP",),
    "EDUC": LOW_LEVELS + HIGH_LEVELS,
}


def read(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield the share of low diplomas of a wide base. Raises `RefusedFile`."""
    return read_census(file, SHARES, DIPLOMAS)


def read_long_layout(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield the share of low diplomas of DS_RP_DIPLOMES_PRINC, a table a level.

    The whole is the sum of the seven levels of diploma: a territory that lacks one is missing.
    Raises `RefusedFile`.
    """
    rows, vintage = read_long(file, DIMENSIONS)
    lacking = [name for name in DIMENSIONS["EDUC"] if name not in set(rows["EDUC"])]
    if lacking:
        raise RefusedFile(
            f"« {file.label} » : niveaux de diplôme absents : {', '.join(lacking)}. La "
            "nomenclature a changé : rien n’est importé de ce fichier."
        )
    cog_year = code_year(file, vintage, COMMUNE_LAG, rows["geo_year"].unique().tolist())
    for level in rows["level"].unique():
        codes, counts = spread(file, rows, level, "EDUC")
        absent = Numbers.of(np.full(len(codes), np.nan))
        low = reduce(add, (counts.get(name, absent) for name in LOW_LEVELS))
        high = reduce(add, (counts.get(name, absent) for name in HIGH_LEVELS))
        yield IndicatorTable(
            indicator="low_diploma",
            level=level,
            vintage=vintage,
            cog_year=cog_year,
            source=DIPLOMAS,
            frame=share_frame(file, codes, low, low + high, "la part des peu diplômés"),
        )
