"""The questions that the product asks of its venues, named as it speaks.

Chainable and lazy unless said otherwise; they know neither requests nor pages.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import connection, models
from django.db.models import Q

from territories.distance import bounding_box, haversine_m
from venues.nearness import Nearest, inside_box, inside_circle
from venues.vocabulary import TYPOLOGY_HIGH, TYPOLOGY_LOW

if TYPE_CHECKING:
    from venues.models import Venue

#: Radii tried in turn by `nearest_page` on an engine without a spatial index.
WINDOWS_M = (15_000, 60_000, 250_000)


class VenueQuerySet(models.QuerySet["Venue"]):
    """Questions about venues."""

    def published(self) -> VenueQuerySet:
        """Venues that people may see."""
        return self.filter(withdrawn_at__isnull=True)

    def ever_fed_by(self, sources: Iterable[int], declared: Iterable[str]) -> VenueQuerySet:
        """Venues that one of these sources (keys of ours, or declared names) has ever fed: one
        that a source has left is still known by it."""
        records = apps.get_model("venues", "SourceRecord")
        fed = records._default_manager.filter(venue=models.OuterRef("pk"), source__in=list(sources))
        return self.filter(models.Exists(fed) | Q(declared_source__in=list(declared)))

    def located(self) -> VenueQuerySet:
        """Venues with a point of their own."""
        return self.filter(latitude__isnull=False)

    def unlocated(self) -> VenueQuerySet:
        """Venues known by their commune only."""
        return self.filter(latitude__isnull=True)

    def offering(self, services: Iterable[str]) -> VenueQuerySet:
        """Venues with at least one of these services (codes)."""
        return self.filter(services__any=list(services))

    def welcoming(self, publics: Iterable[str], *, strict: bool = False) -> VenueQuerySet:
        """Venues for at least one of these publics; those for everybody count unless `strict`."""
        named = Q(publics__any=list(publics))
        return self.filter(named if strict else named | Q(publics=0))

    def of_type(self, codes: Iterable[str]) -> VenueQuerySet:
        """Venues of at least one of these kinds of structure (typology codes)."""
        low = [code for code in codes if code in TYPOLOGY_LOW.by_code]
        high = [code for code in codes if code in TYPOLOGY_HIGH.by_code]
        kinds = Q()
        if low:
            kinds |= Q(typology_low__any=low)
        if high:
            kinds |= Q(typology_high__any=high)
        return self.filter(kinds)

    def in_communes(self, codes: Iterable[str]) -> VenueQuerySet:
        """Venues of these communes, or of these arrondissements of Paris, Lyon, Marseille."""
        codes = list(codes)
        return self.filter(Q(commune_code__in=codes) | Q(insee_code__in=codes))

    def in_epcis(self, codes: Iterable[str]) -> VenueQuerySet:
        """Venues of these EPCI (SIREN codes)."""
        return self.filter(epci_code__in=list(codes))

    def in_departements(self, codes: Iterable[str]) -> VenueQuerySet:
        """Venues of these départements or overseas collectivities."""
        return self.filter(departement_code__in=list(codes))

    def in_regions(self, codes: Iterable[str]) -> VenueQuerySet:
        """Venues of these régions."""
        return self.filter(region_code__in=list(codes))

    def in_box(self, west: float, south: float, east: float, north: float) -> VenueQuerySet:
        """Venues whose point is in a box given in degrees."""
        return self.filter(inside_box(west, south, east, north))

    def within(self, lat: float, lon: float, radius_m: float) -> VenueQuerySet:
        """Venues at `radius_m` metres or less, by great circle."""
        box, measure, limit = inside_circle(lat, lon, radius_m)
        return self.filter(box).alias(_chord=measure).filter(_chord__lte=limit)

    def nearest_first(self, lat: float, lon: float) -> VenueQuerySet:
        """Located venues, nearest first, ties by id."""
        return self.located().order_by(Nearest(lat, lon), "id")

    def nearest_page(self, lat: float, lon: float, start: int, stop: int) -> list[Venue]:
        """Return venues `start:stop` of `nearest_first`, read through a growing window.

        The window changes the cost, never the answer: the first venues of a box are the nearest
        of all as soon as the last one wanted lies within the circle that the box holds.
        """
        if start >= stop:
            return []
        if connection.vendor != "postgresql":
            for radius in WINDOWS_M:
                window = self.in_box(*bounding_box(lat, lon, radius)).nearest_first(lat, lon)
                page = list(window[start:stop])
                if len(page) == stop - start and _is_within(page[-1], lat, lon, radius):
                    return page
        return list(self.nearest_first(lat, lon)[start:stop])

    def changed_since(self, moment: datetime | date) -> VenueQuerySet:
        """Venues added or changed here since a moment."""
        return self.filter(changed_at__gte=moment)

    def updated_since(self, day: date) -> VenueQuerySet:
        """Venues that their producer dated on or after a day; undated ones are left out."""
        return self.filter(updated_on__gte=day)


def _is_within(venue: Venue, lat: float, lon: float, radius_m: float) -> bool:
    assert venue.latitude is not None
    assert venue.longitude is not None
    return haversine_m(lat, lon, venue.latitude, venue.longitude) <= radius_m


class SourceRecordQuerySet(models.QuerySet[Any]):
    """Questions about source records."""

    def present(self) -> SourceRecordQuerySet:
        """Records that the last file of their source still held."""
        return self.filter(gone_at__isnull=True)
