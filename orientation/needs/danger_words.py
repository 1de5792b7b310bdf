"""What people say when it cannot wait, read from `data/danger.txt`: patterns by emergency number.

It reads the file once and knows nothing of sentences or of numbers.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

_PATH = Path(__file__).resolve().parent / "data" / "danger.txt"


class DangerWords(NamedTuple):
    """The patterns that call a number, and the one that calls the alarm off."""

    says: tuple[str, ...]
    unless: str = ""


def read_danger(text: str) -> dict[str, DangerWords]:
    """Return the patterns of a file by key. Raises ValueError on a line out of a section."""
    lists: dict[str, str] = {}
    found: dict[str, DangerWords] = {}
    key = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            key = line[1:-1]
            found[key] = DangerWords(())
        elif line.startswith("<") and not key:
            name, _, words = line.partition(" ")
            lists[name] = words
        elif not key:
            raise ValueError(f"danger line {number}: out of a section")
        else:
            found[key] = _with_line(found[key], line, lists)
    return found


def _with_line(danger: DangerWords, line: str, lists: dict[str, str]) -> DangerWords:
    for name, words in lists.items():
        line = line.replace(name, words)
    if line.startswith("!"):
        return danger._replace(unless=line[1:].strip())
    return danger._replace(says=(*danger.says, line))


@cache
def danger_words() -> dict[str, DangerWords]:
    """Return the committed patterns, read once a process."""
    return read_danger(_PATH.read_text(encoding="utf-8"))
