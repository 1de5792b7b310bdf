"""Everything that the sheet of one venue shows, ready for the template.

Pure: a venue, a moment, and the place one comes from. Only addresses that are safe to follow
leave as links; the rest stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from territories.distance import haversine_m
from venues import vocabulary
from venues.cards import (
    Phone,
    Status,
    address_lines,
    costs_of,
    distance_words,
    hours_code,
    is_demonstration,
    phone_of,
    plain_words,
    receives_nobody,
    status_of,
)
from venues.models import Venue
from venues.opening_hours import timezone_for, week_of, weekly_sentences
from venues.provenance import source_of
from venues.quality import Completeness, Freshness, completeness, freshness
from venues.starting_point import StartingPoint

DIRECTIONS = "https://www.openstreetmap.org/directions?"
#: Strict on purpose: what goes after `mailto:` must not be able to carry anything else.
_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)


@dataclass(frozen=True)
class Day:
    """One of the next seven days."""

    label: str
    text: str
    is_today: bool
    holiday: str


@dataclass(frozen=True)
class Service:
    """A service in plain words, with its official label."""

    plain: str
    label: str


@dataclass(frozen=True)
class Sheet:
    """A venue as its page shows it; what is unknown is "" or an empty list."""

    name: str
    kinds: list[str]
    is_demo: bool
    status: Status
    distance_text: str
    phone: Phone | None
    other_phones: list[Phone]
    booking_url: str
    address_lines: list[str]
    location_note: str
    geo_href: str
    directions_url: str
    websites: list[str]
    emails: list[str]
    week: list[Day]
    usual_hours: list[str]
    hours_text: str
    services: list[Service]
    costs: list[str]
    publics: list[str]
    care: list[str]
    access_modes: list[str]
    support_modes: list[str]
    programmes: list[str]
    labels: list[str]
    itinerancy: list[str]
    accessibility_url: str
    presentation_summary: str
    presentation_detail: str
    network: str
    source: str
    updated_on: date | None
    freshness: Freshness
    completeness: Completeness


def sheet_of(venue: Venue, now: datetime, place: StartingPoint | None = None) -> Sheet:
    """Return the sheet of a venue at a moment, with the distance from a place when it has one."""
    code = hours_code(venue)
    phones = [phone_of(number) for number in venue.other_phones if isinstance(number, str)]
    return Sheet(
        name=venue.name,
        kinds=_with_unknown(venue, "typologie", plain_words(vocabulary.TYPOLOGY, venue.typology)),
        is_demo=is_demonstration(venue),
        status=status_of(venue, now),
        distance_text=_distance(venue, place),
        phone=phone_of(venue.phone),
        other_phones=[phone for phone in phones if phone],
        booking_url=venue.booking_url,
        address_lines=address_lines(venue),
        location_note=_location_note(venue),
        geo_href=_geo_href(venue),
        directions_url=_directions_url(venue),
        websites=list(venue.websites),
        emails=[email for email in venue.emails if _EMAIL.fullmatch(email)],
        week=_week(venue, now, code),
        usual_hours=list(weekly_sentences(venue.hours)) if venue.hours else [],
        hours_text=venue.hours_text,
        **_offer(venue),
        accessibility_url=venue.accessibility_sheet,
        presentation_summary=venue.summary,
        presentation_detail=venue.description,
        network=venue.parent_structure,
        source=source_of(venue),
        updated_on=venue.updated_on,
        freshness=freshness(venue.updated_on, now.date()),
        completeness=completeness(venue),
    )


def _offer(venue: Venue) -> dict[str, Any]:
    """Return what the venue does and for whom, values outside the standard included."""
    services = [
        Service(term.plain, term.label) for term in vocabulary.SERVICES.in_order(venue.services)
    ]
    services += [Service(text, text) for text in _with_unknown(venue, "services", [])]
    lists = {
        "publics": (vocabulary.PUBLICS, venue.publics),
        "care": (vocabulary.CARE, venue.care),
        "access_modes": (vocabulary.ACCESS, venue.access_modes),
        "support_modes": (vocabulary.SUPPORT, venue.support_modes),
        "programmes": (vocabulary.PROGRAMMES, venue.programmes),
        "labels": (vocabulary.LABELS, venue.labels),
        "itinerancy": (vocabulary.ITINERANCY, venue.itinerancy),
    }
    offer: dict[str, list[str]] = {
        name: _with_unknown(venue, of.field, plain_words(of, codes))
        for name, (of, codes) in lists.items()
    }
    offer["costs"] = _with_unknown(venue, vocabulary.COSTS.field, costs_of(venue))
    offer["labels"] += [str(label) for label in venue.other_labels]
    return {"services": services, **offer}


def _with_unknown(venue: Venue, field: str, known: list[str]) -> list[str]:
    """Return the known values, then those that the standard does not know, as they were given."""
    given = venue.unknown_values.get(field, [])
    return [*known, *(str(value) for value in (given if isinstance(given, list) else [given]))]


def _week(venue: Venue, now: datetime, code: str) -> list[Day]:
    if not venue.hours:
        return []
    today = now.astimezone(timezone_for(code)).date()
    return [
        Day(day.label.capitalize(), day.text, day.date == today, day.holiday)
        for day in week_of(venue.hours, today, code)
    ]


def _distance(venue: Venue, place: StartingPoint | None) -> str:
    if place is None or place.point is None or venue.latitude is None or venue.longitude is None:
        return ""
    metres = haversine_m(*place.point, venue.latitude, venue.longitude)
    return f"{distance_words(metres)} du centre {place.of}"


def _location_note(venue: Venue) -> str:
    if venue.latitude is not None or receives_nobody(venue):
        return ""
    return "L’emplacement exact n’est pas connu. Demandez votre chemin au lieu avant de partir."


def _geo_href(venue: Venue) -> str:
    if venue.latitude is None or receives_nobody(venue):
        return ""
    point = f"{venue.latitude},{venue.longitude}"
    return f"geo:{point}?q={point}({quote(venue.name[:80], safe='')})"


def _directions_url(venue: Venue) -> str:
    if venue.latitude is None or receives_nobody(venue):
        return ""
    return DIRECTIONS + urlencode({"to": f"{venue.latitude},{venue.longitude}"})
