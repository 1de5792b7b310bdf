"""The language of an answer: that of its address, never of a cookie nor of the browser."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from ifn_site.languages import language_of


class LanguageOfAddress:
    """Write each answer in the language that its path begins with: French without a prefix."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Speak the language during the request only."""
        code = language_of(request.path_info).code
        request.LANGUAGE_CODE = code
        with translation.override(code):
            return self.get_response(request)
