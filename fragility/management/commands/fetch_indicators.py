"""`fetch_indicators`: the public files of indicators, from their producers' sites to a folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from fragility.imports.online import Outcome, refresh
from ifn_site import clock


class Command(BaseCommand):
    """Goes online, and only there; what fails keeps its last good copy."""

    help = "Télécharge les fichiers publics d’indicateurs ; rien n’est chargé dans le site."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare `--into`."""
        parser.add_argument(
            "--into",
            dest="folder",
            default=str(settings.VAR_DIR / "downloads"),
            help="dossier où un sous-dossier ifn/ reçoit les copies (par défaut : %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what became of each file. Raises CommandError when there is no copy at all."""
        folder = Path(options["folder"]).expanduser()
        outcomes: list[Outcome] = []
        for outcome in refresh(folder / "ifn", clock.today()):
            outcomes.append(outcome)
            self.stdout.write(_line(outcome))
        if not any(outcome.copy for outcome in outcomes):
            raise CommandError("Aucun fichier n’a pu être téléchargé, et il n’y a aucune copie.")
        self.stdout.write(f"Ensuite : manage.py import_indicators --from {folder}")


def _line(outcome: Outcome) -> str:
    """Return one French line about a file: its state, the day of its copy, the reason."""
    copy = f", copie du {outcome.copy.fetched_on}" if outcome.copy else ", aucune copie"
    reason = f" : {outcome.reason}" if outcome.reason else ""
    return f"{outcome.key} : {outcome.state}{copy}{reason}"
