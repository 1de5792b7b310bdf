"""Local clusters of the gap between need and offer."""

from __future__ import annotations

import numpy as np
import pytest

from coverage.clusters import gaps, local_clusters, places_among_inhabitants
from coverage.verdicts import EXCLUDED, HH, LL

SIDE = 20


def chequered() -> tuple[np.ndarray, ...]:
    """A square country: the north is in need without offer, the south the other way round."""
    rows, columns = np.divmod(np.arange(SIDE * SIDE), SIDE)
    noise = np.random.default_rng(4).random(SIDE * SIDE)
    north = rows >= SIDE // 2
    return (
        np.where(north, 8.0, 2.0) + noise,
        np.where(north, 1.0, 9.0) + noise,
        np.full(SIDE * SIDE, 100.0),
        45 + rows / 20,
        2 + columns / 20,
    )


def test_a_place_among_inhabitants_counts_half_of_the_equals() -> None:
    found = places_among_inhabitants(np.array([1.0, 2.0, 2.0, 3.0]), np.full(4, 10.0))
    assert found.tolist() == pytest.approx([0.125, 0.5, 0.5, 0.875])


def test_the_gap_is_wide_where_need_is_high_and_access_low() -> None:
    found = gaps(np.array([1.0, 9.0, np.nan]), np.array([5.0, 0.0, 1.0]), np.full(3, 10.0))
    assert found[:2].tolist() == [-0.5, 0.5]
    assert np.isnan(found[2])


def test_the_north_and_the_south_are_two_clusters() -> None:
    found = local_clusters(*chequered(), seed=1)
    inland = found.kinds.reshape(SIDE, SIDE)
    assert (inland[13:] == HH).all()
    assert (inland[:7] == LL).all()


def test_chance_alone_makes_no_cluster() -> None:
    need, access, people, latitudes, longitudes = chequered()
    shuffled = np.random.default_rng(5).permutation(len(need))
    found = local_clusters(need[shuffled], access[shuffled], people, latitudes, longitudes, seed=1)
    assert (found.kinds == 0).mean() > 0.95


def test_the_same_seed_gives_the_same_clusters() -> None:
    first, second = (local_clusters(*chequered(), seed=9, permutations=99) for _ in range(2))
    assert first.kinds.tobytes() == second.kinds.tobytes()
    assert first.p_values.tobytes() == second.p_values.tobytes()


def test_a_commune_far_from_all_others_is_excluded_and_told() -> None:
    need, access, people, latitudes, longitudes = chequered()
    latitudes[0], longitudes[0] = -21.1, 55.5
    found = local_clusters(need, access, people, latitudes, longitudes, seed=1)
    assert found.kinds[0] == EXCLUDED
    assert np.isnan(found.p_values[0])
    assert found.isolated == 1


def test_a_commune_without_data_or_point_is_excluded() -> None:
    need, access, people, latitudes, longitudes = chequered()
    need[1], latitudes[2] = np.nan, np.nan
    found = local_clusters(need, access, people, latitudes, longitudes, seed=1)
    assert found.kinds[1:3].tolist() == [EXCLUDED, EXCLUDED]


@pytest.mark.parametrize("size", [0, 1, 3])
def test_too_few_communes_make_no_cluster(size: int) -> None:
    columns = tuple(column[:size] for column in chequered())
    assert (local_clusters(*columns, seed=1).kinds == EXCLUDED).all()


def test_where_all_gaps_are_equal_there_is_no_cluster() -> None:
    _, _, people, latitudes, longitudes = chequered()
    flat = np.ones(len(people))
    found = local_clusters(flat, flat, people, latitudes, longitudes, seed=1)
    assert (found.kinds == EXCLUDED).all()
