"""Two rows of one place are known by name and address, or by identity and point."""

from __future__ import annotations

from typing import Any

import pytest

from venues.same_place import PlaceRow, same_places


def row(name: str = "Médiathèque", address: str = "1 rue Haute", **told: Any) -> PlaceRow:
    """Return a row of one place, changed where told."""
    facts = {"commune": "42218", "pivot": "", "point": (45.4347, 4.3903)} | told
    return PlaceRow(name, facts["commune"], address, facts["pivot"], facts["point"])


NEAR, FAR = (45.4351, 4.3903), (45.46, 4.3903)


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (row(), True),
        (row("MEDIATHEQUE", "1 RUE HAUTE", point=NEAR), True),
        (row(point=None), True),
        (row(point=FAR), False),
        (row(commune="69123"), False),
        (row("Mairie"), False),
        (row(address="2 rue Haute"), False),
        (row(address=""), False),
        (row("Mairie", pivot="12345678901234"), False),
    ],
)
def test_two_rows_are_one_place_when_name_commune_and_address_agree(
    other: PlaceRow, is_same: bool
) -> None:
    assert (len(set(same_places([row(), other]).tolist())) == 1) == is_same


def test_one_identity_at_one_point_is_one_place_under_two_names() -> None:
    rows = [row("A", pivot="123"), row("B", "2 rue Haute", pivot="123")]

    assert same_places(rows).tolist() == [0, 0]
    assert same_places([rows[0], row("B", pivot="123", point=NEAR)]).tolist() == [0, 1]


def test_a_chain_of_rows_is_one_place_numbered_by_its_first() -> None:
    rows = [row("C", "3 rue Basse"), row("A"), row("B", "9", pivot="1"), row("A", pivot="1")]

    assert same_places(rows).tolist() == [0, 1, 1, 1]


def test_without_an_address_the_point_tells_and_without_both_nothing_does() -> None:
    rows = [row(address=""), row(address=""), row(address="", point=NEAR)]
    blind = [row(address="", point=None), row(address="", point=None)]

    assert same_places(rows).tolist() == [0, 0, 2]
    assert same_places(blind).tolist() == [0, 1]
