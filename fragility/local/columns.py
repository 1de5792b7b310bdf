"""Which column of a table holds codes, of which level, and which one holds values.

By the codes themselves first, then by the names of the columns. A person's choice always wins.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from fragility.local.codes import LEVELS, CodeBook
from fragility.local.reading import LocalTable
from territories.names import fold

_SAMPLE = 600
_LEVEL_WORDS = {
    "iris": ("iris", "dcomiris"),
    "commune": ("com", "commune", "communes", "codgeo", "depcom", "insee"),
    "epci": ("epci", "siren", "intercommunalite"),
    "departement": ("dep", "departement", "dpt", "dept"),
    "region": ("reg", "region"),
}
_CODE_WORDS = ("code", "cod", "id", "codgeo", "insee")
_VALUE_WORDS = (
    "valeur",
    "value",
    "taux",
    "part",
    "score",
    "indice",
    "nombre",
    "nb",
    "pct",
    "ratio",
)
_NOT_VALUES = (
    "code", "annee", "year", "millesime", "population", "pop", "latitude", "longitude", "lat",
    "lon", "id", "rang", "siren", "insee", "cp", "postal",
)  # fmt: skip
_WORDS = re.compile(r"[a-z0-9]+")
#: What stands for no value, or for a secret one.
NO_VALUE = frozenset(
    {"", "-", "--", "–", "—", ".", "..", "...", "/", "ns", "nd", "n.d.", "n.d", "na", "n/a", "n.a.",
     "#n/a", "null", "none", "nan", "nr", "s", "c", "secret", "x", "∅"}
)  # fmt: skip
_NUMBER = re.compile(r"[-+−]?(?:\d{1,15}(?:[.,]\d*)?|[.,]\d+)(?:e[-+]?\d{1,2})?", re.I | re.ASCII)


class Columns(NamedTuple):
    """The ranks of the two columns and the level of the codes; `level` "" when none is found."""

    code: int
    value: int
    level: str


def number(text: str) -> float | None:
    """Return a number as people write it (« 1 234,5 », « 12 % »), None when it is not one."""
    bare = text.replace("\u202f", "").replace("\xa0", "").replace(" ", "").rstrip("%")
    if "," in bare and "." in bare:
        # The last of the two is the decimal mark, the other parts thousands.
        thousands = "," if bare.rfind(".") > bare.rfind(",") else "."
        bare = bare.replace(thousands, "")
    if not _NUMBER.fullmatch(bare):
        return None
    found = float(bare.replace(",", ".").replace("−", "-"))
    return found if math.isfinite(found) and abs(found) < 1e15 else None


def find_columns(
    table: LocalTable, book: CodeBook, *, code: int | None, value: int | None, level: str
) -> Columns:
    """Return the columns and the level: those chosen (ranks, a level or ""), else the likeliest."""
    step = max(1, len(table.rows) // _SAMPLE)
    sample = table.rows[::step][: _SAMPLE * 2]
    ranks = range(len(table.headers))
    shares = {
        (rank, one): _share(table.headers[rank], [row[rank] for row in sample], one, book)
        for rank in (ranks if code is None else [code])
        for one in ([level] if level else LEVELS)
    }
    # The first of equals: the leftmost column, then the order of `LEVELS`.
    found, found_level = max(shares, key=lambda key: shares[key])
    has_codes = shares[found, found_level] > 0
    if value is None:
        value = _value_column(table, sample, found)
    return Columns(found, value, found_level if has_codes or level else "")


def _share(header: str, cells: list[str], level: str, book: CodeBook) -> float:
    """Return how likely a column holds codes of a level: 0 for none, above 1 when named so."""
    filled = [cell for cell in cells if cell]
    found = [book.find(cell, level) for cell in filled]
    exact = sum(one.code != "" and one.was != "zeros" for one in found)
    # A number without its zeros is a weaker sign: many numbers look like codes.
    padded = sum(one.was == "zeros" for one in found)
    words = set(_WORDS.findall(fold(header)))
    is_level = bool(words & set(_LEVEL_WORDS[level]))
    is_code = bool(words & set(_CODE_WORDS))
    share = (exact + 0.6 * padded) / max(1, len(filled))
    # Without a name that says so, few codes among many numbers are chance.
    if not share or (not (is_level or is_code) and exact < len(filled) / 2):
        return 0.0
    bonus = 0.5 * is_level + 0.3 * is_code
    distinct = len(set(filled)) / max(1, len(filled))
    return share * (0.3 + 0.7 * distinct) + bonus * min(1.0, 2 * share)


def _value_column(table: LocalTable, sample: list[tuple[str, ...]], code: int) -> int:
    """Return the column that most looks like values, the first one to the right of equals."""

    def score(rank: int) -> tuple[float, bool, bool]:
        cells = [row[rank] for row in sample]
        share = sum(number(cell) is not None for cell in cells) / max(1, len(cells))
        words = set(_WORDS.findall(fold(table.headers[rank])))
        named = bool(words & set(_VALUE_WORDS))
        doubtful = bool(words & set(_NOT_VALUES)) and not named
        return (share * (0.4 if doubtful else 1) + 0.3 * named * bool(share), named, rank > code)

    return max((rank for rank in range(len(table.headers)) if rank != code), key=score)
