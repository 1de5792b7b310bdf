"""The words people type: folded, all of them, and corrected when nobody writes them so."""

from __future__ import annotations

import logging

import pytest
from django.http import QueryDict

from tests.factories import VenueFactory
from venues.filters import VenueFilter, venue_filter
from venues.search import spelled, understand


def _directory() -> None:
    VenueFactory(name="Médiathèque Jean-Moulin", commune_name="Saint-Étienne")
    VenueFactory(name="Maison de l’Œuvre", commune_name="Martigues")
    VenueFactory(name="Espace numérique", commune_name="Le Havre")


def search(text: str) -> VenueFilter:
    """Return the filters of a search."""
    query = QueryDict(mutable=True)
    query["q"] = text
    return venue_filter(query)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("médiathèque", ["Médiathèque Jean-Moulin"]),
        ("MEDIATHEQUE", ["Médiathèque Jean-Moulin"]),
        ("mediath", ["Médiathèque Jean-Moulin"]),
        ("jean moulin", ["Médiathèque Jean-Moulin"]),
        ("moulin st etienne", ["Médiathèque Jean-Moulin"]),
        ("oeuvre", ["Maison de l’Œuvre"]),
        ("mediathèque martigues", []),
        ("mediateque", ["Médiathèque Jean-Moulin"]),
        ("médiatèque jean moullin", ["Médiathèque Jean-Moulin"]),
        ("espase numerrique", ["Espace numérique"]),
        ("martige", ["Maison de l’Œuvre"]),
        ("zzzzzzzz", []),
        ("13500", []),
    ],
)
def test_a_search_finds_every_word_even_misspelt(text: str, expected: list[str]) -> None:
    _directory()
    assert [venue.name for venue in search(text).qs.order_by("pk")] == expected


def test_a_word_of_the_directory_is_left_alone() -> None:
    _directory()
    assert understand("maison havre") == (("maison", "havre"), False)


def test_a_correction_is_said_with_its_accents() -> None:
    _directory()
    filters = search("mediateque")
    assert filters.corrected(filters.qs.order_by("pk")) == "médiathèque"
    assert search("mediatheque").corrected([]) == ""


def test_a_corrected_word_is_spelled_from_the_lists_when_no_venue_shows_it() -> None:
    assert spelled(["bibliotheque", "inconnu"], []) == "bibliothèque inconnu"


def test_short_words_and_numbers_are_not_guessed() -> None:
    VenueFactory(name="Point 42000", commune_name="Lyon")
    assert understand("42001 lyn") == (("42001", "lyn"), False)


def test_a_percent_sign_is_not_a_joker() -> None:
    _directory()
    assert not search("%").is_valid()
    assert understand("jean%moulin_").words == ("jean", "moulin")


def test_nothing_typed_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    _directory()
    with caplog.at_level(logging.DEBUG):
        search("motsecret").qs.count()
    written = [record for record in caplog.records if record.name != "django.db.backends"]
    assert not [record for record in written if "motsecret" in record.getMessage()]
