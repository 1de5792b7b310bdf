"""What the OpenAPI document says of `/api/v1/orientation/`: parameters, shapes, an example."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from orientation.answers import LISTS, MAX_MINUTES, SINGLES
from orientation.procedures import PROCEDURES
from territories.serializers import ErrorsSerializer
from venues.serializers import VenueSerializer

_WORDS = {
    "besoin": "Services cherchés : un lieu en propose au moins un.",
    "materiel": "Ce que l’on veut faire d’un appareil : le service qui le permet convient aussi.",
    "quand": "Quand venir, ou comment sans venir : un seul de ces moments suffit. Les lieux aux "
    "horaires inconnus sont laissés de côté et comptés dans horaires_inconnus.",
    "jour": "Jours possibles : un seul suffit. Avec matin, apres_midi ou soir : ces heures-là.",
    "acces": "Toutes les prises en charge à la fois ; au moins un des publics (un lieu sans "
    "public indiqué accueille tout le monde) ; gratuit : gratuit, ou gratuit sous condition.",
    "pour": "Pour soi ou pour une autre personne : ne change pas les lieux.",
    "faire": "a_ma_place : seulement les lieux qui peuvent faire la démarche à la place de "
    "l’usager ; les autres valeurs changent l’ordre.",
    "mode": "Moyen de déplacement.",
    "rdv": "sans : les lieux où l’on peut se présenter, et ceux qui n’en disent rien.",
    "metier": "Travaille à son compte.",
}


class AdvisedVenueSerializer(VenueSerializer):
    """Un lieu conseillé, et pourquoi."""

    raisons = serializers.ListField(
        child=serializers.CharField(), help_text="Deux ou trois raisons, en quelques mots."
    )
    a_verifier = serializers.ListField(
        child=serializers.CharField(), help_text="Ce qui n’est pas sûr."
    )
    minutes = serializers.IntegerField(
        allow_null=True, help_text="Minutes estimées, selon mode (en voiture sans mode)."
    )
    minutes_texte = serializers.CharField(
        allow_null=True, help_text="La même durée en mots ; à pied quand c’est tout près."
    )


class RelaxationSerializer(serializers.Serializer[Any]):
    """Une réponse à changer, et ce que cela apporte."""

    parametres = serializers.ListField(child=serializers.CharField())
    texte = serializers.CharField()
    count = serializers.IntegerField(help_text="Nombre de lieux alors.")
    plus_proche_m = serializers.IntegerField(
        allow_null=True, help_text="Mètres jusqu’au plus proche, quand aucun n’est à portée."
    )
    reponses = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Les paramètres à donner.",
    )


class HelplineSerializer(serializers.Serializer[Any]):
    """Un numéro à appeler."""

    libelle = serializers.CharField()
    numero = serializers.CharField()
    cout = serializers.CharField(allow_null=True)
    horaires = serializers.CharField(allow_null=True)
    source = serializers.URLField(allow_null=True)  # type: ignore[assignment]
    verifie_le = serializers.DateField(
        allow_null=True, help_text="Jour où une personne l’a vérifié."
    )


class OrientationSerializer(serializers.Serializer[Any]):
    """Les lieux conseillés, et que faire autrement."""

    count = serializers.IntegerField(help_text="Lieux à portée qui conviennent.")
    next = serializers.URLField(allow_null=True, help_text="Page suivante.")
    previous = serializers.URLField(allow_null=True, help_text="Page précédente.")
    resultats = AdvisedVenueSerializer(many=True)
    horaires_inconnus = serializers.IntegerField(
        help_text="Lieux laissés de côté faute d’horaires connus ; horaires=inconnus les donne."
    )
    a_assouplir = RelaxationSerializer(many=True)
    pres_de_vous = AdvisedVenueSerializer(
        many=True,
        help_text="Quand aucun lieu ne convient à portée : les proches à qui il manque le moins. "
        "a_verifier dit quoi.",
    )
    plus_proche = AdvisedVenueSerializer(
        allow_null=True, help_text="Le plus proche qui convient, quand aucun n’est à portée."
    )
    aide_a_distance = AdvisedVenueSerializer(many=True)
    aide_telephonique = HelplineSerializer(allow_null=True)


def _choice(name: str, known: tuple[str, ...], *, several: bool) -> OpenApiParameter:
    schema: dict[str, Any] = {"type": "string", "enum": list(known)}
    if several:
        return OpenApiParameter(
            name,
            {"type": "array", "items": schema},
            description=_WORDS[name],
            explode=True,
            style="form",
        )
    return OpenApiParameter(name, schema, description=_WORDS[name])


_PARAMETERS = [
    *(_choice(name, known, several=True) for name, (_, known) in LISTS.items()),
    *(_choice(name, known, several=False) for name, (_, known) in SINGLES.items()),
    OpenApiParameter(
        "demarche",
        {"type": "string", "enum": list(PROCEDURES)},
        description="La démarche à faire : change l’ordre et les raisons.",
    ),
    OpenApiParameter(
        "lieu",
        str,
        description="Code INSEE d’une commune ou d’un arrondissement, ou numéro de département. "
        "Sans lieu : toute la France, sans distance.",
        examples=[OpenApiExample("lieu", value="42218")],
    ),
    OpenApiParameter(
        "minutes",
        {"type": "integer", "minimum": 1, "maximum": MAX_MINUTES},
        description="Durée maximale du trajet, estimée ; sans minutes ni mode, 20 km.",
    ),
    OpenApiParameter(
        "horaires",
        {"type": "string", "enum": ["inconnus"]},
        description="inconnus : les lieux laissés de côté faute d’horaires connus.",
    ),
    OpenApiParameter(
        "page", {"type": "integer", "minimum": 1, "default": 1}, description="Numéro de la page."
    ),
    OpenApiParameter("format", {"type": "string", "enum": ["json"]}, description="json seulement."),
]

orientation = extend_schema(
    operation_id="orientation",
    tags=["orientation"],
    summary="Orienter une personne vers un lieu",
    description=(
        "Les mêmes paramètres et la même réponse que la page de résultats : les lieux qui "
        "conviennent, rangés, avec des raisons ; ce qu’il faut assouplir quand peu conviennent ; "
        "le plus proche, l’aide à distance et un numéro à appeler. Rien n’est enregistré."
    ),
    parameters=_PARAMETERS,
    responses={
        200: OpenApiResponse(OrientationSerializer, description="Une page de lieux conseillés."),
        400: OpenApiResponse(ErrorsSerializer, description="Un paramètre est refusé."),
    },
)
