"""Codes of territories as public files write them, made into the official ones.

Lost leading zeros are put back (a spreadsheet makes 01001 into 1001), letters are raised (2a004),
the prefix of INSEE's long files is taken off (2025-COM-44109). A code of the right shape is kept
even when no territory has it: carrying old codes to the present ones is another module's subject.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from fragility.imports.text_tables import RefusedFile, TextFile, lines_of
from fragility.tables import Level

#: INSEE's line of the communes that belong to no EPCI.
NO_EPCI = "ZZZZZZZZZ"
_WIDTH: Mapping[str, int] = {
    "commune": 5, "iris": 9, "epci": 9, "departement": 2, "region": 2
}  # fmt: skip
_SHAPE: Mapping[str, str] = {
    "commune": r"(?!00)(?:[0-9]{2}|2[AB])[0-9]{3}",
    "iris": r"(?!00)(?:[0-9]{2}|2[AB])[0-9]{7}",
    "epci": r"(?!0)[0-9]{9}",
    "departement": r"0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|9[78][0-9]",
    "region": r"(?!00)[0-9]{2}",
}
_FIRST = 5


def normalised(cells: pd.Series, level: Level) -> pd.Series:
    """Return codes without spaces, in capitals, with their leading zeros (an empty one: zeros)."""
    return cells.str.strip().str.upper().str.zfill(_WIDTH[level])


def checked_codes(file: TextFile, cells: pd.Series, level: Level) -> pd.Series:
    """Return the normalised codes of a column, `ZZZZZZZZZ` rows left out, each code once.

    The index of `cells` is the rank of the rows. Raises `RefusedFile`, naming the lines, for a
    cell that is not a code of this level and for a repeated code.
    """
    codes = normalised(cells, level)
    codes = codes[codes != NO_EPCI]
    wrong = codes[~codes.str.fullmatch(_SHAPE[level])]
    if len(wrong):
        raise RefusedFile(
            f"« {file.label} » : {_lines(file, wrong)} : « {str(wrong.iloc[0])[:40]} » n’est pas "
            f"un code de niveau {level}. Vérifiez la colonne « {cells.name} »."
        )
    repeated = codes[codes.duplicated(keep=False)]
    if len(repeated):
        first = repeated.iloc[0]
        raise RefusedFile(
            f"« {file.label} » : le code {first} est répété, "
            f"{_lines(file, repeated[repeated == first])}. Un code ne peut avoir qu’une valeur : "
            "corrigez le fichier à sa source."
        )
    return codes


def split_geo(cells: pd.Series) -> pd.DataFrame:
    """Return `year` and `code` of INSEE's long files: 44109, COM-44109 or 2025-COM-44109."""
    parts = cells.str.extract(r"^(?:(?P<year>20\d\d)-)?(?:[A-Z0-9_]+-)?(?P<code>[^-]*)$")
    return parts.fillna("")


def _lines(file: TextFile, rows: pd.Series) -> str:
    """Return « ligne 4 » or « lignes 4, 9… » of rows indexed by rank."""
    numbers = lines_of(file, [int(rank) for rank in rows.index[:_FIRST]])
    shown = ", ".join(str(number) for number in numbers)
    more = "…" if len(rows) > _FIRST else ""
    return f"{'ligne' if len(numbers) == 1 else 'lignes'} {shown}{more}"
