"""The commune, or arrondissement, nearest to a position that a person agreed to give.

The position is used here and forgotten: only an official code leaves this module. Degrees (WGS 84).
"""

from __future__ import annotations

from ifn_site.wording import noop
from territories.distance import bounding_box, haversine_m
from territories.models import Arrondissement, Commune

#: How far the points of communes are looked for, in metres: near first, then the wide communes.
_REACHES_M = (8_000, 60_000)
UNREADABLE = noop("Votre position n’a pas été comprise. Écrivez plutôt votre ville.")
ABROAD = noop("Votre position est loin des villes que nous connaissons. Écrivez votre ville.")


def read_position(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Return a position in degrees, None when it is none."""
    try:
        lat, lon = float(latitude[:20]), float(longitude[:20])
    except ValueError:
        return None
    # « nan » compares false with everything.
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def nearest_commune(lat: float, lon: float) -> str:
    """Return the code of the nearest point of a commune or arrondissement, "" when all are far.

    A commune that is parted in arrondissements gives the nearest of these.
    """
    for reach in _REACHES_M:
        west, south, east, north = bounding_box(lat, lon, reach)
        box = {
            "latitude__gte": south,
            "latitude__lte": north,
            "longitude__gte": west,
            "longitude__lte": east,
        }
        rows = [
            *Arrondissement.objects.filter(**box).values_list("code", "latitude", "longitude"),
            *Commune.objects.filter(**box).values_list("code", "latitude", "longitude"),
        ]
        near = [(haversine_m(lat, lon, row[1], row[2]), row[0]) for row in rows]
        near = [one for one in near if one[0] <= reach]
        if near:
            return _parted(min(near)[1], near)
    return ""


def _parted(code: str, near: list[tuple[float, str]]) -> str:
    parts = set(Arrondissement.objects.filter(commune_code=code).values_list("code", flat=True))
    return min((one for one in near if one[1] in parts), default=(0.0, code))[1]
