"""Where the venues come from: each source with its count and its age, for footers and health.

One question to the database per data version; it knows neither requests nor pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Q

from ifn_site.cache import remembered
from venues.models import ImportRun, Source, Venue


@dataclass(frozen=True)
class SourceAge:
    """A source as it stands: venues shown, when it was last imported, its newest sheet."""

    key: str
    name: str
    licence: str
    is_demonstration: bool
    count: int
    loaded_at: datetime | None
    newest_date: date | None


def source_ages() -> list[SourceAge]:
    """Return every source that gave at least one venue shown today, the largest first."""
    return remembered("source-ages", _read)


def _read() -> list[SourceAge]:
    shown = Venue.objects.published().filter(main_record__isnull=False).order_by()
    counted = {
        row["main_record__source"]: row
        for row in shown.values("main_record__source").annotate(
            count=Count("pk"), newest=Max("updated_on")
        )
    }
    applied = Q(runs__state=ImportRun.State.APPLIED)
    sources = Source.objects.annotate(loaded=Max("runs__finished_at", filter=applied))
    ages = [
        SourceAge(
            source.key,
            source.name,
            source.licence,
            source.is_demonstration,
            counted[source.pk]["count"],
            source.loaded,
            counted[source.pk]["newest"],
        )
        for source in sources.order_by("key")
        if source.pk in counted
    ]
    return sorted(ages, key=lambda age: -age.count)


def venues_count() -> int:
    """Return how many venues people can find."""
    return remembered("venues-count", Venue.objects.published().count)


def source_of(venue: Venue) -> str:
    """Return who says what a sheet holds: the source it declares, else the file it came in."""
    if venue.declared_source:
        return venue.declared_source
    return venue.main_record.source.name if venue.main_record else ""
