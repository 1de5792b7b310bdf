"""The pages of the questionnaire."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse


def start(request: HttpRequest) -> HttpResponse:
    """Answer."""
    raise Http404


def need(request: HttpRequest) -> HttpResponse:
    """Answer."""
    raise Http404


def words(request: HttpRequest) -> HttpResponse:
    """Answer."""
    raise Http404


def place(request: HttpRequest) -> HttpResponse:
    """Answer."""
    raise Http404


def when(request: HttpRequest) -> HttpResponse:
    """Answer."""
    raise Http404


def access(request: HttpRequest) -> HttpResponse:
    """Answer."""
    raise Http404
