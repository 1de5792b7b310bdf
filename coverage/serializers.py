"""The shapes of the API of coverage, as the OpenAPI document describes them.

`api_results` makes the answers: French words at the boundary, numbers as they are.
"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from coverage.coverage_values import ORIGINS
from coverage.parameters import BASES
from coverage.thirds import CLASS_LABELS
from coverage.verdicts import CLUSTER_KEYS, ROBUSTNESS, STATUS_KEYS

_NUMBERS = serializers.DictField(child=serializers.FloatField(allow_null=True))


class DecaySerializer(serializers.Serializer[Any]):
    """How much a way of so many minutes still counts."""

    cle = serializers.CharField()
    nom = serializers.CharField()
    poids = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]


class NeedSerializer(serializers.Serializer[Any]):
    """How the need is measured."""

    cle = serializers.CharField()
    nom = serializers.CharField()


class RunSerializer(serializers.Serializer[Any]):
    """The computation that the numbers come from: all that is needed to make it again."""

    version = serializers.CharField()
    fait_le = serializers.DateTimeField()
    jour_de_reference = serializers.DateField()
    demonstration = serializers.BooleanField(help_text="true : lieux et valeurs sont inventés.")
    publication_fragilite = serializers.CharField(allow_blank=True)
    version_des_donnees = serializers.IntegerField()
    graine = serializers.IntegerField()
    scenarios = serializers.IntegerField()
    decroissance = DecaySerializer()
    besoin = NeedSerializer()
    regle = serializers.DictField(help_text="Quand une commune est en double alerte.")
    hypotheses = serializers.DictField()
    scenarios_tires = serializers.DictField(
        help_text="Les valeurs que chaque hypothèse prend ; la première est celle de la page."
    )
    hypotheses_ecartees = serializers.ListField(
        child=serializers.DictField(), help_text="Ce que les données ne permettent pas de tester."
    )
    effets = serializers.ListField(
        child=serializers.DictField(),
        help_text="Par valeur d’une hypothèse : ressemblance moyenne (0 à 1) de la liste de la "
        "France avec celle de la page, et nombre moyen de doubles alertes.",
    )
    comptes = serializers.DictField(help_text="Ce qui est compté, manquant ou laissé de côté.")
    groupes = serializers.DictField()
    a_savoir = serializers.CharField()


class CoverageLevelSerializer(serializers.Serializer[Any]):
    """A level in columns: every list of `colonnes` has the length and the order of `codes`."""

    niveau = serializers.CharField()
    count = serializers.IntegerField()
    calcul = RunSerializer()
    services = serializers.ListField(child=serializers.CharField())
    codes = serializers.ListField(child=serializers.CharField())
    codes_demandes = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="Avec codes= seulement."
    )
    codes_inconnus = serializers.ListField(
        child=serializers.CharField(),
        required=False,
        help_text="Avec codes= seulement : les codes demandés que ce niveau n’a pas.",
    )
    colonnes = serializers.DictField(
        child=serializers.ListField(), help_text="Les colonnes des fichiers, sous le même nom."
    )


class StatusSerializer(serializers.Serializer[Any]):
    """Why a commune is not like the others."""

    cle = serializers.ChoiceField(choices=list(STATUS_KEYS.values()))
    libelle = serializers.CharField()


class MinutesSerializer(serializers.Serializer[Any]):
    """Minutes to the nearest place, estimated as the crow flies."""

    minutes = serializers.FloatField(allow_null=True)
    statut = serializers.ChoiceField(choices=["mesure", "hors_de_portee", "sans_donnee"])
    part_au_dela = serializers.DictField(
        child=serializers.FloatField(allow_null=True),
        help_text="Part (0 à 1) des habitants à plus de tant de minutes.",
    )
    choix = serializers.FloatField(allow_null=True, help_text="Lieux à 20 minutes ou moins.")


class ServiceCoverageSerializer(serializers.Serializer[Any]):
    """One service; « tous » counts any."""

    cle = serializers.CharField()
    nom = serializers.CharField()
    tous = serializers.BooleanField()
    lieux = serializers.IntegerField()
    lieux_pour_10000 = serializers.FloatField(allow_null=True)
    acces = serializers.FloatField(
        allow_null=True, help_text="Lieux pour 10 000 habitants ; 0 : aucun à portée."
    )
    acces_pied = serializers.FloatField(allow_null=True)
    acces_part_de_la_moyenne = serializers.DictField(
        child=serializers.FloatField(allow_null=True), help_text="Par base ; 1 : la moyenne."
    )
    voiture = MinutesSerializer()
    pied = MinutesSerializer()
    classes = serializers.DictField(
        child=serializers.ChoiceField(choices=list(CLASS_LABELS), allow_null=True),
        help_text="Par base, pour une commune : A à C le besoin, 1 à 3 l’accès (3 : faible).",
    )
    doubles_alertes = serializers.DictField(child=serializers.BooleanField(allow_null=True))
    fgt = serializers.ListField(
        child=serializers.FloatField(allow_null=True),
        help_text="Au-dessus de la commune : FGT0, FGT1, FGT2 du manque d’accès.",
    )


class VerdictSerializer(serializers.Serializer[Any]):
    """What one base says of a commune. A rank is never read without its range."""

    base = serializers.ChoiceField(choices=list(BASES))
    libelle = serializers.CharField()
    code = serializers.CharField()
    classe = serializers.ChoiceField(choices=list(CLASS_LABELS), allow_null=True)
    double_alerte = serializers.BooleanField(allow_null=True)
    besoin_borne_basse = serializers.FloatField(allow_null=True)
    besoin_borne_haute = serializers.FloatField(allow_null=True)
    acces_borne_basse = serializers.FloatField(allow_null=True)
    acces_borne_haute = serializers.FloatField(allow_null=True)
    acces_moyen = serializers.FloatField(allow_null=True)
    bornes_confondues = serializers.ListField(
        child=serializers.ChoiceField(choices=["besoin", "acces"]),
        help_text="Côtés où les deux bornes sont une seule valeur : elle est alors au milieu, ni "
        "besoin fort, ni accès faible (un accès de 0 reste faible).",
    )
    priorite = serializers.FloatField(allow_null=True)
    part_scenarios = serializers.FloatField(
        allow_null=True, help_text="Part (0 à 1) de tous les scénarios du calcul."
    )
    robustesse = serializers.ChoiceField(choices=list(ROBUSTNESS), allow_null=True)
    robustesse_libelle = serializers.CharField(allow_null=True)
    rang_median = serializers.IntegerField(allow_null=True)
    rang_p5 = serializers.IntegerField(allow_null=True)
    rang_p95 = serializers.IntegerField(allow_null=True)
    part_premiers_20 = serializers.FloatField(allow_null=True)


class AlertCountsSerializer(serializers.Serializer[Any]):
    """The double alerts of the communes of a larger territory, in one base.

    `robustes`, `probables` and `dependent_des_hypotheses` add up to `communes`.
    """

    base = serializers.ChoiceField(choices=list(BASES))
    libelle = serializers.CharField()
    communes = serializers.IntegerField()
    habitants = serializers.FloatField()
    robustes = serializers.IntegerField()
    probables = serializers.IntegerField()
    dependent_des_hypotheses = serializers.IntegerField()


class TerritoryCoverageSerializer(serializers.Serializer[Any]):
    """Everything that the active computation says of one territory."""

    niveau = serializers.CharField()
    code = serializers.CharField()
    nom = serializers.CharField(allow_null=True)
    page = serializers.CharField()
    calcul = RunSerializer()
    population = serializers.FloatField(allow_null=True)
    besoin = serializers.FloatField(allow_null=True)
    statuts = StatusSerializer(many=True)
    origine = serializers.ChoiceField(
        choices=list(ORIGINS),
        allow_null=True,
        help_text="Pour une commune, d’où partent ses habitants : son point, ou le milieu de ses "
        "lieux quand ils sont tous à plus de 10 minutes en voiture de ce point.",
    )
    lieux_regroupes = serializers.IntegerField(
        allow_null=True,
        help_text="Fiches du territoire avant de réunir celles qui décrivent le même lieu.",
    )
    services = ServiceCoverageSerializer(many=True)
    acces_par_decroissance = _NUMBERS
    lieux_recents = serializers.IntegerField()
    lieux_dates = serializers.IntegerField()
    lieux_avec_horaires = serializers.IntegerField()
    heures_par_semaine = serializers.FloatField(allow_null=True)
    ecart = serializers.FloatField(allow_null=True, min_value=-1, max_value=1)
    groupe = serializers.ChoiceField(choices=list(CLUSTER_KEYS.values()), allow_null=True)
    groupe_libelle = serializers.CharField(allow_null=True)
    groupe_p = serializers.FloatField(allow_null=True)
    bases = VerdictSerializer(many=True)
    doubles_alertes = AlertCountsSerializer(many=True)
