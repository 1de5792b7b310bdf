"""What a person types, chooses or stands at is nowhere but in the answer to it."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from ifn_site.logs import DropQueryStrings
from tests.factories import CommuneFactory, VenueFactory

SECRETS = ("motsecret", "45.123456", "4.654321")
QUERY = "q=motsecret&pres_de=45.123456,4.654321&rayon=900&bbox=4.654321,45.123456,5,46"


@pytest.mark.parametrize("path", ["/lieux/", "/api/v1/lieux/", "/api/v1/lieux/points/"])
def test_words_and_positions_reach_no_log_and_no_cache_key(
    visitor: Client, path: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    VenueFactory()
    keys: list[str] = []
    for name in ("get", "set", "add"):
        call = getattr(cache, name)

        def spy(key: Any, *args: Any, call: Any = call, **kwargs: Any) -> Any:
            keys.append(str(key))
            return call(key, *args, **kwargs)

        monkeypatch.setattr(cache, name, spy)
    with caplog.at_level(logging.DEBUG):
        assert visitor.get(f"{path}?{QUERY}").status_code == 200
    # The statements of the database are only ever written in the developers' debug mode.
    lines = [one.getMessage() for one in caplog.records if one.name != "django.db.backends"]
    for secret in SECRETS:
        assert not [line for line in lines if secret in line]
        assert not [key for key in keys if secret in key]
    assert keys


@pytest.mark.parametrize(
    ("message", "args", "expected"),
    [
        ("GET /lieux/?q=secret HTTP/1.1", (), "GET /lieux/?… HTTP/1.1"),
        ('"%s" %s', ("GET /lieux/?lieu=42218&q=secret", 400), '"GET /lieux/?…" 400'),
        ("sans question", (), "sans question"),
    ],
)
def test_a_log_line_loses_its_query_string(
    message: str, args: tuple[Any, ...], expected: str
) -> None:
    record = logging.LogRecord("django", logging.WARNING, "", 0, message, args, None)
    assert DropQueryStrings().filter(record)
    assert record.getMessage() == expected


def test_an_error_is_logged_without_its_query_string(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("en panne")

    monkeypatch.setattr("venues.views.VenueList", broken)
    with caplog.at_level(logging.DEBUG):
        Client(raise_request_exception=False).get("/lieux/?q=motsecret")
    lines = [record.getMessage() for record in caplog.records]
    assert [line for line in lines if "/lieux/" in line]
    assert not [line for line in lines if "motsecret" in line]


def test_a_page_never_carries_a_finer_place_than_the_commune(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(latitude=45.44, longitude=4.4)
    html = visitor.get("/lieux/?lieu=42218").content.decode()
    assert "45.4347" not in html
    assert "4.3903" not in html


@pytest.mark.parametrize("path", ["/", "/lieux/?q=motsecret", "/lieux/?lieu=42218"])
def test_no_page_asks_another_site(visitor: Client, path: str) -> None:
    CommuneFactory()
    html = visitor.get(path).content.decode()
    for tag in ("<script", "<iframe", "<img", "url(http", "@import"):
        assert tag not in html
