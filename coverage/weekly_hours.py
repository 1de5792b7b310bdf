"""How many hours a venue is open in an ordinary week, from what its producer wrote.

An ordinary week is the mean of four weeks of March without any holiday, so that neither the day of
the computation nor a summer closure changes the measure. Texts and dates only: no database.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from venues.opening_parse import DAY, parse_without_holidays, spans_of

WEEKS = 4
_PARIS = ZoneInfo("Europe/Paris")
_MARCH = 3


class Week(NamedTuple):
    """Open `hours` a week, on so many `days` a week (0–7), both means over the four weeks."""

    hours: float
    days: float


def first_monday(year: int) -> date:
    """Return the first Monday of March: the four weeks begin there."""
    start = date(year, _MARCH, 1)
    return start + timedelta(days=-start.weekday() % 7)


@lru_cache(maxsize=65536)
def ordinary_week(hours: str, year: int) -> Week | None:
    """Return the ordinary week of an OSM expression in a year.

    None when it is not readable, or when nothing sure is open in those weeks: a stretch « sur
    rendez-vous » or to be checked is not counted; a venue with no sure hour is unknown, not shut.
    """
    parsed = parse_without_holidays(hours) if hours else None
    if parsed is None:
        return None
    first = first_monday(year)
    begins = datetime.combine(first, time(0))
    ends = begins + WEEKS * 7 * DAY
    total = timedelta(0)
    days: set[date] = set()
    for span in spans_of(parsed, _PARIS, first, WEEKS * 7):
        start, end = max(span.start, begins), min(span.end, ends)
        if span.is_certain and start < end:
            total += end - start
            last = (end - timedelta(microseconds=1)).date()
            days |= {start.date() + n * DAY for n in range((last - start.date()).days + 1)}
    if not total:
        return None
    return Week(total.total_seconds() / 3600 / WEEKS, len(days) / WEEKS)
