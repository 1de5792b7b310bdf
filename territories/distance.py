"""The only distances of the site: great-circle metres on a sphere of mean Earth radius.

Pure arithmetic on degrees (WGS 84). It knows nothing of venues, communes or the database.
"""

from __future__ import annotations

from math import asin, cos, degrees, pi, radians, sin, sqrt

#: Mean Earth radius (IUGG R1), in metres.
EARTH_RADIUS_M = 6_371_008.8
#: Half the circumference: no two points are farther apart.
MAX_DISTANCE_M = pi * EARTH_RADIUS_M


def haversine_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance in metres between two points given in degrees."""
    phi1, phi2 = radians(lat1), radians(lat2)
    half_lat, half_lon = (phi2 - phi1) / 2, radians(lon2 - lon1) / 2
    h = sin(half_lat) ** 2 + cos(phi1) * cos(phi2) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, h)))


def bounding_box(lat: float, lon: float, radius_m: float) -> tuple[float, float, float, float]:
    """Return (west, south, east, north) in degrees, holding every point within `radius_m`.

    Near a pole, or when the box would cross the 180° meridian, the whole range of longitudes is
    given: too wide, never too narrow.
    """
    reach = degrees(radius_m / EARTH_RADIUS_M)
    # A hair wider than the circle: rounding must not lose a point on its edge.
    reach += 1e-9
    south, north = lat - reach, lat + reach
    if south <= -90 or north >= 90:
        return (-180.0, max(-90.0, south), 180.0, min(90.0, north))
    half_width = degrees(asin(min(1.0, sin(radians(reach)) / cos(radians(lat))))) + 1e-9
    west, east = lon - half_width, lon + half_width
    if west < -180 or east > 180:
        return (-180.0, south, 180.0, north)
    return (west, south, east, north)


def unit_vector(lat: float, lon: float) -> tuple[float, float, float]:
    """Return the point on the unit sphere: straight-line nearness there is true nearness."""
    phi, lam = radians(lat), radians(lon)
    return (cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi))


def chord_for_metres(metres: float) -> float:
    """Return the straight line on the unit sphere (0 to 2) that spans so many metres of arc."""
    return 2 * sin(min(metres, MAX_DISTANCE_M) / (2 * EARTH_RADIUS_M))


def radius_of_area_m(area_km2: float) -> float:
    """Return the radius in metres of the disc that has this area."""
    return 1000 * sqrt(area_km2 / pi)
