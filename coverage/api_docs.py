"""What the OpenAPI document says of the API of coverage: parameters, answers, examples."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
)

from coverage.offer import SERVICE_KEYS
from coverage.parameters import LEVELS
from coverage.serializers import CoverageLevelSerializer, TerritoryCoverageSerializer
from fragility.selection import MAX_CODES
from ifn_site.api_formats import FORMATS
from territories.serializers import ErrorsSerializer

_TAGS = ["couverture"]
_FORMAT = OpenApiParameter(
    "format",
    {"type": "string", "enum": list(FORMATS), "default": "json"},
    description="Les autres formats donnent un fichier, une ligne par territoire. L’en-tête Accept "
    "convient aussi.",
)
_LEVEL = OpenApiParameter(
    "niveau",
    {"type": "string", "enum": list(reversed(LEVELS))},
    OpenApiParameter.PATH,
    description="Niveau des territoires.",
)
_SELECTION = [
    OpenApiParameter(
        "dans",
        {"type": "string"},
        description="Seulement les territoires qui sont, même en partie, dans un autre : "
        "niveau:code.",
        examples=[OpenApiExample("dans", value="departement:48")],
    ),
    OpenApiParameter(
        "codes",
        {"type": "array", "items": {"type": "string"}},
        description=f"Seulement ces codes ({MAX_CODES} au plus, séparés par des virgules), dans "
        "leur ordre. L’ancien code d’une commune donne la commune actuelle. Un code inconnu "
        "n’empêche pas la réponse : il est dans codes_inconnus et dans l’en-tête X-Codes-Inconnus. "
        "Si aucun code n’est connu : 400.",
        explode=False,
        style="form",
        examples=[OpenApiExample("codes", value=["42218", "2A004", "01004"])],
    ),
    OpenApiParameter(
        "services",
        {"type": "array", "items": {"type": "string", "enum": [*SERVICE_KEYS, "toutes"]}},
        description="Les services à donner ; « tous » compte n’importe lequel (par défaut), "
        "« toutes » donne les colonnes de chacun.",
        explode=False,
        style="form",
        examples=[OpenApiExample("services", value=["tous", "demarches"])],
    ),
]
_BAD_REQUEST = OpenApiResponse(
    ErrorsSerializer,
    description="Un paramètre est inconnu ou mal écrit.",
    examples=[
        OpenApiExample("erreur", value={"erreurs": {"dans": "Écrivez dans=departement:48."}})
    ],
)
_UNCHANGED = OpenApiResponse(description="Rien n’a changé.")
_ABSENT = OpenApiResponse(
    ErrorsSerializer,
    description="La couverture n’est pas calculée, ou aucun territoire n’a ce code.",
)
_FILES: dict[Any, Any] = {
    (200, one.media_type): OpenApiTypes.BINARY for name, one in FORMATS.items() if name != "json"
}

level = extend_schema(
    operation_id="couverture_niveau",
    tags=_TAGS,
    summary="Lire la couverture de tout un niveau",
    description=(
        "Besoin et offre de tous les territoires d’un niveau, en colonnes : chaque liste suit "
        "l’ordre de codes. null veut dire « pas de valeur », jamais 0 ; un accès de 0 veut dire "
        "qu’aucun lieu n’est à portée. Pour une commune : bornes de chaque base, double alerte, "
        "et ce que deviennent les alertes quand les hypothèses changent."
    ),
    parameters=[_LEVEL, *_SELECTION, _FORMAT],
    responses={
        (200, "application/json"): OpenApiResponse(
            CoverageLevelSerializer,
            description="Le niveau en colonnes, ou un fichier selon le format.",
        ),
        **_FILES,
        304: _UNCHANGED,
        400: _BAD_REQUEST,
        404: _ABSENT,
    },
)

territory = extend_schema(
    operation_id="couverture_territoire",
    tags=_TAGS,
    summary="Lire la couverture d’un territoire",
    description=(
        "Lieux, minutes, choix et accès par service, double alerte dans chaque base, robustesse et "
        "hypothèses. Pour une commune, format=csv&detail=lieux donne chaque lieu à portée, ses "
        "minutes, son poids et sa part de l’accès, et detail=demande qui se partage ces lieux : "
        "de quoi tout recalculer à la main. Le code de la France est FR."
    ),
    parameters=[
        _LEVEL,
        OpenApiParameter(
            "code",
            str,
            OpenApiParameter.PATH,
            description="Code officiel.",
            examples=[OpenApiExample("code", value="42218")],
        ),
        OpenApiParameter(
            "detail",
            {"type": "string", "enum": ["lieux", "demande"]},
            description="Pour une commune et format=csv seulement.",
        ),
        _FORMAT,
    ],
    responses={
        (200, "application/json"): OpenApiResponse(
            TerritoryCoverageSerializer, description="Le territoire, ou un fichier."
        ),
        **_FILES,
        301: OpenApiResponse(description="Ancien code : l’adresse actuelle est donnée."),
        304: _UNCHANGED,
        400: _BAD_REQUEST,
        404: _ABSENT,
    },
)
