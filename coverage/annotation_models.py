"""What people of a territory know and the data do not tell: a bus since March, a closed branch.

A note is public with its organisation and its date; the account that wrote it is not. It knows
neither measures nor pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

#: Levels whose territories may be annotated.
LEVELS = (
    ("commune", "commune"),
    ("arrondissement", "arrondissement municipal"),
    ("epci", "intercommunalité"),
    ("departement", "département"),
    ("region", "région"),
)
TEXT_LENGTH = 500


class AnnotationQuerySet(models.QuerySet["Annotation"]):
    """Questions asked of notes."""

    def public(self) -> Self:
        """Keep the notes that anyone may read."""
        return self.filter(is_visible=True)

    def about(self, level: str, codes: Iterable[str]) -> Self:
        """Keep the notes about some territories of a level."""
        return self.filter(level=level, code__in=list(codes))


class Annotation(models.Model):
    """One note about one territory."""

    class Kind(models.TextChoices):
        """What the note is for."""

        INFORMATION = "information", "information à ajouter"
        CONTEST = "contestation", "contestation de la mesure"

    level = models.CharField("niveau", max_length=15, choices=LEVELS)
    code = models.CharField(
        "code officiel", max_length=9, help_text="Code INSEE ou SIREN, par exemple 13055."
    )
    kind = models.CharField("nature", max_length=15, choices=Kind.choices, default=Kind.INFORMATION)
    text = models.TextField(
        "note",
        max_length=TEXT_LENGTH,
        help_text="Texte public, sans nom de personne ni coordonnées. "
        "Par exemple : « Un bus du numérique passe le mardi depuis mars. »",
    )
    organisation = models.CharField(
        "organisme", max_length=120, help_text="Montré avec la note, comme son auteur."
    )
    written_on = models.DateField("écrite le", editable=False)
    is_visible = models.BooleanField("publique", default=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="compte",
    )

    objects = AnnotationQuerySet.as_manager()

    class Meta:
        verbose_name = "annotation"
        ordering = ["-written_on", "-pk"]
        indexes = [models.Index(fields=["level", "code"], name="annotation_of_territory")]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.code} · {self.organisation}"

    def clean(self) -> None:
        """Refuse a blank note; the territory is checked where the account's reach is known."""
        if not self.text.strip() or not self.organisation.strip():
            raise ValidationError("Écrivez la note et le nom de l’organisme qui la signe.")
