"""What becomes of double alerts when hypotheses change."""

from __future__ import annotations

import numpy as np
import pytest

from coverage.robustness import BaseOfComparison, effects, ranks_in_groups, robustness
from coverage.scenarios import Scenario
from coverage.thirds import Rule
from coverage.verdicts import word
from tests.coverage.test_thirds import ACCESS, NEED, ONE, PEOPLE

WORKED_RULE = Rule("seuil", "part", need_bound=6.0, access_share=0.7)
FRANCE = BaseOfComparison("france", ONE, 1)


def worked():
    scenarios = [Scenario(decay, "repere") for decay in ACCESS]
    return robustness(
        scenarios,
        lambda one: np.array(ACCESS[one.decay]),
        {"repere": NEED},
        PEOPLE,
        [FRANCE],
        WORKED_RULE,
    )


def test_the_worked_example_is_robust_in_d_and_depends_on_hypotheses_in_c() -> None:
    found = worked()[0]["france"]
    assert found.flagged.tolist() == pytest.approx([0, 0, 2 / 6, 5 / 6])
    assert [word(share) for share in found.flagged] == ["", "", "depend", "robuste"]


def test_ranks_are_those_of_the_priority_and_come_with_a_range() -> None:
    found = worked()[0]["france"]
    # D is first in five scenarios of six; where nothing is flagged, all share the first rank.
    assert (found.low[3], found.median[3], found.high[3]) == (1, 1, 1)
    # C is second wherever it is flagged or D alone is.
    assert (found.low[2], found.median[2], found.high[2]) == (1, 2, 2)
    assert found.top.tolist() == pytest.approx([0, 0, 0, 5 / 6])


def test_a_territory_never_flagged_has_no_rank() -> None:
    found = worked()[0]["france"]
    assert found.median[:2].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("share", "expected"),
    [(1.0, "robuste"), (0.8, "robuste"), (0.799, "probable"), (0.5, "probable"),
     (0.499, "depend"), (0.0, ""), (float("nan"), "")],
)  # fmt: skip
def test_the_bounds_belong_to_the_surer_word(share: float, expected: str) -> None:
    assert word(share) == expected


def test_equal_priorities_share_a_rank() -> None:
    flags = np.array([True, True, True, True, False])
    priority = np.array([5.0, 9.0, 5.0, 1.0, 0.0])
    found = ranks_in_groups(priority, flags, np.zeros(5, dtype=np.int64), 1)
    assert found.tolist() == [2, 1, 2, 4, 5]


def test_ranks_start_again_in_each_group() -> None:
    flags, priority = np.array([True, False, True, True]), np.array([5.0, 0.0, 9.0, 1.0])
    found = ranks_in_groups(priority, flags, np.array([0, 0, 1, 1]), 2)
    assert found.tolist() == [1, 2, 1, 2]


def test_a_territory_without_data_has_no_share() -> None:
    need = np.array([np.nan, 5.0, 8.0, 7.5])
    found, _ = robustness(
        [Scenario("apl", "repere")],
        lambda one: np.array(ACCESS["apl"]),
        {"repere": need},
        PEOPLE,
        [FRANCE],
    )
    assert np.isnan(found["france"].flagged[0])
    assert np.isfinite(found["france"].flagged[1:]).all()


def test_a_share_is_of_all_the_scenarios_those_without_data_included() -> None:
    needs = {"repere": NEED, "autre": np.where(NEED == 8.0, np.nan, NEED)}
    scenarios = [Scenario("apl", "repere"), Scenario("apl", "autre")]
    found, _ = robustness(
        scenarios, lambda one: np.array(ACCESS["apl"]), needs, PEOPLE, [FRANCE], WORKED_RULE
    )
    assert found["france"].flagged.tolist() == [0, 0, 0.5, 1]


def test_the_effect_of_a_hypothesis_is_how_far_it_takes_the_list() -> None:
    scenarios = [Scenario("apl", "repere"), Scenario("apl", "repere", speed=0.8)]
    flags = np.array([[True, True, False], [True, False, False]])
    by_value = {(one.factor, one.value): one for one in effects(scenarios, flags)}
    assert by_value["speed", 1.0].likeness == 1.0
    assert by_value["speed", 0.8].likeness == 0.5
    assert by_value["speed", 0.8].alerts == 1.0
    assert by_value["decay", "apl"].scenarios == 2


def test_two_empty_lists_are_alike() -> None:
    flags = np.zeros((2, 3), dtype=bool)
    assert {one.likeness for one in effects([Scenario("a", "b")] * 2, flags)} == {1.0}
