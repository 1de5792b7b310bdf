"""`manage.py setup_data`: every step, in order, twice the same."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ifn_site import setup_steps
from ifn_site.models import DataSet
from ifn_site.setup_steps import DataFolder, register, steps


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, DataFolder]]:
    """Two steps of our own in place of the site's; what they were asked is remembered."""
    monkeypatch.setattr(setup_steps, "_steps", {})
    asked: list[tuple[str, DataFolder]] = []

    def step(name: str) -> Any:
        def run(folder: DataFolder, say: Any) -> None:
            asked.append((name, folder))
            say(f"{name} fait")

        return run

    register(20, "lieux", step("lieux"))
    register(10, "territoires", step("territoires"))
    return asked


def setup(*args: str) -> str:
    out = StringIO()
    call_command("setup_data", *args, stdout=out)
    return out.getvalue()


def exit_code(*args: str) -> int | str | None:
    try:
        setup(*args)
    except SystemExit as answer:
        return answer.code
    return 0


def test_territories_come_before_what_stands_on_them() -> None:
    names = [step.name for step in steps()]

    assert names.index("territoires") < names.index("lieux")


def test_steps_run_by_rank_and_say_what_they_did(
    ran: list[tuple[str, DataFolder]], tmp_path: Path
) -> None:
    said = setup("--from", str(tmp_path))

    assert [name for name, _ in ran] == ["territoires", "lieux"]
    assert "  lieux fait" in said
    assert re.search(r"Terminé en \d", said)


def test_an_ordinary_folder_is_not_a_demonstration(
    ran: list[tuple[str, DataFolder]], tmp_path: Path
) -> None:
    setup("--from", str(tmp_path))

    assert ran[0][1] == DataFolder(tmp_path, DataSet.Origin.FOLDER)


def test_a_marked_folder_is_a_demonstration(
    ran: list[tuple[str, DataFolder]], tmp_path: Path
) -> None:
    (tmp_path / "demo.json").write_text('{"demonstration": true}')

    said = setup("--from", str(tmp_path))

    assert ran[0][1].origin == DataSet.Origin.DEMONSTRATION
    assert said.startswith("Données : demonstration")


@pytest.mark.usefixtures("ran")
def test_check_tells_whether_these_very_data_are_loaded(tmp_path: Path) -> None:
    assert exit_code("--from", str(tmp_path), "--check") == 1
    setup("--from", str(tmp_path))
    assert exit_code("--from", str(tmp_path), "--check") == 0

    (tmp_path / "nouveau.csv").write_text("x")

    assert exit_code("--from", str(tmp_path), "--check") == 1


def test_check_loads_nothing(ran: list[tuple[str, DataFolder]], tmp_path: Path) -> None:
    exit_code("--from", str(tmp_path), "--check")

    assert ran == []


def test_a_step_that_fails_is_not_remembered_as_loaded(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(setup_steps, "_steps", {})

    def fail(*args: Any) -> None:
        raise CommandError("fichier absent")

    register(10, "territoires", fail)
    with pytest.raises(CommandError, match="fichier absent"):
        setup("--from", str(tmp_path))

    assert exit_code("--from", str(tmp_path), "--check") == 1


@pytest.mark.usefixtures("ran")
@pytest.mark.parametrize(
    ("choice", "said"),
    [("/nulle/part", "n’existe pas"), ("online", "téléchargez les fichiers")],
)
def test_a_folder_that_cannot_be_read_is_told_with_what_to_do(choice: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        setup("--from", choice)


def test_without_a_folder_real_data_already_loaded_are_kept(
    ran: list[tuple[str, DataFolder]], tmp_path: Path, settings: Any
) -> None:
    settings.DATA_DIR = None
    setup("--from", str(tmp_path))
    ran.clear()

    assert "elles sont gardées" in setup("--from", "auto")
    assert "elles sont gardées" in setup("--check")
    assert ran == []


def test_the_demonstration_is_never_laid_over_real_data(
    ran: list[tuple[str, DataFolder]], tmp_path: Path
) -> None:
    demonstration = tmp_path / "demo"
    demonstration.mkdir()
    (demonstration / "demo.json").write_text('{"demonstration": true}')
    setup("--from", str(tmp_path))
    ran.clear()

    with pytest.raises(CommandError, match="ne s’y mélange pas"):
        setup("--from", str(demonstration))
    assert ran == []


def test_the_demonstration_says_how_to_load_real_data(
    ran: list[tuple[str, DataFolder]], tmp_path: Path
) -> None:
    (tmp_path / "demo.json").write_text('{"demonstration": true}')

    assert "IFN_DATA_DIR=DOSSIER bin/run" in setup("--from", str(tmp_path))
    assert "IFN_DATA_DIR=DOSSIER bin/run" in setup("--from", str(tmp_path), "--check")


def test_real_data_are_not_called_a_demonstration(
    ran: list[tuple[str, DataFolder]], tmp_path: Path
) -> None:
    assert "démonstration" not in setup("--from", str(tmp_path))
