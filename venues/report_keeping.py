"""Keeping reports: one per form, and none for more than a year. It knows no request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from venues.models import Venue, VenueReport
from venues.reports import KEPT_DAYS


@transaction.atomic
def keep_report(venue: Venue, facts: Mapping[str, str], digest: str, now: datetime) -> bool:
    """Keep a report for the moderators; False when this form was already sent.

    `facts`: by field of `VenueReport`. Old reports leave at the same time, whatever is scheduled.
    """
    erase_old_reports(now)
    _, is_new = VenueReport.objects.get_or_create(
        token_digest=digest, defaults={**facts, "venue": venue, "created_at": now}
    )
    return is_new


def is_kept(digest: str) -> bool:
    """Tell whether a form was already sent."""
    return VenueReport.objects.filter(token_digest=digest).exists()


def erase_old_reports(now: datetime) -> int:
    """Erase the reports older than a year, whatever became of them; return how many."""
    old = VenueReport.objects.filter(created_at__lt=now - timedelta(days=KEPT_DAYS))
    return old.delete()[0]
