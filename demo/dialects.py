"""Turns invented venues (standard v1, lists as lists) into the columns of each producer.

Three dialects of CSV columns and cell separators: ``v1``, ``v0`` (0.1, lists joined by ``;``) and
two half-migrated ones, ``mixed`` and ``near_v1``. Pure functions; files are written elsewhere.
"""

from collections.abc import Callable, Iterable
from typing import Any

from demo import words

Venue = dict[str, Any]
Row = dict[str, Any]

V1_COLUMNS = (
    "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse",
    "latitude", "longitude", "typologie", "telephone", "courriels", "site_web", "horaires",
    "presentation_resume", "presentation_detail", "source", "itinerance", "structure_parente",
    "date_maj", "services", "publics_specifiquement_adresses", "prise_en_charge_specifique",
    "frais_a_charge", "dispositif_programmes_nationaux", "formations_labels",
    "autres_formations_labels", "modalites_acces", "modalites_accompagnement",
    "fiche_acces_libre", "prise_rdv",
)  # fmt: skip
V0_COLUMNS = (
    "id", "pivot", "nom", "commune", "code_postal", "code_insee", "adresse", "complement_adresse",
    "latitude", "longitude", "cle_ban", "typologie", "telephone", "courriel", "site_web",
    "horaires", "presentation_resume", "presentation_detail", "source", "structure_parente",
    "date_maj", "services", "publics_accueillis", "conditions_acces", "labels_nationaux",
    "labels_autres", "modalites_accompagnement", "accessibilite", "prise_rdv",
)  # fmt: skip
# What joins the values of a list, in version 1 and in version 0.1.
_V1, _V0 = "|", ";"


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _old_services(venue: Venue) -> list[str]:
    """One to three of the old services that became each new one, always the same for a venue."""
    chosen: list[str] = []
    for service in venue["services"]:
        options = words.SERVICES_V0[service]
        chosen.extend(options[: 1 + len(venue["nom"]) % len(options)])
    return _unique(chosen)


def _old_publics(venue: Venue) -> list[str]:
    values = venue["publics_specifiquement_adresses"] + venue["prise_en_charge_specifique"]
    old = _unique(words.PUBLICS_V0[value] for value in values)
    return [*old, "Adultes"] if old and len(venue["nom"]) % 3 else old


def _old_labels(venue: Venue) -> tuple[list[str], list[str]]:
    """(labels_nationaux, labels_autres)"""
    values = venue["dispositif_programmes_nationaux"] + venue["formations_labels"]
    known = _unique(words.LABELS_V0.get(value, "") for value in values)
    others = [value for value in values if value not in words.LABELS_V0]
    return known, others + venue["autres_formations_labels"]


def _old_support(venue: Venue) -> list[str]:
    old = _unique(words.SUPPORT_V0.get(v, "") for v in venue["modalites_accompagnement"])
    if "Aidants Connect" in venue["dispositif_programmes_nationaux"]:
        old.append(words.IN_MY_PLACE_V0)
    return old


def _flatten(venue: Venue, separator: str) -> Row:
    return {
        name: separator.join(value) if isinstance(value, list) else value
        for name, value in venue.items()
    }


def as_v1(venue: Venue) -> Row:
    """Standard 1.0.2, lists joined by ``|``."""
    flat = _flatten(venue, _V1)
    return {column: flat.get(column, "") for column in V1_COLUMNS}


def as_v0(venue: Venue) -> Row:
    """Standard 0.1, its own words, lists joined by ``;``."""
    labels, others = _old_labels(venue)
    flat = _flatten(venue, _V0) | {
        "courriel": _V0.join(venue["courriels"]),
        "services": _V0.join(_old_services(venue)),
        "publics_accueillis": _V0.join(_old_publics(venue)),
        "conditions_acces": _V0.join(words.COSTS_V0[cost] for cost in venue["frais_a_charge"]),
        "labels_nationaux": _V0.join(labels),
        "labels_autres": _V0.join(others),
        "modalites_accompagnement": _V0.join(_old_support(venue)),
        "accessibilite": venue["fiche_acces_libre"],
    }
    return {column: flat.get(column, "") for column in V0_COLUMNS}


def as_mixed(venue: Venue) -> Row:
    """Half migrated: services, costs and access of v1 beside labels, publics and mail of 0.1."""
    row = as_v1(venue)
    labels, others = _old_labels(venue)
    renamed = {
        "courriels": ("courriel", _V0.join(venue["courriels"])),
        "fiche_acces_libre": ("accessibilite", venue["fiche_acces_libre"]),
        "dispositif_programmes_nationaux": ("labels_nationaux", _V0.join(labels)),
        "autres_formations_labels": ("labels_autres", _V1.join(others)),
        "publics_specifiquement_adresses": ("publics_accueillis", _V0.join(_old_publics(venue))),
    }
    dropped = {"prise_en_charge_specifique", "formations_labels"}
    return {
        renamed.get(column, (column,))[0]: renamed[column][1] if column in renamed else value
        for column, value in row.items()
        if column not in dropped
    }


def as_near_v1(venue: Venue) -> Row:
    """v1 with a few headings of the producer's own, as filled by hand in a spreadsheet."""
    headings = {"adresse": "Adresse", "nom": "Nom", "courriels": "courriel"}
    return {headings.get(column, column): value for column, value in as_v1(venue).items()}


DIALECTS: dict[str, Callable[[Venue], Row]] = {
    "v1": as_v1,
    "v0": as_v0,
    "mixed": as_mixed,
    "near_v1": as_near_v1,
}
