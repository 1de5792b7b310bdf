"""Phone numbers (`telephone`): to the international form that the standard asks for.

Knows French numbering, overseas prefixes included; guesses no digit. The département only decides
what the number itself does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import phonenumbers

from venues.imports.findings import Normalised, Note, fix, warning
from venues.imports.normalise.repairs import Repair, apply_repairs
from venues.imports.normalise.text import as_text, clean_text, is_blank

MAX_LENGTH = 300
#: Pattern of the standard v1.0.2, anchored.
STANDARD_PATTERN = re.compile(r"\+(?:33|590|594|262|596|269|687|689|508|681)[0-9]{6,9}")

#: International prefix by département or collectivity.
_PREFIXES = {
    "971": "590",
    "977": "590",
    "978": "590",
    "972": "596",
    "973": "594",
    "974": "262",
    "976": "262",
    "975": "508",
    "986": "681",
    "987": "689",
    "988": "687",
}
_REGIONS = {
    "590": "GP",
    "596": "MQ",
    "594": "GF",
    "262": "RE",
    "508": "PM",
    "681": "WF",
    "689": "PF",
    "687": "NC",
}
#: First digits, after the 0, of the numbers that belong to an overseas prefix wherever they are
#: written.
_OVERSEAS_RANGES = {
    "590": "590",
    "690": "590",
    "691": "590",
    "596": "596",
    "696": "596",
    "697": "596",
    "594": "594",
    "694": "594",
    "262": "262",
    "263": "262",
    "269": "262",
    "639": "262",
    "692": "262",
    "693": "262",
}
#: Digits of a local number where there is no leading 0.
_SHORT_LOCAL_LENGTHS = {"508": (6,), "681": (6,), "687": (6,), "689": (8,)}
#: Public short numbers that have an ordinary equivalent (CAF; Assurance retraite).
_SHORT_NUMBERS = {"3230": "+33969322121", "3960": "+33971103960"}

_PLAIN_FRENCH = re.compile(r"\+33[1-589][0-9]{8}")
#: Only the ten digits of a keypad: « ² » is no digit of a number.
_TOKEN = re.compile(r"\+?[0-9]+|[^0-9+]+|\+")
_BREAK = re.compile(r"[^\s.\-–—/_()‐‑]")


class Phones(NamedTuple):
    """Numbers of a venue in international form: `main` is "" when none is usable."""

    main: str
    others: tuple[str, ...] = ()


REPAIRS: tuple[Repair, ...] = (
    Repair(
        "telephone_decimal",
        "Décimales retirées du numéro.",
        lambda t: re.sub(r"^(\d{9,11})[.,]0$", r"\1", t),
    ),
    Repair(
        "telephone_zero_entre_parentheses",
        "Zéro entre parenthèses retiré du numéro.",
        lambda t: re.sub(r"(?<=\d)\s*\(\s*0\s*\)\s*", " ", t),
    ),
    Repair(
        "telephone_plus_zero",
        "« + » retiré devant le 0 du numéro.",
        lambda t: re.sub(r"\+\s*(?=0[1-9])", "", t),
    ),
    Repair(
        "telephone_double_zero",
        "« 00 » remplacé par « + » devant l’indicatif.",
        lambda t: re.sub(
            r"(?<![\d+])(?:\+\s*)?00\s*(?=(?:33|590|594|596|262|687|689|508|681)(?!\d{0,3}$))",
            "+",
            t,
        ),
    ),
    Repair(
        "telephone_plus_absent",
        "« + » ajouté devant l’indicatif.",
        lambda t: re.sub(r"(?<![\d+. /-])(33\s?[1-9](?:[\s.-]?\d{2}){4})(?!\d)", r"+\1", t),
    ),
    Repair(
        "telephone_zero_apres_indicatif",
        "Zéro retiré après l’indicatif +33.",
        lambda t: re.sub(r"(\+\s*33)[\s.\-]*0(?=[\s.\-]*[1-9])", r"\1 ", t),
    ),
)


def _groups(text: str) -> Iterator[list[str]]:
    """Yield runs of digit groups; a word or a list separator ends a run, a space or
    a dot does not.
    """
    run: list[str] = []
    for token in _TOKEN.findall(text):
        if token[-1] in "0123456789":
            run.append(token)
        elif _BREAK.search(token) and run:
            yield run
            run = []
    if run:
        yield run


def _wanted_length(digits: str) -> int | None:
    """How many digits (« + » excluded) a number that begins so must have; None when unknown."""
    if digits.startswith("+33"):
        return 11
    if digits.startswith("+"):
        return None
    return 10 if digits.startswith("0") else None


def _candidates(text: str) -> Iterator[str]:
    """Yield the numbers written in `text`, as digits with an optional « + »."""
    for run in _groups(text):
        found = [""]
        for group in run:
            wanted = _wanted_length(found[-1])
            if found[-1] and (
                group.startswith("+") or (wanted and len(found[-1].lstrip("+")) >= wanted)
            ):
                found.append("")
            found[-1] += group
        if len(found) > 1 and len(found[-1]) < 4:
            # One to three digits too many in the same run: the whole number is doubtful.
            extra = found.pop()
            found[-1] += extra
        if len(found[-1]) == 20 and found[-1][0] == found[-1][10] == "0":
            found[-1:] = [found[-1][:10], found[-1][10:]]
        yield from found


def _overseas(digits: str, departement: str) -> str | None:
    """Write a national number (0 + 9 digits) of an overseas territory in international form."""
    if digits.startswith("0508") and len(digits) == 10:
        return f"+508{digits[4:]}"
    prefix = _OVERSEAS_RANGES.get(digits[1:4])
    if prefix:
        return f"+{prefix}{digits[1:]}"
    prefix = _PREFIXES.get(departement)
    if prefix in _SHORT_LOCAL_LENGTHS or prefix is None:
        return None
    number = phonenumbers.parse(digits, _REGIONS[prefix])
    return f"+{prefix}{digits[1:]}" if phonenumbers.is_valid_number(number) else None


def _international(digits: str, departement: str) -> tuple[str | None, str]:
    """Return the number in the standard's form (or None) and the code of what was
    done or is wrong.
    """
    local_prefix = _PREFIXES.get(departement, "")
    if not digits.strip("+0"):
        return None, "telephone_zeros"
    if digits in _SHORT_NUMBERS:
        return _SHORT_NUMBERS[digits], "telephone_court_remplace"
    if digits.startswith("+33") and len(digits) == 12 and digits[3:6] in _OVERSEAS_RANGES:
        return f"+{_OVERSEAS_RANGES[digits[3:6]]}{digits[3:]}", "telephone_indicatif"
    if digits.startswith("+"):
        return _checked(digits)
    if len(digits) in _SHORT_LOCAL_LENGTHS.get(local_prefix, ()) and digits[0] != "0":
        return f"+{local_prefix}{digits}", "telephone_format"
    if len(digits) == 10 and digits[0] == "0" and digits[1] != "0":
        return _overseas(digits, departement) or f"+33{digits[1:]}", "telephone_format"
    if len(digits) == 9 and digits[0] != "0":
        return _overseas(f"0{digits}", departement) or f"+33{digits}", "telephone_zero_absent"
    if len(digits) == 4 and digits[0] in "13":
        return None, "telephone_court"
    return None, "telephone_trop_long" if len(digits) > 10 else "telephone_incomplet"


def _checked(number: str) -> tuple[str | None, str]:
    """Accept a number already written with its prefix when the numbering plan allows its length."""
    if not STANDARD_PATTERN.fullmatch(number):
        french = number.startswith("+33")
        code = "telephone_trop_long" if french and len(number) > 12 else "telephone_incomplet"
        return None, code if french else "telephone_etranger"
    if number.startswith("+269"):
        return number, ""
    if not phonenumbers.is_possible_number(phonenumbers.parse(number)):
        return None, "telephone_incomplet"
    return number, ""


_FIXES = {
    "telephone_court_remplace": "Numéro court remplacé par son équivalent à dix chiffres.",
    "telephone_indicatif": "Indicatif du territoire rétabli.",
    "telephone_format": "Numéro écrit avec son indicatif international.",
    "telephone_zero_absent": "Zéro de tête rétabli et indicatif ajouté.",
}
_REFUSALS = {
    "telephone_zeros": "Numéro composé de zéros : indiquez un vrai numéro ou laissez la case vide.",
    "telephone_court": "Numéro court sans équivalent connu : indiquez un numéro à dix chiffres.",
    "telephone_trop_long": "Numéro de téléphone trop long : indiquez dix chiffres.",
    "telephone_incomplet": "Numéro de téléphone incomplet : indiquez dix chiffres.",
    "telephone_etranger": "Numéro étranger : indiquez un numéro français.",
    "telephone_absent": "Aucun numéro reconnu : indiquez dix chiffres, par exemple 04 90 00 00 00.",
}


def _read_numbers(text: str, departement: str) -> tuple[list[str], list[Note]]:
    """Return the usable numbers of `text` in order, and what was done to or refused of each."""
    kept: list[str] = []
    notes: list[Note] = []
    for digits in _candidates(text):
        number, code = _international(digits, departement)
        if number is None:
            if len(digits) > 3 or not digits.strip("+0"):
                notes.append(warning(code, _REFUSALS[code], digits))
        elif number not in kept:
            kept.append(number)
            if code:
                notes.append(fix(code, _FIXES[code], digits, number))
    return kept, notes


@lru_cache(maxsize=32768)
def _normalise(text: str, departement: str) -> Normalised:
    cleaned, text_notes = clean_text(text.replace("\n", " ; "), max_length=MAX_LENGTH)
    repaired, repairs = apply_repairs(cleaned, REPAIRS)
    kept, notes = _read_numbers(repaired, departement)
    if not kept:
        told = notes or [warning("telephone_absent", _REFUSALS["telephone_absent"], text)]
        return Normalised(Phones(""), (*text_notes, *told))
    if not (repairs or notes) and text != kept[0]:
        repairs = (fix("telephone_format", _FIXES["telephone_format"], text, kept[0]),)
    phones = Phones(kept[0], tuple(kept[1:]))
    if phones.others:
        message = "Plusieurs numéros : le premier est affiché, les autres sont gardés à part."
        notes.append(warning("plusieurs_telephones", message, text, kept[0]))
    return Normalised(phones, (*text_notes, *repairs, *notes))


def normalise_phone(value: Any, departement: str = "") -> Normalised:
    """Return `Phones` in international form; its `main` is "" when no number is usable.

    `departement` is the code of the venue's département or collectivity (« 974 »); it places the
    numbers that do not tell their territory themselves.
    """
    if (
        isinstance(value, str)
        and _PLAIN_FRENCH.fullmatch(value)
        and value[3:6] not in _OVERSEAS_RANGES
    ):
        return Normalised(Phones(value))
    return Normalised(Phones("")) if is_blank(value) else _normalise(as_text(value), departement)
