"""What each commune reaches: the part of a computation that looks at pairs, and at nothing else.

A `Question` holds arrays only, so that it can be asked of a whole world or of a part of it with a
halo, here or elsewhere; a `Reached` is its answer. Comparing communes, drawing scenarios and
counting alerts come after, on the whole (`compute.py`). Pure numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from coverage.access import shares
from coverage.decays import PRESETS
from coverage.links import Links
from coverage.measures import (
    Measures,
    Origins,
    access_by_preset,
    access_by_service,
    add_minutes,
    read_origins,
)
from coverage.offer import SERVICE_KEYS, Offer
from coverage.parameters import ANY, FAR_MINUTES, Parameters
from coverage.scenario_access import ScenarioAccess, stretch_of, together, widest_minutes
from coverage.scenario_supply import ScenarioSupply, variant_of
from coverage.scenarios import Scenario
from coverage.supply import SupplyVariant
from coverage.thirds import Floats
from coverage.travel_times import Mode, estimate_links
from coverage.world import World

Mask = NDArray[np.bool_]
MODES: dict[str, Mode] = {"car": "voiture", "foot": "pied"}
#: The parameters of a run that an answer hangs on.
READ = ("preset", "presets", "car_minutes", "foot_minutes")


@dataclass(frozen=True, eq=False)
class Question:
    """What is asked of a world.

    By venue: `masks` and `amounts` by service (see `Offer`), `supplies` by variant of supply, and
    `near`, which may reach the communes asked about (the others only share a choice that people
    split). `asked` are scenarios that differ by their access, see `access_key`. `own` communes and
    `own_venues` are those whose values are wanted; the rest is halo. Of `parameters` only those
    named in `READ` count.
    """

    world: World
    masks: Mapping[str, Mask]
    amounts: Mapping[str, Floats]
    supplies: Mapping[SupplyVariant, Floats]
    asked: tuple[Scenario, ...]
    parameters: Parameters
    own: Mask
    own_venues: Mask
    near: Mask

    @property
    def car_minutes(self) -> float:
        """How far a car is followed: for the nearest venue, or for the widest scenario."""
        presets = (self.parameters.preset, *self.parameters.presets)
        widest = max(PRESETS[key].reach_minutes for key in presets)
        return max(self.parameters.car_minutes, widest, widest_minutes(self.asked))


@dataclass(frozen=True, eq=False)
class Reached:
    """The answer.

    `columns` by commune, named as those of a run (`car_minutes.tous`, `access.tous`…); `accesses`
    scenarios × communes, in the order of `asked`, per inhabitants as `measures.one_access`;
    `ratios` by venue for the preset of the page; `links` how many pairs by mode.
    """

    columns: Mapping[str, Floats]
    accesses: Floats
    ratios: Floats
    links: Mapping[str, int]


def access_key(scenario: Scenario) -> Scenario:
    """Return what the access of a scenario hangs on: the same key, the same access."""
    counted = scenario.supply == "heures"
    return replace(
        scenario,
        need="",
        radius=stretch_of(scenario),
        speed=1.0,
        missing_hours=scenario.missing_hours if counted else "mediane",
    )


def whole_question(
    world: World,
    offer: Offer,
    supply_of: ScenarioSupply,
    scenarios: Iterable[Scenario],
    parameters: Parameters,
) -> Question:
    """Return what a run asks of the whole world."""
    asked = tuple(dict.fromkeys(access_key(one) for one in scenarios))
    everywhere = np.ones(world.venue_count, dtype=bool)
    return Question(
        world,
        offer.masks,
        offer.amounts,
        {variant_of(one): supply_of(one) for one in asked},
        asked,
        Parameters(**{name: getattr(parameters, name) for name in READ}),
        own=np.ones(world.commune_count, dtype=bool),
        own_venues=everywhere,
        near=everywhere,
    )


def reach(question: Question) -> Reached:
    """Answer a question, for its own communes and venues."""
    origins = read_origins(question.world)
    world, parameters = question.world, question.parameters
    wide = estimate_links(world, "voiture", question.car_minutes)
    links = {
        "car": wide.of_venues(question.near),
        "foot": estimate_links(world, "pied", parameters.foot_minutes),
    }
    found = _measured(question, origins, links, wide)
    return Reached(
        {name: column[question.own] for name, column in flat(found).items()},
        _accesses(question, origins, links["car"], wide),
        _ratios(question, origins, links["car"], wide)[question.own_venues],
        {mode: _own_pairs(question, one) for mode, one in links.items()},
    )


def _measured(
    question: Question, origins: Origins, links: Mapping[str, Links], wide: Links
) -> Measures:
    parameters = question.parameters
    none = np.zeros(question.world.venue_count, dtype=bool)
    offer = Offer(question.masks, question.amounts, none, none, none)
    found = empty_measures()
    limits = {"car": parameters.car_minutes, "foot": parameters.foot_minutes}
    for mode, limit in limits.items():
        add_minutes(found, origins, links[mode].within(limit), mode, offer)
    page = PRESETS[parameters.preset]
    by_car = links["car"] if page.grows else wide
    found.accesses.update(access_by_service(origins, by_car, page, offer))
    found.on_foot.update(access_by_service(origins, links["foot"], page, offer))
    for key in parameters.presets:
        one = PRESETS[key]
        pairs = links["car"] if one.grows else wide
        found.by_preset.update(access_by_preset(origins, pairs, [one], offer))
    return found


def _accesses(question: Question, origins: Origins, near: Links, wide: Links) -> Floats:
    def supply_of(scenario: Scenario) -> Floats:
        return question.supplies[variant_of(scenario)]

    by_reach = {
        True: ScenarioAccess(near, origins, supply_of),
        False: ScenarioAccess(wide, origins, supply_of),
    }
    accesses = np.zeros((len(question.asked), int(question.own.sum())))
    for place in together(question.asked):
        scenario = question.asked[place]
        accesses[place] = by_reach[PRESETS[scenario.decay].grows](scenario)[question.own]
    return accesses


def _ratios(question: Question, origins: Origins, near: Links, wide: Links) -> Floats:
    page = PRESETS[question.parameters.preset]
    links = (near if page.grows else wide).within(page.reach_minutes)
    return shares(links, origins.people, question.amounts[ANY], page).ratios


def _own_pairs(question: Question, links: Links) -> int:
    points = question.world.points
    own = question.own if points is None else question.own[points.communes]
    return int(own[links.origins].sum())


def empty_measures() -> Measures:
    """Return measures without a count."""
    none = np.zeros(0, dtype=np.int64)
    return Measures({}, none, none, none, none.astype(np.float64))


def flat(found: Measures) -> dict[str, Floats]:
    """Return the columns of measures that hang on pairs, by the name that a run gives them."""
    columns: dict[str, Floats] = {}
    for (mode, key), values in found.minutes.items():
        columns[f"{mode}_minutes.{key}"] = values
    for (mode, limit, key), values in found.beyond.items():
        columns[f"{mode}_beyond_{limit}.{key}"] = values
    for (mode, key), values in found.choice.items():
        columns[f"{mode}_choice.{key}"] = values
    columns |= {f"access.{key}": values for key, values in found.accesses.items()}
    columns |= {f"foot_access.{key}": values for key, values in found.on_foot.items()}
    return columns | {f"preset.{key}": values for key, values in found.by_preset.items()}


def fill(found: Measures, reached: Reached, presets: Iterable[str]) -> None:
    """Put an answer into the measures of a run: the opposite of `flat`."""
    columns = reached.columns
    for key in SERVICE_KEYS:
        for mode in MODES:
            found.minutes[mode, key] = columns[f"{mode}_minutes.{key}"]
            found.choice[mode, key] = columns[f"{mode}_choice.{key}"]
            for limit in FAR_MINUTES:
                found.beyond[mode, limit, key] = columns[f"{mode}_beyond_{limit}.{key}"]
        found.accesses[key] = columns[f"access.{key}"]
        found.on_foot[key] = columns[f"foot_access.{key}"]
    found.by_preset.update({key: columns[f"preset.{key}"] for key in presets})
