"""WGS84 coordinates of a venue. Repairs what is certain (swap, Lambert-93, lost decimal point).

Never invents a point: what stays outside every French territory is unknown. Does not know where a
commune is: the distance to it is judged elsewhere.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Any, NamedTuple

from venues.imports.findings import Normalised, Note, fix, warning
from venues.imports.normalise.text import as_text, clean_text, is_blank

DECIMALS = 7


class Point(NamedTuple):
    """A WGS84 point, in decimal degrees."""

    lat: float
    lon: float


class Box(NamedTuple):
    """Bounds of a territory, in degrees, its waters near the coast included."""

    south: float
    north: float
    west: float
    east: float


METROPOLE = Box(41.2, 51.2, -5.3, 9.7)
TERRITORIES: tuple[Box, ...] = (
    METROPOLE,
    Box(15.8, 16.6, -61.9, -60.9),  # 971 Guadeloupe
    Box(14.3, 15.0, -61.3, -60.7),  # 972 Martinique
    Box(2.0, 5.9, -54.7, -51.5),  # 973 Guyane
    Box(-21.5, -20.8, 55.1, 55.9),  # 974 La Réunion
    Box(46.6, 47.2, -56.6, -56.0),  # 975 Saint-Pierre-et-Miquelon
    Box(-13.1, -12.5, 44.9, 45.4),  # 976 Mayotte
    Box(17.8, 18.0, -63.0, -62.7),  # 977 Saint-Barthélemy
    Box(18.0, 18.2, -63.2, -62.9),  # 978 Saint-Martin
    Box(-50.2, -37.6, 50.0, 77.8),  # 984 Crozet, Kerguelen, Amsterdam, Saint-Paul
    Box(-14.5, -13.1, -178.3, -176.0),  # 986 Wallis-et-Futuna
    Box(-28.0, -7.8, -154.9, -134.3),  # 987 Polynésie française
    Box(-23.0, -18.0, 158.0, 172.3),  # 988 Nouvelle-Calédonie
)

_NUMBER = r"[-+]?\d{1,20}(?:[.,]\d{1,20})?"
_ONE = re.compile(rf"({_NUMBER})\s*°?\s*([NSEWO])?", re.IGNORECASE)
_PAIR = re.compile(
    r"[(\[]?\s*([-+]?\d{1,3}\.\d{1,20})\s*°?\s*[,;/|\s]\s*([-+]?\d{1,3}\.\d{1,20})\s*°?\s*[)\]]?"
)
_SEXAGESIMAL = re.compile(
    r"(\d{1,3})\s*°\s*(\d{1,2})\s*['’′]\s*(?:(\d{1,2}(?:[.,]\d{1,10})?)\s*(?:[\"”″]|'')\s*)?([NSEWO])",
    re.IGNORECASE,
)
#: Lambert-93 eastings and northings of metropolitan France, in metres.
_EASTINGS = (0.0, 1_300_000.0)
_NORTHINGS = (6_000_000.0, 7_200_000.0)
_DIVISORS = tuple(10.0**power for power in range(1, 16))


def in_french_territory(lat: float, lon: float) -> bool:
    """Tell whether a point lies in the bounds of one of the French territories."""
    return any(b.south <= lat <= b.north and b.west <= lon <= b.east for b in TERRITORIES)


def _number(value: Any) -> float | None:
    """Read one coordinate: a number, « 43,526 », « 5.41° E », « 43°31'33"N »; None otherwise."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            return None
        return number if math.isfinite(number) else None
    text = clean_text(as_text(value), max_length=100).value.replace("−", "-").replace("\u2009", "")
    if match := _SEXAGESIMAL.fullmatch(text):
        degrees, minutes, seconds, side = match.groups()
        number = int(degrees) + int(minutes) / 60 + float((seconds or "0").replace(",", ".")) / 3600
    else:
        match = _ONE.fullmatch(re.sub(r"(?<=[\d.,+-])\s+(?=[\d.,])", "", text))
        if not match:
            return None
        number, side = float(match.group(1).replace(",", ".")), match.group(2)
    return -abs(number) if side and side.upper() in "SWO" else number


def _split_cell(latitude: Any, longitude: Any) -> tuple[Any, Any, bool]:
    """Part a cell that holds both coordinates (« 43.52, 5.41 »)."""
    for cell, other in ((latitude, longitude), (longitude, latitude)):
        match = _PAIR.fullmatch(cell[:100].strip()) if isinstance(cell, str) else None
        if match and (is_blank(other) or other == cell):
            return match.group(1), match.group(2), True
    return latitude, longitude, False


