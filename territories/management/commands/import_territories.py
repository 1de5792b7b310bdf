"""`import_territories`: communes, their groupings, their history and their contours."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ifn_site.data_folder import MissingFolder, resolve_folder
from territories.imports.reading import UnreadableData
from territories.imports.run import import_territories


class Command(BaseCommand):
    """Reads the folder given, else IFN_DATA_DIR, else the demonstration, and applies at once."""

    help = "Importe les territoires (communes, EPCI, départements, régions, codes postaux)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare `--from`."""
        parser.add_argument(
            "--from",
            dest="folder",
            default="auto",
            help="dossier qui contient geo/ (par défaut : IFN_DATA_DIR, sinon la démonstration)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the import and print what it did to each level."""
        try:
            folder = resolve_folder(options["folder"])
            report = import_territories(folder)
        except (MissingFolder, UnreadableData) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Territoires (COG {report.year})")
        head = ("", "ajoutés", "modifiés", "inchangés", "retirés")
        self.stdout.write("{:<24}{:>10}{:>10}{:>11}{:>9}".format(*head))
        for count in report.counts:
            self.stdout.write("{:<24}{:>10}{:>10}{:>11}{:>9}".format(*count))
        contours = "aucun" if report.contours is None else str(report.contours)
        self.stdout.write(f"Contours de communes : {contours}")
