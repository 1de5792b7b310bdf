"""The only door out of the site: small answers by `get_json`, files by `fetch_file`, a glance by
`look`.

A time limit and a size limit are required, failures are typed, and nothing that was asked for
(address, query, answer) ever stands in a log line or in the text of an error.
"""

from __future__ import annotations

import json
import logging
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode, urljoin, urlsplit

import urllib3

USER_AGENT = "reperes-numeriques/1"
#: JSON answers longer than this are refused.
MAX_BYTES = 1_000_000
MAX_REDIRECTS = 2
_CHUNK = 65_536
_T = TypeVar("_T")

# The library tells of retries and redirects with the whole address asked for.
logging.getLogger("urllib3").setLevel(logging.ERROR)
_pool = urllib3.PoolManager(num_pools=4, maxsize=4, headers={"User-Agent": USER_AGENT})


class UpstreamError(Exception):
    """Another service did not give a usable answer; `reason` is a short code, never a content.

    Codes: `injoignable`, `lent`, `refus` (an HTTP status other than 200), `trop_gros`, `illisible`,
    `tronque` (fewer bytes than announced), `redirections`, `adresse` (the configured address is
    not an http one).
    """

    def __init__(self, reason: str, status: int | None = None) -> None:
        self.reason, self.status = reason, status
        super().__init__(reason if status is None else f"{reason} ({status})")


def get_json(
    url: str, params: Mapping[str, str], *, timeout: float, max_bytes: int = MAX_BYTES
) -> Any:
    """Return the JSON answer of a GET. Raises `UpstreamError` for anything else.

    `timeout` is the whole time allowed, in seconds: connection, waiting, reading and redirects.
    """
    body = _typed(lambda: _read(_address(url, params), time.monotonic() + timeout, max_bytes))
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        pass
    raise UpstreamError("illisible")


class Fetched(NamedTuple):
    """What a file's answer was. `changed` is False for a 304: nothing was written."""

    changed: bool
    etag: str
    last_modified: str
    size: int


def fetch_file(
    url: str, target: Path, *, timeout: float, max_bytes: int, etag: str = "", modified: str = ""
) -> Fetched:
    """Write the answer of a GET to `target`, in pieces. Raises `UpstreamError`.

    `timeout` is the whole time allowed, in seconds. With the `etag` or the `modified` date of the
    last copy, an unchanged file costs one small answer. After a failure `target` does not exist.
    """
    headers = {"Accept": "*/*", "If-None-Match": etag, "If-Modified-Since": modified}
    headers = {name: value for name, value in headers.items() if value}
    try:
        return _typed(
            lambda: _write(_address(url), target, headers, time.monotonic() + timeout, max_bytes)
        )
    except (UpstreamError, OSError):
        target.unlink(missing_ok=True)
        raise


class Seen(NamedTuple):
    """What stands at an address: the status, and the address that permanent redirects give now."""

    status: int
    address: str


def look(url: str, *, timeout: float) -> Seen:
    """Tell whether a page answers, without reading it. Raises `UpstreamError` when nothing does.

    `timeout` is the whole time allowed, in seconds, redirects included.
    """
    return _typed(lambda: _look(_address(url), time.monotonic() + timeout))


def _look(url: str, deadline: float) -> Seen:
    with _asked(url, deadline, {"Accept": "text/html, */*"}) as response:
        address = url
        for hop in response.retries.history if response.retries else ():
            if hop.status not in {301, 308} or not hop.redirect_location:
                break
            address = urljoin(address, hop.redirect_location)
        return Seen(response.status, address)


def _address(url: str, params: Mapping[str, str] | None = None) -> str:
    """Return the whole address to ask. Raises `UpstreamError` when it is not an http one."""
    if urlsplit(url).scheme not in {"http", "https"}:
        raise UpstreamError("adresse")
    return url if params is None else f"{url}?{urlencode(params)}"


def _typed(call: Callable[[], _T]) -> _T:
    """Return what `call` gives; the library's failures become `UpstreamError`s."""
    try:
        return call()
    except urllib3.exceptions.TimeoutError:
        failure = UpstreamError("lent")
    except urllib3.exceptions.MaxRetryError as error:
        failure = UpstreamError(_why(error))
    except urllib3.exceptions.ProtocolError as error:
        cut = any(isinstance(part, urllib3.exceptions.IncompleteRead) for part in error.args)
        failure = UpstreamError("tronque" if cut else "injoignable")
    except (urllib3.exceptions.HTTPError, ConnectionError, ssl.SSLError):
        failure = UpstreamError("injoignable")
    # Raised here, outside the handlers: the library's errors quote the address asked for,
    # and a chained traceback would print them.
    raise failure


def _why(error: urllib3.exceptions.MaxRetryError) -> str:
    """Return the code of a request that was given up."""
    if isinstance(error.reason, urllib3.exceptions.NewConnectionError):
        return "injoignable"  # refused at once, though the library counts it among time limits
    if isinstance(error.reason, urllib3.exceptions.TimeoutError):
        return "lent"
    if isinstance(error.reason, urllib3.exceptions.ResponseError):
        return "redirections"
    return "injoignable"


def _read(url: str, deadline: float, max_bytes: int) -> bytes:
    """Return the body of a 200 answer, within the deadline and the size."""
    with _asked(url, deadline, {"Accept": "application/json"}) as response:
        if response.status != 200:
            raise UpstreamError("refus", response.status)
        return b"".join(_pieces(response, deadline, max_bytes))


def _write(
    url: str, target: Path, headers: Mapping[str, str], deadline: float, max_bytes: int
) -> Fetched:
    """Write the body of a 200 answer, or nothing for a 304."""
    with _asked(url, deadline, headers) as response:
        if response.status not in {200, 304}:
            raise UpstreamError("refus", response.status)
        size = 0
        if response.status == 200:
            with target.open("wb") as stream:
                for piece in _pieces(response, deadline, max_bytes):
                    size += stream.write(piece)
        return Fetched(
            changed=response.status == 200,
            etag=response.headers.get("ETag", ""),
            last_modified=response.headers.get("Last-Modified", ""),
            size=size,
        )


@contextmanager
def _asked(
    url: str, deadline: float, headers: Mapping[str, str]
) -> Iterator[urllib3.BaseHTTPResponse]:
    """Ask, and give the connection back."""
    left = max(0.01, deadline - time.monotonic())
    response = _pool.request(
        "GET",
        url,
        timeout=urllib3.Timeout(total=left),
        retries=urllib3.Retry(
            total=MAX_REDIRECTS, connect=0, read=0, status=0, redirect=MAX_REDIRECTS
        ),
        preload_content=False,
        headers={"User-Agent": USER_AGENT, **headers},
    )
    try:
        yield response
    finally:
        response.close()
        response.release_conn()


def _pieces(response: urllib3.BaseHTTPResponse, deadline: float, max_bytes: int) -> Iterator[bytes]:
    """Yield the body. Raises `UpstreamError` when it is too long, in bytes or in time."""
    size = 0
    # A server that drips one byte at a time never trips the socket's own time limit.
    while piece := response.read1(_CHUNK):
        size += len(piece)
        if size > max_bytes:
            raise UpstreamError("trop_gros")
        if time.monotonic() > deadline:
            raise UpstreamError("lent")
        yield piece
