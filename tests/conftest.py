"""What every test obeys: no network but loopback, strict templates, no chance order."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db.models import QuerySet
from django.test import Client
from pytest_socket import socket_allow_hosts


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Close every socket but loopback and local ones."""
    socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the database to every test of an application, and name the lanes by folder."""
    for item in items:
        parts = Path(str(item.fspath)).parts
        for lane in ("browser", "services", "real_data"):
            if lane in parts:
                item.add_marker(getattr(pytest.mark, lane))
        if "transactional_db" not in getattr(item, "fixturenames", ()) and "live_server" not in (
            getattr(item, "fixturenames", ())
        ):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Start each test with nothing remembered, in the cache or in the process."""
    from coverage.siting.ground import forget_ground
    from fragility.level_names import forget_names
    from fragility.levels import forget_memberships
    from territories.place_index import forget_place_index
    from venues.facet_table import forget_facet_table
    from venues.word_index import forget_word_index

    cache.clear()
    forget_ground()
    forget_memberships()
    forget_names()
    forget_place_index()
    forget_facet_table()
    forget_word_index()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def undefined_template_variables_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse to render a template that uses a variable nobody gave."""
    from django.template import base

    render = base.Template.render

    def strict(self: base.Template, context: Any) -> Any:
        html = render(self, context)
        if "UNDEFINED(" in html:
            start = html.index("UNDEFINED(")
            name = html[start + 10 : html.index(")", start)]
            raise AssertionError(f"undefined template variable: {name} (in {self.name})")
        return html

    monkeypatch.setattr(base.Template, "render", strict)


@pytest.fixture(autouse=True)
def unordered_querysets_are_shuffled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every reading that forgot its order come in another order."""
    fetch = QuerySet._fetch_all

    def shuffled(self: QuerySet[Any]) -> None:
        fresh = self._result_cache is None
        fetch(self)
        if fresh and not self.ordered and not self.query.is_sliced:
            random.shuffle(self._result_cache)

    monkeypatch.setattr(QuerySet, "_fetch_all", shuffled)


@pytest.fixture
def data_dir() -> Path:
    """The folder of real open data, or a skip that says what to set."""
    value = os.environ.get("IFN_DATA_DIR", "")
    if value and (Path(value) / "geo").is_dir():
        return Path(value)
    message = (
        "IFN_DATA_DIR ne désigne pas un dossier de données (geo/, venues/) : "
        "ce test lit des fichiers réels."
    )
    if os.environ.get("IFN_REQUIRE_DATA") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture
def visitor() -> Client:
    """Someone who opens the site, without an account."""
    return Client()
