"""What the sentences say: true, in correct French, ties said as ties."""

from __future__ import annotations

import numpy as np
import pytest

from fragility import sentences
from fragility.indicators import INDICATORS
from fragility.total_classes import total_classes

SPACES = str.maketrans({"\u00a0": " ", "\u202f": " "})


def plain(text: str) -> str:
    return text.translate(SPACES)


@pytest.mark.parametrize(
    ("key", "level", "counts", "expected"),
    [
        (
            "age_65",
            "commune",
            (28_000, 0, 6_900),
            "une plus grande part de personnes de 65 ans et plus que dans 8 communes sur 10",
        ),
        (
            "poverty",
            "commune",
            (3_000, 0, 31_000),
            "un taux de pauvreté plus bas que dans 9 communes sur 10",
        ),
        (
            "no_thd",
            "commune",
            (0, 14_000, 20_000),
            "une plus petite part de locaux sans très haut débit que dans 5 communes sur 10, et la "
            "même part de locaux sans très haut débit que dans 4 communes sur 10",
        ),
        (
            "poverty",
            "departement",
            (59, 0, 38),
            "un taux de pauvreté plus élevé que dans 59 départements sur 97",
        ),
        (
            "median_income",
            "region",
            (1, 0, 0),
            "un niveau de vie médian plus élevé que dans toutes les autres régions",
        ),
        (
            "poverty",
            "departement",
            (0, 0, 98),
            "un taux de pauvreté plus bas que dans tous les autres départements",
        ),
        (
            "no_4g",
            "commune",
            (0, 34_000, 0),
            "la même part de surface sans 4G que dans toutes les autres communes",
        ),
        (
            "poverty",
            "commune",
            (34_799, 0, 1),
            "un taux de pauvreté plus élevé que dans 99 communes sur 100",
        ),
        (
            "caf_dependency",
            "epci",
            (800, 0, 450),
            "une plus grande part d’allocataires dépendant des prestations que dans "
            "6 intercommunalités sur 10",
        ),
        ("poverty", "commune", (0, 0, 0), ""),
    ],
)
def test_a_value_is_compared_in_words(
    key: str, level: str, counts: tuple[int, int, int], expected: str
) -> None:
    lower, equal, higher = counts
    told = sentences.comparison(key, level, lower=lower, equal=equal, higher=higher)
    assert plain(told) == expected


@pytest.mark.parametrize("lower", [0, 1, 999, 3_499, 17_481, 24_474, 34_000, 34_961, 34_962])
def test_a_comparison_never_says_more_than_is_true(lower: int) -> None:
    others = 34_962
    told = plain(
        sentences.comparison("poverty", "commune", lower=lower, equal=0, higher=others - lower)
    )
    if " toutes " in told:
        assert lower in (0, others)
        return
    said, whole = (int(word) for word in told.split() if word.isdigit())
    side = lower if "plus élevé" in told else others - lower
    assert said / whole <= side / others


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (5.966, "5,97"),
        (5.98, "6,0"),
        (5.94, "5,9"),
        (6.0, "6,0"),
        (2.96, "2,96"),
        (9.99, "10,0"),
        (1.0, "1,0"),
        (None, ""),
    ],
)
def test_a_score_is_never_shown_in_another_class_than_its_own(
    total: float | None, expected: str
) -> None:
    assert sentences.score(total) == expected


def test_every_shown_score_reads_in_its_class() -> None:
    totals = np.round(np.arange(1, 10, 0.0013), 4)
    shown = [float(sentences.score(one).replace(",", ".")) for one in totals.tolist()]
    assert (total_classes(np.array(shown)) == total_classes(totals)).all()


def test_every_indicator_of_the_catalogue_has_its_own_words() -> None:
    told = {
        one.key: sentences.comparison(one.key, "commune", lower=300, equal=0, higher=0)
        for one in INDICATORS
    }
    assert len(set(told.values())) == len(INDICATORS)
    assert not any("valeur" in words for words in told.values())


@pytest.mark.parametrize(
    ("low", "high", "size", "level", "expected"),
    [
        (120, 900, 34_000, "commune", "entre le 120e et le 900e rang sur 34 000 communes"),
        (1, 3, 17, "region", "entre le 1er et le 3e rang sur 17 régions"),
        (1, 1, 17, "region", "1er rang sur 17 régions"),
        (1, 1, 1, "france", ""),
        (0, 0, 17, "region", ""),
    ],
)
def test_a_rank_is_said_with_its_range(
    low: int, high: int, size: int, level: str, expected: str
) -> None:
    assert plain(sentences.rank_sentence(low, high, size, level)) == expected


@pytest.mark.parametrize(
    ("count", "counted", "is_estimate", "expected"),
    [
        (1_239.6, "personnes de 65 ans et plus", False, "1 240 personnes de 65 ans et plus"),
        (1_239.6, "personnes de 65 ans et plus", True, "environ 1 200 personnes de 65 ans et plus"),
        (1.0, "locaux sans fibre", False, "1 local sans fibre"),
        (1.2, "familles monoparentales", False, "1 famille monoparentale"),
        (None, "personnes", False, ""),
        (40.0, "", False, ""),
    ],
)
def test_heads_are_counted_only_where_a_count_exists(
    count: float | None, counted: str, is_estimate: bool, expected: str
) -> None:
    assert plain(sentences.heads(count, counted, is_estimate=is_estimate)) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [(12.34, "%", "12,3 %"), (21_449.6, "€", "21 450 €"), (4.25, "km", "4,3 km"), (None, "%", "")],
)
def test_an_amount_is_written_the_french_way(value: float | None, unit: str, expected: str) -> None:
    assert plain(sentences.amount(value, unit)) == expected


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [(-0.021, 2, "−0,02"), (-0.001, 2, "0,00"), (34_757, 0, "34 757"), (88.5, 0, "89")],
)
def test_a_number_has_a_true_minus_and_no_minus_zero(
    value: float, digits: int, expected: str
) -> None:
    assert plain(sentences.number(value, digits)) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, "0 %"),
        (0.001, "moins de 1 %"),
        (0.135, "14 %"),
        (0.999, "plus de 99 %"),
        (1.0, "100 %"),
    ],
)
def test_a_share_is_all_or_nothing_only_when_it_is(share: float, expected: str) -> None:
    assert plain(sentences.percent_of(share)) == expected


@pytest.mark.parametrize(
    ("total", "without", "expected"),
    [
        (5.6, 5.1, "Sans « Pauvreté », le score baisse à 5,1."),
        (5.6, 6.0, "Sans « Pauvreté », le score monte à 6,0."),
        (5.62, 5.58, "Sans « Pauvreté », le score ne change pas (5,6)."),
        (5.6, None, "Sans « Pauvreté », il reste trop peu d’indicateurs pour un score."),
    ],
)
def test_what_one_indicator_weighs_is_said(
    total: float, without: float | None, expected: str
) -> None:
    assert plain(sentences.contribution_sentence(total, without, "Pauvreté")) == expected
