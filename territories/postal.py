"""What a French postal code says by itself: the département it is delivered from.

Pure. A postal code may serve a neighbouring département: the tables know, this is a guess for codes
that no table knows (CEDEX).
"""

from __future__ import annotations


def departement_of_postal_code(postal_code: str) -> str:
    """Return the département code of five digits (97 and 98 have three digits), "" when unreadable.

    Corsica: 200 and 201 are Corse-du-Sud (2A), 202 and 206 are Haute-Corse (2B). Saint-Barthélemy
    (97133) and Saint-Martin (97150) are served with the numbers of Guadeloupe.
    """
    if len(postal_code) != 5 or not postal_code.isdecimal():
        return ""
    if special := {"97133": "977", "97150": "978"}.get(postal_code):
        return special
    if postal_code[:2] in {"97", "98"}:
        return postal_code[:3]
    if postal_code[:2] == "20":
        return "2B" if postal_code[2] in "26" else "2A"
    return postal_code[:2]
