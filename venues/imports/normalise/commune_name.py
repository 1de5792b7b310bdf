"""The name of a commune as people write it, tidied so that the territories can recognise it.

Knows no list of communes: typing errors and old names are matched elsewhere. The value stays as
written (capitals, hyphens or spaces): it only loses what is never part of a commune's name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from venues.imports.findings import Normalised, warning
from venues.imports.normalise.repairs import Repair, apply_repairs
from venues.imports.normalise.text import as_text, clean_text, is_blank

MAX_LENGTH = 120

_PARENTHESES = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?")
_CEDEX = re.compile(r"[\s,\-]*\bcedex\b.*$", re.IGNORECASE)
_DISTRICT = re.compile(
    r"[\s,\-]*\b\d{1,2}\s*(?:er|ère|ere|e|è|eme|ème|nd|nde)?(?:\s*-?\s*arr(?:ondissement|dt|t)?s?\b\.?|(?<=[a-zè])\b)",
    re.IGNORECASE,
)
_SAINT = re.compile(r"(?<![\w'])(st)(es?)?(?:\.|(?=[\s\-]))[\s\-]*(?=\w)", re.IGNORECASE)
_SUR = re.compile(r"(?<=[\s\-])s(s?)\s*/\s*", re.IGNORECASE)
_ZERO_AS_O = re.compile(r"(?<!\w)0(?=[A-ZÀ-Ý]{2})|(?<=[A-ZÀ-Ý]{2})0(?=[A-ZÀ-Ý])")
_FOLDED_OUT = re.compile(r"[^a-z0-9]+")


def _expand_saint(text: str) -> str:
    """« St-Denis » → « Saint-Denis », « STE FOY » → « SAINTE FOY »."""

    def expand(match: re.Match[str]) -> str:
        abbreviation, feminine = match.groups()
        word = f"Saint{(feminine or '').lower()}"
        link = "-" if "-" in match.group() else " "
        return (word.upper() if abbreviation.isupper() else word) + link

    return _SAINT.sub(expand, text)


def _remove_digits(text: str) -> str:
    return re.sub(r"\s{2,}", " ", re.sub(r"\d+", " ", text)).strip() if text else text


REPAIRS: tuple[Repair, ...] = (
    Repair(
        "commune_caractere", "Caractère mal encodé remplacé par Â.", lambda t: t.replace("╢", "Â")
    ),
    Repair(
        "commune_apostrophe",
        "Apostrophe droite rétablie dans la commune.",
        lambda t: re.sub(r"[’‘`´ʼ]", "'", t),
    ),
    Repair(
        "commune_apostrophe_espace",
        "Espace autour de l’apostrophe retiré dans la commune.",
        lambda t: re.sub(r"(?<=\w)\s*'\s*(?=\w)", "'", t),
    ),
    Repair(
        "commune_parentheses",
        "Précision entre parenthèses retirée de la commune.",
        lambda t: _PARENTHESES.sub("", t),
    ),
    Repair("commune_cedex", "Mention CEDEX retirée de la commune.", lambda t: _CEDEX.sub("", t)),
    Repair(
        "commune_zero",
        "Zéro tapé à la place de la lettre O corrigé dans la commune.",
        lambda t: _ZERO_AS_O.sub("O", t),
    ),
    Repair(
        "commune_arrondissement",
        "Numéro d’arrondissement retiré de la commune.",
        lambda t: _DISTRICT.sub(" ", t),
    ),
    Repair(
        "commune_chiffres",
        "Chiffres retirés de la commune.",
        lambda t: _remove_digits(t) if re.search(r"\d", t) else t,
    ),
    Repair(
        "commune_saint", "« St » ou « Ste » écrit en toutes lettres dans la commune.", _expand_saint
    ),
    Repair(
        "commune_sur",
        "« s/ » écrit « sur » dans la commune.",
        lambda t: _SUR.sub(lambda m: "sous " if m.group(1) else "sur ", t),
    ),
    Repair(
        "commune_tiret",
        "Espaces autour du tiret retirés dans la commune.",
        lambda t: re.sub(r"\s*[‐‑–—-]\s*", "-", t),
    ),
    Repair(
        "commune_ponctuation",
        "Ponctuation superflue retirée de la commune.",
        lambda t: re.sub(r"\s{2,}", " ", t).strip(" ,;:.-_/\"'*"),
    ),
)


def fold_name(name: str) -> str:
    """Fold a name for comparison: no accent, no capital, « st » as « saint », words parted by
    spaces.
    """
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "oe")).casefold()
    words = _FOLDED_OUT.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


@lru_cache(maxsize=32768)
def _normalise(text: str) -> Normalised:
    cleaned, notes = clean_text(text, max_length=MAX_LENGTH)
    name, repairs = apply_repairs(cleaned, REPAIRS)
    if any(char.isalpha() for char in name) and not is_blank(name):
        return Normalised(name, (*notes, *repairs))
    message = "Le nom de la commune est illisible : indiquez-le en toutes lettres."
    return Normalised(None, (*notes, warning("commune_illisible", message, text)))


def normalise_commune_name(value: Any) -> Normalised:
    """Return the tidied name, None when blank, None and `commune_illisible` when no
    letter is left.
    """
    return Normalised(None) if is_blank(value) else _normalise(as_text(value))
