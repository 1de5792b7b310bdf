"""The INSEE code of a commune, by its shape only: the list of codes is the
territories' business.
"""

from __future__ import annotations

import re
from typing import Any

from venues.imports.findings import Normalised
from venues.imports.normalise.codes import normalise_code
from venues.imports.normalise.repairs import Repair

#: Pattern of the standard v1.0.2, anchored.
_CANONICAL = re.compile(r"(?!00)(?:[013-9][0-9]|2[AB1-9])[0-9]{3}")
_DECIMALS = re.compile(r"^([0-9]{4,5})[.,]0+$")

_MESSAGE = "Ce n’est pas un code INSEE de commune : cinq caractères, par exemple 13001 ou 2A004."
REPAIRS: tuple[Repair, ...] = (
    Repair(
        "code_insee_decimal", "Décimales retirées du code INSEE.", lambda t: _DECIMALS.sub(r"\1", t)
    ),
    Repair("code_insee_espaces", "Espaces retirés du code INSEE.", lambda t: re.sub(r"\s", "", t)),
    Repair(
        "code_insee_majuscule",
        "Lettre de la Corse mise en majuscule dans le code INSEE.",
        lambda t: t.upper() if re.fullmatch(r"2[ab][0-9]{3}", t) else t,
    ),
    Repair(
        "code_insee_zero",
        "Zéro de tête rétabli dans le code INSEE.",
        lambda t: f"0{t}" if re.fullmatch(r"[1-9][0-9]{3}", t) else t,
    ),
)


def normalise_insee_code(value: Any) -> Normalised:
    """Return a code of the right shape, or None with `code_insee_invalide`; None when blank."""
    return normalise_code(value, _CANONICAL, REPAIRS, "code_insee_invalide", _MESSAGE)
