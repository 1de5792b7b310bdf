"""The day that a list is asked for: its name, its hours at a venue, and whether it is a holiday.

Pure: values already read, a moment, and the code of a place. It knows neither requests nor pages.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from ifn_site.figures import capitalised, day_and_month
from ifn_site.wording import gettext as _
from ifn_site.wording import pgettext
from territories.names import fold
from venues.local_holidays import holiday_name
from venues.opening_hours import open_on, timezone_for, week_of
from venues.opening_sentences import CLOSED, UNKNOWN, day_label, day_name

#: Asked for « on Saturday or on Sunday ».
WEEKEND = "week-end"
WEEKEND_DAYS = (5, 6)
#: A weekday (0 is Monday) of any week, one date, or WEEKEND.
Day = int | date | str


def is_weekend(text: str) -> bool:
    """Tell whether a text means the week-end, however it is spelled."""
    return fold(text).replace(" ", "") == "weekend"


class AskedDay(NamedTuple):
    """A weekday (0 is Monday) of any week, one date, or the week-end."""

    day: Day

    def dates_from(self, today: date) -> list[date]:
        """Return the dates meant, in order: the next such days, today included."""
        if isinstance(self.day, date):
            return [self.day]
        weekdays = (self.day,) if isinstance(self.day, int) else WEEKEND_DAYS
        return sorted(today + timedelta(days=(day - today.weekday()) % 7) for day in weekdays)


class DayAnswer(NamedTuple):
    """What a venue says of a day: open, closed or unknown, and the sentence to show."""

    state: str
    sentence: str


def asked_day(given: dict[str, Any]) -> AskedDay | None:
    """Return the day that the filters ask for; None when they ask for none, or for now."""
    day = given.get("ouvert_le")
    if day is not None:
        return AskedDay(day)
    moment = given.get("ouvert")
    return AskedDay(moment.date()) if isinstance(moment, datetime) else None


def answer_on(asked: AskedDay, hours: str, code: str, now: datetime) -> DayAnswer:
    """Say the hours of a venue on the day asked: « Samedi : 9 h – 12 h ».

    A holiday or an odd week may close a venue that is usually open on that weekday: then the date
    is told, and that it is usually open. Of a week-end, both days are told.
    """
    answers = [
        _answer_of(on, asked.day, hours, code)
        for on in asked.dates_from(now.astimezone(timezone_for(code)).date())
    ]
    states = [answer.state for answer in answers]
    state = next(one for one in ("open", "unknown", "closed") if one in states)
    return DayAnswer(state, " · ".join(answer.sentence for answer in answers))


def _answer_of(on: date, asked: Day, hours: str, code: str) -> DayAnswer:
    """Say the hours of one date, named as it was asked."""
    week = week_of(hours, on, code)
    if not week:
        return DayAnswer("unknown", _(UNKNOWN))
    found, named = week[0], capitalised(day_label(on))
    if found.intervals:
        label = named if isinstance(asked, date) else capitalised(day_name(on.weekday()))
        return DayAnswer("open", _told(label, found.text))
    if found.text != _(CLOSED):
        return DayAnswer("unknown", _told(named, found.text))
    usual = not isinstance(asked, date) and open_on(hours, on.weekday(), None, None, code)
    closed = pgettext("un jour", "fermé")
    if usual:
        closed = pgettext("un jour", "fermé (ouvert d’habitude ce jour-là)")
    return DayAnswer("closed", _told(named, closed))


def _told(day: str, hours: str) -> str:
    """« Samedi : 9 h – 12 h »."""
    return _("%(days)s\u00a0: %(hours)s") % {"days": day, "hours": hours}


def holiday_sentence(asked: AskedDay | None, code: str, now: datetime) -> str:
    """Say that the day asked, or today, is a public holiday there; "" when it is none."""
    today = now.astimezone(timezone_for(code)).date()
    dates = asked.dates_from(today) if asked else [today]
    on = next((one for one in dates if holiday_name(one, code)), None)
    if on is None:
        return ""
    return _("Le %(date)s est férié\u00a0: téléphonez avant de venir.") % {
        "date": day_and_month(on)
    }
