"""Coverage computed by a true worker: part by part, the bytes of a run made at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.processes import ROOT, Site, wait_until

SCENARIOS = "6"
BYTES = (
    "import hashlib\n"
    "from coverage.models import CoverageRun\n"
    "run = CoverageRun.objects.active().get()\n"
    "data = b''.join(bytes(row.data) for row in run.levels.order_by('level'))\n"
    "say([run.pk, hashlib.sha256(data).hexdigest(), run.summary])"
)
COUNTRY = (
    "from django.core.management import call_command\n"
    "call_command('flush', verbosity=0, interactive=False)\n"
    "from tests.coverage.factories import make_covered_country\n"
    "make_covered_country()"
)
NEWS = (
    "from venues.models import Venue\n"
    "from ifn_site.models import bump_data_version\n"
    "Venue.objects.filter(name='Casa').delete()\n"
    "bump_data_version()\n"
    "from coverage.tasks import refresh_coverage\n"
    "say(refresh_coverage.delay().get(timeout=60))"
)
RUNS = "from coverage.models import CoverageRun; say(CoverageRun.objects.count())"


def active(site: Site) -> list[Any]:
    """Return the number, the print of the bytes and the summary of the active run."""
    return list(site.ask(BYTES))


def compute(site: Site, *options: str) -> str:
    """Run the command, a computation of the same data included."""
    return site.manage("compute_coverage", "--scenarios", SCENARIOS, "--force", *options)


def test_a_worker_computes_the_parts_of_the_same_run(site: Site) -> None:
    site.ask(COUNTRY)
    compute(site)
    first, at_once, summary = active(site)
    site.work()

    assert "calculés 5, repris 0" in compute(site, "--workers")
    second, by_parts, same_summary = active(site)
    assert second > first
    assert (by_parts, same_summary) == (at_once, summary)
    assert site.log("worker").count("coverage.tasks.coverage_part") >= 5

    assert "calculés 0, repris 5" in compute(site, "--workers")
    assert active(site)[1] == at_once


def test_a_change_is_published_by_the_worker_alone(site: Site) -> None:
    site.ask(COUNTRY)
    compute(site)
    before = active(site)
    site.work()
    compute(site, "--workers")

    # One island is the only département that changed.
    assert site.ask(NEWS) == "couverture : départements demandés aux travailleurs : 1."
    wait_until(lambda: site.ask(RUNS) == 3, "the worker publishes")
    published, by_parts, summary = active(site)
    assert summary["places"] == before[2]["places"] - 1
    compute(site)
    again, at_once, whole_summary = active(site)
    assert again > published
    assert (by_parts, summary) == (at_once, whole_summary)


def test_workers_that_do_not_share_the_folder_are_told(site: Site, tmp_path: Path) -> None:
    site.ask(COUNTRY)
    site.work()
    apart = site.environment | {"IFN_COVERAGE_PARTS_DIR": str(tmp_path / "elsewhere")}
    done = subprocess.run(
        [sys.executable, "manage.py", "compute_coverage", "--workers"],
        cwd=ROOT,
        env=apart,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "IFN_COVERAGE_PARTS_DIR" in done.stderr
    assert site.ask(RUNS) == 0
