"""What a move changes, on the worked example: access by hand, double alerts, lines that stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coverage.access import PER
from coverage.decays import PRESETS
from coverage.links import Links
from coverage.siting.before_after import Move, Study, change
from coverage.siting.hours import more_hours
from coverage.siting.reach import Reach

A, B, C, D = range(4)
PEOPLE = np.array([1000.0, 2000.0, 500.0, 800.0])
MINUTES = np.array([[0, 18], [12, 8], [17, 14], [25, 22]], dtype=float)
#: A new place in C, or in D.
AT_C = np.array([[19.0], [16.0], [0.0], [9.0]])
AT_D = np.array([[27.0], [24.0], [9.0], [0.0]])
#: 70 % of the mean of the example.
LINE = 0.7 * 3 / 4300


def links_of(minutes: np.ndarray) -> Links:
    origins, venues = np.nonzero(np.isfinite(minutes))
    return Links.of(origins, venues, minutes[origins, venues], *minutes.shape)


def study(**changes: object) -> Study:
    """The example under APL: need is high in C and D, access low under 70 % of the mean."""
    usual = Study(
        links=links_of(MINUTES),
        people=PEOPLE,
        supply=np.array([2.0, 1.0]),
        preset=PRESETS["apl"],
        inside=np.ones(4, dtype=bool),
        in_need=np.array([False, False, True, True]),
        line=LINE,
        is_strict=True,
    )
    return replace(usual, **changes)


def place(minutes: np.ndarray, supply: float = 1.0) -> Move:
    return Move("lieu", Reach.of(links_of(minutes)), supply)


@pytest.mark.parametrize(
    ("move", "expected"),
    [
        (place(AT_C), [13.1907, 8.7058, 8.7955, 6.25]),
        (place(AT_D), [12.5657, 8.0808, 10.2378, 7.6923]),
        (Move("heures", added={1: 1.0}), [13.0101, 12.5253, 3.8788, 0.0]),
    ],
)
def test_access_after_a_move_is_that_of_the_example(move: Move, expected: list[float]) -> None:
    after = change(study(), move).after
    assert after.access * PER == pytest.approx(expected, abs=1e-4)


def test_a_place_removes_both_alerts_and_more_hours_remove_none() -> None:
    for minutes in (AT_C, AT_D):
        found = change(study(), place(minutes))
        assert (found.alerts_removed, found.people_out_of_alert, found.people_left) == (2, 1300, 0)
    hours = change(study(), Move("heures", added={1: 1.0}))
    assert (hours.alerts_removed, hours.people_left) == (0, 1300)


def test_who_is_newly_near_is_counted_once() -> None:
    found = change(study(), place(AT_C))
    assert (found.before.near_people, found.before.far_people) == (3500, 800)
    assert found.newly_near == 800
    assert found.after.far_people == 0


def test_exactly_the_minutes_is_near() -> None:
    assert study(near=22).before.near_people == 4300
    assert study(near=21.999).before.near_people == 3500


def test_the_least_served_commune_and_the_depth_are_those_of_the_example() -> None:
    before = study(line=5 / PER).before
    assert (before.worst, before.worst_access) == (D, 0.0)
    assert before.fgt1 == pytest.approx(0.24313, abs=1e-4)
    after = change(study(line=5 / PER), place(AT_C)).after
    assert (after.worst, after.worst_access * PER) == (D, pytest.approx(6.25, abs=1e-4))
    assert after.fgt1 == 0


def test_the_line_and_the_need_stay_those_of_before() -> None:
    found = change(study(line=9 / PER), place(AT_C))
    # Access rose for all, but two communes are still under the line of before.
    assert found.after.alerts.tolist() == [False, False, True, True]


def test_figures_are_of_the_territory_and_access_of_all_around() -> None:
    only_c = study(inside=np.array([False, False, True, False]))
    found = change(only_c, place(AT_D))
    assert found.before.alert_people == 500
    assert found.after.access[C] * PER == pytest.approx(10.2378, abs=1e-4)
    assert (found.newly_near, found.before.worst) == (0, C)


def test_a_commune_without_help_is_in_alert_wherever_the_line_is() -> None:
    assert study(line=0.0).before.alerts.tolist() == [False, False, False, True]


def test_unknown_inhabitants_count_for_nobody() -> None:
    found = change(study(people=np.array([1000.0, 2000.0, np.nan, 0.0])), place(AT_C))
    assert (found.before.alert_people, found.newly_near) == (0, 0)
    assert found.before.worst == B


def test_no_venue_at_all_leaves_everyone_far_and_a_place_still_helps() -> None:
    bare = study(links=links_of(np.zeros((4, 0))), supply=np.zeros(0), line=1e-4)
    assert (bare.before.near_people, bare.before.worst_access, bare.before.fgt1) == (0, 0, 1)
    assert change(bare, place(AT_C)).newly_near == 4300


def test_a_tenth_of_a_place_gives_a_tenth_of_its_access() -> None:
    whole = change(study(), place(AT_D)).after.access - study().before.access
    tenth = change(study(), place(AT_D, 0.1)).after.access - study().before.access
    assert tenth == pytest.approx(whole / 10, abs=1e-12)


def test_more_hours_are_asked_of_the_venue_that_reaches_whoever_lacks_help() -> None:
    found = more_hours(study(), 1, 1.0)
    # V2 adds 0.3/2250 to C, V1 adds 0.1/1650.
    assert found.venues == (1,)
    expected = 500 * (LINE - 2.5455 / PER) / LINE + 800
    assert found.lacking == pytest.approx(expected, rel=1e-4)
    assert found.left == pytest.approx(500 * (LINE - 3.8788 / PER) / LINE + 800, rel=1e-4)


def test_more_hours_are_asked_of_nobody_when_no_venue_reaches_the_alerts() -> None:
    only_d = study(in_need=np.array([False, False, False, True]))
    assert more_hours(only_d, 3, 1.0).venues == ()


def test_only_allowed_venues_are_asked_for_more_hours() -> None:
    assert more_hours(study(), 2, 1.0, np.array([True, False])).venues == (0,)
