"""Local indicators that somebody saved: theirs until they share or publish them, gone when deleted.

It knows neither files nor pages.
"""

from __future__ import annotations

import json
import re
import secrets
import zlib
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_PLACE = re.compile(r"(region|departement|epci):[0-9A-Z]{2,9}", re.ASCII)


def new_public_id() -> str:
    """Return an id that nobody can guess from another."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(12))


def _places(value: Any) -> None:
    """Refuse what is not a list of « level:code »."""
    good = isinstance(value, list) and all(
        isinstance(one, str) and _PLACE.fullmatch(one) for one in value
    )
    if not good:
        raise ValidationError(
            "Écrivez une liste de territoires, par exemple : "
            '["departement:48", "epci:200069151", "region:76"].'
        )


class LocalIndicator(models.Model):
    """One indicator of a hub. `content` is the zlib-compressed JSON of {code: value}.

    A shared link holds `share_serial`: raising it closes every link given before.
    """

    class State(models.TextChoices):
        """Who may see it."""

        DRAFT = "brouillon", "brouillon : vous seulement"
        SHARED = "partage", "partagé par un lien"
        PUBLISHED = "publie", "publié"

    public_id = models.CharField(
        "identifiant", max_length=12, unique=True, default=new_public_id, editable=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, "local_indicators", verbose_name="compte"
    )
    state = models.CharField(
        "état", max_length=10, choices=State.choices, default=State.DRAFT, db_index=True
    )
    label = models.CharField("nom", max_length=120)
    unit = models.CharField("unité", max_length=20, blank=True)
    direction = models.SmallIntegerField("sens", help_text="1 : plus haut, plus fragile")
    vintage = models.PositiveSmallIntegerField("année des données")
    source = models.CharField("source", max_length=200)
    licence = models.CharField("licence", max_length=100)
    organisation = models.CharField("organisme", max_length=120)
    level = models.CharField("niveau", max_length=20)
    within = models.CharField("classé dans", max_length=25, default="france")
    cog_year = models.PositiveSmallIntegerField("code officiel géographique")
    count = models.PositiveIntegerField("territoires")
    content = models.BinaryField("valeurs")
    share_serial = models.PositiveIntegerField("numéro de partage", default=1)
    created_at = models.DateTimeField("créé le", auto_now_add=True)
    changed_at = models.DateTimeField("changé le", auto_now=True)

    class Meta:
        verbose_name = "indicateur local"
        verbose_name_plural = "indicateurs locaux"
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return self.label

    def keep_values(self, values: dict[str, float]) -> None:
        """Set the values by code."""
        self.content = zlib.compress(json.dumps(values).encode())
        self.count = len(values)

    def values_by_code(self) -> dict[str, float]:
        """Return the values by code, in code order."""
        found = json.loads(zlib.decompress(bytes(self.content)))
        return {str(code): float(value) for code, value in sorted(found.items())}


class HubTerritories(models.Model):
    """The territories for which somebody of a hub may save indicators."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="compte"
    )
    places = models.JSONField(
        "territoires", default=list, validators=[_places],
        help_text="Une liste, par exemple : [\"departement:48\", \"epci:200069151\"].",
    )  # fmt: skip

    class Meta:
        verbose_name = "territoires d’un hub"
        verbose_name_plural = "territoires des hubs"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user} : {', '.join(self.places)}"
