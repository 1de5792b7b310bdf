"""How large the letters of the sheet to take away can be, so that it stays one page.

Pure: texts and lengths in points, no sheet. Widths are those of a broad sans serif, so that
narrower fonts leave room rather than spill onto a second page.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

#: Sizes tried, in points, each a class of the stylesheet (`paper-16`).
SIZES = (16, 15, 14, 13, 12, 11, 10, 9)
#: Inside the margins of the stylesheet: A4 upright, and half of A4 lying, in points.
_FLAT = (527.0, 774.0)
_FOLDED = (363.0, 538.0)
#: Share of the page that the estimate may fill: measured in a browser, it is a tenth too high,
#: which leaves room for a broader font.
_SAFE = 1.0
#: Mean width of a letter over its size, plain and bold.
_PLAIN, _BOLD = 0.56, 0.65
#: Height of a line over its size; a heading with its rule and the gaps around it, in points.
_LINE = 1.3
_HEADING_EM, _HEADING_PT = 1.25, 13.0
#: The number to call is never smaller, in points.
_PHONE_PT = 24.0
#: The QR code and its gap, in points.
_FOOT = 100.0


@dataclass(frozen=True)
class Texts:
    """The texts of the page: `days` are (label, text and note) pairs, `lines` plain paragraphs.

    `first` and `second` are the sections of each side: one list of paragraphs a heading.
    """

    name: str
    phone: str
    address: list[str]
    first: list[list[str]] = field(default_factory=list)
    days: list[tuple[str, str]] = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    second: list[list[str]] = field(default_factory=list)


def largest_size(texts: Texts, *, is_folded: bool) -> int:
    """Return the largest of `SIZES` at which everything fits, the smallest when none does."""
    width, height = _FOLDED if is_folded else _FLAT
    for size in SIZES:
        sides = (_first_side(texts, size, width), _second_side(texts, size, width, is_folded))
        if (max(sides) if is_folded else sum(sides)) <= height * _SAFE:
            return size
    return SIZES[-1]


def _height(text: str, size: float, width: float, letter: float = _PLAIN) -> float:
    """Return the height of a paragraph: whole words leave the end of lines empty."""
    per_line = max(1, int(width / (letter * size)) - 3)
    return math.ceil(len(text) / per_line) * size * _LINE


def _sections(sections: Iterable[list[str]], size: float, width: float) -> float:
    return sum(
        _heading(size) + sum(_height(text, size, width) for text in section) for section in sections
    )


def _heading(size: float) -> float:
    return _HEADING_EM * size + _HEADING_PT


def _first_side(texts: Texts, size: float, width: float) -> float:
    """Name, phone, address, then when."""
    height = _height(texts.name, 1.7 * size, width, _BOLD)
    height += _height(texts.phone, max(_PHONE_PT, 2.6 * size), width, _BOLD)
    height += sum(_height(line, 1.24 * size, width, _BOLD) for line in texts.address)
    label = max((len(label) for label, _ in texts.days), default=0) * _BOLD * size
    room = max(width - label - 4 * size, width / 3)
    height += sum(_height(text, size, room) + 3 for _, text in texts.days)
    return height + _sections(texts.first, size, width)


def _second_side(texts: Texts, size: float, width: float, is_folded: bool) -> float:
    """What for, then the rest, and the code to scan."""
    columns = 1 if is_folded else 2
    room = width / columns - 2 * size
    listed = sum(_height(text, size, room) for text in texts.services)
    # Columns never end level.
    height = _heading(size) + listed / columns + (columns - 1) * size * _LINE
    return height + _sections(texts.second, size, width) + _FOOT
