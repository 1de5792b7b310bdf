"""`compute_fragility`: the scores of a release that is not public yet, and its checks."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from fragility import releases
from fragility.levels import read_memberships
from fragility.models import Release


class Command(BaseCommand):
    """Works on the release given, else the latest draft, else a new draft of the active one."""

    help = "Calcule les scores de fragilité d’une publication et la vérifie."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the number of the release."""
        parser.add_argument("number", nargs="?", type=int, help="numéro de la publication")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute, check and print what the checks found; exit 1 when they refuse."""
        release = self._release(options["number"])
        started = time.monotonic()
        try:
            written = releases.compute_scores(release, read_memberships())
        except releases.NotReady as error:
            raise CommandError(str(error)) from None
        took = time.monotonic() - started
        self.stdout.write(f"Publication n° {release.pk} : {written} séries de scores, {took:.1f} s")
        checks = releases.check(release)
        for remark in checks.remarks:
            self.stdout.write(f"  à regarder : {remark}")
        if checks.mistakes:
            raise CommandError("\n".join(["Refusée :", *checks.mistakes]))
        self.stdout.write(f"Vérifiée. Ensuite : manage.py activate_release {release.pk}")

    def _release(self, number: int | None) -> Release:
        """Return the release to compute. Raises CommandError when there is none."""
        if number is not None:
            release = Release.objects.filter(pk=number).first()
            if release is None:
                raise CommandError(f"Il n’y a pas de publication n° {number}.")
            return release
        release = Release.objects.waiting().first()
        if release is not None:
            return release
        active = Release.objects.active().first()
        if active is None:
            raise CommandError(
                "Il n’y a pas de publication à calculer : lancez d’abord import_indicators."
            )
        return releases.draft_of(active)
