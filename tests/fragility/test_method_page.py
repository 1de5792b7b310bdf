"""The page of methods: made from the definitions, honest when nothing was loaded or verified."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from fragility.defects import DEFECTS
from fragility.indicators import INDICATORS
from fragility.method_page import method_page, small
from fragility.methods.presets import PRESETS
from ifn_site.verifications import Check, Figure, Outcome, Part, record
from tests.fragility.factories import COMMUNES, active_release, make_country, rates, table
from tests.fragility.test_sentences import plain


@pytest.fixture(autouse=True)
def var_dir(settings: Any, tmp_path: Path) -> None:
    """Nothing was verified on this machine yet."""
    settings.VAR_DIR = tmp_path


def outcome(value: float = 94.34) -> Outcome:
    checks = [
        Check("IFN 2019, des effectifs aux scores", 336, 4.95e-7, 1e-5, True),
        Check("IFN 2023, totaux des EPCI", 1254, 0.0265, 0.03, True),
    ]
    figure = Figure(DEFECTS[1].key, "Petites communes de même note", value, "%", 30_497)
    inputs = {"ifn/cities.csv": "ab12" * 16}
    return Outcome(datetime(2026, 3, 1, tzinfo=UTC), [Part("Fragilité", checks, [figure], inputs)])


def test_every_method_indicator_and_defect_of_the_code_is_explained(visitor: Client) -> None:
    text = visitor.get("/methode/").text
    for preset in PRESETS.values():
        assert f'id="methode-{preset.key}"' in text
    for one in INDICATORS:
        assert f'id="{one.key}"' in text
    for defect in DEFECTS:
        assert f'id="{defect.key}"' in text


def test_a_machine_that_verified_nothing_says_so(visitor: Client) -> None:
    page = method_page()
    assert page.verified_at is None
    assert all(defect.figures == () for defect in page.defects)
    assert "Pas encore vérifié sur cette machine" in visitor.get("/methode/").text


def test_the_last_verification_is_shown_with_its_date_and_inputs(visitor: Client) -> None:
    record(outcome())
    text = plain(visitor.get("/methode/").text.replace("&nbsp;", " "))
    assert "Tout concorde" in text
    assert "5 × 10⁻⁷" in text
    assert "94,3 %" in text
    assert "1er mars 2026" in text
    assert "ab12ab12ab12" in text


@pytest.mark.parametrize("value", [math.inf, math.nan])
def test_a_figure_that_could_not_be_computed_is_a_failure(value: float) -> None:
    record(outcome(value))
    assert method_page().defects[1].figures == (("Petites communes de même note", "échec", 30_497),)


def test_what_is_loaded_is_told_with_its_years_and_counts() -> None:
    make_country()
    active_release()
    page = method_page()
    by_key = {one.key: one for one in page.indicators}
    assert by_key["poverty"].vintage == 2022
    assert ("secret statistique", 1) in by_key["poverty"].counts
    assert len(by_key["poverty"].bounds) == 9
    assert not by_key["no_4g"].is_loaded
    assert page.facts["missing"] == ["Surface sans 4G"]
    assert [(one.producer, one.licence) for one in page.sources] == [
        ("Institut d’exemple", "Licence Ouverte 2.0")
    ]


def test_how_a_larger_territory_is_made_is_told_from_what_is_loaded() -> None:
    make_country()
    before = {one.key: one.rule for one in method_page().indicators}
    assert before["age_65"] == "Selon le fichier : somme des effectifs, ou moyenne pondérée."
    active_release([table(dict.fromkeys(COMMUNES, (3, 10))), table(
        dict.fromkeys(COMMUNES, 20.0), "low_diploma"
    ), rates(dict.fromkeys(COMMUNES, (9.0, 40.0)))])  # fmt: skip
    rules = {one.key: one.rule for one in method_page().indicators}
    assert rules["age_65"].startswith("Somme des numérateurs")
    assert rules["low_diploma"].startswith("Moyenne des taux des communes, pondérée par les habit")
    assert rules["poverty"].startswith("Moyenne pondérée par les effectifs que donne")
    assert rules["no_4g"] == "Moyenne pondérée par la surface."


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (4.95e-7, "5 × 10⁻⁷"),
        (0.0265, "0,0265"),
        (2.12, "2,12"),
        (0.03, "0,03"),
        (100, "100"),
        (math.inf, "échec"),
    ],
)
def test_an_error_is_written_as_people_read_it(value: float, expected: str) -> None:
    assert plain(small(value)) == expected
