"""The page of results."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from ifn_site.cache import at_version
from ifn_site.conditional import data_state
from orientation.results_page import ResultsPage


@require_safe
@cache_control(private=True, no_cache=True)
def results(request: HttpRequest) -> HttpResponse:
    """Show the places that fit the answers of the address, with the reasons.

    Kept by no shared cache: an address holds what a person answered.
    """
    with at_version(data_state(request).number):
        page = ResultsPage(request.GET)
        context = page.context(request.build_absolute_uri)
        return render(request, "orientation/results.html", context)
