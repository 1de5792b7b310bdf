"""Sets of standard terms in one integer column."""

from __future__ import annotations

import pytest

from tests.factories import VenueFactory
from venues.models import Venue
from venues.vocabulary import TYPOLOGY_LOW


@pytest.fixture(autouse=True)
def three_venues() -> None:
    VenueFactory(name="A", services=("demarches", "outils"), typology_low=("ACI",))
    VenueFactory(name="B", services=("outils",), typology_low=(TYPOLOGY_LOW.terms[-1].code,))
    VenueFactory(name="C", services=())


def names(**filters: object) -> list[str]:
    return list(Venue.objects.filter(**filters).order_by("name").values_list("name", flat=True))


def test_codes_are_read_back_in_the_order_of_the_standard() -> None:
    venue = VenueFactory(services=("outils", "demarches"))

    assert Venue.objects.get(pk=venue.pk).services == ("demarches", "outils")


@pytest.mark.parametrize(
    ("lookup", "codes", "found"),
    [
        ("services__any", ["demarches"], ["A"]),
        ("services__any", ["demarches", "outils"], ["A", "B"]),
        ("services__any", ["securite"], []),
        ("services__any", [], ["A", "B", "C"]),
        ("services__all", ["demarches", "outils"], ["A"]),
        ("services__all", ["outils"], ["A", "B"]),
        ("services__all", [], ["A", "B", "C"]),
        ("services__any", "demarches", ["A"]),
        ("services", (), ["C"]),
        ("services", ("outils",), ["B"]),
        ("typology_low__any", [TYPOLOGY_LOW.terms[-1].code], ["B"]),
    ],
)
def test_any_asks_for_one_term_and_all_for_every_one(
    lookup: str, codes: object, found: list[str]
) -> None:
    assert names(**{lookup: codes}) == found


def test_an_unknown_code_is_an_error_not_an_empty_answer() -> None:
    with pytest.raises(KeyError):
        names(services__any=["tricot"])


def test_the_set_is_empty_by_default() -> None:
    assert Venue.objects.get(name="C").care == ()


def test_the_form_offers_every_term_by_its_label() -> None:
    field = Venue._meta.get_field("costs").formfield()

    assert field is not None
    assert field.choices == [
        ("gratuit", "Gratuit"),
        ("condition", "Gratuit sous condition"),
        ("payant", "Payant"),
    ]
