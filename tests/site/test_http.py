"""The only door out: limits, typed failures, and nothing told of what was asked."""

from __future__ import annotations

import json
import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from ifn_site.http import USER_AGENT, UpstreamError, get_json

SECRET = "12 rue des Lilas"


class Upstream:
    """A local server whose answer a test chooses."""

    def __init__(self) -> None:
        self.answer: Callable[[BaseHTTPRequestHandler], None] = lambda handler: None
        self.headers: dict[str, str] = {}
        self.paths: list[str] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.paths.append(self.path)
                owner.headers = dict(self.headers)
                owner.answer(self)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/search"

    def gives(self, body: bytes, status: int = 200, **headers: str) -> None:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.answer = answer


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    upstream = Upstream()
    thread = threading.Thread(target=upstream.server.serve_forever, daemon=True)
    thread.start()
    yield upstream
    upstream.server.shutdown()
    upstream.server.server_close()
    thread.join()


def failure(url: str, **limits: Any) -> UpstreamError:
    with pytest.raises(UpstreamError) as caught:
        get_json(url, {"q": SECRET}, **{"timeout": 2.0, **limits})
    return caught.value


def test_a_json_answer_is_read(upstream: Upstream) -> None:
    upstream.gives(json.dumps({"a": "é"}).encode())
    assert get_json(upstream.url, {"q": "x y&z"}, timeout=2) == {"a": "é"}
    assert upstream.paths == ["/search?q=x+y%26z"]


def test_we_say_who_we_are(upstream: Upstream) -> None:
    upstream.gives(b"{}")
    get_json(upstream.url, {}, timeout=2)
    assert upstream.headers["User-Agent"] == USER_AGENT


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (b"<html>", 200, "illisible"),
        (b"\xff\xfe\x00", 200, "illisible"),
        (b"[" * 100_000, 200, "illisible"),
        (b"", 200, "illisible"),
        (b"{}", 500, "refus"),
        (b"{}", 429, "refus"),
        (b"x" * 1_000_001, 200, "trop_gros"),
    ],
)
def test_an_unusable_answer_is_a_typed_failure(
    upstream: Upstream, body: bytes, status: int, reason: str
) -> None:
    upstream.gives(body, status)
    error = failure(upstream.url)
    assert error.reason == reason
    assert error.status == (status if reason == "refus" else None)


def test_a_slow_answer_is_given_up(upstream: Upstream) -> None:
    upstream.answer = lambda handler: time.sleep(1)
    started = time.monotonic()
    assert failure(upstream.url, timeout=0.2).reason == "lent"
    assert time.monotonic() - started < 0.8


def test_an_answer_that_drips_is_given_up(upstream: Upstream) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return
            time.sleep(0.05)

    upstream.answer = drip
    started = time.monotonic()
    assert failure(upstream.url, timeout=0.3).reason == "lent"
    assert time.monotonic() - started < 1.0


def test_a_service_that_is_not_there_is_a_typed_failure() -> None:
    assert failure("http://127.0.0.1:9/search").reason == "injoignable"


def test_a_loop_of_redirects_ends(upstream: Upstream) -> None:
    upstream.gives(b"", 302, Location=upstream.url)
    assert failure(upstream.url).reason == "redirections"
    assert len(upstream.paths) == 3


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "", "javascript:1"])
def test_only_http_addresses_are_asked(url: str) -> None:
    assert failure(url).reason == "adresse"


@pytest.mark.parametrize("status", [302, 500])
def test_nothing_asked_is_told_in_logs_or_errors(
    upstream: Upstream, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    upstream.gives(b"", status, Location=f"{upstream.url}?q=Lilas")
    with caplog.at_level(logging.INFO):
        error = failure(upstream.url)
    told = "".join(traceback.format_exception(error)) + caplog.text
    assert "Lilas" not in told
    assert error.__cause__ is None


def test_nothing_asked_is_told_when_nobody_answers(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        error = failure("http://127.0.0.1:9/search")
    assert "Lilas" not in "".join(traceback.format_exception(error)) + caplog.text
