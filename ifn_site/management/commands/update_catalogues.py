"""`manage.py update_catalogues`: gather the texts to translate into `locale/`, nothing lost."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from ifn_site.catalogue_texts import update_all
from ifn_site.languages import BY_CODE


class Command(BaseCommand):
    """Write the catalogues of every language; translations already made are kept."""

    help = "Rassemble les textes à traduire dans locale/, sans perdre les traductions."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say, language by language, how much is translated."""
        for code, (said, held) in update_all(settings.BASE_DIR).items():
            name = BY_CODE[code].name
            self.stdout.write(f"{code}  {said:>5} / {held:<5} {name}")
