"""Where a row is: its commune of today, its codes, its point, and what contradicts what.

The gazetteer is given; contours are checked afterwards for all rows at once (`check_points`).
A point is never invented: a venue without coordinates stays without.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from territories.contours import Contours
from territories.distance import haversine_m, radius_of_area_m, unit_vector
from territories.gazetteer import CommuneFacts, Gazetteer, Resolution
from territories.names import fold, of_place, with_articles, without_article
from venues.imports.findings import Note, fix, rejection, warning
from venues.imports.normalise.commune_name import normalise_commune_name
from venues.imports.normalise.coordinates import Point
from venues.imports.normalise.insee_code import normalise_insee_code
from venues.imports.normalise.postal_code import normalise_postal_code

#: How far outside its commune's (simplified) outline a point may lie before it is told.
TOLERANCE_M = 1_000
#: Without an outline: beyond this many radii of a disc of the commune's area.
TOLERANCE_RADII = 3.0
#: No commune of France but Maripasoula reaches this far from its centre.
FAR_M = 30_000

_NUMBERED = re.compile(
    r"\s*(?:paris|lyon|marseille)\W{1,3}(?P<number>\d{1,2})(?!\d)", re.IGNORECASE
)

_DOUBTS = {
    "code_inconnu": (
        "code_insee",
        "Ce code INSEE n’existe pas : la commune a été cherchée par son nom.",
    ),
    "code_contredit": (
        "code_insee",
        "Le code INSEE désigne une autre commune que le nom et le code postal : ce sont eux qui "
        "ont été suivis. Vérifiez le code.",
    ),
    "nom_different": (
        "commune",
        "Le nom de la commune ne correspond pas à son code INSEE : le code a été suivi.",
    ),
    "code_postal_different": (
        "code_postal",
        "Ce code postal n’est pas connu pour cette commune. Vérifiez-le.",
    ),
    "nom_inconnu": (
        "commune",
        "Nom de commune inconnu : la commune a été retrouvée par le code postal.",
    ),
}


class Location(NamedTuple):
    """Model values of the place, and the notes by field of the standard."""

    values: dict[str, Any]
    notes: list[tuple[str, Note]]
    postal_code: str
    commune_name: str


def locate(
    gazetteer: Gazetteer, *, insee_code: Any, commune: Any, postal_code: Any, point: Point | None
) -> Location:
    """Return where a row is, from its raw cells and its already repaired point."""
    notes: list[tuple[str, Note]] = []

    def keep(field: str, normalised: tuple[Any, tuple[Note, ...]]) -> str:
        notes.extend((field, note) for note in normalised[1])
        return normalised[0] or ""

    code = keep("code_insee", normalise_insee_code(insee_code))
    written = keep("commune", normalise_commune_name(commune))
    postal = keep("code_postal", normalise_postal_code(postal_code))
    # The number of an arrondissement is no part of the name, but it says which code is meant.
    number = _NUMBERED.match(str(commune or "")[:100])
    asked = f"{written} {number['number']}" if number else written
    found = gazetteer.resolve(code, asked, postal)
    if found.commune is None:
        found = _by_point(gazetteer, point, found, notes)
    elif point is not None and found.how not in {"code", "ancien_code"}:
        found = _nearer_homonym(gazetteer, point, found, written, notes)
    values = _codes(found, code, written, postal, notes)
    values.update(_coordinates(point))
    if not values["commune_name"] and point is None:
        message = (
            "Ni commune, ni code postal connu, ni coordonnées : le lieu ne peut pas être situé. "
            "Indiquez au moins la commune et le code postal."
        )
        notes.append(("commune", rejection("lieu_introuvable", message, commune)))
    return Location(values, notes, values["postal_code"], values["commune_name"])


def _by_point(
    gazetteer: Gazetteer,
    point: Point | None,
    found: Resolution,
    notes: list[tuple[str, Note]],
) -> Resolution:
    """Ask the outlines which commune holds the point, when words did not say."""
    contours = Contours.load() if point is not None else None
    if contours is None or point is None:
        return found
    code = contours.communes_at([point.lat], [point.lon])[0]
    commune = gazetteer.commune(code) if code else None
    if commune is None:
        return found
    message = "Commune retrouvée d’après les coordonnées du lieu."
    notes.append(("commune", fix("commune_par_le_point", message, "", commune.name)))
    return Resolution(commune, None, "point", [], found.notes)


def _nearer_homonym(
    gazetteer: Gazetteer,
    point: Point,
    found: Resolution,
    written: str,
    notes: list[tuple[str, Note]],
) -> Resolution:
    """Believe the point between communes of one name, when the one chosen by words is far away."""
    assert found.commune is not None
    if _metres_to(point, found.commune) <= FAR_M:
        return found
    bare = without_article(fold(written))
    homonyms = [one for name in (bare, *with_articles(bare)) for one in gazetteer.named(name)]
    nearest = min(homonyms, key=lambda one: _metres_to(point, one), default=None)
    if nearest is None or _metres_to(point, nearest) > FAR_M:
        return found
    message = "Plusieurs communes portent ce nom : celle des coordonnées du lieu a été retenue."
    notes.append(
        (
            "commune",
            fix(
                "homonyme_par_le_point",
                message,
                f"{found.commune.name} ({found.commune.departement})",
                f"{nearest.name} ({nearest.departement})",
            ),
        )
    )
    return Resolution(nearest, None, "point", [])


def _metres_to(point: Point, commune: CommuneFacts) -> float:
    return haversine_m(point.lat, point.lon, commune.latitude, commune.longitude)


def _codes(
    found: Resolution, code: str, written: str, postal: str, notes: list[tuple[str, Note]]
) -> dict[str, Any]:
    commune = found.commune
    if commune is None:
        return _unknown_commune(found, code, written, postal, notes)
    notes.extend(_doubts(found, code, written, postal))
    insee_code = found.arrondissement or commune.code
    if insee_code != code:
        message = (
            "Code INSEE ajouté d’après la commune."
            if not code
            else "Code INSEE mis à jour : c’est celui de la commune d’aujourd’hui."
        )
        notes.append(("code_insee", fix("code_insee_retrouve", message, code, insee_code)))
    if commune.name != written:
        message = (
            "Nom de la commune ajouté."
            if not written
            else "Nom de la commune écrit comme dans le code officiel géographique."
        )
        notes.append(("commune", fix("commune_officielle", message, written, commune.name)))
    if not postal and len(commune.postal_codes) == 1:
        postal = commune.postal_codes[0]
        notes.append(
            ("code_postal", fix("code_postal_retrouve", "Code postal ajouté.", "", postal))
        )
    return {
        "commune_name": commune.name,
        "postal_code": postal,
        "insee_code": insee_code,
        "commune_code": commune.code,
        "epci_code": commune.epci,
        "departement_code": commune.departement,
        "region_code": commune.region,
    }


def _doubts(found: Resolution, code: str, written: str, postal: str) -> Iterable[tuple[str, Note]]:
    before = {"code_insee": code, "commune": written, "code_postal": postal}
    name = found.commune.name if found.commune else ""
    for doubt in found.notes:
        field, message = _DOUBTS[doubt]
        yield field, warning(doubt, message, before[field], name)


def _unknown_commune(
    found: Resolution, code: str, written: str, postal: str, notes: list[tuple[str, Note]]
) -> dict[str, Any]:
    """Keep the words as they are: the venue is shown, but no territory can list it."""
    if written or postal:
        several = ", ".join(f"{one.name} ({one.code})" for one in found.ambiguous[:8])
        message = (
            "Plusieurs communes sont possibles : ajoutez le code INSEE pour choisir."
            if several
            else "Commune introuvable : vérifiez son nom et son code postal, ou ajoutez le code "
            "INSEE."
        )
        notes.append(
            ("commune", warning("commune_introuvable", message, written or postal, several))
        )
    return {
        "commune_name": written,
        "postal_code": postal,
        "insee_code": "",
        "commune_code": "",
        "epci_code": "",
        "departement_code": "",
        "region_code": "",
    }


def _coordinates(point: Point | None) -> dict[str, float | None]:
    if point is None:
        return dict.fromkeys(("latitude", "longitude", "x", "y", "z"))
    x, y, z = unit_vector(point.lat, point.lon)
    return {"latitude": point.lat, "longitude": point.lon, "x": x, "y": y, "z": z}


def check_points(
    places: Sequence[tuple[float, float, CommuneFacts]], contours: Contours | None
) -> list[Note | None]:
    """Return, for each (lat, lon, commune), a warning when the point is not in its commune."""
    if contours is None:
        return [_far_from_centre(*place) for place in places]
    inside = contours.communes_at([place[0] for place in places], [place[1] for place in places])
    return [
        None if code == commune.code else _outside(lat, lon, commune, code, contours)
        for (lat, lon, commune), code in zip(places, inside, strict=True)
    ]


def _outside(
    lat: float, lon: float, commune: CommuneFacts, actual: str | None, contours: Contours
) -> Note | None:
    metres = contours.outside_metres(commune.code, lat, lon)
    if metres is None:
        return _far_from_centre(lat, lon, commune)
    if metres <= TOLERANCE_M:
        return None
    where = f"dans la commune {actual}" if actual else "hors de toute commune"
    return warning(
        "point_hors_commune",
        f"Le point est à {metres / 1000:.1f} km {of_place(commune.name)} ({where}). Vérifiez les "
        "coordonnées ou la commune.".replace(".", ",", 1),
        f"{lat}, {lon}",
        commune.name,
    )


def _far_from_centre(lat: float, lon: float, commune: CommuneFacts) -> Note | None:
    metres = haversine_m(lat, lon, commune.latitude, commune.longitude)
    limit = TOLERANCE_RADII * radius_of_area_m(commune.area_km2 or 50.0) + TOLERANCE_M
    if metres <= limit:
        return None
    return warning(
        "point_loin_de_commune",
        f"Le point est à {round(metres / 1000)} km du centre {of_place(commune.name)}. Vérifiez "
        "les coordonnées ou la commune.",
        f"{lat}, {lon}",
        commune.name,
    )


def place_key(name: str, commune_code: str, commune_name: str) -> tuple[str, str]:
    """Return what two rows of one venue have in common: their name and their commune."""
    return fold(name), commune_code or fold(commune_name)
