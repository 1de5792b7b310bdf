"""Taking a venue off the directory by hand, and putting it back.

As any correction, a withdrawal made here wins until the source shows a newer date: the importer
(`imports/plan.py`) reads it under the name `withdrawn_at`.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from ifn_site.clock import today
from ifn_site.models import bump_data_version
from venues.history import note_change
from venues.models import Correction, Venue, VenueChange

FIELD = "withdrawn_at"


@transaction.atomic
def withdraw(venue: Venue, author: Any = None) -> None:
    """Take a venue off the directory; its address then says so. Twice changes nothing."""
    if venue.withdrawn_at is not None:
        return
    now = timezone.now()
    Correction.objects.update_or_create(
        venue=venue,
        field=FIELD,
        defaults={"value": now.isoformat(), "corrected_on": today(), "author": author},
    )
    _save(venue, now, VenueChange.Kind.WITHDRAWN)


@transaction.atomic
def restore(venue: Venue) -> None:
    """Put a withdrawn venue back under the same address. Twice changes nothing."""
    if venue.withdrawn_at is None:
        return
    Correction.objects.filter(venue=venue, field=FIELD).delete()
    _save(venue, None, VenueChange.Kind.RESTORED)


def _save(venue: Venue, withdrawn_at: Any, kind: VenueChange.Kind) -> None:
    """Write the state, and tell those who keep a copy (`changed_at`) and the caches."""
    venue.withdrawn_at = withdrawn_at
    venue.changed_at = timezone.now()
    venue.save(update_fields=["withdrawn_at", "changed_at"])
    note_change(venue, kind)
    bump_data_version()
