"""The days of a week that a venue's own dates make unlike the others: « fermé du 1er au 15 août ».

Over parsed hours; public holidays are told elsewhere. No clock, no request.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time

from venues.opening_parse import certain_text, parse_hours, rules_of
from venues.opening_week import DayHours, week_of

#: What gives a rule its dates: a month, a year, Easter.
_DATED = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|easter)\b|\b(?:19|20)\d\d\b(?!:)"
)
_NOON = time(12)


def unusual_days(hours: str, week: Iterable[DayHours], insee_code: str = "") -> dict[date, str]:
    """Return the days whose hours a dated rule changes, with the venue's reason ("" if none).

    Hours that have dated rules only (a venue open in summer) have no usual week to differ from.
    """
    rules = rules_of(certain_text(hours))
    usual = "; ".join(rule for rule in rules if not _DATED.search(rule))
    parsed = parse_hours(hours, insee_code)
    days = list(week)
    if parsed is None or not days or not usual or len(rules_of(usual)) == len(rules):
        return {}
    expected = {day.date: day.text for day in week_of(usual, days[0].date, insee_code)}
    found = {}
    for day in days:
        if not day.holiday and expected.get(day.date, day.text) != day.text:
            # The reader keeps its own zone: a naive time is the venue's.
            _, comment = parsed.state(datetime.combine(day.date, _NOON))
            found[day.date] = comment
    return found
