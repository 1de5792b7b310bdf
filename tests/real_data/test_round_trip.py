"""Everything loaded, exported in the standard, and imported again."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.real_data.conftest import TODAY
from venues.imports.pipeline import Outcome, SourceFacts, import_content
from venues.models import Source, Venue

pytestmark = pytest.mark.usefixtures("loaded")


def exported(path: Path) -> list[dict[str, Any]]:
    """Export every venue; return the rows of the file without what names this database."""
    call_command("export_venues", str(path), verbosity=0)
    with path.open(encoding="utf-8", newline="") as stream:
        rows = json.load(stream) if path.suffix == ".json" else list(csv.DictReader(stream))
    for row in rows:
        del row["id"], row["source"]
    return rows


def imported(path: Path, key: str) -> Outcome:
    return import_content(
        path.read_bytes(), SourceFacts(key), file_name=path.name, today=TODAY, apply=True
    )


def counted(rows: list[dict[str, Any]]) -> Counter[str]:
    return Counter(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)


@pytest.mark.parametrize("extension", ["csv", "json"])
def test_an_export_imported_in_an_empty_database_gives_the_same_rows(
    extension: str, tmp_path: Path
) -> None:
    path = tmp_path / f"lieux.{extension}"
    before = exported(path)
    Source.objects.all().delete()
    Venue.objects.all().delete()

    counts = imported(path, "ailleurs").report.counts

    assert (counts.added, counts.rejected) == (len(before), 0)
    after = exported(tmp_path / f"encore.{extension}")
    assert list((counted(before) - counted(after)).elements())[:20] == []
    assert len(after) == len(before)


@pytest.mark.parametrize(("key", "extension"), [("ailleurs", "csv"), ("data-inclusion", "json")])
def test_an_export_imported_in_the_same_database_changes_nothing(
    key: str, extension: str, tmp_path: Path
) -> None:
    path = tmp_path / f"lieux.{extension}"
    before = exported(path)

    outcome = imported(path, key)

    counts = outcome.report.counts
    assert dict(outcome.report.changed_fields) == {}
    assert (counts.added, counts.changed, counts.removed) == (0, 0, 0)
    assert counts.unchanged == len(before)
    assert exported(path) == before
