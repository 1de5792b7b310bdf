"""Opening hours (`horaires`): from what producers write to OSM `opening_hours`, without guessing.

A text that is valid OSM is kept exactly. A French sentence is converted only when every word of it
is understood; otherwise the value is None and the pipeline shows the producer's own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import opening_hours

from venues.imports.findings import Normalised, Note, fix, warning
from venues.imports.normalise.hours_sentence import read_week
from venues.imports.normalise.hours_week import Unreadable, Week
from venues.imports.normalise.hours_words import DAYS, Kind, Token, fold_hours, tokens_of
from venues.imports.normalise.text import as_text, clean_multiline, is_blank

MAX_LENGTH = 2_000
MAX_COMMENT = 80

_INTERVAL = re.compile(r"\b(\d{1,2}):(\d{2})\s?-\s?(\d{1,2}):(\d{2})")


@lru_cache(maxsize=32768)
def is_osm(text: str) -> bool:
    """Tell whether `text` is a valid OSM `opening_hours` expression."""
    if not text or len(text) > MAX_LENGTH:
        return False
    try:
        return opening_hours.validate(text)
    except UnicodeEncodeError:  # half of a surrogate pair
        return False


def _doubts(osm: str) -> tuple[Note, ...]:
    """Warn of intervals that end when or before they start: a slip more often than a
    night opening.
    """
    for match in _INTERVAL.finditer(osm):
        start_hour, start_minute, end_hour, end_minute = map(int, match.groups())
        start, end = start_hour * 60 + start_minute, end_hour * 60 + end_minute
        if end == start or 0 < end < start:
            message = "Une plage se termine avant de commencer : vérifiez les heures."
            return (warning("horaires_douteux", message, match.group()),)
    return ()


def _unreadable(text: str) -> Normalised:
    message = (
        "Horaires non reconnus : affichés tels quels, sans calcul d’ouverture."
        " Écrivez par exemple « Mo-Fr 09:00-12:00,14:00-17:00 »."
    )
    return Normalised(None, (warning("horaires_illisibles", message, text),))


def _converted(text: str) -> str | None:
    """Return the OSM expression of a text written for people, None when it is not certain."""
    tokens = tokens_of(fold_hours(text))
    if not tokens:
        return None
    try:
        osm = _without_needless_week(read_week(tokens))
    except Unreadable:
        return None
    return osm if is_osm(osm) else None


def _without_needless_week(week: Week) -> str:
    osm = week.to_osm()
    return "24/7" if osm == "Mo-Su 00:00-24:00" else osm


@lru_cache(maxsize=32768)
def _normalise(text: str) -> Normalised:
    stripped = text.strip()
    if len(stripped) > MAX_LENGTH:
        message = f"Horaires de plus de {MAX_LENGTH} caractères : ils ne sont pas lus."
        return Normalised(None, (warning("horaires_illisibles", message, stripped),))
    if is_osm(stripped):
        trimmed = (
            (fix("espaces", "Espaces superflus retirés.", text, stripped),)
            if stripped != text
            else ()
        )
        return Normalised(stripped, (*trimmed, *_doubts(stripped)))
    visible = clean_multiline(stripped).value
    osm = visible if is_osm(visible) else _converted(visible)
    if not osm:
        return _unreadable(stripped)
    note = fix(
        "horaires_convertis", "Horaires convertis au format OSM opening_hours.", stripped, osm
    )
    return Normalised(osm, (note, *_doubts(osm)))


def normalise_hours(value: Any) -> Normalised:
    """Return an OSM expression that `opening_hours.OpeningHours` parses, or None.

    None comes alone for a blank cell and with the warning `horaires_illisibles` otherwise.
    """
    return Normalised(None) if is_blank(value) else _normalise(as_text(value))


@lru_cache(maxsize=4096)
def _day_tokens(cell: str) -> tuple[Token, ...] | None:
    tokens = tokens_of(fold_hours(clean_multiline(cell).value)) if len(cell) <= MAX_LENGTH else None
    if tokens is None or any(token.kind in (Kind.DAY, Kind.DAYS, Kind.RANK) for token in tokens):
        return None
    return tuple(tokens)


def _comment(cell: str) -> str:
    """Return a cell as the text of an OSM comment: one line without quotation marks."""
    return " ".join(clean_multiline(cell).value.replace('"', "'").split())[:MAX_COMMENT].strip()


def _tell_day(week: Week, day: int, cell: str) -> bool:
    """Add one day's cell to the week; False when it was not understood and kept as a comment."""
    tokens = _day_tokens(cell)
    try:
        if not tokens:
            raise Unreadable
        told = read_week([Token(Kind.DAY, day), *tokens])
        for (selector, _), intervals in told.hours.items():
            week.add(selector, (day,), intervals)
        week.closed.update(told.closed)
        week.comments.update(told.comments)
    except Unreadable:
        week.comments[day] = _comment(cell) or "?"
        return False
    return True


def hours_from_days(cells: Mapping[str, Any]) -> Normalised:
    """Return one OSM expression from a column per day: keys are « Mo » to « Su ».

    A blank day is closed. A day that cannot be read becomes `unknown "<its text>"` with the warning
    `horaires_jour_illisible`: it is neither open nor closed. Raises KeyError for another key.
    """
    week, notes = Week(), []
    for day_code, cell in cells.items():
        if day_code not in DAYS:
            raise KeyError(day_code)
        if is_blank(cell):
            continue
        if not _tell_day(week, DAYS.index(day_code), as_text(cell)):
            message = (
                "Horaires d’un jour non reconnus : écrivez par exemple « 09:00-12:00,14:00-17:00 »."
            )
            notes.append(warning("horaires_jour_illisible", message, f"{day_code} {as_text(cell)}"))
    try:
        osm = _without_needless_week(week)
    except Unreadable:
        return Normalised(None, tuple(notes))
    return Normalised(osm if is_osm(osm) else None, tuple(notes))
