"""The shapes of the API of the need, as the OpenAPI document describes them.

`api_results` makes the answers: French words at the boundary, numbers as they are.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from fragility.status import STATUS_CODES, Flag, Status

FLAG_WORDS: dict[Flag, str] = {
    Flag.INHERITED: "herite",
    Flag.MERGED: "reuni",
    Flag.AGGREGATED: "agrege",
    Flag.WITHOUT_WEIGHT: "sans_poids",
    Flag.PLAIN_MEAN: "moyenne_simple",
}
STATUSES = [STATUS_CODES[one] for one in Status]


class ReleaseSerializer(serializers.Serializer[Any]):
    """The publication that the numbers come from."""

    version = serializers.CharField()
    nom = serializers.CharField()
    demonstration = serializers.BooleanField(help_text="true : les valeurs sont inventées.")
    cog = serializers.IntegerField(help_text="Année du code officiel géographique.")
    active_le = serializers.DateTimeField(allow_null=True)


class ChoiceSerializer(serializers.Serializer[Any]):
    """The method and the weights in force."""

    cle = serializers.CharField()
    nom = serializers.CharField()
    version = serializers.CharField()
    base = serializers.CharField()
    ponderation = serializers.CharField()
    variante = serializers.CharField()
    poids = serializers.DictField(child=serializers.FloatField())
    poids_choisis = serializers.BooleanField()


class SourceOfValueSerializer(serializers.Serializer[Any]):
    """Who publishes a value."""

    cle = serializers.CharField()
    nom = serializers.CharField()
    producteur = serializers.CharField()
    url = serializers.CharField(allow_blank=True)
    licence = serializers.CharField()


class ColumnFactsSerializer(serializers.Serializer[Any]):
    """One indicator of a columnar answer."""

    nom = serializers.CharField()
    unite = serializers.CharField()
    millesime = serializers.IntegerField(allow_null=True)
    source = SourceOfValueSerializer(allow_null=True)  # type: ignore[assignment]


def _column(child: serializers.Field[Any, Any, Any, Any], help_text: str = "") -> Any:
    return serializers.ListField(child=child, help_text=help_text)


def _whole(help_text: str = "") -> Any:
    return _column(serializers.IntegerField(allow_null=True), help_text)


class LevelSerializer(serializers.Serializer[Any]):
    """A level in columns: every list has the length and the order of `codes`."""

    niveau = serializers.CharField()
    count = serializers.IntegerField()
    publication = ReleaseSerializer()
    methode = ChoiceSerializer()
    indicateurs = serializers.DictField(child=ColumnFactsSerializer())
    statuts_legende = _column(
        serializers.CharField(), "Ce que veulent dire les nombres de statuts."
    )
    codes = _column(serializers.CharField())
    codes_demandes = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Avec codes= seulement."
    )
    codes_inconnus = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Avec codes= seulement : les codes demandés que ce niveau n’a pas.",
    )
    total = _column(serializers.FloatField(allow_null=True), "De 1 à 10 ; null : pas d’indice.")
    classe = _whole("Classe de la carte, 1 à 7.")
    completude = _column(serializers.IntegerField(), "Indicateurs qui ont une classe.")
    rang = _whole("1 : le plus fragile de sa base.")
    rang_min = _whole()
    rang_max = _whole()
    effectif = _whole("Territoires classés dans la même base.")
    valeurs = serializers.DictField(child=_column(serializers.FloatField(allow_null=True)))
    classes = serializers.DictField(child=_whole())
    statuts = serializers.DictField(child=_column(serializers.IntegerField()))


class MedianSerializer(serializers.Serializer[Any]):
    """The median of the territories of the same level inside a larger one."""

    niveau = serializers.CharField()
    code = serializers.CharField()
    valeur = serializers.FloatField()
    effectif = serializers.IntegerField()


class IndicatorValueSerializer(serializers.Serializer[Any]):
    """One indicator in one territory."""

    cle = serializers.CharField()
    nom = serializers.CharField()
    unite = serializers.CharField()
    valeur = serializers.FloatField(allow_null=True)
    statut = serializers.ChoiceField(choices=STATUSES)
    statut_libelle = serializers.CharField()
    classe = serializers.IntegerField(allow_null=True, min_value=1, max_value=10)
    dans_la_methode = serializers.BooleanField()
    poids = serializers.FloatField()
    contribution = serializers.FloatField(
        allow_null=True, help_text="Part du total ; la somme des contributions est le total."
    )
    total_sans = serializers.FloatField(
        allow_null=True, help_text="Ce que devient le total sans cet indicateur."
    )
    compte = serializers.CharField(allow_blank=True, help_text="Ce que compte le numérateur.")
    numerateur = serializers.FloatField(allow_null=True)
    denominateur = serializers.FloatField(allow_null=True)
    millesime = serializers.IntegerField(allow_null=True)
    source = SourceOfValueSerializer(allow_null=True)  # type: ignore[assignment]
    remarque = serializers.CharField(allow_blank=True)
    marques = serializers.ListField(
        child=serializers.ChoiceField(choices=list(FLAG_WORDS.values())),
        help_text="Ce qui est arrivé à la valeur : commune divisée, réunie, agrégat…",
    )
    part_observee = serializers.FloatField(
        allow_null=True, help_text="Part (0 à 1) des habitants dont la valeur est observée."
    )
    medianes = MedianSerializer(many=True)


class TerritoryValuesSerializer(serializers.Serializer[Any]):
    """Everything that the active release says of one territory."""

    niveau = serializers.CharField()
    code = serializers.CharField()
    nom = serializers.CharField(allow_null=True)
    population = serializers.IntegerField(allow_null=True)
    parents = serializers.DictField(child=serializers.CharField())
    page = serializers.CharField()
    publication = ReleaseSerializer()
    methode = ChoiceSerializer()
    total = serializers.FloatField(allow_null=True, min_value=1, max_value=10)
    classe = serializers.IntegerField(allow_null=True, min_value=1, max_value=7)
    classe_libelle = serializers.CharField(allow_null=True)
    motif = serializers.CharField(allow_null=True, help_text="Pourquoi il n’y a pas de total.")
    completude = serializers.IntegerField()
    indicateurs_comptes = serializers.IntegerField()
    indicateurs_necessaires = serializers.IntegerField()
    rang = serializers.IntegerField(allow_null=True)
    rang_min = serializers.IntegerField(allow_null=True)
    rang_max = serializers.IntegerField(allow_null=True)
    effectif = serializers.IntegerField(allow_null=True)
    petit_effectif = serializers.BooleanField(help_text="Moins de 200 habitants.")
    place_parmi_les_communes = serializers.BooleanField(
        help_text="Arrondissement ou IRIS : classé sur l’échelle des communes, sans rang."
    )
    minimum = serializers.FloatField(allow_null=True)
    maximum = serializers.FloatField(allow_null=True)
    part_en_classes_hautes = serializers.FloatField(
        allow_null=True,
        help_text="Part (0 à 1) des habitants des communes dont le total est parmi les trois "
        "dixièmes les plus hauts de la base.",
    )
    part_connue = serializers.FloatField(allow_null=True)
    indicateurs = IndicatorValueSerializer(many=True)


class WeightSerializer(serializers.Serializer[Any]):
    """One indicator of a method, and the bounds of its classes where the base is France."""

    cle = serializers.CharField()
    nom = serializers.CharField()
    poids = serializers.FloatField()
    sens = serializers.ChoiceField(choices=[1, -1], help_text="1 : plus haut, plus fragile.")
    millesime = serializers.IntegerField(allow_null=True)
    bornes = serializers.ListField(
        child=serializers.DictField(child=serializers.FloatField()),
        help_text="Par classe : classe, minimum, maximum, effectif (communes).",
    )


class MethodSerializer(serializers.Serializer[Any]):
    """One method."""

    cle = serializers.CharField()
    nom = serializers.CharField()
    description = serializers.CharField()
    formule = serializers.ListField(child=serializers.CharField())
    version = serializers.CharField()
    base = serializers.CharField()
    base_libelle = serializers.CharField()
    ponderation = serializers.CharField()
    variante = serializers.CharField()
    par_defaut = serializers.BooleanField()
    niveaux = serializers.ListField(child=serializers.CharField())
    indicateurs = WeightSerializer(many=True)


class TotalClassSerializer(serializers.Serializer[Any]):
    """One of the seven classes in which totals are drawn."""

    classe = serializers.IntegerField()
    minimum = serializers.FloatField()
    maximum = serializers.FloatField()
    libelle = serializers.CharField()


class MethodsSerializer(serializers.Serializer[Any]):
    """Every method, and how totals are drawn."""

    publication = ReleaseSerializer(allow_null=True)
    classes_du_total = TotalClassSerializer(many=True)
    bases = serializers.DictField(child=serializers.CharField())
    ponderations = serializers.DictField(child=serializers.CharField())
    poids_maximum = serializers.FloatField()
    methodes = MethodSerializer(many=True)


class StateSerializer(serializers.Serializer[Any]):
    """What is loaded of an indicator at one level: numbers of territories by status."""

    niveau = serializers.CharField()
    millesime = serializers.IntegerField()
    cog_source = serializers.IntegerField()
    source = SourceOfValueSerializer()  # type: ignore[assignment]
    remarque = serializers.CharField(allow_blank=True)
    territoires = serializers.IntegerField()
    observes = serializers.IntegerField()
    estimes = serializers.IntegerField()
    secrets = serializers.IntegerField()
    manquants = serializers.IntegerField()


class IndicatorSerializer(serializers.Serializer[Any]):
    """One indicator of the catalogue."""

    cle = serializers.CharField()
    nom = serializers.CharField()
    nom_court = serializers.CharField()
    definition = serializers.CharField()
    pourquoi = serializers.CharField()
    unite = serializers.CharField()
    sens = serializers.ChoiceField(choices=[1, -1], help_text="1 : plus haut, plus fragile.")
    axe = serializers.CharField()
    axe_libelle = serializers.CharField()
    variante = serializers.CharField()
    compte = serializers.CharField(allow_blank=True)
    methodes = serializers.ListField(child=serializers.CharField())
    niveaux = StateSerializer(many=True)


class IndicatorsSerializer(serializers.Serializer[Any]):
    """The catalogue, and what of it is loaded."""

    publication = ReleaseSerializer(allow_null=True)
    statuts = serializers.DictField(child=serializers.CharField())
    indicateurs = IndicatorSerializer(many=True)
