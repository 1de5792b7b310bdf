"""How a sheet says where its venue is."""

from __future__ import annotations

import pytest

from tests.factories import VenueFactory
from venues.sheet_access import distance_text
from venues.starting_point import StartingPoint


@pytest.mark.parametrize(
    ("latitude", "longitude", "is_told"),
    [(45.44, 4.39, True), (45.76, 4.84, True), (-21.01, 55.27, False), (48.86, 2.35, False)],
)
def test_a_distance_nobody_would_travel_is_not_told(
    latitude: float, longitude: float, is_told: bool
) -> None:
    venue = VenueFactory(latitude=45.4347, longitude=4.3903)
    place = StartingPoint("00000", "Ailleurs", latitude, longitude)
    assert bool(distance_text(venue, place)) is is_told
