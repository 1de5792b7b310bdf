"""From concepts to evidence for each service: the weights of the lexicon, then rules on pairs.

Pure and explainable: every point comes from a concept or from a rule that names concepts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from orientation.needs.correcting import ALL_STAGES, Stages
from orientation.needs.lexicon import DATA, OFF, URGENT
from orientation.needs.spotting import Said
from venues.vocabulary import SERVICES

#: Every service, then what is no service, then what cannot wait.
LABELS = (*SERVICES.by_code, OFF, URGENT)
#: One more concept of the same service says less than the first one.
_MORE = 0.5


@dataclass(frozen=True)
class Rule:
    """What words mean together: all of `needed`, none of `refused`."""

    needed: tuple[frozenset[str], ...]
    refused: frozenset[str]
    adds: dict[str, float]

    def holds(self, tags: frozenset[str]) -> bool:
        """Say whether the tags of a sentence call for this rule."""
        return not (self.refused & tags) and all(one & tags for one in self.needed)


def read_rules(text: str) -> Iterator[Rule]:
    """Give the rules of a file. Raises ValueError on a bad line or an unknown service."""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        left, arrow, right = line.partition("->")
        adds = {one: float(value) for one, value in (part.split("=") for part in right.split())}
        if not arrow or not adds or set(adds) - set(LABELS):
            raise ValueError(f"rules line {number}: unreadable")
        names = left.split()
        yield Rule(
            tuple(frozenset(name.split("/")) for name in names if not name.startswith("!")),
            frozenset(name[1:] for name in names if name.startswith("!")),
            adds,
        )


@cache
def rules() -> tuple[Rule, ...]:
    """Return the committed rules, read once a process."""
    return tuple(read_rules((DATA / "rules.txt").read_text(encoding="utf-8")))


def evidence(said: Said, stages: Stages = ALL_STAGES) -> dict[str, float]:
    """Return the points of each label of `LABELS`; 0 when nothing speaks for it."""
    points = dict.fromkeys(LABELS, 0.0)
    for label in LABELS:
        weights = sorted((one.weights.get(label, 0.0) for one in said.concepts), reverse=True)
        points[label] = sum(weight * _MORE**rank for rank, weight in enumerate(weights))
    if stages.rules:
        for rule in rules():
            if rule.holds(said.tags):
                for label, value in rule.adds.items():
                    points[label] += value
    return points


def contributions(said: Said, label: str) -> list[str]:
    """Return the names of the concepts that speak for a label, the heaviest first."""
    speaking = [
        (one.weights.get(label, 0.0), -place, one.name)
        for place, one in enumerate(said.concepts)
        if one.weights.get(label, 0.0) > 0
    ]
    return list(dict.fromkeys(name for _, _, name in sorted(speaking, reverse=True)))
