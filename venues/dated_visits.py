"""Visits announced for given days that are all past: their weekly hours tell nothing any more.

Roving venues write their next visits in their name (« Passage le 07/12/22 - 04/01/23 ») and one
weekly opening beside it. Pure: texts and dates; nothing is guessed where no date is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from territories.names import fold

_SEPARATOR = r"\s?[/.]\s?"
_WHOLE = re.compile(
    rf"(?<![\d/.])(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(20\d\d|\d\d)(?![\d/])", re.ASCII
)
#: Between brackets, dates alone: « (05/10 - 02/11 - 07/12) ».
_BRACKETS = re.compile(r"\(([\d/\s,;&-]*?\d/\d[\d/\s,;&-]*?)\)", re.ASCII)
_SHORT = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])", re.ASCII)
_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre",
    "octobre", "novembre", "decembre",
)  # fmt: skip
_IN_WORDS = re.compile(rf"\b(\d{{1,2}})(?:er)? ({'|'.join(_MONTHS)}) (20\d\d)\b", re.ASCII)
#: In a longer text, only what follows one of these words is a visit; « depuis 2019 » is none.
_VISITS = re.compile(r"\b(?:passages?|tourn[ée]es?|dates?|permanences? les?)\b", re.IGNORECASE)
_ENDED = re.compile(r"\b(?:depuis|cr[éeè]+\w*|ouverte?|inaugur\w*)\b", re.IGNORECASE)


def visits_are_past(venue: Any, today: date) -> bool:
    """Tell whether every visit that a venue announces by its date is before today.

    `venue` has `name`, `address_complement`, `summary` and `updated_on` (date or None). False when
    it announces none: then its hours are those of every week.
    """
    return dates_are_past(
        venue.name, (venue.address_complement, venue.summary), venue.updated_on, today
    )


def dates_are_past(name: str, texts: tuple[str, ...], updated_on: date | None, today: date) -> bool:
    """Tell the same of a name, of texts where visits are announced, and of their date."""
    announced = list(_dates(name, updated_on))
    for text in texts:
        if (visits := _VISITS.search(text)) and not _ENDED.search(text):
            announced += _dates(text[visits.start() :], updated_on)
    return bool(announced) and max(announced) < today


def _dates(text: str, updated_on: date | None) -> Iterator[date]:
    """Yield the dates of a text; one without year is within a year of the sheet's own date."""
    if not any(character.isdigit() for character in text):
        return
    for day, month, year in _WHOLE.findall(text):
        yield from _date(int(year) % 100 + 2000, int(month), int(day))
    for day, name, year in _IN_WORDS.findall(fold(text)):
        yield from _date(int(year), _MONTHS.index(name) + 1, int(day))
    if updated_on is None:
        return
    for bracket in _BRACKETS.findall(text):
        for day, month in _SHORT.findall(bracket):
            # The later of the two years it may be: a visit still to come is never called past.
            yield from _date(updated_on.year + 1, int(month), int(day))


def _date(year: int, month: int, day: int) -> Iterator[date]:
    """Yield the date when it exists: « 13/14 » is no date."""
    try:
        yield date(year, month, day)
    except ValueError:
        return
