"""FILOSOFI « chiffres clés », one row a territory: `cc_filosofi_AAAA_COM.csv` and its levels.

Source: Insee, Filosofi. Columns end with the year: MED21 (median standard of living, euros a year),
TP6021 (poverty rate at 60 %, percent), TP60AGE121 … 621 (by age of the tax reference person: under
30, 30–39, 40–49, 50–59, 60–74, 75 and over), NBPERSMENFISC21 (persons, the weight). `s` and `ns`
are withheld, `nd` is not available. The level is the file's name: COM, EPCI, DEP or REG.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from fragility.imports.cells import INSEE_SIGNS, numbers
from fragility.imports.codes import checked_codes
from fragility.imports.frames import rate_frame
from fragility.imports.sources import FILOSOFI
from fragility.imports.text_tables import RefusedFile, TextFile, read_cells
from fragility.imports.vintages import code_year, full_year, newest_suffix
from fragility.tables import IndicatorTable, Level

#: Filosofi 2021 is in the codes of 2024.
CODE_LAG = 3
PERSONS = "NBPERSMENFISC"
#: Indicator → (column without its year, highest value, weighted by all persons).
MEASURES: dict[str, tuple[str, float, bool]] = {
    "poverty": ("TP60", 100.0, True),
    "median_income": ("MED", float("inf"), True),
    "poverty_under_30": ("TP60AGE1", 100.0, False),
    "poverty_60_74": ("TP60AGE5", 100.0, False),
    "poverty_75": ("TP60AGE6", 100.0, False),
}
_LEVELS: dict[str, Level] = {
    "com": "commune",
    "commune": "commune",
    "communes": "commune",
    "epci": "epci",
    "dep": "departement",
    "reg": "region",
}
_LEVEL_NAME = re.compile(r"[-_. ](com|communes?|epci|dep|reg)(?=[-_. ]|$)", re.I)


def read(file: TextFile) -> Iterator[IndicatorTable]:
    """Yield poverty, median income and poverty by age. Raises `RefusedFile`."""
    level = _level(file)
    year = newest_suffix(file.columns, rf"{PERSONS}(\d\d)", file, f"{PERSONS}AA (AA = l’année)")
    vintage = full_year(year)
    names = {indicator: f"{stem}{year}" for indicator, (stem, _, _) in MEASURES.items()}
    rows = read_cells(file, ["CODGEO", f"{PERSONS}{year}", *names.values()])
    codes = checked_codes(file, rows["CODGEO"], level)
    rows = rows.loc[codes.index]
    persons = numbers(file, rows[f"{PERSONS}{year}"], signs=INSEE_SIGNS)
    for indicator, (_, highest, weighted) in MEASURES.items():
        rate = numbers(file, rows[names[indicator]], signs=INSEE_SIGNS, highest=highest)
        yield IndicatorTable(
            indicator=indicator,
            level=level,
            vintage=vintage,
            cog_year=code_year(file, vintage, CODE_LAG),
            source=FILOSOFI,
            frame=rate_frame(codes, rate, persons if weighted else None),
        )


def _level(file: TextFile) -> Level:
    """Return the level a file's name says. Raises `RefusedFile`."""
    found = _LEVEL_NAME.search(file.name)
    if found is None:
        raise RefusedFile(
            f"« {file.label} » : le nom ne dit pas le niveau. Nommez le fichier comme l’Insee, "
            "par exemple cc_filosofi_2021_COM.csv (COM, EPCI, DEP ou REG) ; les autres niveaux "
            "ne sont pas lus."
        )
    return _LEVELS[found.group(1).lower()]
