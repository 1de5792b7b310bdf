"""What the OpenAPI document says of `besoins/`: its parameter, its answer, its examples."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers

from orientation.needs.languages import CODES
from orientation.needs.spelling import MAX_LENGTH
from territories.serializers import ErrorsSerializer
from venues.vocabulary import SERVICES


class NeedGuessSerializer(serializers.Serializer[Any]):
    """A service of the standard, how likely it is, and the words that decided."""

    service = serializers.ChoiceField(choices=[term.label for term in SERVICES])
    code = serializers.ChoiceField(choices=list(SERVICES.by_code))
    score = serializers.FloatField(min_value=0, max_value=1)
    raisons = serializers.ListField(child=serializers.CharField())


class EmergencySerializer(serializers.Serializer[Any]):
    """A number to call before anything else; `verifie_le` is null when nobody checked it."""

    libelle = serializers.CharField()
    numero = serializers.CharField(allow_null=True)
    sms = serializers.CharField(allow_null=True)
    horaires = serializers.CharField()
    source = serializers.URLField()  # type: ignore[assignment]
    verifie_le = serializers.DateField(allow_null=True)


class NeedElsewhereSerializer(serializers.Serializer[Any]):
    """Whom to turn to for what no place does."""

    phrase = serializers.CharField()
    organisme = serializers.CharField()
    numero = serializers.CharField(allow_null=True)
    source = serializers.URLField(allow_null=True)  # type: ignore[assignment]


class NeedOptionSerializer(serializers.Serializer[Any]):
    """One answer to the question."""

    libelle = serializers.CharField()
    codes = serializers.ListField(child=serializers.CharField())
    faire = serializers.CharField(allow_null=True)
    materiel = serializers.CharField(allow_null=True)


class NeedQuestionSerializer(serializers.Serializer[Any]):
    """The one question asked when the words leave a doubt."""

    texte = serializers.CharField()
    choix = NeedOptionSerializer(many=True)


class NeedHintsSerializer(serializers.Serializer[Any]):
    """What else the words tell, in the words of the addresses of the orientation."""

    faire = serializers.CharField(allow_null=True)
    materiel = serializers.ListField(child=serializers.CharField())
    demarche = serializers.CharField(allow_null=True)
    pour = serializers.CharField(allow_null=True)
    metier = serializers.CharField(allow_null=True)


class NeedsSerializer(serializers.Serializer[Any]):
    """What words mean."""

    resultats = NeedGuessSerializer(many=True)
    urgence = EmergencySerializer(allow_null=True)
    autres_urgences = EmergencySerializer(many=True)
    hors_sujet = serializers.BooleanField()
    ailleurs = NeedElsewhereSerializer(allow_null=True)
    question = NeedQuestionSerializer(allow_null=True)
    langue = serializers.ChoiceField(choices=CODES)
    indices = NeedHintsSerializer()


needs = extend_schema(
    operation_id="besoins_comprendre",
    tags=["orientation"],
    summary="Comprendre un besoin dit avec ses mots",
    description=(
        "Des mots aux services du standard, le plus probable d’abord, avec les mots qui ont "
        "décidé. Une urgence passe avant tout. `question` est posée quand le doute est grand ; "
        "les services "
        "probables restent donnés. `resultats` est vide pour un hors-sujet (`ailleurs` dit alors à "
        "qui s’adresser) ou une urgence sans service. Fautes de frappe, langage SMS et quelques "
        "autres langues sont compris. Les mots ne sont ni gardés, ni journalisés."
    ),
    parameters=[
        OpenApiParameter(
            "q",
            {"type": "string", "minLength": 1, "maxLength": MAX_LENGTH},
            required=True,
            description=f"Le besoin, {MAX_LENGTH} caractères au plus.",
            examples=[OpenApiExample("q", value="jariv pa a inprimé mon cv")],
        )
    ],
    responses={
        200: NeedsSerializer,
        400: OpenApiResponse(ErrorsSerializer, description="`q` manque ou est trop long."),
    },
    examples=[
        OpenApiExample(
            "imprimer",
            value={
                "resultats": [
                    {
                        "service": "Accès internet et matériel informatique",
                        "code": "acces",
                        "score": 0.93,
                        "raisons": ["imprimer"],
                    }
                ],
                "urgence": None,
                "autres_urgences": [],
                "hors_sujet": False,
                "ailleurs": None,
                "question": None,
                "langue": "fr",
                "indices": {
                    "faire": None,
                    "materiel": ["imprimer"],
                    "demarche": None,
                    "pour": None,
                    "metier": None,
                },
            },
            response_only=True,
            status_codes=["200"],
        )
    ],
)
