"""The day that a list is asked for: its name, its hours at a venue, and whether it is a holiday.

Pure: values already read, a moment, and the code of a place. It knows neither requests nor pages.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from territories.names import fold
from venues.local_holidays import holiday_name
from venues.opening_hours import open_on, timezone_for, week_of
from venues.opening_sentences import CLOSED, DAY_NAMES, NBSP, UNKNOWN, day_label

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
        return DayAnswer("unknown", UNKNOWN)
    found, named = week[0], day_label(on).capitalize()
    if found.intervals:
        label = named if isinstance(asked, date) else DAY_NAMES[on.weekday()].capitalize()
        return DayAnswer("open", f"{label}{NBSP}: {found.text}")
    if found.text != CLOSED:
        return DayAnswer("unknown", f"{named}{NBSP}: {found.text}")
    usual = not isinstance(asked, date) and open_on(hours, on.weekday(), None, None, code)
    aside = " (ouvert d’habitude ce jour-là)" if usual else ""
    return DayAnswer("closed", f"{named}{NBSP}: fermé{aside}")


def holiday_sentence(asked: AskedDay | None, code: str, now: datetime) -> str:
    """Say that the day asked, or today, is a public holiday there; "" when it is none."""
    today = now.astimezone(timezone_for(code)).date()
    dates = asked.dates_from(today) if asked else [today]
    on = next((one for one in dates if holiday_name(one, code)), None)
    if on is None:
        return ""
    _, number_and_month = day_label(on).split(" ", 1)
    return f"Le {number_and_month} est férié{NBSP}: téléphonez avant de venir."
