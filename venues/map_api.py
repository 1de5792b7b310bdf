"""What maps ask of the API: every point of a search, compressed once, and groups on a grid.

Thin: the same filters as the list (`venues/filters.py`); points are made in `venues/points.py`,
groups in `venues/clusters.py`.
"""

from __future__ import annotations

import re
from typing import Any

import brotli
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ifn_site.api_errors import ParameterErrors
from ifn_site.api_formats import ErrorsInJson
from ifn_site.conditional import known_by_version
from venues import api_docs
from venues.api import read_filters
from venues.clusters import MAX_CELLS, ZOOMS, cells_across, clusters
from venues.filters import VenueFilter
from venues.points import points_brotli

#: « br » among the encodings accepted, unless it is given no weight.
_BROTLI = re.compile(r"\bbr\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")
_WORLD = (-180.0, -90.0, 180.0, 90.0)


def _by_minute(request: Any) -> bool:
    return "ouvert" in request.GET


class PointsView(APIView):
    """`GET /api/v1/lieux/points/`."""

    content_negotiation_class = ErrorsInJson
    throttle_cost = "recherche"

    @api_docs.points
    @method_decorator(known_by_version(by_minute=_by_minute, dated=True))
    def get(self, request: Request) -> HttpResponseBase:
        """Return every located venue that passes the filters, in columns."""
        body = points_brotli(read_filters(request, ("format",)))
        if _BROTLI.search(request.headers.get("Accept-Encoding", "")):
            headers = {"Content-Encoding": "br"}
            return HttpResponse(body, content_type="application/json", headers=headers)
        return HttpResponse(brotli.decompress(body), content_type="application/json")

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Say that the bytes depend on the encodings accepted: one ETag stands for all of them."""
        response = super().finalize_response(request, response, *args, **kwargs)
        patch_vary_headers(response, ["Accept-Encoding"])
        if response.get("ETag", "W/").startswith('"'):
            response.headers["ETag"] = "W/" + response.headers["ETag"]
        return response


class ClustersView(APIView):
    """`GET /api/v1/lieux/groupes/`."""

    content_negotiation_class = ErrorsInJson
    throttle_cost = "recherche"

    @api_docs.clusters
    @method_decorator(known_by_version(by_minute=_by_minute, dated=True))
    def get(self, request: Request) -> HttpResponseBase:
        """Return the located venues that pass the filters, in groups on a grid."""
        errors: dict[str, str] = {}
        try:
            filters = read_filters(request, ("format", "z"))
        except ParameterErrors as refused:
            errors.update(refused.errors)
        zoom = _zoom(request, errors)
        if not errors and _too_many(filters, zoom):
            errors["z"] = (
                "Cette zone est trop grande pour ce niveau de zoom : réduisez bbox, ou donnez un "
                "nombre plus petit."
            )
        if errors:
            raise ParameterErrors(errors)
        found = filters.remembered(f"groups:{zoom}", lambda: clusters(filters.qs, zoom))
        return Response({"count": sum(group["nombre"] for group in found), "groupes": found})


def _too_many(filters: VenueFilter, zoom: int) -> bool:
    west, south, east, north = filters.given.get("bbox", _WORLD)
    return cells_across(west, south, east, north, zoom) > MAX_CELLS


def _zoom(request: Request, errors: dict[str, str]) -> int:
    """Return the zoom level asked; the mistake is added to `errors`."""
    texts = [text.strip() for text in request.GET.getlist("z")]
    zoom = int(texts[0]) if len(texts) == 1 and re.fullmatch("[0-9]{1,2}", texts[0]) else -1
    if zoom not in ZOOMS:
        errors["z"] = f"Donnez le niveau de zoom : un entier de {ZOOMS[0]} à {ZOOMS[-1]}."
    return zoom
