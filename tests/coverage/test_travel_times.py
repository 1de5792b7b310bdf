"""Estimated times: the documented model, both sides of every border, and never across the sea."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from coverage.access import access
from coverage.decays import PRESETS
from coverage.links import Links, nearest_minutes
from coverage.travel_times import Mode, estimate_between, estimate_links
from coverage.world import World, make_world
from territories.distance import haversine_m
from territories.travel import reach_m, travel_minutes


def france(seed: int, communes: int = 60, venues: int = 25, **columns: Any) -> World:
    """Return a random world of one degree and a half, its communes of every density."""
    draw = np.random.default_rng(seed)
    codes = [f"42{number:03}" for number in range(communes)]
    densities = draw.choice([40.0, 300.0, 4000.0, np.nan], communes)
    homes = draw.integers(0, communes, venues)
    told = {
        "densities": densities,
        "venue_communes": homes,
        "venue_densities": densities[homes],
        "venue_latitudes": draw.uniform(45, 46, venues),
        "venue_longitudes": draw.uniform(4, 5, venues),
    }
    return make_world(
        codes,
        draw.uniform(45, 46, communes),
        draw.uniform(4, 5, communes),
        draw.integers(50, 3000, communes).astype(float),
        **(told | columns),
    )


def one_by_one(world: World, mode: Mode, limit: float) -> dict[tuple[int, int], float]:
    """Return the minutes of every pair within a limit, each computed alone."""
    found = {}
    for origin in range(world.commune_count):
        for venue in range(world.venue_count):
            metres = haversine_m(
                world.latitudes[origin],
                world.longitudes[origin],
                world.venue_latitudes[venue],
                world.venue_longitudes[venue],
            )
            minutes = float(
                travel_minutes(metres, mode, world.densities[origin], world.venue_densities[venue])
            )
            if minutes <= limit:
                found[origin, venue] = minutes
    return found


def as_pairs(links: Links) -> dict[tuple[int, int], float]:
    """Return links as a dictionary."""
    pairs = zip(links.origins.tolist(), links.venues.tolist(), strict=True)
    return dict(zip(pairs, links.minutes.tolist(), strict=True))


@pytest.mark.parametrize(("mode", "limit"), [("voiture", 30.0), ("voiture", 12.0), ("pied", 90.0)])
def test_every_pair_within_the_limit_is_found_with_the_time_of_the_model(
    mode: Mode, limit: float
) -> None:
    world = france(1)

    found = as_pairs(estimate_links(world, mode, limit))

    expected = one_by_one(world, mode, limit)
    assert found.keys() == expected.keys()
    assert len(found) > 10
    assert found == pytest.approx(expected, rel=1e-6)


def test_a_venue_across_a_border_counts() -> None:
    world = make_world(
        ["42001", "69001"], [45.5, 45.5], [4.5, 4.51], [100.0, 100.0],
        venue_latitudes=np.array([45.5]), venue_longitudes=np.array([4.51]),
        venue_communes=np.array([1]), groups={"departement": np.array(["42", "69"])},
    )  # fmt: skip

    assert np.isfinite(nearest_minutes(estimate_links(world))).all()


@pytest.mark.parametrize(
    ("commune", "venue", "is_joined"),
    [
        ("56087", "56087", True),
        ("56087", "56260", False),
        ("97501", "97502", False),
        ("97608", "97615", True),
        ("97608", "97611", False),
        ("2A004", "2B033", True),
        ("2A004", "13055", False),
        ("98712", "98735", True),
        ("97130", "97131", False),
        ("97801", "97701", False),
    ],
)
def test_nobody_drives_across_the_sea(commune: str, venue: str, is_joined: bool) -> None:
    codes = sorted({commune, venue})
    world = make_world(
        codes, [10.0] * len(codes), [20.0] * len(codes), [50.0] * len(codes),
        venue_latitudes=np.array([10.001]), venue_longitudes=np.array([20.0]),
        venue_communes=np.array([codes.index(venue)]),
    )  # fmt: skip

    near = nearest_minutes(estimate_links(world))[codes.index(commune)]

    assert np.isfinite(near) == is_joined


def test_faster_cars_take_less_and_reach_more() -> None:
    world = france(2)
    usual, fast = as_pairs(estimate_links(world)), as_pairs(estimate_links(world, speed_factor=1.2))

    assert usual.keys() < fast.keys()
    assert all(fast[pair] == pytest.approx(usual[pair] / 1.2) for pair in usual)


def test_a_way_of_exactly_the_limit_is_kept() -> None:
    ends = (np.array([45.0]), np.array([4.0]), np.array([50.0]))
    there = (np.array([45.1]), np.array([4.0]), np.array([50.0]))
    minutes = estimate_between(ends, there, limit_minutes=100).minutes[0]

    assert len(estimate_between(ends, there, limit_minutes=minutes)) == 1
    assert len(estimate_between(ends, there, limit_minutes=minutes * 0.999)) == 0


def test_a_venue_at_the_very_point_of_a_commune_takes_no_time() -> None:
    place = (np.array([45.0]), np.array([4.0]), np.array([50.0]))

    assert estimate_between(place, place).minutes.tolist() == [0.0]


@pytest.mark.parametrize(("limit", "factor"), [(-1.0, 1.0), (10.0, 0.0), (10.0, -1.0)])
def test_impossible_limits_are_refused(limit: float, factor: float) -> None:
    with pytest.raises(ValueError, match="limit"):
        estimate_links(france(1), "voiture", limit, factor)


def test_a_world_without_venues_or_without_communes_has_no_pair() -> None:
    assert len(estimate_links(france(1, venues=0))) == 0
    assert len(estimate_links(make_world([], [], [], []))) == 0


@pytest.mark.parametrize("key", ["apl", "3sfca", "m2sfca"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_part_with_its_halo_gives_what_the_whole_gives(seed: int, key: str) -> None:
    world = france(seed, communes=150, venues=60)
    preset = PRESETS[key].stretched(0.35)
    inside = world.longitudes < 4.25
    reach = reach_m(preset.reach_minutes, "voiture", 1.0)

    part = world.around(inside, reach, splits_choice=not preset.grows)

    assert part.commune_count < world.commune_count
    assert part.venue_count < world.venue_count
    found = access_of(part, key)[np.isin(part.codes, world.codes[inside])]
    assert found == pytest.approx(access_of(world, key)[inside], rel=1e-9, abs=1e-18)
    assert (found > 0).any()


def access_of(world: World, key: str) -> np.ndarray:
    """Return the access of each commune, one unit of supply a venue."""
    preset = PRESETS[key].stretched(0.35)
    links = estimate_links(world, "voiture", preset.reach_minutes)
    return access(links, world.populations, np.ones(world.venue_count), preset)
