"""What every request and answer goes through: hostile addresses, and clean public reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponse]
#: Longest query string read: a person's choices fit many times over. Below what gunicorn and nginx
#: accept for a whole request line (8,190 bytes), so that the refusal is ours, in French.
QUERY_LENGTH = 7_000
API_MESSAGE = (
    f"L’adresse contient un caractère interdit (NUL) ou dépasse {QUERY_LENGTH} caractères. "
    "Raccourcissez-la, ou faites plusieurs demandes."
)


class RefuseHostileAddress:
    """Answer 400, in French, to an address that no form of ours can have made."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Stop NUL characters and endless query strings before anything reads them."""
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path or "%00" in query or len(query) > QUERY_LENGTH:
            if request.path.startswith("/api/"):
                return JsonResponse({"erreurs": {"adresse": API_MESSAGE}}, status=400)
            return render(request, "400.html", status=400)
        return self.get_response(request)


class CompressText(GZipMiddleware):
    """Compress answers, except files that are compressed already: it would cost for nothing."""

    compressed = ("spreadsheetml", "parquet")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """Return the answer, smaller when it can be."""
        if any(kind in response.get("Content-Type", "") for kind in self.compressed):
            return response
        return super().process_response(request, response)


class PublicReads:
    """Open the reads of the API to every site (CORS) without ever allowing credentials."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the CORS headers under /api/ and answer the browsers' preflight."""
        if not request.path.startswith("/api/"):
            return self.get_response(request)
        if request.method == "OPTIONS":
            response = HttpResponse(status=204)
            response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
            response["Access-Control-Max-Age"] = "86400"
        else:
            response = self.get_response(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After, X-Codes-Inconnus"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        patch_vary_headers(response, ["Accept"])
        return response
