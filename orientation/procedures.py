"""The procedures (démarches) that a person can name in the orientation.

The table stands in the directory, whose sheet to take away reads it too. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ifn_site.wording import gettext as _
from venues.door_words import door_sentence
from venues.procedures import PROCEDURES, Procedure, to_bring

__all__ = ["PROCEDURES", "Choice", "Procedure", "choices", "door_sentence", "known", "to_bring"]


class Choice(NamedTuple):
    """A procedure to choose, in the language of the page."""

    key: str
    label: str
    hint: str


def choices() -> list[Choice]:
    """Return every procedure in its order, « une autre démarche » last."""
    return [Choice(one.key, _(one.label), _(one.hint)) for one in PROCEDURES.values()]


def known(keys: Iterable[str]) -> str:
    """Return the last key that is a procedure, "" when none is."""
    return next((key for key in reversed(list(keys)) if key in PROCEDURES), "")
