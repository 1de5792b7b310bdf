"""Background work on venues: two lines each, over the functions that the commands call."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from celery import shared_task
from django.utils import timezone

from ifn_site.clock import today
from venues.imports.pipeline import SourceFacts, import_content
from venues.report_keeping import erase_old_reports


@shared_task
def import_file(
    path: str, source: str, apply: bool = False, max_loss: float = 20.0
) -> dict[str, int]:
    """Import a file kept on the worker's disk; return the counts of the run."""
    outcome = import_content(
        Path(path).read_bytes(),
        SourceFacts(source),
        file_name=Path(path).name,
        today=today(),
        apply=apply,
        max_loss=max_loss,
    )
    return asdict(outcome.report.counts)


@shared_task
def forget_old_reports() -> int:
    """Erase the visitors' reports older than a year; return how many."""
    return erase_old_reports(timezone.now())
