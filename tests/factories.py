"""Makers of test data: each gives a valid object, a test names only what it speaks of."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import factory

from territories.distance import unit_vector
from territories.models import Arrondissement, Commune, Departement, Epci, PostalCode, Region
from territories.names import fold
from venues.identity import slug_of
from venues.models import ImportRun, Source, SourceRecord, Venue, VenueRedirect, VenueReport


class RegionFactory(factory.django.DjangoModelFactory):
    """Auvergne-Rhône-Alpes unless told."""

    class Meta:
        model = Region
        django_get_or_create = ("code",)

    code = "84"
    name = "Auvergne-Rhône-Alpes"
    population = 8_000_000


class DepartementFactory(factory.django.DjangoModelFactory):
    """La Loire unless told."""

    class Meta:
        model = Departement
        django_get_or_create = ("code",)

    code = "42"
    name = "Loire"
    region_code = "84"
    population = 770_000
    kind = Departement.Kind.DEPARTEMENT


class EpciFactory(factory.django.DjangoModelFactory):
    """Saint-Étienne Métropole unless told."""

    class Meta:
        model = Epci
        django_get_or_create = ("code",)

    code = "244200770"
    name = "Saint-Étienne Métropole"
    kind = "METRO"
    population = 400_000


class CommuneFactory(factory.django.DjangoModelFactory):
    """Saint-Étienne unless told."""

    class Meta:
        model = Commune
        django_get_or_create = ("code",)

    code = "42218"
    name = "Saint-Étienne"
    folded = factory.LazyAttribute(lambda commune: fold(commune.name))
    departement_code = "42"
    region_code = "84"
    epci_code = "244200770"
    population = 173_000
    area_km2 = 80.0
    latitude = 45.4347
    longitude = 4.3903
    point_kind = Commune.PointKind.CENTRE


class ArrondissementFactory(factory.django.DjangoModelFactory):
    """The 12th of Paris unless told."""

    class Meta:
        model = Arrondissement
        django_get_or_create = ("code",)

    code = "75112"
    name = "Paris 12e Arrondissement"
    folded = factory.LazyAttribute(lambda place: fold(place.name))
    commune_code = "75056"
    population = 140_000
    latitude = 48.8402
    longitude = 2.3876


class PostalCodeFactory(factory.django.DjangoModelFactory):
    """42000 of Saint-Étienne unless told."""

    class Meta:
        model = PostalCode

    code = "42000"
    commune_code = "42218"


class SourceFactory(factory.django.DjangoModelFactory):
    """An invented hub."""

    class Meta:
        model = Source
        django_get_or_create = ("key",)

    key = "hub-exemple"
    name = "Hub d’exemple"
    licence = "Licence Ouverte 2.0"


class VenueFactory(factory.django.DjangoModelFactory):
    """A library of Saint-Étienne, at the centre of the commune unless told."""

    class Meta:
        model = Venue

    name = factory.Sequence(lambda number: f"Médiathèque {number}")
    commune_name = "Saint-Étienne"
    postal_code = "42000"
    insee_code = "42218"
    commune_code = "42218"
    epci_code = "244200770"
    departement_code = "42"
    region_code = "84"
    address = "1 rue de la République"
    latitude = 45.4347
    longitude = 4.3903
    phone = "+33465710000"
    hours = "Mo-Fr 09:00-12:00,14:00-18:00"
    services = ("demarches", "outils")
    costs = ("gratuit",)
    support_modes = ("individuel",)
    declared_source = "Hub d’exemple"
    updated_on = date(2026, 9, 1)
    slug = factory.LazyAttribute(lambda venue: slug_of(venue.name, venue.commune_name))
    sort_name = factory.LazyAttribute(lambda venue: fold(venue.name))
    search_text = factory.LazyAttribute(lambda venue: fold(f"{venue.name} {venue.commune_name}"))

    @factory.lazy_attribute
    def x(self) -> float | None:
        return _coordinate(self, 0)

    @factory.lazy_attribute
    def y(self) -> float | None:
        return _coordinate(self, 1)

    @factory.lazy_attribute
    def z(self) -> float | None:
        return _coordinate(self, 2)


def _coordinate(venue: Any, axis: int) -> float | None:
    if venue.latitude is None:
        return None
    return unit_vector(venue.latitude, venue.longitude)[axis]


class ImportRunFactory(factory.django.DjangoModelFactory):
    """A finished run."""

    class Meta:
        model = ImportRun

    source = factory.SubFactory(SourceFactory)
    state = ImportRun.State.APPLIED
    file_name = "lieux.csv"
    started_at = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
    finished_at = datetime(2026, 9, 2, 4, 1, tzinfo=UTC)


class SourceRecordFactory(factory.django.DjangoModelFactory):
    """One row of the invented hub."""

    class Meta:
        model = SourceRecord

    source = factory.SubFactory(SourceFactory)
    external_id = factory.Sequence(lambda number: f"structure-{number}")
    venue = factory.SubFactory(VenueFactory)
    raw = factory.LazyAttribute(lambda record: {"id": record.external_id})
    content_hash = "0" * 32
    first_seen = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)
    last_seen = datetime(2026, 9, 2, 4, 0, tzinfo=UTC)


class VenueRedirectFactory(factory.django.DjangoModelFactory):
    """An old address of a venue."""

    class Meta:
        model = VenueRedirect

    public_id = factory.Sequence(
        lambda number: f"rnaaaa{number:04d}".replace("0", "b").replace("1", "c")
    )
    venue = factory.SubFactory(VenueFactory)


class VenueReportFactory(factory.django.DjangoModelFactory):
    """A visitor says that the phone is wrong."""

    class Meta:
        model = VenueReport

    venue = factory.SubFactory(VenueFactory)
    reason = "telephone"
    created_at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    token_digest = factory.Sequence(lambda number: f"{number:064x}")
