"""The steps that bring data into the site, registered by each app in its `AppConfig.ready`.

It knows the order and nothing else: territories come before what stands on them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol


class Say(Protocol):
    """How a step tells what it did: one line of French."""

    def __call__(self, line: str) -> None: ...


class DataFolder(NamedTuple):
    """A folder laid out as `geo/`, `venues/`, `ifn/`, `gap/`, and what it is."""

    path: Path
    origin: str


@dataclass(frozen=True)
class Step:
    """One idempotent step: run twice, it changes nothing the second time."""

    rank: int
    name: str
    run: Callable[[DataFolder, Say], None]


_steps: dict[str, Step] = {}


def register(rank: int, name: str, run: Callable[[DataFolder, Say], None]) -> None:
    """Add a step; a lower rank runs first."""
    _steps[name] = Step(rank, name, run)


def steps() -> list[Step]:
    """Return every step in the order in which it must run."""
    return sorted(_steps.values(), key=lambda step: (step.rank, step.name))
