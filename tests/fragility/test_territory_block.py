"""The block of a territory: what is known, how, and why there is no score."""

from __future__ import annotations

import pytest

from fragility.territory_block import territory_fragility
from tests.fragility.factories import active_release, make_country
from tests.fragility.test_sentences import plain


@pytest.fixture
def country() -> None:
    make_country()
    active_release()


def test_there_is_no_block_without_a_release() -> None:
    make_country()
    assert territory_fragility("commune", "42003", "Commune 42003") is None


@pytest.mark.usefixtures("country")
def test_a_commune_shows_its_total_and_what_makes_it() -> None:
    block = territory_fragility("commune", "42003", "Commune 42003")
    assert block is not None
    assert block.gauge is not None
    assert block.no_score == ""
    assert "4 indicateurs sur 5 (manque : Sans 4G)" in plain(block.completeness)
    parts = [one.contribution for one in block.values.of_method if one.contribution is not None]
    assert sum(parts) == pytest.approx(block.values.total)
    assert [line.key for line in block.index][:2] == ["poverty", "age_65"]
    assert "que dans" in block.index[0].comparison


@pytest.mark.usefixtures("country")
def test_a_secret_value_is_never_a_number() -> None:
    block = territory_fragility("commune", "42001", "Commune 42001")
    assert block is not None
    poverty = block.index[0]
    assert (poverty.value, poverty.class_, poverty.comparison) == ("", None, "")
    assert poverty.status == "secret statistique"
    assert "Trop peu d’habitants" in poverty.sure
    assert not any(character.isdigit() for character in poverty.sure)


@pytest.mark.usefixtures("country")
def test_a_territory_without_enough_data_says_how_many_are_needed() -> None:
    block = territory_fragility("commune", "29083", "Île")
    assert block is not None
    assert block.gauge is None
    assert "il en faut 3" in block.no_score
    assert block.rank == ""


@pytest.mark.usefixtures("country")
def test_a_collectivity_is_said_not_covered() -> None:
    block = territory_fragility("commune", "97101", "Ailleurs", is_collectivity=True)
    assert block is not None
    assert "n’est pas couvert" in block.no_score
    assert not block.has_values


@pytest.mark.usefixtures("country")
def test_a_larger_territory_says_what_its_mean_hides() -> None:
    block = territory_fragility("departement", "42", "Loire")
    assert block is not None
    assert block.gauge is not None
    assert block.values.minimum is not None
    assert block.values.maximum is not None
    assert block.values.minimum <= (block.values.total or 0) <= block.values.maximum
    assert block.spread.startswith("de ")
    assert "habitant" in block.high_share
    assert block.index[0].of_class == "en moyenne"


@pytest.mark.usefixtures("country")
def test_medians_bear_the_names_of_the_larger_territories() -> None:
    names = {("departement", "42"): "Loire", ("region", "84"): "Auvergne"}
    block = territory_fragility(
        "commune", "42003", "Ici", name_of=lambda level, code: names.get((level, code), "")
    )
    assert block is not None
    assert block.compared == ("Loire", "Auvergne", "France")
    assert all(len(line.medians) == 3 for line in block.index)
