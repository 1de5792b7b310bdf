"""A producer's own way of naming things, written once as a small JSON file.

Shape: {"colonnes": {header: column of the standard}, "constantes": {column: text},
"valeurs": {column: {text of the file: text of the standard}}, "jours": {"Mo": header, …}}.
Pure: it knows neither rows nor the database.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from venues.imports.columns import ENUMERATED, PLAIN, target_of

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_KEYS = ("colonnes", "constantes", "valeurs", "jours")


class BadMapping(ValueError):
    """The mapping cannot be used; the message, in French, says where and what to do."""


class Mapping(NamedTuple):
    """How to read one producer's file; empty for a file in the standard."""

    columns: dict[str, str] = {}
    constants: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    days: dict[str, str] = {}


def read_mapping(text: str) -> Mapping:
    """Return the mapping of a JSON text. Raises `BadMapping`."""
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadMapping(
            f"Le fichier de correspondance n’est pas du JSON lisible : {error}."
        ) from None
    if not isinstance(document, dict):
        raise BadMapping("Le fichier de correspondance doit être un objet JSON { … }.")
    for key in document:
        if key not in _KEYS:
            raise BadMapping(f"Clé inconnue « {key} ». Clés possibles : {', '.join(_KEYS)}.")
    columns = _texts(document, "colonnes")
    constants = _texts(document, "constantes")
    days = _texts(document, "jours")
    values = document.get("valeurs", {})
    if not isinstance(values, dict):
        raise BadMapping("« valeurs » attend { colonne: { texte du fichier: texte du standard } }.")
    values = {column: _texts(values, column, "valeurs") for column in values}
    for column in (*columns.values(), *constants, *values):
        if target_of(column) is None:
            known = [*PLAIN, *(name for names in ENUMERATED.values() for name in names)]
            raise BadMapping(
                f"« {column} » n’est pas une colonne du standard. "
                f"Colonnes possibles : {', '.join(sorted(known))}."
            )
    for day in days:
        if day not in DAYS:
            raise BadMapping(f"Jour inconnu « {day} ». Jours possibles : {', '.join(DAYS)}.")
    return Mapping(columns, constants, values, days)


def _texts(document: dict[str, Any], key: str, inside: str = "") -> dict[str, str]:
    part = document.get(key, {})
    if not isinstance(part, dict) or not all(isinstance(value, str) for value in part.values()):
        raise BadMapping(f"« {inside or key} » attend des paires de textes.")
    return part
