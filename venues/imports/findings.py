"""What an import has to say about one value or one row: the vocabulary of its report.

Pure data: this module knows neither files, nor the database, nor how a value is repaired.
Messages are in French because producers read them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

#: Longest piece of a value that a report shows: enough to recognise it, too short to flood a page.
EXCERPT_LENGTH = 200


class Level(StrEnum):
    """How serious a finding is, from a repaired value to a row that cannot be used."""

    FIX = "correction"
    WARNING = "avertissement"
    REJECTION = "rejet"


def excerpt(value: Any) -> str:
    """Return `value` as one short line of visible text (control characters escaped)."""
    text = "" if value is None else str(value)
    if len(text) > EXCERPT_LENGTH:
        text = text[:EXCERPT_LENGTH] + "…"
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)


class Note(NamedTuple):
    """What a normaliser says of one value; row and field are added by the pipeline."""

    level: Level
    code: str
    message: str
    before: str = ""
    after: str = ""


class Normalised(NamedTuple):
    """The value to keep (None when nothing usable is left) and what was said on the way."""

    value: Any
    notes: tuple[Note, ...] = ()


def fix(code: str, message: str, before: Any, after: Any) -> Note:
    """A repaired value."""
    return Note(Level.FIX, code, message, excerpt(before), excerpt(after))


def warning(code: str, message: str, before: Any = "", after: Any = "") -> Note:
    """A value kept or set aside with a doubt that a person should look at."""
    return Note(Level.WARNING, code, message, excerpt(before), excerpt(after))


def rejection(code: str, message: str, before: Any = "") -> Note:
    """A reason why the whole row cannot be used."""
    return Note(Level.REJECTION, code, message, excerpt(before))


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of an import report.

    `row` counts the data rows of the file from 1; 0 speaks of the whole file.
    `external_id` is the producer's own identifier of the row, when it has one.
    """

    row: int
    external_id: str
    field: str
    level: Level
    code: str
    message: str
    before: str
    after: str

    @classmethod
    def of(cls, row: int, external_id: str, field: str, note: Note) -> Finding:
        """Place a note on its row and field."""
        return cls(
            row, external_id, field, note.level, note.code, note.message, note.before, note.after
        )


def rejects(notes: Iterable[Note]) -> bool:
    """Tell whether one of the notes refuses the row."""
    return any(note.level is Level.REJECTION for note in notes)
