"""What the open data are worth, in figures: freshness, completeness, and how many venues where.

Each answer is one question to the database, kept for the data version; it knows no request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Avg, Count, Q

from ifn_site.cache import remembered
from territories.models import Departement, Region
from venues.models import Venue
from venues.quality import FRESHNESS_CODES, freshness

#: Each class of freshness in words that say what it means.
FRESHNESS_LABELS = {
    "a_jour": "Moins de 6 mois",
    "a_surveiller": "6 à 12 mois",
    "a_verifier": "12 à 18 mois",
    "a_actualiser": "Plus de 18 mois ou sans date",
}
LICENCES = {
    "Licence Ouverte": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    "CC-BY": "https://creativecommons.org/licenses/by/4.0/deed.fr",
}
#: What a sheet may tell, in the order in which people miss it.
_TOLD: tuple[tuple[str, str, Q], ...] = (
    ("telephone", "Un téléphone", ~Q(phone="")),
    ("horaires", "Des horaires lisibles", ~Q(hours="")),
    ("services", "Les services proposés", ~Q(services=0)),
    ("point", "L’emplacement sur la carte", Q(latitude__isnull=False)),
    ("adresse", "Une adresse", ~Q(address="")),
    ("cout", "Le coût", ~Q(costs=0)),
    ("courriel", "Un e-mail", ~Q(emails=[])),
    ("acceslibre", "Une fiche d’accessibilité Acceslibre", ~Q(accessibility_sheet="")),
)


@dataclass(frozen=True)
class Share:
    """A part of a whole: its code and words, how many, and out of how many."""

    code: str
    label: str
    count: int
    total: int

    @property
    def percent(self) -> int:
        """The share, rounded (0 of nothing)."""
        return round(100 * self.count / self.total) if self.total else 0

    @property
    def words(self) -> str:
        """The share as people read it: what exists is never said to be 0 %, nor all 100 %."""
        if self.percent == 0 and self.count:
            return "moins de 1\u00a0%"
        if self.percent == 100 and self.count < self.total:
            return "plus de 99\u00a0%"
        return f"{self.percent}\u00a0%"


@dataclass(frozen=True)
class Quality:
    """The directory as a whole: how many venues, mean completeness (0–100), what sheets tell."""

    count: int
    completeness: int
    told: list[Share]


@dataclass(frozen=True)
class TerritoryCount:
    """A territory and how many venues stand in it."""

    code: str
    name: str
    count: int


def quality() -> Quality:
    """Return the figures of the whole directory."""
    return remembered("open-data-quality", _quality)


def _quality() -> Quality:
    counts = {code: Count("pk", filter=told) for code, _, told in _TOLD}
    found = (
        Venue.objects.published()
        .order_by()
        .aggregate(count=Count("pk"), mean=Avg("completeness"), **counts)
    )
    total = found["count"]
    told = [Share(code, label, found[code], total) for code, label, _ in _TOLD]
    return Quality(total, round(found["mean"] or 0), told)


def freshness_shares(day: date) -> dict[str, list[Share]]:
    """Return, by key of source, how its venues fall in the classes of freshness on a day."""
    return remembered(f"open-data-freshness:{day:%Y%m%d}", lambda: _freshness_shares(day))


def _freshness_shares(day: date) -> dict[str, list[Share]]:
    dated = (
        Venue.objects.published()
        .filter(main_record__isnull=False)
        .order_by()
        .values_list("main_record__source__key", "updated_on")
        .annotate(count=Count("pk"))
    )
    counted: dict[str, Counter[str]] = {}
    for key, updated_on, count in dated:
        counted.setdefault(key, Counter())[freshness(updated_on, day).code] += count
    return {
        key: [
            Share(code, FRESHNESS_LABELS[code], counts[code], counts.total())
            for code in FRESHNESS_CODES
        ]
        for key, counts in sorted(counted.items())
    }


def counts_by_region() -> list[TerritoryCount]:
    """Return the régions that have a venue, by name."""
    return remembered("open-data-regions", lambda: _counts(Region, "region_code", "name"))


def counts_by_departement() -> list[TerritoryCount]:
    """Return the départements that have a venue, by number."""
    return remembered(
        "open-data-departements", lambda: _counts(Departement, "departement_code", "code")
    )


def _counts(model: Any, column: str, order: str) -> list[TerritoryCount]:
    rows = Venue.objects.published().order_by().values_list(column).annotate(count=Count("pk"))
    counts = dict(rows)
    return [
        TerritoryCount(one.code, one.name, counts[one.code])
        for one in model.objects.order_by(order, "code")
        if one.code in counts
    ]


def attribution(names: Iterable[str], day: date) -> str:
    """Return the sentence that the licence asks of those who use the data."""
    listed = ", ".join(names) or "aucune source chargée"
    return f"Source : {settings.SITE_NAME}, d’après {listed} ; données prises le {day:%d/%m/%Y}."


def licence_url(licence: str) -> str:
    """Return the address of the text of a licence named by a source, "" when it is not known."""
    return next((url for name, url in LICENCES.items() if licence.startswith(name)), "")
