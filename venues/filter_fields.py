"""How the value of each query parameter is read: one field a kind of value, one message a mistake.

Pure form fields: what must be looked up in the database is in `venues/filter_codes.py`. Messages
are in French and say what to do; a value given back in one is cut and freed of invisible signs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from math import isfinite
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date, parse_datetime

from territories.names import fold
from venues.asked_day import WEEKEND, Day, is_weekend
from venues.identity import is_public_id
from venues.vocabulary import Vocabulary

#: Longest text searched, and the most words of it.
MAX_TEXT = 200
MAX_WORDS = 12
#: One word at least has this many letters or digits.
SHORTEST_WORD = 2
MAX_RADIUS_M = 500_000
#: Years in which a date can mean something here.
YEARS = range(1990, 2101)
#: Said for « at this very minute », whatever the minute.
NOW = "maintenant"
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_YES = {"true", "1", "oui", "vrai", "on"}
_NO = {"false", "0", "non", "faux"}
#: « + » of a time zone, read as a space by every address that was not escaped.
_LOST_PLUS = re.compile(r" (\d{2}:?\d{2})$")


def visible(value: str, length: int = 80) -> str:
    """Return a text cut and freed of invisible signs."""
    seen = "".join(char for char in value if char.isprintable())
    return f"{seen[:length]}{'…' if len(seen) > length else ''}"


def shown(value: str, length: int = 60) -> str:
    """Return a value as a message may repeat it: short, in quotes, visible signs only."""
    return f"« {visible(value, length)} »"


class GivenValues(forms.Widget):
    """Every value given for a name, in order."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return the values of a `QueryDict`, or the one of a plain dictionary."""
        if hasattr(data, "getlist"):
            return list(data.getlist(name))
        return [data[name]] if name in data else []


class QueryField(forms.Field):
    """One query parameter: its value, its explanation and an example for the documentation."""

    widget = GivenValues
    repeatable = False
    schema: dict[str, Any] = {"type": "string"}

    def __init__(self, *, example: str = "", **kwargs: Any) -> None:
        self.example = example
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        """Return the value read, or None when nothing was given."""
        values = [text.strip() for text in value if text.strip()]
        if not values:
            return None
        if any("\x00" in text for text in values):
            raise ValidationError("Cette valeur contient un caractère interdit. Retirez-le.")
        if self.repeatable:
            return self.read_all(values)
        if len(values) > 1:
            raise ValidationError("Ce paramètre se donne une seule fois.")
        return self.read(values[0])

    def read(self, text: str) -> Any:
        """Return the meaning of one non-empty text, or raise ValidationError."""
        raise NotImplementedError

    def read_all(self, values: list[str]) -> Any:
        """Return the meaning of all the values of a repeatable parameter."""
        raise NotImplementedError


class TermsField(QueryField):
    """Values of one enumerated list of the standard, by code or by label, repeated or by comma."""

    repeatable = True

    def __init__(self, *, vocabulary: Vocabulary, **kwargs: Any) -> None:
        self.vocabulary = vocabulary
        super().__init__(**kwargs)
        self.schema = {"type": "array", "items": {"type": "string"}}

    def read_all(self, values: list[str]) -> tuple[str, ...]:
        """Return the codes, in the order of the standard."""
        found: set[str] = set()
        for value in values:
            # A label may hold a comma: the whole value is tried before its parts.
            for text in (value,) if self.vocabulary.find(value) else value.split(","):
                if not text.strip():
                    continue
                code = self.vocabulary.find(text)
                if code is None:
                    raise ValidationError(self._unknown(text))
                found.add(code)
        return tuple(term.code for term in self.vocabulary.in_order(found))

    def _unknown(self, text: str) -> str:
        codes = [term.code for term in self.vocabulary]
        listed = ", ".join(codes)
        return (
            f"Valeur inconnue : {shown(text.strip())}. Donnez l’intitulé exact du standard "
            f"ou l’un de ces codes : {listed}."
        )


