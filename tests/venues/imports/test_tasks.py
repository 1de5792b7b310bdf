"""The import as background work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.venues.imports.rows import csv_bytes, row
from venues.models import Venue
from venues.tasks import import_file


@pytest.mark.usefixtures("territories")
def test_a_file_on_the_disk_is_imported_by_the_same_functions(tmp_path: Path) -> None:
    path = tmp_path / "lieux.csv"
    path.write_bytes(csv_bytes([row(1), row(2)]))

    dry = import_file.delay(str(path), "hub").get()
    done = import_file.delay(str(path), "hub", apply=True).get()

    assert (dry["added"], done["added"], done["rejected"]) == (2, 2, 0)
    assert Venue.objects.count() == 2
