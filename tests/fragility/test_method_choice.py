"""Which method is asked for: by its key, or by base, weighting and public; with which weights."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from fragility.method_choice import DEFAULT_CHOICE, MethodChoice, read_choice
from fragility.methods.presets import PRESETS


def _read(query: str) -> tuple[MethodChoice, dict[str, str]]:
    return read_choice(QueryDict(query))


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("", "repere"),
        ("methode=repere-epci", "repere-epci"),
        ("base=region", "repere-region"),
        ("base=france&ponderation=habitants", "repere-habitants"),
        ("variante=seniors", "repere-seniors"),
        ("methode=repere-habitants&ponderation=habitants", "repere-habitants"),
        ("methode=", "repere"),
    ],
)
def test_a_method_is_found_by_its_key_or_by_what_it_is(query: str, key: str) -> None:
    choice, mistakes = _read(query)
    assert (choice.preset.key, choice.is_own, mistakes) == (key, False, {})


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("methode=<script>", "methode"),
        ("methode=repere&methode=repere-epci", "methode"),
        ("base=lune", "base"),
        ("base=region&ponderation=habitants", "ponderation"),
        ("base=epci&variante=jeunes", "variante"),
        ("methode=repere-epci&base=region", "base"),
        ("poids.poverty=-1", "poids.poverty"),
        ("poids.poverty=5.1", "poids.poverty"),
        ("poids.poverty=nan", "poids.poverty"),
        ("poids.poverty=1e3", "poids.poverty"),
        ("poids.poverty=1&poids.poverty=2", "poids.poverty"),
        ("poids.age_75=1", "poids.age_75"),
        ("&".join(f"poids.{key}=0" for key in PRESETS["repere"].indicators), "poids.poverty"),
    ],
)
def test_a_mistake_is_told_and_left_out(query: str, name: str) -> None:
    choice, mistakes = _read(query)
    assert list(mistakes) == [name]
    assert "<" not in mistakes[name]
    assert not choice.is_own


def test_weights_left_out_are_those_of_the_method() -> None:
    choice, mistakes = _read("poids.poverty=2,5&poids.no_4g=0")
    assert mistakes == {}
    assert choice.is_own
    assert choice.weights == (2.5, 1.0, 1.0, 1.0, 0.0)
    assert choice.chosen == 4
    assert choice.name.endswith("avec vos poids")


def test_the_weights_of_the_method_are_not_weights_of_ones_own() -> None:
    assert _read("poids.poverty=1&poids.age_65=1.0")[0] == DEFAULT_CHOICE


@pytest.mark.parametrize("query", ["", "methode=repere-epci", "poids.poverty=2.5&poids.no_4g=0"])
def test_a_choice_gives_its_address_again(query: str) -> None:
    choice, _ = _read(query)
    again = QueryDict(mutable=True)
    for name, value in choice.query:
        again.appendlist(name, value)
    assert read_choice(again) == (choice, {})
