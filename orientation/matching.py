"""Which venues fit the answers, counted over the whole directory in a few milliseconds.

Services, publics and hours: one of those asked is enough; care: all of them; a venue that names no
public welcomes everybody; « à ma place », free and appointments are conditions. What nobody knows
(hours, costs) is kept apart and counted, never dropped in silence. One place told by several sheets
counts once (`sheets`). Distances are great circles.
It selects and counts: the order is in `ranking`, the words are elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from orientation import answers as read
from orientation.answers import Answers
from orientation.availability import Openness, open_in, rows_of
from orientation.reach import CORSICA, OVERSEAS, Here, radius_of, where
from orientation.sheets import Sheets, sheets_of
from orientation.wishes import (
    COUNTER_KINDS,
    COUNTER_PROGRAMMES,
    FREE,
    FREE_COSTS,
    HALF_DAYS,
    NOW,
    PROCEDURES_SERVICE,
    PUBLICS,
    asks_hours,
    care_asked,
    publics_asked,
    services_asked,
    windows_asked,
    windows_of,
)
from venues.facet_table import FacetTable, Rows, any_of, facet_table
from venues.facets import count
from venues.filter_fields import NOW as AT_ONCE
from venues.list_scope import UNREACHABLE_M
from venues.openness import opening_at
from venues.vocabulary import ACCESS, CARE, COSTS, PROGRAMMES, SERVICES, SUPPORT, TYPOLOGY
from venues.vocabulary import PUBLICS as PUBLICS_OF_STANDARD

#: What a promise of distance is reckoned without.
_DISTANCE = frozenset({"minutes", "mode"})
#: Ways that are offered beside « how far », in minutes.
MINUTES_OFFERED = ("10", "15", "30", "45", "60")


class Promise(NamedTuple):
    """What some answers lead to: how many venues within reach, and beside them those whose hours
    nobody knows; when there is none, how far the nearest is (metres, inf: nowhere one can go).
    """

    number: int
    nearest_m: float = 0.0
    unknown_hours: int = 0


class Fit:
    """The venues that fit some answers. Parts are shared with `like` answers."""

    def __init__(self, answers: Answers, *, moment: datetime | None = None) -> None:
        self.answers = answers
        self.moment = moment
        self.here: Here | None = where(answers.place)
        self.table: FacetTable = facet_table()
        self.sheets: Sheets = sheets_of(self.table)
        self._kept: dict[Any, Rows] = {}

    def like(self, answers: Answers) -> Fit:
        """Return the fit of other answers."""
        other = Fit.__new__(Fit)
        other.answers, other.moment, other.table = answers, self.moment, self.table
        other.sheets, other._kept = self.sheets, self._kept
        same_place = answers.place == self.answers.place
        other.here = self.here if same_place else where(answers.place)
        return other

    # --- What is asked -----------------------------------------------------------------------
    def rows(self, without: frozenset[str] = frozenset()) -> Rows:
        """Return the rows within reach that fit everything asked, some parameters put aside.

        `minutes` put aside: as far as people may go; `lieu`: the whole country.
        """
        return self.sheets.once(self._fitting(without))

    def _fitting(self, without: frozenset[str] = frozenset()) -> Rows:
        """Return every sheet within reach that fits, those of one place too."""
        return self.rows_anywhere(without) & self._inside(without)

    def rows_anywhere(self, without: frozenset[str] = frozenset()) -> Rows:
        """Return the rows of the whole country that fit, every sheet of a place."""
        found = self._conditions(without)
        if asks_hours(self.answers.without(without & {"quand", "jour"})):
            found = found & self._when(without).open
        elif (modes := self._from_home()) is not None and "quand" not in without:
            found = found & modes
        return found

    def rows_of_unknown_hours(self, without: frozenset[str] = frozenset()) -> Rows:
        """Return the rows left out because nobody knows their hours."""
        if not asks_hours(self.answers.without(without & {"quand", "jour"})):
            return ~self.table.every_row()
        doubt = self._when(without)
        silent = self._conditions(without) & self._inside(without) & doubt.unclear & ~doubt.open
        return self.sheets.once(silent & ~self._told(without))

    def _told(self, without: frozenset[str] = frozenset()) -> Rows:
        """Return the sheets of the places that fit within reach."""
        return self.sheets.of_the_same_places(self._fitting(without))

    def rows_of_unknown_costs(self) -> Rows:
        """Return the rows left out, when « gratuit » is asked, for want of a known cost."""
        if FREE not in self.answers.access:
            return ~self.table.every_row()
        access = tuple(one for one in self.answers.access if one != FREE)
        silent = ~any_of([self.table.with_term(COSTS.field, term.code) for term in COSTS])
        free_or_not = self.like(self.answers.changed(access=access))._fitting()
        return self.sheets.once(free_or_not & silent & ~self._told())

    def open_when(self, value: str) -> Rows:
        """Return the rows that are open for certain when one answer to « quand » asks."""
        if value == NOW:
            return self._now().open
        windows = windows_of(value, self.answers)
        return any_of([open_in(self.table, one).open for one in windows] or [~self._every()])

    def open_on_days(self) -> Rows:
        """Return the rows that are open for certain on one of the days asked."""
        asked = windows_asked(self.answers.changed(when=self._half_days()))
        return any_of([open_in(self.table, one).open for one in asked] or [~self._every()])

    def _half_days(self) -> tuple[str, ...]:
        return tuple(one for one in self.answers.when if one in HALF_DAYS)

    # --- Promises ----------------------------------------------------------------------------
    def promise(self, without: frozenset[str] = frozenset()) -> Promise:
        """Return what the page of results announces."""
        number = count(self.rows(without))
        unknown = count(self.rows_of_unknown_hours(without))
        if number:
            return Promise(number, 0.0, unknown)
        return Promise(0, self.nearest_m(without), unknown)

    def nearest_m(self, without: frozenset[str] = frozenset()) -> float:
        """Return how far the nearest venue that fits is, however long the way; inf when none."""
        if self.here is None or self.here.centre is None:
            return float("inf")
        return self.table.nearest_m(*self.here.centre, self.reachable(without))

    def reachable(self, without: frozenset[str] = frozenset()) -> Rows:
        """Return the rows that fit and where one may go, however long the way."""
        return self.rows_anywhere(without) & self._inside(without | _DISTANCE)

    def beyond(self) -> Rows:
        """Return the places that fit and are not within reach, but where one may go."""
        return self.sheets.once(self.reachable() & ~self._told())

    # --- Parts -------------------------------------------------------------------------------
    def _conditions(self, without: frozenset[str]) -> Rows:
        """Return the rows that fit all but hours and distance."""
        asked = self.answers.without(without)
        found = self._every()
        if services := services_asked(asked):
            found = found & self._offering(services)
        if asked.doing == "a_ma_place":
            found = found & self.table.switched("a_ma_place", True)
        for code in care_asked(asked):
            found = found & self._any(CARE.field, (code,))
        if publics := publics_asked(asked):
            named = self._any(PUBLICS_OF_STANDARD.field, publics)
            found = found & (named | self.table.for_everybody())
        if FREE in asked.access:
            found = found & self._any(COSTS.field, FREE_COSTS)
        if asked.appointment:
            found = found & self._by_appointment(asked.appointment)
        return found

    def _offering(self, services: tuple[str, ...]) -> Rows:
        """Return the rows that offer one of some services; counters help with procedures."""
        found = self._any(SERVICES.field, services)
        if PROCEDURES_SERVICE not in services:
            return found
        counters = self._any(PROGRAMMES.field, COUNTER_PROGRAMMES)
        kinds = self._any(TYPOLOGY.field, COUNTER_KINDS)
        return found | counters | kinds | self.sheets.named_counters

    def _any(self, field: str, codes: tuple[str, ...]) -> Rows:
        key = (field, codes)
        if key not in self._kept:
            self._kept[key] = any_of([self.table.with_term(field, code) for code in codes])
        return self._kept[key]

    def _every(self) -> Rows:
        return self.table.every_row()

    def _by_appointment(self, asked: str) -> Rows:
        """« sans »: those where one may come, and those that say nothing of how to come."""
        if asked == "avec":
            return self._any(ACCESS.field, ("rdv",)) | self.table.switched("prise_rdv", True)
        return self._any(ACCESS.field, ("sur-place",)) | self._untold_access()

    def _untold_access(self) -> Rows:
        """Return the rows that say nothing of how to come or to get in touch."""
        return ~self._any(ACCESS.field, tuple(term.code for term in ACCESS))

    def _when(self, without: frozenset[str]) -> Openness:
        """Return who is open at one of the times asked, or helps from home as asked."""
        asked = self.answers.without(without & {"quand", "jour"})
        states = [open_in(self.table, window) for window in windows_asked(asked)]
        if NOW in asked.when:
            states.append(self._now())
        opened = any_of([state.open for state in states])
        unclear = any_of([state.unclear for state in states])
        modes = self._from_home() if "quand" not in without else None
        return Openness(opened if modes is None else opened | modes, unclear)

    def _now(self) -> Openness:
        return rows_of(self.table, opening_at(self.moment or AT_ONCE))

    def _from_home(self) -> Rows | None:
        """Return the rows that help by phone or at a distance, as asked; None when not asked.

        By phone: those that say so, and those that have a number and say nothing of how to come.
        """
        rows = []
        if "telephone" in self.answers.when:
            by_phone = self._any(ACCESS.field, ("telephone",))
            rows.append(by_phone | (self._untold_access() & self.table.with_phone()))
        if "distance" in self.answers.when:
            rows.append(self._any(SUPPORT.field, ("distance",)))
        return any_of(rows) if rows else None

    # --- Where -------------------------------------------------------------------------------
    def _inside(self, without: frozenset[str]) -> Rows:
        here = self.here
        if here is None or "lieu" in without:
            return self._every()
        if here.point is None:
            if "minutes" in without:
                return self._around(here, UNREACHABLE_M)
            return self.table.in_territory("departement", [here.place.code])
        radius = UNREACHABLE_M if "minutes" in without else radius_of(self.answers, here)
        unlocated = self.table.in_territory("commune", [here.place.code]) & ~self.table.located()
        return self._around(here, radius) | unlocated

    def _around(self, here: Here, radius_m: float) -> Rows:
        """Return the rows at this distance, on the same side of the sea."""
        key = ("around", here.place.code, radius_m)
        if key not in self._kept:
            if here.centre is None:
                self._kept[key] = self.table.in_territory("departement", [here.departement])
            else:
                near = self.table.within(*here.centre, radius_m)
                self._kept[key] = near & self._same_shore(here)
        return self._kept[key]

    def _same_shore(self, here: Here) -> Rows:
        if here.shore:
            return self.table.in_territory("departement", here.shore)
        return ~self.table.in_territory("departement", (*OVERSEAS, *CORSICA))


def promises(
    answers: Answers, question: str, values: Iterable[str] | None = None
) -> dict[str, Promise]:
    """Return, for each possible value of a question (its parameter), what it would lead to.

    A value of a list where one is enough is counted alone; one that must be met beside others is
    added to them. `values`: those to count, for codes that are not listed in `answers`.
    """
    fit = Fit(answers)
    wanted = values_of(question) if values is None else values
    return {value: fit.like(with_value(answers, question, value)).promise() for value in wanted}


def values_of(question: str) -> tuple[str, ...]:
    """Return the values of a question. Raises KeyError for one whose values are not listed."""
    if question == "minutes":
        return MINUTES_OFFERED
    return {**read.LISTS, **read.SINGLES}[question][1]


def with_value(answers: Answers, question: str, value: str) -> Answers:
    """Return the answers that a value of a question is counted with."""
    if question == "besoin":
        return answers.changed(services=(value,), equipment=(), trade="", procedure="")
    if question == "materiel":
        return answers.changed(services=(), equipment=(value,))
    if question == "quand":
        days = answers.days if value in HALF_DAYS else ()
        return answers.changed(when=(value,), days=days)
    if question == "jour":
        half_days = tuple(one for one in answers.when if one in HALF_DAYS)
        return answers.changed(days=(value,), when=half_days)
    if question == "acces":
        return answers.changed(access=_access_with(answers.access, value))
    if question == "minutes":
        return answers.changed(minutes=int(value))
    return answers.changed(**{read.attribute_of(question): value})


def _access_with(access: tuple[str, ...], value: str) -> tuple[str, ...]:
    """A kind of care adds to the others, a public stands for those asked."""
    kept = {one for one in access if value not in PUBLICS or one not in PUBLICS} | {value}
    return tuple(one for one in read.ACCESS if one in kept)
