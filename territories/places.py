"""A place as an answer to a search: what it is called and what tells it from its homonyms.

Pure: values only, no database.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ifn_site.wording import gettext as _

Kind = Literal["commune", "arrondissement", "departement", "epci", "region"]
MatchedBy = Literal[
    "nom", "ancien_nom", "code_postal", "code_insee", "departement", "debut", "mot", "approche"
]
#: How each way of matching ranks; two places of one rank are ordered by inhabitants.
SCORES: dict[MatchedBy, int] = {
    "nom": 100,
    "code_postal": 100,
    "code_insee": 100,
    "departement": 100,
    "ancien_nom": 90,
    "debut": 80,
    "mot": 70,
    "approche": 40,
}
#: A code INSEE that is also a postal code, which people type more often.
SECOND_READING = 85
#: A territory that is all an unknown postal code tells: worth showing, never an answer.
LAST_RESORT = 5
#: A guess that is so many times larger than the others is meant before them.
FAR_LARGER = 20
#: From here on a match is exact: nothing was guessed.
EXACT = 90
#: More postal codes than this are given as a range.
_LISTED = 4


@dataclass(frozen=True)
class Place:
    """One territory that answers a search. Degrees; `score` is comparable within one search."""

    kind: Kind
    code: str
    label: str
    detail: str
    latitude: float | None
    longitude: float | None
    population: int | None
    score: float
    matched_by: MatchedBy
    postal_codes: tuple[str, ...] = ()
    #: Code INSEE of the former commune, or of the commune by its former name, that was asked for.
    former_code: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether the text named this place, without a guess."""
        return self.score >= EXACT


def arrondissement_label(name: str) -> str:
    """Return « Paris 12e arrondissement » from the official name."""
    return name.replace(" Arrondissement", " arrondissement")


def place_detail(
    departement_name: str, departement_code: str, postal_codes: Sequence[str] = (), was: str = ""
) -> str:
    """Return « Loire (42) · 42000, 42100 », with the former name that was asked for."""
    parts = [f"{departement_name} ({departement_code})"]
    if len(postal_codes) > _LISTED:
        parts.append(
            _("%(first)s à %(last)s") % {"first": postal_codes[0], "last": postal_codes[-1]}
        )
    elif postal_codes:
        parts.append(", ".join(postal_codes))
    if was:
        parts.append(_("anciennement %(name)s") % {"name": was})
    return " · ".join(parts)
