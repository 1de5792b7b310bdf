"""What the team edits of the orientation: whom to call, by territory, and where to learn alone.

Nothing of what people ask is stored. Territories are joined by code.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models

from orientation.querysets import LearningLinkQuerySet
from territories.models import Commune, Departement, Epci, Region
from venues.opening_parse import parse_hours
from venues.vocabulary import SERVICES

_DIALLED = RegexValidator(
    r"\A\+?[0-9](?:[ .\-]?[0-9]){1,14}\Z", "Écrivez un numéro de téléphone, chiffres et espaces."
)
_HTTPS = URLValidator(schemes=["https"], message="L’adresse doit commencer par https://.")


class Helpline(models.Model):
    """A number that people may call when no page answers them, for a territory or for all."""

    class Level(models.TextChoices):
        """Where it answers, from the widest to the most precise."""

        NATIONAL = "national", "toute la France"
        REGION = "region", "une région"
        DEPARTEMENT = "departement", "un département"
        EPCI = "epci", "une intercommunalité"
        COMMUNE = "commune", "une commune"

    #: The key of a number that came with the site: loaded once, then the team's.
    key = models.SlugField("clé", max_length=60, blank=True, editable=False)
    label = models.CharField("nom", max_length=120)
    number = models.CharField("numéro", max_length=24, validators=[_DIALLED])
    cost = models.CharField(
        "ce que coûte l’appel", max_length=120, blank=True, help_text="Par exemple : appel gratuit."
    )
    hours_text = models.CharField(
        "horaires, en mots",
        max_length=200,
        blank=True,
        help_text="Par exemple : du lundi au vendredi, de 9 h à 17 h.",
    )
    hours = models.CharField(
        "horaires, pour le calcul",
        max_length=200,
        blank=True,
        help_text="Format opening_hours, par exemple Mo-Fr 09:00-17:00; PH off. "
        "Facultatif : la page peut alors dire « ouvert maintenant ».",
    )
    level = models.CharField(
        "répond pour", max_length=12, choices=Level.choices, default=Level.NATIONAL
    )
    code = models.CharField(
        "code officiel",
        max_length=9,
        blank=True,
        help_text="Code INSEE de la commune, du département ou de la région, SIREN de "
        "l’intercommunalité. Vide pour toute la France.",
    )
    languages = models.CharField("langues parlées", max_length=120, blank=True)
    for_whom = models.CharField("pour qui, pour quoi", max_length=200, blank=True)
    source_url = models.URLField("page officielle", max_length=500, blank=True, validators=[_HTTPS])
    checked_on = models.DateField(
        "vérifié le",
        null=True,
        blank=True,
        help_text="Le jour où une personne a appelé ce numéro. Au bout de six mois, la page dit "
        "« non vérifié ».",
    )
    is_active = models.BooleanField("affiché", default=True)
    order = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "ligne d’aide"
        verbose_name_plural = "lignes d’aide"
        ordering = ["level", "code", "order", "pk"]

    def __str__(self) -> str:
        return f"{self.label} ({self.number})"

    def clean(self) -> None:
        """Refuse a territory that does not exist, and hours that no program reads."""
        self.code = self.code.strip().upper()
        mistakes: dict[str, str] = {}
        if message := _territory_mistake(self.level, self.code):
            mistakes["code"] = message
        if self.hours and parse_hours(self.hours, self.code) is None:
            mistakes["hours"] = "Ces horaires ne sont pas au format opening_hours."
        if mistakes:
            raise ValidationError(mistakes)


_TABLES: dict[str, type[models.Model]] = {
    Helpline.Level.REGION: Region,
    Helpline.Level.DEPARTEMENT: Departement,
    Helpline.Level.EPCI: Epci,
    Helpline.Level.COMMUNE: Commune,
}


def _territory_mistake(level: str, code: str) -> str:
    """Return what is wrong with the code of a territory, "" when nothing is."""
    if level not in _TABLES:
        return "Laissez le code vide : ce numéro répond pour toute la France." if code else ""
    if not code:
        return "Donnez le code du territoire."
    found = _TABLES[level]._default_manager.filter(pk=code).exists()
    return "" if found else "Aucun territoire de ce niveau n’a ce code."


class LearningLink(models.Model):
    """A page of another site where one can learn alone, for a service."""

    class State(models.TextChoices):
        """What the last visit of the checker found."""

        UNKNOWN = "unknown", "adresse pas encore vérifiée par nous"
        OK = "ok", "répond"
        MOVED = "moved", "a changé d’adresse"
        GONE = "gone", "ne répond plus"

    service = models.CharField(
        "service", max_length=20, choices=[(term.code, term.plain) for term in SERVICES]
    )
    title = models.CharField("titre", max_length=120)
    url = models.URLField("adresse", max_length=500, validators=[_HTTPS])
    publisher = models.CharField("éditeur", max_length=120)
    language = models.CharField("langue", max_length=10, default="fr")
    level = models.CharField("pour qui", max_length=120, blank=True)
    is_active = models.BooleanField("affiché", default=True)
    order = models.PositiveSmallIntegerField("ordre", default=0)
    state = models.CharField(
        "état", max_length=8, choices=State.choices, default=State.UNKNOWN, editable=False
    )
    moved_to = models.CharField("nouvelle adresse", max_length=500, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField("échecs de suite", default=0, editable=False)
    checked_at = models.DateTimeField("visité le", null=True, editable=False)

    objects = LearningLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "lien « apprendre seul »"
        verbose_name_plural = "liens « apprendre seul »"
        ordering = ["service", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "url"], name="learning_link_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; another address starts its checks again."""
        if self.pk:
            known = LearningLink.objects.filter(pk=self.pk).values_list("url", flat=True).first()
            if known is not None and known != self.url:
                self.state, self.failures = self.State.UNKNOWN, 0
                self.moved_to, self.checked_at = "", None
        super().save(*args, **kwargs)
