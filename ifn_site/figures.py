"""Numbers, times and dates as each language writes them.

French is written by its own rules here, to the last space; other languages take the names of days
and months from CLDR. Pure: values in, words out; no sentence is made here.
"""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache
from typing import Any

from ifn_site.languages import BY_CODE
from ifn_site.wording import in_french, language

#: Between a number and its unit, a line never breaks.
NBSP = "\u00a0"
#: Narrow no-break space: the French separator of thousands.
THIN_NBSP = "\u202f"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
#: Languages that part thousands by a space and write decimals with a comma, as French does.
_SPACED = ("fr", "uk", "ru")


@lru_cache(maxsize=16)
def _locale(code: str) -> Any:
    # Only a page in another language pays for reading these.
    from babel import Locale

    return Locale.parse(BY_CODE[code].locale)


def number(value: int | float) -> str:
    """Write a number: `18000` → « 18 000 », `2.5` → « 2,5 »; « 18,000 » and « 2.5 » in English."""
    text = f"{value:,}"
    if language() in _SPACED:
        return text.replace(",", THIN_NBSP).replace(".", ",")
    return text


def capitalised(text: str) -> str:
    """Return a text with its first letter as a sentence begins, the others as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def inside_sentence(text: str) -> str:
    """Return a capitalised name of a day as it stands inside a sentence: « lundi », « Monday »."""
    return f"{text[:1].lower()}{text[1:]}" if language() in _SPACED else text


def clock(at: time) -> str:
    """Write a time: « 9 h », « 17 h 30 »; « 9:00 », « 17:30 » in other languages."""
    if in_french():
        minutes = f"{NBSP}{at.minute:02d}" if at.minute else ""
        return f"{at.hour}{NBSP}h{minutes}"
    return f"{at.hour}:{at.minute:02d}"


def day_name(weekday: int) -> str:
    """Return the name of a day, 0 being Monday: « lundi »."""
    if in_french():
        return DAYS[weekday]
    return str(_locale(language()).days["format"]["wide"][weekday])


def month_name(month: int) -> str:
    """Return the name of a month, 1 being January: « janvier »."""
    if in_french():
        return MONTHS[month - 1]
    return str(_locale(language()).months["format"]["wide"][month])


def _day_number(on: date) -> str:
    return "1er" if on.day == 1 else str(on.day)


def full_date(on: date) -> str:
    """Write a date: « 1er mars 2024 »."""
    if in_french():
        return f"{_day_number(on)}{NBSP}{month_name(on.month)} {on.year}"
    return _formatted(on, "long")


def long_date(on: date) -> str:
    """Write a date on one line of text, its spaces free to break: « 1 mars 2024 »."""
    return f"{on.day} {month_name(on.month)} {on.year}" if in_french() else full_date(on)


def short_date(on: date) -> str:
    """Write a date in figures: « 01/03/2024 »; in other languages with the month in letters."""
    return f"{on:%d/%m/%Y}" if in_french() else _formatted(on, "medium")


def day_and_month(on: date) -> str:
    """Write a date of this year: « 13 juillet », « 1er juillet »."""
    if in_french():
        return f"{_day_number(on)} {month_name(on.month)}"
    return _formatted(on, _locale(language()).datetime_skeletons.get("MMMMd", "d MMMM"))


def day_label(on: date) -> str:
    """Write a day with its name: « lundi 13 juillet », « mercredi 1er juillet »."""
    return f"{day_name(on.weekday())} {day_and_month(on)}"


def _formatted(on: date, pattern: Any) -> str:
    """Write a date by a CLDR pattern, with the figures of telephones and addresses (0–9)."""
    from babel.dates import format_date

    return format_date(on, str(pattern), locale=_locale(language()))
