"""The API about territories: a search, and the sheet of one territory."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import condition
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ifn_site.api_errors import ParameterErrors, refuse_unknown_parameters
from ifn_site.models import data_version
from territories.facts import LEVELS, current_commune_code, territory_facts
from territories.place_query import MAX_TEXT
from territories.search import search_places
from territories.serializers import (
    ErrorsSerializer,
    PlaceListSerializer,
    TerritorySerializer,
)

MAX_RESULTS = 20
DEFAULT_RESULTS = 10
_EXAMPLE = {
    "niveau": "commune",
    "code": "42218",
    "nom": "Saint-Étienne",
    "population": 173136,
    "latitude": 45.43,
    "longitude": 4.38,
    "codes_postaux": ["42000", "42100", "42230"],
    "url": "https://exemple.fr/api/v1/territoires/commune/42218/",
}


def _etag(request: Any, *args: Any, **kwargs: Any) -> str:
    """Return the tag of the present data: an answer changes only when they do."""
    return f'W/"{data_version()[0]}"'


class TerritorySearchView(APIView):
    """`GET /api/v1/territoires/?q=`."""

    throttle_cost = "recherche"

    @extend_schema(
        operation_id="territoires_chercher",
        summary="Chercher un territoire",
        description=(
            "Par nom, ancien nom, code postal, code INSEE, numéro ou nom de département. Les "
            "accents, la casse, les traits d’union et les fautes de frappe sont acceptés. Les noms "
            "exacts viennent d’abord, puis les plus peuplés."
        ),
        tags=["territoires"],
        parameters=[
            OpenApiParameter("q", str, required=True, description="Le texte cherché."),
            OpenApiParameter(
                "limit", int, description=f"Nombre de réponses, de 1 à {MAX_RESULTS}.",
                default=DEFAULT_RESULTS,
            ),
        ],
        responses={200: PlaceListSerializer, 400: ErrorsSerializer},
        examples=[
            OpenApiExample(
                "st etienne",
                value={
                    "count": 1,
                    "results": [
                        {
                            **_EXAMPLE,
                            "detail": "Loire (42) · 42000, 42100, 42230",
                            "trouve_par": "nom",
                        }
                    ],
                },
                response_only=True,
                status_codes=["200"],
            )
        ],
    )  # fmt: skip
    @method_decorator(condition(etag_func=_etag))
    def get(self, request: Request) -> Response:
        """Return the territories that a text may mean."""
        refuse_unknown_parameters(request.query_params, ("q", "limit"))
        text, limit = _read_search(request)
        places = search_places(text, limit)
        answer = {"count": len(places), "results": places}
        return Response(PlaceListSerializer(answer, context={"request": request}).data)


def _read_search(request: Request) -> tuple[str, int]:
    """Return the text and the limit. Raises `ParameterErrors` telling what to write instead."""
    errors = {}
    text = request.query_params.get("q", "").strip()
    if not text:
        errors["q"] = "Indiquez un nom, un code postal ou un code : ?q=martigues."
    elif len(text) > MAX_TEXT:
        errors["q"] = f"Texte trop long : {MAX_TEXT} caractères au plus."
    asked = request.query_params.get("limit", str(DEFAULT_RESULTS))
    limit = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
    if not 1 <= limit <= MAX_RESULTS:
        errors["limit"] = f"Indiquez un nombre entier de 1 à {MAX_RESULTS}."
    if errors:
        raise ParameterErrors(errors)
    return text, limit


class TerritoryView(APIView):
    """`GET /api/v1/territoires/<niveau>/<code>/`."""

    @extend_schema(
        operation_id="territoires_lire",
        summary="Lire un territoire",
        description=(
            "Population, territoires parents, codes postaux, anciens codes et noms. Le code de la "
            "France est FR. L’ancien code d’une commune renvoie (301) vers la commune actuelle."
        ),
        tags=["territoires"],
        parameters=[
            OpenApiParameter("niveau", str, OpenApiParameter.PATH, enum=LEVELS),
            OpenApiParameter("code", str, OpenApiParameter.PATH, description="Code officiel."),
        ],
        responses={
            200: TerritorySerializer,
            301: None,
            400: ErrorsSerializer,
            404: ErrorsSerializer,
        },
        examples=[
            OpenApiExample(
                "commune",
                value={
                    **_EXAMPLE,
                    "communes": 1,
                    "parents": [
                        {
                            "niveau": "departement",
                            "code": "42",
                            "nom": "Loire",
                            "url": "https://exemple.fr/api/v1/territoires/departement/42/",
                        }
                    ],
                    "anciens_codes": ["42190"],
                    "anciens_noms": ["Rochetaillée"],
                },
                response_only=True,
                status_codes=["200"],
            )
        ],
    )
    @method_decorator(condition(etag_func=_etag))
    def get(
        self, request: Request, niveau: str, code: str
    ) -> Response | HttpResponsePermanentRedirect:
        """Return one territory, or the way to the commune that a former code became part of."""
        refuse_unknown_parameters(request.query_params, ())
        territory = territory_facts(niveau, code)
        if territory is not None:
            return Response(TerritorySerializer(territory, context={"request": request}).data)
        if niveau == "commune" and (current := current_commune_code(code)):
            return HttpResponsePermanentRedirect(reverse("api-territory", args=[niveau, current]))
        raise NotFound
