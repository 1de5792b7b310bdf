"""Which venues of the whole directory are open at a moment or on a day.

The directory's distinct hours are read once per data version and evaluated once per minute, each
in the venue's own zone; only keys are kept. It knows nothing of the other filters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import NamedTuple

from django.db.models import Q

from ifn_site.cache import remembered
from ifn_site.clock import this_minute, today
from venues.asked_day import WEEKEND_DAYS, Day
from venues.dated_visits import dates_are_past
from venues.local_holidays import local_closure_rules, territory_of
from venues.models import Venue
from venues.opening_hours import open_now, open_on, timezone_for

#: How long the answer for one minute may be wanted again, in seconds.
_KEPT = 300


class Opening(NamedTuple):
    """Primary keys of the venues that are open, and of those whose hours do not tell."""

    open: frozenset[int]
    unclear: frozenset[int]

    @property
    def is_open(self) -> Q:
        """The condition « open for certain »."""
        return Q(pk__among=self.open)

    @property
    def is_unknown(self) -> Q:
        """The condition « no hours, or hours that do not tell »."""
        return Q(hours="") | Q(pk__among=self.unclear)


#: Distinct hours with the code that gives their zone and holidays, and the venues that keep them;
#: "" stands for the hours of visits that are over, which tell nothing.
Timetable = list[tuple[str, str, list[int]]]


def _timetable() -> Timetable:
    day = today()

    def read() -> Timetable:
        keepers: dict[tuple[str, str], list[int]] = defaultdict(list)
        rows = Venue.objects.published().exclude(hours="").order_by()
        for pk, hours, name, where, summary, updated_on, *codes in rows.values_list(
            "pk", "hours", "name", "address_complement", "summary", "updated_on",
            "commune_code", "insee_code", "departement_code",
        ):  # fmt: skip
            is_over = dates_are_past(name, (where, summary), updated_on, day)
            keepers["" if is_over else hours, _zone_code(*codes)].append(pk)
        return [(hours, code, sorted(pks)) for (hours, code), pks in keepers.items()]

    return remembered(f"timetable:{day}", read)


def _zone_code(commune: str, insee: str, departement: str) -> str:
    """Return a code with the same zone and holidays, the same for as many venues as possible."""
    code = place_code(commune, insee, departement)
    if code.startswith("987"):
        # Islands of Polynesia have zones of their own.
        return code
    territory = territory_of(code)
    is_ordinary = len(territory) == 2 and not local_closure_rules(territory)
    return "" if is_ordinary else territory


def place_code(commune: str, insee: str, departement: str) -> str:
    """Return the code that tells a venue's zone and local holidays."""
    return commune or insee or departement


def opening_at(moment: datetime | str) -> Opening:
    """Return who is open at a date-time, or NOW; without a zone it is each venue's own time."""
    if not isinstance(moment, datetime):
        minute = this_minute()
        return _remembered(f"{minute:%Y%m%d%H%M%z}", lambda table: _states_at(table, minute))
    return _remembered(moment.isoformat(), lambda table: _states_at(table, moment))


def _states_at(table: Timetable, moment: datetime) -> Iterable[bool | None]:
    venues = [(hours, code) for hours, code, _ in table]
    if moment.tzinfo is not None:
        return open_now(venues, moment)
    return (
        open_now([(hours, code)], moment.replace(tzinfo=timezone_for(code)))[0]
        for hours, code in venues
    )


def opening_on(day: Day, start: time | None, end: time | None) -> Opening:
    """Return who opens on a date, a weekday (0 is Monday) or the week-end, at some time between
    two hours."""
    key = f"{day}:{start}:{end}"
    if isinstance(day, str):
        parts = [opening_on(one, start, end) for one in WEEKEND_DAYS]
        is_open = frozenset().union(*(part.open for part in parts))
        return Opening(is_open, frozenset().union(*(part.unclear for part in parts)) - is_open)
    return _remembered(
        key, lambda table: (open_on(hours, day, start, end, code) for hours, code, _ in table)
    )


def _remembered(key: str, states: Callable[[Timetable], Iterable[bool | None]]) -> Opening:
    def compute() -> Opening:
        table = _timetable()
        found: dict[bool | None, list[int]] = {True: [], False: [], None: []}
        for (_, _, pks), state in zip(table, states(table), strict=True):
            found[state].extend(pks)
        return Opening(frozenset(found[True]), frozenset(found[None]))

    return remembered(f"opening:{key}", compute, seconds=_KEPT)
