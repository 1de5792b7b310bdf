"""A usual week of opening hours, and how it is written in the OSM `opening_hours` syntax.

Knows neither French words nor files. Days are 0 (Monday) to 6 (Sunday), times are minutes from
midnight, an interval is `(start, end)` with `start < end <= 1440`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from venues.imports.normalise.hours_words import DAYS, MIDNIGHT

Interval = tuple[int, int]

#: How OSM selects every other week (ISO week numbers).
EVEN_WEEKS = "week 02-52/2"
ODD_WEEKS = "week 01-53/2"

#: A morning may end, and an afternoon begin, around lunch time: outside, a half-day is not certain.
_MORNING_ENDS_BY = 14 * 60
_AFTERNOON_STARTS_FROM = 12 * 60


class Unreadable(Exception):
    """The hours cannot be understood with certainty."""


@dataclass(slots=True)
class Week:
    """What a text says of a week; `selector` is "" (every week), a week rule or a rank in the
    month.
    """

    hours: dict[tuple[str, int], list[Interval]] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    comments: dict[int, str] = field(default_factory=dict)
    holiday_hours: list[Interval] = field(default_factory=list)
    holidays_closed: bool = False

    def add(self, selector: str, days: Iterable[int], intervals: list[Interval]) -> None:
        """Add intervals to days; raises `Unreadable` when a day is told twice in two ways."""
        for day in days:
            known = self.hours.setdefault((selector, day), [])
            for start, end in intervals:
                if any(start < other_end and other_start < end for other_start, other_end in known):
                    raise Unreadable
                known.append((start, end))
            known.sort()

    def close(self, days: Iterable[int]) -> None:
        """Close days for the whole day."""
        for day in days:
            self.closed.add(day)
            for key in [key for key in self.hours if key[1] == day]:
                del self.hours[key]

    def close_half(self, days: Iterable[int], *, morning: bool) -> None:
        """Close the morning or the afternoon of days; raises `Unreadable` for hours across noon."""
        for key in [key for key in self.hours if key[1] in set(days)]:
            self.hours[key] = [
                interval for interval in self.hours[key] if is_morning(interval) is not morning
            ]
            if not self.hours[key]:
                del self.hours[key]

    def to_osm(self) -> str:
        """Write the week in OSM syntax; raises `Unreadable` when it says nothing or contradicts
        itself.
        """
        self._check()
        rules = [*self._hour_rules(), *self._comment_rules()]
        if self.holiday_hours:
            rules.append(f"PH {format_intervals(self.holiday_hours)}")
        if self.closed:
            rules.append(f"{format_days(self.closed)} off")
        if self.holidays_closed:
            rules.append("PH off")
        return "; ".join(rules)

    def _check(self) -> None:
        """Refuse a week without any hour, and rules of which one would hide another."""
        if not (self.hours or self.holiday_hours or self.comments or len(self.closed) == 7):
            raise Unreadable
        for selector, day in self.hours:
            other = {key for key, known in self.hours if known == day and key != selector}
            if other and not {selector, *other} <= {EVEN_WEEKS, ODD_WEEKS}:
                raise Unreadable
            if day in self.comments:
                raise Unreadable

    def _hour_rules(self) -> list[str]:
        """Group the days of equal hours, in the order of the week, the plain weeks first."""
        groups: dict[tuple[str, tuple[Interval, ...]], list[int]] = {}
        ranks = {"": 0, ODD_WEEKS: 1, EVEN_WEEKS: 2}
        ordered = sorted(self.hours, key=lambda key: (ranks.get(key[0], 3), key[1], key[0]))
        for selector, day in ordered:
            groups.setdefault((selector, tuple(self.hours[selector, day])), []).append(day)
        rules = []
        for (selector, intervals), days in groups.items():
            names = format_days(days)
            if selector.startswith("["):
                names, selector = f"{names}{selector}", ""
            rules.append(" ".join(filter(None, (selector, names, format_intervals(intervals)))))
        return rules

    def _comment_rules(self) -> list[str]:
        groups: dict[str, list[int]] = {}
        for day, comment in sorted(self.comments.items()):
            groups.setdefault(comment, []).append(day)
        return [f'{format_days(days)} unknown "{comment}"' for comment, days in groups.items()]


def is_morning(interval: Interval) -> bool:
    """Tell whether an interval is a morning's; raises `Unreadable` when it is neither half."""
    start, end = interval
    if start >= _AFTERNOON_STARTS_FROM:
        return False
    if end <= _MORNING_ENDS_BY:
        return True
    raise Unreadable


def format_intervals(intervals: Iterable[Interval]) -> str:
    """« 09:00-12:00,14:00-17:00 »."""
    return ",".join(f"{_clock(start)}-{_clock(end)}" for start, end in intervals)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def format_days(days: Iterable[int]) -> str:
    """« Mo-Fr », « Mo,Tu,Th-Sa »: runs of three days or more as a range."""
    runs: list[list[int]] = []
    for day in sorted(set(days)):
        if runs and day == runs[-1][-1] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join(
        f"{DAYS[run[0]]}-{DAYS[run[-1]]}" if len(run) > 2 else ",".join(DAYS[day] for day in run)
        for run in runs
    )


def whole_day() -> list[Interval]:
    """The interval of a day open around the clock."""
    return [(0, MIDNIGHT)]
