"""Supply: what counts, once, and what is guessed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from coverage.supply import (
    ABSENT,
    MEASURES,
    MIN_KNOWN,
    NoHours,
    SupplyVariant,
    counted,
    share_without_hours,
    supply,
)
from coverage.world import World, make_world
from venues.vocabulary import SERVICES


def world_of(count: int, **columns: Any) -> World:
    """Return two communes of two départements and some venues, all in the first."""
    told = {
        "venue_latitudes": np.full(count, 45.0),
        "venue_longitudes": np.full(count, 4.0),
        "venue_communes": np.zeros(count, dtype=np.int32),
        "groups": {"departement": np.array(["42", "69"])},
    }
    arrays = {
        key: value if isinstance(value, dict) else np.array(value) for key, value in columns.items()
    }
    return make_world(["42001", "69001"], [45, 46], [4, 5], [10, 20], **(told | arrays))


def test_a_place_counts_once_even_when_three_rows_describe_it() -> None:
    world = world_of(4, places=[0, 0, 2, 0])

    assert supply(world).amounts.sum() == 2
    assert world.grouped == 2


def test_of_the_rows_of_a_place_the_one_with_hours_counts_then_the_freshest() -> None:
    world = world_of(
        6,
        places=[0, 0, 0, 3, 3, 3],
        weekly_hours=[np.nan, 10, np.nan, 10, 20, np.nan],
        age_months=[1, 40, np.nan, 9, 3, 1],
    )

    assert np.nonzero(counted(world))[0].tolist() == [1, 4]


def test_a_row_that_does_not_qualify_leaves_its_place_to_another() -> None:
    world = world_of(
        3,
        places=[0, 0, 0],
        is_open_to_public=[False, True, True],
        services=[1, 2, 1],
    )

    assert np.nonzero(counted(world, SupplyVariant(service="demarches")))[0].tolist() == [2]


@pytest.mark.parametrize("service", [term.code for term in SERVICES])
def test_only_venues_of_the_service_count(service: str) -> None:
    world = world_of(2, services=[SERVICES.mask([service]), 0])

    assert supply(world, SupplyVariant(service=service)).amounts.tolist() == [1.0, 0.0]


def test_an_undated_venue_is_not_fresh_and_the_limit_is_included() -> None:
    world = world_of(3, age_months=[18.0, 18.01, np.nan])

    found = supply(world, SupplyVariant(freshness_months=18))

    assert found.amounts.tolist() == [1.0, 0.0, 0.0]


def test_a_roaming_venue_counts_for_its_share_of_the_week_or_for_one_and_is_flagged() -> None:
    found = supply(world_of(3, stop_share=[1.0, 0.2, np.nan]))

    assert found.amounts.tolist() == [1.0, 0.2, 1.0]
    assert found.imputed.tolist() == [False, False, True]


def test_missing_hours_are_those_of_the_departement() -> None:
    told = [10.0, 20.0, 30.0, 40.0, 50.0]
    world = world_of(
        8,
        weekly_hours=[*told, np.nan, np.nan, 100.0],
        venue_communes=np.array([0, 0, 0, 0, 0, 0, 1, 1]),
    )

    found = supply(world, SupplyVariant(measure="heures"))

    assert len(told) == MIN_KNOWN
    assert found.amounts.tolist() == [*told, 30.0, 35.0, 100.0]
    assert np.nonzero(found.imputed)[0].tolist() == [5, 6]


def test_missing_hours_may_be_taken_low_or_high() -> None:
    world = world_of(6, weekly_hours=[10.0, 20, 30, 40, 50, np.nan])

    low = supply(world, SupplyVariant(measure="heures", missing_hours="quartile_bas"))
    high = supply(world, SupplyVariant(measure="heures", missing_hours="quartile_haut"))

    assert (low.amounts[5], high.amounts[5]) == (20.0, 40.0)


def test_hours_of_rows_that_describe_one_place_weigh_once_in_the_median() -> None:
    world = world_of(
        8, weekly_hours=[10.0, 20, 30, 40, 50, 50, 50, np.nan], places=[0, 1, 2, 3, 4, 4, 4, 7]
    )

    assert supply(world, SupplyVariant(measure="heures")).amounts[7] == 30.0


def test_hours_that_nobody_tells_are_not_invented() -> None:
    with pytest.raises(NoHours, match="horaires"):
        supply(world_of(2), SupplyVariant(measure="heures"))


def test_a_closed_venue_offers_nothing_and_nothing_of_it_is_guessed() -> None:
    world = world_of(2, is_open_to_public=[True, False], weekly_hours=[10.0, np.nan])

    found = supply(world, SupplyVariant(measure="heures"))

    assert found.amounts.tolist() == [10.0, 0.0]
    assert not found.imputed.any()


def test_the_share_without_hours_is_that_of_the_places_counted() -> None:
    assert share_without_hours(world_of(4, weekly_hours=[1.0, np.nan, np.nan, np.nan])) == 0.75
    assert np.isnan(share_without_hours(world_of(0)))


def test_a_world_without_venues_offers_nothing() -> None:
    assert supply(world_of(0)).amounts.tolist() == []


def test_every_measure_says_where_it_comes_from_and_what_is_not_measured() -> None:
    assert all(facts.source and facts.imputed and facts.unit for facts in MEASURES.values())
    assert "personnes" in ABSENT
    label = SupplyVariant("heures", "demarches", 18, "quartile_bas").label
    assert "Aide aux démarches administratives" in label
    assert "18 mois" in label
    assert "quart" in label
