"""The set-up step loads once, says what it did, and never mixes invented and real values."""

from __future__ import annotations

import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from fragility.models import IndicatorSeries, Release
from fragility.setup import load_fragility
from fragility.store import level_values
from ifn_site.models import DataSet, data_version
from ifn_site.setup_steps import DataFolder
from tests.factories import CommuneFactory
from tests.fragility.factories import COUNTRY, make_country


@pytest.fixture(autouse=True)
def country() -> None:
    make_country()


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """Invented numbers in the layouts of the census and of FILOSOFI."""
    ifn = tmp_path / "ifn"
    ifn.mkdir()
    lines = ["CODGEO;P22_POP;P22_POP1529;P22_POP65P;P22_POP75P"]
    lines += [
        f"{code};{people};{people / 6};{people * (rank % 5 + 1) / 20};{people / 50}"
        for rank, (code, _, _, _, people) in enumerate(COUNTRY)
    ]
    (ifn / "base-cc-evol-struct-pop-2022.CSV").write_text("\n".join(lines), encoding="utf-8")
    head = "CODGEO;NBPERSMENFISC21;MED21;TP6021;TP60AGE121;TP60AGE521;TP60AGE621"
    rows = [f"{code};{people};21000;s;s;s;s" for code, _, _, _, people in COUNTRY[:-1]]
    rows.append(f"{COUNTRY[-1][0]};{COUNTRY[-1][4]};19000;28,5;33;20;18")
    (ifn / "cc_filosofi_2021_COM.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    return DataFolder(tmp_path, "dossier")


def _load(folder: DataFolder) -> list[str]:
    said: list[str] = []
    load_fragility(folder, said.append)
    return said


def test_the_files_of_a_folder_become_the_active_release(folder: DataFolder) -> None:
    said = _load(folder)
    release = Release.objects.active().get()
    assert said[-1].startswith("fragilité : ")
    assert f"publication n° {release.pk}, active" in said[-1]
    counts = IndicatorSeries.objects.get(level="commune", indicator="poverty").counts
    assert counts["observe"] == 1
    assert counts["secret"] == len(COUNTRY) - 1
    sources = DataSet.objects.filter(key__startswith="fragilite:").order_by("key")
    assert [one.key for one in sources] == [
        "fragilite:insee-filosofi",
        "fragilite:insee-population",
    ]
    assert sources[1].version == "2022"
    assert sources[1].rows == len(COUNTRY)


def test_a_second_loading_changes_nothing_and_is_quick(folder: DataFolder) -> None:
    _load(folder)
    version = data_version()[0]
    started = time.monotonic()
    said = _load(folder)
    assert time.monotonic() - started < 1
    assert said == [f"fragilité : inchangé (publication n° {Release.objects.get().pk})."]
    assert data_version()[0] == version


def test_a_changed_file_makes_another_release(folder: DataFolder) -> None:
    _load(folder)
    path = folder.path / "ifn" / "cc_filosofi_2021_COM.csv"
    path.write_text(path.read_text("utf-8").replace("28,5", "29,5"), encoding="utf-8")
    _load(folder)
    assert Release.objects.count() == 2
    found = level_values("commune")
    assert found is not None
    assert (found.of("97101") or {})["poverty"].value == 29.5


def test_other_territories_make_another_release(folder: DataFolder) -> None:
    first = _load(folder)
    CommuneFactory(code="42999", population=10)
    assert _load(folder) != first
    assert Release.objects.count() == 2


def test_files_left_out_are_named_with_their_reason(folder: DataFolder) -> None:
    (folder.path / "ifn" / "notes.csv").write_text("<script>;1\n", encoding="utf-8")
    assert any("notes.csv" in line for line in _load(folder))


def test_a_folder_where_nothing_can_be_read_is_refused_and_nothing_changes(
    folder: DataFolder,
) -> None:
    _load(folder)
    active = Release.objects.active().get()
    for path in (folder.path / "ifn").iterdir():
        path.write_bytes(b"\x00\xff<html>")
    with pytest.raises(CommandError, match="Aucun indicateur lisible"):
        _load(folder)
    assert Release.objects.active().get() == active


def test_a_release_that_checks_refuse_stays_a_draft(folder: DataFolder) -> None:
    _load(folder)
    active = Release.objects.active().get()
    path = folder.path / "ifn" / "base-cc-evol-struct-pop-2022.CSV"
    path.write_text("\n".join(path.read_text("utf-8").split("\n")[:3]), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(CommandError, match="reste un brouillon"):
            _load(folder)
    assert Release.objects.active().get() == active
    assert Release.objects.filter(state=Release.State.DRAFT).count() == 1


def test_a_folder_without_indicators_keeps_real_values(folder: DataFolder, tmp_path: Path) -> None:
    _load(folder)
    said = _load(DataFolder(tmp_path / "geo", "dossier"))
    assert said == ["Aucun indicateur dans ce dossier (ifn/)."]
    assert Release.objects.active().exists()


def test_invented_values_never_stay_beside_real_territories(
    folder: DataFolder, tmp_path: Path
) -> None:
    _load(DataFolder(folder.path, "demonstration"))
    release = Release.objects.active().get()
    assert release.is_demonstration
    assert all(
        "inventées" in series.source.producer
        for series in release.series.select_related("source").order_by("pk")
    )
    assert DataSet.objects.filter(key__startswith="fragilite:demo-").count() == 2
    said = _load(DataFolder(tmp_path / "geo", "dossier"))
    assert "démonstration sont retirées" in said[0]
    assert not Release.objects.exists()
    assert not DataSet.objects.filter(key__startswith="fragilite:").exists()


def test_the_three_commands_do_what_the_step_does(folder: DataFolder) -> None:
    out = StringIO()
    call_command("import_indicators", "--from", str(folder.path), stdout=out)
    assert Release.objects.get().state == Release.State.DRAFT
    assert "compute_fragility" in out.getvalue()
    call_command("compute_fragility", stdout=out)
    call_command("activate_release", stdout=out)
    assert Release.objects.active().exists()
    assert DataSet.objects.filter(key="fragilite:insee-population").exists()
    again = StringIO()
    call_command("import_indicators", "--from", str(folder.path), stdout=again)
    assert "Inchangé" in again.getvalue()


def test_importing_from_a_folder_without_indicators_says_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ifn/"):
        call_command("import_indicators", "--from", str(tmp_path))
