"""The year the numbers speak of, and the year of the codes they use.

The first comes from the columns (`P22_`, `MED21`, `TIME_PERIOD`), never from a file's name, but
for the one layout that carries no year. The second comes from the codes (`2025-COM-44109`) or from
`geo2025` in a name; else it follows the producer's custom, given by each family as a lag.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fragility.imports.text_tables import RefusedFile, TextFile, listed

_GEO = re.compile(r"(?:geo|com|cog)(20\d\d)", re.I)
_CENTURY = 2000
#: Two figures from this one on are of the last century: D99 is 1999.
_LAST_CENTURY = 60


def full_year(two_figures: str) -> int:
    """Return 2022 for « 22 », 1999 for « 99 »."""
    short = int(two_figures)
    return _CENTURY + short - (100 if short >= _LAST_CENTURY else 0)


def newest_suffix(columns: Sequence[str], pattern: str, file: TextFile, expected: str) -> str:
    """Return the newest two-figure year that `pattern` captures among the columns.

    Raises `RefusedFile`, naming the columns expected, when none matches.
    """
    found = [match.group(1) for name in columns if (match := re.fullmatch(pattern, name))]
    if not found:
        raise RefusedFile(
            f"« {file.label} » : l’en-tête a changé. Colonnes manquantes : {expected}. "
            f"Colonnes trouvées : {listed(columns)}. Rien n’est importé de ce fichier : vérifiez "
            "son adresse, ou signalez le nouveau format."
        )
    return max(found, key=full_year)


def code_year(file: TextFile, vintage: int, lag: int, stated: Sequence[str] = ()) -> int:
    """Return the year of the codes: `stated` in the cells, else in the name, else vintage + lag."""
    years = [year for year in stated if year]
    if years:
        return int(max(years))
    named = _GEO.search(file.name) or _GEO.search(file.path.name)
    return int(named.group(1)) if named else vintage + lag


def cell_year(file: TextFile, cells: Sequence[str], column: str) -> int:
    """Return the newest year of cells such as 2024, 2024-12 or 202412. Raises `RefusedFile`."""
    years = {cell[:4] for cell in cells}
    wrong = sorted(year for year in years if not re.fullmatch(r"20\d\d", year))
    if wrong or not years:
        raise RefusedFile(
            f"« {file.label} », colonne « {column} » : « {wrong[0] if wrong else ''} » n’est pas "
            "une année."
        )
    return int(max(years))
