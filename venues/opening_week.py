"""The week of a venue, said in words: the next seven days, the usual week, open on Saturday.

Over parsed hours; no clock, no request. Every time is the venue's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours

from ifn_site.figures import inside_sentence
from ifn_site.wording import gettext as _
from ifn_site.wording import in_french, noop, pgettext
from venues import opening_sentences as say
from venues.local_holidays import holiday_name
from venues.opening_parse import (
    DAY,
    HOLIDAY_CLOSURE,
    Span,
    certain_text,
    comment_words,
    in_known_years,
    parse_hours,
    parse_without_holidays,
    rules_of,
    spans_of,
    timezone_for,
)

_PARIS = ZoneInfo("Europe/Paris")

#: Two weeks, ISO weeks 2 and 3, that stand for « usual »: an even and an odd one.
_EVEN_MONDAY, _ODD_MONDAY = date(2024, 1, 8), date(2024, 1, 15)

_COMMENT = re.compile(r'"[^"]*"')
_OTHER_WEEKS = re.compile(r"\bweek\s?\d{1,2}-\d{1,2}/2\b")
_RANKED_RULE = re.compile(r"(Mo|Tu|We|Th|Fr|Sa|Su)\[(-?\d(?:,-?\d)*)\] (.+)")
_HOLIDAY_HOURS = re.compile(r"PH \d.+")
_SCHOOL_CLOSURE = re.compile(r"\bSH\s+(?:off|closed)\b")
#: Rules that make no usual week: months, years, numbered weeks, Easter.
_SEASONAL = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|easter|week)|\b(?:19|20)\d\d(?!:)\b|\[|\bdays?\b"
)
_RANKS = {
    1: noop("1er"),
    2: noop("2e"),
    3: noop("3e"),
    4: noop("4e"),
    5: noop("5e"),
    -1: noop("dernier"),
}


class DayHours(NamedTuple):
    """One day of a venue: `intervals` of certain opening, `text` says them (« Fermé
    » when none).
    """

    date: date
    label: str
    intervals: tuple[tuple[time, time], ...]
    text: str
    holiday: str


def _spans_of_day(spans: Iterable[Span], on: date) -> list[tuple[time, time, Span]]:
    """Return what a day shows: a night opening belongs to the day it begins."""
    midnight = datetime.combine(on, time(0))
    shown = []
    for span in spans:
        if span.start >= midnight + DAY or span.end <= midnight:
            continue
        is_long = span.end - span.start >= DAY
        if span.start >= midnight:
            end = time(0) if is_long else span.end.time()
            shown.append((span.start.time(), end, span))
        elif is_long:
            shown.append(
                (time(0), time(0) if span.end >= midnight + DAY else span.end.time(), span)
            )
    return shown


def _day_text(shown: Sequence[tuple[time, time, Span]]) -> list[str]:
    """Say each stretch of a day: « 9 h – 12 h », « sur rendez-vous »; [] for a closed day."""
    texts = []
    for start, end, span in shown:
        text = say.interval(start, end)
        if not span.is_certain:
            note = comment_words(span.comment) or _("à vérifier")
            text = note if text == _(say.ALL_DAY) else f"{text} ({note})"
        texts.append(text)
    return texts


def week_of(hours: str, start: date, insee_code: str = "") -> list[DayHours]:
    """Return the seven days from `start`, holidays applied; [] when the hours are not readable."""
    parsed = parse_hours(hours, insee_code) if hours else None
    if parsed is None or not in_known_years(start):
        return []
    spans = spans_of(parsed, timezone_for(insee_code), start, 7)
    days = []
    for on in (start + offset * DAY for offset in range(7)):
        shown = _spans_of_day(spans, on)
        certain = tuple((begin, end) for begin, end, span in shown if span.is_certain)
        label, holiday = say.day_label(on), holiday_name(on, insee_code)
        days.append(
            DayHours(on, label, certain, ", ".join(_day_text(shown)) or _(say.CLOSED), holiday)
        )
    return days


@lru_cache(maxsize=65536)
def open_on(
    hours: str,
    day: int | date,
    start: time | None = None,
    end: time | None = None,
    insee_code: str = "",
) -> bool | None:
    """Tell whether a venue opens on a day between two times (whole day by default).

    `day` is a date, or a weekday (0 is Monday) of the usual week, holidays aside; every other week
    counts. None when the hours are unreadable or only conditional then.
    """
    parsed = parse_hours(hours, insee_code) if hours else None
    if parsed is None:
        return None
    if isinstance(day, date):
        dates, reader = [day], parsed
    else:
        mondays = (_EVEN_MONDAY, _ODD_MONDAY) if "week" in hours else (_EVEN_MONDAY,)
        dates = [monday + day * DAY for monday in mondays]
        reader = parse_without_holidays(hours) or parsed
    found: set[bool | None] = {
        _overlap(reader, on, start or time(0), end or time(0)) for on in dates
    }
    return True if True in found else None if None in found else False


def _overlap(parsed: OpeningHours, on: date, start: time, end: time) -> bool | None:
    """Compare a wish with the stretches of a day; `end` at midnight is the end of the day."""
    if not in_known_years(on):
        return None
    wish_start = datetime.combine(on, start)
    wish_end = datetime.combine(on + DAY if end == time(0) else on, end)
    spans = spans_of(parsed, _PARIS, on, 1)
    touching = [span for span in spans if span.start < wish_end and wish_start < span.end]
    if any(span.is_certain for span in touching):
        return True
    return None if touching else False


def weekly_sentences(hours: str) -> list[str]:
    """Say the usual week: « Du lundi au vendredi : 9 h – 12 h et 14 h – 18 h ».

    [] when the hours are unreadable or change with the season: show the next seven days instead.
    """
    if not hours or parse_hours(hours) is None:
        return []
    plain, ranked, notes = [], [], []
    for rule in rules_of(certain_text(hours)):
        if match := _RANKED_RULE.fullmatch(rule):
            ranked.append(_ranked_sentence(*match.groups()))
        elif rule.startswith(("PH ", "SH ")):
            notes.append(_holiday_sentence(rule))
        else:
            plain.append(rule)
    bare = _COMMENT.sub("", "; ".join(plain))
    if _SEASONAL.search(_OTHER_WEEKS.sub("", bare)) or "" in ranked:
        return []
    usual = _usual_sentences("; ".join(plain), with_closed_days=not ranked) if plain else []
    return [*usual, *ranked, *filter(None, notes)]


def _ranked_sentence(day: str, ranks: str, times: str) -> str:
    """« We[1,3] 14:00-17:00 » → « 1er et 3e mercredis du mois : 14 h – 17 h »; ""
    when not plain.
    """
    texts = _texts_of_week(f"Mo {times}", _EVEN_MONDAY)[0]
    numbers = [int(rank) for rank in ranks.split(",")]
    if not texts or any(number not in _RANKS for number in numbers):
        return ""
    name = say.day_name(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su").index(day))
    plural = "s" if len(numbers) > 1 and in_french() else ""
    subject = _("%(ranks)s %(day)s du mois") % {
        "ranks": say.join_and([_(_RANKS[number]) for number in numbers]),
        "day": f"{name}{plural}",
    }
    return _told(f"{subject[0].upper()}{subject[1:]}", texts)


def _told(subject: str, texts: Sequence[str]) -> str:
    """« Lundi et mardi : 9 h – 12 h et 14 h – 18 h »."""
    # Translators: days, then hours.
    return _("%(days)s\u00a0: %(hours)s") % {"days": subject, "hours": say.join_and(texts)}


def _holiday_sentence(rule: str) -> str:
    """« PH off » → « Fermé les jours fériés »; "" for a rule that is not plain."""
    if HOLIDAY_CLOSURE.fullmatch(rule):
        return _("Fermé les jours fériés")
    if _SCHOOL_CLOSURE.fullmatch(rule):
        return _("Fermé pendant les vacances scolaires")
    if _HOLIDAY_HOURS.fullmatch(rule):
        texts = _texts_of_week(rule.replace("PH", "Mo", 1), _EVEN_MONDAY)[0]
        return _told(_("Jours fériés"), texts) if texts else ""
    return ""


def _texts_of_week(hours: str, monday: date) -> list[tuple[str, ...]]:
    """Return what each day from `monday` says, holidays aside; seven empty days when unreadable."""
    parsed = parse_without_holidays(hours)
    if parsed is None:
        return [()] * 7
    spans = spans_of(parsed, _PARIS, monday, 7)
    return [tuple(_day_text(_spans_of_day(spans, monday + offset * DAY))) for offset in range(7)]


def _usual_sentences(hours: str, *, with_closed_days: bool) -> list[str]:
    even, odd = (_texts_of_week(hours, monday) for monday in (_EVEN_MONDAY, _ODD_MONDAY))
    if even == odd:
        return _sentences_of_week(even, with_closed_days=with_closed_days)
    sentences = []
    for heading, week in ((_("Semaines paires"), even), (_("Semaines impaires"), odd)):
        told = _sentences_of_week(week, with_closed_days=False)
        # Translators: « Semaines paires, lundi : 9 h – 12 h »: which weeks, then days and hours.
        both = pgettext("semaines", "%(weeks)s, %(sentence)s")
        sentences += [
            both % {"weeks": heading, "sentence": inside_sentence(sentence)} for sentence in told
        ]
    return sentences


def _sentences_of_week(week: list[tuple[str, ...]], *, with_closed_days: bool) -> list[str]:
    """Group the days that say the same; closed days come last."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for day, texts in enumerate(week):
        groups.setdefault(texts, []).append(day)
    closed = groups.pop((), [])
    sentences = [_told(say.days_subject(days), texts) for texts, days in groups.items()]
    if closed and with_closed_days:
        sentences.append(say.closed_days(closed))
    return sentences
