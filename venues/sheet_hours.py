"""The hours of a sheet: today, the next seven days, and how far they can be trusted.

Pure: a venue and a moment. Whether a venue is open right now is told by `venues/cards.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from ifn_site.figures import capitalised, inside_sentence
from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from venues.cards import hours_code, phone_of, receives_nobody
from venues.dated_visits import visits_are_past
from venues.models import Venue
from venues.opening_exceptions import unusual_days
from venues.opening_hours import timezone_for, week_of, weekly_sentences
from venues.opening_parse import comment_words
from venues.opening_sentences import day_name
from venues.opening_week import DayHours
from venues.quality import UNCLEAR, hours_doubt

_HOLIDAY_RULE = re.compile(r"\bPH\b")
_OSM_DAYS = {
    "Mo": 0,
    "Tu": 1,
    "We": 2,
    "Th": 3,
    "Fr": 4,
    "Sa": 5,
    "Su": 6,
    "PH": None,
}
#: The sentence to heed when hours are not sure.
CALL_FIRST = noop("Horaires à vérifier\u00a0: appelez avant de venir.")
_OSM_DAY = re.compile(rf"\b({'|'.join(_OSM_DAYS)})\b(?=[-,; ]*(?:{'|'.join(_OSM_DAYS)}|\d|off))")


@dataclass(frozen=True)
class Day:
    """One of the next seven days; `note` says what is unlike the other weeks ("" for nothing)."""

    label: str
    text: str
    is_today: bool
    holiday: str
    note: str = ""

    @property
    def inline_label(self) -> str:
        """The day as it is said inside a sentence."""
        return inside_sentence(self.label)


@dataclass(frozen=True)
class Hours:
    """Everything that a sheet says of opening; what is unknown is "" or empty.

    `caution` is the sentence to heed before leaving home; `caution_reason` says why.
    """

    week: list[Day]
    usual: list[str]
    text: str
    caution: str
    caution_reason: str
    zone_note: str

    @property
    def today(self) -> Day | None:
        """The day that the venue's own clock shows."""
        return next((day for day in self.week if day.is_today), None)


def hours_of(venue: Venue, now: datetime) -> Hours:
    """Return the hours of a venue seen from a moment (aware), on its own clock."""
    code = hours_code(venue)
    zone = timezone_for(code)
    today = now.astimezone(zone).date()
    is_over = bool(venue.hours) and visits_are_past(venue, today)
    days = week_of(venue.hours, today, code) if venue.hours and not is_over else []
    usual = list(weekly_sentences(venue.hours)) if venue.hours else []
    doubtful = [day for day in days if _is_doubtful(day, venue.hours)]
    caution, reason = _caution(venue, now.date(), days, doubtful)
    is_away = bool(days) and zone.key != "Europe/Paris"
    return Hours(
        week=_shown(venue, days, today, code),
        usual=[] if is_over else usual,
        text=" ; ".join(usual) if is_over else with_day_names(venue.hours_text),
        caution=caution,
        caution_reason=reason,
        zone_note=_("Ces heures sont celles du lieu, à son heure locale.") if is_away else "",
    )


def _shown(venue: Venue, days: list[DayHours], today: date, code: str) -> list[Day]:
    unusual = unusual_days(venue.hours, days, code) if days else {}
    return [
        Day(
            capitalised(day.label),
            day.text,
            day.date == today,
            day.holiday,
            _note(day, venue.hours, unusual),
        )
        for day in days
    ]


def _is_doubtful(day: DayHours, hours: str) -> bool:
    """Tell whether a holiday seems to be a day like the others: nobody said so."""
    return bool(day.holiday and day.intervals) and not _HOLIDAY_RULE.search(hours)


def _note(day: DayHours, hours: str, unusual: dict[date, str]) -> str:
    if _is_doubtful(day, hours):
        said = _("Jour férié (%(holiday)s)\u00a0: sans doute fermé, appelez avant")
        return said % {"holiday": day.holiday}
    if day.holiday:
        return _("Jour férié (%(holiday)s)") % {"holiday": day.holiday}
    if day.date in unusual:
        reason = comment_words(unusual[day.date])
        if reason:
            return _("Différent de d’habitude\u00a0: %(reason)s") % {"reason": reason}
        return _("Différent de d’habitude")
    return ""


def _caution(
    venue: Venue, today: date, days: list[DayHours], doubtful: list[DayHours]
) -> tuple[str, str]:
    """Return the sentence to heed and its reason; ("", "") when the hours can be trusted."""
    if receives_nobody(venue) or not (venue.hours or venue.hours_text):
        return "", ""
    reason = hours_doubt(venue, today) if days else _(UNCLEAR)
    if venue.hours and visits_are_past(venue, today):
        reason = _("Les dates de passage écrites sur cette fiche sont passées.")
    if not reason and doubtful:
        names = ", ".join(day.label for day in doubtful)
        reason = _("Jour férié cette semaine\u00a0: %(days)s.") % {"days": names}
    if not reason:
        return "", ""
    if phone_of(venue.phone):
        return _(CALL_FIRST), reason
    return _("Horaires à vérifier\u00a0: renseignez-vous avant de venir."), reason


def with_day_names(text: str) -> str:
    """Return hours that no program reads with their day codes told in words.

    « Mo-Fr 09:00-19:00; Sa 17:00 » → « lundi-vendredi 09:00-19:00; samedi 17:00 ».
    """
    return _OSM_DAY.sub(lambda match: _day_words(match[1]), text)


def _day_words(code: str) -> str:
    weekday = _OSM_DAYS[code]
    return _("jours fériés") if weekday is None else day_name(weekday)
