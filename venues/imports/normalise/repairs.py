"""How named repairs are chained and reported. Knows nothing of what a repair repairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from venues.imports.findings import Note, fix

#: A repair may uncover work for an earlier one (an entity hiding an entity): passes are bounded so
#: that a hostile cell cannot make them endless.
MAX_PASSES = 5


class Repair(NamedTuple):
    """One named repair of a text: `apply` returns the text unchanged when it does not apply."""

    code: str
    message: str
    apply: Callable[[str], str]


def apply_repairs(text: str, repairs: Sequence[Repair]) -> tuple[str, tuple[Note, ...]]:
    """Apply `repairs` in order until nothing changes; one `fix` note per repair that
    changed text.
    """
    notes: dict[str, Note] = {}
    for _ in range(MAX_PASSES):
        start = text
        for repair in repairs:
            repaired = repair.apply(text)
            if repaired != text:
                before = notes[repair.code].before if repair.code in notes else text
                notes[repair.code] = fix(repair.code, repair.message, before, repaired)
                text = repaired
        if text == start:
            break
    return text, tuple(notes.values())
