"""Public notes as a territory shows them: its own, and those about what lies inside.

It knows no measure and no request.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coverage.annotations import Note, public_notes
from coverage.territory_page import names_of, territory_url
from fragility.larger import ORDER, inside

#: Notes of the territories inside that are shown.
MOST_NOTES = 10


@dataclass(frozen=True)
class NoteLine:
    """A public note with the territory it is about; `url` is "" on that territory's own page."""

    note: Note
    name: str
    url: str


def notes_of(level: str, code: str) -> tuple[NoteLine, ...]:
    """Return the notes about a territory, then those about what lies inside, newest first."""
    own, others = [], []
    for note in public_notes():
        if (note.level, note.code) == (level, code):
            own.append(NoteLine(note, "", ""))
        elif is_inside(note, level, code):
            others.append(note)
    return (*own, *_named_notes(others[:MOST_NOTES]))


def is_inside(note: Note, level: str, code: str) -> bool:
    """Tell whether a note is about something that lies in a territory."""
    if level not in ORDER or ORDER.index(note.level) >= ORDER.index(level):
        return False
    return bool(inside(note.level, (note.code,), level, code)[0])


def _named_notes(notes: Iterable[Note]) -> list[NoteLine]:
    kept = list(notes)
    names = {
        level: names_of(level, [one.code for one in kept if one.level == level])
        for level in {one.level for one in kept}
    }
    return [
        NoteLine(one, names[one.level].get(one.code, one.code), territory_url(one.level, one.code))
        for one in kept
    ]
