"""The nine classes need × access and the classes of one measure: words, tokens, bounds, counts.

A letter tells the need (A low, C high), a figure the access (1 high, 3 low): never colour alone.
Colours are tokens of `coverage.css`, named here. Pure numpy: it knows neither runs nor requests.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coverage.thirds import CLASS_LABELS
from fragility.sentences import NO_BREAK
from fragility.total_classes import LABELS, total_classes

NEED_WORDS = {"A": "besoin faible", "B": "besoin moyen", "C": "besoin fort"}
ACCESS_WORDS = {"1": "accès fort", "2": "accès moyen", "3": "accès faible"}
NO_DATA_BYTE, OUTSIDE_BYTE = 255, 254
Numbers = NDArray[np.uint8]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class ClassFacts:
    """One class: `number` from 1, `key` of the address, `token` of its colour, what it holds."""

    number: int
    key: str
    label: str
    token: str
    count: int = 0
    people: int = 0


#: Upper bounds (included but the last) and words of each measure, from the best to the worst.
_MINUTES = (5.0, 10.0, 15.0, 20.0, 30.0, 60.0)
_CHOICES = (20.0, 10.0, 5.0, 2.0, 1.0)
_SHARES = (1.5, 1.0, 0.75, 0.5, 0.25)


def class_words(key: str) -> str:
    """Return « besoin fort, accès faible » for « C3 », "" for anything else."""
    if key not in CLASS_LABELS:
        return ""
    return f"{NEED_WORDS[key[0]]}, {ACCESS_WORDS[key[1]]}"


def crossed_scale() -> tuple[ClassFacts, ...]:
    """Return the nine classes, A1 to C3."""
    return tuple(
        ClassFacts(number, key, class_words(key), f"gap-{key.lower()}")
        for number, key in enumerate(CLASS_LABELS, 1)
    )


def measure_scale(measure: str) -> tuple[ClassFacts, ...]:
    """Return the classes of one measure, from the best to the worst. Raises KeyError."""
    labels = _LABELS[measure]
    last = len(labels) - 1
    return tuple(
        ClassFacts(rank + 1, str(rank + 1), label, f"need-{1 + round(6 * rank / last)}")
        for rank, label in enumerate(labels)
    )


def measure_numbers(measure: str, values: Floats, means: Floats | float = np.nan) -> Numbers:
    """Return the class of each value, 0 where nothing is known. Raises KeyError.

    `means` are the mean access of the base of each territory, for « acces » only. Infinite minutes
    are out of reach, and an access of 0 is no place in reach: both are the last class.
    """
    if measure == "besoin":
        return total_classes(values)
    if measure == "minutes":
        found = 1 + np.searchsorted(np.array(_MINUTES), values, side="left")
    elif measure == "choix":
        found = 1 + (values[:, None] < np.array(_CHOICES)).sum(axis=1)
    elif measure == "acces":
        # Where nobody of the base has any help the mean is 0: what is there is then over it.
        shares = values / np.maximum(means, np.finfo(np.float64).tiny)
        found = 1 + (shares[:, None] < np.array(_SHARES)).sum(axis=1)
        found = np.where(values <= 0, len(_SHARES) + 2, found)
    else:
        raise KeyError(measure)
    return np.where(np.isnan(values), 0, found).astype(np.uint8)


def counted(
    scale: tuple[ClassFacts, ...], numbers: Numbers, people: Floats, within: NDArray[np.bool_]
) -> tuple[tuple[ClassFacts, ...], ClassFacts]:
    """Return the classes with communes and inhabitants inside `within`, and what has no data."""
    size = len(scale) + 1
    counts = np.bincount(numbers[within], minlength=size)
    heads = np.bincount(numbers[within], weights=np.nan_to_num(people[within]), minlength=size)
    full = tuple(
        ClassFacts(
            one.number, one.key, one.label, one.token,
            int(counts[one.number]), round(float(heads[one.number])),
        )
        for one in scale
    )  # fmt: skip
    return full, ClassFacts(0, "", "sans donnée", "", int(counts[0]), round(float(heads[0])))


def drawn_bytes(numbers: Numbers, within: NDArray[np.bool_]) -> Numbers:
    """Return the byte of each commune: its class less one, 255 no data, 254 outside."""
    known = np.where(numbers > 0, numbers - 1, NO_DATA_BYTE)
    return np.where(within, known, OUTSIDE_BYTE).astype(np.uint8)


def grid(scale: tuple[ClassFacts, ...]) -> list[dict[str, Any]]:
    """Return the nine classes as rows of the legend, the highest need first."""
    return [
        {
            "letter": letter,
            "words": NEED_WORDS[letter],
            "cells": [one for one in scale if one.key.startswith(letter)],
        }
        for letter in reversed(NEED_WORDS)
    ]


_LABELS: dict[str, tuple[str, ...]] = {
    "minutes": (
        f"5{NO_BREAK}minutes ou moins",
        *(f"plus de {low:g} à {high:g}{NO_BREAK}minutes"
          for low, high in pairwise(_MINUTES)),
        f"aucun à moins de 60{NO_BREAK}minutes",
    ),
    "choix": ("20 lieux ou plus", "de 10 à 19 lieux", "de 5 à 9 lieux", "de 2 à 4 lieux", "1 lieu",
              "aucun lieu"),
    "acces": (
        f"150{NO_BREAK}% de la moyenne ou plus",
        f"de 100 à moins de 150{NO_BREAK}%",
        f"de 75 à moins de 100{NO_BREAK}%",
        f"de 50 à moins de 75{NO_BREAK}%",
        f"de 25 à moins de 50{NO_BREAK}%",
        f"moins de 25{NO_BREAK}%",
        "aucun lieu à portée",
    ),
    "besoin": tuple(LABELS),
}  # fmt: skip
