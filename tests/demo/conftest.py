"""One small demonstration folder for all the tests of the generator."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from demo.dialects import Row
from demo.generate import generate
from demo.reference import Reference, load_reference
from demo.sources import SOURCES
from tests.demo.reading import read_rows

REFERENCE_DATE = date(2026, 11, 1)
DEPARTEMENTS = ("13", "25", "29", "52", "48", "972", "976", "988")
VENUES = 1500


@dataclass(frozen=True)
class SmallDemo:
    """A generated folder and what is read in it."""

    folder: Path
    reference: Reference

    @cached_property
    def mark(self) -> dict[str, Any]:
        return json.loads((self.folder / "demo.json").read_text("utf-8"))

    @cached_property
    def rows(self) -> dict[str, list[Row]]:
        """Source key -> its rows, text as written."""
        return {source.key: read_rows(self.folder / "venues", source) for source in SOURCES}

    @cached_property
    def all_rows(self) -> list[Row]:
        return [row for rows in self.rows.values() for row in rows]

    def features(self, name: str) -> list[dict[str, Any]]:
        return json.loads((self.folder / "geo" / name).read_text("utf-8"))["features"]


@pytest.fixture(scope="session")
def small_demo(tmp_path_factory: pytest.TempPathFactory) -> SmallDemo:
    """Eight départements and collectivities, 1,500 places."""
    folder = tmp_path_factory.mktemp("demo")
    generate(folder, reference_date=REFERENCE_DATE, venues=VENUES, departements=DEPARTEMENTS)
    return SmallDemo(folder, load_reference().only(frozenset(DEPARTEMENTS)))
