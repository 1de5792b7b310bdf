"""Folding of French place names, so that two spellings of one name become the same text.

Pure: it knows neither the database nor which names exist.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_ON_RIVER = re.compile(r"\bs\s?/\s?")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ARTICLES = ("le", "la", "les", "l")
#: A place name has at most 45 characters in France: more than this is not a name.
MAX_FOLDED = 200


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return a name in lower-case ASCII words: « St-Étienne-lès-Remiremont » → « saint etienne les
    remiremont ».

    Accents, case, hyphens and kinds of apostrophe do not count; « St », « Ste » are written out as
    whole words, « s/ » becomes « sur », « œ » becomes « oe ». Letters outside the Latin alphabet
    vanish. The answer holds only a-z, 0-9 and single spaces, so it needs no escaping in a pattern.
    """
    decomposed = unicodedata.normalize("NFKD", text[:MAX_FOLDED].translate(_LIGATURES))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    words = _NOT_WORD.sub(" ", _ON_RIVER.sub("sur ", plain)).split()
    return " ".join(_ABBREVIATIONS.get(word, word) for word in words)


def without_article(folded: str) -> str:
    """Return a folded name without its first article: « le havre » → « havre »."""
    first, _, rest = folded.partition(" ")
    return rest if first in _ARTICLES and rest else folded


def with_articles(folded: str) -> list[str]:
    """Return the folded names that this one may stand for, with each article in front."""
    return [f"{article} {folded}" for article in _ARTICLES]


#: Names before which « de » is elided; no list says which h are mute: he, hi, hy mostly are.
_SAID_AS_VOWEL = re.compile(r"[aeiou]|y(?![aeiou])|h[eiy](?!m\b)")


def of_place(name: str) -> str:
    """Return « de » and a name as they are said: « d’Aubusson », « du Havre », « des Abymes »."""
    article, _, rest = name.partition(" ")
    if rest and article in ("Le", "Les"):
        return f"{'du' if article == 'Le' else 'des'} {rest}"
    return ("d’" if _SAID_AS_VOWEL.match(fold(name)) else "de ") + name
