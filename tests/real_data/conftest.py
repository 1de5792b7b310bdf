"""The real territories and venues, loaded once for this folder of tests and taken away after it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ifn_site.models import DataSet, DataVersion
from territories.contours import contours_file
from territories.imports.run import import_territories
from territories.models import (
    Arrondissement,
    Commune,
    Departement,
    Epci,
    FormerCommune,
    PostalCode,
    Region,
)
from territories.place_index import forget_place_index
from venues.imports.folder import KNOWN_FILES
from venues.imports.mapping import Mapping
from venues.imports.pipeline import Outcome, SourceFacts, import_content
from venues.models import Source, Venue

TODAY = date(2026, 11, 2)

TABLES = (
    Source,
    Venue,
    Arrondissement,
    Commune,
    Departement,
    Epci,
    FormerCommune,
    PostalCode,
    Region,
    DataSet,
    DataVersion,
)


@pytest.fixture(scope="package")
def real_folder() -> Path:
    """The folder of real open data, or a skip that says what to set."""
    value = os.environ.get("IFN_DATA_DIR", "")
    if value and (Path(value) / "geo").is_dir():
        return Path(value)
    message = "IFN_DATA_DIR ne désigne pas un dossier de données (geo/, venues/)."
    if os.environ.get("IFN_REQUIRE_DATA") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="package")
def real_france(real_folder: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[Path]:
    """Every commune of France in the database, for all the tests of the folder."""
    with django_db_blocker.unblock():
        import_territories(real_folder)
    yield real_folder
    with django_db_blocker.unblock():
        for table in TABLES:
            table._default_manager.all().delete()
    contours_file().unlink(missing_ok=True)
    forget_place_index()


def load(folder: Path, key: str, file: str, mapping: Mapping | None = None) -> Outcome:
    """Import one venue file of the folder for good."""
    return import_content(
        (folder / "venues" / file).read_bytes(),
        SourceFacts(key),
        file_name=file,
        today=TODAY,
        mapping=mapping,
        apply=True,
    )


@pytest.fixture(scope="package")
def loaded(real_france: Path, django_db_blocker: Any) -> dict[str, Outcome]:
    """Every venue source of the site, imported in the order of the site."""
    with django_db_blocker.unblock():
        return {key: load(real_france, key, file) for key, _, file in KNOWN_FILES}