class TextField(QueryField):
    """Words to search for."""

    def read(self, text: str) -> str:
        """Return the text when it holds a word and is of a reasonable length."""
        words = fold(text[: MAX_TEXT + 1]).split()
        if len(text) > MAX_TEXT or len(words) > MAX_WORDS:
            raise ValidationError(
                f"Recherche trop longue : {MAX_WORDS} mots et {MAX_TEXT} caractères au plus."
            )
        if not words:
            raise ValidationError("Écrivez au moins un mot ou un nombre, par exemple médiathèque.")
        if all(len(word) < SHORTEST_WORD for word in words):
            # One letter is in almost every sheet: an answer to nothing.
            raise ValidationError(f"Écrivez au moins {SHORTEST_WORD} lettres du nom du lieu.")
        return text


class SwitchField(QueryField):
    """True or false."""

    schema = {"type": "boolean"}

    def read(self, text: str) -> bool:
        """Return the boolean, or refuse."""
        if text.casefold() in _YES:
            return True
        if text.casefold() in _NO:
            return False
        raise ValidationError(f"Valeur inconnue : {shown(text)}. Écrivez true ou false.")


class NumberField(QueryField):
    """A number between two bounds."""

    def __init__(self, *, low: float, high: float, unit: str, whole: bool, **kwargs: Any) -> None:
        self.low, self.high, self.unit, self.whole = low, high, unit, whole
        super().__init__(**kwargs)
        kind = "integer" if whole else "number"
        self.schema = {"type": kind, "minimum": low, "maximum": high}

    def read(self, text: str) -> float:
        """Return the number, or refuse what is not one or is out of bounds."""
        number = plain_number(text)
        if number is None or (self.whole and number != int(number)):
            kind = "nombre entier" if self.whole else "nombre"
            raise ValidationError(f"{shown(text)} n’est pas un {kind} de {self.unit}.")
        if not self.low <= number <= self.high:
            raise ValidationError(
                f"Donnez un nombre de {self.unit} entre {self.low:g} et {self.high:.0f}."
            )
        return int(number) if self.whole else number


def plain_number(text: str) -> float | None:
    """Return a finite number written in digits with a dot, or None."""
    if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,20})?", text.strip(), re.ASCII):
        return None
    number = float(text)
    return number if isfinite(number) else None


class Point(NamedTuple):
    """A point in degrees."""

    lat: float
    lon: float


class PointField(QueryField):
    """`latitude,longitude` in degrees."""

    def read(self, text: str) -> Point:
        """Return the point, or refuse."""
        numbers = [plain_number(part) for part in text.split(",")]
        if len(numbers) != 2 or None in numbers:
            raise ValidationError(
                "Donnez latitude,longitude en degrés avec un point décimal, "
                "par exemple 48.8566,2.3522."
            )
        lat, lon = numbers
        if abs(lat) > 90 or abs(lon) > 180:  # type: ignore[arg-type]
            raise ValidationError(
                "Latitude entre -90 et 90 d’abord, puis longitude entre -180 et 180."
            )
        return Point(lat, lon)  # type: ignore[arg-type]


class Box(NamedTuple):
    """A box in degrees; `west` > `east` when it crosses the 180° meridian."""

    west: float
    south: float
    east: float
    north: float


class BoxField(QueryField):
    """`west,south,east,north` in degrees."""

    def read(self, text: str) -> Box:
        """Return the box, or refuse."""
        numbers = [plain_number(part) for part in text.split(",")]
        if len(numbers) != 4 or None in numbers:
            raise ValidationError(
                "Donnez ouest,sud,est,nord en degrés, par exemple 5.2,43.2,5.6,43.6."
            )
        box = Box(*numbers)  # type: ignore[arg-type]
        if abs(box.west) > 180 or abs(box.east) > 180 or abs(box.south) > 90 or abs(box.north) > 90:
            raise ValidationError("Longitudes entre -180 et 180, latitudes entre -90 et 90.")
        if box.south > box.north:
            raise ValidationError("Le sud dépasse le nord : l’ordre est ouest,sud,est,nord.")
        if box.west > box.east and not (box.west > 0 > box.east):
            raise ValidationError("L’ouest dépasse l’est : l’ordre est ouest,sud,est,nord.")
        return box


