"""Write every published venue to a file in the standard v1, CSV or JSON by extension."""

from __future__ import annotations

import os
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError

from venues.exports import write_csv, write_json
from venues.models import Source, SourceRecord, Venue
from venues.querysets import VenueQuerySet

WRITERS: dict[str, Callable[..., None]] = {
    ".csv": write_csv,
    ".json": write_json,
}


class Command(BaseCommand):
    """`manage.py export_venues FILE [--source KEY] [--protege]`."""

    help = "Exporte les lieux au standard v1, en CSV ou en JSON selon l’extension du fichier."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments of the contract."""
        parser.add_argument("file", type=Path, help="fichier à écrire, en .csv ou en .json")
        parser.add_argument("--source", help="n’exporter que les lieux de cette source (sa clé)")
        parser.add_argument(
            "--protege",
            action="store_true",
            help="CSV pour un tableur : aucune case ne peut s’y exécuter comme une formule",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, whole or not at all."""
        path: Path = options["file"]
        write = WRITERS.get(path.suffix.lower())
        if write is None:
            raise CommandError(
                f"« {path.name} » : l’extension doit être .csv ou .json, elle choisit le format."
            )
        if options["protege"]:
            if write is not WRITERS[".csv"]:
                raise CommandError("--protege ne sert qu’au CSV : donnez un fichier en .csv.")
            write = partial(write, protected=True)
        venues = self._venues(options["source"])
        try:
            _replace(path, lambda stream: write(stream, venues))
        except OSError as error:
            raise CommandError(
                f"Impossible d’écrire « {path} » : {error.strerror or error}. Vérifiez le dossier "
                "et ses droits."
            ) from None
        self.stdout.write(self.style.SUCCESS(f"{venues.count()} lieux écrits dans {path}."))

    def _venues(self, key: str | None) -> VenueQuerySet:
        venues = Venue.objects.published()
        if key is None:
            return venues
        if not Source.objects.filter(key=key).exists():
            known = ", ".join(Source.objects.values_list("key", flat=True)) or "aucune"
            raise CommandError(f"Source inconnue « {key} ». Sources : {known}.")
        held = SourceRecord.objects.present().filter(source__key=key)
        return venues.filter(pk__in=held.order_by().values("venue"))


def _replace(path: Path, write: Callable[[TextIO], None]) -> None:
    """Write beside the file, then put it in its place in one step."""
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            write(stream)
        os.chmod(partial, 0o644)
        os.replace(partial, path)
    finally:
        Path(partial).unlink(missing_ok=True)
