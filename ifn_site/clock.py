"""The one reference date and time, so that freshness and opening hours can be frozen.

`IFN_REFERENCE_DATE` freezes the day; the time of day keeps running.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the aware present moment, moved to the reference day when one is set."""
    moment = timezone.localtime()
    if settings.REFERENCE_DATE is None:
        return moment
    return moment.replace(
        year=settings.REFERENCE_DATE.year,
        month=settings.REFERENCE_DATE.month,
        day=settings.REFERENCE_DATE.day,
    )


def today() -> date:
    """Return the reference day in mainland France."""
    return settings.REFERENCE_DATE or timezone.localdate()


def this_minute() -> datetime:
    """Return `now()` cut to the minute: a stable key for what changes with the clock."""
    moment = now()
    return moment - timedelta(seconds=moment.second, microseconds=moment.microsecond)
