"""The page of a territory, the comparison of a few, and the page of the methods."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from coverage.comparison import ChoiceOfTerritories, comparison, find_territory, read_territories
from coverage.territory_coverage import territory_coverage
from coverage.territory_page import facts_of, successor, territory_page, territory_url
from fragility.method_choice import read_choice
from fragility.method_page import method_page
from fragility.methods.presets import PRESETS
from ifn_site.clock import now
from ifn_site.conditional import known_by_version
from territories.views import SeeOther


@require_safe
@known_by_version()
def territory(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """Show the need and the help of a territory; an old code of a commune leads to today's."""
    if code != code.upper():
        return redirect(territory_url(level, code.upper()), permanent=True)
    facts = facts_of(level, code)
    if facts is None:
        if level == "commune" and facts_of("arrondissement", code) is not None:
            return redirect(territory_url("arrondissement", code), permanent=True)
        today = successor(level, code)
        if today is None:
            raise Http404
        return redirect(territory_url(level, today), permanent=True)
    choice, mistakes = read_choice(request.GET)
    page = territory_page(facts, choice)
    address = territory_url(level, code)
    context = {
        "page": page,
        "territory": facts,
        "coverage": territory_coverage(level, code),
        "presets": PRESETS.values(),
        "mistakes": list(mistakes.values()),
        "canonical_url": address,
    }
    return render(request, "coverage/territory.html", context | _on_paper(request, address))


@csrf_exempt
@sensitive_post_parameters("ou")
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest) -> HttpResponseBase:
    """Show a few territories side by side; a name is posted, and only codes leave the form."""
    if request.method == "POST":
        return _added(request)
    return _compared(request)


@known_by_version(by_minute=False)
def _compared(request: HttpRequest) -> HttpResponse:
    chosen = read_territories(request.GET.getlist("t"))
    return render(request, "coverage/compare.html", _comparison_context(request, chosen))


@never_cache
def _added(request: HttpRequest) -> HttpResponse:
    """Answer « Ajouter un territoire »: the comparison with it, or the territories of this name."""
    chosen = read_territories(request.POST.getlist("t"))
    found = find_territory(request.POST.get("ou", ""), chosen)
    if found.address:
        return SeeOther(found.address)
    context = _comparison_context(request, chosen) | {"asked": found}
    return render(request, "coverage/compare.html", context, status=200 if found.links else 422)


def _comparison_context(request: HttpRequest, chosen: ChoiceOfTerritories) -> dict[str, Any]:
    address = chosen.address
    return {
        "comparison": comparison(chosen),
        "asked": None,
        "canonical_url": address,
    } | _on_paper(request, address)


@require_safe
@known_by_version(by_minute=False)
def method(request: HttpRequest) -> HttpResponse:
    """Explain how scores are made, from what, and what was verified."""
    address = reverse("method")
    context = {"page": method_page(), "canonical_url": address}
    return render(request, "fragility/method.html", context | _on_paper(request, address))


def _on_paper(request: HttpRequest, address: str) -> dict[str, Any]:
    """Return what a printed page says of itself."""
    return {"printed_on": now().date(), "page_address": request.build_absolute_uri(address)}
