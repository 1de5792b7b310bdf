"""`manage.py evaluate_needs FILE.csv`: how well own words lead to services. No phrase is shown."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from orientation.needs import understand
from orientation.needs.scoring import TARGETS, Scores, UnreadablePhrases, judge, read_rows
from venues.vocabulary import SERVICES

_NAMES = {
    "top1": "premier service juste",
    "top3": "service principal dans les trois premiers",
    "sure": "premier service juste, sans question posée",
    "urgence": "urgences reconnues",
    "hors_perimetre": "hors sujet sans réponse assurée",
    "hors_sujet_dit": "hors sujet dit comme tel",
    "langue": "langue reconnue",
    "fausse alerte": "pas de fausse alerte",
}


class Command(BaseCommand):
    """Score the engine on a file `query,expected_services[,kind]`."""

    help = "Note le passage des mots aux services sur un fichier de phrases (CSV)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and the options."""
        parser.add_argument("file", help="fichier CSV : query,expected_services[,kind]")
        parser.add_argument(
            "--failures", action="store_true", help="donner les numéros des lignes en échec"
        )
        parser.add_argument(
            "--strict", action="store_true", help="sortir en erreur si un objectif est manqué"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the scores; exit 2 on an unreadable file, 1 with --strict on a missed target."""
        try:
            rows = read_rows(Path(options["file"]))
        except UnreadablePhrases as error:
            self.stderr.write(str(error))
            sys.exit(2)
        scores = judge(rows, understand)
        self._measures(scores)
        self._services(scores)
        self._chances(scores)
        if options["failures"]:
            self._failures(scores)
        missed = scores.missed()
        if missed:
            self.stdout.write(f"Objectifs manqués : {', '.join(_NAMES[one] for one in missed)}.")
        if missed and options["strict"]:
            sys.exit(1)

    def _measures(self, scores: Scores) -> None:
        for measure, total in scores.total.items():
            name = _NAMES.get(measure, measure)
            share = _percent(scores.right[measure], total)
            target = f" (objectif {100 * TARGETS[measure]:.0f} %)" if measure in TARGETS else ""
            self.stdout.write(f"{name:48} {scores.right[measure]:4} / {total:<4} {share}{target}")
        needs = scores.total["top1"]
        if needs:
            self.stdout.write(
                f"{'question posée':48} {scores.asked:4} / {needs:<4} "
                f"{_percent(scores.asked, needs)}"
            )
            self.stdout.write(
                f"{'besoin pris pour un hors-sujet (abstention)':48} "
                f"{scores.off_topic_needs:4} / {needs:<4} "
                f"{_percent(scores.off_topic_needs, needs)}"
            )

    def _services(self, scores: Scores) -> None:
        if scores.by_service:
            self.stdout.write("\nPar service (premier service juste)")
        for term in SERVICES.in_order(scores.by_service):
            right, total = scores.by_service[term.code]
            self.stdout.write(f"{term.label:60} {right:4} / {total:<4} {_percent(right, total)}")

    def _chances(self, scores: Scores) -> None:
        if scores.bands:
            self.stdout.write("\nScore annoncé et part de réponses justes")
        for band, (right, total) in sorted(scores.bands.items()):
            self.stdout.write(
                f"de {band:.1f} à {band + 0.2:.1f}   "
                f"{right:4} / {total:<4} {_percent(right, total)}"
            )

    def _failures(self, scores: Scores) -> None:
        self.stdout.write("\nLignes en échec (numéros dans le fichier)")
        for measure, numbers in scores.failures.items():
            name = _NAMES.get(measure, measure)
            self.stdout.write(f"{name} : {', '.join(map(str, numbers))}")


def _percent(right: int, total: int) -> str:
    return f"{100 * right / total:.1f} %" if total else "—"
