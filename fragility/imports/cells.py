"""From text cells to numbers with their status: decimal commas, thousands, statistical secrecy.

An empty cell is never a number, a secret is never a number, and what cannot be read is refused
with its line: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fragility.imports.text_tables import RefusedFile, TextFile, lines_of
from fragility.status import Status

#: INSEE's signs: s = secret, ns = not significant, both withheld; nd = not available.
INSEE_SIGNS: Mapping[str, Status] = {
    "s": Status.SECRET,
    "ns": Status.SECRET,
    "nd": Status.MISSING,
}
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
_THOUSANDS = r"^-?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:[.,][0-9]+)?$"


@dataclass(frozen=True)
class Numbers:
    """A column of numbers: `value` is NaN wherever `status` is not observed."""

    value: np.ndarray
    status: np.ndarray

    def __len__(self) -> int:
        return len(self.value)

    @classmethod
    def of(cls, value: np.ndarray) -> Numbers:
        """Return observed numbers, NaN being missing."""
        missing = np.where(np.isfinite(value), Status.OBSERVED, Status.MISSING)
        return cls(value, missing.astype(np.int8))

    def __add__(self, other: Numbers) -> Numbers:
        """Return the sum, known only where both are."""
        status = worse(self.status, other.status)
        return Numbers(
            np.where(status == Status.OBSERVED, self.value + other.value, np.nan), status
        )

    def withheld(self, where: np.ndarray, status: Status) -> Numbers:
        """Return the same numbers, with the rows of `where` turned into `status`."""
        return Numbers(
            np.where(where, np.nan, self.value),
            np.where(where, status, self.status).astype(np.int8),
        )


def worse(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the status of what is made of two values: secret before missing before observed."""
    secret = (first == Status.SECRET) | (second == Status.SECRET)
    missing = (first == Status.MISSING) | (second == Status.MISSING)
    return np.select([secret, missing], [Status.SECRET, Status.MISSING], Status.OBSERVED).astype(
        np.int8
    )


def numbers(
    file: TextFile,
    cells: pd.Series,
    *,
    signs: Mapping[str, Status] | None = None,
    highest: float = np.inf,
) -> Numbers:
    """Return the numbers of a column of text, each between 0 and `highest`.

    `signs` are the words that stand for a status. Decimal commas and thousands spaces are read.
    Raises `RefusedFile`, naming the line and the column, for anything else, negative numbers and
    numbers above `highest` included.
    """
    text = cells.astype("str")
    status = np.full(len(text), Status.OBSERVED, dtype=np.int8)
    status[(text == "").to_numpy()] = Status.MISSING
    for sign, meaning in (signs or {}).items():
        status[(text == sign).to_numpy()] = meaning
    observed = status == Status.OBSERVED
    plain = _plain(text[observed])
    readable = plain.str.fullmatch(_NUMBER).to_numpy(dtype=bool)
    if not readable.all():
        _refuse(file, text[observed][~readable], "n’est pas un nombre")
    value = np.full(len(text), np.nan)
    value[observed] = plain.to_numpy(dtype=object).astype(np.float64)
    endless = np.isinf(value)
    if endless.any():
        _refuse(file, text[endless], "n’est pas un nombre")
    below, above = value < 0, value > highest
    if below.any():
        _refuse(file, text[below], "est négatif")
    if above.any():
        _refuse(file, text[above], f"dépasse {highest:g}")
    return Numbers(value, status)


def _plain(text: pd.Series) -> pd.Series:
    """Return numbers as Python writes them."""
    spaced = text.str.match(_THOUSANDS).to_numpy(dtype=bool)
    if spaced.any():
        text = text.where(~spaced, text.str.replace(r"[ \u00a0\u202f]", "", regex=True))
    return text.str.replace(",", ".", regex=False)


def _refuse(file: TextFile, wrong: pd.Series, why: str) -> None:
    line = lines_of(file, [int(wrong.index[0])])[0]
    more = f" ({len(wrong)} cellules sont dans ce cas)" if len(wrong) > 1 else ""
    raise RefusedFile(
        f"« {file.label} », ligne {line}, colonne « {wrong.name} » : "
        f"« {str(wrong.iloc[0])[:40]} » {why}{more}. Rien n’est importé de ce fichier."
    )
