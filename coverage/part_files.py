"""Keeps what the parts of a computation are asked and what they answered, each under its print.

Compressed numpy arrays in one folder that every worker sees; never pickled objects. A file is
whole or absent; one that cannot be read is taken for absent. It knows no formula.
"""

from __future__ import annotations

import os
import re
import secrets
import time
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coverage.parts import question_arrays, reached_arrays, read_question, read_reached
from coverage.reached import Question, Reached

_PRINT = re.compile(r"[0-9a-f]{64}")
_UNREADABLE = (OSError, EOFError, KeyError, ValueError, TypeError, zipfile.BadZipFile)
#: Another run may be using what is younger.
FORGOTTEN_AFTER_SECONDS = 86_400


class PartFiles:
    """The files of one folder, made when first written to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def ask(self, mark: str, question: Question) -> None:
        """Keep what a part is asked."""
        self._write(self._path(mark, "question"), question_arrays(question))

    def answer(self, mark: str, reached: Reached) -> None:
        """Keep what a part answered; its question is not needed any more."""
        self._write(self._path(mark, "reponse"), reached_arrays(reached))
        self._path(mark, "question").unlink(missing_ok=True)

    def question(self, mark: str) -> Question | None:
        """Return what a part is asked; None when nobody wrote it."""
        try:
            return read_question(_read(self._path(mark, "question")))
        except _UNREADABLE:
            return None

    def answered(self, mark: str) -> Reached | None:
        """Return what a part answered; None when it has not."""
        try:
            return read_reached(_read(self._path(mark, "reponse")))
        except _UNREADABLE:
            return None

    def forget_others(self, kept: Collection[str]) -> int:
        """Delete the files of other prints, once nobody can be using them; return how many."""
        limit = time.time() - FORGOTTEN_AFTER_SECONDS
        old = [
            path
            for path in self._folder.glob("*.npz*")
            if path.name[:64] not in kept and path.stat().st_mtime < limit
        ]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _path(self, mark: str, kind: str) -> Path:
        """Return the file of a print. Raises ValueError for a text that is not one."""
        if not _PRINT.fullmatch(mark):
            raise ValueError("a print is 64 hexadecimal digits")
        return self._folder / f"{mark}.{kind}.npz"

    def _write(self, path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        with draft.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **arrays)
        os.replace(draft, path)


def _read(path: Path) -> dict[str, NDArray[Any]]:
    # Opened here: numpy leaves open what it cannot read.
    with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
