"""A table of codes and values, placed on today's territories, with everything that was noticed.

Pure but for the code book it is given: rows in, one value a territory out, and one finding for
each row that was mended or left out, named by its line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from fragility.local.codes import CodeBook, plain
from fragility.local.columns import NO_VALUE, Columns, number
from fragility.local.reading import LocalTable


class Kind(StrEnum):
    """What was noticed of a row."""

    UNKNOWN = "code_inconnu"
    DUPLICATE = "doublon"
    WRONG_VALUE = "valeur_illisible"
    NO_VALUE = "sans_valeur"
    WIDTH = "cases_en_trop"
    ZEROS = "zeros_remis"
    CARRIED = "ancien_code"
    REPEATED = "repetition"


LABELS = {
    Kind.UNKNOWN: "Codes inconnus",
    Kind.DUPLICATE: "Codes en double, avec des valeurs différentes",
    Kind.WRONG_VALUE: "Valeurs illisibles",
    Kind.NO_VALUE: "Lignes sans valeur",
    Kind.WIDTH: "Lignes qui ont trop de cases",
    Kind.ZEROS: "Zéros perdus, remis au début du code",
    Kind.CARRIED: "Anciens codes, portés à la commune d’aujourd’hui",
    Kind.REPEATED: "Lignes répétées à l’identique, comptées une fois",
}
#: What a row that was left out is called; the others were used.
LEFT_OUT = (Kind.UNKNOWN, Kind.DUPLICATE, Kind.WRONG_VALUE, Kind.NO_VALUE, Kind.WIDTH)


class Finding(NamedTuple):
    """One row that was mended or left out: its line, what it says, what was made of it."""

    kind: Kind
    line: int
    text: str
    said: str = ""


class _Read(NamedTuple):
    line: int
    written: str
    code: str
    value: float


@dataclass(frozen=True)
class Matched:
    """The values by code of today, in code order; `recognised` rows out of `rows` with a code."""

    level: str
    values: dict[str, float]
    rows: int
    recognised: int
    findings: tuple[Finding, ...]

    @property
    def rate(self) -> int:
        """The share of recognised codes, in percent, 100 only when all are."""
        return int(100 * self.recognised / self.rows) if self.rows else 0

    def of(self, kind: Kind) -> list[Finding]:
        """Return the findings of a kind."""
        return [one for one in self.findings if one.kind == kind]


def match(table: LocalTable, columns: Columns, book: CodeBook, *, is_count: bool) -> Matched:
    """Place the values of a table. Old communes are summed (`is_count`) or averaged plainly."""
    findings = [Finding(Kind.WIDTH, line, "") for line in table.broken]
    read: list[_Read] = []
    rows = recognised = 0
    for line, cells in zip(table.lines, table.rows, strict=True):
        written = cells[columns.code]
        if not written and not cells[columns.value]:
            continue
        rows += 1
        known = book.find(written, columns.level)
        if not known.code:
            hint = book.suggestion(written, columns.level)
            findings.append(Finding(Kind.UNKNOWN, line, written, f"{hint} ?" if hint else ""))
            continue
        recognised += 1
        value = number(cells[columns.value])
        if value is None:
            findings.append(_without(line, known.code, cells[columns.value]))
            continue
        if known.was == "zeros":
            findings.append(Finding(Kind.ZEROS, line, written, known.code))
        read.append(_Read(line, plain(written).zfill(len(known.code)), known.code, value))
    alone, more = _without_duplicates(read)
    values, carried = _carried(alone, is_count=is_count)
    found = sorted([*findings, *more, *carried], key=lambda one: one.line)
    return Matched(columns.level, dict(sorted(values.items())), rows, recognised, tuple(found))


def _without(line: int, code: str, text: str) -> Finding:
    """Return the finding of a row whose value is no number."""
    if text.casefold() in NO_VALUE:
        return Finding(Kind.NO_VALUE, line, code, text and f"« {text} »")
    said = f"« {text} »" + (" : une formule n’est jamais calculée" if text[:1] == "=" else "")
    return Finding(Kind.WRONG_VALUE, line, code, said)


def _without_duplicates(read: Iterable[_Read]) -> tuple[list[_Read], list[Finding]]:
    """Keep each written code once; two values for one code leave it out: nobody can choose."""
    groups: dict[str, list[_Read]] = defaultdict(list)
    for one in read:
        groups[one.written].append(one)
    kept, findings = [], []
    for written, rows in groups.items():
        if len(rows) == 1:
            kept.append(rows[0])
            continue
        lines = _listed([one.line for one in rows])
        same = len({one.value for one in rows}) == 1
        kind = Kind.REPEATED if same else Kind.DUPLICATE
        findings += [
            Finding(kind, one.line, written, f"{one.value:g} ; lignes {lines}") for one in rows
        ]
        if same:
            kept.append(rows[0])
    return kept, findings


def _carried(rows: Iterable[_Read], *, is_count: bool) -> tuple[dict[str, float], list[Finding]]:
    """Return one value a commune of today: its own, and those of the communes it took in."""
    groups: dict[str, list[_Read]] = defaultdict(list)
    for one in rows:
        groups[one.code].append(one)
    values, findings = {}, []
    for code, parts in groups.items():
        own = [one for one in parts if one.written == code]
        if own and code in _CITIES:
            # A city that has its own row is not made of its arrondissements again.
            said = "laissée de côté : la ville a sa propre ligne"
            findings += [Finding(Kind.CARRIED, one.line, one.written, said)
                         for one in parts if one.written != code]  # fmt: skip
            parts = own
        total = sum(one.value for one in parts)
        values[code] = total if is_count else total / len(parts)
        how = "somme" if is_count else "moyenne simple"
        several = f", {how} de {len(parts)} lignes" if len(parts) > 1 else ""
        findings += [
            Finding(Kind.CARRIED, one.line, one.written, f"{code}{several}")
            for one in parts
            if one.written != code
        ]
    return values, findings


#: Paris, Lyon and Marseille, which files give whole, by arrondissement, or both.
_CITIES = frozenset({"75056", "69123", "13055"})


def _listed(lines: list[int]) -> str:
    shown = ", ".join(str(line) for line in lines[:6])
    return shown if len(lines) <= 6 else f"{shown}…"
