"""Small plain charts as geometry: the gauge of a total, bars side by side. Templates draw them.

Pure: numbers in, positions out, in the units of the drawing's `viewBox`. Every chart has a title
and a description in words, and a table says the same beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fragility.sentences import amount, number, score

LOWEST, HIGHEST = 1, 10
_GAUGE_LEFT, _GAUGE_WIDTH = 12.0, 296.0
_STEP_GAP = 3.0
_BAR_HEIGHT, _ROW = 14.0, 24.0
_LABEL_WIDTH, _BAR_WIDTH, _CHART_WIDTH = 134.0, 126.0, 320.0


@dataclass(frozen=True)
class Step:
    """One tenth of the gauge; `is_reached` when the total is beyond its middle."""

    x: float
    width: float
    is_reached: bool


@dataclass(frozen=True)
class Gauge:
    """A total on the scale from 1 to 10, with the lowest and highest inside when they exist."""

    key: str
    title: str
    description: str
    shown: str
    steps: tuple[Step, ...]
    marker: float
    low: float | None
    high: float | None

    @property
    def spread(self) -> float:
        """The width of the line between the lowest and the highest."""
        return 0.0 if self.low is None or self.high is None else self.high - self.low


@dataclass(frozen=True)
class Bar:
    """One bar, its label and its value in words; `is_own` marks the territory of the page."""

    label: str
    value: str
    y: float
    width: float
    is_own: bool

    @property
    def text_y(self) -> float:
        """The baseline of the words beside the bar."""
        return self.y + _BAR_HEIGHT - 3

    @property
    def value_x(self) -> float:
        """Where the value is written: after the bar."""
        return _LABEL_WIDTH + self.width + 6


@dataclass(frozen=True)
class Bars:
    """Bars from the same zero."""

    key: str
    title: str
    description: str
    bars: tuple[Bar, ...]
    height: float
    width: float = _CHART_WIDTH
    left: float = _LABEL_WIDTH
    bar_height: float = _BAR_HEIGHT


def gauge(
    key: str, name: str, total: float, minimum: float | None = None, maximum: float | None = None
) -> Gauge:
    """Return the gauge of a total from 1 to 10; `key` makes its ids unique in a page."""
    description = f"{score(total)} sur une échelle de 1 (le moins fragile) à 10 (le plus fragile)."
    if minimum is not None and maximum is not None:
        description += f" Les communes vont de {score(minimum)} à {score(maximum)}."
    width = _GAUGE_WIDTH / HIGHEST
    steps = tuple(
        Step(
            round(_GAUGE_LEFT + place * width, 2),
            round(width - _STEP_GAP, 2),
            _at(total) >= _GAUGE_LEFT + (place + 0.5) * width,
        )
        for place in range(HIGHEST)
    )
    return Gauge(
        key,
        f"Indice de fragilité : {name}",
        description,
        score(total),
        steps,
        _at(total),
        None if minimum is None else _at(minimum),
        None if maximum is None else _at(maximum),
    )


def _at(total: float) -> float:
    """Return where a total stands on the gauge, in units of the drawing."""
    inside = min(max(total, LOWEST), HIGHEST)
    return round(_GAUGE_LEFT + _GAUGE_WIDTH * (inside - LOWEST) / (HIGHEST - LOWEST), 2)


def bars(
    key: str, title: str, unit: str, values: Sequence[tuple[str, float | None]], own: str = ""
) -> Bars | None:
    """Return a chart of (label, value) pairs, None when fewer than two are known.

    `unit` is written after each value ("" for parts of a total); `own` is the label of the page's
    own territory. A bar starts at zero: all values are positive or null.
    """
    known = [(label, value) for label, value in values if value is not None]
    if len(known) < 2:
        return None
    longest = max(value for _, value in known) or 1.0
    drawn = tuple(
        Bar(
            _short(label),
            amount(value, unit) if unit else number(value, 1),
            round(place * _ROW + 4, 2),
            round(max(_BAR_WIDTH * value / longest, 1.0), 2),
            label == own,
        )
        for place, (label, value) in enumerate(known)
    )
    told = (f"{label} : {bar.value}" for (label, _), bar in zip(known, drawn, strict=True))
    return Bars(key, title, " ; ".join(told) + ".", drawn, round(len(drawn) * _ROW + 4, 2))


def _short(label: str, most: int = 19) -> str:
    """Cut a label so that it stays beside its bar; the description holds it whole."""
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"
