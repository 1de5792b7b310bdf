"""What the site keeps of coverage: computations, each a set of columns by level.

A run is never edited: a new one replaces it, and the last ones are kept. Codes are never foreign
keys. `coverage.store` reads and writes the columns.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from coverage.annotation_models import Annotation
from coverage.querysets import CoverageRunQuerySet

__all__ = ["Annotation", "CoverageLevel", "CoverageRun"]


class CoverageRun(models.Model):
    """One computation of need against offer, and all that is needed to do it again.

    `parameters` are the hypotheses, `summary` what was counted, left out and told (see
    `coverage.compute`). `fingerprint` is that of the inputs, of the parameters and of the code.
    """

    is_active = models.BooleanField("active", default=False, db_index=True)
    is_demonstration = models.BooleanField("démonstration", default=False)
    fingerprint = models.CharField("empreinte des données lues", max_length=64, db_index=True)
    parameters = models.JSONField("hypothèses", default=dict)
    summary = models.JSONField("ce qui a été compté", default=dict)
    seed = models.PositiveBigIntegerField("graine")
    scenarios = models.PositiveIntegerField("scénarios")
    release = models.PositiveIntegerField("publication de fragilité", null=True)
    release_version = models.CharField("version de la fragilité", max_length=40, blank=True)
    data_version = models.PositiveBigIntegerField("version des données")
    reference_date = models.DateField("jour de référence")
    made_at = models.DateTimeField("faite le", auto_now_add=True)

    objects = CoverageRunQuerySet.as_manager()

    class Meta:
        verbose_name = "calcul de couverture"
        verbose_name_plural = "calculs de couverture"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_active"], condition=Q(is_active=True), name="one_active_coverage_run"
            )
        ]

    def __str__(self) -> str:
        return f"Couverture n° {self.pk}"


class CoverageLevel(models.Model):
    """Every column of one level of one run, in the order of its codes.

    `index` says where each column lies in `data`: {name: [numpy kind, first byte, bytes]}; a
    column is packed by `fragility.columns`. `codes` is the list of codes, packed as text.
    """

    run = models.ForeignKey(CoverageRun, models.CASCADE, "levels", verbose_name="calcul")
    level = models.CharField("niveau", max_length=20)
    count = models.PositiveIntegerField("territoires")
    codes = models.BinaryField("codes")
    index = models.JSONField("colonnes", default=dict)
    data = models.BinaryField("valeurs")

    class Meta:
        verbose_name = "niveau d’un calcul de couverture"
        verbose_name_plural = "niveaux des calculs de couverture"
        ordering = ["run", "level"]
        constraints = [models.UniqueConstraint(fields=["run", "level"], name="coverage_level_once")]

    def __str__(self) -> str:
        return f"{self.run_id}, {self.level}"
