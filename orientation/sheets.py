"""What names and addresses tell beside the columns of the directory: which sheets are one place.

Two sources may describe one place (`venues/same_place.py`): it counts once, by the sheet that tells
most among those that fit. It also knows the counters that only their name tells. Read once for each
table of the directory; it knows nothing of answers.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from orientation.wishes import names_a_counter
from venues.facet_table import FacetTable, Rows
from venues.models import Venue
from venues.same_place import PlaceRow, same_places

_COLUMNS = (
    "pk", "name", "commune_code", "address", "pivot", "latitude", "longitude",
    "phone", "hours", "booking_url", "completeness",
)  # fmt: skip


class Sheets:
    """The sheets of one table, row by row."""

    def __init__(self, table: FacetTable) -> None:
        read = {row[0]: row for row in Venue.objects.published().values_list(*_COLUMNS)}
        # A venue withdrawn since the table was read is a place of its own.
        rows = [read.get(int(key), (key, "", "", "", "", None, None, "", "", "", 0))
                for key in table.keys]  # fmt: skip
        places = same_places([_place(row) for row in rows])
        self.named_counters: Rows = np.array([names_a_counter(row[1]) for row in rows], dtype=bool)
        repeated = np.bincount(places, minlength=len(rows))[places] > 1
        told = sorted(np.flatnonzero(repeated).tolist(), key=lambda at: (*_silence(rows[at]), at))
        #: Rows of the places told more than once, the sheet that tells most first.
        self._repeated: NDArray[np.int64] = np.array(told, dtype=np.int64)
        self._places = places[self._repeated]

    def once(self, rows: Rows) -> Rows:
        """Return the rows with one row for each place."""
        chosen = rows[self._repeated]
        if not chosen.any():
            return rows
        among = self._repeated[chosen]
        _, first = np.unique(self._places[chosen], return_index=True)
        kept = rows.copy()
        kept[among] = False
        kept[among[first]] = True
        return kept

    def of_the_same_places(self, rows: Rows) -> Rows:
        """Return the rows with the other sheets of their places."""
        named = self._places[rows[self._repeated]]
        if not len(named):
            return rows
        wider = rows.copy()
        wider[self._repeated[np.isin(self._places, named)]] = True
        return wider


def _place(row: tuple[Any, ...]) -> PlaceRow:
    _, name, commune, address, pivot, latitude, longitude, *_ = row
    point = None if latitude is None or longitude is None else (latitude, longitude)
    return PlaceRow(name, commune, address, pivot, point)


def _silence(row: tuple[Any, ...]) -> tuple[int, int]:
    """Return what orders sheets: contact and hours first, then all that is told."""
    phone, hours, booking, completeness = row[7:]
    return -(2 * bool(phone) + 2 * bool(hours) + bool(booking)), -completeness


_kept: WeakKeyDictionary[FacetTable, Sheets] = WeakKeyDictionary()


def sheets_of(table: FacetTable) -> Sheets:
    """Return the sheets of a table, read on first use."""
    if table not in _kept:
        _kept[table] = Sheets(table)
    return _kept[table]
