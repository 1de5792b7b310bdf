"""The folded words by which a venue is found: its name, place, kind and services.

Pure: it reads attributes of whatever looks like a venue.
"""

from __future__ import annotations

from typing import Any

from territories.names import fold
from venues.vocabulary import PROGRAMMES, SERVICES, TYPOLOGY


def search_text_of(venue: Any) -> str:
    """Return lower-case ASCII words separated by single spaces."""
    parts = [
        venue.name,
        venue.commune_name,
        venue.postal_code,
        venue.address,
        venue.parent_structure,
        # Both the official word and the one that people say: « Municipalités », « Mairie ».
        *(f"{kind.label} {kind.plain}" for kind in TYPOLOGY.in_order(venue.typology)),
        *PROGRAMMES.labels(venue.programmes),
        *(term.plain for term in SERVICES.in_order(venue.services)),
    ]
    return " ".join(fold(part) for part in parts if part)
