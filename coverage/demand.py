"""Who is to be served: all inhabitants, or one age when a source counts it.

A variant is data. An age is the share counted in its year, applied to the inhabitants of today: an
estimate, and said so. Pure numpy on a `World`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coverage.world import World

Floats = NDArray[np.float64]
ALL = "tous"


@dataclass(frozen=True)
class DemandFacts:
    """One demand, in French; `ages` = the key of the share it needs, "" = none."""

    key: str
    label: str
    people: str
    ages: str = ""


DEMANDS: dict[str, DemandFacts] = {
    facts.key: facts
    for facts in (
        DemandFacts(ALL, "Tous les habitants", "habitants"),
        DemandFacts(
            "65-plus", "Habitants de 65 ans et plus", "habitants de 65 ans et plus", "age_65"
        ),
        DemandFacts("15-24", "Habitants de 15 à 24 ans", "habitants de 15 à 24 ans", "age_15_24"),
    )
}
#: Demands that no source of this site gives today, and why.
ABSENT: dict[str, str] = {
    "15-plus": (
        "Aucune source chargée ne compte les habitants de 15 ans et plus : cette demande n’est pas "
        "calculée."
    ),
}


class UnknownDemand(ValueError):
    """A demand whose source is not loaded; the message is French."""


def available(world: World) -> tuple[DemandFacts, ...]:
    """Return the demands that this world can count."""
    return tuple(facts for facts in DEMANDS.values() if not facts.ages or facts.ages in world.ages)


def source_of(world: World, key: str = ALL) -> str:
    """Return where a demand comes from, in French. Raises UnknownDemand as `demand` does."""
    facts = _facts(world, key)
    if not facts.ages:
        return "Population des communes du code officiel géographique."
    age = world.ages[facts.ages]
    return (
        f"{age.source}, {age.vintage} : la part de cet âge, appliquée aux habitants d’aujourd’hui "
        "(estimation)."
    )


def demand(world: World, key: str = ALL) -> Floats:
    """Return the people to serve by origin (by commune, or by point of inhabitants when known).

    NaN where nobody knows. Raises UnknownDemand when the age is not loaded.
    """
    facts = _facts(world, key)
    points = world.points
    people = world.populations if points is None else points.populations
    if not facts.ages:
        return people
    shares = world.ages[facts.ages].shares / 100
    return people * (shares if points is None else shares[points.communes])


def by_commune(world: World, values: Floats, people: Floats) -> Floats:
    """Return the mean of each commune, weighted by people, of values known by origin.

    Without points of inhabitants the origins are the communes: values come back as they are. A
    point whose value is unknown is left out; a commune with nobody counted is NaN.
    """
    points = world.points
    if points is None:
        return values
    weights = np.where(np.isnan(values) | np.isnan(people), 0.0, people)
    count = world.commune_count
    # 0 × inf is not a number: a point where nobody lives must not make its commune unreachable.
    amounts = np.multiply(weights, values, out=np.zeros_like(weights), where=weights > 0)
    total = np.bincount(points.communes, weights=weights, minlength=count)
    summed = np.bincount(points.communes, weights=amounts, minlength=count)
    return np.divide(summed, total, out=np.full(count, np.nan), where=total > 0)


def share_beyond(world: World, minutes: Floats, people: Floats, limit: float) -> Floats:
    """Return the share (0–1) of each commune's people farther than `limit` minutes."""
    return by_commune(world, (minutes > limit).astype(np.float64), people)


def _facts(world: World, key: str) -> DemandFacts:
    facts = DEMANDS.get(key)
    if facts is None or (facts.ages and facts.ages not in world.ages):
        raise UnknownDemand(ABSENT.get(key) or f"La demande « {key} » n’est pas chargée.")
    return facts
