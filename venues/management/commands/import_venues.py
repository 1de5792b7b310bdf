"""Import a file of venues for one source; dry unless --apply."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from ifn_site.clock import today
from ifn_site.progress import ProgressBar
from venues.imports.mapping import BadMapping, Mapping, read_mapping
from venues.imports.pipeline import (
    MAX_LOSS_PERCENT,
    MissingTerritories,
    Outcome,
    SourceFacts,
    import_content,
)
from venues.imports.report import csv_bytes
from venues.models import ImportRun, Source

EXIT_REFUSED = 1
EXIT_UNREADABLE = 2


def _unreadable(message: str) -> CommandError:
    return CommandError(message, returncode=EXIT_UNREADABLE)


def _read(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError):
        raise _unreadable(
            f"Impossible de lire « {path} » : fichier absent ou illisible. Vérifiez le chemin."
        ) from None


def _percentage(text: str) -> float:
    """Return a number between 0 and 100. Raises `CommandError` (exit code 2)."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = -1
    if not 0 <= number <= 100:
        raise _unreadable(
            f"--max-loss={text} : indiquez un pourcentage, entre 0 et 100, par exemple 30."
        )
    return number


def _check(options: dict[str, Any]) -> None:
    """Refuse arguments that cannot work. Raises `CommandError` (exit code 2)."""
    try:
        Source(key=options["source"], name="x").clean_fields()
    except ValidationError:
        raise _unreadable(
            f"La clé « {options['source']} » ne convient pas : lettres sans accent, chiffres, "
            "tirets, 60 caractères au plus."
        ) from None
    if "://" in options["file"]:
        raise _unreadable(
            "Les adresses web ne sont pas lues ici : téléchargez le fichier, puis donnez son "
            "chemin."
        )
    report = options["report"]
    if report and (report.is_dir() or not os.access(report.parent, os.W_OK)):
        raise _unreadable(f"Impossible d’écrire le rapport « {report} ». Vérifiez le dossier.")


class Command(BaseCommand):
    """`manage.py import_venues FILE --source KEY [--apply]`."""

    help = "Importe un fichier de lieux (à blanc, sauf avec --apply)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument("file", help="fichier CSV ou JSON au standard des lieux")
        parser.add_argument(
            "--source", required=True, help="clé de la source, par exemple hub-du-sud"
        )
        parser.add_argument("--name", default="", help="nom de la source, montré au public")
        parser.add_argument("--licence", default="", help="licence des données")
        parser.add_argument("--mapping", type=Path, help="correspondance des colonnes (JSON)")
        parser.add_argument("--apply", action="store_true", help="écrit, en une seule transaction")
        parser.add_argument(
            "--report",
            type=Path,
            help="où écrire le rapport CSV (« fiche » y est le rang, en-tête non compté)",
        )
        parser.add_argument(
            "--max-loss",
            type=_percentage,
            default=MAX_LOSS_PERCENT,
            metavar="POURCENT",
            help="perte de lieux acceptée avant de refuser (20 par défaut)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the import and say what it did."""
        content, mapping = self._inputs(options)
        try:
            with ProgressBar(quiet=options["verbosity"] == 0) as progress:
                outcome = import_content(
                    content,
                    SourceFacts(options["source"], options["name"], options["licence"]),
                    file_name=Path(options["file"]).name,
                    today=today(),
                    mapping=mapping,
                    apply=options["apply"],
                    max_loss=options["max_loss"],
                    progress=progress,
                )
        except MissingTerritories as error:
            raise CommandError(str(error), returncode=EXIT_REFUSED) from None
        self._say(outcome, options)
        if outcome.state == ImportRun.State.UNREADABLE:
            sys.exit(EXIT_UNREADABLE)
        if outcome.state == ImportRun.State.REFUSED:
            sys.exit(EXIT_REFUSED)

    def _inputs(self, options: dict[str, Any]) -> tuple[bytes, Mapping | None]:
        """Return the file and its mapping, after refusing what would only fail later."""
        _check(options)
        content = _read(options["file"])
        if options["mapping"] is None:
            return content, None
        try:
            return content, read_mapping(_read(options["mapping"]).decode("utf-8-sig"))
        except BadMapping as error:
            raise _unreadable(f"« {options['mapping']} » : {error}") from None
        except UnicodeDecodeError:
            raise _unreadable(f"« {options['mapping']} » n’est pas enregistré en UTF-8.") from None

    def _say(self, outcome: Outcome, options: dict[str, Any]) -> None:
        report = outcome.report
        if options["report"]:
            options["report"].write_bytes(csv_bytes(report.findings))
        if outcome.state == ImportRun.State.UNREADABLE:
            self.stderr.write(self.style.ERROR(outcome.message))
            return
        for line in report.summary():
            self.stdout.write(line)
        for level, code, number, message in report.by_code():
            self.stdout.write(f"  {level.value:13} {number:6}  {code} : {message}")
        if outcome.state == ImportRun.State.REFUSED:
            self.stderr.write(self.style.ERROR(outcome.message))
        elif outcome.applied:
            self.stdout.write(self.style.SUCCESS("Appliqué."))
        else:
            self.stdout.write("Essai à blanc : rien n’a été écrit. Ajoutez --apply pour écrire.")
