"""`manage.py erase_old_reports`: erase what visitors pointed out more than a year ago."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from venues.report_keeping import erase_old_reports


class Command(BaseCommand):
    """Erase old reports; each new report does it too, so that the promise needs no schedule."""

    help = "Efface les signalements de plus d’un an, quel que soit leur état."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase and say how many."""
        number = erase_old_reports(timezone.now())
        plural = "s" if number > 1 else ""
        self.stdout.write(f"{number} signalement{plural} effacé{plural}.")
