"""`manage.py import_venues`: what it prints, writes and answers."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from territories.models import Commune
from tests.venues.imports.rows import csv_bytes, row
from venues.models import ImportRun, Source, Venue

pytestmark = pytest.mark.usefixtures("territories")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "lieux.csv"
    file.write_bytes(csv_bytes([row(number) for number in range(1, 6)]))
    return file


def command(path: Path | str, *args: str) -> tuple[str, str]:
    """Run the command; return what it said and what it warned of."""
    out, err = StringIO(), StringIO()
    call_command(
        "import_venues", str(path), *args, "--source", "hub", stdout=out, stderr=err, verbosity=0
    )
    return out.getvalue(), err.getvalue()


def failure(path: Path | str, *args: str) -> CommandError:
    with pytest.raises(CommandError) as error:
        command(path, *args)
    return error.value


def exit_code(path: Path, *args: str) -> int:
    with pytest.raises(SystemExit) as error:
        command(path, *args)
    assert isinstance(error.value.code, int)
    return error.value.code


def test_by_default_it_only_says_what_it_would_do(path: Path) -> None:
    out, _ = command(path)

    assert out.startswith(
        "5 lues = 5 ajoutées + 0 modifiées + 0 inchangées + 0 répétées + 0 rejetées\n"
    )
    assert "Essai à blanc : rien n’a été écrit." in out
    assert not Source.objects.exists()


def test_with_apply_it_writes(path: Path) -> None:
    out, _ = command(path, "--apply", "--name", "Le hub", "--licence", "Licence Ouverte 2.0")

    assert "Appliqué." in out
    assert Venue.objects.count() == 5
    assert Source.objects.values_list("name", "licence").get() == ("Le hub", "Licence Ouverte 2.0")


def test_it_sums_the_findings_up_by_code(path: Path) -> None:
    path.write_bytes(csv_bytes([row(1, services="Tricot"), row(2, services="Broderie")]))

    out, _ = command(path)

    assert "avertissement      2  valeur_inconnue" in out


def test_the_report_is_written_where_asked(path: Path, tmp_path: Path) -> None:
    path.write_bytes(csv_bytes([row(1, services="Tricot")]))
    report = tmp_path / "rapport.csv"

    command(path, "--report", str(report))

    assert "1;structure-1;services;avertissement" in report.read_text("utf-8-sig")


def test_a_report_that_cannot_be_written_is_said_before_anything_is(path: Path) -> None:
    error = failure(path, "--apply", "--report", "/nulle/part/rapport.csv")

    assert "rapport" in str(error)
    assert error.returncode == 2
    assert not Venue.objects.exists()


def test_a_mapping_renames_columns(path: Path, tmp_path: Path) -> None:
    path.write_bytes(csv_bytes([{"libelle": "Relais", "ville": "Reims", "cp": "51100"}]))
    mapping = tmp_path / "correspondance.json"
    mapping.write_text(json.dumps({"colonnes": {"libelle": "nom"}}))

    command(path, "--mapping", str(mapping), "--apply")

    assert Venue.objects.get().name == "Relais"


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "n’est pas du JSON"), ('{"colonnes": {"x": "titre"}}', "« titre »")],
)
def test_a_bad_mapping_is_explained(path: Path, tmp_path: Path, text: str, said: str) -> None:
    mapping = tmp_path / "correspondance.json"
    mapping.write_text(text)

    error = failure(path, "--mapping", str(mapping))

    assert said in str(error)
    assert error.returncode == 2


def test_a_mapping_in_another_encoding_is_explained(path: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "correspondance.json"
    mapping.write_bytes('{"colonnes": {"é": "nom"}}'.encode("cp1252"))

    assert "UTF-8" in str(failure(path, "--mapping", str(mapping)))


def test_a_loss_is_refused_with_code_1(path: Path) -> None:
    command(path, "--apply")
    path.write_bytes(csv_bytes([row(1)]))

    assert exit_code(path, "--apply") == 1
    assert Venue.objects.published().count() == 5
    assert ImportRun.objects.filter(state=ImportRun.State.REFUSED).count() == 1


def test_a_loss_that_would_be_refused_is_told_by_a_dry_run_too(path: Path) -> None:
    command(path, "--apply")
    path.write_bytes(csv_bytes([row(1)]))

    assert exit_code(path) == 1


def test_max_loss_accepts_it(path: Path) -> None:
    command(path, "--apply")
    path.write_bytes(csv_bytes([row(1)]))

    command(path, "--apply", "--max-loss", "100")

    assert Venue.objects.published().count() == 1


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04", b"a,b\n1,2\n"])
def test_an_unreadable_file_has_code_2(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    assert exit_code(path) == 2


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("/nulle/part.csv", "« /nulle/part.csv »"),
        ("/", "« / »"),
        ("https://exemple.fr/lieux.csv", "téléchargez le fichier"),
    ],
)
def test_a_file_that_is_not_there_has_code_2_and_a_sentence(file: str, said: str) -> None:
    error = failure(file)

    assert said in str(error)
    assert error.returncode == 2


@pytest.mark.parametrize("key", ["hub du sud", "hüb", "../hub", ""])
def test_a_bad_key_is_refused(path: Path, key: str) -> None:
    with pytest.raises(CommandError, match="ne convient pas") as error:
        call_command("import_venues", str(path), "--source", key, verbosity=0)

    assert error.value.returncode == 2


def test_a_key_too_long_is_refused(path: Path) -> None:
    with pytest.raises(CommandError, match="60 caractères au plus"):
        call_command("import_venues", str(path), "--source", "h" * 61, verbosity=0)


@pytest.mark.parametrize("value", ["-1", "101", "nan", "abc", ""])
def test_an_impossible_loss_is_refused(path: Path, value: str) -> None:
    error = failure(path, f"--max-loss={value}")

    assert "entre 0 et 100" in str(error)
    assert error.returncode == 2


def test_without_territories_it_says_what_to_run_first(path: Path) -> None:
    Commune.objects.all().delete()

    error = failure(path)

    assert "manage.py import_territories" in str(error)
    assert error.returncode == 1
