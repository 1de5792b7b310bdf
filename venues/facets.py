"""How many venues a list holds, and would hold with one more choice, or with one less.

OR lists: the venues that hold the value and pass every other filter. The AND list (`care`): those
that hold it as well as what is already asked. Columns are in `facet_table`, words in
`facet_choices`; what only the database can tell (words, ids, dates of change) is asked of it once.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np

from ifn_site.clock import today
from venues.facet_table import LISTS, FacetTable, Rows, any_of, facet_table
from venues.filter_codes import known_sources, other_labels
from venues.filter_fields import NOW
from venues.filter_selection import months_before
from venues.filters import PARAMETERS, VenueFilter
from venues.openness import opening_at
from venues.vocabulary import VOCABULARIES

CARE = "prise_en_charge_specifique"
PUBLICS = "publics_specifiquement_adresses"
SWITCHES = ("a_ma_place", "prise_rdv", "fiche_acces_libre")
TERRITORIES = ("commune", "epci", "departement", "region")
OPENING = ("ouvert", "ouvert_le")
#: Ages of a sheet that are offered, in months.
AGES = (6, 12, 18)
#: The filters whose values are counted.
FACETS = frozenset(
    {*LISTS, "typologie", *SWITCHES, "fraicheur_max", "source", "autres_formations_labels"}
)
#: What only the database can tell.
_ASKED = frozenset({"q", "ids", "modifie_depuis"})
#: Read with another filter.
_DETAILS = frozenset({"strict", "de", "a"})


class Counts(NamedTuple):
    """Numbers of venues: by filter and value, and with all the choices made.

    Values are spelled as addresses spell them: codes, labels of sources, months, « true ».
    """

    of: dict[str, dict[str, int]]
    total: int
    #: The venues counted, one bit a row of the table.
    rows: bytes

    def at(self, name: str, value: str) -> int:
        """Return the number of venues of one value, 0 when it has none."""
        return self.of.get(name, {}).get(value, 0)


class Facets:
    """The filters of one query, each as the rows that it lets through.

    `unknown_hours`: instead of the venues open when asked, those left out for want of hours.
    """

    def __init__(self, filters: VenueFilter, *, unknown_hours: bool = False) -> None:
        self.table = facet_table()
        self._filters = filters
        self._given = filters.given
        self._unknown_hours = unknown_hours

    def rows(self, without: frozenset[str] = frozenset()) -> Rows:
        """Return the rows that pass every filter but some."""
        found = self.table.every_row()
        for name, rows in self._let_through.items():
            if name not in without:
                found = found & rows
        return found

    def rows_of_unknown_hours(self) -> Rows:
        """Return the rows left out because nobody knows their hours; none when none is asked."""
        if not self._given.keys() & set(OPENING):
            return ~self.table.every_row()
        return self.rows(frozenset(OPENING)) & self._doubt

    def counts(self, inside: Rows) -> Counts:
        """Count every value of every filter among some rows."""
        near = inside & self.rows(FACETS)
        part = self.table.only(near)
        passing = {name: rows[near] for name, rows in self._let_through.items() if name in FACETS}
        everything = _all_of(part, passing)
        by_filter: dict[str, dict[str, int]] = {}
        for name in sorted(FACETS):
            others = {other: rows for other, rows in passing.items() if other != name}
            # One more value of an OR list replaces those asked; of the AND list, it adds to them.
            is_plain = name == CARE or name not in passing
            around = everything if is_plain else _all_of(part, others)
            values = self._values(name, part)
            by_filter[name] = {value: count(rows & around) for value, rows in values}
        packed = np.packbits(inside & self.rows()).tobytes()
        return Counts(by_filter, count(everything), packed)

    @cached_property
    def _let_through(self) -> dict[str, Rows]:
        """What each filter in force lets through."""
        found = {name: self._rows_of(name) for name in self._given.keys() - _ASKED - _DETAILS}
        if asked := self._given.keys() & _ASKED:
            for name in asked:
                others = frozenset(PARAMETERS) - {name}
                keys = self._filters.narrowed(without=others).order_by()
                found[name] = self.table.rows_of(keys.values_list("pk", flat=True))
        return found

    def _rows_of(self, name: str) -> Rows:
        table, value = self.table, self._given[name]
        if name in OPENING:
            is_open = self._filters.opening(name).open
            return self._doubt if self._unknown_hours else table.rows_of(is_open)
        if name in TERRITORIES:
            return table.in_territory(name, [one.code for one in value])
        if name in ("pres_de", "bbox", "rayon"):
            return self._rows_around(name)
        if name in SWITCHES:
            return table.switched(name, value)
        if name == "fraicheur_max":
            return _fresh(table, value)
        if name == "source":
            return any_of([table.from_source(source) for source in value])
        if name == "autres_formations_labels":
            return any_of([table.bearing(label) for label in value])
        return self._rows_of_terms(name)

    def _rows_around(self, name: str) -> Rows:
        if name == "bbox":
            return self.table.in_box(self._given[name])
        near = self._filters.near
        if near is None or near.radius_m is None or name == "pres_de":
            return self.table.located()
        return self.table.within(near.lat, near.lon, near.radius_m)

    def _rows_of_terms(self, name: str) -> Rows:
        terms = [self.table.with_term(name, code) for code in self._given[name]]
        if name == CARE:
            return np.logical_and.reduce(terms)
        if name == PUBLICS and not self._given.get("strict"):
            terms.append(self.table.for_everybody())
        return any_of(terms)

    @cached_property
    def _doubt(self) -> Rows:
        """The rows whose hours are not given, or do not tell when asked."""
        unclear = [
            self.table.rows_of(self._filters.opening(name).unclear)
            for name in OPENING
            if name in self._given
        ]
        return any_of([self.table.without_hours(), *unclear])

    def _values(self, name: str, table: FacetTable) -> list[tuple[str, Rows]]:
        """Return the values of a filter, each with the rows that hold it."""
        if name in SWITCHES:
            return [("true", table.switched(name, True))]
        if name == "fraicheur_max":
            return [(str(age), _fresh(table, age)) for age in AGES]
        if name == "source":
            sources = {source.label: source for source in known_sources().values()}
            return [(label, table.from_source(source)) for label, source in sources.items()]
        if name == "autres_formations_labels":
            return [(label.label, table.bearing(label)) for label in other_labels().values()]
        values = [(term.code, table.with_term(name, term.code)) for term in VOCABULARIES[name]]
        if name == PUBLICS and not self._given.get("strict"):
            return [(code, rows | table.for_everybody()) for code, rows in values]
        return values


def open_now(counts: Counts) -> int:
    """Count, among the venues counted at this data version, those open for certain right now."""
    table = facet_table()
    packed = np.frombuffer(counts.rows, dtype=np.uint8)
    rows = np.unpackbits(packed, count=len(table.keys)).astype(bool)
    return count(rows & table.rows_of(opening_at(NOW).open))


def count(rows: Rows) -> int:
    """Return the number of rows selected."""
    return int(np.count_nonzero(rows))


def _all_of(table: FacetTable, passing: dict[str, Rows]) -> Rows:
    return np.logical_and.reduce([table.every_row(), *passing.values()])


def _fresh(table: FacetTable, months: int) -> Rows:
    return table.updated_since(months_before(today(), months))
