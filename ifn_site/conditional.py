"""Answers that a client already has: ETag and 304 from the data version, before any work is done.

An answer here depends on its address, on what the client accepts, on the public data and, for
pages that speak of opening hours, on the minute. It knows nothing of what the answers hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, NamedTuple

from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date

from ifn_site.cache import at_version
from ifn_site.clock import this_minute, today
from ifn_site.models import data_version

#: How long anyone may keep an answer without asking again, in seconds.
MAX_AGE = 60
_MEMO = "_data_state"

View = Callable[..., HttpResponseBase]


class DataState(NamedTuple):
    """The version of the public data, and when they last changed (None when nothing is loaded)."""

    number: int
    changed_at: datetime | None


def data_state(request: Any) -> DataState:
    """Return the data version, asked of the database once per request."""
    plain = getattr(request, "_request", request)
    if not hasattr(plain, _MEMO):
        setattr(plain, _MEMO, DataState(*data_version()))
    state: DataState = getattr(plain, _MEMO)
    return state


def etag_of(request: Any, *, by_minute: bool) -> str:
    """Return the ETag of what this request asks for, at this data version and minute (or day)."""
    moment = f"{this_minute():%Y%m%d%H%M}" if by_minute else f"{today():%Y%m%d}"
    asked = f"{request.build_absolute_uri()} {request.META.get('HTTP_ACCEPT', '')}"
    digest = hashlib.sha256(asked.encode()).hexdigest()[:20]
    return f'"{data_state(request).number}-{moment}-{digest}"'


def known_by_version(
    *, by_minute: bool | Callable[[Any], bool] = True, dated: bool = False
) -> Callable[[View], View]:
    """Decorate a GET view so that an unchanged answer costs one small query and no body.

    `by_minute`: the answer tells what is open (or a function of the request that says so).
    `dated`: also send and honour Last-Modified, the moment when the data changed; pages do
    without, since their words change with the clock.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            minutely = by_minute(request) if callable(by_minute) else by_minute
            etag = etag_of(request, by_minute=minutely)
            changed_at = data_state(request).changed_at if dated else None
            seconds = int(changed_at.timestamp()) if changed_at else None
            response: Any = get_conditional_response(request, etag=etag, last_modified=seconds)
            if response is None:
                with at_version(data_state(request).number):
                    response = view(request, *args, **kwargs)
            if response.status_code not in (200, 304):
                return response
            response.headers["ETag"] = etag
            if seconds is not None:
                response.headers["Last-Modified"] = http_date(seconds)
            patch_cache_control(response, public=True, max_age=MAX_AGE)
            return response

        return answer

    return decorate
