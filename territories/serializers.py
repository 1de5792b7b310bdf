"""The shapes of the API about territories: French names at the boundary, English inside."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request

from territories.facts import LEVELS, Parent, TerritoryFacts
from territories.places import Place


def api_url(request: Request, level: str, code: str) -> str:
    """Return the full address of a territory in the API."""
    return request.build_absolute_uri(reverse("api-territory", args=[level, code]))


class PlaceSerializer(serializers.Serializer[Place]):
    """One answer to a search of territories."""

    niveau = serializers.ChoiceField(choices=LEVELS[1:], source="kind")
    code = serializers.CharField()
    nom = serializers.CharField(source="label")
    detail = serializers.CharField(help_text="Ce qui distingue ce territoire de ses homonymes.")
    codes_postaux = serializers.ListField(child=serializers.CharField(), source="postal_codes")
    population = serializers.IntegerField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    trouve_par = serializers.CharField(
        source="matched_by",
        help_text=(
            "nom, ancien_nom, code_postal, code_insee, departement (exacts) ; "
            "debut, mot, approche (proches)."
        ),
    )
    url = serializers.SerializerMethodField()

    def get_url(self, place: Place) -> str:
        """Return the full address of the territory."""
        return api_url(self.context["request"], place.kind, place.code)


class PlaceListSerializer(serializers.Serializer[Any]):
    """The answers to a search, best first."""

    count = serializers.IntegerField()
    results = PlaceSerializer(many=True)


class ParentSerializer(serializers.Serializer[Parent]):
    """A territory that holds another."""

    niveau = serializers.CharField(source="level")
    code = serializers.CharField()
    nom = serializers.CharField(source="name")
    url = serializers.SerializerMethodField()

    def get_url(self, parent: Parent) -> str:
        """Return the full address of the territory."""
        return api_url(self.context["request"], parent.level, parent.code)


class TerritorySerializer(serializers.Serializer[TerritoryFacts]):
    """Everything known of one territory."""

    niveau = serializers.ChoiceField(choices=LEVELS, source="level")
    code = serializers.CharField()
    nom = serializers.CharField(source="name")
    population = serializers.IntegerField(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    communes = serializers.IntegerField(help_text="Nombre de communes.")
    parents = ParentSerializer(many=True)
    codes_postaux = serializers.ListField(child=serializers.CharField(), source="postal_codes")
    anciens_codes = serializers.ListField(child=serializers.CharField(), source="former_codes")
    anciens_noms = serializers.ListField(child=serializers.CharField(), source="former_names")
    url = serializers.SerializerMethodField()

    def get_url(self, territory: TerritoryFacts) -> str:
        """Return the full address of the territory."""
        return api_url(self.context["request"], territory.level, territory.code)


class ErrorsSerializer(serializers.Serializer[Any]):
    """What was refused, and what to do: one sentence for each parameter."""

    erreurs = serializers.DictField(child=serializers.CharField())
