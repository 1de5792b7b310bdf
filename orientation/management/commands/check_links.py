"""`manage.py check_links`: visit the pages of « Apprendre seul » and hide those that are broken."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from orientation.link_check import check_links


class Command(BaseCommand):
    """Visit each link once; two failures in a row hide it."""

    help = "Visite les liens « apprendre seul » ; ceux qui échouent deux fois de suite sont cachés."

    def handle(self, *args: Any, **options: Any) -> None:
        """Visit, then say what was found."""
        report = check_links()
        self.stdout.write(f"{report.visited} adresses visitées, {report.answering} répondent.")
        if report.visited and not report.answering:
            self.stdout.write("Si aucune ne répond, la connexion du serveur est sans doute coupée.")
        for link in report.hidden:
            self.stdout.write(f"Caché : {link.title} ({link.url})")
