"""Tiles and lists of codes, at addresses that bear their fingerprint: kept for ever by everyone.

Thin: what a tile is belongs to `territories.tiles`.
"""

from __future__ import annotations

import gzip
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from territories.tiles import TileSet, tile_set

FOR_EVER = "public, max-age=31536000, immutable"
TILE_TYPE = "application/vnd.mapbox-vector-tile"


@require_safe
def tile(
    request: HttpRequest, fingerprint: str, source: str, zoom: int, column: int, row: int
) -> HttpResponse:
    """Answer one tile as it is stored; 204 where nothing is drawn, 404 for what cannot exist."""
    tiles = _in_use(fingerprint)
    etag = f'"{fingerprint}-{source}-{zoom}-{column}-{row}"'
    try:
        stored = tiles.tile(source, zoom, column, row)
    except (KeyError, ValueError):
        raise Http404 from None
    if stored is None:
        return _kept(request, HttpResponse(status=204), etag)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(stored, content_type=TILE_TYPE)
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(stored), content_type=TILE_TYPE)
    patch_vary_headers(response, ["Accept-Encoding"])
    return _kept(request, response, etag)


@require_safe
def codes(request: HttpRequest, fingerprint: str, level: str) -> HttpResponse:
    """Answer the codes of a level as a JSON list, in the order of the features' ids."""
    tiles = _in_use(fingerprint)
    if level not in tiles.levels:
        raise Http404
    body = tiles.codes_file(level).read_bytes()
    response = HttpResponse(body, content_type="application/json")
    return _kept(request, response, f'"{fingerprint}-{level}"')


def _in_use(fingerprint: str) -> TileSet:
    """Return the tiles in use when they are those asked for; another state is not kept."""
    tiles = tile_set()
    if tiles is None or tiles.fingerprint != fingerprint:
        raise Http404
    return tiles


def _kept(request: HttpRequest, response: HttpResponse, etag: str) -> HttpResponse:
    """Let everyone keep an answer for ever, and spare its body to who has it."""
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = FOR_EVER
    return cast(HttpResponse, get_conditional_response(request, etag=etag, response=response))
