"""Where invented venues stand: a commune drawn by inhabitants, a point beside its own.

Pure functions of a random generator and of the reference; knows nothing of what a venue offers.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import shapely

from demo.reference import Arrondissement, Commune, Reference

RURAL_BONUS = 120
CROWDING = 0.8
KM_PER_DEGREE = 111.195
# Points of neighbours are compared on a plane of this latitude: too short overseas, never too long.
_SHRINK = math.cos(math.radians(46.5))
_WIDEST_KM = 4.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for one venue: its commune, postal code, code and point as a producer gives them."""

    commune: Commune
    insee_code: str
    postal_code: str
    lon: float
    lat: float


def _reaches_km(points: Sequence[tuple[float, float]]) -> list[float]:
    """Nearly half the way to the nearest other point: a venue closer stays in its own cell."""
    if len(points) < 2:
        return [_WIDEST_KM] * len(points)
    plane = shapely.points([(lon * _SHRINK, lat) for lon, lat in points])
    tree = shapely.STRtree(plane)
    found, distances = tree.query_nearest(
        plane, exclusive=True, return_distance=True, all_matches=False
    )
    half = dict(zip(found[0].tolist(), (distances * KM_PER_DEGREE * 0.45).tolist(), strict=True))
    return [min(_WIDEST_KM, half[position]) for position in range(len(points))]


class Spots:
    """Draws communes in proportion to their inhabitants, small ones helped, and points in them."""

    def __init__(self, reference: Reference, rng: Random) -> None:
        self._rng = rng
        self._communes = [*reference.communes, *reference.collectivities]
        self._weights = [
            commune.pop**CROWDING + RURAL_BONUS if commune.pop else 0.0
            for commune in self._communes
        ]
        points = [(commune.lon, commune.lat) for commune in self._communes]
        self._reach = dict(zip((c.code for c in self._communes), _reaches_km(points), strict=True))
        self._districts: dict[str, list[Arrondissement]] = {}
        for district in reference.arrondissements:
            self._districts.setdefault(district.commune, []).append(district)
        for districts in self._districts.values():
            reaches = _reaches_km([(d.lon, d.lat) for d in districts])
            self._reach |= {d.code: r for d, r in zip(districts, reaches, strict=True)}

    def draw(self, count: int) -> list[Spot]:
        """Return ``count`` spots."""
        communes = self._rng.choices(self._communes, self._weights, k=count)
        return [self._spot_in(commune) for commune in communes]

    def _spot_in(self, commune: Commune) -> Spot:
        place: Commune | Arrondissement = commune
        districts = self._districts.get(commune.code)
        if districts:
            place = self._rng.choices(districts, [d.pop for d in districts])[0]
        reach = min(self._reach[place.code], 0.25 + math.sqrt(place.pop) / 140)
        distance = reach * math.sqrt(self._rng.random())
        angle = self._rng.random() * math.tau
        shrink = math.cos(math.radians(place.lat))
        lon = place.lon + distance * math.cos(angle) / KM_PER_DEGREE / shrink
        lat = place.lat + distance * math.sin(angle) / KM_PER_DEGREE
        names_district = districts and self._rng.random() < 0.3
        return Spot(
            commune=commune,
            insee_code=place.code if names_district else commune.code,
            postal_code=self._rng.choice(place.postal_codes) if place.postal_codes else "",
            lon=round(lon, 6),
            lat=round(lat, 6),
        )
