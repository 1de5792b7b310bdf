"""Places that are not for everybody who comes, whom they serve, and rows that are trials.

Pure: the kinds of structure of the standard (venues/typology.py) and the words of a name. A list
kept with care, and cautious: one kind that receives the public is enough to be for everybody.
"""

from __future__ import annotations

from typing import NamedTuple

from ifn_site.wording import noop
from orientation.answers import Answers
from territories.names import fold


class Public(NamedTuple):
    """Whom some places serve: the words of it, and what a person says who is one of them."""

    words: str
    access: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()


PUBLICS = {
    "handicap": Public(
        noop("Pour les personnes handicapées"),
        ("fauteuil", "sourd", "aveugle", "mental"),
        ("handicap",),
    ),
    "soin": Public(noop("Pour les personnes suivies pour leur santé")),
    "heberges": Public(noop("Pour les personnes hébergées sur place")),
    "asile": Public(
        noop("Pour les demandeurs d’asile et les réfugiés"), procedures=("titre-de-sejour",)
    ),
    "justice": Public(noop("Pour les personnes suivies par la justice")),
    "enfance": Public(noop("Pour les enfants et leurs parents, sur orientation")),
}
#: Kinds of structure that serve some people only.
KINDS = {
    "CAP_EMPLOI": "handicap",
    "EA": "handicap",
    "EATT": "handicap",
    "ESAT": "handicap",
    "MDPH": "handicap",
    "CAARUD": "soin",
    "CMP": "soin",
    "CSAPA": "soin",
    "CHRS": "heberges",
    "CHU": "heberges",
    "PENSION": "heberges",
    "RS_FJT": "heberges",
    "CADA": "asile",
    "CPH": "asile",
    "HUDA": "asile",
    "PJJ": "justice",
    "SPIP": "justice",
    "ASE": "enfance",
    "AVIP": "enfance",
}
#: Kinds that say nothing of whom a place serves.
_UNTELLING = frozenset({"ASSO", "Autre", "ESS"})
#: Whole words of a folded name: establishments that the kinds of the standard do not tell.
_NAMES = {
    "esat": "handicap",
    "eanm": "handicap",
    "eam": "handicap",
    "savs": "handicap",
    "samsah": "handicap",
    "mdph": "handicap",
    "cap emploi": "handicap",
    "foyer de vie": "handicap",
    "foyer d accueil medicalise": "handicap",
    "maison d accueil specialisee": "handicap",
    "entreprise adaptee": "handicap",
    "ime": "enfance",
    "itep": "enfance",
    "sessad": "enfance",
    "csapa": "soin",
    "caarud": "soin",
    "post cure": "soin",
    "ehpad": "heberges",
    "chrs": "heberges",
    "cada": "asile",
    "huda": "asile",
    "spip": "justice",
}
#: Programmes that receive everybody, whoever runs them.
_FOR_ALL = frozenset({"france-services"})
_TEST = "test"
_TEST_ROWS = ("ne pas utiliser", "a supprimer", "lieu fictif", "structure fictive")


def public_of(
    kinds: tuple[str, ...], programmes: tuple[str, ...] = (), name: str = ""
) -> Public | None:
    """Return the people whom a place serves and serves only, None for everybody."""
    if _FOR_ALL & set(programmes):
        return None
    folded = f" {fold(name)} "
    for words, key in _NAMES.items():
        if f" {words} " in folded:
            return PUBLICS[key]
    telling = [KINDS.get(kind, "") for kind in kinds if kind not in _UNTELLING]
    return PUBLICS[telling[0]] if telling and all(telling) else None


def is_asked(public: Public, answers: Answers) -> bool:
    """Tell whether a person said to be one of them."""
    return bool(set(public.access) & set(answers.access)) or (
        answers.procedure in public.procedures
    )


def is_test_row(name: str) -> bool:
    """Tell whether a name is that of a trial: « ANCT Test », « Test 2 », « À supprimer »."""
    folded = fold(name)
    words = [word for word in folded.split() if not word.isdigit()]
    at_an_end = bool(words) and _TEST in (words[0], words[-1])
    return at_an_end or any(f" {row} " in f" {folded} " for row in _TEST_ROWS)
