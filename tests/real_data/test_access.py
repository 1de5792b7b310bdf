"""The engine of access on the real communes and venues, and the worked example recomputed."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coverage.access import PER, mean_access, shares
from coverage.decays import PRESETS
from coverage.demand import demand
from coverage.links import Links, nearest_minutes
from coverage.supply import SupplyVariant, supply
from coverage.travel_times import estimate_links
from coverage.verification import checks
from coverage.verified_inputs import WORKED_EXAMPLE
from coverage.world import World, read_world
from territories.islands import island_communes
from territories.models import Commune
from tests.real_data.conftest import TODAY
from venues.models import Venue


@pytest.fixture(scope="module")
def world(loaded: Any, django_db_blocker: Any) -> World:
    """Every commune and every venue of the folder; reading them is timed."""
    with django_db_blocker.unblock():
        started = time.perf_counter()
        found = read_world(TODAY)
        assert time.perf_counter() - started < 5
    return found


@pytest.fixture(scope="module")
def links(world: World) -> Links:
    """The ways of thirty minutes by car."""
    return estimate_links(world, "voiture", 30.0)


def test_every_commune_and_every_placed_venue_is_in_the_world(world: World) -> None:
    assert world.commune_count == Commune.objects.count()
    assert world.venue_count + world.unplaced == Venue.objects.published().count()
    assert not np.isnan(world.venue_latitudes).any()
    assert set(island_communes()) <= set(world.codes.tolist())


def test_one_place_told_by_several_sources_counts_once(world: World) -> None:
    offered = supply(world).amounts

    assert world.grouped > 0
    assert (offered > 0).sum() == len(np.unique(world.places[world.is_open_to_public]))


@pytest.mark.parametrize("key", PRESETS)
def test_all_that_is_reached_is_received(world: World, links: Links, key: str) -> None:
    preset = PRESETS[key]
    offered = supply(world).amounts

    found = shares(links, demand(world), offered, preset)

    received = np.nansum(found.access * world.populations)
    reached = offered.sum() - found.lost_supply
    if preset.family == "m2sfca":
        assert received < reached
    else:
        assert received == pytest.approx(reached, rel=1e-9)
        assert mean_access(found.access, world.populations) * PER == pytest.approx(
            PER * reached / np.nansum(world.populations), rel=1e-9
        )


def test_unknown_is_where_nobody_lives_and_zero_where_nothing_is_near(
    world: World, links: Links
) -> None:
    found = shares(links, demand(world), supply(world).amounts, PRESETS["apl"])

    nobody = ~(world.populations > 0)
    assert (np.isnan(found.access) == nobody).all()
    far = ~nobody & (nearest_minutes(links, supply(world).amounts > 0) > 20)
    assert (found.access[far] == 0).all()
    assert far.any()


def test_no_way_leaves_an_island(world: World, links: Links) -> None:
    ends = zip(links.origins.tolist(), world.venue_communes[links.venues].tolist(), strict=True)

    crossed = {
        (world.codes[origin], world.codes[there])
        for origin, there in ends
        if there >= 0 and world.lands[origin] != world.lands[there]
    }

    assert crossed == set()


def test_hours_of_real_venues_are_those_of_a_week(world: World) -> None:
    found = supply(world, SupplyVariant(measure="heures"))

    counted = found.amounts[found.amounts > 0]
    assert counted.max() <= 168
    assert 5 < np.median(counted) < 60
    assert 0 < found.imputed.sum() < len(counted) / 2


def test_the_worked_example_agrees(real_folder: Path) -> None:
    found = checks(real_folder)

    assert [check.what for check in found if not check.ok] == []
    assert len(found) == 19


@pytest.mark.parametrize(
    ("before", "after", "failed"),
    [
        ('"A-V1": 0', '"A-V1": 11', 10),
        ('"D": 2.2183', '"D": 2.3', 1),
        ('"ifn_min": 6', '"ifn_min": 9', 5),
        ('"FGT0": 0.3023', '"FGT0": 0.4', 1),
        ('"objective": 4500', '"objective": 4600', 1),
    ],
)
def test_one_number_changed_is_found(
    real_folder: Path, tmp_path: Path, before: str, after: str, failed: int
) -> None:
    text = (real_folder / WORKED_EXAMPLE).read_text("utf-8")
    assert before in text
    (tmp_path / "gap").mkdir()
    (tmp_path / WORKED_EXAMPLE).write_text(text.replace(before, after, 1), "utf-8")

    assert sum(not check.ok for check in checks(tmp_path)) == failed
