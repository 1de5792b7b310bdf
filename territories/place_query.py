"""What people type to say where they are, taken apart: a name, a number, a code.

Pure: it knows how such texts are written, not which places exist.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from territories.names import fold

#: Texts longer than this are not a place; the end is not read.
MAX_TEXT = 200
_CITIES = {"paris": 20, "lyon": 9, "marseille": 16}
_ORDINAL = re.compile(r"^(\d{1,2})(?:er|e|eme|ieme|ere|nd|ndeme)?$")
_SUFFIXES = {"e", "er", "eme", "ieme", "ere", "nd", "arr", "ardt", "arrondissement", "arrdt"}
_POSTAL = re.compile(r"^\d{5}$")
_DEPARTEMENT = re.compile(r"^(\d{2}|2[ab]|9[78]\d)$")
_INSEE = re.compile(r"^(\d{5}|2[ab]\d{3})$")
_WAYS = {
    "rue", "avenue", "av", "ave", "boulevard", "bd", "bld", "blvd", "place", "pl", "chemin",
    "che", "chem", "impasse", "imp", "allee", "allees", "quai", "cours", "route", "rte",
    "square", "passage", "lotissement", "residence", "hameau", "zone", "faubourg", "fbg",
    "esplanade", "promenade", "sentier", "traverse", "montee", "cite", "voie", "rond",
    "lieudit", "zac", "za", "zi", "mail", "parvis", "ruelle", "venelle", "villa", "clos",
    "domaine", "immeuble", "batiment", "bat",
}  # fmt: skip


class PlaceQuery(NamedTuple):
    """One typed text. `name` is folded; the others are "" or 0 when absent."""

    name: str
    postal_code: str = ""
    departement: str = ""
    arrondissement: int = 0
    code: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing that can be looked for was typed."""
        return not (self.name or self.code)


def read_query(text: str) -> PlaceQuery:
    """Take a typed text apart: « Saint-Denis (93) », « paris 12e », « marseille 13008 », « 2A »."""
    words = fold(text[:MAX_TEXT].replace("\x00", " ")).split()
    if "cedex" in words:
        words = words[: words.index("cedex")]
    if len(words) == 1 and words[0][0].isdecimal():
        return PlaceQuery(name="", code=_upper_corsica(words[0]))
    if arrondissement := _arrondissement(words):
        return arrondissement
    for rank, word in enumerate(words):
        if _POSTAL.match(word):
            return PlaceQuery(" ".join(words[:rank] + words[rank + 1 :]), postal_code=word)
    if len(words) > 1 and _DEPARTEMENT.match(words[-1]):
        return PlaceQuery(" ".join(words[:-1]), departement=_upper_corsica(words[-1]))
    return PlaceQuery(" ".join(words))


def _arrondissement(words: list[str]) -> PlaceQuery | None:
    """Read « paris 12 », « lyon 3eme arrondissement », « 8e marseille »."""
    rest = [word for word in words if word not in _SUFFIXES]
    if len(rest) != 2:
        return None
    for city, number in (rest, rest[::-1]):
        ordinal = _ORDINAL.match(number)
        if city in _CITIES and ordinal and 1 <= int(ordinal[1]) <= _CITIES[city]:
            return PlaceQuery(city, arrondissement=int(ordinal[1]))
    return None


def _upper_corsica(code: str) -> str:
    return code.upper()


def is_insee_code(code: str) -> bool:
    """Tell whether a text has the shape of a commune's code (or of a postal code)."""
    return bool(_INSEE.match(code.lower()))


def departement_number(code: str) -> str:
    """Return a département code from « 7 », « 07 », « 2a » or « 974 », "" for anything else."""
    padded = code.zfill(2) if code.isdecimal() else code.lower()
    return _upper_corsica(padded) if _DEPARTEMENT.match(padded) else ""


def looks_like_address(text: str) -> bool:
    """Tell whether a text names a street: a kind of way with a number or with several words."""
    words = fold(text[:MAX_TEXT]).split()
    ways = [word for word in words if word in _WAYS]
    if not ways:
        # « 12 du Moulin Martigues »: a number in front of at least two words.
        return len(words) > 2 and words[0].isdecimal() and len(words[0]) < 5
    numbers = [word for word in words if word[0].isdecimal()]
    return bool(numbers) or len(words) > 2


def is_way(word: str) -> bool:
    """Tell whether a folded word is a kind of way: rue, place, chemin."""
    return word in _WAYS


def ends_with_arrondissement(text: str) -> bool:
    """Tell whether a longer text ends like « paris 12 », where 12 is no département."""
    return _arrondissement(fold(text[:MAX_TEXT]).split()[-2:]) is not None


def runs_of_words(folded: str, longest: int = 8) -> list[str]:
    """Return the runs of words of a text, the most telling first: longest, then nearest the end.

    Numbers and kinds of ways alone are left out.
    """
    words = folded.split()[:40]
    runs = []
    for size in range(min(longest, len(words)), 0, -1):
        for end in range(len(words), size - 1, -1):
            run = words[end - size : end]
            if not all(word.isdecimal() or word in _WAYS for word in run):
                runs.append(" ".join(run))
    return runs
