"""A venue in schema.org words (JSON-LD), for search engines and voice assistants.

Pure. Hours are given day by day for the next seven days, holidays applied: nothing to interpret.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from venues import vocabulary
from venues.cards import hours_code
from venues.dated_visits import visits_are_past
from venues.models import Venue
from venues.opening_hours import timezone_for, week_of

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def schema_org(venue: Venue, now: datetime, url: str) -> dict[str, Any]:
    """Return the venue as a schema.org `Place`; what is unknown is left out."""
    place: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Place",
        "@id": url,
        "url": url,
        "identifier": venue.public_id,
        "name": venue.name,
        "description": venue.summary,
        "telephone": venue.phone,
        "email": list(venue.emails),
        "sameAs": [site for site in venue.websites if site.startswith(("https://", "http://"))],
        "address": _address(venue),
        "geo": _geo(venue),
        "isAccessibleForFree": True if tuple(venue.costs) == ("gratuit",) else None,
        "amenityFeature": _services(venue),
        "openingHoursSpecification": _hours(venue, now),
    }
    return {name: value for name, value in place.items() if value not in ("", None, [])}


def _address(venue: Venue) -> dict[str, str]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": venue.address,
        "postalCode": venue.postal_code,
        "addressLocality": venue.commune_name,
        "addressCountry": "FR",
    }
    return {name: value for name, value in address.items() if value}


def _services(venue: Venue) -> list[dict[str, Any]]:
    return [
        {"@type": "LocationFeatureSpecification", "name": label, "value": True}
        for label in vocabulary.SERVICES.labels(venue.services)
    ]


def _geo(venue: Venue) -> dict[str, Any] | None:
    if venue.latitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": venue.latitude,
        "longitude": venue.longitude,
    }


def _hours(venue: Venue, now: datetime) -> list[dict[str, str]]:
    if not venue.hours or visits_are_past(venue, now.date()):
        return []
    code = hours_code(venue)
    today = now.astimezone(timezone_for(code)).date()
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": _DAYS[day.date.weekday()],
            "opens": f"{start:%H:%M}",
            "closes": f"{end:%H:%M}",
            "validFrom": day.date.isoformat(),
            "validThrough": day.date.isoformat(),
        }
        for day in week_of(venue.hours, today, code)
        for start, end in day.intervals
    ]
