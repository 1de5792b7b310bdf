"""The names shown for the sources that venues declare by a code."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import VenueFactory
from venues.declared_sources import source_label


@pytest.mark.parametrize(
    ("declared", "label"),
    [
        ("conseiller-numerique", "Conseillers numériques"),
        ("Conseiller numérique", "Conseillers numériques"),
        ("cd72", "Département de la Sarthe"),
        ("Mairie d’Exemple", "Mairie d’Exemple"),
        ("", ""),
    ],
)
def test_a_known_code_gets_its_name_and_any_other_stays(declared: str, label: str) -> None:
    assert source_label(declared) == label


def test_the_sheet_names_the_source_and_the_api_keeps_its_code(visitor: Client) -> None:
    venue = VenueFactory(declared_source="conseiller-numerique")
    assert "Conseillers numériques" in visitor.get(venue.get_absolute_url()).content.decode()
    api = visitor.get(f"/api/v1/lieux/{venue.public_id}/").json()
    assert api["source"] == "conseiller-numerique"
