"""Public notes as they leave the site: one row each, the same in JSON and in CSV.

The account that wrote a note is in neither. It knows no request.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator

from coverage.annotations import Note, public_notes
from coverage.territory_notes import is_inside
from coverage.territory_page import names_of, territory_url
from venues.exports import guarded

Row = dict[str, str | None]
COLUMNS = (
    "niveau", "code", "nom", "nature", "nature_libelle", "texte", "organisme", "date", "page",
)  # fmt: skip


def notes_in(place: tuple[str, str] | None) -> list[Note]:
    """Return the notes about a territory (level, code) and what lies inside; all for None."""
    notes = public_notes()
    if place is None:
        return notes
    return [one for one in notes if (one.level, one.code) == place or is_inside(one, *place)]


def rows_of(notes: Iterable[Note], full: Callable[[str], str]) -> list[Row]:
    """Return notes as rows of `COLUMNS`; `full` makes a whole address of a path."""
    kept = list(notes)
    names = {
        level: names_of(level, [one.code for one in kept if one.level == level])
        for level in sorted({one.level for one in kept})
    }
    return [
        {
            "niveau": one.level,
            "code": one.code,
            "nom": names[one.level].get(one.code),
            "nature": one.kind,
            "nature_libelle": one.label,
            "texte": one.text,
            "organisme": one.organisation,
            "date": one.written_on.isoformat(),
            "page": full(territory_url(one.level, one.code)),
        }
        for one in kept
    ]


def csv_chunks(rows: Iterable[Row], *, protected: bool = False) -> Iterator[str]:
    """Yield the CSV text: raw for programs; the protected one opens well in a spreadsheet."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    if protected:
        buffer.write("\ufeff")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = [row[name] for name in COLUMNS]
        writer.writerow([guarded(one) for one in cells] if protected else cells)
    yield buffer.getvalue()
