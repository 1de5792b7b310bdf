"""`fetch_indicators`: one French line a file, and never an error for one site in trouble."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from fragility.imports.online import Copy, Outcome
from fragility.management.commands import fetch_indicators

COPY = Copy("x.csv", "https://exemple.fr/x.csv", "", "", "0" * 64, "2026-11-02")


def fetched(
    monkeypatch: pytest.MonkeyPatch, folder: Path, outcomes: Sequence[Outcome]
) -> tuple[str, list[Path]]:
    asked: list[Path] = []

    def refresh(target: Path, today: date) -> Iterator[Outcome]:
        asked.append(target)
        yield from outcomes

    monkeypatch.setattr(fetch_indicators, "refresh", refresh)
    out = StringIO()
    call_command("fetch_indicators", "--into", str(folder), stdout=out)
    return out.getvalue(), asked


def test_each_file_is_told_with_the_age_of_its_copy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    outcomes = [
        Outcome("filosofi", "neuf", "", COPY),
        Outcome("arcep-fixe", "échec", "le site ne répond pas", COPY),
        Outcome("population", "échec", "le site refuse", None),
    ]
    told, asked = fetched(monkeypatch, tmp_path, outcomes)
    assert told.splitlines() == [
        "filosofi : neuf, copie du 2026-11-02",
        "arcep-fixe : échec, copie du 2026-11-02 : le site ne répond pas",
        "population : échec, aucune copie : le site refuse",
        f"Ensuite : manage.py import_indicators --from {tmp_path}",
    ]
    assert asked == [tmp_path / "ifn"]


def test_nothing_at_all_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Aucun fichier"):
        fetched(monkeypatch, tmp_path, [Outcome("a", "échec", "le site ne répond pas", None)])
