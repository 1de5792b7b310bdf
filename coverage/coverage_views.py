"""The page of coverage, its table as a file, and what its map reads."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coverage.coverage_choices import read_coverage_choices
from coverage.coverage_file import csv_of
from coverage.coverage_layer import CoverageLayer, coverage_layer, layer_bytes, layer_version
from coverage.coverage_page import bubble_context, page_context
from ifn_site.api_formats import file_answer
from ifn_site.clock import today
from ifn_site.conditional import known_by_version

BYTES = "application/octet-stream"
FOR_EVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=60"


@require_safe
@known_by_version(by_minute=False)
def coverage_map(request: HttpRequest) -> HttpResponse:
    """Show where need meets little help: sentences, legend, list, and the map when asked."""
    context = page_context(read_coverage_choices(request.GET))
    on_paper = {
        "printed_on": today(),
        "page_address": request.build_absolute_uri(context.get("permalink")),
    }
    return render(request, "coverage/coverage.html", context | on_paper)


@require_safe
@known_by_version(by_minute=False)
def coverage_bubble(request: HttpRequest, code: str) -> HttpResponse:
    """Answer what the map says of one commune, as a piece of the page."""
    context = bubble_context(read_coverage_choices(request.GET), code)
    if context is None:
        raise Http404
    return render(request, "coverage/_coverage_bubble.html", context)


@require_safe
def coverage_layer_file(request: HttpRequest, measure: str) -> HttpResponse:
    """Answer one byte per commune, in the order of the outlines."""
    layer = _layer(request)
    body = layer_bytes(layer) if layer.choices.measure == measure else None
    if body is None:
        raise Http404
    response = HttpResponse(body, content_type=BYTES)
    is_last = request.GET.get("v") == layer_version(layer.crossing.run)
    response.headers["Cache-Control"] = FOR_EVER if is_last else SHORT
    return response


@require_safe
@known_by_version(by_minute=False)
def coverage_table(request: HttpRequest) -> HttpResponseBase:
    """Answer every row of the table that the page shows, in its order, as a CSV."""
    layer = _layer(request)
    choices = layer.choices
    scope = "-".join(choices.inside).lower() if choices.inside else "france"
    invented = "demonstration_" if layer.crossing.run.is_demonstration else ""
    name = f"{today():%Y-%m-%d}_reperes-numeriques_{invented}double-alerte_{scope}.csv"
    return file_answer(lambda: csv_of(layer), "csv", name, headers_only=request.method == "HEAD")


def _layer(request: HttpRequest) -> CoverageLayer:
    """Return what is asked. Raises Http404 when nothing is computed."""
    found = coverage_layer(read_coverage_choices(request.GET))
    if found is None:
        raise Http404
    return found
