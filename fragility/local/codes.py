"""The codes of today's territories, and what a written code may stand for.

Read from `territories` by columns, kept for one data version. It knows no file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from fragility.levels import Memberships, memberships
from territories.models import FormerCommune, PostalCode

LEVELS = ("commune", "epci", "departement", "region", "iris")
LEVEL_LABELS = {
    "commune": "Communes",
    "epci": "Intercommunalités",
    "departement": "Départements",
    "region": "Régions",
    "iris": "IRIS",
}
_WIDTHS = {"commune": 5, "epci": 9, "departement": 2, "region": 2, "iris": 9}
_IRIS = re.compile(r"(?:[0-9]{2}|2[AB])[0-9]{7}", re.ASCII)
_EXCEL = re.compile(r"([0-9]+)[.,]0+", re.ASCII)
#: Corsica had one département, 20, until 1976: its codes are still met.
_OLD_CORSICA = re.compile(r"20([0-9]{3})", re.ASCII)


class Known(NamedTuple):
    """What a written code leads to: `code` is "" when it leads nowhere.

    `was` says how it got there: "", "zeros" (leading zeros put back), "ancien" (an old commune, or
    an arrondissement of Paris, Lyon, Marseille).
    """

    code: str
    was: str = ""


@dataclass(frozen=True, eq=False)
class CodeBook:
    """The codes of each level, and where old communes went."""

    codes: dict[str, frozenset[str]]
    moved: dict[str, str]
    holders: frozenset[str]

    def find(self, written: str, level: str) -> Known:
        """Return the territory of today that a written code means at a level."""
        code = plain(written)
        found = self._exact(code, level)
        if found.code or not code or len(code) >= _WIDTHS[level] or not code.isalnum():
            return found
        padded = self._exact(code.zfill(_WIDTHS[level]), level)
        return Known(padded.code, "zeros") if padded.code else found

    def _exact(self, code: str, level: str) -> Known:
        if level == "iris":
            held = _IRIS.fullmatch(code) and code[:5] in self.holders
            return Known(code if held else "")
        if code in self.codes[level]:
            return Known(code)
        moved = self.moved.get(code, "") if level == "commune" else ""
        return Known(moved, "ancien" if moved else "")

    def suggestion(self, written: str, level: str) -> str:
        """Return the code that somebody may have meant, "" for none."""
        code = plain(written)
        corsican = _OLD_CORSICA.fullmatch(code) if level == "commune" else None
        candidates = [f"2A{corsican[1]}", f"2B{corsican[1]}"] if corsican else []
        if level == "departement" and code == "20":
            candidates = ["2A", "2B"]
        candidates.append(code.replace("O", "0").replace("I", "1").replace("L", "1"))
        found = [one for one in candidates if self.find(one, level).code]
        return " ou ".join(found[:2])


def plain(written: str) -> str:
    """Return a code without spaces, in capitals, without the « ,0 » that spreadsheets add."""
    code = written.replace(" ", "").replace("'", "").replace("’", "").upper()
    whole = _EXCEL.fullmatch(code)
    return whole[1] if whole else code


_kept: list[tuple[Memberships, CodeBook]] = []


def code_book() -> CodeBook:
    """Return the codes of the present data version, kept in the process."""
    members = memberships()
    if not _kept or _kept[0][0] is not members:
        _kept[:] = [(members, _read(members))]
    return _kept[0][1]


def are_postal(written: list[str]) -> bool:
    """Tell whether most of a few written codes are postal codes."""
    sample = [plain(one).zfill(5) for one in written[:200]]
    known = set(
        PostalCode.objects.filter(code__in=sample).order_by("code").values_list("code", flat=True)
    )
    return bool(sample) and sum(one in known for one in sample) > len(sample) / 2


def _read(members: Memberships) -> CodeBook:
    codes = {level: frozenset(members.codes(level)) for level in LEVELS if level != "iris"}
    communes = codes["commune"]
    former = FormerCommune.objects.order_by("code", "pk").values_list("code", "current_code")
    moved = {
        code: current for code, current in former if current in communes and code not in communes
    }
    cities = zip(members.arrondissements.tolist(), members.cities.tolist(), strict=True)
    inner = {code: city for code, city in cities if city in communes}
    return CodeBook(codes, moved | inner, communes | frozenset(inner))
