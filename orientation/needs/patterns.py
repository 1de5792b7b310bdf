"""Patterns over a row of words: « a|b + c* » means a or b, and a word that begins by c.

Pure. They read a line of folded words between spaces, as `spotting` gives it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orientation.needs.sound import sound
from orientation.needs.spelling import tokens

_LONG_WAY = 8


@dataclass(frozen=True)
class Pattern:
    """Groups that must all be found in a line."""

    groups: tuple[re.Pattern[str], ...]

    def holds(self, line: str) -> bool:
        """Say whether every group is somewhere in the line."""
        return all(group.search(line) for group in self.groups)


def compiled(written: str) -> Pattern:
    """Return a written pattern ready to read. An empty group raises ValueError."""
    groups = []
    for group in written.split("+"):
        ways = [_way(way) for way in group.split("|") if way.strip()]
        if not ways:
            raise ValueError(f"empty group in « {written} »")
        groups.append(re.compile(f"(?<= )(?:{'|'.join(ways)})(?= )"))
    return Pattern(tuple(groups))


def sounded(written: str) -> Pattern | None:
    """Return the pattern over sounds, of the ways long enough to be told apart; None if a group
    has none."""
    groups = []
    for group in written.split("+"):
        ways = [
            " ".join(re.escape(sound(word)) for word in way.split())
            for way in group.split("|")
            if _is_long(way)
        ]
        if not ways:
            return None
        groups.append(re.compile(f"(?<= )(?:{'|'.join(ways)})(?= )"))
    return Pattern(tuple(groups))


def _is_long(way: str) -> bool:
    return "*" not in way and len(way.strip()) >= _LONG_WAY


def _way(way: str) -> str:
    way = way.strip()
    ending = r"\w*" if way.endswith("*") else ""
    return " ".join(re.escape(word) for word in way.rstrip("*").split()) + ending


def words_of(patterns: Iterable[str]) -> Iterator[str]:
    """Give the whole words that patterns are made of, to recognise them misspelt."""
    for written in patterns:
        for way in re.split(r"[|+]", written):
            if not way.strip().endswith("*"):
                yield from tokens(way)
