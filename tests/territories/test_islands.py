"""Which communes no road joins."""

from __future__ import annotations

import pytest

from territories.islands import island_communes, land_of, lands


@pytest.mark.parametrize(
    ("codes", "count"),
    [
        (("75056", "59350", "13055", "85163", "17168"), 1),
        (("56009", "56152"), 1),
        (("56009", "56069", "56121"), 3),
        (("2A004", "2B033"), 1),
        (("2A004", "13055"), 2),
        (("97105", "97120", "97108", "97110", "97131"), 4),
        (("97411", "97209", "97302", "97611", "97701", "97801"), 6),
        (("98735", "98738", "98729", "98818", "98613"), 4),
    ],
)
def test_lands_are_what_roads_join(codes: tuple[str, ...], count: int) -> None:
    assert len(set(lands(codes).tolist())) == count


def test_every_island_commune_has_a_code_of_its_territory_and_a_land() -> None:
    table = island_communes()

    assert len(table) == len(set(table))
    assert all(len(code) == 5 and land for code, land in table.items())
    assert {land_of(code) for code in table}.isdisjoint({"metropole", "corse", "971", "976", "987"})
