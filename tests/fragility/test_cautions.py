"""What is said beside scores: what others have and a territory lacks, and which data are old."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fragility.cautions import age_warning, coverage, few_words, lacked_names, lacking
from fragility.method_choice import MethodChoice
from fragility.methods.presets import PRESETS
from fragility.store import LevelScores, level_scores
from tests.fragility.factories import active_release, make_country
from tests.fragility.test_sentences import plain


@pytest.fixture
def scores() -> LevelScores:
    """Everybody has a total; the communes of Corsica lack the first indicator."""
    make_country()
    active_release()
    found = level_scores("commune", "repere")
    assert found is not None
    classes = np.full(found.classes.shape, 5, dtype=np.uint8)
    classes[[code.startswith("2A") for code in found.codes.codes], 0] = 0
    known = (classes > 0).sum(axis=1).astype(np.uint8)
    return replace(found, classes=classes, completeness=known, totals=np.full(len(classes), 5.0))


@pytest.mark.parametrize(("method", "warned"), [("repere", True), ("repere-region", False)])
def test_what_is_lacked_is_what_others_of_the_same_base_have(
    scores: LevelScores, method: str, warned: bool
) -> None:
    found = lacking(scores, MethodChoice(PRESETS[method]))
    corsican = np.array([code.startswith("2A") for code in scores.codes.codes])
    assert found[corsican, 0].all() == warned
    assert found.sum() == (corsican.sum() if warned else 0)


def test_an_indicator_that_does_not_count_is_not_lacked(scores: LevelScores) -> None:
    choice = MethodChoice(PRESETS["repere"], (0.0, 1.0, 1.0, 1.0, 1.0))
    assert not lacking(scores, choice).any()


def test_coverage_counts_what_is_shown(scores: LevelScores) -> None:
    choice = MethodChoice(PRESETS["repere"])
    absent = lacking(scores, choice)
    everywhere = np.ones(len(absent), dtype=bool)
    told = coverage(scores, choice, everywhere, absent)
    assert plain(told.completeness) == "5 indicateurs sur 5 pour 11 communes, 4 sur 5 pour 5"
    assert plain(told.caution).startswith("5 communes sans « Pauvreté » : leurs notes ne sont pas")
    corsican = absent[:, 0]
    told = coverage(scores, choice, corsican, absent)
    assert told.completeness == "4 indicateurs sur 5"
    assert "poverty" not in told.known
    assert "les notes montrées ici ne sont pas comparables" in told.caution
    assert coverage(scores, choice, ~everywhere, absent).completeness == ""
    assert lacked_names(scores, absent[corsican][0]) == "«\u00a0Pauvreté\u00a0»"


@pytest.mark.parametrize(
    ("key", "vintage", "year", "is_old"),
    [
        ("no_thd", 2019, 2026, True),
        ("no_thd", 2022, 2026, False),
        ("no_thd", 2021, 2026, True),
        ("age_65", 2017, 2026, False),
        ("no_thd", None, 2026, False),
    ],
)
def test_networks_of_more_than_four_years_are_old(
    key: str, vintage: int | None, year: int, is_old: bool
) -> None:
    assert bool(age_warning(key, vintage, year)) == is_old


@pytest.mark.parametrize(
    ("scored", "whole", "expected"),
    [(530, 34_963, "530 communes sur 34 963 seulement"), (30_000, 34_963, ""), (0, 0, "")],
)
def test_few_communes_are_counted(scored: int, whole: int, expected: str) -> None:
    assert plain(few_words(scored, whole)) == expected
