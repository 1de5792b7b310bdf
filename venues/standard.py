"""The standard « lieux de médiation numérique » v1.0.2 as the site reads and writes it.

The one place that ties French field names to model fields, and that writes a venue as a row of
the standard. It knows neither files nor requests. Source: LaMednum/standard-mediation-num.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from venues import vocabulary

if TYPE_CHECKING:
    from venues.models import Venue

#: Every field of v1.0.2 in its official order, with the model field behind it.
FIELDS: dict[str, str] = {
    "id": "public_id",
    "pivot": "pivot",
    "nom": "name",
    "commune": "commune_name",
    "code_postal": "postal_code",
    "code_insee": "insee_code",
    "adresse": "address",
    "complement_adresse": "address_complement",
    "latitude": "latitude",
    "longitude": "longitude",
    "typologie": "typology",
    "telephone": "phone",
    "courriels": "emails",
    "site_web": "websites",
    "horaires": "hours",
    "presentation_resume": "summary",
    "presentation_detail": "description",
    "source": "declared_source",
    "itinerance": "itinerancy",
    "structure_parente": "parent_structure",
    "date_maj": "updated_on",
    "services": "services",
    "publics_specifiquement_adresses": "publics",
    "prise_en_charge_specifique": "care",
    "frais_a_charge": "costs",
    "dispositif_programmes_nationaux": "programmes",
    "formations_labels": "labels",
    "autres_formations_labels": "other_labels",
    "modalites_acces": "access_modes",
    "modalites_accompagnement": "support_modes",
    "fiche_acces_libre": "accessibility_sheet",
    "prise_rdv": "booking_url",
}
#: Fields whose cell is a list joined by `SEPARATOR`.
ENUMERATED = tuple(name for name in FIELDS if name in vocabulary.VOCABULARIES)
FREE_LISTS = ("courriels", "site_web", "autres_formations_labels")
SEPARATOR = "|"
#: What the standard asks for where nothing is known: written for machines, never a join key.
UNKNOWN_PIVOT = "00000000000000"
UNKNOWN_DATE = "1970-01-01"

#: One set of codes for each enumerated field, as stored by the model.
TERM_FIELDS: dict[str, str] = {name: FIELDS[name] for name in ENUMERATED if name != "typologie"}


def labels_of(venue: Venue, field: str) -> list[str]:
    """Return the official labels of an enumerated field (typology: its codes)."""
    if field == "typologie":
        return [*venue.typology, *venue.unknown_values.get(field, [])]
    return vocabulary.VOCABULARIES[field].labels(getattr(venue, FIELDS[field]))


def value_of(venue: Venue, field: str) -> Any:
    """Return one field of the standard: text, number, or list of texts."""
    if field in ENUMERATED:
        return labels_of(venue, field)
    value = getattr(venue, FIELDS[field])
    if field == "horaires":
        return value or venue.hours_text
    if field == "date_maj":
        return value.isoformat() if value else ""
    return value


def row_of(venue: Venue, fields: Iterable[str] = tuple(FIELDS)) -> dict[str, Any]:
    """Return the venue as one flat row of the standard: lists joined, blanks as "".

    Coordinates stay numbers (None when unknown). An unknown pivot is written as zeros and an
    unknown date as 1970-01-01: the standard requires both fields, and its readers know these two
    values as « unknown » (our own importer included).
    """
    row: dict[str, Any] = {}
    for field in fields:
        value = value_of(venue, field)
        if isinstance(value, list):
            value = SEPARATOR.join(value)
        row[field] = value
    if "pivot" in row and not row["pivot"]:
        row["pivot"] = UNKNOWN_PIVOT
    if "date_maj" in row and not row["date_maj"]:
        row["date_maj"] = UNKNOWN_DATE
    return row
