"""What the site keeps of the need: releases of indicator values and of scores, by columns.

One row of `IndicatorSeries` or `ScoreSeries` holds a whole level as compressed arrays, in the
order of its `CodeList` (`fragility.store` reads and writes them). Values are never edited: a new
release replaces them. It knows nothing of venues, and codes are never foreign keys.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from fragility.querysets import (
    IndicatorSeriesQuerySet,
    ReleaseQuerySet,
    ScoreSeriesQuerySet,
)


class Level(models.TextChoices):
    """The levels that have values."""

    IRIS = "iris", "IRIS"
    ARRONDISSEMENT = "arrondissement", "arrondissement municipal"
    COMMUNE = "commune", "commune"
    EPCI = "epci", "intercommunalité"
    DEPARTEMENT = "departement", "département"
    REGION = "region", "région"
    FRANCE = "france", "France"


class Weighting(models.TextChoices):
    """What counts for one when territories are put in tenths."""

    UNITS = "unites", "chaque territoire compte pour un"
    POPULATION = "habitants", "chaque habitant compte pour un"


class Source(models.Model):
    """A publisher's data set."""

    key = models.CharField("clé", max_length=60, primary_key=True)
    name = models.CharField("nom", max_length=200)
    producer = models.CharField("producteur", max_length=200)
    url = models.URLField("adresse", max_length=500, blank=True)
    licence = models.CharField("licence", max_length=200)

    class Meta:
        verbose_name = "source d’indicateurs"
        verbose_name_plural = "sources d’indicateurs"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """An indicator of the catalogue that has been loaded once; its facts are in the code."""

    key = models.CharField("clé", max_length=60, primary_key=True)
    label = models.CharField("nom", max_length=200)
    unit = models.CharField("unité", max_length=10)
    direction = models.SmallIntegerField("sens", help_text="1 : plus haut, plus fragile")
    variant = models.CharField("variante", max_length=20)
    axis = models.CharField("axe", max_length=20)
    role = models.CharField("rôle", max_length=20)

    class Meta:
        verbose_name = "indicateur"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.label


class Method(models.Model):
    """One version of one way to make a score."""

    key = models.CharField("clé", max_length=60)
    version = models.CharField("version", max_length=20)
    name = models.CharField("nom", max_length=200)
    kind = models.CharField("genre", max_length=30)
    weights = models.JSONField("indicateurs et poids", default=dict)
    parameters = models.JSONField("paramètres", default=dict, blank=True)

    class Meta:
        verbose_name = "méthode"
        ordering = ["key", "version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="method_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class CodeList(models.Model):
    """The codes of one level in one order, which the columns of a series follow.

    `codes` is zlib-compressed text, one code a line; `fingerprint` is its SHA-256.
    """

    level = models.CharField("niveau", max_length=20, choices=Level.choices)
    cog_year = models.PositiveSmallIntegerField("code officiel géographique")
    fingerprint = models.CharField("empreinte", max_length=64)
    count = models.PositiveIntegerField("codes")
    codes = models.BinaryField("liste")

    class Meta:
        verbose_name = "liste de codes"
        verbose_name_plural = "listes de codes"
        ordering = ["level", "cog_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "cog_year", "fingerprint"], name="code_list_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.level}, COG {self.cog_year} ({self.count})"


class Release(models.Model):
    """One loading of all values and scores: a draft until checked, public once active."""

    class State(models.TextChoices):
        """Where a release is in its life."""

        DRAFT = "brouillon", "brouillon"
        CHECKED = "verifiee", "vérifiée"
        ACTIVE = "active", "active"
        RETIRED = "retiree", "retirée"

    label = models.CharField("nom", max_length=200)
    state = models.CharField(
        "état", max_length=10, choices=State.choices, default=State.DRAFT, db_index=True
    )
    is_demonstration = models.BooleanField("démonstration", default=False)
    cog_year = models.PositiveSmallIntegerField("code officiel géographique")
    fingerprint = models.CharField("empreinte des données lues", max_length=64, db_index=True)
    report = models.JSONField("contrôles", default=dict, blank=True)
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    checked_at = models.DateTimeField("vérifiée le", null=True)
    activated_at = models.DateTimeField("activée le", null=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "publication"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="active"), name="one_active_release"
            )
        ]

    def __str__(self) -> str:
        return f"{self.label} (n° {self.pk})"


