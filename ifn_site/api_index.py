"""The front door of the API: where its lists, its description and its page are.

Read from the OpenAPI document, so that no address can be forgotten; not described there itself.
"""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from ifn_site.conditional import known_by_version
from ifn_site.openapi import document


@require_safe
@known_by_version(by_minute=False)
def index(request: HttpRequest) -> JsonResponse:
    """Return each address with what it gives, `{id}` standing for what the reader fills in."""
    here = request.build_absolute_uri("/").rstrip("/")
    addresses = [
        {"url": here + path, "resume": operations["get"]["summary"]}
        for path, operations in document()["paths"].items()
    ]
    body = {
        "documentation": here + reverse("api-docs"),
        "schema": here + reverse("api-schema"),
        "adresses": addresses,
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})
