"""The address of the map: what is read, what is told, and the address again."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.http import QueryDict

from fragility.map_choices import MapChoices, read_choices


def read(query: str) -> MapChoices:
    return read_choices(QueryDict(query))


def test_an_empty_address_shows_the_index_by_departement_and_says_nothing() -> None:
    choices = read("")
    assert (choices, choices.messages) == (MapChoices(), ())
    assert (choices.table_level, choices.subject) == ("departement", "repere")
    assert choices.query() == ""


@pytest.mark.parametrize(
    "query",
    [
        "niveau=commune&dans=region:76&tri=nom&page=3&nom=saint",
        "indicateur=poverty&vue=45.4,4.39,8.5&opacite=60&lieux=1&motifs=1",
        "niveau=epci&methode=repere-habitants&poids.poverty=3",
        "dans=departement:2A",
    ],
)
def test_the_whole_state_comes_back_from_its_own_address(query: str) -> None:
    choices = read(query)
    assert choices.messages == ()
    assert read(choices.query()) == choices
    assert set(urlsplit("?" + choices.query()).query.split("&")) == set(query.split("&"))


def test_base_weighting_and_variant_name_a_method() -> None:
    assert read("base=departement").method.preset.key == "repere-departement"
    assert read("ponderation=habitants").method.preset.key == "repere-habitants"
    assert read("variante=seniors").method.preset.key == "repere-seniors"


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("niveau=canton", "Ce niveau n’existe pas"),
        ("indicateur=bonheur", "Cet indicateur n’existe pas"),
        ("tri=couleur", "Ce tri n’existe pas"),
        ("dans=48", "s’écrit region:76"),
        ("page=-1", "« page » est un nombre de 1 à 1000"),
        ("opacite=²", "« opacite » est un nombre de 10 à 100"),
        ("vue=91,0,5", "latitude,longitude,zoom"),
        ("poids.poverty=9", "de 0 à 5"),
        ("methode=magique", "Valeur inconnue"),
        ("niveau=region&base=region", "« régions » ne va pas avec les autres choix"),
        ("niveau=departement&dans=departement:48", "« départements » ne va pas avec"),
    ],
)
def test_a_mistake_is_told_in_french_and_left_out(query: str, words: str) -> None:
    choices = read(query)
    assert words in " ".join(choices.messages)
    assert read(choices.query()).messages == ()


def test_a_name_that_nobody_asks_for_is_ignored() -> None:
    assert read("utm_source=lettre") == MapChoices()


@pytest.mark.parametrize(
    ("query", "levels"),
    [
        ("", ("region", "departement", "epci", "commune")),
        ("base=epci", ("commune",)),
        ("dans=region:76", ("departement", "epci", "commune")),
        ("dans=departement:48", ("epci", "commune")),
        ("dans=epci:200067205", ("commune",)),
        ("dans=region:76&base=departement", ("epci", "commune")),
    ],
)
def test_only_levels_smaller_than_the_base_and_the_territory_are_offered(
    query: str, levels: tuple[str, ...]
) -> None:
    assert read(query).levels == levels


def test_a_level_that_a_base_does_not_compare_is_refused_with_its_reason() -> None:
    choices = read_choices(QueryDict("niveau=epci&base=epci"))
    assert choices.table_level == "commune"
    assert "les territoires d’une même intercommunalité" in choices.messages[0]
