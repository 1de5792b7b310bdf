"""The step of `setup_data` and the command that compute coverage."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from coverage.models import CoverageRun
from coverage.setup import load_coverage, read_inputs
from ifn_site.models import DataSet
from ifn_site.setup_steps import DataFolder, steps
from tests.coverage.factories import QUICK, make_covered_country
from venues.models import Source, Venue

pytestmark = pytest.mark.django_db


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("compute_coverage", *arguments, stdout=out)
    return out.getvalue()


def test_the_step_comes_after_the_need_and_before_the_tiles() -> None:
    names = [step.name for step in steps()]
    assert names.index("fragilité") < names.index("couverture") < names.index("tuiles")


def test_an_empty_site_has_nothing_to_cross() -> None:
    lines: list[str] = []
    load_coverage(DataFolder(Path("/nulle-part"), DataSet.Origin.FOLDER), lines.append)
    assert "rien à croiser" in lines[0]
    assert not CoverageRun.objects.exists()


def test_the_command_computes_once() -> None:
    make_covered_country()
    assert "3 scénarios" in said("--scenarios", "3")
    assert "inchangée" in said("--scenarios", "3")
    assert "3 scénarios" in said("--scenarios", "3", "--force")
    assert "3 scénarios" in said("--scenarios", "3", "--seed", "7")
    assert CoverageRun.objects.active().get().seed == 7


@pytest.mark.parametrize("arguments", [("--scenarios", "0"), ("--seed", "-1")])
def test_options_that_mean_nothing_are_refused(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match=arguments[0]):
        said(*arguments)


def test_a_day_that_passes_changes_nothing_but_a_limit_crossed_does(
    settings: Any,
) -> None:
    make_covered_country()
    Venue.objects.update(updated_on="2025-01-10")

    def on(day: str) -> str:
        settings.REFERENCE_DATE = date.fromisoformat(day)
        return read_inputs(QUICK).fingerprint

    assert on("2026-03-10") == on("2026-03-11")
    assert on("2026-03-11") != on("2026-09-11")


def test_a_run_on_invented_venues_says_so() -> None:
    make_covered_country()
    assert not read_inputs(QUICK).is_demonstration
    Source.objects.create(key="essai", name="Essai", is_demonstration=True)
    assert read_inputs(QUICK).is_demonstration
