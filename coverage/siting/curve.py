"""The curve of gains as geometry: people covered by 1, 2… places. A template draws it.

Pure: numbers in, positions out, in the units of the drawing's `viewBox`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fragility.sentences import number

WIDTH, HEIGHT = 420.0, 210.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 8.0, 404.0, 34.0, 178.0


@dataclass(frozen=True)
class Dot:
    """One number of places; `shown` is its total in words, "" when there is no room for it."""

    x: float
    y: float
    count: int
    shown: str
    is_asked: bool


@dataclass(frozen=True)
class Curve:
    """The drawing; `description` says in words what it shows."""

    title: str
    description: str
    dots: tuple[Dot, ...]
    line: str
    width: float = WIDTH
    height: float = HEIGHT
    base: float = _BOTTOM


def gain_curve(totals: Sequence[float], asked: int, counted: str) -> Curve | None:
    """Return the curve of totals by number of places, None for fewer than two.

    `counted` says who is counted.
    """
    if len(totals) < 2:
        return None
    highest, last = max(totals), len(totals) - 1
    dots = []
    for rank, total in enumerate(totals):
        x = _LEFT + (_RIGHT - _LEFT) * (rank + 0.5) / len(totals)
        y = _BOTTOM - (_BOTTOM - _TOP) * total / highest
        is_told = rank in (0, last, asked - 1)
        dots.append(
            Dot(round(x, 1), round(y, 1), rank + 1, number(total) if is_told else "",
                rank == asked - 1)
        )  # fmt: skip
    told = "\u00a0; ".join(
        f"{dot.count} {'lieu' if dot.count == 1 else 'lieux'}\u00a0: {number(total)}"
        for dot, total in zip(dots, totals, strict=True)
    )
    return Curve(
        f"{counted[:1].upper()}{counted[1:]}, selon le nombre de lieux ouverts",
        f"{told}.",
        _without_crowd(dots),
        " ".join(f"{dot.x},{dot.y}" for dot in dots),
    )


def _without_crowd(dots: list[Dot]) -> tuple[Dot, ...]:
    """Leave out the words of the first or last dot when the one asked for stands beside it."""
    asked = next((dot for dot in dots if dot.is_asked), None)
    kept = []
    for dot in dots:
        is_near = asked is not None and dot is not asked and abs(dot.x - asked.x) < 62
        kept.append(Dot(dot.x, dot.y, dot.count, "", False) if is_near else dot)
    return tuple(kept)