def read_moment(text: str) -> datetime | None:
    """Return an ISO date-time, aware or not, or None when it cannot be read or used."""
    try:
        moment = parse_datetime(_LOST_PLUS.sub(r"+\1", text))
        if moment is None or moment.year not in YEARS:
            return None
        if moment.tzinfo is not None:
            moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment


def read_day(text: str) -> date | None:
    """Return an ISO date in a usable year, or None."""
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day is not None and day.year in YEARS else None


class MomentField(QueryField):
    """`maintenant`, or a date-time; without a zone it is the venue's own time."""

    def read(self, text: str) -> str | datetime:
        """Return NOW or the date-time, or refuse."""
        if text.casefold() == NOW:
            return NOW
        if day := read_day(text):
            raise ValidationError(
                f"Ajoutez l’heure ({day}T10:00), ou utilisez ouvert_le={day} pour toute la journée."
            )
        moment = read_moment(text)
        if moment is None:
            raise ValidationError(
                f"{shown(text)} n’est pas un moment. Écrivez maintenant, ou une date et une "
                "heure comme 2026-11-23T14:30."
            )
        return moment


class DayField(QueryField):
    """A weekday by name (0 = Monday), `week-end` (Saturday or Sunday), or a date."""

    def read(self, text: str) -> Day:
        """Return the weekday number, WEEKEND or the date, or refuse."""
        if is_weekend(text):
            return WEEKEND
        name = fold(text)
        if name in WEEKDAYS:
            return WEEKDAYS.index(name)
        day = read_day(text)
        if day is None:
            raise ValidationError(
                f"{shown(text)} n’est pas un jour. Écrivez lundi, mardi… dimanche, week-end, ou "
                "une date comme 2026-11-23."
            )
        return day


class HourField(QueryField):
    """A time of day, `HH:MM`."""

    def read(self, text: str) -> time:
        """Return the time, or refuse."""
        match = re.fullmatch(r"(\d{1,2})[:hH](\d{2})?", text, re.ASCII)
        hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 99)
        if hour > 23 or minute > 59:
            raise ValidationError(f"{shown(text)} n’est pas une heure. Écrivez par exemple 14:30.")
        return time(hour, minute)


class SinceField(QueryField):
    """A date or a date-time in the past."""

    def read(self, text: str) -> date | datetime:
        """Return the date or date-time, or refuse."""
        since = read_day(text) or read_moment(text)
        if since is None:
            raise ValidationError(
                f"{shown(text)} n’est pas une date. Écrivez par exemple 2026-11-01 ou "
                "2026-11-01T08:00:00Z."
            )
        return since


class IdsField(QueryField):
    """Public ids of venues, or the short numbers that `points` gives; repeated or by comma."""

    repeatable = True
    schema = {"type": "array", "items": {"type": "string"}}

    def read_all(self, values: list[str]) -> tuple[str, ...]:
        """Return the ids without repetition, or refuse what does not look like one."""
        ids = split_list(values)
        for one in ids:
            is_number = one.isascii() and one.isdigit() and len(one) <= 15
            if not (is_number or is_public_id(one)):
                raise ValidationError(
                    f"{shown(one)} n’est pas un identifiant de lieu (par exemple rn7k2m9x4q)."
                )
        return ids


def split_list(values: Sequence[str]) -> tuple[str, ...]:
    """Return repeated and comma-separated values as one list without blanks or repetition."""
    parts = (part.strip() for value in values for part in value.split(","))
    return tuple(dict.fromkeys(part for part in parts if part))
