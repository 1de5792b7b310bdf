"""Is the service well, and how old is what it shows? Facts only; the view draws them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from ifn_site.clock import today
from ifn_site.models import DataSet, data_version
from venues.provenance import source_ages

#: Key prefixes of what is not listed again: sources of venues, and set-up itself.
_LISTED_ELSEWHERE = ("lieux:", "installation")


class Check(NamedTuple):
    """One part of the service: stable code, name, whether it works, one French sentence."""

    code: str
    name: str
    ok: bool
    sentence: str


@dataclass(frozen=True)
class SourceLine:
    """One set of data as the tables show it."""

    key: str
    name: str
    licence: str
    count: int
    loaded_at: datetime | None
    newest_date: date | None

    @property
    def loaded_on(self) -> date | None:
        """The day it was loaded, in mainland France."""
        return timezone.localtime(self.loaded_at).date() if self.loaded_at else None

    @property
    def age_days(self) -> int | None:
        """Days since it was loaded."""
        return max(0, (today() - self.loaded_on).days) if self.loaded_on else None


def database_check() -> Check:
    """Ask the database for one row."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        data_version()
    except DatabaseError:
        return Check("database", "Base de données", False, "La base de données ne répond pas.")
    return Check("database", "Base de données", True, "La base de données répond.")


def redis_check() -> Check:
    """Ask Redis for a sign of life, when there is one; the site runs without it."""
    if not settings.REDIS_URL:
        return Check("redis", "Mémoire rapide", True, "Non installée : le service s’en passe.")
    try:
        client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1)
        with client:
            client.ping()
    except (redis.RedisError, OSError):
        sentence = "Elle ne répond pas : le service est plus lent, mais il marche."
        return Check("redis", "Mémoire rapide", False, sentence)
    return Check("redis", "Mémoire rapide", True, "Elle répond.")


def data_lines() -> list[SourceLine]:
    """Return the sources of venues, then the other sets of data."""
    venues = [
        SourceLine(age.key, age.name, age.licence, age.count, age.loaded_at, age.newest_date)
        for age in source_ages()
    ]
    others = [
        SourceLine(one.key, one.label, one.licence, one.rows, one.loaded_at, None)
        for one in DataSet.objects.order_by("key")
        if not one.key.startswith(_LISTED_ELSEWHERE)
    ]
    return venues + others


def health_report(checks: list[Check], lines: list[SourceLine]) -> dict[str, Any]:
    """Return the health as JSON: `etat` is ok, degrade (slower) or panne (the database is down)."""
    works = {check.code: check.ok for check in checks}
    state = "panne" if not works["database"] else "ok" if all(works.values()) else "degrade"
    number, changed_at = data_version() if works["database"] else (None, None)
    return {
        "etat": state,
        "version_donnees": number,
        "donnees_modifiees_le": changed_at.isoformat() if changed_at else None,
        "base": "ok" if works["database"] else "panne",
        "redis": ("ok" if works["redis"] else "panne") if settings.REDIS_URL else "absent",
        "sources": [
            {
                "cle": line.key,
                "nom": line.name,
                "lignes": line.count,
                "charge_le": line.loaded_at.isoformat() if line.loaded_at else None,
                "age_jours": line.age_days,
                "plus_recente": line.newest_date.isoformat() if line.newest_date else None,
            }
            for line in lines
        ],
    }
