"""Folding of place names, shared by the matching and by the tests of the demonstration set.

Knows nothing of files or of geography.
"""

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "’": "'", "ʻ": "'"})


def fold(name: str) -> str:
    """Return ``name`` without accents, case, punctuation and abbreviations of « Saint ».

    >>> fold("St-Étienne-d’Orthe")
    'saint etienne d orthe'
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LIGATURES))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = re.sub(r"[^a-z0-9]+", " ", letters).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


def slug(name: str) -> str:
    """Return ``name`` as a fragment of an address: ``saint-etienne-d-orthe``."""
    return fold(name).replace(" ", "-")
