"""Ordering and filtering by distance inside the database."""

from __future__ import annotations

import random

import pytest

from territories.distance import haversine_m
from tests.factories import VenueFactory
from venues.models import Venue

PARIS = (48.8566, 2.3522)
FIJI_SIDE = (-17.0, 179.99)


def names(venues: object) -> list[str]:
    return [venue.name for venue in venues]  # type: ignore[attr-defined]


def at(name: str, lat: float | None, lon: float | None) -> Venue:
    venue: Venue = VenueFactory(name=name, latitude=lat, longitude=lon)
    return venue


@pytest.mark.parametrize(
    "origin", [PARIS, (-20.88, 55.45), (14.6, -61.05), (-22.27, 166.45), (0.0, 0.0), FIJI_SIDE]
)
def test_the_order_is_that_of_the_great_circle(origin: tuple[float, float]) -> None:
    chance = random.Random(7)
    for number in range(40):
        lon = origin[1] + chance.uniform(-3, 3)
        at(str(number), origin[0] + chance.uniform(-3, 3), (lon + 180) % 360 - 180)

    found = list(Venue.objects.nearest_first(*origin))

    metres = [haversine_m(*origin, one.latitude or 0, one.longitude or 0) for one in found]
    assert metres == sorted(metres)


def test_a_venue_without_a_point_is_not_near() -> None:
    at("ici", *PARIS)
    at("nulle part", None, None)

    assert names(Venue.objects.nearest_first(*PARIS)) == ["ici"]
    assert names(Venue.objects.unlocated()) == ["nulle part"]


def test_a_radius_keeps_what_is_exactly_that_far() -> None:
    at("bord", 48.9, 2.4)
    metres = haversine_m(*PARIS, 48.9, 2.4)

    assert names(Venue.objects.within(*PARIS, metres)) == ["bord"]
    assert names(Venue.objects.within(*PARIS, metres - 0.5)) == []


def test_a_degree_of_longitude_is_shorter_than_one_of_latitude() -> None:
    at("est", 48.8566, 2.3522 + 0.1)
    at("nord", 48.8566 + 0.1, 2.3522)

    assert names(Venue.objects.within(*PARIS, 8_000)) == ["est"]


def test_a_radius_crosses_the_meridian_180() -> None:
    at("de l’autre côté", -17.0, -179.99)

    assert names(Venue.objects.within(*FIJI_SIDE, 5_000)) == ["de l’autre côté"]


@pytest.mark.parametrize(
    ("box", "found"),
    [((2.0, 48.0, 3.0, 49.0), ["a"]), ((2.3522, 48.8566, 3.0, 49.0), ["a"]),
     ((179.0, -18.0, -179.0, -16.0), ["b"])],
)  # fmt: skip
def test_a_box_holds_its_edges_and_may_cross_the_meridian_180(
    box: tuple[float, float, float, float], found: list[str]
) -> None:
    at("a", *PARIS)
    at("b", -17.0, 179.995)
    at("c", None, None)

    assert names(Venue.objects.in_box(*box)) == found


@pytest.mark.parametrize("radius", [0, 1_000_000_000])
def test_extreme_radii_are_only_small_or_whole(radius: float) -> None:
    at("ici", *PARIS)
    at("antipodes", -48.8566, -177.6478)

    found = names(Venue.objects.within(*PARIS, radius).order_by("name"))

    assert found == (["ici"] if radius == 0 else ["antipodes", "ici"])


def test_a_page_through_windows_is_a_page_of_the_whole_order() -> None:
    chance = random.Random(3)
    for number in range(60):
        at(str(number), 48.8 + chance.uniform(-4, 4), 2.3 + chance.uniform(-4, 4))
    whole = [one.pk for one in Venue.objects.nearest_first(*PARIS)]

    for start, stop in ((0, 5), (5, 25), (50, 70), (70, 80)):
        page = Venue.objects.nearest_page(*PARIS, start, stop)
        assert [one.pk for one in page] == whole[start:stop]


def test_ties_are_settled_by_the_older_venue() -> None:
    first, second = at("premier", *PARIS), at("second", *PARIS)

    assert [one.pk for one in Venue.objects.nearest_first(*PARIS)] == [first.pk, second.pk]


def test_an_empty_page_is_empty() -> None:
    VenueFactory()
    assert Venue.objects.nearest_page(45.4, 4.4, 0, 0) == []
