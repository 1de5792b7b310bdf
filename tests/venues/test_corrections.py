"""What a person sets right is shown at once, and remembered."""

from __future__ import annotations

import pytest

from ifn_site.models import data_version
from tests.factories import VenueFactory
from venues.corrections import correct
from venues.models import Correction


def test_a_corrected_field_is_saved_and_remembered() -> None:
    venue = VenueFactory(phone="")
    venue.phone = "+33465710001"
    correct(venue, ["phone"])
    venue.refresh_from_db()
    assert venue.phone == "+33465710001"
    assert Correction.objects.get(venue=venue, field="phone").value == "+33465710001"
    assert venue.field_origins == {"phone": "personne"}


def test_a_corrected_set_of_terms_reads_back_as_the_same_terms() -> None:
    venue = VenueFactory(services=("demarches",))
    venue.services = ("demarches", "emploi")
    correct(venue, ["services"])
    venue.refresh_from_db()
    assert venue.services == ("demarches", "emploi")


def test_a_new_name_changes_the_slug_and_the_searchable_text() -> None:
    venue = VenueFactory(name="Ancien nom")
    venue.name = "Médiathèque Tarentaize"
    correct(venue, ["name"])
    venue.refresh_from_db()
    assert venue.slug.startswith("mediatheque-tarentaize")
    assert "tarentaize" in venue.search_text


def test_half_a_point_is_no_point() -> None:
    venue = VenueFactory()
    venue.longitude = None
    correct(venue, ["longitude"])
    venue.refresh_from_db()
    assert (venue.latitude, venue.longitude, venue.x) == (None, None, None)


def test_a_derived_field_cannot_be_corrected() -> None:
    with pytest.raises(ValueError, match="completeness"):
        correct(VenueFactory(), ["completeness"])


def test_a_correction_tells_the_caches() -> None:
    before = data_version()[0]
    correct(VenueFactory(), ["phone"])
    assert data_version()[0] == before + 1
