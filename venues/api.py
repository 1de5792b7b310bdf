"""The API of venues: the filtered list in five formats, one venue, the points of a map.

Thin: the filters are those of the pages (`venues/filters.py`), the shapes are in `serializers`.
Documentation strings for readers of the API are in `venues/api_docs.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from ifn_site.api_errors import ParameterErrors, refuse_unknown_parameters
from ifn_site.api_formats import FORMATS, ErrorsInJson, file_answer, wanted_format
from ifn_site.clock import now, today
from ifn_site.conditional import known_by_version
from venues import api_docs, exports
from venues.export_notice import notice
from venues.filter_fields import SwitchField
from venues.filters import PARAMETERS, VenueFilter, venue_filter
from venues.identity import is_public_id
from venues.models import Venue
from venues.querysets import VenueQuerySet
from venues.schema_org import schema_org
from venues.serializers import venue_result
from venues.views import venue_with_id

DEFAULT_PAGE_SIZE = 20
MAX_PAGE_SIZE = 1_000
_PAGING = ("page", "page_size", "format", "protege")


def _time_dependent(request: Any) -> bool:
    """Tell whether the answer says, or depends on, what is open at this minute."""
    return "ouvert" in request.GET or request.GET.get("format", "json") not in (
        "csv",
        "xlsx",
        "parquet",
        "geojson",
    )


def read_filters(request: Any, extra: tuple[str, ...]) -> VenueFilter:
    """Return the filters of a request. Raises ParameterErrors with every mistake at once."""
    errors: dict[str, str] = {}
    try:
        refuse_unknown_parameters(request.GET, (*PARAMETERS, *extra))
    except ParameterErrors as refused:
        errors.update(refused.errors)
    filters = venue_filter(request.GET)
    errors.update(filters.mistakes)
    if errors:
        raise ParameterErrors(errors)
    return filters


def whole_number(request: Any, name: str, default: int, high: int) -> int:
    """Return one whole number between 1 and `high`, or refuse it (ParameterErrors)."""
    values = request.GET.getlist(name)
    text = values[0].strip() if values else ""
    if not text:
        return default
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
    if len(values) > 1 or not 1 <= number <= high:
        raise ParameterErrors({name: f"Donnez un seul nombre entier entre 1 et {high}."})
    return number


class VenueListView(APIView):
    """`GET /api/v1/lieux/`."""

    content_negotiation_class = ErrorsInJson

    def throttle_cost(self, request: Request) -> str:
        """Files cost most, then what reads the whole directory."""
        if request.GET.get("format", "json") != "json":
            return "export"
        return "recherche" if {"q", "ouvert", "ouvert_le"} & set(request.GET) else "lecture"

    @api_docs.venue_list
    @method_decorator(known_by_version(by_minute=_time_dependent, dated=True))
    def get(self, request: Request) -> HttpResponseBase:
        """Return one page of venues, or the whole filtered set as a file."""
        wanted = wanted_format(request)
        filters = read_filters(request, _PAGING)
        protected = _protected(request, wanted)
        if wanted != "json":
            return _file(request, wanted, filters, protected=protected)
        return Response(self._page(request, filters))

    def _page(self, request: Request, filters: VenueFilter) -> dict[str, Any]:
        size = whole_number(request, "page_size", DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE)
        number = whole_number(request, "page", 1, 999_999_999)
        count = filters.remembered("api-count", filters.qs.count)
        last = max(1, -(-count // size))
        if number > last:
            raise ParameterErrors({"page": f"Il y a {last} page(s) : donnez un nombre plus petit."})
        context = _context(request, filters)
        venues = _page_of_venues(filters, (number - 1) * size, number * size)
        address = request.build_absolute_uri()
        answer: dict[str, Any] = {
            "count": count,
            "next": replace_query_param(address, "page", number + 1) if number < last else None,
            "previous": replace_query_param(address, "page", number - 1) if number > 1 else None,
        }
        if (unknown := filters.unknown_hours()) is not None:
            answer["horaires_inconnus"] = unknown
        if corrected := filters.corrected(venues):
            answer["corrige"] = corrected
        answer["results"] = [venue_result(venue, **context) for venue in venues]
        return answer


def _context(request: Request, filters: VenueFilter) -> dict[str, Any]:
    """Return what a result needs beside its venue: the moment, the site, the point asked."""
    near = filters.near
    return {
        "now": now(),
        "absolute": request.build_absolute_uri,
        "near": (near.lat, near.lon) if near else None,
        "asked": _asked_moment(filters),
    }


def _asked_moment(filters: VenueFilter) -> date | None:
    """Return the date, or the date-time, that `ouvert` or `ouvert_le` asks about; None for a
    weekday, which is no date."""
    moment = filters.given.get("ouvert")
    if moment is not None:
        return moment if isinstance(moment, datetime) else now()
    day = filters.given.get("ouvert_le")
    return day if isinstance(day, date) else None


def _page_of_venues(filters: VenueFilter, start: int, stop: int) -> list[Venue]:
    near = filters.near
    if near is None:
        return list(_whole_rows(filters.by_name())[start:stop])
    venues = _whole_rows(filters.qs)
    if near.radius_m is not None:
        # The circle is already a small window.
        return list(venues.nearest_first(near.lat, near.lon)[start:stop])
    return venues.nearest_page(near.lat, near.lon, start, stop)


def _whole_rows(venues: VenueQuerySet) -> VenueQuerySet:
    return venues.select_related("main_record__source").defer(
        "search_text", "main_record__raw", "main_record__findings"
    )


def _file(
    request: Request, wanted: str, filters: VenueFilter, *, protected: bool
) -> StreamingHttpResponse:
    """Stream the whole filtered set, whatever its size."""
    paged = [name for name in ("page", "page_size") if name in request.GET]
    if paged:
        message = "Un fichier contient tout ce qui est filtré : retirez ce paramètre."
        raise ParameterErrors(dict.fromkeys(paged, message))
    if wanted == "xlsx":
        _refuse_too_long(filters)
    name = exports.file_name(
        today(), FORMATS[wanted].extension, exports.territory_of(filters.given)
    )
    return file_answer(
        lambda: _content(request, wanted, filters, protected),
        wanted,
        name,
        headers_only=request.method == "HEAD",
    )


def _refuse_too_long(filters: VenueFilter) -> None:
    """Raise ParameterErrors when a workbook would hold more than spreadsheets open."""
    if filters.remembered("api-count", filters.qs.count) > exports.XLSX_ROWS:
        most = f"{exports.XLSX_ROWS:,}".replace(",", "\u202f")
        message = (
            f"Un classeur Excel contient {most} lieux au plus. Choisissez une région ou un "
            "département, ou demandez format=csv."
        )
        raise ParameterErrors({"format": message})


def _content(request: Request, wanted: str, filters: VenueFilter, protected: bool) -> Iterator[Any]:
    """Return the pieces of a file, read as they are sent."""
    venues = filters.qs
    if wanted == "csv":
        return exports.csv_chunks(venues, protected=protected)
    if wanted == "parquet":
        return exports.parquet_chunks(venues)
    if wanted == "geojson":
        context = _context(request, filters)
        return exports.geojson_chunks(venues, lambda venue: venue_result(venue, **context))
    asked = [
        (name, ", ".join(values))
        for name, values in request.GET.lists()
        if name in PARAMETERS and any(values)
    ]
    page = request.build_absolute_uri(reverse("about-data"))
    # openpyxl is long to import, and few ask for it.
    from venues.export_xlsx import xlsx_chunks

    return xlsx_chunks(exports.rows_of(venues), notice(venues, asked, today(), page))


def _protected(request: Request, wanted: str) -> bool:
    try:
        asked = SwitchField().clean(request.GET.getlist("protege"))
    except ValidationError as error:
        raise ParameterErrors({"protege": " ".join(error.messages)}) from error
    if asked and wanted != "csv":
        raise ParameterErrors({"protege": "Ce paramètre ne vaut que pour format=csv."})
    return bool(asked)


class VenueView(APIView):
    """`GET /api/v1/lieux/<id>/`."""

    content_negotiation_class = ErrorsInJson
    route = "api-venue"

    @api_docs.venue
    @method_decorator(known_by_version(dated=True))
    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        """Return one venue; an old id leads to the right one, a withdrawn venue is gone (410)."""
        if not is_public_id(public_id):
            raise Http404
        refuse_unknown_parameters(request.GET, ("format",))
        venue = venue_with_id(public_id)
        if venue.withdrawn_at is not None:
            message = f"Ce lieu n’est plus référencé depuis le {venue.withdrawn_at:%d/%m/%Y}."
            return Response({"erreurs": {"id": message}}, status=410)
        if venue.public_id != public_id:
            return HttpResponsePermanentRedirect(reverse(self.route, args=[venue.public_id]))
        return self.answer(request, venue)

    def answer(self, request: Request, venue: Venue) -> HttpResponseBase:
        """Return the venue in the standard's words."""
        return Response(venue_result(venue, now=now(), absolute=request.build_absolute_uri))


class VenueSchemaOrgView(VenueView):
    """`GET /api/v1/lieux/schema-org/<id>/`."""

    route = "api-venue-schema-org"

    @api_docs.venue_schema_org
    def get(self, request: Request, public_id: str) -> HttpResponseBase:
        """Return one venue as JSON-LD, with the same rules for old ids."""
        return super().get(request, public_id)

    def answer(self, request: Request, venue: Venue) -> HttpResponseBase:
        """Return the venue in schema.org words."""
        url = request.build_absolute_uri(venue.get_absolute_url())
        return Response(schema_org(venue, now(), url), content_type="application/ld+json")
