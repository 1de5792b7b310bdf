"""Wide random worlds, cut in bands: départements with borders, islands, and all that is unknown."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from coverage.offer import read_offer
from coverage.parameters import Parameters
from coverage.reached import Question, whole_question
from coverage.scenario_supply import ScenarioSupply
from coverage.scenarios import Choices, draw
from coverage.world import Points, World, make_world

COMMUNES, VENUES, BANDS = 140, 70, 6


def wide_world(seed: int, *, with_points: bool = False) -> World:
    """Return communes over five hundred kilometres, a département every eighty or so.

    Some have no inhabitants, no known population, no point or no département; a tenth are on an
    island; some venues have no commune, one is far at sea, one is nowhere; a fifth stand
    somewhere in their commune.
    """
    draw_ = np.random.default_rng(seed)
    longitudes = draw_.uniform(0, 6, COMMUNES)
    latitudes = draw_.uniform(45, 45.6, COMMUNES)
    bands = np.array([f"{band:02}" for band in (longitudes % 6).astype(int)])
    bands[::35] = ""
    populations = draw_.integers(50, 5000, COMMUNES).astype(float)
    populations[1::40], populations[2::40] = 0.0, np.nan
    densities = draw_.choice([40.0, 300.0, 4000.0, np.nan], COMMUNES)
    lands = (draw_.random(COMMUNES) < 0.1).astype(np.int32)
    homes = draw_.integers(0, COMMUNES, VENUES)
    venue_latitudes, venue_longitudes = latitudes[homes].copy(), longitudes[homes].copy()
    venue_longitudes += draw_.normal(0, 0.1, VENUES)
    venue_longitudes[0], venue_longitudes[1], venue_latitudes[1] = -9.0, np.nan, np.nan
    latitudes[3], longitudes[3] = np.nan, np.nan
    stop_share = draw_.choice([1.0, 0.2, np.nan], VENUES)
    world = make_world(
        [f"{number:05}" for number in range(COMMUNES)],
        latitudes,
        longitudes,
        populations,
        densities=densities,
        lands=lands,
        groups={"departement": bands, "france": np.full(COMMUNES, "FR")},
        venue_communes=np.where(np.arange(VENUES) % 9 == 0, -1, homes),
        venue_latitudes=venue_latitudes,
        venue_longitudes=venue_longitudes,
        venue_densities=densities[homes],
        venue_lands=lands[homes],
        services=draw_.integers(0, 512, VENUES),
        weekly_hours=draw_.choice([np.nan, 6.0, 20.0, 35.0], VENUES),
        age_months=draw_.choice([np.nan, 3.0, 15.0, 40.0], VENUES),
        stop_share=stop_share,
        at_commune=np.arange(VENUES) % 5 == 2,
        least_m=np.where(np.arange(VENUES) % 5 == 2, 3_000.0, 0.0),
        places=np.where(np.arange(VENUES) % 10 == 5, np.arange(VENUES) - 1, np.arange(VENUES)),
    )
    return replace(world, points=_points(world, draw_)) if with_points else world


def _points(world: World, draw_: np.random.Generator) -> Points:
    """Return three points of inhabitants for each commune, about it."""
    communes = np.repeat(np.arange(world.commune_count, dtype=np.int32), 3)
    return Points(
        communes,
        world.latitudes[communes] + draw_.normal(0, 0.05, len(communes)),
        world.longitudes[communes] + draw_.normal(0, 0.3, len(communes)),
        draw_.integers(0, 900, len(communes)).astype(float),
    )


def question(world: World, preset: str = "apl", **changes: Any) -> Question:
    """Return what a run of ten scenarios of one decay asks of a world."""
    parameters = Parameters(preset=preset, presets=(preset,), drawn=(preset,), **changes)
    supplies = ScenarioSupply(world, 0.0)
    choices = supplies.bearable(Choices(decay=(preset,), need=("repere",)))
    scenarios = draw(choices, 10, seed=3)
    return whole_question(world, read_offer(world), supplies, scenarios, parameters)
