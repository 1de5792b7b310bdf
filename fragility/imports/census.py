"""INSEE's census bases, one row a commune (`base-cc-…`) or an IRIS (`base-ic-…`).

Columns are named by survey and year: `P22_POP65P` (main survey), `C22_MEN` (complementary survey);
a file holds several years, the newest is read. Communes: https://www.insee.fr/fr/statistiques/8581696
and its neighbours; IRIS: https://www.insee.fr/fr/statistiques/8647014 and its neighbours. Each
family says which counts make which share; this module knows none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import pandas as pd

from fragility.imports.cells import Numbers, numbers
from fragility.imports.codes import checked_codes
from fragility.imports.frames import share_frame
from fragility.imports.text_tables import RefusedFile, TextFile, listed, read_cells
from fragility.imports.vintages import code_year, full_year
from fragility.tables import IndicatorTable, Level, SourceFacts

#: Census of 2022: commune bases in the codes of 2025, IRIS bases in those of 2024.
COMMUNE_LAG, IRIS_LAG = 3, 2


@dataclass(frozen=True)
class Share:
    """One share: parts that add up over a whole, names without survey and year.

    `survey` is P or C. `note` tells how this differs from the catalogue's definition.
    """

    survey: str
    parts: tuple[str, ...]
    whole: str
    note: str = ""

    def columns(self, year: str) -> tuple[str, ...]:
        """Return the columns of a two-figure year: the parts, then the whole."""
        return tuple(f"{self.survey}{year}_{name}" for name in (*self.parts, self.whole))


@dataclass(frozen=True)
class CensusShare:
    """An indicator and the ways files give it, best first; files may lack an optional one."""

    indicator: str
    ways: tuple[Share, ...]
    optional: bool = False


def read_census(
    file: TextFile, wanted: Sequence[CensusShare], source: SourceFacts
) -> Iterator[IndicatorTable]:
    """Yield one table per indicator of a census base. Raises `RefusedFile`."""
    level: Level = "iris" if "IRIS" in file.columns else "commune"
    key = "IRIS" if level == "iris" else "CODGEO"
    found = [(one.indicator, *way) for one in wanted if (way := _way(file, one)) is not None]
    columns = dict.fromkeys(name for _, share, year in found for name in share.columns(year))
    rows = read_cells(file, [key, *columns])
    codes = checked_codes(file, rows[key], level)
    rows = rows.loc[codes.index]
    counts = {name: numbers(file, rows[name]) for name in columns}
    for indicator, share, year in found:
        vintage = full_year(year)
        yield IndicatorTable(
            indicator=indicator,
            level=level,
            vintage=vintage,
            cog_year=code_year(file, vintage, IRIS_LAG if level == "iris" else COMMUNE_LAG),
            source=source,
            frame=_frame(file, codes, counts, share, year),
            note=share.note,
        )


def _frame(
    file: TextFile, codes: pd.Series, counts: dict[str, Numbers], share: Share, year: str
) -> pd.DataFrame:
    *parts, whole = share.columns(year)
    what = " + ".join(parts)
    part = reduce(add, (counts[name] for name in parts))
    return share_frame(file, codes, part, counts[whole], f"{what} / {whole}")


def _way(file: TextFile, wanted: CensusShare) -> tuple[Share, str] | None:
    """Return the first way the newest year of a file gives an indicator, and that year.

    An older year of the same file never stands in for it. Returns None for an optional indicator
    that is absent. Raises `RefusedFile` for a required one.
    """
    for share in wanted.ways:
        pattern = re.compile(rf"{share.survey}(\d\d)_.+")
        years = [match.group(1) for name in file.columns if (match := pattern.fullmatch(name))]
        newest = max(years, key=full_year, default="")
        if newest and set(share.columns(newest)) <= set(file.columns):
            return share, newest
    if wanted.optional:
        return None
    ways = " ou ".join(" + ".join(share.columns("AA")) for share in wanted.ways)
    raise RefusedFile(
        f"« {file.label} » : l’en-tête a changé. Colonnes manquantes (AA = l’année) : {ways}. "
        f"Colonnes trouvées : {listed(file.columns)}. Rien n’est importé de ce fichier : vérifiez "
        "son adresse, ou signalez le nouveau format."
    )
