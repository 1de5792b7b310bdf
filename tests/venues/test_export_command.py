"""`manage.py export_venues`."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories import SourceFactory, SourceRecordFactory, VenueFactory
from venues.management.commands import export_venues
from venues.standard import FIELDS


def export(path: Path, *args: str) -> str:
    out = StringIO()
    call_command("export_venues", str(path), *args, stdout=out)
    return out.getvalue()


def test_the_extension_chooses_csv(tmp_path: Path) -> None:
    venue = VenueFactory(name="Relais")

    said = export(tmp_path / "lieux.csv")

    with (tmp_path / "lieux.csv").open(encoding="utf-8", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert tuple(row) == tuple(FIELDS)
    assert (row["id"], row["nom"]) == (venue.public_id, "Relais")
    assert said.startswith("1 lieux écrits")


def test_the_extension_chooses_json(tmp_path: Path) -> None:
    VenueFactory(services=("demarches", "outils"))

    export(tmp_path / "lieux.JSON")

    (row,) = json.loads((tmp_path / "lieux.JSON").read_text())
    assert row["services"] == (
        "Aide aux démarches administratives|Maîtrise des outils numériques du quotidien"
    )


@pytest.mark.parametrize("name", ["lieux.xlsx", "lieux", "lieux.csv.gz"])
def test_another_extension_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match=r"l’extension doit être \.csv ou \.json"):
        export(tmp_path / name)


def test_a_protected_csv_holds_no_formula(tmp_path: Path) -> None:
    VenueFactory(name="=HYPERLINK(1)")

    export(tmp_path / "brut.csv")
    export(tmp_path / "tableur.csv", "--protege")

    assert ",=HYPERLINK(1)," in (tmp_path / "brut.csv").read_text("utf-8")
    assert ",'=HYPERLINK(1)," in (tmp_path / "tableur.csv").read_text("utf-8")


def test_only_a_csv_can_be_protected(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ne sert qu’au CSV"):
        export(tmp_path / "lieux.json", "--protege")


def test_withdrawn_venues_are_left_out(tmp_path: Path) -> None:
    VenueFactory(withdrawn_at=timezone.now())

    export(tmp_path / "lieux.json")

    assert json.loads((tmp_path / "lieux.json").read_text()) == []


def test_one_source_can_be_exported_alone(tmp_path: Path) -> None:
    SourceRecordFactory(venue=VenueFactory(name="Ici"), source=SourceFactory(key="hub"))
    VenueFactory(name="Ailleurs")

    export(tmp_path / "lieux.json", "--source", "hub")

    assert [row["nom"] for row in json.loads((tmp_path / "lieux.json").read_text())] == ["Ici"]


def test_an_unknown_source_is_refused_with_those_that_exist(tmp_path: Path) -> None:
    SourceFactory(key="hub")

    with pytest.raises(CommandError, match=r"Source inconnue « autre »\. Sources : hub\."):
        export(tmp_path / "lieux.json", "--source", "autre")


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Impossible d’écrire"):
        export(tmp_path / "absent" / "lieux.csv")


def test_a_failure_leaves_the_former_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "lieux.csv"
    path.write_text("ancien")

    def full(*args: object) -> None:
        raise OSError(28, "disque plein")

    monkeypatch.setitem(export_venues.WRITERS, ".csv", full)
    with pytest.raises(CommandError, match="disque plein"):
        export(path)

    assert path.read_text() == "ancien"
    assert list(tmp_path.iterdir()) == [path]
