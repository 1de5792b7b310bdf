"""The access of scenarios, made fast, is the one of the engine."""

from __future__ import annotations

import numpy as np
import pytest

from coverage.access import access
from coverage.decays import PRESETS
from coverage.measures import read_origins
from coverage.parameters import PER
from coverage.scenario_access import ScenarioAccess, together, widest_minutes
from coverage.scenarios import Scenario
from coverage.travel_times import estimate_links
from tests.coverage.test_compute import small_world


@pytest.mark.parametrize("decay", PRESETS)
@pytest.mark.parametrize(("radius", "speed"), [(1.0, 1.0), (0.75, 1.2), (1.5, 0.8)])
def test_a_scenario_is_a_full_computation(decay: str, radius: float, speed: float) -> None:
    world, supply = small_world(), np.array([1.0, 0.0, 2.5, 0.3])
    scenario = Scenario(decay, "repere", radius=radius, speed=speed)
    links = estimate_links(world, "voiture", 120)
    found = ScenarioAccess(links, read_origins(world), lambda one: supply)(scenario)
    faster = estimate_links(world, "voiture", 120, speed_factor=speed)
    expected = access(faster, world.populations, supply, PRESETS[decay].stretched(radius))
    assert found == pytest.approx(PER * expected, rel=1e-9)


def test_the_widest_links_hold_every_scenario() -> None:
    scenarios = [Scenario("apl", "repere"), Scenario("e2sfca", "repere", radius=1.5, speed=1.2)]
    assert widest_minutes(scenarios) == pytest.approx(54)
    assert widest_minutes([]) == 0


def test_scenarios_of_one_decay_are_computed_together() -> None:
    scenarios = [Scenario("e2sfca", "a"), Scenario("apl", "a"), Scenario("e2sfca", "b")]
    assert together(scenarios) == [1, 0, 2]
