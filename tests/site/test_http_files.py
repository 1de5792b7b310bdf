"""Files through the door out: written in pieces, unchanged ones spared, broken ones refused."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from ifn_site.http import UpstreamError, fetch_file
from tests.site.test_http import Upstream


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    upstream = Upstream()
    thread = threading.Thread(target=upstream.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield upstream
    upstream.server.shutdown()
    upstream.server.server_close()
    thread.join()


def failure(url: str, target: Path, **limits: Any) -> UpstreamError:
    with pytest.raises(UpstreamError) as caught:
        fetch_file(url, target, **{"timeout": 2.0, "max_bytes": 10_000_000, **limits})
    assert not target.exists()
    return caught.value


def test_a_file_is_written_with_its_tag_and_date(upstream: Upstream, tmp_path: Path) -> None:
    body = b"code;part\n" + b"1;2\n" * 100_000
    upstream.gives(body, ETag='"v1"', **{"Last-Modified": "Mon, 02 Nov 2026 08:00:00 GMT"})
    target = tmp_path / "table.csv"
    answer = fetch_file(upstream.url, target, timeout=5, max_bytes=10_000_000)
    assert target.read_bytes() == body
    assert answer == (True, '"v1"', "Mon, 02 Nov 2026 08:00:00 GMT", len(body))


def test_an_unchanged_file_is_not_written_again(upstream: Upstream, tmp_path: Path) -> None:
    upstream.gives(b"", 304, ETag='"v1"')
    target = tmp_path / "table.csv"
    answer = fetch_file(
        upstream.url, target, timeout=2, max_bytes=10, etag='"v1"', modified="Mon, 02 Nov 2026"
    )
    assert not answer.changed
    assert not target.exists()
    assert upstream.headers["If-None-Match"] == '"v1"'
    assert upstream.headers["If-Modified-Since"] == "Mon, 02 Nov 2026"


def test_a_first_request_asks_without_conditions(upstream: Upstream, tmp_path: Path) -> None:
    upstream.gives(b"x")
    fetch_file(upstream.url, tmp_path / "t", timeout=2, max_bytes=10)
    assert "If-None-Match" not in upstream.headers
    assert "If-Modified-Since" not in upstream.headers


@pytest.mark.parametrize("status", [404, 500, 503])
def test_a_refusal_writes_nothing(upstream: Upstream, tmp_path: Path, status: int) -> None:
    upstream.gives(b"<html>panne</html>", status)
    error = failure(upstream.url, tmp_path / "t")
    assert (error.reason, error.status) == ("refus", status)


def test_a_file_longer_than_allowed_is_given_up(upstream: Upstream, tmp_path: Path) -> None:
    upstream.gives(b"x" * 200_000)
    assert failure(upstream.url, tmp_path / "t", max_bytes=100_000).reason == "trop_gros"


def test_a_file_cut_on_the_way_is_refused(upstream: Upstream, tmp_path: Path) -> None:
    def cut(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"code;part\n1;2\n")

    upstream.answer = cut
    assert failure(upstream.url, tmp_path / "t").reason == "tronque"


def test_a_file_that_drips_is_given_up(upstream: Upstream, tmp_path: Path) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            try:
                handler.wfile.write(b"1;2\n")
            except OSError:
                return
            time.sleep(0.05)

    upstream.answer = drip
    assert failure(upstream.url, tmp_path / "t", timeout=0.3).reason == "lent"


def test_a_loop_of_redirects_writes_nothing(upstream: Upstream, tmp_path: Path) -> None:
    upstream.gives(b"", 302, Location=upstream.url)
    assert failure(upstream.url, tmp_path / "t").reason == "redirections"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", ""])
def test_only_http_addresses_are_fetched(tmp_path: Path, url: str) -> None:
    assert failure(url, tmp_path / "t").reason == "adresse"


def test_a_site_that_is_not_there_is_a_typed_failure_without_its_address(tmp_path: Path) -> None:
    error = failure("http://127.0.0.1:9/secret-path", tmp_path / "t")
    assert error.reason == "injoignable"
    assert "secret-path" not in "".join(traceback.format_exception(error))


def test_a_disk_that_refuses_is_not_blamed_on_the_site(upstream: Upstream, tmp_path: Path) -> None:
    upstream.gives(b"x")
    with pytest.raises(FileNotFoundError):
        fetch_file(upstream.url, tmp_path / "absent" / "t", timeout=2, max_bytes=10)
