from random import Random
from typing import Any

import pytest

from demo.dialects import as_v0, as_v1
from demo.faults import FAULTS, Spoiler
from demo.reference import OldCommune, load_reference
from tests.demo.test_dialects import VENUE

FULL = VENUE | {
    "commune": "Ambérieu-en-Bugey",
    "code_insee": "01004",
    "code_postal": "01500",
    "adresse": "3 Rue de l’Église",
    "latitude": 45.9587,
    "longitude": 5.3682,
    "telephone": "+33465710001",
    "site_web": ["https://www.mediatheque.example"],
    "presentation_resume": "Accueil à toute heure.",
    "modalites_accompagnement": ["En autonomie"],
    "dispositif_programmes_nationaux": ["Point d'accès numérique CAF"],
    "date_maj": "2026-03-04",
}
FORMER = {"01004": [OldCommune("01999", "Ambérieu-le-Vieux", "01004", "commune_deleguee")]}


@pytest.mark.parametrize("name", list(FAULTS))
@pytest.mark.parametrize("dialect", [as_v1, as_v0])
def test_every_fault_spoils_a_full_row_and_never_its_name(name: str, dialect: Any) -> None:
    row = dialect(FULL)
    spoilt = dict(row)
    applied = FAULTS[name](spoilt, Random(1), FORMER)
    assert applied
    assert spoilt != row
    assert spoilt["nom"] == row["nom"]


def spoil(name: str, **changed: Any) -> dict[str, Any]:
    row = as_v1(FULL | changed)
    FAULTS[name](row, Random(3), FORMER)
    return row


def test_swapped_coordinates_are_the_same_two_numbers() -> None:
    row = spoil("swapped_coordinates")
    assert (row["latitude"], row["longitude"]) == (5.3682, 45.9587)


def test_lambert_93_is_in_metres() -> None:
    row = spoil("lambert_93")
    assert row["longitude"] == pytest.approx(883_000, abs=2_000)
    assert row["latitude"] == pytest.approx(6_543_000, abs=5_000)


def test_lambert_93_is_not_for_overseas() -> None:
    row = spoil("lambert_93", latitude=14.6, longitude=-61.0)
    assert (row["latitude"], row["longitude"]) == (14.6, -61.0)


def test_mojibake_can_be_read_back() -> None:
    row = spoil("mojibake")
    assert row["commune"] == "AmbÃ©rieu-en-Bugey"
    assert row["commune"].encode("cp1252").decode("utf-8") == FULL["commune"]


def test_a_postal_code_loses_its_leading_zero() -> None:
    assert spoil("short_postal_code")["code_postal"] == "1500"


def test_a_former_commune_replaces_the_name() -> None:
    assert spoil("old_commune")["commune"] == "Ambérieu-le-Vieux"


def test_faults_are_counted() -> None:
    spoiler = Spoiler(load_reference(), Random(1))
    spoiler.spoil(as_v1(FULL), {"epoch_date": 1.0})
    assert spoiler.counts["epoch_date"] == 1
    assert sum(spoiler.counts.values()) == 1
