"""Which rows of the directory are open in some hours of the usual week, kept in each process.

The directory's own evaluation (`venues/openness.py`), once a day for each of the few dozen hours
that a questionnaire can ask. It knows nothing of answers.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ifn_site.clock import today
from orientation.wishes import Window
from venues.facet_table import FacetTable, Rows
from venues.openness import Opening, opening_on


class Openness(NamedTuple):
    """Rows that open for certain, and rows whose hours do not tell (no hours included)."""

    open: Rows
    unclear: Rows


_kept: WeakKeyDictionary[FacetTable, dict[tuple[date, Window], Openness]] = WeakKeyDictionary()


def open_in(table: FacetTable, window: Window) -> Openness:
    """Return who opens at some time of a window."""
    kept = _kept.setdefault(table, {})
    # Visits announced by their dates are over one day: the answer holds for one day.
    key = (today(), window)
    if key not in kept:
        for old in [one for one in kept if one[0] != key[0]]:
            del kept[old]
        kept[key] = rows_of(table, opening_on(*window))
    return kept[key]


def rows_of(table: FacetTable, opening: Opening) -> Openness:
    """Return an evaluation of the directory as rows."""
    unclear = table.rows_of(opening.unclear) | table.without_hours()
    return Openness(table.rows_of(opening.open), unclear)
