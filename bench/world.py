"""The benches' world: territories and about 20,000 invented venues, built once and kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import django
from django.conf import settings

SIZE = 19_100
DAY = date(2026, 11, 1)


def folder() -> Path:
    """Return the demonstration folder of the benches, made when absent."""
    from demo.generate import generate

    target = Path(settings.VAR_DIR) / "world"
    if not (target / "demo.json").is_file():
        generate(target, reference_date=DAY, venues=SIZE)
    return target


def ready() -> None:
    """Start Django and load the world when it is not there."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from venues.models import Venue

    if Venue.objects.published().count() < SIZE:
        call_command("setup_data", choice=str(folder()))


if __name__ == "__main__":
    ready()
    from venues.models import Venue

    print(f"{Venue.objects.published().count()} lieux dans {settings.VAR_DIR}")
