"""« Référencer mon lieu »: where a place is declared, and who feeds a département."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.factories import (
    DepartementFactory,
    ImportRunFactory,
    RegionFactory,
    SourceFactory,
    SourceRecordFactory,
    VenueFactory,
)
from venues.models import Source, Venue
from venues.registering import TOOLS, feeding_sources


def fed(source: Source, **facts: object) -> Venue:
    """Return a venue led by a record of a source."""
    venue = VenueFactory(**facts)
    venue.main_record = SourceRecordFactory(source=source, venue=venue)
    venue.save()
    return venue


def page(visitor: Client, query: str = "") -> str:
    RegionFactory()
    DepartementFactory()
    answer = visitor.get(f"/referencer-mon-lieu/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_public_tools_are_named_and_linked(visitor: Client) -> None:
    html = page(visitor)
    for tool in TOOLS:
        assert tool.name in html
        assert f'href="{tool.url}"' in html
        assert tool.url.startswith("https://")


def test_the_standard_is_linked_for_producers(visitor: Client) -> None:
    assert 'href="https://schema.data.gouv.fr/LaMednum/standard-mediation-num/"' in page(visitor)


def test_the_sources_of_a_departement_come_with_their_dates() -> None:
    large, small = SourceFactory(key="grand"), SourceFactory(key="petit")
    for day in (date(2026, 8, 1), date(2026, 9, 1)):
        fed(large, updated_on=day)
    fed(small, departement_code="13")
    fed(small, updated_on=None)
    run = ImportRunFactory(source=large)
    first, second = feeding_sources("42")
    assert (first.venues_count, first.newest_date) == (2, date(2026, 9, 1))
    assert first.loaded_at == run.finished_at
    assert (second.venues_count, second.newest_date, second.loaded_at) == (1, None, None)


def test_the_page_names_the_sources_of_the_departement_asked(visitor: Client) -> None:
    fed(SourceFactory(name="Hub <de la> Loire", homepage="javascript:alert(1)"))
    html = page(visitor, "?departement=42")
    assert "Hub &lt;de la&gt; Loire" in html
    assert "javascript:" not in html
    assert '<option value="42" selected>' in html


def test_a_departement_without_source_is_told(visitor: Client) -> None:
    assert "Aucune source ne publie encore" in page(visitor, "?departement=42")


@pytest.mark.parametrize("code", ["00", "<b>", "4" * 300, "２Ａ"])
def test_an_unknown_departement_is_told(visitor: Client, code: str) -> None:
    html = page(visitor, f"?departement={code}")
    assert "n’est pas connu" in html
    assert "<b>" not in html
