"""The block of a territory: what is known, how, and why there is no score."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fragility.status import Flag, Status
from fragility.territory_block import _sure, territory_fragility
from tests.fragility.factories import active_release, make_country, need_tables
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


def _said(**facts: Any) -> str:
    """What is said of a value of poverty in a département, beside its status."""
    block = territory_fragility("departement", "42", "Loire")
    assert block is not None
    return plain(_sure(replace(block.values.of_method[0], **facts)))


UNKNOWN = {"value": None, "status": Status.MISSING, "flags": Flag.NONE}
ESTIMATE = {"value": 12.0, "status": Status.ESTIMATED, "flags": Flag.NONE, "observed_share": None}


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (UNKNOWN | {"observed_share": None}, "Aucune source chargée ne donne ce chiffre."),
        (UNKNOWN | {"observed_share": 0.31}, "inconnu pour trop d’habitants (31 % observés)."),
        (UNKNOWN | {"observed_share": 0.0}, "pour tous les habitants."),
        (UNKNOWN | {"flags": Flag.MERGED, "observed_share": None}, "moins de la moitié"),
        (ESTIMATE | {"observed_share": 0.93}, "pour 93 % des habitants, estimé ou inconnu pour"),
        (
            ESTIMATE | {"flags": Flag.MERGED | Flag.WITHOUT_WEIGHT | Flag.PLAIN_MEAN},
            "Moyenne simple de plusieurs",
        ),
        (ESTIMATE | {"flags": Flag.MERGED | Flag.WITHOUT_WEIGHT}, "pondérée par leurs habitants"),
        (ESTIMATE | {"flags": Flag.MERGED}, "Calculé à partir de plusieurs"),
    ],
)
def test_how_a_value_is_known_is_said_as_it_is(facts: dict[str, Any], words: str) -> None:
    assert words in _said(**facts)


@pytest.mark.usefixtures("country")
def test_medians_bear_the_names_of_the_larger_territories() -> None:
    names = {("departement", "42"): "Loire", ("region", "84"): "Auvergne"}
    block = territory_fragility(
        "commune", "42003", "Ici", name_of=lambda level, code: names.get((level, code), "")
    )
    assert block is not None
    assert block.compared == ("Loire", "Auvergne", "France")
    assert all(len(line.medians) == 3 for line in block.index)


@pytest.mark.usefixtures("country")
def test_a_total_that_lacks_what_others_have_has_no_rank_and_says_so() -> None:
    block = territory_fragility("commune", "42001", "Commune 42001")
    assert block is not None
    assert "aucun : il manque « Pauvreté »" in plain(block.rank)
    assert "Sans « Pauvreté », la note de ce territoire n’est pas comparable" in plain(
        block.caution
    )
    whole = territory_fragility("commune", "42003", "Commune 42003")
    assert whole is not None
    assert (whole.caution, whole.rank.startswith("aucun")) == ("", False)


@pytest.mark.usefixtures("country")
def test_a_collectivity_with_one_value_is_not_said_uncovered() -> None:
    block = territory_fragility("commune", "29083", "Île", is_collectivity=True)
    assert block is not None
    assert "1 indicateur sur 5" in block.no_score or "2 indicateurs sur 5" in block.no_score
    assert "couvert" not in block.no_score


def test_head_counts_bear_their_year_and_old_networks_are_told(settings: Any) -> None:
    settings.REFERENCE_DATE = date(2026, 3, 1)
    make_country()
    tables = need_tables()
    active_release([*tables[:3], replace(tables[3], vintage=2019)])
    block = territory_fragility("commune", "42005", "Commune 42005")
    assert block is not None
    network = next(line for line in block.index if line.key == "no_thd")
    assert network.heads.endswith("en 2019")
    assert any("la fibre a progressé depuis" in note for note in block.notes)
    assert block.used == 4
