"""What the tests of the territories share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from territories.imports.run import import_territories
from territories.place_index import forget_place_index


@pytest.fixture(autouse=True)
def fresh_place_index() -> Iterator[None]:
    """Read the names again in each test: tests change tables without a data version."""
    forget_place_index()
    yield
    forget_place_index()


@pytest.fixture
def real_territories(data_dir: Path) -> Path:
    """Every territory of the data folder, in the database."""
    import_territories(data_dir)
    forget_place_index()
    return data_dir
