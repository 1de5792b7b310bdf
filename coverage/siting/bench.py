"""The answer to one question: choices of places by several ways to choose, and what each changes.

Pure numpy: a part of the world, candidates and a scenario in; numbers out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coverage.siting.before_after import Change, Move, MoveKind, change
from coverage.siting.candidates import Candidates
from coverage.siting.centre import p_centre
from coverage.siting.cover import Everyone, Step, cover_everyone, covered_weight, greedy_cover
from coverage.siting.hours import more_hours
from coverage.siting.median import p_median
from coverage.siting.options import near_equal
from coverage.siting.reach import Floats, Reach
from coverage.siting.scenario import HALF_DAY, MOST_PLACES, SUPPLIES, Scenario
from coverage.siting.surroundings import FAR, Local


@dataclass(frozen=True, eq=False)
class Choice:
    """One thing to do. `chosen` are candidates, or venues of the part when `kind` is "heures".

    `covered`: aimed people within the radius of a new place; `mean` and `longest` are minutes of
    the aimed people to the nearest place, new or standing (a way longer than `FAR` counts as it).
    """

    key: str
    kind: MoveKind
    chosen: tuple[int, ...]
    covered: float
    mean: float
    longest: float
    change: Change


@dataclass(frozen=True, eq=False)
class Answer:
    """What the bench found. `aimed`: people that the scenario aims at, `communes` where they live.

    `steps` is the gain curve up to 20 places; `options` the near-equal choices, best first;
    `others` as many places chosen otherwise, and the cheaper moves; `mean` and `longest` today's.
    """

    place: Local
    candidates: Candidates
    aimed: float
    communes: int
    mean: float
    longest: float
    steps: tuple[Step, ...]
    options: tuple[Choice, ...]
    others: tuple[Choice, ...]
    everyone: Everyone | None


@dataclass(frozen=True, eq=False)
class _Question:
    """What every way to choose needs."""

    place: Local
    scenario: Scenario
    candidates: Candidates
    ways: Reach
    weights: Floats
    covered: NDArray[np.bool_] | None

    @property
    def standing(self) -> Floats:
        return np.minimum(self.place.standing, FAR[self.scenario.mode])

    def times(self, chosen: tuple[int, ...]) -> tuple[float, float]:
        """Return the mean and the longest minutes of the aimed people."""
        minutes = self.ways.nearest(chosen, self.standing)
        aimed = self.weights > 0
        total = float(self.weights.sum())
        if not total:
            return float("nan"), float("nan")
        mean = float((self.weights[aimed] * minutes[aimed]).sum()) / total
        return mean, float(minutes[aimed].max())

    def choice(self, key: str, kind: MoveKind, chosen: tuple[int, ...], supply: float) -> Choice:
        """Return what new places change."""
        study = self.place.study
        near = self.ways.only(chosen).within(study.preset.reach_minutes)
        if study.near > study.preset.reach_minutes:
            near = self.ways.only(chosen).within(study.near)
        won = covered_weight(self.ways, self.weights, chosen, self.scenario.minutes, self.covered)
        mean, longest = self.times(chosen)
        return Choice(
            key, kind, chosen, won, mean, longest, change(study, Move(kind, near, supply))
        )


def answer(place: Local, scenario: Scenario, candidates: Candidates, ways: Reach) -> Answer:
    """Return every choice for a scenario; `ways` lead from the communes of the part."""
    weights, covered = _aim(place, scenario)
    asked = _Question(place, scenario, candidates, ways, weights, covered)
    towards = ways.towards(weights > 0)
    radius = float(scenario.minutes)
    steps = greedy_cover(towards, weights, MOST_PLACES, radius, covered=covered)
    mean, longest = asked.times(())
    options, others = _choices(asked, towards, steps)
    everyone = _for_all(towards, weights, radius, covered, steps) if steps else None
    return Answer(
        place=place,
        candidates=candidates,
        aimed=float(weights.sum()),
        communes=int((weights > 0).sum()),
        mean=mean,
        longest=longest,
        steps=steps,
        options=options,
        others=others,
        everyone=everyone,
    )


def _aim(place: Local, scenario: Scenario) -> tuple[Floats, NDArray[np.bool_] | None]:
    """Return the people aimed at, by commune, and who of them is served already."""
    study = place.study
    people = study.counted
    if scenario.aim == "alerte":
        return np.where(study.before.alerts, people, 0.0), None
    far = place.standing > scenario.minutes
    return np.where(far, people, 0.0), ~far


def _for_all(
    towards: Reach,
    weights: Floats,
    radius: float,
    covered: NDArray[np.bool_] | None,
    steps: tuple[Step, ...],
) -> Everyone:
    """Return the smaller of two choices that leave nobody out: by communes, and by people."""
    found = cover_everyone(towards, weights, radius, covered=covered)
    by_people = tuple(step.candidate for step in steps)
    is_whole = len(steps) < MOST_PLACES
    if is_whole and len(by_people) < len(found.chosen):
        return Everyone(by_people, found.out_of_reach)
    return found


def _choices(
    asked: _Question, towards: Reach, steps: tuple[Step, ...]
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Return the near-equal options, and the other ways to choose or to help."""
    scenario, weights = asked.scenario, asked.weights
    supply = SUPPLIES[scenario.supply]
    first = steps[: scenario.count]
    found = near_equal(towards, weights, first, float(scenario.minutes), covered=asked.covered)
    options: list[Choice] = []
    others: list[Choice] = []
    if "lieu" in scenario.moves:
        options = [
            asked.choice(f"option-{rank}", "lieu", one.chosen, supply)
            for rank, one in enumerate(found, 1)
        ]
        others = _otherwise(asked, towards, supply)
    if "heures" in scenario.moves:
        others += _hours(asked, supply)
    if "itinerant" in scenario.moves and found:
        others.append(asked.choice("itinerant", "itinerant", found[0].chosen, HALF_DAY))
    return tuple(options), tuple(others)


def _otherwise(asked: _Question, towards: Reach, supply: float) -> list[Choice]:
    """Return as many places chosen for the least travel, and for the shortest longest way."""
    scenario, weights, standing = asked.scenario, asked.weights, asked.standing
    median = p_median(towards, weights, scenario.count, far=FAR[scenario.mode], standing=standing)
    centre = p_centre(towards, weights, scenario.count, standing=standing)
    pairs = (("median", median.chosen), ("centre", centre.chosen))
    return [asked.choice(key, "lieu", chosen, supply) for key, chosen in pairs if chosen]


def _hours(asked: _Question, supply: float) -> list[Choice]:
    """Return the existing venues that should open more."""
    study = asked.place.study
    inside = asked.place.venues_inside
    found = more_hours(study, asked.scenario.count, supply, inside)
    if not found.venues:
        return []
    mean, longest = asked.times(())
    move = Move("heures", added=dict.fromkeys(found.venues, supply))
    return [Choice("heures", "heures", found.venues, 0.0, mean, longest, change(study, move))]
