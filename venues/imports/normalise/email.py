"""E-mail addresses (`courriels`). Never completes an address by guessing a missing part."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from venues.imports.findings import Normalised, Note, fix, warning
from venues.imports.normalise.repairs import Repair, apply_repairs
from venues.imports.normalise.text import as_text, clean_text, is_blank

MAX_LENGTH = 1_000
MAX_ADDRESSES = 10

_LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
_VALID = re.compile(rf"(?=.{{6,254}}$)(?=[^@]{{1,64}}@){_LOCAL}@{_DOMAIN}")
_PLAIN = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,24}")
_HIDDEN_AT = re.compile(
    r"\s*(?:[\[({<]\s*(?:at|a|à|arobase|@)\s*[\])}>]|\s(?:at|arobase)\s)\s*", re.I
)
_HIDDEN_DOT = re.compile(r"\s*[\[({]\s*(?:dot|point|\.)\s*[\])}]\s*", re.IGNORECASE)
_WORD_SEPARATOR = re.compile(
    r"\s+(?:et|ou|and|or)\s+|\s*(?:(?<!:)//|[;,|])\s*|\s+[-–—&]\s+", re.IGNORECASE
)
_SLASH = re.compile(r"(?<=[a-z])\s*/\s*(?=[^\s@/]{1,64}@)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:mailto|courriels?|e-?mails?|mél|mel|mail|contact|adresse)\s*:\s*", re.IGNORECASE
)
_EDGES = " .,;:<>()[]{}\"'«»“”*-/\\"

REPAIRS: tuple[Repair, ...] = (
    Repair(
        "courriel_etiquette",
        "Mention (« mailto: », « Mail : »…) retirée du courriel.",
        lambda t: _LABEL.sub(" ", t).strip(),
    ),
    Repair(
        "courriel_arobase", "Arobase rétablie dans le courriel.", lambda t: _HIDDEN_AT.sub("@", t)
    ),
    Repair(
        "courriel_point_masque",
        "Point rétabli dans le courriel.",
        lambda t: _HIDDEN_DOT.sub(".", t),
    ),
    Repair(
        "courriel_arobase_double",
        "Arobase répétée retirée du courriel.",
        lambda t: re.sub(r"@\s*@+", "@", t),
    ),
    Repair(
        "courriel_espaces",
        "Espaces retirés autour de l’arobase ou du point du courriel.",
        lambda t: re.sub(
            r"(@[\w-]{1,63})\s+\.(?=\w)", r"\1.", re.sub(r"(?<=[\w.-])\s*@\s*(?=\w)", "@", t)
        ),
    ),
    Repair("courriel_separateur", "Courriels séparés par « | ».", lambda t: _split_by_bar(t)),
)


def _split_by_bar(text: str) -> str:
    """Write one separator, `|`, between the addresses of a list."""
    return _SLASH.sub("|", _WORD_SEPARATOR.sub("|", text))


def _plain_letters(address: str) -> str:
    decomposed = unicodedata.normalize("NFKD", address)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


ADDRESS_REPAIRS: tuple[Repair, ...] = (
    Repair(
        "courriel_code_espace",
        "Espace codé retiré du courriel.",
        lambda t: re.sub(r"^(?:%[0-9a-f]{2})+|(?:%[0-9a-f]{2})+$", "", t, flags=re.IGNORECASE),
    ),
    Repair(
        "courriel_ponctuation",
        "Ponctuation superflue retirée du courriel.",
        lambda t: t.strip(_EDGES).replace(".@", "@").replace("@.", "@").replace("..", "."),
    ),
    Repair("courriel_minuscules", "Courriel écrit en minuscules.", str.lower),
    Repair(
        "courriel_accents",
        "Lettres accentuées remplacées dans le courriel.",
        lambda t: t if t.isascii() else _plain_letters(t),
    ),
)


def _refusal(piece: str) -> tuple[str, str]:
    """Return the code and the French message that say why `piece` is not an address."""
    if re.match(r"(?:https?:|www\.)", piece, re.IGNORECASE):
        return "courriel_site_web", "Ce n’est pas un courriel mais une adresse de site web."
    if "@" not in piece:
        return "courriel_sans_arobase", "Ce courriel n’a pas d’arobase (@) : vérifiez-le."
    if piece.count("@") > 1:
        return (
            "courriel_plusieurs_arobases",
            "Ce courriel a plusieurs arobases : séparez les adresses par « | ».",
        )
    if "." not in piece.rpartition("@")[2]:
        return (
            "courriel_sans_extension",
            "Ce courriel n’a pas de fin de domaine (.fr, .org…) : complétez-le.",
        )
    return "courriel_invalide", "Ce courriel n’est pas valide : vérifiez-le."


def _addresses_of(piece: str) -> list[str]:
    """Split a piece on spaces, dropping the words around an address (« Accueil a@b.fr »)."""
    words = piece.split()
    addresses = [word for word in words if "@" in word.strip(_EDGES) or "://" in word]
    return addresses or [piece]


@lru_cache(maxsize=32768)
def _normalise(text: str) -> Normalised:
    cleaned, text_notes = clean_text(text.strip().replace("\n", ";"), max_length=MAX_LENGTH)
    listed, repairs = apply_repairs(cleaned, REPAIRS)
    notes: list[Note] = [*text_notes, *repairs]
    kept: dict[str, None] = {}
    for piece in filter(str.strip, listed.split("|")):
        words = _addresses_of(piece)
        if " ".join(words) != " ".join(piece.split()):
            message = "Texte autour du courriel retiré."
            notes.append(fix("courriel_precision", message, piece, " ".join(words)))
        for word in words:
            address, address_notes = apply_repairs(word, ADDRESS_REPAIRS)
            if _VALID.fullmatch(address):
                notes.extend(address_notes)
                kept[address] = None
            else:
                notes.append(warning(*_refusal(address), word))
    return Normalised(tuple(kept)[:MAX_ADDRESSES], tuple(notes))


def normalise_emails(value: Any) -> Normalised:
    """Return a tuple of valid lower-case addresses without repeats; () when none is left."""
    if isinstance(value, str) and len(value) <= 64 and _PLAIN.fullmatch(value):
        return Normalised((value,))
    return Normalised(()) if is_blank(value) else _normalise(as_text(value))
