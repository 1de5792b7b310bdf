"""Opening hours of a venue: is it open, until when, what is its week. Over `opening-hours-py`.

Pure: no request, no ORM, no clock (the caller gives the time). Hours are OSM `opening_hours` text;
anything else is unknown, never guessed. Times are those of the venue: its zone comes from its INSEE
code. A comment in the hours (« "sur rendez-vous" ») makes them unknown and is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, State

from ifn_site.wording import gettext as _
from ifn_site.wording import noop, pgettext
from venues import opening_sentences as say
from venues.local_holidays import holiday_name, territory_of
from venues.opening_parse import (
    DAY,
    DOUBT,
    HORIZON_DAYS,
    comment_words,
    has_comments,
    local_time,
    parse_hours,
    timezone_for,
)
from venues.opening_week import DayHours, open_on, week_of, weekly_sentences

__all__ = [
    "CLOSED",
    "OPEN",
    "UNKNOWN",
    "DayHours",
    "OpeningStatus",
    "is_open",
    "open_now",
    "open_on",
    "status_at",
    "timezone_for",
    "week_of",
    "weekly_sentences",
]

OPEN, CLOSED, UNKNOWN = "ouvert", "ferme", "inconnu"

#: Changes looked at to find the next opening; a real week has less than 30.
_MAX_CHANGES = 100
#: The end of a stretch that never ends, in any zone.
_NEVER = datetime(9000, 1, 1, tzinfo=UTC)

_HOLIDAY_RULE = re.compile(r"\bPH\b")
_SCHOOL_CLOSURE = re.compile(r"\bSH\s+(?:off|closed)\b")
_HOLIDAY_CAUTION = noop("jour férié\u00a0: vérifiez par téléphone")
_TO_CHECK = noop("Horaires à vérifier auprès du lieu")
_SCHOOL_CAUTION = noop("sauf vacances scolaires")


class OpeningStatus(NamedTuple):
    """What can be said of a venue at a moment; datetimes are in the venue's zone.

    `state` is `ouvert`, `ferme` or `inconnu`; `until` is the closing time of an open venue, None
    when it never closes; `holiday` names the public holiday of the day, "" when it is none;
    `sentence` is plain words in the language of the page, to be shown as it is.
    """

    state: str
    until: datetime | None
    next_opening: datetime | None
    holiday: str
    sentence: str


def _state(parsed: OpeningHours, local: datetime) -> tuple[str, str]:
    """Return our state and the comment; an open stretch with a comment is unknown."""
    state, comment = parsed.state(local)
    if state == State.CLOSED:
        return CLOSED, comment
    return (UNKNOWN, comment) if comment or state == State.UNKNOWN else (OPEN, "")


def is_open(hours: str, when: datetime, insee_code: str = "") -> bool | None:
    """Tell whether a venue is open; None when its hours are missing, unreadable or conditional."""
    parsed = parse_hours(hours, insee_code) if hours else None
    local = local_time(when, timezone_for(insee_code))
    if parsed is None or local is None:
        return None
    return _quick_state(parsed, local, has_comments(hours))


def _quick_state(parsed: OpeningHours, local: datetime, has_comment: bool) -> bool | None:
    if not has_comment:
        return parsed.is_open(local)
    state, _ = _state(parsed, local)
    return None if state == UNKNOWN else state == OPEN


def open_now(venues: Iterable[tuple[str, str]], when: datetime) -> list[bool | None]:
    """Answer `is_open` for many `(hours, insee_code)`: 20,000 take well under 150 ms
    once parsed.
    """
    clocks: dict[ZoneInfo, datetime | None] = {}
    known: dict[tuple[str, str], bool | None] = {}
    answers: list[bool | None] = []
    for hours, insee_code in venues:
        key = (hours, territory_of(insee_code) if insee_code[:3] != "987" else insee_code)
        if key not in known:
            zone = timezone_for(insee_code)
            if zone not in clocks:
                clocks[zone] = local_time(when, zone)
            local, parsed = clocks[zone], parse_hours(hours, insee_code) if hours else None
            if parsed is None or local is None:
                known[key] = None
            else:
                known[key] = _quick_state(parsed, local, has_comments(hours))
        answers.append(known[key])
    return answers


def _changes(parsed: OpeningHours, local: datetime) -> Iterator[tuple[datetime, datetime, str]]:
    """Yield the next stretches as (start, end, our state), from the current one."""
    for count, (start, end, state, comment) in enumerate(parsed.intervals(local)):
        if count >= _MAX_CHANGES:
            return
        certain = OPEN if state == State.OPEN and not comment else UNKNOWN
        yield start, end or _NEVER, CLOSED if state == State.CLOSED else certain


def _closing(parsed: OpeningHours, local: datetime) -> datetime | None:
    """Return when the current opening ends, touching stretches joined; None when it does not."""
    until = local
    for start, end, state in _changes(parsed, local):
        if state != OPEN or start > until:
            return until
        until = end
        if (until.date() - local.date()).days > HORIZON_DAYS:
            return None
    return None


def _opening(parsed: OpeningHours, local: datetime) -> datetime | None:
    """Return the next certain opening within the horizon."""
    for start, _end, state in _changes(parsed, local):
        if (start.date() - local.date()).days > HORIZON_DAYS:
            return None
        if state == OPEN and start > local:
            return start
    return None


def status_at(hours: str, when: datetime, insee_code: str = "") -> OpeningStatus:
    """Say whether a venue is open at `when` (aware), until when or from when, in plain words.

    Raises ValueError for a naive datetime.
    """
    zone = timezone_for(insee_code)
    local = local_time(when, zone)
    if local is None or not hours.strip():
        return OpeningStatus(UNKNOWN, None, None, "", _(say.UNKNOWN))
    holiday = holiday_name(local.date(), insee_code)
    parsed = parse_hours(hours, insee_code)
    if parsed is None:
        return OpeningStatus(UNKNOWN, None, None, holiday, _(_TO_CHECK))
    state, comment = _state(parsed, local)
    if state == OPEN:
        return _open_status(parsed, local, hours, holiday)
    opening = _opening(parsed, local)
    if state == UNKNOWN:
        said = comment not in ("", DOUBT)
        sentence = _(_TO_CHECK)
        if said:
            sentence = _("Horaires à vérifier\u00a0: %(comment)s") % {
                "comment": comment_words(comment)
            }
        return OpeningStatus(UNKNOWN, None, opening, holiday, sentence)
    return _closed_status(opening, local, hours, holiday, comment, insee_code)


def _open_status(parsed: OpeningHours, local: datetime, hours: str, holiday: str) -> OpeningStatus:
    until = _closing(parsed, local)
    if until is None:
        sentence = _("Ouvert %(all_day)s") % {"all_day": _(say.ALL_DAY)}
    elif until.time() == time(0) and until.date() == local.date() + DAY:
        sentence = _("Ouvert, ferme à minuit")
    else:
        # Translators: « Ouvert, ferme à 18 h », « Ouvert, ferme demain à 2 h ».
        sentence = _("Ouvert, ferme %(moment)s") % {"moment": say.moment(until, local.date())}
    return OpeningStatus(OPEN, until, None, holiday, sentence + _caution(hours, bool(holiday)))


def _closed_status(
    opening: datetime | None,
    local: datetime,
    hours: str,
    holiday: str,
    comment: str,
    insee_code: str,
) -> OpeningStatus:
    sentence = f"{_(say.CLOSED)} ({comment})" if comment else _(say.CLOSED)
    if opening:
        opens_on_holiday = bool(holiday_name(opening.date(), insee_code))
        # Translators: « Fermé, ouvre demain à 9 h »: closed (or a reason), then when it opens.
        opens = pgettext("horaires", "%(closed)s, ouvre %(moment)s")
        sentence = opens % {"closed": sentence, "moment": say.moment(opening, local.date())}
        sentence += _caution(hours, opens_on_holiday)
    return OpeningStatus(CLOSED, None, opening, holiday, sentence)


def _caution(hours: str, is_holiday: bool) -> str:
    """Return what the hours do not say: holidays without a rule, school holidays we do not know."""
    cautions = []
    if is_holiday and not _HOLIDAY_RULE.search(hours):
        cautions.append(_(_HOLIDAY_CAUTION))
    if _SCHOOL_CLOSURE.search(hours):
        cautions.append(_(_SCHOOL_CAUTION))
    return f" ({', '.join(cautions)})" if cautions else ""
