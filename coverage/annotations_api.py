"""The API of notes about territories: `GET /api/v1/couverture/annotations/`.

Thin: which notes and which columns is said by `annotations_export`.
"""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coverage.annotation_models import LEVELS, Annotation
from coverage.annotations_export import csv_chunks, notes_in, rows_of
from coverage.territory_page import facts_of
from fragility.api import FileView
from ifn_site.api_errors import ParameterErrors, refuse_unknown_parameters
from ifn_site.api_formats import FORMATS, file_answer, wanted_format
from ifn_site.clock import today
from ifn_site.conditional import known_by_version
from territories.serializers import ErrorsSerializer
from venues.filter_fields import SwitchField

_FORMATS = ("json", "csv")
_PLACE = re.compile(r"([a-z]{4,14}):([0-9A-Z]{2,9})", re.ASCII)


class AnnotationSerializer(serializers.Serializer[Any]):
    """One note: what an organisation says of a territory."""

    niveau = serializers.ChoiceField(choices=[key for key, _ in LEVELS])
    code = serializers.CharField()
    nom = serializers.CharField(allow_null=True)
    nature = serializers.ChoiceField(choices=Annotation.Kind.values)
    nature_libelle = serializers.CharField()
    texte = serializers.CharField()
    organisme = serializers.CharField()
    date = serializers.DateField()
    page = serializers.URLField()


class AnnotationsSerializer(serializers.Serializer[Any]):
    """Every note asked for, the newest first."""

    count = serializers.IntegerField()
    annotations = AnnotationSerializer(many=True)


_described = extend_schema(
    operation_id="couverture_annotations",
    tags=["couverture"],
    summary="Lire les notes des organismes sur les territoires",
    description=(
        "Ce que des organismes du territoire ajoutent ou contestent, avec leur nom et la date : la "
        "plus récente d’abord. Le texte est libre : affichez-le comme du texte, jamais comme du "
        "code."
    ),
    parameters=[
        OpenApiParameter(
            "dans",
            {"type": "string"},
            description="Seulement un territoire et ce qu’il contient : niveau:code.",
            examples=[OpenApiExample("dans", value="departement:48")],
        ),
        OpenApiParameter(
            "protege",
            {"type": "boolean", "default": False},
            description="Avec format=csv : pour un tableur, une apostrophe précède les cellules "
            "qui commencent comme une formule.",
        ),
        OpenApiParameter(
            "format",
            {"type": "string", "enum": list(_FORMATS), "default": "json"},
            description="L’en-tête Accept convient aussi.",
        ),
    ],
    responses={
        (200, FORMATS["json"].media_type): AnnotationsSerializer,
        (200, FORMATS["csv"].media_type): OpenApiTypes.BINARY,
        304: OpenApiResponse(description="Rien n’a changé."),
        400: OpenApiResponse(
            ErrorsSerializer, description="Un paramètre est inconnu ou mal écrit."
        ),
    },
)


class AnnotationsView(FileView):
    """`GET /api/v1/couverture/annotations/`."""

    @_described
    @method_decorator(known_by_version(by_minute=False, dated=True))
    def get(self, request: Request) -> HttpResponseBase:
        """Return the public notes, in JSON or as a CSV file."""
        refuse_unknown_parameters(request.GET, ("dans", "protege", "format"))
        wanted = wanted_format(request)
        if wanted not in _FORMATS:
            raise ParameterErrors({"format": "Cette liste existe en json et en csv seulement."})
        protected, place = _protected(request, wanted), _place(request)
        rows = rows_of(notes_in(place), request.build_absolute_uri)
        if wanted == "json":
            return Response({"count": len(rows), "annotations": rows})
        name = f"{today():%Y-%m-%d}_reperes-numeriques_annotations.csv"
        return file_answer(
            lambda: csv_chunks(rows, protected=protected),
            wanted,
            name,
            headers_only=request.method == "HEAD",
        )


def _place(request: Request) -> tuple[str, str] | None:
    """Return (level, code) asked for. Raises ParameterErrors."""
    given = [text.strip() for text in request.GET.getlist("dans") if text.strip()]
    if not given:
        return None
    found = _PLACE.fullmatch(given[0]) if len(given) == 1 else None
    if found is None or facts_of(found[1], found[2]) is None:
        raise ParameterErrors(
            {"dans": "Aucun territoire ne s’écrit ainsi. Écrivez par exemple dans=departement:48."}
        )
    return found[1], found[2]


def _protected(request: Request, wanted: str) -> bool:
    try:
        asked = SwitchField().clean(request.GET.getlist("protege"))
    except ValidationError as error:
        raise ParameterErrors({"protege": " ".join(error.messages)}) from error
    if asked and wanted != "csv":
        raise ParameterErrors({"protege": "Ce paramètre ne vaut que pour format=csv."})
    return bool(asked)
