"""A small country with an active release, made once for a file of tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from fragility import models as need
from ifn_site.models import DataSet, DataVersion
from territories import models as places
from tests.fragility.factories import active_release, make_country

TABLES = (
    need.Release,
    need.CodeList,
    need.Indicator,
    need.Method,
    need.Source,
    places.Commune,
    places.Arrondissement,
    places.Epci,
    places.Departement,
    places.Region,
    DataSet,
    DataVersion,
)


@pytest.fixture(scope="module")
def published(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The country of `factories.COUNTRY` and its release; a test may change them for itself."""
    with django_db_blocker.unblock():
        make_country()
        active_release()
    yield
    with django_db_blocker.unblock():
        for table in TABLES:
            table._default_manager.all().delete()
