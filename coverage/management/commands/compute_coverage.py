"""`compute_coverage`: need against offer, with its scenarios."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from coverage.parameters import DEFAULT, Parameters

MOST_SCENARIOS = 2_000


class Command(BaseCommand):
    """Does nothing when nothing changed since the active computation."""

    help = "Calcule la couverture (besoin et offre) et la publie."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the seed, the number of scenarios and who computes."""
        parser.add_argument("--seed", type=int, default=DEFAULT.seed, help="graine des scénarios")
        parser.add_argument(
            "--scenarios", type=int, default=DEFAULT.scenarios, help="nombre de scénarios"
        )
        parser.add_argument("--force", action="store_true", help="calcule même si rien n’a changé")
        parser.add_argument(
            "--workers",
            action="store_true",
            help="découpe le calcul par département, pour les travailleurs Celery",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compute and print what was found; exit 1 for options that mean nothing."""
        # Imported here: it brings pandas, which other commands do without.
        from coverage.setup import refresh

        if not 1 <= options["scenarios"] <= MOST_SCENARIOS:
            raise CommandError(f"--scenarios : un nombre de 1 à {MOST_SCENARIOS}.")
        if options["seed"] < 0:
            raise CommandError("--seed : un nombre entier, 0 ou plus.")
        parameters = replace(DEFAULT, seed=options["seed"], scenarios=options["scenarios"])
        if options["workers"]:
            self._by_workers(parameters, force=options["force"])
        else:
            self.stdout.write(refresh(parameters, force=options["force"]))

    def _by_workers(self, parameters: Parameters, *, force: bool) -> None:
        from coverage.distributed import NoWorker, by_workers
        from coverage.setup import refresh

        try:
            answer = by_workers()
            self.stdout.write(refresh(parameters, force=force, answer=answer))
        except NoWorker as error:
            raise CommandError(str(error)) from None
        if answer.made or answer.reused:
            self.stdout.write(answer.words())
