"""Recomputing published results: what is checked, what fails, what is remembered."""

from __future__ import annotations

import hashlib
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ifn_site import verifications
from ifn_site.verifications import Check, Figure, compared, last_verification, register, verify

CONTENT = b"code;valeur\n1;2\n"
SHA = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of data with one file, and no verification registered."""
    monkeypatch.setattr(verifications, "_registered", {})
    settings.VAR_DIR = tmp_path
    settings.DATA_DIR = None
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "table.csv").write_bytes(CONTENT)
    return tmp_path / "data"


def registered(error: float = 0.0, sha: str = SHA, name: str = "Essai", rank: int = 1) -> None:
    """Register a verification of one comparison."""
    register(
        rank,
        name,
        lambda path: [compared("une somme", 3, error, 0.5)],
        inputs={"table.csv": sha},
        figures=lambda path: [Figure("sujet", "Part touchée", -12.5, "%", 3)],
    )


def command(folder: Path, **options: Any) -> tuple[int, str]:
    """Return (exit code, printed text) of the command."""
    printed = StringIO()
    try:
        call_command("verify_methods", data=str(folder), stdout=printed, **options)
    except SystemExit as stop:
        return int(stop.code or 0), printed.getvalue()
    return 0, printed.getvalue()


def test_all_that_agrees_exits_zero_with_a_table(folder: Path) -> None:
    registered()

    code, text = command(folder)

    assert code == 0
    assert "Vérification" in text
    line = next(line for line in text.splitlines() if "une somme" in line)
    assert line.split() == ["Essai", ":", "une", "somme", "3", "0", "0.5", "ok"]
    assert "Part touchée : −12,5 % (3 lignes)" in text


@pytest.mark.parametrize("error", [0.6, float("nan"), float("inf")])
def test_an_error_over_its_tolerance_or_not_a_number_exits_one(folder: Path, error: float) -> None:
    registered(error)

    code, text = command(folder)

    assert code == 1
    assert "ÉCHEC" in text


def test_nothing_compared_is_a_failure() -> None:
    assert not compared("une somme", 0, 0.0, 1.0).ok


def test_nothing_registered_is_a_failure(folder: Path) -> None:
    assert command(folder)[0] == 1


def test_a_missing_input_exits_one_and_is_named(folder: Path) -> None:
    registered()
    (folder / "table.csv").unlink()

    code, text = command(folder)

    assert code == 1
    assert "absents : table.csv" in text


def test_a_changed_input_exits_one_and_is_named(folder: Path) -> None:
    registered()
    (folder / "table.csv").write_bytes(CONTENT.replace(b"2", b"3"))

    code, text = command(folder)

    assert code == 1
    assert "modifiés : table.csv" in text
    assert "une somme" in text


@pytest.mark.parametrize(
    "problem", [ValueError("colonne absente"), KeyError("code"), EOFError("coupé"), OSError("nul")]
)
def test_an_input_that_cannot_be_read_exits_one_without_a_trace(
    folder: Path, problem: Exception
) -> None:
    def run(path: Path) -> list[Check]:
        raise problem

    register(1, "Essai", run, inputs={"table.csv": SHA})

    code, text = command(folder)

    assert code == 1
    assert "Lecture impossible" in text


def test_verifications_run_by_rank(folder: Path) -> None:
    registered(name="Second", rank=2)
    registered(name="Premier", rank=1)

    assert [part.name for part in verify(folder).parts] == ["Premier", "Second"]


def test_the_last_outcome_is_remembered_with_its_hashes(folder: Path) -> None:
    registered()
    assert last_verification() is None

    command(folder, publish=True)

    outcome = last_verification()
    assert outcome is not None
    assert outcome.ok
    assert outcome.at.tzinfo is not None
    assert outcome.parts[0].inputs == {"table.csv": SHA}
    assert [check.what for check in outcome.parts[0].checks] == ["Fichiers d’entrée", "une somme"]
    assert outcome.figures("sujet") == [Figure("sujet", "Part touchée", -12.5, "%", 3)]
    assert outcome.figures("autre") == []


def test_another_folder_than_the_sites_changes_no_page(folder: Path, settings: Any) -> None:
    settings.DATA_DIR = folder
    registered()
    command(folder)
    published = last_verification()
    assert published is not None
    assert published.ok

    other = folder.parent / "other"
    other.mkdir()
    code, text = command(other)

    assert code == 1
    assert "--publish" in text
    assert last_verification() == published


def test_a_failure_is_remembered_as_one(folder: Path) -> None:
    registered(error=float("inf"))

    command(folder, publish=True)

    outcome = last_verification()
    assert outcome is not None
    assert not outcome.ok


@pytest.mark.parametrize("content", ["", "{", '{"at": 3}', '{"at": "2026", "parts": [{}]}'])
def test_a_record_that_cannot_be_read_is_no_record(
    folder: Path, settings: Any, content: str
) -> None:
    (settings.VAR_DIR / verifications.RECORD).write_text(content, encoding="utf-8")

    assert last_verification() is None


def test_without_a_folder_the_command_says_what_to_do(folder: Path) -> None:
    with pytest.raises(CommandError, match="--data DOSSIER"):
        call_command("verify_methods")


def test_a_folder_that_does_not_exist_is_named(folder: Path) -> None:
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("verify_methods", data=str(folder / "ailleurs"))
