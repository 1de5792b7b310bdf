"""Where venues stand and where inhabitants start from, when a point says something doubtful."""

from __future__ import annotations

import numpy as np
import pytest

from coverage.links import nearest_minutes
from coverage.placing import Placed, place, radii_m
from coverage.travel_times import estimate_links
from coverage.world import World, make_world
from territories.travel import minutes_by_car

#: Kilometres of latitude in a degree.
KM = 111.195
LATITUDE, LONGITUDE = 46.0, 3.0


def north(*kilometres: float | None) -> np.ndarray:
    """Return points so many kilometres north of the commune; None = no point."""
    return np.array(
        [(np.nan, np.nan) if one is None else (LATITUDE + one / KM, LONGITUDE)
         for one in kilometres]
    ).reshape(-1, 2)  # fmt: skip


def placed(*kilometres: float | None, area: float = np.pi * 25, commune: int = 0) -> Placed:
    """Return one commune, of a radius of 5 km unless told, and its venues."""
    return place(
        north(*kilometres),
        np.full(len(kilometres), commune, dtype=np.int32),
        np.array([LATITUDE]),
        np.array([LONGITUDE]),
        np.array([area]),
        np.array([50.0]),
    )


@pytest.mark.parametrize(
    ("kilometres", "area", "is_misplaced"),
    [
        (14.9, np.pi * 4, False),
        (15.1, np.pi * 4, True),
        (29.9, np.pi * 100, False),
        (30.1, np.pi * 100, True),
        (14.9, np.nan, False),
        (15.1, np.nan, True),
        (400.0, np.pi * 25, True),
    ],
)
def test_a_point_too_far_from_its_commune_is_not_believed(
    kilometres: float, area: float, is_misplaced: bool
) -> None:
    found = placed(kilometres, 0.5, area=area)
    assert found.misplaced.tolist() == [is_misplaced, False]
    assert found.at_commune.tolist() == [is_misplaced, False]
    if is_misplaced:
        assert found.points[0].tolist() == [LATITUDE, LONGITUDE]


def test_without_a_commune_a_point_is_believed() -> None:
    found = placed(400.0, commune=-1)
    assert not found.misplaced.any()
    assert found.points.tolist() == north(400.0).tolist()


def test_a_venue_without_a_point_is_half_a_radius_away_and_is_not_misplaced() -> None:
    found = placed(None, 1.0)
    assert found.at_commune.tolist() == [True, False]
    assert not found.misplaced.any()
    assert found.least_m.tolist() == pytest.approx([2_500, 0])
    assert radii_m(np.array([np.nan, np.pi])).tolist() == pytest.approx([0, 1000])


def test_where_all_its_venues_are_a_drive_away_a_commune_starts_from_their_middle() -> None:
    found = placed(9.0, 10.0, 14.0, None)
    assert found.moved.tolist() == [True]
    assert found.latitudes[0] == pytest.approx(LATITUDE + 10 / KM)
    # What has no point of its own stands where the town is.
    assert found.points[3].tolist() == pytest.approx([LATITUDE + 10 / KM, LONGITUDE])


@pytest.mark.parametrize(
    ("kilometres", "area"),
    [((9.0, 2.0), np.pi * 25), ((None,), np.pi * 25), ((14.0,), np.pi * 4), ((300.0,), np.pi * 25)],
)
def test_a_venue_near_none_or_one_that_may_be_elsewhere_moves_nothing(
    kilometres: tuple[float | None, ...], area: float
) -> None:
    found = placed(*kilometres, area=area)
    assert not found.moved.any()
    assert found.latitudes.tolist() == [LATITUDE]


def _somewhere() -> World:
    """Return a commune with a venue somewhere in it, 4 km away at least."""
    return make_world(
        ["42001", "42002"], [45.0, 45.2], [4.0, 4.0], [100.0, 100.0],
        densities=np.array([50.0, 50.0]), venue_latitudes=np.array([45.0]),
        venue_longitudes=np.array([4.0]), venue_densities=np.array([50.0]),
        venue_communes=np.array([0]), at_commune=np.array([True]), least_m=np.array([4_000.0]),
    )  # fmt: skip


def test_a_venue_somewhere_in_a_commune_is_not_at_no_distance() -> None:
    near, far = nearest_minutes(estimate_links(_somewhere(), "voiture", 60))
    assert near == pytest.approx(float(minutes_by_car(4_000, 50, 50)))
    assert far == pytest.approx(float(minutes_by_car(0.2 * KM * 1000, 50, 50)), rel=1e-3)


def test_nobody_is_said_to_walk_to_a_venue_somewhere_in_a_commune() -> None:
    assert len(estimate_links(_somewhere(), "pied", 600)) == 0
