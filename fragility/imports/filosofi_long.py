"""FILOSOFI « chiffres clés », long layout of INSEE: `DS_FILOSOFI_CC_data.csv`.

One row a territory and a measure: MED_SL (median standard of living, euros a year), PR_MD60
(poverty rate at 60 %, percent); `CONF_STATUS` C is a secret. Since the incomes of 2023 the method
is new, and INSEE forbids comparing with earlier years. No number of persons: the population stands
in as weight.
"""

from __future__ import annotations

from collections.abc import Iterator

from fragility.imports.filosofi_key import CODE_LAG
from fragility.imports.frames import rate_frame
from fragility.imports.melodi import read_long, spread
from fragility.imports.sources import FILOSOFI
from fragility.imports.text_tables import RefusedFile, TextFile
from fragility.imports.vintages import code_year
from fragility.tables import IndicatorTable

MEASURES = {"PR_MD60": "poverty", "MED_SL": "median_income"}
NEW_METHOD = 2023
NOTE = (
    "L’Insee a changé de méthode en 2023 : cette valeur ne se compare pas à celles des années "
    "d’avant."
)


def read(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield poverty and median income, a table a level. Raises `RefusedFile`."""
    rows, vintage = read_long(file, {"FILOSOFI_MEASURE": tuple(MEASURES)})
    cog_year = code_year(file, vintage, CODE_LAG, rows["geo_year"].unique().tolist())
    for level in rows["level"].unique():
        codes, measures = spread(file, rows, level, "FILOSOFI_MEASURE")
        for name, indicator in MEASURES.items():
            if name not in measures:
                continue
            beyond = indicator == "poverty" and (measures[name].value > 100.0).any()
            if beyond:
                raise RefusedFile(
                    f"« {file.label} » : un taux de pauvreté dépasse 100 %. Rien n’est importé de "
                    "ce fichier."
                )
            yield IndicatorTable(
                indicator=indicator,
                level=level,
                vintage=vintage,
                cog_year=cog_year,
                source=FILOSOFI,
                frame=rate_frame(codes, measures[name]),
                note=NOTE if vintage >= NEW_METHOD else "",
            )
