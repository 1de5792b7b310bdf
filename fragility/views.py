"""The page of the need: its map, its legend, its table, and the files that the map reads."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fragility.layer_files import class_bytes, layer_bytes, version
from fragility.map_choices import LEVELS, MapChoices, read_choices
from fragility.map_layer import Layer, map_layer
from fragility.map_page import bubble_context, legend_context, page_context
from fragility.methods.presets import PRESETS
from fragility.store import ReleaseFacts, level_scores
from ifn_site.clock import today
from ifn_site.conditional import known_by_version

BYTES = "application/octet-stream"
FOR_EVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=60"


@require_safe
@known_by_version(by_minute=False)
def fragility_map(request: HttpRequest) -> HttpResponse:
    """Show the need by territory: a map where it can be drawn, a table everywhere."""
    context = page_context(read_choices(request.GET))
    return render(request, "fragility/map.html", context | {"printed_on": today()})


@require_safe
@known_by_version(by_minute=False)
def legend(request: HttpRequest, level: str) -> HttpResponse:
    """Answer the legend of another level, as a piece of the page."""
    choices, layer = _asked(request, level)
    return render(request, "fragility/_legend.html", {"legend": legend_context(choices, layer)})


@require_safe
@known_by_version(by_minute=False)
def bubble(request: HttpRequest, level: str, code: str) -> HttpResponse:
    """Answer what the map says of one territory, as a piece of the page."""
    choices, layer = _asked(request, level)
    context = bubble_context(choices, layer, code)
    if context is None:
        raise Http404
    return render(request, "fragility/_bubble.html", {"area": context})


@require_safe
def layer(request: HttpRequest, level: str, subject: str) -> HttpResponse:
    """Answer one byte per territory, in the order of the outlines."""
    choices, found = _asked(request, level)
    if choices.subject != subject:
        raise Http404
    return _file(request, found.release, lambda: layer_bytes(found))


@require_safe
def classes(request: HttpRequest, level: str, method: str) -> HttpResponse:
    """Answer the classes of each indicator, from which a browser counts other weights."""
    scores = level_scores(level, method) if level in LEVELS and method in PRESETS else None
    if scores is None:
        raise Http404
    return _file(request, scores.release, lambda: class_bytes(scores))


def _asked(request: HttpRequest, level: str) -> tuple[MapChoices, Layer]:
    """Return the choices and the layer of a level. Raises Http404 when there is none."""
    choices = read_choices(request.GET)
    found = map_layer(choices, level) if level in choices.levels else None
    if found is None:
        raise Http404
    return choices, found


def _file(
    request: HttpRequest, release: ReleaseFacts, read: Callable[[], bytes | None]
) -> HttpResponse:
    """Answer a file, kept for ever at the address that bears its version."""
    body = read()
    if body is None:
        raise Http404
    response = HttpResponse(body, content_type=BYTES)
    is_last = request.GET.get("v") == version(release)
    response.headers["Cache-Control"] = FOR_EVER if is_last else SHORT
    return response
