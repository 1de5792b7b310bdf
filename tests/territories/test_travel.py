"""Times from distances: the speeds, the detour, and their inverse."""

from __future__ import annotations

import numpy as np
import pytest

from territories.travel import MODES, car_kmh, minutes_by_car, reach_m, travel_minutes


@pytest.mark.parametrize(
    ("density", "speed"),
    [(0, 50), (99.9, 50), (100, 35), (1000, 35), (1000.1, 22), (float("nan"), 35)],
)
def test_cars_are_slower_where_people_are_many(density: float, speed: float) -> None:
    assert car_kmh(density) == speed


def test_a_short_way_is_driven_half_at_the_speed_of_each_end() -> None:
    # 4 km as the crow flies are 5.2 km of road: 2.6 at 50 km/h and 2.6 at 22.
    assert minutes_by_car(4_000, 50, 5_000) == pytest.approx((2.6 / 50 + 2.6 / 22) * 60)


def test_a_long_way_is_driven_between_towns() -> None:
    # 48 km: 6.5 km of road at 35 km/h at each end, 49.4 at 50.
    assert minutes_by_car(48_000, 300, 300) == pytest.approx((13 / 35 + 49.4 / 50) * 60)


def test_a_walk_goes_at_four_and_a_half_kilometres_an_hour() -> None:
    assert travel_minutes(1_000, "pied") == pytest.approx(1.3 / 4.5 * 60)


def test_nobody_waits_for_a_bus_to_go_next_door() -> None:
    assert travel_minutes(200, "transports") == travel_minutes(200, "pied")
    assert travel_minutes(5_000, "transports") == pytest.approx(6.5 / 15 * 60 + 8)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("density", [20.0, 400.0, 8_000.0, float("nan")])
@pytest.mark.parametrize("minutes", [1, 5, 12, 20, 45, 90])
def test_what_is_reached_takes_exactly_that_long(mode: str, density: float, minutes: int) -> None:
    metres = reach_m(minutes, mode, density)
    assert travel_minutes(metres, mode, density, density) == pytest.approx(minutes)


def test_nothing_is_reached_in_no_time() -> None:
    assert [reach_m(0, mode) for mode in MODES] == [0, 0, 0]


def test_farther_is_never_quicker() -> None:
    metres = np.linspace(0, 100_000, 500)
    for mode in MODES:
        assert (np.diff(travel_minutes(metres, mode, 2_000, 30)) > 0).all()
