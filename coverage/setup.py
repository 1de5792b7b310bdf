"""The step « couverture » of `setup_data`: need against offer, computed again when they change.

Idempotent: a fingerprint of what the measures are made from (communes, venues, needs, hypotheses,
code) tells whether anything would change. It knows the order, and no measure.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from coverage.compute import compute_run
from coverage.models import CoverageRun
from coverage.needs import Needs, level_need, read_needs
from coverage.parameters import DEFAULT, LEVELS, Parameters
from coverage.reached import Question, Reached, reach
from coverage.scenarios import Choices
from coverage.store import NewRun, save_run, withdraw_runs
from coverage.world import World, read_world
from ifn_site.clock import today
from ifn_site.models import DataSet
from ifn_site.setup_steps import DataFolder, Say
from venues.models import Source

#: Changing one of these changes numbers: other code, other run.
_MAKERS = (
    "access.py", "aggregates.py", "clusters.py", "compute.py", "decays.py",
    "demand.py", "fgt.py", "links.py", "measures.py", "needs.py", "offer.py",
    "parameters.py", "parts.py", "placing.py", "reached.py", "robustness.py",
    "scenario_access.py", "scenario_supply.py", "scenarios.py", "supply.py", "thirds.py",
    "travel_times.py", "verdicts.py", "weekly_hours.py", "world.py", "world_reading.py",
)  # fmt: skip
#: Enough to show what scenarios are; invented data deserve no more of a first start.
DEMONSTRATION_SCENARIOS = 80
_BELOW = (
    "territories/distance.py", "territories/islands.py", "territories/data/islands.csv",
    "territories/travel.py", "venues/same_place.py",
)  # fmt: skip
_AGES = "age_months"


@dataclass(frozen=True, eq=False)
class Inputs:
    """What a run would be made from."""

    world: World
    needs: Needs
    fingerprint: str
    is_demonstration: bool


def load_coverage(folder: DataFolder, say: Say) -> None:
    """Compute coverage when something changed since the active run, and say what it found."""
    is_invented = folder.origin == DataSet.Origin.DEMONSTRATION
    say(refresh(replace(DEFAULT, scenarios=DEMONSTRATION_SCENARIOS) if is_invented else DEFAULT))


def refresh(
    parameters: Parameters = DEFAULT,
    *,
    force: bool = False,
    answer: Callable[[Question], Reached] = reach,
) -> str:
    """Compute and publish a run unless the active one was made from the same; say it in French.

    `answer` is that of `compute_run`: the whole here, or its parts.
    """
    inputs = read_inputs(parameters)
    said = settled(inputs, force=force)
    if said:
        return said
    started = time.monotonic()
    run = save_run(new_run(inputs, parameters, answer))
    return sentence(run, time.monotonic() - started)


def settled(inputs: Inputs, *, force: bool = False) -> str:
    """Return why nothing is to be computed, in French; "" when something is.

    Without communes or without a need there is nothing to cross: runs that are left of other data
    are withdrawn.
    """
    if not inputs.world.commune_count or inputs.needs.release is None:
        withdrawn = withdraw_runs()
        return "couverture : rien à croiser (il faut des communes et un indice de fragilité)." + (
            " Le calcul précédent est retiré." if withdrawn else ""
        )
    active = CoverageRun.objects.active().of_inputs(inputs.fingerprint).first()
    if active is not None and not force:
        return f"couverture : inchangée (calcul n° {active.pk})."
    return ""


def read_inputs(parameters: Parameters = DEFAULT) -> Inputs:
    """Return what a run would be made from, with its fingerprint (about two seconds)."""
    world = read_world()
    needs = read_needs(tuple(world.codes.tolist()))
    data = DataSet.objects.filter(pk="territoires").values_list("origin", flat=True).first()
    invented = (
        data == DataSet.Origin.DEMONSTRATION
        or Source.objects.filter(is_demonstration=True).exists()
        or bool(needs.release and needs.release.is_demonstration)
    )
    return Inputs(world, needs, _fingerprint(world, needs, parameters), invented)


def new_run(
    inputs: Inputs, parameters: Parameters, answer: Callable[[Question], Reached] = reach
) -> NewRun:
    """Compute what the inputs give."""
    world, release = inputs.world, inputs.needs.release
    result = compute_run(world, inputs.needs.totals, parameters, _level_needs(world), answer=answer)
    return NewRun(
        is_demonstration=inputs.is_demonstration,
        fingerprint=inputs.fingerprint,
        parameters=parameters.as_json(),
        summary=result.summary,
        seed=parameters.seed,
        scenarios=parameters.scenarios,
        release=release.pk if release else None,
        release_version=release.version if release else "",
        reference_date=today(),
        levels=result.levels,
    )


def sentence(run: CoverageRun, seconds: float) -> str:
    """Return what a run holds, for people."""
    summary: dict[str, Any] = run.summary
    return (
        f"couverture : {summary['places']} lieux pour {summary['communes']} communes, "
        f"{summary['alerts']['france']} en double alerte en France, {run.scenarios} scénarios, "
        f"{seconds:.0f} s (calcul n° {run.pk})."
    )


def _level_needs(world: World) -> dict[str, dict[str, float]]:
    found = {}
    for level in LEVELS[1:]:
        codes = tuple(code for code in np.unique(world.groups[level]).tolist() if code)
        found[level] = dict(zip(codes, level_need(level, codes).tolist(), strict=True))
    return found


def _fingerprint(world: World, needs: Needs, parameters: Parameters) -> str:
    """Return the SHA-256 of all that a run is made from.

    Of the age of sheets, only which limit each is under: a day that passes changes nothing.
    """
    digest = hashlib.sha256(code_hash().encode())
    digest.update(json.dumps(parameters.as_json(), sort_keys=True).encode())
    for field in fields(World):
        value = getattr(world, field.name)
        if isinstance(value, np.ndarray) and field.name != _AGES:
            digest.update(field.name.encode() + np.ascontiguousarray(value).tobytes())
    digest.update(np.isfinite(world.age_months).tobytes())
    for months in sorted({one for one in Choices((), ()).freshness if one is not None}):
        digest.update((world.age_months <= months).tobytes())
    for level, column in sorted(world.groups.items()):
        digest.update(level.encode() + np.ascontiguousarray(column).tobytes())
    for key, totals in needs.totals.items():
        digest.update(key.encode() + np.ascontiguousarray(totals).tobytes())
    return digest.hexdigest()


@cache
def code_hash() -> str:
    """Return the SHA-256 of the code that makes the numbers."""
    package = Path(__file__).resolve().parent
    digest = hashlib.sha256()
    above = [package / name for name in _MAKERS]
    for path in (*above, *(package.parent / name for name in _BELOW)):
        digest.update(path.read_bytes())
    return digest.hexdigest()
