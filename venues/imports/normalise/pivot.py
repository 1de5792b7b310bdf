"""The `pivot` identifier of an organisation: SIRET, SIREN, RNA or RIDET. An unknown pivot is ""."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from venues.imports.findings import Normalised, warning
from venues.imports.normalise.repairs import Repair, apply_repairs
from venues.imports.normalise.text import as_text, clean_text, is_blank

#: Pattern of the standard v1.0.2.
_CANONICAL = re.compile(r"[a-zA-Z0-9]{9,14}")
_UNKNOWN = re.compile(r"0*")
_RNA = re.compile(r"W[0-9]{9}")
#: SIREN of La Poste, whose establishments follow their own checksum (sum of digits, multiple of 5).
_LA_POSTE = "356000000"

REPAIRS: tuple[Repair, ...] = (
    Repair(
        "pivot_etiquette",
        "Mention retirée de l’identifiant.",
        lambda t: re.sub(
            r"^(?:siret|siren|rna|ridet|pivot)\s*[:n°]*\s*", "", t, flags=re.IGNORECASE
        ),
    ),
    Repair(
        "pivot_decimal",
        "Décimales retirées de l’identifiant.",
        lambda t: re.sub(r"^([0-9]{9,14})[.,]0+$", r"\1", t),
    ),
    Repair(
        "pivot_espaces",
        "Espaces et ponctuation retirés de l’identifiant.",
        lambda t: re.sub(r"[\s.\-]", "", t),
    ),
    Repair(
        "pivot_majuscule",
        "Lettre de l’identifiant mise en majuscule.",
        lambda t: t.upper() if re.fullmatch(r"w[0-9]{9}", t) else t,
    ),
)


def luhn_is_valid(digits: str) -> bool:
    """Tell whether a SIREN or SIRET passes the Luhn checksum."""
    total = 0
    for position, char in enumerate(reversed(digits)):
        digit = int(char) * (2 if position % 2 else 1)
        total += digit - 9 if digit > 9 else digit
    return total % 10 == 0


def siret_is_valid(siret: str) -> bool:
    """Check the 14 digits of a SIRET, with the exception made for La Poste."""
    if luhn_is_valid(siret):
        return True
    return siret.startswith(_LA_POSTE) and sum(map(int, siret)) % 5 == 0


def _doubt(pivot: str) -> str:
    """Say in French what is doubtful in a well-shaped pivot; "" when nothing is."""
    if pivot.isdigit():
        if len(pivot) == 14 and not siret_is_valid(pivot):
            return "La clé de contrôle de ce SIRET est fausse : vérifiez ses quatorze chiffres."
        if len(pivot) in (11, 12, 13):
            return "Identifiant incomplet : un SIRET compte quatorze chiffres."
        return ""
    if not _RNA.fullmatch(pivot):
        return (
            "Identifiant inhabituel : on attend un SIRET (14 chiffres)"
            " ou un numéro RNA (W et 9 chiffres)."
        )
    return ""


@lru_cache(maxsize=8192)
def _normalise(text: str) -> Normalised:
    cleaned, notes = clean_text(text, max_length=200)
    pivot, repairs = apply_repairs(cleaned, REPAIRS)
    if _UNKNOWN.fullmatch(pivot):
        return Normalised("")
    if not (_CANONICAL.fullmatch(pivot) and pivot.isascii()):
        message = "Identifiant non reconnu : indiquez le SIRET de la structure (14 chiffres)."
        return Normalised("", (*notes, warning("pivot_invalide", message, text)))
    doubt = _doubt(pivot)
    doubts = (warning("pivot_douteux", doubt, pivot),) if doubt else ()
    return Normalised(pivot, (*notes, *repairs, *doubts))


def normalise_pivot(value: Any) -> Normalised:
    """Return the pivot, or "" when unknown: missing, all zero (no note) or
    unreadable (a warning).
    """
    return Normalised("") if is_blank(value) else _normalise(as_text(value))
