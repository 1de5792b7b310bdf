"""Venues found by every word, from memory or from the table, with the same answer."""

from __future__ import annotations

import pytest

from ifn_site.models import bump_data_version
from tests.factories import VenueFactory
from venues import word_index
from venues.models import Venue
from venues.word_index import WordIndex, holds_every


def found(*words: str) -> set[str]:
    return set(Venue.objects.filter(holds_every(words)).values_list("name", flat=True))


def test_every_word_must_be_held_wherever_it_stands() -> None:
    index = WordIndex((1, 2, 3), ("mediatheque lyon", "mairie lyon", "mediatheque pau"))

    assert index.holding(("lyon", "mediatheque")) == {1}
    assert index.holding(("media",)) == {1, 3}
    assert index.holding(("nice",)) == frozenset()


@pytest.mark.parametrize("most_kept", [word_index.MOST_KEPT, 0])
@pytest.mark.parametrize("most_listed", [word_index.MOST_LISTED, 0])
def test_the_answer_is_the_same_from_memory_and_from_the_table(
    monkeypatch: pytest.MonkeyPatch, most_kept: int, most_listed: int
) -> None:
    monkeypatch.setattr(word_index, "MOST_KEPT", most_kept)
    monkeypatch.setattr(word_index, "MOST_LISTED", most_listed)
    VenueFactory(name="Médiathèque", search_text="mediatheque saint etienne")
    VenueFactory(name="Mairie", search_text="mairie saint etienne")

    assert found("etienne", "mairie") == {"Mairie"}
    assert found("etienne") == {"Mairie", "Médiathèque"}
    assert found() == {"Mairie", "Médiathèque"}


def test_a_new_data_version_brings_the_new_venues() -> None:
    VenueFactory(name="Mairie", search_text="mairie")
    assert found("mairie") == {"Mairie"}
    VenueFactory(name="Annexe", search_text="mairie annexe")
    bump_data_version()

    assert found("mairie") == {"Mairie", "Annexe"}
