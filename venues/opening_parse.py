"""Parsed opening hours: one `opening-hours-py` object per expression, zone and set of holidays.

Says no sentence and answers no question of a visitor: `opening_hours` and `opening_week` do.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State, validate

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from venues.local_holidays import local_closure_rules, territory_of

#: A change further away than this is taken for « never »: bounds the cost of odd expressions.
HORIZON_DAYS = 400
DAY = timedelta(days=1)
_MAX_LENGTH = 2_000
_YEARS = range(1990, 2200)

_PARIS = "Europe/Paris"
_ZONES = {
    "971": "America/Guadeloupe", "972": "America/Martinique", "973": "America/Cayenne",
    "974": "Indian/Reunion", "975": "America/Miquelon", "976": "Indian/Mayotte",
    "977": "America/St_Barthelemy", "978": "America/Marigot", "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti", "988": "Pacific/Noumea",
}  # fmt: skip
_MARQUISES = frozenset({"98718", "98723", "98731", "98750", "98756", "98757"})
_GAMBIER = frozenset({"98719"})

HOLIDAY_CLOSURE = re.compile(r"\bPH\s+(?:off|closed)\b")


#: Shown for what the producer wrote but cannot mean.
DOUBT = noop("à vérifier auprès du lieu")
_SLIP_DOUBT = noop("%(times)s (à vérifier)")

_INTERVAL = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})\s?-\s?(\d{1,2}):(\d{2})(?![\d:/+])")
_BARE_DAYS = re.compile(r"(?:(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)[-,]?)+")
#: A night opening may last until the morning; a later end is a slip (« 17:00-12:00 »).
_LATEST_NIGHT_END = 6 * 60


class Span(NamedTuple):
    """A stretch of one state, in naive local time; `comment` is the producer's, "" when none."""

    start: datetime
    end: datetime
    is_certain: bool
    comment: str


@lru_cache(maxsize=65536)
def timezone_for(insee_code: str) -> ZoneInfo:
    """Return the zone of a commune (département codes work too); Europe/Paris when unknown."""
    if insee_code in _MARQUISES:
        return ZoneInfo("Pacific/Marquesas")
    if insee_code in _GAMBIER:
        return ZoneInfo("Pacific/Gambier")
    return ZoneInfo(_ZONES.get(territory_of(insee_code), _PARIS))


def rules_of(hours: str) -> list[str]:
    """Part an expression at the semicolons that are not inside a comment."""
    parts = re.findall(r'(?:"[^"]*"|[^;"])+', hours)
    return [part.strip() for part in parts if part.strip()]


def _is_slip(match: re.Match[str]) -> bool:
    """Tell whether an interval ends when it starts (« 14:00-14:00 ») or the next day after 6 am."""
    start_hour, start_minute, end_hour, end_minute = map(int, match.groups())
    start, end = start_hour * 60 + start_minute, end_hour * 60 + end_minute
    return end == start or _LATEST_NIGHT_END < end < start


def _doubted(rule: str) -> str:
    """Make a rule unknown when an interval is a slip or when it names days without hours."""
    if '"' in rule:
        return rule
    if _BARE_DAYS.fullmatch(rule):
        return f'{rule} unknown "{DOUBT}"'
    intervals = list(_INTERVAL.finditer(rule))
    if not any(map(_is_slip, intervals)):
        return rule
    days, times = rule[: intervals[0].start()].strip(), rule[intervals[0].start() :].strip()
    return f'{days} unknown "{_SLIP_DOUBT % {"times": times}}"'.strip()


def comment_words(comment: str) -> str:
    """Return the comment of a stretch as it is shown: the producer's own, or ours translated."""
    if comment == DOUBT:
        return _(DOUBT)
    times = comment.removesuffix(_SLIP_DOUBT % {"times": ""})
    return comment if times == comment else _(_SLIP_DOUBT) % {"times": times}


@lru_cache(maxsize=65536)
def certain_text(hours: str) -> str:
    """Return the expression with its slips turned to unknown, so that no venue opens by mistake."""
    rules = rules_of(hours)
    doubted = [_doubted(rule) for rule in rules]
    return hours if doubted == rules else "; ".join(doubted)


def has_comments(hours: str) -> bool:
    """Tell whether a stretch of these hours may be unknown."""
    text = certain_text(hours)
    return '"' in text or "unknown" in text


@lru_cache(maxsize=65536)
def _parsed(hours: str, zone: ZoneInfo, local_rules: str) -> OpeningHours | None:
    """Parse an expression once per zone; local holidays close the venue where `PH off` does."""
    if not hours or len(hours) > _MAX_LENGTH:
        return None
    text = certain_text(hours)
    if local_rules and HOLIDAY_CLOSURE.search(text):
        text += local_rules
    try:
        if not validate(text):
            return None
    except UnicodeEncodeError:  # half of a surrogate pair
        return None
    return OpeningHours(
        text,
        timezone=zone,
        country="FR",
        auto_country=False,
        auto_timezone=False,
        max_interval_days=HORIZON_DAYS,
    )


def parse_hours(hours: str, insee_code: str = "") -> OpeningHours | None:
    """Return the parsed expression, with the venue's zone and holidays; None when it is not OSM."""
    return _parsed(
        hours.strip(), timezone_for(insee_code), local_closure_rules(territory_of(insee_code))
    )


def parse_without_holidays(hours: str) -> OpeningHours | None:
    """Return the expression parsed so that no date is a holiday (the usual week), in Paris time."""
    return _parsed_plainly(hours.strip()) if parse_hours(hours) else None


@lru_cache(maxsize=65536)
def _parsed_plainly(hours: str) -> OpeningHours:
    return OpeningHours(
        certain_text(hours),
        timezone=ZoneInfo(_PARIS),
        auto_country=False,
        auto_timezone=False,
        max_interval_days=HORIZON_DAYS,
    )


def local_time(when: datetime, zone: ZoneInfo) -> datetime | None:
    """Return `when` on the venue's clock; None for a year no venue lives in."""
    if when.tzinfo is None:
        raise ValueError("an aware datetime is needed")
    return when.astimezone(zone) if when.year in _YEARS else None


def in_known_years(on: date) -> bool:
    """Tell whether a date is one for which holidays and zones mean something."""
    return on.year in _YEARS


def spans_of(parsed: OpeningHours, zone: ZoneInfo, first: date, days: int) -> list[Span]:
    """Return the open or conditional stretches that touch `days` days from `first`."""
    start = datetime.combine(first - DAY, time(0), zone)
    end = datetime.combine(first + days * DAY, time(0), zone)
    spans = []
    for begins, ends, state, comment in parsed.intervals(start, end + DAY):
        if state != State.CLOSED:
            ends = ends or end + DAY
            certain = state == State.OPEN and not comment
            spans.append(
                Span(begins.replace(tzinfo=None), ends.replace(tzinfo=None), certain, comment)
            )
    return spans
