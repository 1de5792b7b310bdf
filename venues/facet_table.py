"""What the filters compare, for every published venue, in columns kept in each process.

One row a venue, in the order of the keys: a whole list is selected and counted here in some
milliseconds, a hundred values included, where the database takes a second. Read again when the data
version changes (4 MB for 20,000 venues). It selects exactly as `filter_selection` and
`VenueQuerySet` do, and knows neither requests nor pages.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
from django.db.models import BigIntegerField, BooleanField, Case, Q, Value, When
from django.db.models.functions import Cast
from numpy.typing import NDArray

from ifn_site.cache import current_version
from territories.distance import EARTH_RADIUS_M, haversine_m, unit_vector
from venues.filter_codes import OtherLabel, SourceValue
from venues.filter_fields import Box
from venues.filter_selection import COLUMNS
from venues.models import SourceRecord, Venue
from venues.nearness import inside_circle
from venues.vocabulary import TYPOLOGY_HIGH, TYPOLOGY_LOW, VOCABULARIES

Rows = NDArray[np.bool_]
#: Enumerated lists of one column each, with the column that holds them as bits.
LISTS = {**COLUMNS, "publics_specifiquement_adresses": "publics"}
_MASKS = (*LISTS.values(), "typology_low", "typology_high")
#: Columns that are told or not, by filter; `hours` and `phone` are no filters.
_FILLED = {
    "fiche_acces_libre": "accessibility_sheet",
    "prise_rdv": "booking_url",
    "hours": "hours",
    "phone": "phone",
}
_POINT = ("latitude", "longitude", "x", "y", "z")
#: Codes of a venue, by level of territory; a commune is asked by either of its codes.
_CODES = {
    "commune": ("commune_code", "insee_code"),
    "epci": ("epci_code",),
    "departement": ("departement_code",),
    "region": ("region_code",),
}


class FacetTable:
    """The columns of one data version, or of some of its rows (`only`)."""

    def __init__(self) -> None:
        read = _read()
        self.keys = np.array(read["pk"], dtype=np.int64)
        self._columns: dict[str, NDArray[Any]] = {
            "acts_on_behalf": np.array(read["acts_on_behalf"], dtype=bool),
            "updated_on": np.array(
                [day.toordinal() if day else 0 for day in read["updated_on"]], dtype=np.int64
            ),
            "declared_source": np.array(read["declared_source"], dtype=object),
            **{name: np.array(read[f"_{name}"], dtype=np.int64) for name in _MASKS},
            **{name: np.array(read[f"_{name}"], dtype=bool) for name in _FILLED},
            **{name: np.array(read[name], dtype=float) for name in _POINT},
            **{
                name: np.array(read[name], dtype=str) for names in _CODES.values() for name in names
            },
        }
        self._fed = _fed()

    def only(self, rows: Rows) -> FacetTable:
        """Return the table of some rows."""
        part = copy.copy(self)
        part.keys = self.keys[rows]
        part._columns = {name: column[rows] for name, column in self._columns.items()}
        return part

    # --- Rows --------------------------------------------------------------------------------
    def rows_of(self, keys: Iterable[int]) -> Rows:
        """Return the rows of some venues (primary keys); unknown ones are left out."""
        return np.isin(self.keys, np.fromiter(keys, dtype=np.int64))

    def every_row(self) -> Rows:
        """Return all the rows."""
        return np.ones(len(self.keys), dtype=bool)

    def with_term(self, name: str, code: str) -> Rows:
        """Return the rows that hold one term of an enumerated list."""
        if name == "typologie":
            low = code in TYPOLOGY_LOW.by_code
            column = "typology_low" if low else "typology_high"
            bits = (TYPOLOGY_LOW if low else TYPOLOGY_HIGH).bits
        else:
            column, bits = LISTS[name], VOCABULARIES[name].bits
        return self._columns[column] & (1 << bits[code]) != 0

    def for_everybody(self) -> Rows:
        """Return the rows that name no public: they welcome everybody."""
        return np.equal(self._columns["publics"], 0)

    def switched(self, name: str, value: bool) -> Rows:
        """Return the rows where something is told, or not."""
        column = "acts_on_behalf" if name == "a_ma_place" else name
        return np.equal(self._columns[column], value)

    def without_hours(self) -> Rows:
        """Return the rows whose hours nobody gave."""
        return ~self._columns["hours"]

    def with_phone(self) -> Rows:
        """Return the rows that one may call."""
        return self._columns["phone"]

    def updated_since(self, day: date) -> Rows:
        """Return the rows that their producer dated on or after a day."""
        return self._columns["updated_on"] >= day.toordinal()

    def from_source(self, source: SourceValue) -> Rows:
        """Return the rows fed by one of our sources, or that declare it."""
        found = self.rows_of(self._fed.get(source.source_id or 0, ()))
        if source.declared:
            found |= np.equal(self._columns["declared_source"], source.declared).astype(bool)
        return found

    def bearing(self, label: OtherLabel) -> Rows:
        """Return the rows that bear a label outside the standard's list."""
        return self.rows_of(label.venues)

    # --- Places ------------------------------------------------------------------------------
    def located(self) -> Rows:
        """Return the rows that have a point of their own."""
        return ~np.isnan(self._columns["latitude"])

    def within(self, lat: float, lon: float, radius_m: float) -> Rows:
        """Return the rows at `radius_m` metres or less, by great circle."""
        _, _, limit = inside_circle(lat, lon, radius_m)
        gaps = (
            self._columns[axis] - value
            for axis, value in zip("xyz", unit_vector(lat, lon), strict=True)
        )
        return np.less_equal(sum(gap * gap for gap in gaps), limit)

    def nearest_m(self, lat: float, lon: float, rows: Rows) -> float:
        """Return the distance in metres of the nearest of some rows; inf when none has a point."""
        chosen = rows & self.located()
        if not chosen.any():
            return float("inf")
        gaps = (
            self._columns[axis][chosen] - value
            for axis, value in zip("xyz", unit_vector(lat, lon), strict=True)
        )
        nearest = int(np.argmin(sum(gap * gap for gap in gaps)))
        found = [float(self._columns[name][chosen][nearest]) for name in ("latitude", "longitude")]
        return haversine_m(lat, lon, *found)

    def metres_from(self, lat: float, lon: float) -> NDArray[np.float64]:
        """Return the distance in metres of every row, by great circle; NaN without a point."""
        gaps = (
            self._columns[axis] - value
            for axis, value in zip("xyz", unit_vector(lat, lon), strict=True)
        )
        chord = np.sqrt(np.asarray(sum(gap * gap for gap in gaps), dtype=np.float64))
        metres: NDArray[np.float64] = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(chord / 2, 1.0))
        return metres

    def in_box(self, box: Box) -> Rows:
        """Return the rows whose point is in a box, which may cross the 180° meridian."""
        latitude, longitude = self._columns["latitude"], self._columns["longitude"]
        east_of, west_of = longitude >= box.west, longitude <= box.east
        across = east_of | west_of if box.west > box.east else east_of & west_of
        return (latitude >= box.south) & (latitude <= box.north) & across

    def in_territory(self, level: str, codes: Iterable[str]) -> Rows:
        """Return the rows of some territories of one level."""
        wanted = list(codes)
        return any_of([np.isin(self._columns[name], wanted) for name in _CODES[level]])


