"""Public identifiers and slugs of venues: short, stable, easy to read aloud.

Pure: no database. A public id never changes and never says which source a venue came from.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

#: No 0/o, 1/l/i: the id is read on paper and dictated on the phone.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_PREFIX = "rn"
_LENGTH = 8
PUBLIC_ID = re.compile(rf"{_PREFIX}[{_ALPHABET}]{{{_LENGTH}}}")
SLUG_LENGTH = 80


def new_public_id() -> str:
    """Return a new id such as `rn7k2m9x4q` (31^8 possibilities: 8.5e11)."""
    return _PREFIX + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def is_public_id(text: str) -> bool:
    """Tell whether the text has the shape of one of our public ids."""
    return PUBLIC_ID.fullmatch(text) is not None


def slug_of(name: str, commune: str) -> str:
    """Return the readable end of a sheet's address, never empty."""
    text = unicodedata.normalize("NFKD", f"{name} {commune}".replace("œ", "oe"))
    # Accents vanish; a typographic apostrophe or a dash separates words, as its ASCII form does.
    letters = (char if char.isascii() else " " for char in text if not unicodedata.combining(char))
    plain = "".join(letters).casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LENGTH].rstrip("-") or "lieu"
