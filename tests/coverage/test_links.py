"""Links: sorted pairs, the nearest of them, and how many are near."""

from __future__ import annotations

import numpy as np
import pytest

from coverage.links import Links, choice, nearest_minutes
from tests.coverage.worked_example import links_of, random_world, worked_links


def test_pairs_are_sorted_by_origin_then_venue_and_unknown_times_are_left_out() -> None:
    links = Links.of([1, 0, 1, 0], [0, 1, 1, 0], [5.0, np.inf, 7.0, np.nan], 2, 2)

    assert links.origins.tolist() == [1, 1]
    assert links.venues.tolist() == [0, 1]
    assert links.minutes.tolist() == [5.0, 7.0]
    assert links.starts.tolist() == [0, 0, 2]


@pytest.mark.parametrize(
    ("origins", "venues", "minutes"),
    [([0], [0], [-1.0]), ([0, 0], [0, 0], [1.0, 2.0]), ([2], [0], [1.0]), ([0], [-1], [1.0])],
)
def test_impossible_pairs_are_refused(
    origins: list[int], venues: list[int], minutes: list[float]
) -> None:
    with pytest.raises(ValueError, match=r"time|pair|place"):
        Links.of(origins, venues, minutes, 2, 2)


def test_the_nearest_is_the_shortest_way_and_nobody_near_is_infinite() -> None:
    links = links_of(np.array([[3.0, 2.0], [np.inf, np.inf], [9.0, np.inf]]))

    assert nearest_minutes(links).tolist() == [2.0, np.inf, 9.0]
    assert nearest_minutes(links, np.array([True, False])).tolist() == [3.0, np.inf, 9.0]
    assert nearest_minutes(links, np.array([False, False])).tolist() == [np.inf] * 3


def test_choice_counts_a_way_of_exactly_the_limit() -> None:
    links = worked_links()

    assert choice(links, 18.0).tolist() == [2, 2, 2, 0]
    assert choice(links, 17.9).tolist() == [1, 2, 2, 0]
    assert choice(links, 30.0, np.array([False, True])).tolist() == [1, 1, 1, 1]


def test_a_world_without_venues_has_no_nearest_and_no_choice() -> None:
    links = Links.of([], [], [], 3, 0)

    assert nearest_minutes(links).tolist() == [np.inf] * 3
    assert choice(links, 20).tolist() == [0, 0, 0]


def test_within_scaled_and_masked_keep_the_right_pairs() -> None:
    links = worked_links()

    assert len(links.within(12.0)) == 3
    assert links.scaled(2.0).minutes.max() == 50.0
    assert set(links.of_venues(np.array([True, False])).venues.tolist()) == {0}
    assert links.of_origin(2)[1].tolist() == [17.0, 14.0]


def test_a_part_counts_its_places_anew() -> None:
    links, _, _ = random_world(3, 10, 6)
    origins, venues = np.arange(10) % 2 == 0, np.arange(6) > 2

    part = links.part(origins, venues)

    whole = nearest_minutes(links, venues)[origins]
    assert (part.origin_count, part.venue_count) == (5, 3)
    assert nearest_minutes(part).tolist() == whole.tolist()


def test_new_venues_come_after_those_that_stand() -> None:
    links = worked_links().with_venues([2, 3], [0.0, 9.0], [0, 0])

    assert links.venue_count == 3
    assert nearest_minutes(links).tolist() == [0.0, 8.0, 0.0, 9.0]
