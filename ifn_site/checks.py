"""System checks: settings that would mislead or endanger people are told before they do."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def contact_is_set(**kwargs: Any) -> list[CheckMessage]:
    """Warn when nobody can be written to: the pages then hide every contact."""
    if settings.CONTACT_EMAIL:
        return []
    return [
        Warning(
            "Aucune adresse de contact n'est réglée : les pages n'en montrent pas.",
            hint="Définir IFN_CONTACT_EMAIL avec une adresse réellement lue.",
            id="ifn.W001",
        )
    ]


@register(Tags.caches, deploy=True)
def production_has_redis(**kwargs: Any) -> list[CheckMessage]:
    """Warn when a production site runs its tasks inside its requests."""
    if settings.REDIS_URL:
        return []
    return [
        Warning(
            "Sans REDIS_URL, les tâches et les limites d'usage vivent dans chaque processus.",
            hint="Définir REDIS_URL et lancer un worker Celery.",
            id="ifn.W002",
        )
    ]


@register(Tags.database, deploy=True)
def production_has_postgresql(**kwargs: Any) -> list[CheckMessage]:
    """Warn when a production site is served from SQLite."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return []
    return [
        Warning(
            "La base est SQLite : une seule machine, une seule écriture à la fois.",
            hint="Définir DATABASE_URL=postgres://… (PostgreSQL 15+ avec PostGIS).",
            id="ifn.W003",
        )
    ]


@register(Tags.security, deploy=True)
def reference_date_is_free(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a frozen date in production: « ouvert maintenant » would lie."""
    if settings.PRODUCTION and settings.REFERENCE_DATE is not None:
        return [
            Error(
                "IFN_REFERENCE_DATE fige la date : « ouvert maintenant » serait faux.",
                hint="Retirer IFN_REFERENCE_DATE en production.",
                id="ifn.E001",
            )
        ]
    return []


@register(Tags.security)
def basemap_is_https(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a base map that is not asked over https: browsers would refuse it, or leak it."""
    if not settings.BASEMAP_STYLE or settings.BASEMAP_STYLE.startswith("https://"):
        return []
    return [
        Error(
            "IFN_BASEMAP_STYLE n'est pas une adresse https.",
            hint="Donner l'adresse https d'un style MapLibre, ou rien pour le fond intégré.",
            id="ifn.E002",
        )
    ]
