"""What the tests of the importer share: a few communes to place rows in."""

from __future__ import annotations

import pytest

from territories.models import FormerCommune
from territories.names import fold
from tests.factories import ArrondissementFactory, CommuneFactory, PostalCodeFactory

#: code, name, département, région, latitude, longitude, inhabitants, postal codes.
COMMUNES = (
    ("42218", "Saint-Étienne", "42", "84", 45.4347, 4.3903, 173_000, ("42000", "42100")),
    ("42207", "Saint-Chamond", "42", "84", 45.4775, 4.5153, 35_000, ("42400",)),
    ("13001", "Aix-en-Provence", "13", "93", 43.5263, 5.4454, 147_000, ("13100", "13090")),
    ("51454", "Reims", "51", "44", 49.2583, 4.0317, 180_000, ("51100",)),
    ("93066", "Saint-Denis", "93", "11", 48.9362, 2.3574, 149_000, ("93200", "93210")),
    ("97411", "Saint-Denis", "974", "04", -20.8821, 55.4507, 155_000, ("97400",)),
    ("75056", "Paris", "75", "11", 48.8566, 2.3522, 2_100_000, ("75012", "75001")),
    ("2A004", "Ajaccio", "2A", "94", 41.9192, 8.7386, 73_000, ("20000", "20090")),
    ("97209", "Fort-de-France", "972", "02", 14.6161, -61.0588, 75_000, ("97200",)),
    ("98818", "Nouméa", "988", "988", -22.2758, 166.458, 94_000, ("98800",)),
    ("91228", "Évry-Courcouronnes", "91", "11", 48.6238, 2.4296, 66_000, ("91000",)),
)


@pytest.fixture
def territories() -> None:
    """A dozen communes, an arrondissement and a merged commune, in the database."""
    for code, name, departement, region, lat, lon, people, postal_codes in COMMUNES:
        CommuneFactory(
            code=code,
            name=name,
            departement_code=departement,
            region_code=region,
            epci_code="",
            latitude=lat,
            longitude=lon,
            population=people,
        )
        for postal_code in postal_codes:
            PostalCodeFactory(code=postal_code, commune_code=code)
    ArrondissementFactory()
    PostalCodeFactory(code="75012", commune_code="75112")
    FormerCommune.objects.create(
        code="91182",
        name="Courcouronnes",
        folded=fold("Courcouronnes"),
        current_code="91228",
        kind=FormerCommune.Kind.MERGED,
    )
