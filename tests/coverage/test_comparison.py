"""The comparison: four territories at most, added by name without putting it in an address."""

from __future__ import annotations

import pytest
from django.test import Client

from coverage.comparison import MOST, comparison, read_territories
from territories.models import Region
from tests.fragility.factories import active_release, make_country
from tests.fragility.test_sentences import plain


@pytest.fixture(autouse=True)
def country() -> None:
    make_country()
    active_release()


def test_territories_of_several_levels_stand_side_by_side() -> None:
    found = comparison(read_territories(["commune:42003", "departement:42", "france:FR"]))
    assert [column.name for column in found.columns] == [
        "Commune 42003",
        "Département 42",
        "France",
    ]
    assert {len(row.cells) for row in found.rows} == {3}
    assert [row.label for row in found.rows][:3] == [
        "Habitants",
        "Lieux d’aide référencés",
        "Indice de fragilité, de 1 à 10",
    ]
    assert found.charts


def test_what_is_unknown_twice_or_too_much_is_left_out_and_said(visitor: Client) -> None:
    keys = ["commune:42003", "commune:42003", "canton:1", "commune:00000", "<script>"]
    choice = read_territories(keys + [f"commune:4200{number}" for number in (1, 2)])
    assert choice.keys == ["commune:42003", "commune:42001", "commune:42002"]
    assert choice.unknown == 3
    many = read_territories([f"commune:4200{number}" for number in range(1, 7)])
    assert (len(many.chosen), many.too_many, many.is_full) == (MOST, True, True)
    text = visitor.get("/territoires/comparer/", {"t": ["commune:00000"]}).text
    assert "n’existe pas" in text


def test_the_empty_comparison_asks_for_a_territory(visitor: Client) -> None:
    answer = visitor.get("/territoires/comparer/")
    assert answer.status_code == 200
    assert 'name="ou"' in answer.text


def test_a_name_is_posted_and_only_codes_are_in_the_answer(visitor: Client) -> None:
    Region.objects.filter(code="94").update(name="Corse")
    posted = {"ou": "corse", "t": ["commune:42003"]}
    answer = visitor.post("/territoires/comparer/", posted)
    assert answer.status_code == 303
    assert answer["Location"] == "/territoires/comparer/?t=commune:42003&t=region:94"


def test_a_name_that_nobody_bears_is_said_as_text(visitor: Client) -> None:
    answer = visitor.post("/territoires/comparer/", {"ou": "<script>alert(1)</script>"})
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert "Aucun territoire trouvé" in answer.text


def test_a_territory_can_be_taken_away(visitor: Client) -> None:
    text = visitor.get("/territoires/comparer/?t=commune:42003&t=region:84").text
    assert 'href="/territoires/comparer/?t=region:84"' in text


def test_an_estimated_or_secret_value_is_named_in_the_comparison() -> None:
    found = comparison(read_territories(["commune:42001", "commune:42003"]))
    poverty = next(row for row in found.rows if row.label == "Taux de pauvreté")
    assert poverty.cells[0] == ""
    assert poverty.details[0] == "secret statistique"
    assert "observé" in plain(poverty.details[1])
