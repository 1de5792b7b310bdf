"""The words by which a venue is found."""

from __future__ import annotations

import re

from tests.factories import VenueFactory
from venues.search_text import search_text_of


def test_name_place_street_parent_kind_programme_and_service_are_all_words() -> None:
    venue = VenueFactory.build(
        name="L’Étincelle", commune_name="St-Étienne", postal_code="42000",
        address="3 rue des Forges", parent_structure="Ville d’Œuilly", typology_low=("BIB",),
        programmes=("france-services",), services=("securite",),
    )  # fmt: skip

    text = search_text_of(venue)

    for words in (
        "l etincelle", "saint etienne", "42000", "3 rue des forges", "ville d oeuilly",
        "bibliotheque mediatheque", "france services", "se proteger sur internet",
    ):  # fmt: skip
        assert words in text


def test_it_is_folded_to_plain_letters() -> None:
    venue = VenueFactory.build(name="<b>Ça & là</b> 中", services=())

    assert re.fullmatch(r"[a-z0-9 ]+", search_text_of(venue))


def test_blank_fields_leave_no_double_space() -> None:
    venue = VenueFactory.build(address="", parent_structure="", postal_code="")

    assert "  " not in search_text_of(venue)
