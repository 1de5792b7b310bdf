"""Reads a sequence of opening-hours tokens (« du lundi au vendredi de 9h à 12h ») into a `Week`.

Accepts only what has one meaning: anything else raises `Unreadable`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from venues.imports.normalise.hours_week import (
    EVEN_WEEKS,
    ODD_WEEKS,
    Interval,
    Unreadable,
    Week,
    is_morning,
    whole_day,
)
from venues.imports.normalise.hours_words import MIDNIGHT, Kind, Token

APPOINTMENT = "sur rendez-vous"

_DAY_KINDS = frozenset({Kind.DAY, Kind.DAYS, Kind.HOLIDAY})
_HALVES = frozenset({Kind.MORNING, Kind.AFTERNOON})
_WEEKS = {Kind.EVEN_WEEKS: EVEN_WEEKS, Kind.ODD_WEEKS: ODD_WEEKS}
_LINKS = frozenset({Kind.TO, Kind.DASH, Kind.SLASH, Kind.AND})
_GLUE = frozenset({Kind.NOISE, Kind.BREAK, Kind.AND, Kind.SLASH, Kind.DASH})
_INSIDE_INTERVAL = frozenset({Kind.TO, Kind.DASH, Kind.SLASH})
#: A bare number is an hour only in the daytime: « 9-12 » is, « 2-4 » may be anything.
_FIRST_BARE_HOUR = 6 * 60


@dataclass(slots=True)
class Clause:
    """Days and what happens on them; `holiday` counts public holidays among the days."""

    days: list[int] = field(default_factory=list)
    holiday: bool = False
    ranks: list[int] = field(default_factory=list)
    of_month: bool = False
    half: Kind | None = None
    weeks: str = ""
    intervals: list[Interval] = field(default_factory=list)
    off: bool = False
    appointment: bool = False

    @property
    def has_days(self) -> bool:
        return bool(self.days) or self.holiday

    @property
    def is_complete(self) -> bool:
        return bool(self.intervals) or self.off or self.appointment

    @property
    def selector(self) -> str:
        if not self.ranks:
            return self.weeks
        if self.weeks or not self.of_month or len(self.days) != 1:
            raise Unreadable
        return f"[{','.join(map(str, self.ranks))}]"


class SentenceReader:
    """Reads tokens from left to right into clauses, then into a `Week`."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._position = 0
        self._clauses: list[Clause] = []
        self._current = Clause()
        self._heading_weeks = ""
        self._closures: list[tuple[list[int], bool, Kind | None]] = []

    def read(self) -> Week:
        """Return the week told by the tokens; raises `Unreadable`."""
        while self._position < len(self._tokens):
            self._read_one(self._tokens[self._position])
        self._push()
        self._join_hours_told_before_days()
        return self._week()

    def _read_one(self, token: Token) -> None:
        kind = token.kind
        if kind in _GLUE:
            self._position += 1
        elif kind in _DAY_KINDS or kind is Kind.RANK:
            self._read_day_clause()
        elif kind is Kind.TIME:
            self._set_intervals(self._read_intervals())
        elif kind in _HALVES:
            self._position += 1
            if self._current.half or self._current.is_complete or not self._current.has_days:
                raise Unreadable
            self._current.half = kind
        elif kind in (Kind.OFF, Kind.EXCEPT):
            self._read_closure(kind)
        elif kind in _WEEKS:
            self._read_weeks(_WEEKS[kind])
        else:
            self._read_mention(kind)

    def _read_mention(self, kind: Kind) -> None:
        """« sur rendez-vous », « du mois », « 24h/24 »; an orphan « à » has no meaning."""
        self._position += 1
        clause = self._current
        if kind is Kind.APPOINTMENT and clause.has_days and not clause.is_complete:
            clause.appointment = True
        elif kind is Kind.OF_MONTH and clause.ranks:
            clause.of_month = True
        elif kind is Kind.ALWAYS and not clause.is_complete:
            if not clause.has_days:
                clause.days = list(range(7))
            clause.intervals = whole_day()
        else:
            raise Unreadable

    def _push(self) -> None:
        clause = self._current
        if clause.has_days or clause.is_complete:
            self._clauses.append(clause)
        elif clause.ranks:
            raise Unreadable
        self._current = Clause(weeks=self._heading_weeks)

    def _read_day_clause(self) -> None:
        if self._current.is_complete:
            self._push()
        if self._current.has_days:
            raise Unreadable
        while self._peek_past({Kind.NOISE, Kind.AND}) is Kind.RANK:
            self._skip({Kind.NOISE, Kind.AND})
            self._current.ranks.append(self._tokens[self._position].number)
            self._position += 1
        self._skip({Kind.NOISE})
        self._current.days, self._current.holiday = self._read_days()

    def _read_weeks(self, weeks: str) -> None:
        """Every other week: a heading for what follows, or a mention after the hours it
        qualifies.
        """
        self._position += 1
        clause = self._current
        if clause.is_complete and not self._heading_weeks and not clause.weeks:
            clause.weeks = weeks
            self._push()
            return
        if clause.is_complete:
            self._push()
        if clause.has_days and not clause.is_complete:
            clause.weeks = weeks
            return
        if any(not known.weeks for known in self._clauses):
            raise Unreadable
        self._heading_weeks = self._current.weeks = weeks

    def _read_closure(self, kind: Kind) -> None:
        """« mercredi fermé », « fermé le mercredi », « sauf le mercredi après-midi »."""
        self._position += 1
        clause = self._current
        if kind is Kind.OFF and clause.has_days and not clause.is_complete:
            clause.off = True
            return
        self._skip({Kind.NOISE})
        if self._peek_past(set()) not in _DAY_KINDS:
            if kind is Kind.OFF and not clause.has_days and not self._clauses:
                clause.days, clause.off = list(range(7)), True
                return
            raise Unreadable
        days, holiday = self._read_days()
        half = self._peek_past({Kind.NOISE})
        if half in _HALVES:
            self._skip({Kind.NOISE})
            self._position += 1
        if self._peek_past(set(_GLUE)) is Kind.TIME and (kind is Kind.OFF or clause.is_complete):
            raise Unreadable
        self._closures.append((days, holiday, half if half in _HALVES else None))

    def _peek_past(self, skipped: set[Kind]) -> Kind | None:
        """Return the kind of the next token that is not in `skipped`."""
        for token in self._tokens[self._position :]:
            if token.kind not in skipped:
                return token.kind
        return None

    def _skip(self, skipped: set[Kind]) -> None:
        while self._position < len(self._tokens) and self._tokens[self._position].kind in skipped:
            self._position += 1

    def _read_days(self) -> tuple[list[int], bool]:
        """Read « lundi, mardi et jeudi », « lundi au vendredi »; return days and public
        holidays.
        """
        named: list[tuple[Kind | None, Token]] = []
        link: Kind | None = None
        while True:
            token = self._tokens[self._position] if self._position < len(self._tokens) else None
            if token is None or token.kind not in _DAY_KINDS:
                break
            named.append((link, token))
            self._position += 1
            link = self._link_to_next_day()
            if link is None:
                break
        if not named:
            raise Unreadable
        return _resolve_days(named)

    def _link_to_next_day(self) -> Kind | None:
        """Move to the next day of a list and return what links it; stay and return None
        at its end.
        """
        position, link = self._position, Kind.AND
        while position < len(self._tokens):
            kind = self._tokens[position].kind
            if kind in _DAY_KINDS:
                self._position = position
                return link
            if kind in _LINKS:
                link = kind if link is Kind.AND else link
            elif kind is not Kind.NOISE:
                return None
            position += 1
        return None

    def _read_intervals(self) -> list[Interval]:
        """Read times that pair up in growing order; raises `Unreadable` otherwise."""
        times: list[tuple[set[Kind], Token]] = []
        links: set[Kind] = set()
        position = self._position
        while position < len(self._tokens):
            token = self._tokens[position]
            position += 1
            if token.kind is Kind.TIME:
                times.append((links, token))
                links = set()
                self._position = position
            elif token.kind in _LINKS or token.kind in (Kind.NOISE, Kind.BREAK):
                links.add(token.kind)
            else:
                break
        return _pair_times(times)

    def _set_intervals(self, intervals: list[Interval]) -> None:
        if self._current.is_complete:
            raise Unreadable
        half = self._current.half
        if half and any(
            is_morning(interval) is not (half is Kind.MORNING) for interval in intervals
        ):
            raise Unreadable
        self._current.intervals = intervals

    def _join_hours_told_before_days(self) -> None:
        """« 9h-12h du lundi au vendredi »: the only two clauses are one."""
        if len(self._clauses) == 2:
            first, second = self._clauses
            if not first.has_days and second.has_days and not second.is_complete:
                second.intervals = first.intervals
                self._clauses = [second]

    def _week(self) -> Week:
        week = Week()
        for clause in self._clauses:
            if not clause.has_days or not clause.is_complete:
                raise Unreadable
            self._tell(week, clause)
        for days, holiday, half in self._closures:
            if half is None:
                week.close(days)
                week.holidays_closed = week.holidays_closed or holiday
            else:
                week.close_half(days, morning=half is Kind.MORNING)
        return week

    @staticmethod
    def _tell(week: Week, clause: Clause) -> None:
        if clause.appointment:
            if clause.holiday or clause.selector:
                raise Unreadable
            week.comments.update(dict.fromkeys(clause.days, APPOINTMENT))
        elif clause.off:
            if clause.selector:
                raise Unreadable
            week.close(clause.days)
            week.holidays_closed = week.holidays_closed or clause.holiday
        else:
            week.add(clause.selector, clause.days, clause.intervals)
            if clause.holiday:
                week.holiday_hours = clause.intervals


