"""One computation of coverage: from a world and its needs to every column of every level.

Orchestration only, and pure: the database is read before (`world_reading`, `needs`) and written
after (`setup`). The same world, needs and parameters give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coverage.aggregates import Columns, Grouping, aggregate, grouping
from coverage.clusters import Clusters, local_clusters
from coverage.measures import Measures, count_places
from coverage.offer import SERVICE_KEYS, Offer, read_offer
from coverage.parameters import ANY, BASES, FAR_MINUTES, LEVELS, PLACE_LEVEL, Parameters
from coverage.reached import MODES, Question, Reached, access_key, fill, reach, whole_question
from coverage.robustness import BaseOfComparison, Effect, Robustness, robustness
from coverage.scenario_access import together
from coverage.scenario_supply import ScenarioSupply
from coverage.scenarios import Choices, Scenario, draw
from coverage.thirds import (
    Floats,
    both_known,
    double_alerts,
    means,
    priorities,
    third_bounds,
)
from coverage.verdicts import NO_NEED, NO_POINT, NO_POPULATION, OUT_OF_REACH
from coverage.world import World


@dataclass(frozen=True, eq=False)
class RunResult:
    """Every column by level, with its codes, and what was counted, left out and told."""

    levels: dict[str, tuple[tuple[str, ...], Columns]]
    summary: dict[str, Any]


@dataclass(frozen=True, eq=False)
class _Work:
    """What every stage needs."""

    world: World
    needs: Mapping[str, Floats]
    parameters: Parameters
    offer: Offer

    @property
    def need(self) -> Floats:
        return self.needs[self.parameters.need]


def compute_run(
    world: World,
    needs: Mapping[str, Floats],
    parameters: Parameters,
    level_needs: Mapping[str, Mapping[str, float]] | None = None,
    *,
    answer: Callable[[Question], Reached] = reach,
) -> RunResult:
    """Compute a run.

    `needs` are arrays along the communes by key of `coverage.needs.VARIANTS` (NaN unknown);
    `level_needs[level][code]` the need of larger territories, when it is known.
    `answer` tells what each commune reaches: here, or cut in parts (`coverage.parts`).
    """
    work = _Work(world, needs, parameters, read_offer(world))
    groupings = {level: grouping(level, world.groups[level]) for level in LEVELS[1:]}
    supplies = ScenarioSupply(world, parameters.least_kept)
    choices = scenario_choices(parameters, needs, supplies)
    scenarios = draw(choices, parameters.scenarios, parameters.seed)
    reached = answer(whole_question(world, work.offer, supplies, scenarios, parameters))
    measures = count_places(world, work.offer)
    fill(measures, reached, parameters.presets)
    columns = _commune_columns(work, measures)
    lines = _alert_columns(work, measures, groupings, columns)
    found, effects = _robustness(work, reached, scenarios, groupings)
    _robustness_columns(found, columns)
    clusters = _cluster_columns(work, measures, columns)
    places, told = _place_columns(work, reached.ratios)
    levels: dict[str, tuple[tuple[str, ...], Columns]] = {
        "commune": (tuple(world.codes.tolist()), columns),
        PLACE_LEVEL: places,
    }
    for level, of in groupings.items():
        larger = aggregate(columns, world.populations, of, lines)
        larger["need"] = _level_need(of, (level_needs or {}).get(level, {}))
        if level in BASES:
            larger |= _bounds(work, measures, of)
        levels[level] = (of.codes, larger)
    summary = {
        **_counts(work, columns, reached.links),
        **told,
        "lines": {key: _plain(line) for key, line in lines.items()},
        "alerts": {base: int((columns[f"alert.{base}.{ANY}"] > 0).sum()) for base in BASES},
        "scenarios": choices.as_json(),
        "left_out": supplies.left_out,
        "effects": [vars(one) for one in effects],
        "clusters": _cluster_summary(clusters),
    }
    return RunResult(levels, summary)


def question_of(world: World, needs: Mapping[str, Floats], parameters: Parameters) -> Question:
    """Return what `compute_run` would ask of a world, for those who answer before it runs."""
    supplies = ScenarioSupply(world, parameters.least_kept)
    choices = scenario_choices(parameters, needs, supplies)
    scenarios = draw(choices, parameters.scenarios, parameters.seed)
    return whole_question(world, read_offer(world), supplies, scenarios, parameters)


def scenario_choices(
    parameters: Parameters, needs: Mapping[str, Floats], supplies: ScenarioSupply
) -> Choices:
    """Return the hypotheses of the scenarios, less those that the data cannot bear."""
    decays = (parameters.preset, *(one for one in parameters.drawn if one != parameters.preset))
    variants = (parameters.need, *(one for one in needs if one != parameters.need))
    return supplies.bearable(Choices(decay=decays, need=variants))


def _commune_columns(work: _Work, found: Measures) -> Columns:
    world = work.world
    columns: Columns = {
        "population": world.populations,
        "need": work.need,
        "latitude": world.latitudes,
        "longitude": world.longitudes,
        "density": world.densities,
        "land": world.lands,
        "moved": world.moved.astype(np.uint8),
        "rows": np.bincount(
            world.venue_communes[world.venue_communes >= 0], minlength=world.commune_count
        ).astype(np.int32),
    }
    for key in SERVICE_KEYS:
        columns[f"venues.{key}"] = found.venues[key].astype(np.int32)
    columns |= {
        "fresh_venues": found.fresh.astype(np.int32),
        "dated_venues": found.dated.astype(np.int32),
        "venues_with_hours": found.with_hours.astype(np.int32),
        "weekly_hours": found.weekly_hours,
    }
    for mode in MODES:
        for key in SERVICE_KEYS:
            columns[f"{mode}_minutes.{key}"] = found.minutes[mode, key]
            for limit in FAR_MINUTES:
                columns[f"{mode}_beyond_{limit}.{key}"] = found.beyond[mode, limit, key]
            columns[f"{mode}_choice.{key}"] = found.choice[mode, key]
    columns |= {f"access.{key}": found.accesses[key] for key in SERVICE_KEYS}
    columns |= {f"foot_access.{key}": found.on_foot[key] for key in SERVICE_KEYS}
    columns |= {f"preset.{key}": one for key, one in found.by_preset.items()}
    status = np.where(world.populations > 0, 0, NO_POPULATION)
    status |= np.where(np.isfinite(work.need), 0, NO_NEED)
    status |= np.where(np.isfinite(world.latitudes), 0, NO_POINT)
    status |= np.where(found.accesses[ANY] == 0, OUT_OF_REACH, 0)
    columns["status"] = status.astype(np.uint8)
    return columns


def _place_columns(
    work: _Work, ratios: Floats
) -> tuple[tuple[tuple[str, ...], Columns], dict[str, Any]]:
    """Return the places counted, with what each gives to those who reach it, and who is lost.

    `ratio` is the supply over the inhabitants who press on it, weighted by the decay: the access
    of a commune is the sum of weight × ratio over the places that it reaches.
    """
    world, amounts = work.world, work.offer.amounts[ANY]
    kept = work.offer.masks[ANY]
    columns: Columns = {
        "latitude": world.venue_latitudes[kept],
        "longitude": world.venue_longitudes[kept],
        "density": world.venue_densities[kept],
        "land": world.venue_lands[kept],
        "least_m": world.least_m[kept],
        "supply": amounts[kept],
        "ratio": ratios[kept],
    }
    # A venue that somebody reaches has a ratio, however many share it.
    unreached = (amounts > 0) & (ratios == 0)
    told = {"unreached": int(unreached.sum()), "lost_supply": float(amounts[unreached].sum())}
    return (tuple(world.public_ids[kept].tolist()), columns), told


def _alert_columns(
    work: _Work, found: Measures, groupings: Mapping[str, Grouping], columns: Columns
) -> dict[str, float]:
    """Add classes, alerts and priorities of each base; return the line of the country by service.

    The line is the upper bound of the lowest third of the access, over all inhabitants whose need
    and access are known.
    """
    people = work.world.populations
    lines: dict[str, float] = {}
    for base in BASES:
        of = groupings[base]
        for key in SERVICE_KEYS:
            access = found.accesses[key]
            alerts = double_alerts(
                work.need, access, people, of.groups, len(of), work.parameters.rule
            )
            columns[f"class.{base}.{key}"] = alerts.classes
            columns[f"alert.{base}.{key}"] = alerts.flags.astype(np.uint8)
            if key == ANY:
                columns[f"priority.{base}"] = priorities(
                    alerts.flags, access, people, alerts.lines, of.groups
                )
            if base == "france":
                lines[key] = float(alerts.lines[0]) if len(alerts.lines) else float("nan")
    return lines


def _robustness(
    work: _Work,
    reached: Reached,
    scenarios: tuple[Scenario, ...],
    groupings: Mapping[str, Grouping],
) -> tuple[dict[str, Robustness], tuple[Effect, ...]]:
    rows = {key: row for row, key in enumerate(dict.fromkeys(map(access_key, scenarios)))}
    bases = [BaseOfComparison(key, groupings[key].groups, len(groupings[key])) for key in BASES]
    return robustness(
        scenarios,
        lambda scenario: reached.accesses[rows[access_key(scenario)]],
        work.needs,
        work.world.populations,
        bases,
        work.parameters.rule,
        together(scenarios),
    )


def _robustness_columns(found: Mapping[str, Robustness], columns: Columns) -> None:
    for base, one in found.items():
        columns[f"flagged.{base}"] = one.flagged
        columns[f"median_rank.{base}"] = one.median
        columns[f"low_rank.{base}"] = one.low
        columns[f"high_rank.{base}"] = one.high
        columns[f"top.{base}"] = one.top


def _cluster_columns(work: _Work, found: Measures, columns: Columns) -> Clusters:
    world, parameters = work.world, work.parameters
    clusters = local_clusters(
        work.need,
        found.accesses[ANY],
        world.populations,
        world.latitudes,
        world.longitudes,
        seed=parameters.seed,
        permutations=parameters.permutations,
    )
    columns["gap"] = clusters.gaps
    columns["cluster"] = clusters.kinds
    columns["cluster_p"] = clusters.p_values
    return clusters


def _bounds(work: _Work, found: Measures, of: Grouping) -> Columns:
    """Return what the classes of a base are cut by, and the mean access of the base.

    Bounds are those of the inhabitants whose need and access are both known; the mean is that of
    all whose access is.
    """
    people, count = work.world.populations, len(of)
    compared = both_known(work.need, found.accesses[ANY], of.groups)
    need = third_bounds(work.need, people, compared, count)
    columns: Columns = {"need_low": need.low, "need_high": need.high}
    for key in SERVICE_KEYS:
        compared = both_known(work.need, found.accesses[key], of.groups)
        access = third_bounds(found.accesses[key], people, compared, count)
        columns[f"access_low.{key}"] = access.low
        columns[f"access_high.{key}"] = access.high
        columns[f"access_mean.{key}"] = means(found.accesses[key], people, of.groups, count)
    return columns


def _level_need(of: Grouping, known: Mapping[str, float]) -> NDArray[np.float64]:
    return np.array([known.get(code, np.nan) for code in of.codes], dtype=np.float64)


def _counts(work: _Work, columns: Columns, links: Mapping[str, int]) -> dict[str, Any]:
    """Return what was counted, missing and left out, in numbers.

    Communes and inhabitants are those of France; the overseas collectivities are told apart.
    """
    world, offer = work.world, work.offer
    status, people = columns["status"], np.nan_to_num(world.populations)
    inside = world.groups["france"] != ""

    def counted(mask: NDArray[np.bool_]) -> dict[str, int]:
        return {"communes": int(mask.sum()), "inhabitants": int(people[mask].sum())}

    def communes(bit: int) -> dict[str, int]:
        return counted(inside & ((status & bit) > 0))

    standing = int(offer.masks[ANY].sum())
    ages = world.age_months[offer.dated]
    return {
        **counted(inside),
        "outside_france": counted(~inside),
        "origins_moved": int((inside & world.moved).sum()),
        "rows": world.venue_count,
        "places": standing,
        "grouped": world.grouped,
        "closed_to_public": int((~world.is_open_to_public).sum()),
        "unplaced": world.unplaced,
        "unlocated": int((world.at_commune & ~world.misplaced).sum()),
        "misplaced": int(world.misplaced.sum()),
        "with_hours": int(offer.with_hours.sum()),
        "dated": int(offer.dated.sum()),
        "fresh": int(offer.fresh.sum()),
        "median_age_months": _plain(float(np.median(ages))) if len(ages) else None,
        "by_service": {key: int(offer.masks[key].sum()) for key in SERVICE_KEYS},
        "without_population": communes(NO_POPULATION),
        "without_need": communes(NO_NEED),
        "without_point": communes(NO_POINT),
        "out_of_reach": communes(OUT_OF_REACH),
        "supply": _plain(float(offer.amounts[ANY].sum())),
        "links": dict(links),
        "has_points": world.points is not None,
    }


def _cluster_summary(clusters: Clusters) -> dict[str, Any]:
    kinds, counts = np.unique(clusters.kinds, return_counts=True)
    return {
        "counts": dict(zip(map(str, kinds.tolist()), counts.tolist(), strict=True)),
        "threshold": clusters.threshold,
        "isolated": clusters.isolated,
    }


def _plain(value: float) -> float | None:
    """Return a number that JSON can hold, None for NaN."""
    return value if np.isfinite(value) else None
