"""The page of results."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def results(request: HttpRequest) -> HttpResponse:
    """Answer."""
    raise Http404
