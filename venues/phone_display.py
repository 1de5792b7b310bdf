"""How a phone number in international form is written for people in France. Validates nothing."""

from __future__ import annotations

#: Prefixes whose numbers are dialled with a 0 from France: +33 and the départements d’outre-mer.
_NATIONAL_PREFIXES = ("+590", "+594", "+596", "+262")
_OTHER_PREFIXES = ("+687", "+689", "+681", "+508", "+269")


def _pairs(digits: str) -> str:
    return " ".join(digits[start : start + 2] for start in range(0, len(digits), 2))


def display_phone(number: str) -> str:
    """« +33490000000 » → « 04 90 00 00 00 », « +262262123456 » → « 0262 12 34 56 ».

    Numbers of the Pacific and of Saint-Pierre-et-Miquelon keep their prefix (« +687 12 34 56 »). A
    text that is not a number in international form is returned as it is. Spaces are plain: the
    template decides where a line may break.
    """
    if number.startswith("+33") and len(number) == 12:
        return _pairs(f"0{number[3:]}")
    prefix, local = number[:4], number[4:]
    if prefix in _NATIONAL_PREFIXES and len(local) == 9:
        return f"0{local[:3]} {_pairs(local[3:])}"
    if prefix in _OTHER_PREFIXES and local.isdigit():
        return f"{prefix} {_pairs(local)}"
    return number
