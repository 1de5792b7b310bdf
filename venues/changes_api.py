"""`GET /api/v1/lieux/changements/`: the feed of changes, for those who keep a copy. Thin."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.views import APIView

from ifn_site.api_errors import ParameterErrors, refuse_unknown_parameters
from ifn_site.api_formats import ErrorsInJson
from ifn_site.conditional import known_by_version
from venues import api_docs
from venues.api import whole_number
from venues.changes import (
    REDIRECTED,
    Change,
    Position,
    changes_after,
    position_text,
    read_position,
    start,
)
from venues.filter_fields import SinceField
from venues.filters import VenueFilter
from venues.models import Venue
from venues.querysets import VenueQuerySet

#: Filters of the list that the feed takes too: those that hold for a withdrawn venue.
SCOPES = ("commune", "epci", "departement", "region", "source")
DEFAULT_SIZE = 500
MAX_SIZE = 1_000


class ChangesView(APIView):
    """`GET /api/v1/lieux/changements/`."""

    content_negotiation_class = ErrorsInJson

    @api_docs.changes
    @method_decorator(known_by_version(by_minute=False))
    def get(self, request: Request) -> HttpResponseBase:
        """Return what changed since a moment, or since where an earlier reading ended."""
        own = ("depuis", "suite", "page_size", "format")
        refuse_unknown_parameters(request.GET, (*SCOPES, *own))
        size = whole_number(request, "page_size", DEFAULT_SIZE, MAX_SIZE)
        found = changes_after(_position(request), size, timezone.now(), _among(request))
        text = position_text(found.position)
        here = remove_query_param(request.build_absolute_uri(), "depuis")
        return Response(
            {
                "next": replace_query_param(here, "suite", text) if found.has_more else None,
                "suite": text,
                "results": [_result(change, request) for change in found.changes],
            }
        )


def _among(request: Request) -> VenueQuerySet | None:
    """Return the venues of the territories and sources asked, withdrawn ones too; None for all."""
    asked = QueryDict(mutable=True)
    for name in SCOPES:
        asked.setlist(name, request.GET.getlist(name))
    filters = VenueFilter(asked, queryset=Venue.objects.all())
    if filters.mistakes:
        raise ParameterErrors(filters.mistakes)
    if not filters.given:
        return None
    among = filters.narrowed(without=frozenset({"source"}))
    if sources := filters.given.get("source"):
        ours = [one.source_id for one in sources if one.source_id is not None]
        among = among.ever_fed_by(ours, [one.declared for one in sources if one.declared])
    return among


def _position(request: Request) -> Position:
    """Return where to start: `suite`, else `depuis`, else the very beginning."""
    given = {name: request.GET.getlist(name) for name in ("depuis", "suite")}
    if all(any(values) for values in given.values()):
        message = "Donnez depuis, ou suite, mais pas les deux : suite dit déjà où reprendre."
        raise ParameterErrors({"suite": message})
    texts = [text.strip() for text in given["suite"] if text.strip()]
    if texts:
        position = read_position(texts[0]) if len(texts) == 1 else None
        if position is None:
            message = "Valeur inconnue. Reprenez celle d’une réponse, ou utilisez depuis=."
            raise ParameterErrors({"suite": message})
        return position
    try:
        since = SinceField().clean(given["depuis"])
    except ValidationError as error:
        raise ParameterErrors({"depuis": " ".join(error.messages)}) from error
    if since is None:
        return start()
    moment = _aware(since)
    if moment > timezone.now():
        message = f"Le {moment:%d/%m/%Y} est dans le futur. Donnez une date passée."
        raise ParameterErrors({"depuis": message})
    return start(moment)


def _aware(since: date | datetime) -> datetime:
    """Return a moment; a day starts at midnight, and what has no zone is at Paris."""
    moment = since if isinstance(since, datetime) else datetime.combine(since, time(0))
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _result(change: Change, request: Request) -> dict[str, Any]:
    is_redirection = change.kind == REDIRECTED
    api = reverse("api-venue", args=[change.venue.public_id])
    return {
        "type": change.kind,
        "id": change.public_id,
        "le": change.moment.astimezone(UTC).isoformat(timespec="microseconds"),
        "url": request.build_absolute_uri(change.venue.get_absolute_url()),
        "api": request.build_absolute_uri(api),
        "vers": change.venue.public_id if is_redirection else None,
        "departement": change.venue.departement_code or None,
        "code_insee": change.venue.commune_code or change.venue.insee_code or None,
    }
