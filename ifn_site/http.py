"""The only door out of the site: every outgoing HTTP request goes through `get_json`.

A time limit and a size limit are required, failures are typed, and nothing that was asked for
(address, query, answer) ever stands in a log line or in the text of an error.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import urllib3

USER_AGENT = "reperes-numeriques/1"
#: Answers longer than this are refused: the door is for small answers.
MAX_BYTES = 1_000_000
MAX_REDIRECTS = 2
_CHUNK = 65_536

# The library tells of retries and redirects with the whole address asked for.
logging.getLogger("urllib3").setLevel(logging.ERROR)
_pool = urllib3.PoolManager(num_pools=4, maxsize=4, headers={"User-Agent": USER_AGENT})


class UpstreamError(Exception):
    """Another service did not give a usable answer; `reason` is a short code, never a content.

    Codes: `injoignable`, `lent`, `refus` (an HTTP status other than 200), `trop_gros`, `illisible`,
    `redirections`, `adresse` (the configured address is not an http one).
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
    if urlsplit(url).scheme not in {"http", "https"}:
        raise UpstreamError("adresse")
    deadline = time.monotonic() + timeout
    body = None
    try:
        body = _read(f"{url}?{urlencode(params)}", deadline, max_bytes)
    except urllib3.exceptions.TimeoutError:
        failure = UpstreamError("lent")
    except urllib3.exceptions.MaxRetryError as error:
        failure = UpstreamError(_why(error))
    except (urllib3.exceptions.HTTPError, OSError):
        failure = UpstreamError("injoignable")
    if body is None:
        # Raised here, outside the handlers: the library's errors quote the address asked for,
        # and a chained traceback would print them.
        raise failure
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        pass
    raise UpstreamError("illisible")


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
    left = max(0.01, deadline - time.monotonic())
    response = _pool.request(
        "GET",
        url,
        timeout=urllib3.Timeout(total=left),
        retries=urllib3.Retry(
            total=MAX_REDIRECTS, connect=0, read=0, status=0, redirect=MAX_REDIRECTS
        ),
        preload_content=False,
        headers={"User-Agent": USER_AGENT, "Accept": "application/json"},
    )
    try:
        if response.status != 200:
            raise UpstreamError("refus", response.status)
        body = bytearray()
        # A server that drips one byte at a time never trips the socket's own time limit.
        while chunk := response.read1(_CHUNK):
            body += chunk
            if len(body) > max_bytes:
                raise UpstreamError("trop_gros")
            if time.monotonic() > deadline:
                raise UpstreamError("lent")
        return bytes(body)
    finally:
        response.close()
        response.release_conn()
