"""The learned part: letters in threes to fives, words and concepts, weighed on known phrases.

It adds to the evidence of the lexicon and gives probabilities. The weights are a small committed
file made by `python -m orientation.needs.training`; pure numpy, no text inside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np

from orientation.needs.lexicon import DATA, STOP
from orientation.needs.spotting import Said
from orientation.needs.weighing import LABELS

BUCKETS = 16384
_PATH = DATA / "weights.npz"
_SIZES = (3, 4, 5)
_LETTERS, _WORDS, _IDEAS = 0.5, 1.0, 1.0
#: Small words that change the need: kept beside the others.
_TELLING = frozenset(["pas", "plus", "sans", "pour", "chez", "tout"])


def features(said: Said) -> dict[int, float]:
    """Return the weights of the buckets that a sentence falls in."""
    found: dict[int, float] = {}
    words = [word for word in said.words if word not in STOP]
    grams = {
        f"_{word}_"[start : start + size]
        for word in words
        for size in _SIZES
        for start in range(len(word) + 3 - size)
    }
    pairs = {f"{left} {right}" for left, right in pairwise(words)}
    tags = sorted(said.tags)
    _put(found, "g", grams, _LETTERS)
    _put(found, "w", [*words, *pairs], _WORDS)
    _put(found, "c", tags, _IDEAS)
    return found


def _put(found: dict[int, float], kind: str, names: Iterable[str], weight: float) -> None:
    kept = list(dict.fromkeys(names))
    for name in kept:
        bucket = crc32(f"{kind}:{name}".encode()) % BUCKETS
        found[bucket] = found.get(bucket, 0.0) + weight / max(1.0, len(kept)) ** 0.5


@dataclass(frozen=True)
class Weights:
    """What was learned: one row a bucket, one column a label, and how to read the sum.

    `trust` multiplies the evidence of the lexicon; `bias` is one number a label; `calm` and
    `lift` turn the share of a label into the chance that it is right (logistic calibration).
    """

    table: Any
    bias: Any
    trust: float
    calm: float
    lift: float

    def shares(self, points: dict[str, float], found: dict[int, float]) -> dict[str, float]:
        """Return the share of each label: they sum to 1."""
        row = np.array([points[label] for label in LABELS]) * self.trust + self.bias
        if found:
            buckets = np.fromiter(found.keys(), dtype=np.int64)
            values = np.fromiter(found.values(), dtype=np.float64)
            row = row + values @ self.table[buckets]
        row = np.exp(row - row.max())
        return dict(zip(LABELS, (row / row.sum()).tolist(), strict=True))

    def chance(self, share: float) -> float:
        """Return how often a label with this share is right, from 0 to 1."""
        edge = min(max(share, 1e-6), 1 - 1e-6)
        return float(1 / (1 + np.exp(-(self.calm * np.log(edge / (1 - edge)) + self.lift))))


PLAIN = Weights(np.zeros((BUCKETS, len(LABELS))), np.zeros(len(LABELS)), 0.9, 1.0, 0.0)


@cache
def weights() -> Weights:
    """Return the committed weights, read once a process."""
    with np.load(_PATH) as kept:
        return Weights(
            kept["table"].astype(np.float64) * float(kept["step"]),
            kept["bias"],
            float(kept["trust"]),
            float(kept["calm"]),
            float(kept["lift"]),
        )


def save(learned: Weights) -> None:
    """Write the weights, each on one byte."""
    step = float(np.abs(learned.table).max()) / 127 or 1.0
    np.savez_compressed(
        _PATH,
        table=np.round(learned.table / step).astype(np.int8),
        step=step,
        bias=learned.bias,
        trust=learned.trust,
        calm=learned.calm,
        lift=learned.lift,
    )
