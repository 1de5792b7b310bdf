"""A phonetic key for French words as they are misspelt: « koneksion » sounds like « connexion ».

Small and rough on purpose: two spellings of one sound must meet, and the few false meetings are
settled by spelling distance afterwards. Pure: it knows letters only (lower case, no accents).
"""

from __future__ import annotations

import re

#: Applied in order. Upper-case letters are sounds: A = an, I = in, O = on, U = ou, W = oi, X = ch.
_RULES = [
    (r"^h", ""),
    (r"sc(?=[eiy])", "s"),
    (r"(?<=[a-z])x(?=c)", "k"),
    (r"sch|sh|ch", "X"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"rh", "r"),
    (r"h", ""),
    (r"gn", "n"),
    (r"qu|q|ck", "k"),
    (r"ct(?=ion)|x(?=ion)", "ks"),
    (r"cc(?=[eiy])", "ks"),
    (r"c(?=[eiy])", "s"),
    (r"c+", "k"),
    (r"gu(?=[eiy])", "G"),
    (r"g(?=[eiy])", "j"),
    (r"gg", "g"),
    (r"w", "v"),
    (r"tion", "sion"),
    (r"eau|aux|au|ot$|od$|os$|oh$|op$", "o"),
    (r"oeu|eu", "e"),
    (r"oin", "WI"),
    (r"oi|oa|wa", "W"),
    (r"ou", "U"),
    (r"ille|ll(?=e$)|il(?=s?$)(?<=[aeU]il)", "y"),
    (r"(?:[ae]i|i|y|ie)[nm](?![aeiouynmWUy])", "I"),
    (r"u[nm](?![aeiouynmWU])", "I"),
    (r"[ae][nm](?![aeiouynmWU])", "A"),
    (r"o[nm](?![aeiouynmWU])", "O"),
    (r"(?:ent|es|e)$", ""),
    (r"(?:er|ez|et|ai|ais|ait|aient|ee|ees)$", "E"),
    (r"ai|ei|e", "e"),
    (r"y", "i"),
    (r"ss", "s"),
    (r"(?<=[aeiouAIOUW])s(?=[aeiouAIOUW])", "z"),
    (r"x", "ks"),
    (r"[tdspxz]+$", ""),
    (r"E", "e"),
    (r"G", "g"),
]
_COMPILED = [(re.compile(pattern), sound) for pattern, sound in _RULES]
_DOUBLED = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """Return the phonetic key of a folded word (a–z, digits), empty for what has no sound."""
    for pattern, replacement in _COMPILED:
        word = pattern.sub(replacement, word)
    return _DOUBLED.sub(r"\1", word)
