"""Load every set of data that the site shows; idempotent, and quick when nothing changed."""

from __future__ import annotations

import hashlib
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ifn_site.data_folder import MissingFolder, is_demonstration, resolve_folder
from ifn_site.models import DataSet, record_data_set
from ifn_site.setup_steps import DataFolder, steps

SETUP_KEY = "installation"
DEMONSTRATION = (
    "Données de démonstration : les lieux sont inventés. Pour montrer des données réelles :\n"
    "    IFN_DATA_DIR=DOSSIER bin/run"
)


class Command(BaseCommand):
    """`manage.py setup_data [--from auto|demo|DIR]`."""

    help = "Charge les données montrées par le site (territoires, lieux)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where from, and the quick question « already loaded? »."""
        parser.add_argument(
            "--from",
            dest="choice",
            default="auto",
            help="auto (IFN_DATA_DIR, sinon démonstration), demo, ou un dossier",
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="ne charge rien : code 0 si ces données sont déjà chargées, 1 sinon",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run each app's step, or only say whether they ran already."""
        if options["choice"] == "online":
            raise CommandError(
                "Le chargement en ligne n’est pas disponible dans cette version : téléchargez les "
                "fichiers dans un dossier, puis --from DOSSIER."
            )
        if options["choice"] == "auto" and settings.DATA_DIR is None and real_data_are_installed():
            # Invented venues must never be laid over real ones because a variable is missing.
            self.stdout.write("Des données réelles sont déjà chargées : elles sont gardées.")
            return
        try:
            path = resolve_folder(options["choice"])
        except MissingFolder as error:
            raise CommandError(str(error)) from None
        origin = DataSet.Origin.DEMONSTRATION if is_demonstration(path) else DataSet.Origin.FOLDER
        if origin == DataSet.Origin.DEMONSTRATION and real_data_are_installed():
            raise CommandError(
                "Des données réelles sont chargées : la démonstration ne s’y mélange pas. Pour la "
                "voir, choisissez une autre base, par exemple IFN_VAR_DIR=var-demo bin/run."
            )
        version = fingerprint(path)
        if options["check"]:
            if not DataSet.objects.filter(pk=SETUP_KEY, version=version).exists():
                sys.exit(1)
        else:
            self._load(DataFolder(path, origin), version)
        if origin == DataSet.Origin.DEMONSTRATION:
            self.stdout.write(DEMONSTRATION)

    def _load(self, folder: DataFolder, version: str) -> None:
        started = time.monotonic()
        self.stdout.write(f"Données : {folder.origin} ({folder.path})")
        for step in steps():
            step_started = time.monotonic()
            step.run(folder, lambda line: self.stdout.write(f"  {line}"))
            self.stdout.write(f"  {step.name} : {time.monotonic() - step_started:.1f} s")
        record_data_set(
            SETUP_KEY,
            label="Installation",
            origin=folder.origin,
            version=version,
        )
        self.stdout.write(f"Terminé en {time.monotonic() - started:.1f} s.")


def real_data_are_installed() -> bool:
    """Tell whether the last set-up loaded something else than the demonstration."""
    installed = DataSet.objects.filter(pk=SETUP_KEY)
    return installed.exclude(origin=DataSet.Origin.DEMONSTRATION).exists()


def fingerprint(folder: Path) -> str:
    """Return a short hash of the names, sizes and times of a folder's files."""
    digest = hashlib.sha256(str(folder).encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            facts = path.stat()
            digest.update(
                f"{path.relative_to(folder)}|{facts.st_size}|{facts.st_mtime_ns}".encode()
            )
    return digest.hexdigest()[:32]