def _from_lambert(lat: float, lon: float) -> Point | None:
    """Convert Lambert-93 metres given in either order; None when they are not in metropolitan
    France.
    """
    for easting, northing in ((lon, lat), (lat, lon)):
        in_east = _EASTINGS[0] < easting < _EASTINGS[1]
        if in_east and _NORTHINGS[0] < northing < _NORTHINGS[1]:
            x, y = _lambert_to_wgs84().transform(easting, northing)
            inside = (
                METROPOLE.south <= y <= METROPOLE.north and METROPOLE.west <= x <= METROPOLE.east
            )
            return Point(y, x) if inside else None
    return None


@lru_cache(maxsize=1)
def _lambert_to_wgs84() -> Any:
    from pyproj import Transformer  # 0.3 s to import, and few files need it

    return Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)


def _with_decimal_point(lat: float, lon: float) -> Point | None:
    """Set a lost decimal point back (43526090 → 43.52609) when one place only gives
    a French point.
    """
    lat_lost, lon_lost = abs(lat) > 90, abs(lon) > 180
    if not (lat_lost or lon_lost):
        return None
    points = set()
    for divisor in _DIVISORS:
        point = Point(lat / divisor if lat_lost else lat, lon / divisor if lon_lost else lon)
        if in_french_territory(*point):
            points.add(point)
    return points.pop() if len(points) == 1 else None


def _repair(lat: float, lon: float) -> tuple[Point | None, str, str]:
    """Return a French point made from a point that is not, with the code and message
    of the repair.
    """
    if in_french_territory(lon, lat):
        return (
            Point(lon, lat),
            "coordonnees_inversees",
            "Latitude et longitude remises dans le bon ordre.",
        )
    if point := _from_lambert(lat, lon):
        return (
            point,
            "coordonnees_lambert93",
            "Coordonnées Lambert-93 converties en latitude et longitude.",
        )
    if point := _with_decimal_point(lat, lon):
        return point, "coordonnees_sans_virgule", "Séparateur décimal rétabli dans les coordonnées."
    return None, "", ""


def _refused(code: str, message: str, latitude: Any, longitude: Any) -> Normalised:
    return Normalised(
        None, (warning(code, message, f"{as_text(latitude)} ; {as_text(longitude)}"),)
    )


def _rounded(point: Point) -> Point:
    return Point(round(point.lat, DECIMALS), round(point.lon, DECIMALS))


def normalise_coordinates(latitude: Any, longitude: Any) -> Normalised:
    """Return a `Point` rounded to 7 decimals, or None: without a note when both cells are blank."""
    first, second, was_pair = _split_cell(latitude, longitude)
    if is_blank(first) and is_blank(second):
        return Normalised(None)
    lat, lon = _number(first), _number(second)
    if lat is None or lon is None:
        message = "Coordonnées illisibles : indiquez deux nombres, par exemple 43.52609 et 5.41423."
        return _refused("coordonnees_illisibles", message, latitude, longitude)
    if lat == 0 and lon == 0:
        message = "Coordonnées 0 et 0 : la position est inconnue."
        return _refused("coordonnees_nulles", message, latitude, longitude)
    given = Point(lat, lon)
    before = f"{as_text(latitude)} ; {as_text(longitude)}"
    point: Point | None = given
    notes: tuple[Note, ...] = ()
    if was_pair:
        message = "Latitude et longitude séparées : elles étaient dans une seule case."
        notes = (fix("coordonnees_une_case", message, before, f"{lat} ; {lon}"),)
    if not in_french_territory(lat, lon):
        point, code, message = _repair(lat, lon)
        if point is None:
            message = "Point situé hors de France : vérifiez la latitude et la longitude."
            return _refused("coordonnees_hors_france", message, latitude, longitude)
        notes = (*notes, fix(code, message, before, f"{point.lat:.7f} ; {point.lon:.7f}"))
    elif not notes and any(
        isinstance(cell, str) and not _is_plain(cell) for cell in (first, second)
    ):
        message = "Écriture des coordonnées remise en nombres décimaux."
        notes = (fix("coordonnees_ecriture", message, before, f"{lat} ; {lon}"),)
    return Normalised(_rounded(point or given), notes)


def _is_plain(cell: str) -> bool:
    return re.fullmatch(r"-?\d{1,3}(?:\.\d+)?", cell) is not None
