"""Territories of France by their official codes (COG): the ground floor of every other app.

Codes are plain strings and other apps keep codes, never foreign keys to these tables, so that a
table can be replaced as a whole each year. It knows nothing of venues or indicators.
"""

from __future__ import annotations

from django.db import models

from territories.querysets import CommuneQuerySet, FormerCommuneQuerySet


class Region(models.Model):
    """A région; an overseas collectivity stands for its own."""

    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=100)
    population = models.PositiveIntegerField("population", null=True)

    class Meta:
        verbose_name = "région"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Departement(models.Model):
    """A département, or an overseas collectivity (975, 977, 978, 986, 987, 988)."""

    class Kind(models.TextChoices):
        """What the code stands for."""

        DEPARTEMENT = "departement", "département"
        COLLECTIVITE = "collectivite", "collectivité d’outre-mer"

    code = models.CharField("code", max_length=3, primary_key=True)
    name = models.CharField("nom", max_length=100)
    region_code = models.CharField("région", max_length=3, db_index=True)
    population = models.PositiveIntegerField("population", null=True)
    kind = models.CharField("nature", max_length=12, choices=Kind.choices)

    class Meta:
        verbose_name = "département"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Epci(models.Model):
    """A group of communes with its own taxes (EPCI à fiscalité propre)."""

    code = models.CharField("SIREN", max_length=9, primary_key=True)
    name = models.CharField("nom", max_length=200)
    kind = models.CharField("nature", max_length=20, blank=True)
    population = models.PositiveIntegerField("population", null=True)

    class Meta:
        verbose_name = "EPCI"
        verbose_name_plural = "EPCI"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune of today. `folded` is `territories.names.fold(name)`."""

    class PointKind(models.TextChoices):
        """How well the point stands for the commune."""

        CENTRE = "centre", "centre de la commune"
        APPROXIMATE = "approximatif", "point approximatif"

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=100)
    folded = models.CharField("nom de recherche", max_length=100, db_index=True)
    departement_code = models.CharField("département", max_length=3, db_index=True)
    region_code = models.CharField("région", max_length=3, db_index=True)
    epci_code = models.CharField("EPCI", max_length=9, blank=True, db_index=True)
    population = models.PositiveIntegerField("population", null=True)
    area_km2 = models.FloatField("superficie (km²)", null=True)
    latitude = models.FloatField("latitude")
    longitude = models.FloatField("longitude")
    point_kind = models.CharField("nature du point", max_length=12, choices=PointKind.choices)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        verbose_name = "commune"
        ordering = ["code"]
        indexes = [models.Index(fields=["latitude", "longitude"], name="commune_point")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Arrondissement(models.Model):
    """A municipal arrondissement of Paris, Lyon or Marseille."""

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    name = models.CharField("nom", max_length=100)
    folded = models.CharField("nom de recherche", max_length=100, db_index=True)
    commune_code = models.CharField("commune", max_length=5, db_index=True)
    population = models.PositiveIntegerField("population", null=True)
    latitude = models.FloatField("latitude")
    longitude = models.FloatField("longitude")

    class Meta:
        verbose_name = "arrondissement municipal"
        verbose_name_plural = "arrondissements municipaux"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class PostalCode(models.Model):
    """One postal code of one commune or arrondissement."""

    code = models.CharField("code postal", max_length=5)
    commune_code = models.CharField("commune ou arrondissement", max_length=5, db_index=True)

    class Meta:
        verbose_name = "code postal"
        verbose_name_plural = "codes postaux"
        ordering = ["code", "commune_code"]
        constraints = [
            models.UniqueConstraint(fields=["code", "commune_code"], name="postal_code_once")
        ]

    def __str__(self) -> str:
        return self.code


class FormerCommune(models.Model):
    """A code or a name that a commune no longer bears, and the commune that holds it today."""

    class Kind(models.TextChoices):
        """What the name is today."""

        DELEGATED = "deleguee", "commune déléguée"
        ASSOCIATED = "associee", "commune associée"
        MERGED = "supprimee", "commune supprimée"
        CODE = "ancien_code", "ancien code"
        RENAMED = "ancien_nom", "ancien nom"

    code = models.CharField("code INSEE", max_length=5, db_index=True)
    name = models.CharField("nom", max_length=100, blank=True)
    folded = models.CharField("nom de recherche", max_length=100, db_index=True)
    current_code = models.CharField("commune actuelle", max_length=5, db_index=True)
    kind = models.CharField("nature", max_length=12, choices=Kind.choices)
    valid_until = models.DateField("valable jusqu’au", null=True)

    objects = FormerCommuneQuerySet.as_manager()

    class Meta:
        verbose_name = "ancienne commune"
        verbose_name_plural = "anciennes communes"
        ordering = ["code", "folded", "pk"]
        constraints = [models.UniqueConstraint(fields=["code", "name"], name="former_commune_once")]

    def __str__(self) -> str:
        return f"{self.name or self.code} → {self.current_code}"
