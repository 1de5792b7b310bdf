"""`import_indicators`: public files of indicators into a draft release."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from fragility.models import Release
from fragility.setup import draft_from, read_inputs
from ifn_site.data_folder import MissingFolder, is_demonstration, resolve_folder
from ifn_site.models import DataSet
from ifn_site.setup_steps import DataFolder


class Command(BaseCommand):
    """Reads the folder given, else IFN_DATA_DIR, else the demonstration; nothing becomes public."""

    help = "Importe les indicateurs de fragilité dans une publication brouillon."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare `--from` and `--again`."""
        parser.add_argument(
            "--from",
            dest="folder",
            default="auto",
            help="dossier qui contient ifn/ (par défaut : IFN_DATA_DIR, sinon la démonstration)",
        )
        parser.add_argument(
            "--again",
            action="store_true",
            help="charge de nouveau même si la publication active vient de ces fichiers",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load into a draft and print what it holds, level by level."""
        try:
            path = resolve_folder(options["folder"])
        except MissingFolder as error:
            raise CommandError(str(error)) from None
        invented = is_demonstration(path)
        origin = DataSet.Origin.DEMONSTRATION if invented else DataSet.Origin.FOLDER
        inputs = read_inputs(DataFolder(path, origin))
        if not inputs.folder.is_dir():
            raise CommandError(f"Le dossier « {path} » ne contient pas de sous-dossier ifn/.")
        active = Release.objects.active().of_inputs(inputs.fingerprint).first()
        if active is not None and not options["again"]:
            self.stdout.write(f"Inchangé : la publication active n° {active.pk} en vient déjà.")
            return
        release = draft_from(inputs, lambda line: self.stdout.write(line))
        self.stdout.write(f"Publication n° {release.pk} ({release.label}), brouillon")
        head = ("", "niveau", "année", "observé", "estimé", "secret", "sans donnée")
        line = "{:<44}{:<16}{:>6}{:>9}{:>9}{:>9}{:>13}"
        self.stdout.write(line.format(*head))
        rows = release.series.select_related("indicator").order_by("level", "indicator")
        for one in rows.defer("values", "numerators", "denominators", "weights"):
            counts = (one.counts[name] for name in ("observe", "estime", "secret", "manquant"))
            name = one.indicator.label[:43]
            self.stdout.write(line.format(name, one.level, one.vintage, *counts))
        self.stdout.write("Ensuite : manage.py compute_fragility")
