"""The counter's screen."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def counter(request: HttpRequest) -> HttpResponse:
    """Answer."""
    raise Http404
