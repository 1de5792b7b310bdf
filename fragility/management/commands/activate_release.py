"""`activate_release`: make a checked release the one that the public sees."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from fragility import releases
from fragility.models import Release
from fragility.setup import record_sources
from ifn_site.models import DataSet


class Command(BaseCommand):
    """Activates the release given, else the latest that waits; without effect when it is active."""

    help = "Rend publique une publication d’indicateurs vérifiée (ou une ancienne)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the number of the release, `--list` and `--force`."""
        parser.add_argument("number", nargs="?", type=int, help="numéro de la publication")
        parser.add_argument("--list", action="store_true", help="montre les publications")
        parser.add_argument(
            "--force",
            action="store_true",
            help="active aussi une publication que les contrôles ont refusée",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Activate, or list."""
        if options["list"]:
            for one in Release.objects.order_by("-pk"):
                self.stdout.write(f"n° {one.pk}  {one.get_state_display():<10}  {one.label}")
            return
        release = self._release(options["number"])
        if release.state == Release.State.ACTIVE:
            self.stdout.write(f"La publication n° {release.pk} est déjà active.")
            return
        try:
            releases.activate(release, force=options["force"])
        except releases.NotReady as error:
            raise CommandError(str(error)) from None
        invented = release.is_demonstration
        origin = DataSet.Origin.DEMONSTRATION if invented else DataSet.Origin.FOLDER
        record_sources(release, origin)
        self.stdout.write(f"La publication n° {release.pk} ({release.label}) est active.")

    def _release(self, number: int | None) -> Release:
        """Return the release to activate. Raises CommandError when there is none."""
        found = (
            Release.objects.waiting().first()
            if number is None
            else Release.objects.filter(pk=number).first()
        )
        if found is None:
            raise CommandError(
                "Aucune publication n’attend d’être activée."
                if number is None
                else f"Il n’y a pas de publication n° {number} (--list les montre)."
            )
        return found
