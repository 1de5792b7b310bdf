"""The five-digit postal code. Does not know which codes exist: `territories` judges that."""

from __future__ import annotations

import re
from typing import Any

from venues.imports.findings import Normalised
from venues.imports.normalise.codes import normalise_code
from venues.imports.normalise.repairs import Repair

_CANONICAL = re.compile(r"(?!00)[0-9]{5}")
_CEDEX = re.compile(r"\s*\bcedex\b.*$", re.IGNORECASE)
_DECIMALS = re.compile(r"^([0-9]{4,5})[.,]0+$")
_PREFIX = re.compile(r"^F(?:R)?\s*-\s*(?=[0-9])", re.IGNORECASE)

_MESSAGE = "Ce n’est pas un code postal : indiquez ses cinq chiffres, par exemple 13100."
REPAIRS: tuple[Repair, ...] = (
    Repair(
        "code_postal_cedex", "Mention CEDEX retirée du code postal.", lambda t: _CEDEX.sub("", t)
    ),
    Repair(
        "code_postal_prefixe", "Préfixe « F- » retiré du code postal.", lambda t: _PREFIX.sub("", t)
    ),
    Repair(
        "code_postal_decimal",
        "Décimales retirées du code postal.",
        lambda t: _DECIMALS.sub(r"\1", t),
    ),
    Repair(
        "code_postal_espaces", "Espaces retirés du code postal.", lambda t: re.sub(r"[\s.]", "", t)
    ),
    Repair(
        "code_postal_zero",
        "Zéro de tête rétabli dans le code postal.",
        lambda t: f"0{t}" if re.fullmatch(r"[1-9][0-9]{3}", t) else t,
    ),
)


def normalise_postal_code(value: Any) -> Normalised:
    """Return five digits, or None with the warning `code_postal_invalide`; None when blank."""
    return normalise_code(value, _CANONICAL, REPAIRS, "code_postal_invalide", _MESSAGE)
