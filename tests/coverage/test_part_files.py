"""The files of the parts: whole or absent, and never a way out of their folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from coverage.part_files import FORGOTTEN_AFTER_SECONDS, PartFiles
from coverage.parts import fingerprint, parts
from coverage.reached import Question, reach
from tests.coverage.part_worlds import question, wide_world

MARK = "a" * 64


@pytest.fixture
def asked() -> Question:
    return next(one for part, one in parts(question(wide_world(1))) if part.code == "00")


def test_a_question_is_kept_until_it_is_answered(tmp_path: Path, asked: Question) -> None:
    files = PartFiles(tmp_path / "parts")
    assert files.question(MARK) is None
    files.ask(MARK, asked)
    received = files.question(MARK)
    assert received is not None
    assert fingerprint(received, "") == fingerprint(asked, "")
    assert files.answered(MARK) is None
    files.answer(MARK, reach(received))
    found = files.answered(MARK)
    assert found is not None
    assert found.accesses.tobytes() == reach(asked).accesses.tobytes()
    assert files.question(MARK) is None
    assert len(list((tmp_path / "parts").iterdir())) == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not an archive"])
def test_a_file_that_cannot_be_read_is_absent(
    tmp_path: Path, asked: Question, content: bytes
) -> None:
    files = PartFiles(tmp_path)
    files.answer(MARK, reach(asked))
    (path,) = tmp_path.iterdir()
    path.write_bytes(content)
    assert files.answered(MARK) is None


def test_a_file_cut_short_is_absent(tmp_path: Path, asked: Question) -> None:
    files = PartFiles(tmp_path)
    files.answer(MARK, reach(asked))
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-200])
    assert files.answered(MARK) is None


@pytest.mark.parametrize("mark", ["", "../../etc/passwd", "A" * 64, MARK + "\n", MARK[:-1] + "/"])
def test_a_print_is_not_a_path(tmp_path: Path, mark: str, asked: Question) -> None:
    with pytest.raises(ValueError, match="print"):
        PartFiles(tmp_path).ask(mark, asked)
    assert not list(tmp_path.iterdir())


def test_old_files_of_other_runs_are_forgotten(tmp_path: Path, asked: Question) -> None:
    files = PartFiles(tmp_path)
    old, young, kept = "b" * 64, "c" * 64, "d" * 64
    for mark in (old, young, kept):
        files.answer(mark, reach(asked))
    for mark in (old, kept):
        (path,) = tmp_path.glob(f"{mark}*")
        past = path.stat().st_mtime - FORGOTTEN_AFTER_SECONDS - 60
        os.utime(path, (past, past))
    assert files.forget_others({kept}) == 1
    assert files.answered(old) is None
    assert files.answered(young) is not None
    assert files.answered(kept) is not None
