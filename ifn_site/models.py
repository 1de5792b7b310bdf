"""What the site remembers about its own data: which sets were loaded, from where and when.

It knows nothing of venues or territories: the steps that load them write here.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone


class DataSet(models.Model):
    """One loaded set of data (territories, a source of venues…), one row each."""

    class Origin(models.TextChoices):
        """Where a set comes from; a demonstration is invented and must be shown as such."""

        DEMONSTRATION = "demonstration", "démonstration"
        FOLDER = "dossier", "dossier de données"
        ONLINE = "en_ligne", "sources publiques en ligne"

    key = models.CharField("clé", max_length=80, primary_key=True)
    label = models.CharField("nom", max_length=200)
    origin = models.CharField("origine", max_length=20, choices=Origin.choices)
    licence = models.CharField("licence", max_length=200, blank=True)
    version = models.CharField("version", max_length=80, blank=True)
    rows = models.PositiveIntegerField("lignes", default=0)
    loaded_at = models.DateTimeField("chargé le")

    class Meta:
        verbose_name = "jeu de données"
        verbose_name_plural = "jeux de données"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.label


class DataVersion(models.Model):
    """A counter that rises whenever public data change: caches and ETags hang on it."""

    number = models.PositiveBigIntegerField("numéro", default=0)
    changed_at = models.DateTimeField("modifié le")

    class Meta:
        verbose_name = "version des données"
        verbose_name_plural = "versions des données"

    def __str__(self) -> str:
        return str(self.number)


def record_data_set(key: str, **facts: Any) -> DataSet:
    """Remember that a set has just been loaded (`facts` are the other fields of `DataSet`)."""
    facts.setdefault("loaded_at", timezone.now())
    return DataSet.objects.update_or_create(key=key, defaults=facts)[0]


def bump_data_version() -> None:
    """Tell every cache that the public data have changed; call it inside the same transaction."""
    now = timezone.now()
    if not DataVersion.objects.filter(pk=1).update(number=models.F("number") + 1, changed_at=now):
        DataVersion.objects.create(pk=1, number=1, changed_at=now)


def data_version() -> tuple[int, datetime | None]:
    """Return the number of the present data version and when it changed (0, None when empty)."""
    row = DataVersion.objects.filter(pk=1).values_list("number", "changed_at").first()
    return row or (0, None)
