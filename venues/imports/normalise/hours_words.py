"""The words of French (and English) opening hours, cut from a text into tokens.

Only knows words, not what a sequence of them means. A word it does not know makes the whole text
unreadable: half-understood hours would send somebody to a closed door.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from typing import NamedTuple

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MIDNIGHT = 24 * 60
NOON = 12 * 60


class Kind(Enum):
    """What a token is."""

    DAY = "day"
    DAYS = "days"
    HOLIDAY = "holiday"
    TIME = "time"
    TO = "to"
    DASH = "dash"
    SLASH = "slash"
    AND = "and"
    BREAK = "break"
    NOISE = "noise"
    OFF = "off"
    EXCEPT = "except"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    RANK = "rank"
    OF_MONTH = "of month"
    EVEN_WEEKS = "even weeks"
    ODD_WEEKS = "odd weeks"
    APPOINTMENT = "appointment"
    ALWAYS = "always"


class Token(NamedTuple):
    """`number` is a day 0–6, minutes from midnight or a rank in the month; `sure` tells whether the
    token says by itself what it is (« 9h » does, « 9 » and a two-letter day do not)."""

    kind: Kind
    number: int = 0
    sure: bool = True


_DAY_WORDS = (
    ("mondays?|mon|lundis?|lun|lu|mo", 0),
    ("tuesdays?|tues?|mardis?|mar|ma|tu", 1),
    ("wednesdays?|wed|mercredis?|merc?|me|we", 2),
    ("thursdays?|thurs?|thu|jeudis?|jeu|je|th", 3),
    ("fridays?|fri|vendredis?|vend?|ve|fr", 4),
    ("saturdays?|sat|samedis?|sam|sa", 5),
    ("sundays?|sun|dimanches?|dim|di|su", 6),
)
_RANK_WORDS = (
    ("1ers?|1eres?|premiers?", 1),
    ("2e|2emes?|2nds?|deuxiemes?|seconds?", 2),
    ("3e|3emes?|troisiemes?", 3),
    ("4e|4emes?|quatriemes?", 4),
    ("derniers?", -1),
)
_END = r"(?![a-z])"
_EVERY_DAY = r"7\s?j(?:ours?)?\s?(?:/|sur)\s?7\s?j?"
_NON_STOP = r"24\s?h(?:eures)?\s?(?:/|sur)\s?24(?:\s?h)?"
_LINK = r"\s?[,;-]?\s?(?:et )?"

_FIXED = (
    (Kind.ALWAYS, rf"(?:{_EVERY_DAY}{_LINK})?{_NON_STOP}(?:{_LINK}{_EVERY_DAY})?|24\s?/\s?7"),
    (Kind.DAYS, rf"tous les jours|chaque jour|{_EVERY_DAY}"),
    (Kind.OF_MONTH, r"(?:du|de chaque|par) mois"),
    (Kind.EVEN_WEEKS, r"(?:les |en )?semaines? paires?"),
    (Kind.ODD_WEEKS, r"(?:les |en )?semaines? impaires?"),
    (Kind.HOLIDAY, r"(?:les )?(?:jours? )?feries?|ph"),
    (Kind.NOISE, r"avec (?:ou|et) sans (?:rendez[\s-]?vous|rdv)|sans (?:rendez[\s-]?vous|rdv)"),
    (Kind.APPOINTMENT, r"(?:uniquement |seulement )?sur (?:rendez[\s-]?vous|rdv)"),
    (Kind.OFF, r"ferme(?:e|s|es)?|fermeture|closed|off"),
    (Kind.EXCEPT, r"sauf|excepte"),
    (Kind.AFTERNOON, r"(?:l')?apres[\s-]?midis?"),
    (Kind.MORNING, r"matin(?:s|ees?)?"),
    (Kind.NOISE, r"horaires?|d'ouverture|ouvertures?|ouverte?s?|permanences?"),
    (Kind.NOISE, r"accueil|bureaux|au public|du public"),
    (Kind.NOISE, r"ainsi que|puis|tous les|chaque|les|le|la|des|de|du|d'|open"),
    (Kind.TO, r"aux|au|a|to"),
    (Kind.AND, r"et|and"),
)  # fmt: skip

_PATTERNS: tuple[tuple[Kind, int, re.Pattern[str]], ...] = (
    *((kind, 0, re.compile(f"(?:{words}){_END}")) for kind, words in _FIXED),
    *((Kind.RANK, rank, re.compile(f"(?:{words}){_END}")) for words, rank in _RANK_WORDS),
    *((Kind.DAY, day, re.compile(rf"(?:{words}){_END}\.?")) for words, day in _DAY_WORDS),
)
_WEEKDAYS = re.compile(r"(?:la|en) semaine(?! (?:im)?paire)" + _END)
_WEEKEND = re.compile(r"week[\s-]?ends?" + _END)
_TIME_WITH_MINUTES = re.compile(
    r"(\d{1,2})\s?(?:heures?|hrs?|h|:|\.(?=\d\d\s?(?:h|-)))\s?([0-5]\d)(?::00)?(?:\s?h(?![a-z\d]))?(?!\d)(?!\s?(?:h\d|h\s|:\d))"
)
_TIME_OF_HOURS = re.compile(r"(\d{1,2})\s?(?:heures?|hrs?|h)(?!\d)")
_BARE_TIME = re.compile(r"(\d{1,2})(?![\d.:])(?!\s?(?:h|:))")
_NAMED_TIME = re.compile(r"(midi|minuit)" + _END)
_SIGNS = {
    "-": Kind.DASH,
    "/": Kind.SLASH,
    ",": Kind.AND,
    "&": Kind.AND,
    "+": Kind.AND,
    ":": Kind.NOISE,
}
_BREAKS = ';.\n()|"*!·•'


def fold_hours(text: str) -> str:
    """Lower-case `text` without accents, with one sort of dash, apostrophe and
    space; keep lines.
    """
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = re.sub(r"[‐‑‒–—−]", "-", re.sub(r"[’‘`´]", "'", plain))
    return re.sub(r"[^\S\n]+", " ", plain).strip()


def _time_at(text: str, position: int) -> tuple[Token, int] | None:
    """Read a time of day at `position`; None when there is none or when it does not exist (25h)."""
    if match := _NAMED_TIME.match(text, position):
        return Token(Kind.TIME, NOON if match.group(1) == "midi" else MIDNIGHT), match.end()
    sure = True
    match = _TIME_WITH_MINUTES.match(text, position) or _TIME_OF_HOURS.match(text, position)
    if not match:
        match, sure = _BARE_TIME.match(text, position), False
    if not match:
        return None
    minutes = int(match.group(2)) if match.lastindex == 2 else 0
    total = int(match.group(1)) * 60 + minutes
    return (Token(Kind.TIME, total, sure), match.end()) if total <= MIDNIGHT else None


def _token_at(text: str, position: int) -> tuple[tuple[Token, ...], int] | None:
    """Return the token or tokens found at `position` and where they end."""
    char = text[position]
    if char in _SIGNS:
        return (Token(_SIGNS[char]),), position + 1
    if char in _BREAKS:
        return (Token(Kind.BREAK),), position + 1
    for pattern, first, last in ((_WEEKDAYS, 0, 4), (_WEEKEND, 5, 6)):
        if match := pattern.match(text, position):
            return (Token(Kind.DAY, first), Token(Kind.TO), Token(Kind.DAY, last)), match.end()
    for kind, number, pattern in _PATTERNS:
        if match := pattern.match(text, position):
            word = match.group().rstrip(".")
            return (Token(kind, number, len(word) > 3),), match.end()
    found = _time_at(text, position)
    return ((found[0],), found[1]) if found else None


def tokens_of(folded: str) -> list[Token] | None:
    """Cut a folded text into tokens; None as soon as one word is unknown."""
    tokens: list[Token] = []
    position = 0
    while position < len(folded):
        if folded[position] == " ":
            position += 1
            continue
        found = _token_at(folded, position)
        if found is None:
            return None
        tokens.extend(found[0])
        position = found[1]
    return tokens
