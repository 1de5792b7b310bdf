"""The answers of a person: read from an address, written in an address, kept nowhere else.

Pure: it knows the words of the address and nothing of venues, of places or of sentences to show,
but for those that say what is wrong with an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Protocol
from urllib.parse import urlencode

from ifn_site.wording import gettext as _
from territories.travel import MODES
from venues.vocabulary import SERVICES

WHOM = ("moi", "autre")
DOING = ("apprendre", "avec", "a_ma_place")
EQUIPMENT = ("emprunter", "acheter", "reparer", "imprimer", "connecter")
WHEN = ("maintenant", "matin", "apres_midi", "soir", "samedi", "telephone", "distance")
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
APPOINTMENT = ("avec", "sans")
ACCESS = (
    "gratuit",
    "fauteuil",
    "sourd",
    "aveugle",
    "lecture",
    "mental",
    "anglais",
    "langues",
    "femmes",
    "jeunes",
    "etudiants",
    "familles",
    "seniors",
)
TRADER = ("independant",)
#: The longest way that anyone may ask for, in minutes.
MAX_MINUTES = 120
#: The name in addresses, and the attribute that holds it. Lists may be repeated.
LISTS = {
    "besoin": ("services", tuple(SERVICES.by_code)),
    "materiel": ("equipment", EQUIPMENT),
    "quand": ("when", WHEN),
    "jour": ("days", DAYS),
    "acces": ("access", ACCESS),
}
SINGLES = {
    "pour": ("whom", WHOM),
    "faire": ("doing", DOING),
    "mode": ("mode", MODES),
    "rdv": ("appointment", APPOINTMENT),
    "metier": ("trade", TRADER),
}
#: Codes that are looked up elsewhere: only their shape is read here.
CODES = {"demarche": "procedure", "lieu": "place"}
PARAMETERS = (*LISTS, *SINGLES, *CODES, "minutes")
_SHOWN_LENGTH = 40


class Query(Protocol):
    """What is read: Django's QueryDict, or anything alike."""

    def getlist(self, key: str, /) -> list[str]:
        """Return every value of a name."""
        ...


@dataclass(frozen=True)
class Answers:
    """What a person answered; an empty value is « je ne sais pas » or not asked yet.

    `services` are codes of the standard, in its order; `place` is the code of a commune, an
    arrondissement or a département; `minutes` is the longest way, by `mode`.
    """

    whom: str = ""
    services: tuple[str, ...] = ()
    doing: str = ""
    procedure: str = ""
    equipment: tuple[str, ...] = ()
    trade: str = ""
    place: str = ""
    minutes: int | None = None
    mode: str = ""
    when: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    appointment: str = ""
    access: tuple[str, ...] = ()

    def query(self) -> dict[str, list[str]]:
        """Return the answers as an address spells them, empty ones left out, in one order."""
        spelled: dict[str, list[str]] = {}
        for name in PARAMETERS:
            value = getattr(self, attribute_of(name))
            values = value if isinstance(value, tuple) else (value,)
            kept = [str(one) for one in values if one not in ("", None)]
            if kept:
                spelled[name] = kept
        return spelled

    def changed(self, **values: Any) -> Answers:
        """Return the answers with other values (by attribute)."""
        return replace(self, **values)

    def without(self, names: Iterable[str]) -> Answers:
        """Return the answers without some parameters (names of the address)."""
        empty: dict[str, Any] = {one.name: one.default for one in fields(Answers)}
        return replace(self, **{attribute_of(name): empty[attribute_of(name)] for name in names})


def attribute_of(name: str) -> str:
    """Return the attribute that holds a parameter. Raises KeyError for an unknown one."""
    if name in CODES:
        return CODES[name]
    if name == "minutes":
        return "minutes"
    return {**LISTS, **SINGLES}[name][0]


def address(path: str, answers: Answers) -> str:
    """Return the address of a page with these answers."""
    query = urlencode(answers.query(), doseq=True)
    return f"{path}?{query}" if query else path


def read_answers(data: Query) -> tuple[Answers, dict[str, str]]:
    """Return the answers of an address, and a French message for each value that says nothing.

    What cannot be read is left out. The last value of what has only one wins.
    """
    read: dict[str, Any] = {}
    mistakes: dict[str, str] = {}
    for name, (attribute, known) in LISTS.items():
        asked = _values(data, name)
        unknown = [one for one in asked if one not in known]
        if unknown:
            mistakes[name] = _unknown(name, unknown[0], known)
        read[attribute] = tuple(one for one in known if one in asked)
    for name, (attribute, known) in SINGLES.items():
        value = _last(data, name)
        if value and value not in known:
            mistakes[name] = _unknown(name, value, known)
        read[attribute] = value if value in known else ""
    for name, attribute in CODES.items():
        value = _last(data, name)
        if value and not _is_code(value):
            mistakes[name] = _("« %(value)s » n’est pas un code connu.") % {"value": _shown(value)}
        read[attribute] = value if _is_code(value) else ""
    read["place"] = read["place"].upper()
    read["minutes"] = _minutes(_last(data, "minutes"), mistakes)
    return Answers(**read), mistakes


def from_mapping(data: Mapping[str, Iterable[str]]) -> Answers:
    """Return the answers of a mapping made by `Answers.query`."""

    class _Spelled:
        def getlist(self, key: str, /) -> list[str]:
            return list(data.get(key, ()))

    return read_answers(_Spelled())[0]


def _minutes(text: str, mistakes: dict[str, str]) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= MAX_MINUTES:
        return int(text)
    mistakes["minutes"] = _(
        "« %(value)s » n’est pas une durée. Donnez un nombre de minutes, de 1 à %(most)s."
    ) % {"value": _shown(text), "most": MAX_MINUTES}
    return None


def _unknown(name: str, value: str, known: Iterable[str]) -> str:
    return _("« %(value)s » ne va pas avec « %(name)s ». Valeurs possibles : %(known)s.") % {
        "value": _shown(value),
        "name": name,
        "known": ", ".join(known),
    }


def _values(data: Query, name: str) -> list[str]:
    """Return the values of a name, repeated or parted by commas, blanks left out."""
    parts = (part.strip() for value in data.getlist(name) for part in value.split(","))
    return [part for part in parts if part]


def _last(data: Query, name: str) -> str:
    values = [value.strip() for value in data.getlist(name)]
    return values[-1] if values else ""


def _is_code(value: str) -> bool:
    return 0 < len(value) <= 30 and all(
        char.isascii() and (char.isalnum() or char in "-_") for char in value
    )


def _shown(value: str) -> str:
    return value if len(value) <= _SHOWN_LENGTH else value[:_SHOWN_LENGTH] + "…"
