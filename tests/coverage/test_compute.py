"""A whole computation on small worlds."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from coverage.compute import RunResult, compute_run
from coverage.offer import SERVICE_KEYS
from coverage.parameters import BASES, LEVELS, PER, PLACE_LEVEL, Parameters
from coverage.verdicts import NO_NEED, NO_POPULATION, OUT_OF_REACH
from coverage.world import World, make_world

QUICK = Parameters(scenarios=14, permutations=9)
COUNT = 12


def small_world(venues: int = 4, **columns: Any) -> World:
    """Twelve communes on a line, 5 km apart, venues in the first ones; two départements."""
    codes = [f"{42 if rank < 6 else 43}{rank:03}" for rank in range(COUNT)]
    halves = np.repeat(["42", "43"], COUNT // 2)
    return make_world(
        codes,
        45 + np.arange(COUNT) * 0.045,
        np.full(COUNT, 4.0),
        columns.pop("populations", 100.0 * (1 + np.arange(COUNT))),
        densities=np.full(COUNT, 50.0),
        groups={
            "epci": np.where(np.arange(COUNT) == 0, "", "200000001"),
            "departement": halves,
            "region": np.full(COUNT, "84"),
            "france": np.full(COUNT, "FR"),
        },
        venue_latitudes=45 + np.arange(venues) * 0.045,
        venue_longitudes=np.full(venues, 4.0),
        venue_densities=np.full(venues, 50.0),
        venue_communes=columns.pop("venue_communes", np.arange(venues)),
        **columns,
    )


def needs() -> dict[str, np.ndarray]:
    base = np.linspace(2, 9, COUNT)
    return {"repere": base, "repere-habitants": base[::-1].copy()}


def computed(world: World | None = None, parameters: Parameters = QUICK) -> RunResult:
    return compute_run(world or small_world(), needs(), parameters)


def commune(result: RunResult, name: str) -> np.ndarray:
    return result.levels["commune"][1][name]


def test_every_level_has_every_column_at_its_length() -> None:
    result = computed()
    assert set(result.levels) == {*LEVELS, PLACE_LEVEL}
    for codes, columns in result.levels.values():
        assert {len(column) for column in columns.values()} == {len(codes)}


def test_what_is_received_is_what_is_offered() -> None:
    result = computed()
    received = np.nansum(commune(result, "access.tous") * commune(result, "population")) / PER
    assert received == pytest.approx(4.0)
    _, france = result.levels["france"]
    total = france["access.tous"][0] * france["population"][0] / PER
    assert total == pytest.approx(4.0)


def test_a_commune_out_of_reach_has_an_access_of_zero_and_no_minutes() -> None:
    result = computed()
    assert commune(result, "access.tous")[-1] == 0
    assert commune(result, "status")[-1] & OUT_OF_REACH
    assert commune(result, "car_beyond_20.tous")[-1] == 1
    assert np.isinf(commune(result, "foot_minutes.tous")[-1])


def test_unknown_is_not_zero() -> None:
    people = 100.0 * (1 + np.arange(COUNT))
    people[0] = 0
    world = small_world(populations=people)
    needed = needs()
    needed["repere"][1] = np.nan
    result = compute_run(world, needed, QUICK)
    assert np.isnan(commune(result, "access.tous")[0])
    assert commune(result, "status")[0] & NO_POPULATION
    assert commune(result, "status")[1] & NO_NEED
    assert commune(result, "class.france.tous")[:2].tolist() == [0, 0]
    assert np.isnan(commune(result, "flagged.france")[1])
    assert result.summary["without_need"] == {"communes": 1, "inhabitants": 200}


def test_far_and_fragile_communes_are_in_double_alert() -> None:
    result = computed()
    assert commune(result, "class.france.tous")[-1] == 9
    assert commune(result, "alert.france.tous")[-1] == 1
    assert commune(result, "alert.france.tous")[0] == 0
    assert commune(result, "priority.france")[-1] == 1200


def test_larger_territories_count_the_alerts_of_their_communes() -> None:
    result = computed()
    for base in BASES:
        flags = commune(result, f"alert.{base}.tous")
        codes, columns = result.levels["departement"]
        assert codes == ("42", "43")
        assert columns[f"alerts.{base}"].tolist() == [flags[:6].sum(), flags[6:].sum()]


def test_a_commune_outside_every_epci_is_in_none() -> None:
    codes, columns = computed().levels["epci"]
    assert codes == ("200000001",)
    assert columns["communes"].tolist() == [COUNT - 1]


def test_the_line_of_lack_is_that_of_the_country() -> None:
    result = computed()
    line = result.summary["lines"]["tous"]
    assert result.levels["france"][1]["access_low.tous"][0] == line
    assert result.levels["france"][1]["fgt0.tous"][0] >= 1 / 3


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, second = computed(), computed()
    for level, (_, columns) in first.levels.items():
        for name, column in columns.items():
            assert column.tobytes() == second.levels[level][1][name].tobytes(), (level, name)
    assert first.summary == second.summary


def test_another_seed_draws_other_scenarios() -> None:
    other = computed(parameters=replace(QUICK, seed=2))
    assert other.summary["effects"] != computed().summary["effects"]


def test_without_any_venue_nobody_has_access() -> None:
    result = computed(small_world(venues=0))
    assert set(commune(result, "access.tous").tolist()) == {0.0}
    assert np.isinf(commune(result, "car_minutes.tous")).all()
    assert result.levels["france"][1]["fgt1.tous"][0] == 1
    assert result.summary["places"] == 0


def test_one_commune_alone_is_compared_with_nothing() -> None:
    whole = small_world()
    alone = whole.part(np.arange(COUNT) == 0, np.arange(4) == 0)
    result = compute_run(alone, {"repere": np.array([9.0])}, QUICK)
    assert commune(result, "class.france.tous").tolist() == [5]
    assert commune(result, "alert.france.tous").tolist() == [0]


def test_where_all_are_equal_nothing_is_flagged() -> None:
    world = small_world(venues=0)
    result = compute_run(world, {"repere": np.full(COUNT, 5.0)}, QUICK)
    assert not commune(result, "alert.france.tous").any()


def test_hypotheses_that_the_data_cannot_bear_are_left_out_and_told() -> None:
    ages = np.array([3.0, 30.0, 30.0, 30.0])
    result = computed(small_world(age_months=ages))
    left_out = {(one["factor"], one["value"]) for one in result.summary["left_out"]}
    assert left_out == {
        ("freshness", 24), ("freshness", 18), ("freshness", 12), ("supply", "heures"),
    }  # fmt: skip
    assert result.summary["scenarios"]["freshness"] == [None]
    assert result.summary["scenarios"]["supply"] == ["lieux"]


def test_fresh_sheets_and_known_hours_are_drawn() -> None:
    world = small_world(age_months=np.full(4, 3.0), weekly_hours=np.array([35, 20, 10, 5.0]))
    result = computed(world)
    assert result.summary["left_out"] == []
    assert result.summary["fresh"] == 4
    assert commune(result, "weekly_hours")[:2].tolist() == [35, 20]


def test_two_rows_of_one_place_count_once_with_the_services_of_each() -> None:
    bits = np.array([1, 2, 1, 1])
    world = small_world(
        places=np.array([0, 0, 2, 3]), services=bits, venue_communes=np.array([0, 0, 2, 3])
    )
    result = computed(world)
    assert commune(result, "venues.tous")[0] == 1
    assert [int(commune(result, f"venues.{key}")[0]) for key in SERVICE_KEYS[1:3]] == [1, 1]
    assert result.summary["grouped"] == 1


def test_an_overseas_collectivity_weighs_on_nothing_of_france() -> None:
    world = small_world()
    inside = np.arange(COUNT) < COUNT - 2
    apart = replace(world, groups={**world.groups, "france": np.where(inside, "FR", "")})
    cut = {key: values[inside] for key, values in needs().items()}
    result = computed(apart)
    without = compute_run(world.part(inside, np.ones(4, dtype=bool)), cut, QUICK)
    codes, france = result.levels["france"]
    assert codes == ("FR",)
    assert france["population"].tolist() == without.levels["france"][1]["population"].tolist()
    for name in ("need_low", "need_high", "communes", "alerts.france"):
        assert france[name].tolist() == without.levels["france"][1][name].tolist()
    assert result.summary["communes"] == COUNT - 2
    assert result.summary["outside_france"] == {"communes": 2, "inhabitants": 2300}
    assert commune(result, "class.france.tous")[-2:].tolist() == [0, 0]
    assert commune(result, "class.region.tous")[-1] > 0


def test_the_sure_the_likely_and_the_others_add_up_to_the_alerts() -> None:
    result = computed()
    for level in LEVELS[1:]:
        columns = result.levels[level][1]
        for base in BASES:
            parts = [columns[f"{name}.{base}"] for name in ("robust", "probable", "depends")]
            assert sum(parts).tolist() == columns[f"alerts.{base}"].tolist()


def test_what_was_done_of_doubtful_points_is_told() -> None:
    world = replace(
        small_world(),
        at_commune=np.array([True, True, False, False]),
        misplaced=np.array([True, False, False, False]),
        moved=np.arange(COUNT) == 3,
    )
    result = computed(world)
    told = ("unlocated", "misplaced", "origins_moved")
    assert [result.summary[name] for name in told] == [1, 1, 1]
    assert commune(result, "moved").tolist() == [0, 0, 0, 1, *[0] * 8]
    assert commune(result, "rows")[:5].tolist() == [1, 1, 1, 1, 0]


def test_venues_closed_to_the_public_are_told_and_not_counted() -> None:
    world = small_world(is_open_to_public=np.array([True, False, True, True]))
    result = computed(world)
    assert result.summary["places"] == 3
    assert result.summary["closed_to_public"] == 1
