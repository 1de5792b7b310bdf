"""What an import did, in words and as a table: counts that add up, and every finding.

Pure. The CSV is for people: it opens in a spreadsheet and its cells can never act as formulas.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from venues.imports.findings import Finding, Level

#: « fiche » is the number of the record, the header not counted: files in JSON have no lines.
HEADER = ("fiche", "identifiant", "champ", "niveau", "code", "message", "avant", "apres")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass
class Counts:
    """Rows of the file by outcome, and records of the source that the file no longer holds."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    merged: int = 0
    rejected: int = 0
    removed: int = 0

    def adds_up(self) -> bool:
        """Tell whether every row read has exactly one outcome."""
        return self.read == (
            self.added + self.changed + self.unchanged + self.merged + self.rejected
        )


@dataclass
class Report:
    """The outcome of one run."""

    counts: Counts = field(default_factory=Counts)
    findings: list[Finding] = field(default_factory=list)
    #: Field by field, how many venues change.
    changed_fields: Counter[str] = field(default_factory=Counter)

    def number(self, level: Level) -> int:
        """Return how many findings have this level."""
        return sum(finding.level is level for finding in self.findings)

    def summary(self) -> list[str]:
        """Return the counts as lines of French, the first one adding up."""
        counts = self.counts
        return [
            f"{counts.read} lues = {counts.added} ajoutées + {counts.changed} modifiées + "
            f"{counts.unchanged} inchangées + {counts.merged} répétées + "
            f"{counts.rejected} rejetées",
            " · ".join(
                [_counted(counts.removed, "retirée")]
                + [_counted(self.number(level), level.value) for level in Level]
            ),
        ]

    def by_code(self) -> list[tuple[Level, str, int, str]]:
        """Return (level, code, how many, an example of the message), most serious first."""
        tally = Counter((finding.level, finding.code) for finding in self.findings)
        messages = {(one.level, one.code): one.message for one in self.findings}
        order = [Level.REJECTION, Level.WARNING, Level.FIX]
        return [
            (level, code, number, messages[level, code])
            for (level, code), number in sorted(
                tally.items(), key=lambda item: (order.index(item[0][0]), -item[1], item[0][1])
            )
        ]


def _counted(number: int, word: str) -> str:
    """Return a number and its word, in the plural from two on."""
    return f"{number} {word}{'s' if number > 1 else ''}"


def guarded(cell: object) -> str:
    """Return a cell that no spreadsheet will run: formulas are kept as visible text."""
    text = cell if isinstance(cell, str) else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_rows(findings: Iterable[Finding]) -> str:
    """Return the findings as CSV text (semicolons, header in French)."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for one in findings:
        writer.writerow(
            [
                one.row or "",
                guarded(one.external_id),
                one.field,
                one.level,
                one.code,
                one.message,
                guarded(one.before),
                guarded(one.after),
            ]
        )
    return stream.getvalue()


def csv_bytes(findings: Sequence[Finding]) -> bytes:
    """Return the report as a CSV file that spreadsheets open in UTF-8."""
    return ("\ufeff" + write_rows(findings)).encode("utf-8")


def packed(findings: Sequence[Finding]) -> bytes:
    """Return the CSV file gzipped, as an import run keeps it."""
    return gzip.compress(csv_bytes(findings), 6, mtime=0)
