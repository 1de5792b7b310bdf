"""Background work on coverage: two lines each, over the functions that the command calls."""

from __future__ import annotations

from celery import shared_task


@shared_task
def coverage_part(mark: str) -> None:
    """Compute the part of this print, whose question is in the folder of the parts."""
    # Imported here, as below: it brings numpy and scipy, which serving a page may do without.
    from coverage.distributed import answer_part

    answer_part(mark)


@shared_task
def publish_coverage(seed: int, scenarios: int) -> str:
    """Join the parts and publish the run; say it in French."""
    from coverage.distributed import publish

    return publish(seed, scenarios)


@shared_task
def refresh_coverage() -> str:
    """Compute again what changed since the active run, if anything; say it in French."""
    from coverage.distributed import start_refresh

    return start_refresh()
