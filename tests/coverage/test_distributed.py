"""A run by parts: the same as the whole, and only what changed is computed again."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from coverage import distributed
from coverage.distributed import ByParts, MissingPart, NoWorker, answer_part, by_workers, publish
from coverage.models import CoverageLevel, CoverageRun
from coverage.parameters import DEFAULT
from coverage.part_files import PartFiles
from coverage.reached import reach
from coverage.setup import refresh
from coverage.tasks import refresh_coverage
from ifn_site.models import bump_data_version
from tests.coverage.factories import QUICK, make_covered_country, make_run
from tests.coverage.part_worlds import VENUES, question, wide_world
from tests.coverage.test_parts import assert_same
from venues.models import Venue

#: What the background work takes: the hypotheses of the site, and few scenarios.
FEW = replace(DEFAULT, scenarios=4)


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    """Give each test its own folder of parts, and a cache that knows nothing."""
    settings.COVERAGE_PARTS_DIR = tmp_path / "parts"
    cache.clear()
    return tmp_path / "parts"


def stored(run: CoverageRun) -> dict[str, tuple[Any, bytes]]:
    """Return every byte of a run by level."""
    rows = CoverageLevel.objects.filter(run=run).order_by("level")
    return {row.level: (row.index, bytes(row.data)) for row in rows}


def test_only_the_parts_near_a_change_are_computed_again(folder: Path) -> None:
    # Opening hours that nobody wrote would be guessed from those of the whole country.
    world = replace(wide_world(8), weekly_hours=np.full(VENUES, 20.0))
    by_parts = ByParts(PartFiles(folder))
    whole = question(world)
    assert_same(by_parts(whole), reach(whole))
    assert (by_parts.made, by_parts.reused) == (7, 0)
    by_parts(whole)
    assert (by_parts.made, by_parts.reused) == (0, 7)

    is_open = world.is_open_to_public.copy()
    is_open[np.nanargmax(world.venue_longitudes)] = False
    changed = question(replace(world, is_open_to_public=is_open))
    assert_same(by_parts(changed), reach(changed))
    # The last bands, and the communes of no département, which are everywhere.
    assert (by_parts.made, by_parts.reused) == (4, 3)


@pytest.mark.django_db
def test_a_run_by_parts_has_the_bytes_of_a_run_at_once() -> None:
    make_covered_country()
    make_run()
    at_once = stored(CoverageRun.objects.active().get())
    summary = CoverageRun.objects.active().get().summary
    refresh(QUICK, force=True, answer=by_workers())
    run = CoverageRun.objects.active().get()
    assert stored(run) == at_once
    assert run.summary == summary


@pytest.mark.django_db
def test_the_command_computes_by_parts_and_says_what_it_took_again() -> None:
    make_covered_country()
    assert "repris 0" in said("--scenarios", "3", "--workers")
    assert said("--scenarios", "3", "--workers").strip().startswith("couverture : inchangée")
    assert "calculés 0" in said("--scenarios", "3", "--workers", "--force")


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("compute_coverage", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_without_a_worker_the_command_says_what_to_start(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.CELERY_TASK_ALWAYS_EAGER = False

    class Nobody:
        def ping(self) -> None:
            return None

    monkeypatch.setattr(distributed.app.control, "inspect", lambda timeout: Nobody())
    with pytest.raises(NoWorker, match="travailleur"):
        by_workers()
    with pytest.raises(CommandError, match="celery"):
        said("--workers")


def test_a_part_that_nobody_wrote_tells_which_folder_is_shared(folder: Path) -> None:
    with pytest.raises(MissingPart, match="IFN_COVERAGE_PARTS_DIR"):
        answer_part("a" * 64)


@pytest.mark.django_db
def test_what_changed_is_published_and_nothing_is_done_twice() -> None:
    make_covered_country()
    refresh(FEW)
    first = CoverageRun.objects.active().get()
    assert "inchangée" in refresh_coverage.delay().get()
    assert CoverageRun.objects.active().get() == first

    Venue.objects.filter(name="Espace numérique").delete()
    bump_data_version()
    assert "demandés" in refresh_coverage.delay().get()
    second = CoverageRun.objects.active().get()
    assert second.pk > first.pk
    assert (second.seed, second.scenarios) == (first.seed, first.scenarios)
    assert second.summary["places"] == first.summary["places"] - 1
    assert "inchangée" in refresh_coverage.delay().get()
    assert CoverageRun.objects.active().get() == second


@pytest.mark.django_db
def test_looking_again_costs_one_query(django_assert_num_queries: Any) -> None:
    make_covered_country()
    refresh(FEW)
    refresh_coverage.delay().get()
    with django_assert_num_queries(1):
        assert refresh_coverage.delay().get() == "couverture : inchangée."
    bump_data_version()
    assert "calcul n°" in refresh_coverage.delay().get()


@pytest.mark.django_db
def test_the_same_work_is_not_sent_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    make_covered_country()
    sent: list[list[str]] = []
    monkeypatch.setattr(distributed, "_send", lambda marks, parameters: sent.append(marks))
    assert "demandés" in refresh_coverage.delay().get()
    assert "déjà demandée" in refresh_coverage.delay().get()
    assert len(sent) == 1
    assert len(sent[0]) == len(set(sent[0])) > 1


@pytest.mark.django_db
def test_publishing_computes_the_parts_that_are_lost(folder: Path) -> None:
    make_covered_country()
    refresh(FEW)
    at_once = stored(CoverageRun.objects.active().get())
    CoverageRun.objects.all().delete()
    assert not folder.exists()
    assert "double alerte" in publish(FEW.seed, FEW.scenarios)
    assert stored(CoverageRun.objects.active().get()) == at_once


@pytest.mark.django_db
def test_an_empty_site_asks_nobody(folder: Path) -> None:
    assert "rien à croiser" in refresh_coverage.delay().get()
    assert not folder.exists()