def _resolve_days(named: list[tuple[Kind | None, Token]]) -> tuple[list[int], bool]:
    """Resolve a list of linked days; a single dash between two far days is a range
    only when sure.
    """
    days: list[int] = []
    holiday = False
    dashes = sum(link is Kind.DASH for link, _ in named)
    only_dashes = dashes > 1 and dashes == len(named) - 1
    for position, (link, token) in enumerate(named):
        if token.kind is Kind.HOLIDAY:
            holiday = True
        elif token.kind is Kind.DAYS:
            days.extend(range(7))
        elif (
            link in (Kind.TO, Kind.DASH)
            and not only_dashes
            and named[position - 1][1].kind is Kind.DAY
        ):
            days.extend(_day_range(named[position - 1][1], token, sure=link is Kind.TO))
        else:
            days.append(token.number)
    if len(set(days)) != len(days):
        days = list(dict.fromkeys(days))
    return days, holiday


def _day_range(first: Token, last: Token, *, sure: bool) -> Iterable[int]:
    """Return the days after `first` up to `last`; « mardi-jeudi » may be two days: unreadable."""
    span = (last.number - first.number) % 7
    if not sure and (last.number < first.number or (span == 2 and first.sure)):
        raise Unreadable
    return ((first.number + step) % 7 for step in range(1, span + 1))


def _pair_times(times: list[tuple[set[Kind], Token]]) -> list[Interval]:
    if len(times) % 2:
        raise Unreadable
    intervals: list[Interval] = []
    for (_, opening), (links, closing) in zip(times[::2], times[1::2], strict=True):
        if opening.number == closing.number == 0:
            continue  # « 00:00 - 00:00 » is how software writes an empty pair
        start, end = opening.number % MIDNIGHT, closing.number or MIDNIGHT
        if intervals and (start, end) == intervals[-1]:
            continue
        after_previous = not intervals or start >= intervals[-1][1]
        if Kind.AND in links or not links & _INSIDE_INTERVAL or start >= end or not after_previous:
            raise Unreadable
        if not (opening.sure or closing.sure) and start < _FIRST_BARE_HOUR:
            raise Unreadable
        intervals.append((start, end))
    return intervals


def read_week(tokens: list[Token]) -> Week:
    """Return the week that `tokens` tell; raises `Unreadable`."""
    return SentenceReader(tokens).read()
