"""The OpenAPI 3.1 document of the API: made from the code once per process, in JSON or YAML."""

from __future__ import annotations

from functools import cache
from typing import Any

import yaml
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from ifn_site.conditional import known_by_version

YAML_TYPE = "application/vnd.oai.openapi; charset=utf-8"


@cache
def document() -> dict[str, Any]:
    """Return the document as plain dictionaries."""
    schema: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return schema


def as_yaml() -> str:
    """Return the document as YAML, stable from one run to the next."""
    text: str = yaml.safe_dump(document(), allow_unicode=True, sort_keys=False, width=100)
    return text


@require_safe
@known_by_version(by_minute=False)
def schema(request: HttpRequest) -> HttpResponse:
    """Serve the document: JSON unless `?format=yaml`."""
    if request.GET.get("format") == "yaml":
        return HttpResponse(as_yaml(), content_type=YAML_TYPE)
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})