class IndicatorSeries(models.Model):
    """One indicator at one level in one release: every value, in the order of its code list.

    Columns are compressed little-endian arrays (`fragility.store`): `values`, `numerators`,
    `denominators`, `weights` float64, NaN for none; `observed_shares` float64, 0–1, the share of
    the inhabitants whose value is observed, above the commune only; `statuses` uint8
    (`fragility.status.Status`); `flags` uint8 (`fragility.status.Flag`). Empty bytes stand for a
    column that holds nothing.
    """

    release = models.ForeignKey(Release, models.CASCADE, "series", verbose_name="publication")
    indicator = models.ForeignKey(Indicator, models.PROTECT, "series", verbose_name="indicateur")
    source = models.ForeignKey(Source, models.PROTECT, "series", verbose_name="source")
    code_list = models.ForeignKey(
        CodeList, models.PROTECT, related_name="+", verbose_name="liste de codes"
    )
    level = models.CharField("niveau", max_length=20, choices=Level.choices)
    vintage = models.PositiveSmallIntegerField("année des données")
    source_cog_year = models.PositiveSmallIntegerField("code géographique d’origine")
    note = models.CharField("remarque", max_length=500, blank=True)
    counts = models.JSONField("nombre de territoires par statut", default=dict)
    values = models.BinaryField("valeurs")
    numerators = models.BinaryField("numérateurs")
    denominators = models.BinaryField("dénominateurs")
    weights = models.BinaryField("poids")
    observed_shares = models.BinaryField("parts observées")
    statuses = models.BinaryField("statuts")
    flags = models.BinaryField("marques")

    objects = IndicatorSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "série de valeurs"
        verbose_name_plural = "séries de valeurs"
        ordering = ["release", "level", "indicator"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "level", "indicator"], name="indicator_series_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id}, {self.level}, {self.vintage}"


class ScoreSeries(models.Model):
    """The scores of one method at one level, in the order of its code list.

    A method has one base (`france`, or inside each `region`, `departement`, `epci`) and weighting.

    `indicators` names the columns of `classes` (uint8, codes × indicators, row by row, 0 = none).
    `totals` are float64 1–10, NaN for none; `completeness` uint8; `ranks`, `rank_lows`,
    `rank_highs`, `sizes` int32, 0 for none; `fragiles` uint8. Above the commune `minimums`,
    `maximums`, `high_shares`, `known_shares` are float64. See `fragility.methods.scores.Scores`.
    """

    release = models.ForeignKey(Release, models.CASCADE, "scores", verbose_name="publication")
    method = models.ForeignKey(Method, models.PROTECT, "scores", verbose_name="méthode")
    code_list = models.ForeignKey(
        CodeList, models.PROTECT, related_name="+", verbose_name="liste de codes"
    )
    base = models.CharField("base", max_length=20)
    weighting = models.CharField("pondération", max_length=10, choices=Weighting.choices)
    level = models.CharField("niveau", max_length=20, choices=Level.choices)
    indicators = models.JSONField("indicateurs", default=list)
    classes = models.BinaryField("classes")
    totals = models.BinaryField("totaux")
    completeness = models.BinaryField("complétude")
    ranks = models.BinaryField("rangs")
    rank_lows = models.BinaryField("rangs les plus hauts")
    rank_highs = models.BinaryField("rangs les plus bas")
    sizes = models.BinaryField("effectifs")
    fragiles = models.BinaryField("petits effectifs")
    minimums = models.BinaryField("minimums")
    maximums = models.BinaryField("maximums")
    high_shares = models.BinaryField("parts en classes 8 à 10")
    known_shares = models.BinaryField("parts connues")

    objects = ScoreSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "série de scores"
        verbose_name_plural = "séries de scores"
        ordering = ["release", "method", "level"]
        constraints = [
            models.UniqueConstraint(fields=["release", "method", "level"], name="score_series_once")
        ]

    def __str__(self) -> str:
        return f"{self.method_id}, {self.level}"


# Last, so that types are found: these models know nothing of those above.
from fragility.local_models import HubTerritories as HubTerritories  # noqa: E402
from fragility.local_models import LocalIndicator as LocalIndicator  # noqa: E402