def any_of(rows: list[Rows]) -> Rows:
    """Return the rows that are in at least one of these."""
    return np.logical_or.reduce(rows)


def _read() -> dict[str, tuple[Any, ...]]:
    """Read the columns of the published venues, in the order of their keys."""
    computed: dict[str, Any] = {f"_{name}": Cast(name, BigIntegerField()) for name in _MASKS}
    computed |= {f"_{name}": _is_told(column) for name, column in _FILLED.items()}
    codes = [name for names in _CODES.values() for name in names]
    names = ["pk", "acts_on_behalf", "updated_on", "declared_source", *_POINT, *codes, *computed]
    rows = Venue.objects.published().order_by("pk").annotate(**computed).values_list(*names)
    read = list(zip(*rows.iterator(), strict=True)) or [() for _ in names]
    return dict(zip(names, read, strict=True))


def _is_told(column: str) -> Case:
    told = When(~Q(**{column: ""}), then=Value(True))
    return Case(told, default=False, output_field=BooleanField())


def _fed() -> dict[int, list[int]]:
    """Return the venues that each of our sources feeds today."""
    fed: dict[int, list[int]] = {}
    records = SourceRecord.objects.present().order_by("pk")
    for source, venue in records.values_list("source_id", "venue_id"):
        fed.setdefault(source, []).append(venue)
    return fed


_kept: dict[int, FacetTable] = {}


def facet_table() -> FacetTable:
    """Return the table of the present data version, read on first use in each process."""
    version = current_version()
    if version not in _kept:
        _kept.clear()
        _kept[version] = FacetTable()
    return _kept[version]


def forget_facet_table() -> None:
    """Read the venues again on the next count (for tests, which change them without a version)."""
    _kept.clear()
