"""Our exports against the table schema that the standard itself publishes, and imported again."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from frictionless import Resource, Schema, system
from openpyxl import load_workbook

from tests.real_data.conftest import TODAY
from venues.imports.pipeline import SourceFacts, import_content
from venues.standard import FIELDS

pytestmark = pytest.mark.usefixtures("loaded")

#: Required by the standard, and unknown to some producers: an empty cell is the honest answer.
LACKING = {"adresse", "code_postal"}
API = "/api/v1/lieux/"


def by_command(path: Path) -> None:
    call_command("export_venues", str(path), verbosity=0)


def downloaded(query: str) -> bytes:
    response = Client().get(API + query)
    assert response.status_code == 200, response.content
    return b"".join(response)


def filtered(path: Path) -> None:
    path.write_bytes(downloaded("?format=csv&region=93&services=demarches,outils"))


def workbook(path: Path) -> None:
    """Write the rows of the Excel file as a CSV."""
    sheet = load_workbook(io.BytesIO(downloaded("?format=xlsx")), read_only=True)["Lieux"]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for row in sheet.iter_rows(values_only=True):
            writer.writerow(["" if cell is None else cell for cell in row])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("write", [by_command, filtered, workbook])
def test_an_export_breaks_the_standard_only_where_producers_say_nothing(
    tmp_path: Path, real_france: Path, write: Callable[[Path], None]
) -> None:
    path = tmp_path / "lieux.csv"
    write(path)
    assert len(rows(path)) > 100
    schema = real_france / "venues" / "standard" / "standard__schema__v1.0.2-main.json"

    with system.use_context(trusted=True):
        report = Resource(path=str(path), schema=Schema.from_descriptor(str(schema))).validate(
            limit_errors=1_000_000
        )

    found = Counter(
        (error.type, getattr(error, "field_name", ""), "required" in error.note)
        for error in report.tasks[0].errors
    )
    assert {key for key in found if not (key[1] in LACKING and key[2])} == set(), found


@pytest.mark.parametrize("write", [filtered, workbook])
def test_a_downloaded_file_imported_again_changes_nothing(
    tmp_path: Path, write: Callable[[Path], None]
) -> None:
    path = tmp_path / "lieux.csv"
    write(path)

    outcome = import_content(
        path.read_bytes(), SourceFacts("ailleurs"), file_name=path.name, today=TODAY, apply=False
    )

    counts = outcome.report.counts
    assert dict(outcome.report.changed_fields) == {}
    assert (counts.added, counts.changed, counts.removed, counts.rejected) == (0, 0, 0, 0)
    assert counts.unchanged == len(rows(path))


def test_the_workbook_holds_the_very_cells_of_the_csv(tmp_path: Path) -> None:
    one, other = tmp_path / "classeur.csv", tmp_path / "lieux.csv"
    workbook(one)
    other.write_bytes(downloaded("?format=csv"))
    assert list(rows(one)[0]) == list(FIELDS)
    changed = [
        (before["id"], name, before[name], after[name])
        for before, after in zip(rows(other), rows(one), strict=True)
        for name in FIELDS
        if before[name].replace("\r\n", "\n") != after[name]
    ]
    assert changed[:5] == []
