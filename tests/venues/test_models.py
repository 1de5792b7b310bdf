"""Venues, records, runs and corrections as they are stored."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError

from tests.factories import (
    ImportRunFactory,
    SourceFactory,
    SourceRecordFactory,
    VenueFactory,
    VenueRedirectFactory,
)
from venues.identity import is_public_id
from venues.models import Correction, Source, SourceRecord, Venue


def test_a_venue_gets_a_public_id_of_its_own() -> None:
    one, other = VenueFactory(), VenueFactory()

    assert is_public_id(one.public_id)
    assert one.public_id != other.public_id


def test_a_venue_leads_to_its_sheet() -> None:
    venue = VenueFactory(name="Relais")

    assert venue.get_absolute_url() == f"/lieux/{venue.public_id}-relais-saint-etienne/"


def test_both_halves_of_the_typology_are_one_for_the_reader() -> None:
    venue = VenueFactory(typology_low=("BIB",), typology_high=("UDAF",))

    assert Venue.objects.get(pk=venue.pk).typology == ("BIB", "UDAF")


def test_a_source_has_one_record_for_an_identifier() -> None:
    SourceRecordFactory(external_id="1")

    with pytest.raises(IntegrityError):
        SourceRecordFactory(external_id="1")


def test_two_sources_may_use_the_same_identifier() -> None:
    SourceRecordFactory(external_id="1")
    SourceRecordFactory(external_id="1", source=SourceFactory(key="autre"))

    assert SourceRecord.objects.count() == 2


def test_a_venue_has_one_correction_for_a_field() -> None:
    facts = {"venue": VenueFactory(), "field": "phone", "corrected_on": date(2026, 1, 1)}
    Correction.objects.create(value="1", **facts)

    with pytest.raises(IntegrityError):
        Correction.objects.create(value="2", **facts)


@pytest.mark.parametrize(
    ("field", "value", "typed"),
    [
        ("services", ["outils", "demarches"], ("demarches", "outils")),
        ("phone", "+33477000000", "+33477000000"),
        ("emails", ["a@x.fr"], ["a@x.fr"]),
        ("latitude", "45.5", 45.5),
        ("acts_on_behalf", True, True),
    ],
)
def test_a_corrected_value_has_the_type_of_its_field(
    field: str, value: object, typed: object
) -> None:
    correction = Correction.objects.create(
        venue=VenueFactory(), field=field, value=value, corrected_on=date(2026, 1, 1)
    )

    assert Correction.objects.get(pk=correction.pk).typed_value() == typed


def test_deleting_a_venue_takes_its_records_and_redirects() -> None:
    record = SourceRecordFactory()
    VenueRedirectFactory(venue=record.venue)

    record.venue.delete()

    assert not SourceRecord.objects.exists()
    assert Source.objects.exists()


def test_everything_has_words_for_the_administration() -> None:
    run, record = ImportRunFactory(), SourceRecordFactory(external_id="s-1")
    redirect = VenueRedirectFactory(venue=record.venue)

    assert str(run) == "Hub d’exemple · 02/09/2026 04:00 · appliqué"
    assert str(record) == "s-1"
    assert str(redirect) == f"{redirect.public_id} → {record.venue_id}"
    assert str(record.venue).endswith("(Saint-Étienne)")
