"""FILOSOFI by IRIS, disposable incomes: `BASE_TD_FILO_IRIS_AAAA_DISP.csv`.

Source: Insee. Columns IRIS, DISP_TP6021 (poverty rate, percent), DISP_MED21 (median, euros a year),
DISP_NOTE21: a note other than 0 means that INSEE does not vouch for the values. The neighbour file
of declared incomes (`DEC_…`) measures another thing and is not read.
"""

from __future__ import annotations

from collections.abc import Iterator

from fragility.imports.cells import INSEE_SIGNS, numbers
from fragility.imports.codes import checked_codes
from fragility.imports.frames import rate_frame
from fragility.imports.sources import FILOSOFI_IRIS
from fragility.imports.text_tables import TextFile, read_cells
from fragility.imports.vintages import code_year, full_year, newest_suffix
from fragility.status import Status
from fragility.tables import IndicatorTable

#: Filosofi 2021 by IRIS is in the codes of 2022.
CODE_LAG = 1
MEASURES = {"poverty": ("DISP_TP60", 100.0), "median_income": ("DISP_MED", float("inf"))}


def read(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield poverty and median income by IRIS. Raises `RefusedFile`."""
    year = newest_suffix(file.columns, r"DISP_NOTE(\d\d)", file, "DISP_NOTEAA (AA = l’année)")
    vintage = full_year(year)
    note = f"DISP_NOTE{year}"
    rows = read_cells(file, ["IRIS", note, *(f"{stem}{year}" for stem, _ in MEASURES.values())])
    codes = checked_codes(file, rows["IRIS"], "iris")
    rows = rows.loc[codes.index]
    noted = (rows[note] != "0").to_numpy(dtype=bool)
    for indicator, (stem, highest) in MEASURES.items():
        rate = numbers(file, rows[f"{stem}{year}"], signs=INSEE_SIGNS, highest=highest)
        observed = rate.status == Status.OBSERVED
        yield IndicatorTable(
            indicator=indicator,
            level="iris",
            vintage=vintage,
            cog_year=code_year(file, vintage, CODE_LAG),
            source=FILOSOFI_IRIS,
            frame=rate_frame(codes, rate.withheld(noted & observed, Status.SECRET)),
        )
