"""What a person sets right on a sheet: shown at once, and kept until the source is newer.

The importer (`imports/plan.py`) reads these corrections; this module only makes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from ifn_site.clock import today
from ifn_site.models import bump_data_version
from territories.distance import unit_vector
from territories.names import fold
from venues.history import note_change
from venues.imports.apply import derive
from venues.models import Correction, Venue, VenueChange

#: Fields that people may correct; the others are derived, or belong to the source.
CORRECTABLE = (
    "name",
    "address",
    "address_complement",
    "latitude",
    "longitude",
    "phone",
    "emails",
    "websites",
    "booking_url",
    "accessibility_sheet",
    "hours",
    "summary",
    "description",
    "services",
    "publics",
    "care",
    "costs",
    "programmes",
    "labels",
    "access_modes",
    "support_modes",
    "itinerancy",
    "acts_on_behalf",
)
BY_A_PERSON = "personne"


@transaction.atomic
def correct(venue: Venue, fields: Iterable[str], author: Any = None) -> None:
    """Save the venue as a person left it, and remember each corrected field.

    Raises ValueError for a field that people may not correct.
    """
    fields = list(fields)
    for name in fields:
        if name not in CORRECTABLE:
            raise ValueError(f"{name} ne se corrige pas à la main")
        value = getattr(venue, name)
        Correction.objects.update_or_create(
            venue=venue,
            field=name,
            defaults={
                "value": list(value) if isinstance(value, tuple) else value,
                "corrected_on": today(),
                "author": author,
            },
        )
        venue.field_origins[name] = BY_A_PERSON
    _place(venue)
    if venue.hours:
        venue.hours_text = ""
    venue.sort_name = fold(venue.name)[:200]
    venue.changed_at = timezone.now()
    derive(venue).save()
    if fields:
        note_change(venue, VenueChange.Kind.CORRECTED, fields)
    bump_data_version()


def _place(venue: Venue) -> None:
    """Keep the unit vector in step with the coordinates; half a point is no point."""
    if venue.latitude is None or venue.longitude is None:
        venue.latitude = venue.longitude = venue.x = venue.y = venue.z = None
    else:
        venue.x, venue.y, venue.z = unit_vector(venue.latitude, venue.longitude)
