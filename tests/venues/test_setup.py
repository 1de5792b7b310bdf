"""The venues' step of the set-up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError

from ifn_site.models import DataSet
from ifn_site.setup_steps import DataFolder
from tests.factories import CommuneFactory, PostalCodeFactory
from tests.venues.imports.rows import json_bytes, row
from venues.models import Source, SourceRecord, Venue
from venues.setup import load_venues, withdraw_demonstration

DEMONSTRATION, FOLDER = DataSet.Origin.DEMONSTRATION, DataSet.Origin.FOLDER


@pytest.fixture(autouse=True)
def saint_etienne() -> None:
    CommuneFactory()
    PostalCodeFactory()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one of the known open files."""
    (tmp_path / "venues").mkdir()
    (tmp_path / "venues" / "hub-antilles.json").write_bytes(json_bytes([row(1), row(2)]))
    return tmp_path


def describe(folder: Path, *entries: object) -> None:
    (folder / "venues" / "sources.json").write_text(json.dumps(entries))


def load(folder: Path, origin: str = FOLDER) -> list[str]:
    said: list[str] = []
    load_venues(DataFolder(folder, origin), said.append)
    return said


def entry(**facts: Any) -> dict[str, Any]:
    return {"key": "demo-hub", "name": "Hub inventé", "file": "hub-antilles.json", **facts}


def test_known_files_are_loaded_each_as_its_source(folder: Path) -> None:
    said = load(folder)

    assert said == [
        "hub-antilles : 2 lues = 2 ajoutées + 0 modifiées + 0 inchangées + 0 répétées + 0 rejetées"
    ]
    assert Source.objects.values_list("key", "name", "licence").get() == (
        "hub-antilles", "Hub Antilles-Guyane", "Licence Ouverte 2.0",
    )  # fmt: skip


def test_files_that_are_not_loaded_are_named(folder: Path) -> None:
    (folder / "venues" / "autre-hub.csv").write_text("nom\n")
    (folder / "venues" / "Lisez-moi.txt").write_text("Bonjour")

    assert load(folder)[1:] == ["Fichiers de venues/ qui ne sont pas chargés : autre-hub.csv."]


def test_twice_changes_nothing(folder: Path) -> None:
    load(folder)

    assert "2 inchangées" in load(folder)[0]


def test_a_folder_without_venues_says_so(tmp_path: Path) -> None:
    assert load(tmp_path) == ["Aucun fichier de lieux dans ce dossier (venues/)."]


def test_a_folder_may_describe_its_own_files(folder: Path) -> None:
    describe(folder, entry(licence="CC0"))

    load(folder, DEMONSTRATION)

    source = Source.objects.get()
    assert (source.key, source.licence, source.is_demonstration) == ("demo-hub", "CC0", True)
    assert DataSet.objects.get(pk="lieux:demo-hub").origin == DEMONSTRATION


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([{"key": "x"}], "doit être une liste de fiches"),
        (["x"], "doit être une liste de fiches"),
        ([entry(file="absent.json")], "fichiers absents"),
        ([entry(file="../../secret.json")], "fichiers absents"),
    ],
)
def test_a_bad_description_is_refused_with_what_to_do(
    folder: Path, entries: list[object], said: str
) -> None:
    describe(folder, *entries)

    with pytest.raises(CommandError, match=said):
        load(folder)


def test_an_unreadable_file_is_said_and_the_others_are_loaded(folder: Path) -> None:
    (folder / "venues" / "aix-en-provence.json").write_bytes(b"<html>")

    said = load(folder)

    assert "2 ajoutées" in said[0]
    assert said[1].startswith("aix-en-provence : fichier illisible — Ceci est une page web")


def test_real_data_take_the_place_of_invented_ones(folder: Path, tmp_path: Path) -> None:
    describe(folder, entry())
    load(folder, DEMONSTRATION)
    (folder / "venues" / "sources.json").unlink()

    said = load(folder)

    assert said[-1] == "2 lieux de démonstration retirés."
    assert [source.key for source in Source.objects.all()] == ["hub-antilles"]
    assert Venue.objects.count() == SourceRecord.objects.count() == 2
    assert not DataSet.objects.filter(pk="lieux:demo-hub").exists()


def test_a_real_venue_that_the_demonstration_also_held_stays(folder: Path) -> None:
    load(folder)
    demonstration = Source.objects.create(key="demo", name="D", is_demonstration=True)
    record = SourceRecord.objects.order_by("pk").first()
    assert record is not None
    record.pk, record.source, record.external_id = None, demonstration, "d-1"
    record.save()

    withdraw_demonstration()

    assert Venue.objects.count() == 2


def test_without_invented_data_nothing_is_withdrawn(folder: Path) -> None:
    load(folder)

    assert withdraw_demonstration() == 0
