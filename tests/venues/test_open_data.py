"""The figures of the open data: counted on what people see, never rounded into a lie."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from tests.factories import (
    DepartementFactory,
    RegionFactory,
    SourceFactory,
    SourceRecordFactory,
    VenueFactory,
)
from venues.models import Venue
from venues.open_data import (
    Share,
    attribution,
    counts_by_departement,
    counts_by_region,
    freshness_shares,
    licence_url,
    quality,
)

DAY = date(2026, 11, 23)


def sourced(key: str, updated_on: date | None) -> Venue:
    venue = VenueFactory(updated_on=updated_on)
    venue.main_record = SourceRecordFactory(venue=venue, source=SourceFactory(key=key))
    venue.save()
    return venue


@pytest.mark.parametrize(
    ("count", "total", "words"),
    [
        (0, 0, "0 %"),
        (0, 9, "0 %"),
        (9, 9, "100 %"),
        (1, 3, "33 %"),
        (1, 5000, "moins de 1 %"),
        (4999, 5000, "plus de 99 %"),
    ],
)
def test_a_share_is_nothing_or_everything_only_when_it_is(
    count: int, total: int, words: str
) -> None:
    assert Share("x", "x", count, total).words == words.replace(" %", "\u00a0%")


def test_quality_counts_what_sheets_tell() -> None:
    VenueFactory(completeness=80)
    VenueFactory(phone="", hours="", latitude=None, longitude=None, services=(), completeness=21)
    VenueFactory(withdrawn_at=timezone.now(), completeness=100)
    found = quality()
    assert (found.count, found.completeness) == (2, 50)
    told = {share.code: (share.count, share.percent) for share in found.told}
    assert told["telephone"] == (1, 50)
    assert told["point"] == (1, 50)
    assert told["services"] == (1, 50)
    assert told["adresse"] == (2, 100)
    assert told["courriel"] == (0, 0)


def test_an_empty_directory_has_figures_too() -> None:
    found = quality()
    assert (found.count, found.completeness) == (0, 0)
    assert {share.percent for share in found.told} == {0}


def test_freshness_is_told_source_by_source() -> None:
    sourced("ici", date(2026, 11, 1))
    sourced("ici", date(2026, 11, 1))
    sourced("ici", date(2025, 1, 1))
    sourced("ici", None)
    sourced("la", date(2026, 3, 1))
    found = {
        key: [share.count for share in shares] for key, shares in freshness_shares(DAY).items()
    }
    assert found == {"ici": [2, 0, 0, 2], "la": [0, 1, 0, 0]}


def test_territories_are_those_that_have_a_venue() -> None:
    for code, name in (("84", "Auvergne-Rhône-Alpes"), ("53", "Bretagne")):
        RegionFactory(code=code, name=name)
    for code, name in (("42", "Loire"), ("01", "Ain"), ("13", "Bouches-du-Rhône")):
        DepartementFactory(code=code, name=name)
    VenueFactory.create_batch(2)
    VenueFactory(departement_code="01")
    VenueFactory(departement_code="13", withdrawn_at=timezone.now())
    assert [(one.code, one.count) for one in counts_by_region()] == [("84", 3)]
    assert [(one.code, one.name, one.count) for one in counts_by_departement()] == [
        ("01", "Ain", 1),
        ("42", "Loire", 2),
    ]


def test_the_attribution_names_the_sources_and_the_day() -> None:
    assert attribution(["Hub A", "Hub B"], DAY) == (
        "Source : Repères numériques, d’après Hub A, Hub B ; données prises le 23/11/2026."
    )


@pytest.mark.parametrize(
    ("licence", "is_known"),
    [("Licence Ouverte 2.0", True), ("Licence Ouverte", True), ("", False), ("Maison", False)],
)
def test_the_text_of_a_licence_is_given_when_it_is_known(licence: str, is_known: bool) -> None:
    assert bool(licence_url(licence)) == is_known
