"""Learn the weights of `grams` from phrases: `python -m orientation.needs.training FILE.csv`.

It runs on a developer's machine only. Phrases leave no trace but numbers in buckets.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_array

from orientation.needs.grams import BUCKETS, Weights, features, save
from orientation.needs.lexicon import DATA, OFF, URGENT, lexicon, read_concepts
from orientation.needs.spotting import Said, spot
from orientation.needs.weighing import LABELS, evidence
from venues.vocabulary import SERVICES

FOLDS = 8
_RIDGE = 0.5
#: How far the lexicon is trusted: set, not learned, for it was written with these phrases in
#: sight and looks surer here than on phrases never seen.
_TRUST = 0.85
_CALM = 0.75
#: How hard the share of each label among the phrases is kept out: it is ours, not the public’s.
_STILL = 2000.0
_PRIMARY = 0.75
_FORM_WEIGHT = 0.04
#: An emergency that is missed costs more than a number shown for nothing.
_URGENT_WEIGHT = 5.0


@dataclass(frozen=True)
class Example:
    """One phrase as the model sees it: evidence, buckets, wished shares, weight."""

    points: dict[str, float]
    found: dict[int, float]
    wished: tuple[float, ...]
    weight: float = 1.0

    @property
    def accepted(self) -> frozenset[str]:
        """Return the labels that are right."""
        return frozenset(label for label, share in zip(LABELS, self.wished, strict=True) if share)


def example(text: str, labels: Sequence[str], weight: float = 1.0) -> Example:
    """Return a phrase and its right labels, the main one first, as an example."""
    said = spot(text, lexicon())
    return _example(said, labels, weight)


def _example(said: Said, labels: Sequence[str], weight: float) -> Example:
    shares = dict.fromkeys(LABELS, 0.0)
    for rank, label in enumerate(labels):
        alone = len(labels) == 1
        shares[label] = (
            1.0 if alone else _PRIMARY if not rank else (1 - _PRIMARY) / (len(labels) - 1)
        )
    return Example(evidence(said), features(said), tuple(shares[label] for label in LABELS), weight)


def phrases(path: Path) -> list[tuple[str, list[str]]]:
    """Return the phrases of a file that teach: all but those in other languages."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    fixed = {"hors_perimetre": [OFF], "urgence": [URGENT]}
    codes = [
        (row["query"], fixed.get(row["kind"]) or _codes(row))
        for row in rows
        if row["kind"] != "langue"
    ]
    return [(query, labels) for query, labels in codes if labels]


def _codes(row: dict[str, str]) -> list[str]:
    found = [SERVICES.find(label) for label in row["expected_services"].split("|") if label]
    return [code for code in found if code]


def forms() -> list[Example]:
    """Return the forms of the lexicon as weak examples of the label they weigh most on."""
    taught = []
    for concept, written in read_concepts((DATA / "lexicon.txt").read_text(encoding="utf-8")):
        ranked = sorted(concept.weights.items(), key=lambda item: -item[1])
        if ranked[0][1] < 2:
            continue
        labels = [label for label, weight in ranked if weight >= ranked[0][1] - 0.8][:2]
        taught += [
            example(form.strip("=*"), labels, _FORM_WEIGHT) for form in written if len(form) > 4
        ]
    return taught


def learn(examples: Sequence[Example], ridge: float = _RIDGE) -> Weights:
    """Return weights that fit the examples, kept small by `ridge`. Deterministic."""
    inputs = _matrix(examples)
    points = np.array([[one.points[label] for label in LABELS] for one in examples])
    wished = np.array([one.wished for one in examples])
    counts = np.array([one.weight for one in examples])[:, None]
    used = np.unique(inputs.indices)
    inputs = inputs[:, used]
    across = inputs.T.tocsr()
    size = len(used) * len(LABELS)

    def loss(flat: Any) -> tuple[float, Any]:
        table = flat[:size].reshape(len(used), len(LABELS))
        bias, trust = flat[size:-1], flat[-1]
        rows = inputs @ table + bias + trust * points
        rows -= rows.max(axis=1, keepdims=True)
        log = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
        apart = (np.exp(log) - wished) * counts
        cost = -(wished * log * counts).sum() + ridge * (table**2).sum() / 2
        cost += _STILL * (bias**2).sum() / 2 + 2000 * (trust - _TRUST) ** 2
        slope = np.concatenate(
            [
                (across @ apart + ridge * table).ravel(),
                apart.sum(axis=0) + _STILL * bias,
                [(apart * points).sum() + 4000 * (trust - _TRUST)],
            ]
        )
        return cost, slope

    start = np.concatenate([np.zeros(size + len(LABELS)), [_TRUST]])
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    table = np.zeros((BUCKETS, len(LABELS)))
    table[used] = best[:size].reshape(len(used), len(LABELS))
    return Weights(table, best[size:-1], float(best[-1]), 1.0, 0.0)


def _matrix(examples: Sequence[Example]) -> Any:
    places = [
        (row, bucket, value)
        for row, one in enumerate(examples)
        for bucket, value in one.found.items()
    ]
    rows, buckets, values = (list(part) for part in zip(*places, strict=True))
    return csr_array((values, (rows, buckets)), shape=(len(examples), BUCKETS))


def held_out(
    examples: Sequence[Example], weak: Sequence[Example], ridge: float = _RIDGE
) -> list[dict[str, float]]:
    """Return the shares of each example by weights that never saw it (`FOLDS` folds)."""
    shares: list[dict[str, float]] = [{} for _ in examples]
    for fold in range(FOLDS):
        seen = [one for place, one in enumerate(examples) if place % FOLDS != fold]
        learned = learn([*seen, *weak], ridge)
        for place in range(fold, len(examples), FOLDS):
            shares[place] = learned.shares(examples[place].points, examples[place].found)
    return shares


def calibrated(learned: Weights) -> Weights:
    """Return the weights with the calibration of phrases never seen.

    Held-out phrases would give a surer one (1.5), for the lexicon was written with them in sight.
    These two numbers come from batches of phrases scored before the lexicon knew them.
    """
    return replace(learned, calm=_CALM, lift=0.0)


def main(path: Path) -> None:
    """Learn from a file, print the held-out scores, write the weights."""
    examples = [
        example(text, labels, _URGENT_WEIGHT if labels == [URGENT] else 1.0)
        for text, labels in phrases(path)
    ]
    weak = forms()
    shares = held_out(examples, weak)
    needs = [
        (one, each)
        for one, each in zip(examples, shares, strict=True)
        if not one.accepted & {OFF, URGENT}
    ]
    first = sum(max(each, key=each.__getitem__) in one.accepted for one, each in needs)
    print(f"held out: {first} / {len(needs)} = {100 * first / len(needs):.1f} %")
    save(calibrated(learn([*examples, *weak])))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
