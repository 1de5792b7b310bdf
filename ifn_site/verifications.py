"""Recomputing published results from raw inputs: the registry, the run and its record.

Each app registers, in its `AppConfig.ready`, what it can recompute from a folder of data. It knows
neither the methods nor the files: only how to say what agrees, and to remember the last answer.
The record holds aggregates only: counts, errors, correlations, hashes of the inputs.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

RECORD = "verification.json"
INPUTS = "Fichiers d’entrée"

#: What unreadable, truncated or reshaped files raise while they are read.
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, zlib.error)


@dataclass(frozen=True)
class Check:
    """One comparison: ok when `max_abs_error` ≤ `tolerance`. `rows` = how many were compared.

    `what` and `note` are French, for the table of the command and of the page.
    """

    what: str
    rows: int
    max_abs_error: float
    tolerance: float
    ok: bool
    note: str = ""


def compared(what: str, rows: int, error: float, tolerance: float, note: str = "") -> Check:
    """Return the check of an error against its tolerance; nothing compared is a failure."""
    return Check(what, rows, float(error), tolerance, bool(rows and error <= tolerance), note)


@dataclass(frozen=True)
class Figure:
    """One aggregate worth showing: `value` in `unit` (French), measured on `rows` rows."""

    topic: str
    label: str
    value: float
    unit: str
    rows: int


Checks = Callable[[Path], list[Check]]
Figures = Callable[[Path], list[Figure]]


@dataclass(frozen=True)
class Verification:
    """What one app recomputes. `inputs`: path inside the folder → expected sha256."""

    rank: int
    name: str
    run: Checks
    inputs: Mapping[str, str]
    figures: Figures | None


@dataclass(frozen=True)
class Part:
    """The outcome of one verification; `inputs`: path → sha256 found, empty when missing."""

    name: str
    checks: list[Check]
    figures: list[Figure] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """All that was verified, and when (UTC)."""

    at: datetime
    parts: list[Part]

    @property
    def ok(self) -> bool:
        """True when something was checked and every check passed."""
        checks = [check for part in self.parts for check in part.checks]
        return bool(checks) and all(check.ok for check in checks)

    def figures(self, topic: str) -> list[Figure]:
        """Return the figures of one topic, in their order."""
        return [figure for part in self.parts for figure in part.figures if figure.topic == topic]


_registered: dict[str, Verification] = {}


def register(
    rank: int,
    name: str,
    run: Checks,
    *,
    inputs: Mapping[str, str],
    figures: Figures | None = None,
) -> None:
    """Add a verification; a lower rank runs first. The same name replaces."""
    _registered[name] = Verification(rank, name, run, inputs, figures)


def verifications() -> list[Verification]:
    """Return every verification in the order in which it runs."""
    return sorted(_registered.values(), key=lambda one: (one.rank, one.name))


def verify(data_dir: Path) -> Outcome:
    """Run every verification on a folder of data. Never raises for what the folder holds."""
    return Outcome(timezone.now(), [_verify(one, data_dir) for one in verifications()])


def _verify(one: Verification, data_dir: Path) -> Part:
    """Check the inputs, then recompute; a file that cannot be read is a failed check."""
    found = {path: _sha256(data_dir / path) for path in one.inputs}
    checks = [_inputs_check(one.inputs, found)]
    figures: list[Figure] = []
    if all(found.values()):
        try:
            checks += one.run(data_dir)
            figures = one.figures(data_dir) if one.figures else []
        except _UNREADABLE as error:
            note = f"Lecture impossible : {error}"
            checks.append(Check("Lecture des fichiers", 0, float("inf"), 0.0, False, note))
    return Part(one.name, checks, figures, found)


def _inputs_check(expected: Mapping[str, str], found: Mapping[str, str]) -> Check:
    """Return the check of the hashes: every file there, and each the one that is expected."""
    missing = [path for path, digest in found.items() if not digest]
    changed = [path for path, digest in found.items() if digest and digest != expected[path]]
    notes = []
    if missing:
        notes.append("absents : " + ", ".join(missing))
    if changed:
        notes.append("modifiés : " + ", ".join(changed))
    return compared(INPUTS, len(expected), len(missing) + len(changed), 0.0, " ; ".join(notes))


def _sha256(path: Path) -> str:
    """Return the sha256 of a file, empty when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def record(outcome: Outcome) -> None:
    """Keep the outcome for the page of methods; it replaces the last one whole."""
    content = {"at": outcome.at.isoformat(), "parts": [asdict(part) for part in outcome.parts]}
    partial = settings.VAR_DIR / f"{RECORD}.{os.getpid()}"
    partial.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    partial.replace(settings.VAR_DIR / RECORD)


def last_verification() -> Outcome | None:
    """Return the last outcome recorded, None when there is none that can be read."""
    try:
        content = json.loads((settings.VAR_DIR / RECORD).read_text("utf-8"))
        parts = [
            Part(
                part["name"],
                [Check(**check) for check in part["checks"]],
                [Figure(**figure) for figure in part["figures"]],
                part["inputs"],
            )
            for part in content["parts"]
        ]
        return Outcome(datetime.fromisoformat(content["at"]), parts)
    except (OSError, ValueError, KeyError, TypeError):
        return None
