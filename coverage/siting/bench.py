"""The answer to one question: choices of places by several ways to choose, and what each changes.

Pure numpy: a part of the world, candidates and a scenario in; numbers out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coverage.siting.before_after import Change, Move, MoveKind, change
from coverage.siting.candidates import Candidates
from coverage.siting.centre import p_centre
from coverage.siting.cover import Everyone, Step, cover_everyone, covered_weight, greedy_cover
from coverage.siting.hours import more_hours
from coverage.siting.median import p_median
from coverage.siting.options import NEARLY_EQUAL, SHOWN, near_equal
from coverage.siting.reach import ROUNDING, Floats, Reach
from coverage.siting.scenario import HALF_DAY, MOST_PLACES, SUPPLIES, Scenario
from coverage.siting.surroundings import FAR, Local


@dataclass(frozen=True, eq=False)
class Choice:
    """One thing to do. `chosen` are candidates, or venues of the part when `kind` is "heures".

    `ways` are the ways to choose that lead to it ("cover", "median", "centre"). `covered`: aimed
    people within the radius of a new place, `aimed_near` those of them who have none today; `mean`
    and `longest` are minutes of the aimed people to the nearest place, new or standing (a way
    longer than `FAR` counts as it).
    """

    key: str
    kind: MoveKind
    ways: tuple[str, ...]
    chosen: tuple[int, ...]
    covered: float
    aimed_near: float
    mean: float
    longest: float
    change: Change

    @property
    def worth(self) -> tuple[int, float, float]:
        """What puts options in order: double alerts removed, then people newly near."""
        return self.change.alerts_removed, self.aimed_near, self.change.newly_near

    def is_near(self, other: Choice) -> bool:
        """Tell whether both differ by 5 % at most, in alerts removed and in aimed people."""
        return all(
            abs(own - its) <= NEARLY_EQUAL * max(own, its) * (1 + ROUNDING)
            for own, its in zip(self.worth[:2], other.worth[:2], strict=True)
        )


@dataclass(frozen=True, eq=False)
class Answer:
    """What the bench found. `aimed`: people that the scenario aims at, `communes` where they live,
    `aimed_far`: those who have nothing within the radius today.

    `steps` is the gain curve up to 20 places; `options` are in the order of `Choice.worth`;
    `others` as many places chosen otherwise, and the cheaper moves; `mean` and `longest` today's.
    `everyone` brings a place, new or standing, to all the aimed people.
    """

    place: Local
    candidates: Candidates
    aimed: float
    aimed_far: float
    communes: int
    mean: float
    longest: float
    steps: tuple[Step, ...]
    options: tuple[Choice, ...]
    others: tuple[Choice, ...]
    everyone: Everyone | None

    @property
    def are_near(self) -> bool:
        """Whether all the options are worth the same, 5 % apart at most."""
        return all(one.is_near(other) for one in self.options for other in self.options)

    def stepwise(self, count: int) -> Choice | None:
        """Return the option that holds the first steps of the curve, None without one."""
        first = {step.candidate for step in self.steps[:count]}
        return next((one for one in self.options if set(one.chosen) == first), None)


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
    def near(self) -> NDArray[np.bool_]:
        """Who has a venue within the radius today."""
        return np.asarray(self.place.standing <= self.scenario.minutes)

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

    def choice(
        self, kind: MoveKind, ways: tuple[str, ...], chosen: tuple[int, ...], supply: float
    ) -> Choice:
        """Return what new places change."""
        study = self.place.study
        near = self.ways.only(chosen).within(study.preset.reach_minutes)
        if study.near > study.preset.reach_minutes:
            near = self.ways.only(chosen).within(study.near)
        minutes = self.scenario.minutes
        won = covered_weight(self.ways, self.weights, chosen, minutes, self.covered)
        newly = covered_weight(self.ways, self.weights, chosen, minutes, self.near)
        mean, longest = self.times(chosen)
        done = change(study, Move(kind, near, supply))
        return Choice(ways[0], kind, ways, chosen, won, newly, mean, longest, done)


def answer(place: Local, scenario: Scenario, candidates: Candidates, ways: Reach) -> Answer:
    """Return every choice for a scenario; `ways` lead from the communes of the part."""
    weights, covered = _aim(place, scenario)
    asked = _Question(place, scenario, candidates, ways, weights, covered)
    towards = ways.towards(weights > 0)
    radius = float(scenario.minutes)
    steps = greedy_cover(towards, weights, MOST_PLACES, radius, covered=covered)
    mean, longest = asked.times(())
    options, others = _choices(asked, towards, steps)
    everyone = _for_all(towards, weights, radius, asked.near, steps) if steps else None
    return Answer(
        place=place,
        candidates=candidates,
        aimed=float(weights.sum()),
        aimed_far=float(weights[~asked.near].sum()),
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
    if scenario.aim == "alerte-loin":
        far &= study.before.alerts
    return np.where(far, people, 0.0), ~far


def _for_all(
    towards: Reach,
    weights: Floats,
    radius: float,
    near: NDArray[np.bool_],
    steps: tuple[Step, ...],
) -> Everyone:
    """Return the smaller of two choices that leave nobody out: by communes, and by people.

    Whoever has a venue within the radius today (`near`) needs no other.
    """
    found = cover_everyone(towards, weights, radius, covered=near)
    by_people = tuple(step.candidate for step in steps)
    is_whole = len(steps) < MOST_PLACES
    if is_whole and len(by_people) < len(found.chosen):
        return Everyone(by_people, found.out_of_reach)
    return found


def _choices(
    asked: _Question, towards: Reach, steps: tuple[Step, ...]
) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """Return the options in order, and the other ways to choose or to help."""
    scenario = asked.scenario
    supply = SUPPLIES[scenario.supply]
    covers = _covers(asked, towards, steps)
    options: list[Choice] = []
    others: list[Choice] = []
    if "lieu" in scenario.moves:
        options, others = _ordered(asked, towards, covers, supply)
    if "heures" in scenario.moves:
        others += _hours(asked, supply)
    first = options[0].chosen if options else next(iter(covers), ())
    if "itinerant" in scenario.moves and first:
        others.append(asked.choice("itinerant", ("itinerant",), first, HALF_DAY))
    numbered = [replace(one, key=f"option-{rank}") for rank, one in enumerate(options, 1)]
    return tuple(numbered), tuple(others)


def _covers(asked: _Question, towards: Reach, steps: tuple[Step, ...]) -> list[tuple[int, ...]]:
    """Return the choices that cover nearly as much as each other.

    Places chosen by hand, no more than are asked for, are all opened, even where they bring nobody
    nearer: they share access.
    """
    scenario, every = asked.scenario, range(len(asked.candidates))
    first = steps[: scenario.count]
    if scenario.kind == "choix" and 0 < len(every) <= scenario.count:
        own = [step.candidate for step in first]
        return [(*own, *(one for one in every if one not in own))]
    radius = float(scenario.minutes)
    found = near_equal(towards, asked.weights, first, radius, covered=asked.covered)
    return [one.chosen for one in found]


def _ordered(
    asked: _Question, towards: Reach, covers: list[tuple[int, ...]], supply: float
) -> tuple[list[Choice], list[Choice]]:
    """Return (options, other choices): the worthiest of all the choices, however made, in order."""
    ways = {frozenset(chosen): (["cover"], chosen) for chosen in covers}
    for key, chosen in _otherwise(asked, towards):
        ways.setdefault(frozenset(chosen), ([], chosen))[0].append(key)
    every = [asked.choice("lieu", tuple(keys), chosen, supply) for keys, chosen in ways.values()]
    every.sort(key=lambda one: one.worth, reverse=True)
    left = [one for one in every[SHOWN:] if "cover" not in one.ways]
    return every[:SHOWN], left


def _otherwise(asked: _Question, towards: Reach) -> list[tuple[str, tuple[int, ...]]]:
    """Return as many places chosen for the least travel, and for the shortest longest way."""
    scenario, weights, standing = asked.scenario, asked.weights, asked.standing
    median = p_median(towards, weights, scenario.count, far=FAR[scenario.mode], standing=standing)
    centre = p_centre(towards, weights, scenario.count, standing=standing)
    pairs = (("median", median.chosen), ("centre", centre.chosen))
    return [(key, chosen) for key, chosen in pairs if chosen]


def _hours(asked: _Question, supply: float) -> list[Choice]:
    """Return the existing venues that should open more."""
    study = asked.place.study
    found = more_hours(study, asked.scenario.count, supply, asked.place.venues_inside)
    if not found.venues:
        return []
    mean, longest = asked.times(())
    done = change(study, Move("heures", added=dict.fromkeys(found.venues, supply)))
    ways = ("heures",)
    return [Choice("heures", "heures", ways, found.venues, 0.0, 0.0, mean, longest, done)]
