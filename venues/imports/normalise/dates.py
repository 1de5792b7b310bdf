"""The date of a record (`date_maj`). A date that cannot be trusted is unknown, never invented."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from venues.imports.findings import Normalised, fix, warning
from venues.imports.normalise.text import as_text, clean_text, is_blank

#: No venue of the standard (2022) was described before: older dates are defaults of a software.
FIRST_DATE = date(2000, 1, 1)
_EXCEL_EPOCH = date(1899, 12, 30)
_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
    "octobre", "novembre", "decembre",
)  # fmt: skip

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\s*\d{1,2}:\d{2}.{0,30})?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ,à]+\d{1,2}[:h]\d{0,2}.{0,30})?")
_WORDS = re.compile(
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?"
    r"(?:le )?(\d{1,2})(?:er)? ([a-z]{3,9})\.? (\d{4})"
)
_DIGITS = re.compile(r"(\d{5,13})(?:\.\d+)?")


def _from_words(text: str) -> date | None:
    """« 12 mars 2023 », « 1er août 2022 »."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    match = _WORDS.fullmatch("".join(c for c in decomposed if not unicodedata.combining(c)))
    if not match:
        return None
    day, word, year = match.groups()
    months = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)]
    return date(int(year), months[0], int(day)) if len(months) == 1 else None


def _from_digits(digits: str) -> date | None:
    """Read an Excel serial (5 digits), a compact ISO date (8), Unix seconds (10) or milliseconds
    (13).
    """
    number = int(digits)
    if len(digits) == 5:
        return _EXCEL_EPOCH + timedelta(days=number)
    if len(digits) == 8:
        return date(number // 10_000, number // 100 % 100, number % 100)
    if len(digits) in (10, 13):
        seconds = number / (1000 if len(digits) == 13 else 1)
        return datetime.fromtimestamp(seconds, UTC).date()
    return None


def _read(text: str) -> date | None:
    """Return the date written in `text`, None when it is none; raises ValueError on
    « 31/02/2023 ».
    """
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
        return date(year, month, day)
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
        return date(year, month, day)
    if match := _DIGITS.fullmatch(text):
        return _from_digits(match.group(1))
    return _from_words(text)


def _judge(found: date, raw: str, today: date) -> Normalised | None:
    """Refuse a date before 2000 or after tomorrow."""
    if found < FIRST_DATE:
        message = "Date antérieure à 2000, sans doute une valeur par défaut : la date est inconnue."
        return Normalised(None, (warning("date_inconnue", message, raw),))
    if found > today + timedelta(days=1):
        message = "Date dans le futur : indiquez la date de la dernière mise à jour."
        return Normalised(None, (warning("date_future", message, raw),))
    return None


@lru_cache(maxsize=8192)
def _normalise(text: str, today: date) -> Normalised:
    cleaned, _ = clean_text(text, max_length=100)
    try:
        found = _read(cleaned)
    except (ValueError, OverflowError, OSError):
        found = None
    if found is None:
        message = "Date illisible : écrivez-la AAAA-MM-JJ, par exemple 2024-04-02."
        return Normalised(None, (warning("date_illisible", message, text),))
    refused = _judge(found, text, today)
    if refused:
        return refused
    if found.isoformat() == text:
        return Normalised(found)
    return Normalised(found, (fix("date_format", "Date mise au format AAAA-MM-JJ.", text, found),))


def normalise_date(value: Any, today: date) -> Normalised:
    """Return a `date` between 2000 and tomorrow, or None with a warning; None alone when blank.

    Reads ISO dates and date-times, day-first dates, French words, Excel serials, Unix seconds and
    milliseconds, `date` and `datetime` objects. The day is the one written: zones are not shifted.
    """
    if is_blank(value):
        return Normalised(None)
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return _judge(value, value.isoformat(), today) or Normalised(value)
    return _normalise(as_text(value), today)
