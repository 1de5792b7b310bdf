"""A true Chromium before a true server: what a person sees, without any other host.

Every console error, page error, failed answer or request to another host fails the test.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import ABSENT, FLAGS, chromium_path
from tests.browser.world import World, make_world

Visit = Callable[..., Page]
REUNION = [55.2171, -21.3891, 55.835, -20.8717]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the whole run, or a skip that says what to install."""
    path = chromium_path()
    if not path:
        if os.environ.get("IFN_REQUIRE_BROWSER") == "1":
            pytest.fail(ABSENT)
        pytest.skip(ABSENT)
    # Playwright keeps an event loop in this thread: Django would refuse the database there.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Watch:
    """What went wrong in a browser context, apart from the status that the test expects."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.expected_status = 200
        self.faults: list[str] = []

    def follow(self, context: BrowserContext) -> None:
        """Listen to everything that the context's pages do."""
        context.on("request", self.on_request)
        context.on("response", self.on_response)
        context.on("console", lambda message: self.on_console(message.type, message.text))
        context.on("weberror", lambda error: self.faults.append(f"page error: {error.error}"))

    def on_request(self, request: Request) -> None:
        """Refuse any other host."""
        url = urlsplit(request.url)
        if url.scheme not in {"data", "about"} and url.netloc != self.host:
            self.faults.append(f"request to another host: {request.url}")

    def on_response(self, response: Response) -> None:
        """Refuse failed answers, but the one that the test looks at."""
        if response.status >= 400 and response.status != self.expected_status:
            self.faults.append(f"{response.status} {response.url}")

    def on_console(self, kind: str, text: str) -> None:
        """Refuse errors in the console, but Chromium's own line about the expected status."""
        if kind == "error" and f"status of {self.expected_status} " not in text:
            self.faults.append(f"console: {text}")


@pytest.fixture
def world(live_server: LiveServer) -> World:
    """A small country with its venues (the live server brings the database)."""
    return make_world()


@pytest.fixture
def empty_tiles(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Tiles where nothing is drawn, for what stands on the map."""
    folder = Path(settings.VAR_DIR) / "tiles"
    folder.mkdir(parents=True, exist_ok=True)
    current = folder / "current.json"
    before = current.read_text() if current.exists() else None
    current.write_text(
        json.dumps(
            {
                "fingerprint": "0123456789abcdef",
                "cog": "2026",
                "demonstration": False,
                "levels": [],
                "zooms": {"fond": [0, 10], "communes": [3, 10]},
                "bounds": [-5.2, 41.3, 9.6, 51.1],
                "insets": [{"code": "974", "name": "La Réunion", "bounds": REUNION}],
            }
        )
    )
    monkeypatch.setattr("territories.tiles.TileSet.tile", lambda *place: None)
    yield
    if before is None:
        current.unlink()
    else:
        current.write_text(before)


@pytest.fixture
def visit(chromium: Browser, live_server: LiveServer, world: World) -> Iterator[Visit]:
    """Return a function that opens an address in a new context and gives the page."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_page(path: str = "/", *, status: int = 200, **options: Any) -> Page:
        options.setdefault("reduced_motion", "reduce")
        options.setdefault("locale", "fr-FR")
        context = chromium.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(15_000)
        watch = Watch(urlsplit(live_server.url).netloc)
        watch.expected_status = status
        watch.follow(context)
        opened.append((context, watch))
        page = context.new_page()
        answer = page.goto(path)
        assert answer is not None
        assert answer.status in {status, 200}, f"{path} answered {answer.status}"
        return page

    yield open_page
    for context, _ in opened:
        context.close()
    assert [fault for _, watch in opened for fault in watch.faults] == []
