"""The formats in which the API gives its lists, and how a request asks for one.

It knows nothing of what the lists hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.http import StreamingHttpResponse
from rest_framework.negotiation import BaseContentNegotiation

from ifn_site.api_errors import ParameterErrors


class Format(NamedTuple):
    """A format of the API: its media type, and the end of the file's name."""

    media_type: str
    extension: str


FORMATS = {
    "json": Format("application/json", "json"),
    "geojson": Format("application/geo+json", "geojson"),
    "csv": Format("text/csv", "csv"),
    "xlsx": Format("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "parquet": Format("application/vnd.apache.parquet", "parquet"),
}


class ErrorsInJson(BaseContentNegotiation):
    """Answers that DRF renders are JSON; files are streamed past it."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        """Return the JSON renderer, whatever the client accepts."""
        return renderers[0], renderers[0].media_type

    def select_parser(self, request: Any, parsers: Any) -> Any:
        """Nothing is posted here."""
        return None


def wanted_format(request: Any) -> str:
    """Return the format asked by `?format=`, else by `Accept`, else json (or ParameterErrors)."""
    given = [text.strip() for text in request.GET.getlist("format") if text.strip()]
    if len(given) > 1:
        raise ParameterErrors({"format": "Ce paramètre se donne une seule fois."})
    if given:
        if given[0] not in FORMATS:
            message = f"Format inconnu. Formats : {', '.join(FORMATS)}."
            raise ParameterErrors({"format": message})
        return given[0]
    plain = getattr(request, "_request", request)
    by_type = {one.media_type: name for name, one in FORMATS.items()}
    return by_type.get(plain.get_preferred_type(list(by_type)) or "", "json")


def file_answer(
    content: Callable[[], Iterable[bytes | str]], wanted: str, name: str, *, headers_only: bool
) -> StreamingHttpResponse:
    """Return a file to keep under a name; who asks for the headers alone starts no work."""
    charset = "; charset=utf-8" if wanted == "csv" else ""
    response = StreamingHttpResponse(
        () if headers_only else content(), content_type=FORMATS[wanted].media_type + charset
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
