"""The name of a venue. A row without a name cannot be shown: it is the only rejection made here."""

from __future__ import annotations

from typing import Any

from venues.imports.findings import Normalised, rejection, warning
from venues.imports.normalise.text import clean_text

MAX_LENGTH = 250

#: Names that say what one finds there, not where one is.
_GENERIC = frozenset(
    {
        "wifi",
        "wi-fi",
        "ordinateur",
        "ordinateurs",
        "internet",
        "accès internet",
        "acces internet",
        "imprimante",
        "scanner",
        "tablette",
        "conseiller numérique",
        "conseiller numerique",
        "conseillère numérique",
        "atelier numérique",
        "ateliers numériques",
        "permanence",
        "permanence numérique",
        "lieu",
        "structure",
        "test",
        "nom",
        "autre",
        "à définir",
        "lieu d'activité",
        "lieu d’activité",
        "activité privée",
        "activite privee",
    }
)


def normalise_name(value: Any) -> Normalised:
    """Return the cleaned name; None and the rejection `nom_absent` when there is none.

    Capitals are kept: only the producer knows which letters of a name are an acronym.
    """
    name, notes = clean_text(value, max_length=MAX_LENGTH)
    if not name or not any(char.isalnum() for char in name):
        message = "Le nom du lieu est absent : indiquez le nom affiché sur place."
        return Normalised(None, (*notes, rejection("nom_absent", message, value)))
    if name.casefold() in _GENERIC:
        message = "Nom trop général pour reconnaître le lieu : indiquez le nom affiché sur place."
        return Normalised(name, (*notes, warning("nom_generique", message, name)))
    return Normalised(name, notes)
