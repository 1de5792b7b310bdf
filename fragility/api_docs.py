"""What the OpenAPI document says of the API of the need: parameters, answers, examples."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
)

from fragility.indicators import BY_KEY, VARIANT_LABELS
from fragility.larger import ORDER
from fragility.method_choice import MAX_WEIGHT, WEIGHT_KEYS, WEIGHT_PREFIX, WEIGHTING_CODES
from fragility.methods.presets import DEFAULT, PRESETS
from fragility.methods.recipe import BASES
from fragility.selection import ALL, MAX_CODES
from fragility.serializers import (
    IndicatorsSerializer,
    LevelSerializer,
    MethodsSerializer,
    TerritoryValuesSerializer,
)
from ifn_site.api_formats import FORMATS
from territories.serializers import ErrorsSerializer

_TAGS = ["fragilite"]
_JSON_ONLY = OpenApiParameter(
    "format", {"type": "string", "enum": ["json"]}, description="json seulement."
)
_FORMAT = OpenApiParameter(
    "format",
    {"type": "string", "enum": list(FORMATS), "default": "json"},
    description="Les autres formats donnent un fichier, une ligne par territoire. L’en-tête Accept "
    "convient aussi.",
)
_LEVEL = OpenApiParameter(
    "niveau",
    {"type": "string", "enum": list(reversed(ORDER))},
    OpenApiParameter.PATH,
    description="Niveau des territoires.",
)


def _choice(name: str, values: list[str], description: str, default: str) -> OpenApiParameter:
    schema = {"type": "string", "enum": values, "default": default}
    return OpenApiParameter(name, schema, description=description)


_METHOD = [
    _choice("methode", list(PRESETS), "La méthode, par sa clé (fragilite/methodes/).", DEFAULT),
    _choice("base", list(BASES), "À la place de methode : où les communes se comparent.", "france"),
    _choice(
        "ponderation",
        list(WEIGHTING_CODES.values()),
        "À la place de methode : un dixième des communes ou des habitants par classe.",
        "unites",
    ),
    _choice("variante", list(VARIANT_LABELS), "À la place de methode : le public visé.", "tous"),
    *(
        OpenApiParameter(
            f"{WEIGHT_PREFIX}{key}",
            {"type": "number", "minimum": 0, "maximum": MAX_WEIGHT},
            description=f"Poids de « {BY_KEY[key].label} » ; 0 le retire. Sans ce paramètre : "
            "celui de la méthode.",
        )
        for key in WEIGHT_KEYS
    ),
]
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
        "leur ordre. L’ancien code d’une commune donne la commune actuelle ; codes_demandes (ou "
        "code_demande dans un fichier) rappelle ce qui était écrit. Un code inconnu "
        "n’empêche pas la réponse : il est dans codes_inconnus et dans l’en-tête X-Codes-Inconnus. "
        "Si aucun code n’est connu : 400.",
        explode=False,
        style="form",
        examples=[OpenApiExample("codes", value=["42218", "2A004", "01004"])],
    ),
    OpenApiParameter(
        "indicateurs",
        {"type": "array", "items": {"type": "string", "enum": [*BY_KEY, ALL]}},
        description=f"Les indicateurs à donner ; {ALL} : tous ceux qui sont chargés. Sans ce "
        "paramètre : ceux de la méthode.",
        explode=False,
        style="form",
        examples=[OpenApiExample("indicateurs", value=["poverty", "age_65"])],
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
    description="Le niveau n’est pas chargé, ou aucun territoire n’a ce code : la phrase le dit.",
)
_FILES: dict[Any, Any] = {
    (200, one.media_type): OpenApiTypes.BINARY for name, one in FORMATS.items() if name != "json"
}

methods = extend_schema(
    operation_id="fragilite_methodes",
    tags=_TAGS,
    summary="Lister les méthodes",
    description=(
        "Chaque méthode : formule en mots, indicateurs, poids, base, bornes des classes, version, "
        "niveaux notés ; et les sept classes des cartes. publication est null quand aucune donnée "
        "n’est chargée."
    ),
    parameters=[_JSON_ONLY],
    responses={200: MethodsSerializer, 304: _UNCHANGED, 400: _BAD_REQUEST},
)

indicators = extend_schema(
    operation_id="fragilite_indicateurs",
    tags=_TAGS,
    summary="Lister les indicateurs",
    description=(
        "Le catalogue, et pour chaque niveau chargé l’année, la source, la licence et le nombre de "
        "territoires observés, estimés, secrets ou manquants."
    ),
    parameters=[_JSON_ONLY],
    responses={200: IndicatorsSerializer, 304: _UNCHANGED, 400: _BAD_REQUEST},
)

level = extend_schema(
    operation_id="fragilite_niveau",
    tags=_TAGS,
    summary="Lire tout un niveau",
    description=(
        "Tous les territoires d’un niveau, en colonnes : chaque liste suit l’ordre de codes. null "
        "veut dire « pas de valeur » : jamais 0. Les nombres de statuts se lisent avec "
        "statuts_legende. Un indice n’est pas un nombre de personnes."
    ),
    parameters=[_LEVEL, *_METHOD, *_SELECTION, _FORMAT],
    responses={
        (200, "application/json"): OpenApiResponse(
            LevelSerializer, description="Le niveau en colonnes, ou un fichier selon le format."
        ),
        **_FILES,
        304: _UNCHANGED,
        400: _BAD_REQUEST,
        404: _ABSENT,
    },
)

territory = extend_schema(
    operation_id="fragilite_territoire",
    tags=_TAGS,
    summary="Lire un territoire",
    description=(
        "L’indice, sa classe, son rang et la plage où il reste ; chaque indicateur avec sa valeur, "
        "son statut, sa source, son année, ses médianes, sa contribution et ce que devient "
        "l’indice sans lui. L’ancien code d’une commune renvoie (301) vers la commune actuelle. "
        "Le code de la France est FR."
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
        *_METHOD,
        _FORMAT,
    ],
    responses={
        (200, "application/json"): OpenApiResponse(
            TerritoryValuesSerializer, description="Le territoire, ou un fichier d’une ligne."
        ),
        **_FILES,
        301: OpenApiResponse(description="Ancien code : l’adresse actuelle est donnée."),
        304: _UNCHANGED,
        400: _BAD_REQUEST,
        404: _ABSENT,
    },
)
