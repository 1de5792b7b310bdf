"""The only distances of the site."""

from __future__ import annotations

from math import dist, pi

import pytest

from territories.distance import (
    EARTH_RADIUS_M,
    bounding_box,
    chord_for_metres,
    haversine_m,
    radius_of_area_m,
    unit_vector,
)

LYON = (45.7578, 4.8320)


def test_a_degree_north_is_the_same_everywhere() -> None:
    assert haversine_m(45, 4, 46, 4) == pytest.approx(EARTH_RADIUS_M * pi / 180, rel=1e-9)


def test_a_degree_east_at_lyon_is_shorter_than_a_degree_north() -> None:
    assert haversine_m(*LYON, LYON[0], LYON[1] + 1) == pytest.approx(77_800, rel=5e-3)


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        (LYON, (43.2965, 5.3698), 276_825),
        ((-20.8789, 55.4481), (-21.3393, 55.4781), 51_070),
        ((-22.2758, 166.458), (-17.5516, -149.5585), 4_619_277),
        ((0, 0), (0, 180), pi * EARTH_RADIUS_M),
        (LYON, (-LYON[0], LYON[1] - 180), pi * EARTH_RADIUS_M),
        (LYON, LYON, 0),
    ],
)
def test_known_distances(
    one: tuple[float, float], other: tuple[float, float], metres: float
) -> None:
    assert haversine_m(*one, *other) == pytest.approx(metres, rel=5e-3, abs=1e-6)
    assert haversine_m(*other, *one) == pytest.approx(haversine_m(*one, *other))


@pytest.mark.parametrize("angle", range(0, 360, 15))
def test_the_box_holds_the_circle(angle: int) -> None:
    from math import asin, atan2, cos, degrees, radians, sin

    radius, lat, lon = 50_000.0, radians(LYON[0]), radians(LYON[1])
    west, south, east, north = bounding_box(*LYON, radius)
    arc, heading = radius / EARTH_RADIUS_M, radians(angle)
    there = asin(sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(heading))
    along = lon + atan2(sin(heading) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(there))
    assert south <= degrees(there) <= north
    assert west <= degrees(along) <= east


def test_the_box_is_not_much_larger_than_the_circle() -> None:
    west, south, east, north = bounding_box(*LYON, 10_000)
    assert haversine_m(south, LYON[1], north, LYON[1]) == pytest.approx(20_000, rel=1e-3)
    assert haversine_m(LYON[0], west, LYON[0], east) == pytest.approx(20_000, rel=1e-3)


def test_a_box_across_the_180th_meridian_takes_every_longitude() -> None:
    assert bounding_box(-14.27, -178.1, 300_000)[::2] == (-180.0, 180.0)


def test_a_box_around_a_pole_takes_every_longitude() -> None:
    assert bounding_box(89.9, 0, 50_000)[::2] == (-180.0, 180.0)


@pytest.mark.parametrize("other", [(43.2965, 5.3698), (-20.8789, 55.4481), (45.7579, 4.8321)])
def test_the_chord_between_two_vectors_is_that_of_the_distance(other: tuple[float, float]) -> None:
    chord = dist(unit_vector(*LYON), unit_vector(*other))
    assert chord_for_metres(haversine_m(*LYON, *other)) == pytest.approx(chord, rel=1e-9)


def test_no_distance_is_longer_than_half_the_earth() -> None:
    assert chord_for_metres(1e12) == pytest.approx(2)


def test_a_disc_of_pi_square_kilometres_has_a_radius_of_one_kilometre() -> None:
    assert radius_of_area_m(pi) == pytest.approx(1000)
