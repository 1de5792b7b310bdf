"""The street line of an address (`adresse`, `complement_adresse`). Does not geocode anything."""

from __future__ import annotations

import re
from typing import Any

from venues.imports.findings import Normalised, Note, fix, warning
from venues.imports.normalise.commune_name import fold_name
from venues.imports.normalise.repairs import Repair, apply_repairs
from venues.imports.normalise.text import as_text, clean_text, is_blank

MAX_LENGTH = 300

_LINE_BREAKS = re.compile(r"[ \t]*(?:\r\n?|\n|\u2028|\u2029)\s*")
_LEADING_NULL = re.compile(r"^(?:(?:null|none|undefined|nan)\b[\s,]*)+", re.IGNORECASE)
_LEADING_ZERO = re.compile(r"^0+(?:\s*,\s*|\s+)(?=[^\W\d])")
_TAIL = re.compile(
    r"^(.*?)[\s,;\-–(]*\b(\d{5}|\d{2} \d{3})\b"
    r"[\s,;\-–]*([^\d,;]*?)(?:\s+cedex(?:\s*\d{1,2})?)?[\s).]*$",
    re.IGNORECASE,
)
#: What the cheap test looks for: a quote, an empty item, something like a postal code.
_SUSPECT = re.compile(r"[\"²“”‘`´ʼ\r\n]|,\s*,|\d{2} ?\d{3}")
_EMAIL = re.compile(r"\S+@\S+\.\S+")

REPAIRS: tuple[Repair, ...] = (
    Repair(
        "adresse_null", "Mention « null » retirée de l’adresse.", lambda t: _LEADING_NULL.sub("", t)
    ),
    Repair(
        "adresse_numero_zero",
        "Numéro « 0 » retiré de l’adresse.",
        lambda t: _LEADING_ZERO.sub("", t),
    ),
    Repair(
        "adresse_guillemets",
        "Guillemets et signes superflus retirés de l’adresse.",
        lambda t: re.sub(r"[\"²“”]", "", t),
    ),
    Repair(
        "adresse_apostrophe",
        "Apostrophe rétablie dans l’adresse.",
        lambda t: re.sub(r"[‘`´ʼ]", "'", t),
    ),
    Repair(
        "adresse_ponctuation",
        "Ponctuation superflue retirée de l’adresse.",
        lambda t: re.sub(r"\s{2,}", " ", re.sub(r"\s*,(?:\s*,)+\s*", ", ", t)).strip(" ,;:|"),
    ),
)


def _without_leading_postal_code(text: str, postal_code: str) -> str:
    """« 81600 12 rue des Lilas » → « 12 rue des Lilas », when the code is the venue's own."""
    if not postal_code or not text.startswith(postal_code):
        return text
    return re.sub(rf"^{re.escape(postal_code)}(?:[\s,]+|$)", "", text)


def _without_trailing_town(text: str, postal_code: str, commune: str) -> str:
    """Remove « 60000 Beauvais » at the end when it repeats the row's own postal code or commune."""
    match = _TAIL.match(text) if re.search(r"\d{2} ?\d{3}", text) else None
    if not match:
        return text
    street, code, town = match.groups()
    same_code = bool(postal_code) and code.replace(" ", "") == postal_code
    town_key, commune_key = fold_name(town), fold_name(commune)
    same_town = bool(commune_key) and town_key == commune_key
    if same_town or (same_code and not town_key):
        return street.rstrip(" ,;-–(")
    return text


def _placed_repairs(postal_code: str, commune: str) -> tuple[Repair, ...]:
    return (
        *REPAIRS,
        Repair(
            "adresse_ville",
            "Code postal et commune, déjà connus, retirés de la fin de l’adresse.",
            lambda t: _without_trailing_town(t, postal_code, commune),
        ),
        Repair(
            "adresse_code_postal_devant",
            "Code postal retiré du début de l’adresse.",
            lambda t: _without_leading_postal_code(t, postal_code),
        ),
    )


def _is_clean(text: str) -> bool:
    """Cheap test that no repair can apply."""
    return text[:1] not in "0nNuU ,;:|" and text[-1:] not in " ,;:|)." and not _SUSPECT.search(text)


def normalise_address(value: Any, postal_code: str = "", commune: str = "") -> Normalised:
    """Return the street line, "" when blank or when the cell held only the postal code and the
    town.
    """
    if is_blank(value):
        return Normalised("")
    text = as_text(value)
    unfolded = _LINE_BREAKS.sub(" ", text.strip()) if "\n" in text or "\r" in text else text.strip()
    notes: tuple[Note, ...] = ()
    if unfolded != text.strip():
        notes = (fix("adresse_saut_de_ligne", "Adresse remise sur une ligne.", text, unfolded),)
    cleaned, text_notes = clean_text(unfolded if notes else text, max_length=MAX_LENGTH)
    if _EMAIL.fullmatch(cleaned):
        message = (
            "Une adresse électronique est à la place de la rue : indiquez le numéro et la voie."
        )
        return Normalised("", (*notes, warning("adresse_courriel", message, text)))
    if not notes and _is_clean(cleaned):
        return Normalised(cleaned, text_notes)
    street, repairs = apply_repairs(cleaned, _placed_repairs(postal_code or "", commune or ""))
    return Normalised("" if is_blank(street) else street, (*notes, *text_notes, *repairs))
