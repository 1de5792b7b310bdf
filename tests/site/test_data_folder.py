"""Which folder the site is loaded from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ifn_site import data_folder
from ifn_site.data_folder import MissingFolder, demo_folder, is_demonstration, resolve_folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> list[date]:
    """The reference dates of the sets that a false generator has made."""
    import demo.generate

    settings.VAR_DIR = tmp_path / "var"
    settings.DATA_DIR = None
    dates: list[date] = []

    def generate(target: Path, *, reference_date: date) -> None:
        dates.append(reference_date)
        (target / "demo.json").write_text('{"demonstration": true}')

    monkeypatch.setattr(demo.generate, "generate", generate)
    return dates


def test_the_demonstration_is_made_once_a_month(made: list[date]) -> None:
    first = demo_folder(date(2026, 11, 3))
    assert demo_folder(date(2026, 11, 23)) == first
    assert demo_folder(date(2026, 12, 1)) != first
    assert made == [date(2026, 11, 1), date(2026, 12, 1)]


def test_an_old_demonstration_is_forgotten(made: list[date]) -> None:
    first = demo_folder(date(2026, 10, 1))
    demo_folder(date(2026, 11, 1))
    demo_folder(date(2026, 12, 1))
    assert not first.exists()


def test_a_demonstration_that_fails_leaves_nothing(
    made: list[date], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    import demo.generate

    def fails(target: Path, *, reference_date: date) -> None:
        (target / "half").write_text("")
        raise OSError("disque plein")

    monkeypatch.setattr(demo.generate, "generate", fails)
    with pytest.raises(OSError, match="disque plein"):
        demo_folder(date(2026, 11, 1))
    assert list(settings.VAR_DIR.iterdir()) == []


def test_auto_is_the_folder_of_the_environment(
    made: list[date], settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    assert resolve_folder("auto") == tmp_path
    assert made == []


def test_auto_without_a_folder_is_the_demonstration(made: list[date]) -> None:
    assert is_demonstration(resolve_folder("auto"))


def test_demo_is_the_demonstration_even_with_a_folder(
    made: list[date], settings: Any, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    assert is_demonstration(resolve_folder("demo"))


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingFolder, match=r"n’existe pas\. Indiquez un dossier"):
        resolve_folder(str(tmp_path / "nowhere"))


@pytest.mark.parametrize("text", [None, "", "[]", '{"demonstration": false}', "not json"])
def test_only_its_own_mark_makes_a_demonstration(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "demo.json").write_text(text)
    assert not is_demonstration(tmp_path)


def test_a_change_of_the_generator_makes_another_set(tmp_path: Path, settings: Any) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "generate.py").write_text("one")
    before = data_folder._demo_hash(date(2026, 11, 1))
    (tmp_path / "demo" / "generate.py").write_text("two")
    assert data_folder._demo_hash(date(2026, 11, 1)) != before
