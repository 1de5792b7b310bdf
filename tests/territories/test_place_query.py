"""What people type is taken apart without knowing which places exist."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from territories.place_query import (
    PlaceQuery,
    departement_number,
    looks_like_address,
    read_query,
    runs_of_words,
)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Saint-Étienne", PlaceQuery("saint etienne")),
        ("42000", PlaceQuery("", code="42000")),
        ("2a004", PlaceQuery("", code="2A004")),
        ("7", PlaceQuery("", code="7")),
        ("saint denis 93", PlaceQuery("saint denis", departement="93")),
        ("Saint-Étienne (42)", PlaceQuery("saint etienne", departement="42")),
        ("Ajaccio 2a", PlaceQuery("ajaccio", departement="2A")),
        ("Saint-Denis 974", PlaceQuery("saint denis", departement="974")),
        ("13500 Martigues", PlaceQuery("martigues", postal_code="13500")),
        ("paris 12", PlaceQuery("paris", arrondissement=12)),
        ("Paris 12e", PlaceQuery("paris", arrondissement=12)),
        ("lyon 3ème arrondissement", PlaceQuery("lyon", arrondissement=3)),
        ("1er arrondissement marseille", PlaceQuery("marseille", arrondissement=1)),
        ("paris 75", PlaceQuery("paris", departement="75")),
        ("lyon 12", PlaceQuery("lyon", departement="12")),
        ("marseille 13008", PlaceQuery("marseille", postal_code="13008")),
        ("Paris Cedex 05", PlaceQuery("paris")),
        ("", PlaceQuery("")),
        ("\x00 \u202e", PlaceQuery("")),
    ],
)
def test_a_text_is_taken_apart(text: str, query: PlaceQuery) -> None:
    assert read_query(text) == query


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    assert read_query(text).is_empty in (True, False)
    assert looks_like_address(text) in (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "12 rue de la République",
        "place de la Mairie Martigues",
        "3 bis av Foch",
        "12 du Moulin Aix",
    ],
)
def test_a_way_and_a_number_make_an_address(text: str) -> None:
    assert looks_like_address(text)


@pytest.mark.parametrize("text", ["Rue", "Saint-Denis", "Place", "13500 Martigues", "75"])
def test_a_name_is_not_an_address(text: str) -> None:
    assert not looks_like_address(text)


@pytest.mark.parametrize(
    ("text", "code"), [("7", "07"), ("2a", "2A"), ("974", "974"), ("135", ""), ("aix", "")]
)
def test_a_departement_number_is_completed(text: str, code: str) -> None:
    assert departement_number(text) == code


def test_the_longest_run_nearest_the_end_comes_first() -> None:
    runs = runs_of_words("12 rue de rue saint denis")
    assert runs[0] == "12 rue de rue saint denis"
    assert runs.index("saint denis") < runs.index("rue saint")
    assert "12" not in runs
    assert "rue" not in runs
