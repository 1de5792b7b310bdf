"""Recompute published results from the raw inputs of a folder, and say how far they agree."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ifn_site.verifications import Check, Outcome, record, verify

HEADERS = ("Vérification", "Lignes", "Écart maximal", "Tolérance", "Résultat")


class Command(BaseCommand):
    """`manage.py verify_methods --data DIR`: exit 0 when all agrees, 1 otherwise."""

    help = (
        "Recalcule les résultats publiés à partir des données brutes d’un dossier. La page de la "
        "méthode n’est mise à jour que si c’est le dossier du site (IFN_DATA_DIR), ou avec "
        "--publish ; sinon le résultat est seulement affiché."
    )
    #: It reads files and serves no page: the settings of the site do not matter to it.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the folder, `IFN_DATA_DIR` when it is not given."""
        parser.add_argument(
            "--data", help="le dossier de données (ifn/, geo/) ; sinon IFN_DATA_DIR"
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="montre ce résultat sur la page de la méthode, quel que soit le dossier",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify, print the table; the page of methods is told of the site's own folder only."""
        chosen = options["data"] or settings.DATA_DIR
        if chosen is None:
            raise CommandError("Indiquez un dossier de données : --data DOSSIER.")
        folder = Path(chosen).expanduser()
        if not folder.is_dir():
            raise CommandError(f"Le dossier « {chosen} » n’existe pas.")
        outcome = verify(folder)
        for line in table(outcome):
            self.stdout.write(line)
        if options["publish"] or _is_the_sites(folder):
            record(outcome)
            self.stdout.write("Ce résultat est montré sur la page de la méthode.")
        else:
            self.stdout.write(
                "La page de la méthode ne change pas : ce n’est pas le dossier du site. Pour y "
                "montrer ce résultat, ajoutez --publish."
            )
        if not outcome.ok:
            self.stdout.write("Au moins une vérification a échoué.")
            sys.exit(1)
        self.stdout.write("Toutes les vérifications ont réussi.")


def _is_the_sites(folder: Path) -> bool:
    """Tell whether a folder is the one whose data the site shows."""
    own = settings.DATA_DIR
    return own is not None and folder.resolve() == Path(own).expanduser().resolve()


def table(outcome: Outcome) -> list[str]:
    """Return the lines of the table, then the figures, part by part."""
    checks = [(part.name, check) for part in outcome.parts for check in part.checks]
    rows = [HEADERS, *(_cells(name, check) for name, check in checks)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADERS))]
    lines = []
    for place, row in enumerate(rows):
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]
        note = checks[place - 1][1].note if place else ""
        lines.append("  ".join([*cells, note]).rstrip())
    for part in outcome.parts:
        if part.figures:
            lines += ["", f"{part.name} : constats sur les publications"]
            lines += [
                f"  {figure.label} : {_figure(figure.value)} {figure.unit}".rstrip()
                + f" ({_count(figure.rows)} lignes)"
                for figure in part.figures
            ]
    return lines


def _cells(name: str, check: Check) -> tuple[str, ...]:
    """Return the cells of one check."""
    return (
        f"{name} : {check.what}",
        _count(check.rows),
        f"{check.max_abs_error:.3g}",
        f"{check.tolerance:.3g}",
        "ok" if check.ok else "ÉCHEC",
    )


def _count(number: int) -> str:
    """Return a count with narrow spaces between thousands."""
    return f"{number:,}".replace(",", "\u202f")


def _figure(number: float) -> str:
    """Return a figure as French writes it, two decimals at most."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",").replace("-", "\N{MINUS SIGN}")
