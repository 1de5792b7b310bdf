"""The name of a place that a list starts from."""

from __future__ import annotations

import pytest

from tests.factories import CommuneFactory, DepartementFactory
from venues.starting_point import starting_point


@pytest.mark.parametrize(
    ("departement", "label"),
    [("Isère", "Saint-Barthélemy (Isère)"), ("Saint-Barthélemy", "Saint-Barthélemy")],
)
def test_a_name_borne_twice_is_told_with_its_departement_unless_it_stutters(
    departement: str, label: str
) -> None:
    DepartementFactory(code="38", name=departement)
    CommuneFactory(code="38363", name="Saint-Barthélemy", departement_code="38")
    CommuneFactory(code="40251", name="Saint-Barthélemy", departement_code="40")
    place = starting_point("38363")
    assert place is not None
    assert place.label == label
