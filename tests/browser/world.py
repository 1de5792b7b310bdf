"""The small country that the browser visits: four communes, their venues, and one of each state."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass

from django.utils import timezone

from ifn_site.models import DataSet, DataVersion, record_data_set
from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    PostalCodeFactory,
    RegionFactory,
    SourceFactory,
    SourceRecordFactory,
    VenueFactory,
)
from venues.models import SourceRecord, Venue

#: Never twice the same: what a process remembers of another test's data must not come back.
_versions = itertools.count(time.time_ns() // 1000)


@dataclass(frozen=True)
class World:
    """The venues that tests speak of."""

    rich: Venue
    poor: Venue
    unlocated: Venue
    withdrawn: Venue


def make_world() -> World:
    """Fill the database; two pages of venues stand around Saint-Étienne."""
    _make_territories()
    source = SourceFactory()
    rich = VenueFactory.build(
        name="Médiathèque du Soleil",
        latitude=45.4348,
        longitude=4.3904,
        other_phones=["+33465710001"],
        emails=["accueil@mediatheque.example"],
        websites=["https://mediatheque.example/"],
        booking_url="https://mediatheque.example/rendez-vous",
        accessibility_sheet="https://acceslibre.beta.gouv.fr/app/exemple/",
        typology_low=("BIB",),
        parent_structure="Ville de Saint-Étienne",
        summary="Des ordinateurs, une imprimante et des personnes pour vous aider.",
        description="Venez sans rendez-vous le matin. L’après-midi, des ateliers en petit groupe.",
        hours="Mo-Fr 09:00-12:00,14:00-18:00; Sa 10:00-12:00; PH off",
        completeness=95,
    )
    poor = VenueFactory.build(
        name="Point numérique",
        latitude=45.4352,
        longitude=4.3912,
        address="",
        phone="",
        hours="",
        hours_text="ouvert certains mardis",
        services=(),
        costs=(),
        support_modes=(),
        updated_on=None,
        completeness=20,
    )
    unlocated = VenueFactory.build(
        name="Bus du numérique", latitude=None, longitude=None, itinerancy=("itinerant",)
    )
    withdrawn = VenueFactory.build(name="Ancien cybercentre", withdrawn_at=timezone.now())
    others = [
        VenueFactory.build(latitude=45.4347 + 0.002 * number, longitude=4.3903 - 0.001 * number)
        for number in range(1, 22)
    ]
    elsewhere = VenueFactory.build(
        name="Maison des associations",
        commune_name="Martigues",
        postal_code="13500",
        insee_code="13056",
        commune_code="13056",
        epci_code="",
        departement_code="13",
        region_code="93",
        latitude=43.4053,
        longitude=5.0478,
    )
    venues = [rich, poor, unlocated, withdrawn, elsewhere, *others]
    Venue.objects.bulk_create(venues)
    records = [SourceRecordFactory.build(source=source, venue=venue) for venue in venues]
    SourceRecord.objects.bulk_create(records)
    for venue, record in zip(venues, records, strict=True):
        venue.main_record = record
    Venue.objects.bulk_update(venues, ["main_record"])
    record_data_set(
        f"lieux:{source.key}",
        label=source.name,
        origin=DataSet.Origin.FOLDER,
        licence=source.licence,
        rows=len(venues),
    )
    DataVersion.objects.update_or_create(
        pk=1, defaults={"number": next(_versions), "changed_at": timezone.now()}
    )
    return World(rich=rich, poor=poor, unlocated=unlocated, withdrawn=withdrawn)


def _make_territories() -> None:
    """Create four communes, two of which share their name, with all they stand in."""
    for code, name in [
        ("84", "Auvergne-Rhône-Alpes"),
        ("93", "Provence-Alpes-Côte d’Azur"),
        ("11", "Île-de-France"),
        ("04", "La Réunion"),
    ]:
        RegionFactory(code=code, name=name)
    for code, name, region in [
        ("42", "Loire", "84"),
        ("13", "Bouches-du-Rhône", "93"),
        ("93", "Seine-Saint-Denis", "11"),
        ("974", "La Réunion", "04"),
    ]:
        DepartementFactory(code=code, name=name, region_code=region)
    EpciFactory()
    CommuneFactory()
    for code, name, departement, region, population, latitude, longitude in [
        ("13056", "Martigues", "13", "93", 48_000, 43.4053, 5.0478),
        ("93066", "Saint-Denis", "93", "11", 113_000, 48.9362, 2.3574),
        ("97411", "Saint-Denis", "974", "04", 153_000, -20.8789, 55.4481),
    ]:
        CommuneFactory(
            code=code,
            name=name,
            departement_code=departement,
            region_code=region,
            epci_code="",
            population=population,
            latitude=latitude,
            longitude=longitude,
        )
    for postal_code, commune in [
        ("42000", "42218"),
        ("42100", "42218"),
        ("13500", "13056"),
        ("93200", "93066"),
        ("97400", "97411"),
    ]:
        PostalCodeFactory(code=postal_code, commune_code=commune)
