"""Everything that the sheet of one venue shows, ready for the template.

Pure: a venue, a moment, and the place one comes from. Only addresses that are safe to follow
leave as links; the rest stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from venues import vocabulary
from venues.cards import (
    LANGUAGES,
    Phone,
    Status,
    address_lines,
    costs_of,
    is_demonstration,
    phone_of,
    plain_words,
    status_of,
)
from venues.declared_sources import source_label
from venues.explanations import Explained, explained
from venues.models import Venue
from venues.provenance import source_of
from venues.quality import Completeness, Freshness, completeness, freshness
from venues.sheet_access import (
    Route,
    distance_text,
    geo_href,
    location_note,
    map_url,
    route_hosts,
    routes_to,
)
from venues.sheet_hours import Hours, hours_of
from venues.starting_point import StartingPoint

#: Strict on purpose: what goes after `mailto:` must not be able to carry anything else.
_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
_ON_BEHALF = noop("Une personne peut faire la démarche à votre place")


@dataclass(frozen=True)
class Service:
    """A service in plain words, with its official label."""

    plain: str
    label: str


@dataclass(frozen=True)
class Sheet:
    """A venue as its page shows it; what is unknown is "" or an empty list."""

    public_id: str
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
    routes: list[Route]
    route_hosts: str
    map_url: str
    websites: list[str]
    emails: list[str]
    hours: Hours
    services: list[Service]
    costs: list[str]
    publics: list[str]
    care: list[str]
    languages: list[str]
    access_modes: list[str]
    support_modes: list[str]
    programmes: list[Explained]
    labels: list[Explained]
    itinerancy: list[str]
    accessibility_url: str
    presentation_summary: str
    presentation_detail: str
    network: str
    source: str
    updated_on: date | None
    freshness: Freshness
    completeness: Completeness
    data_url: str

    @property
    def today_text(self) -> str:
        """The hours of today in one sentence, "" when the day is not known."""
        today = self.hours.today
        if today is None or self.status.state == "private":
            return ""
        note = f" ({today.note})" if today.note else ""
        told = {"day": today.inline_label, "hours": f"{today.text}{note}"}
        return _("Aujourd’hui, %(day)s\u00a0: %(hours)s") % told


def sheet_of(venue: Venue, now: datetime, place: StartingPoint | None = None) -> Sheet:
    """Return the sheet of a venue at a moment, with the distance from a place when it has one."""
    phones = [phone_of(number) for number in venue.other_phones if isinstance(number, str)]
    routes = routes_to(venue)
    return Sheet(
        public_id=venue.public_id,
        name=venue.name,
        kinds=_with_unknown(venue, "typologie", plain_words(vocabulary.TYPOLOGY, venue.typology)),
        is_demo=is_demonstration(venue),
        status=status_of(venue, now),
        distance_text=distance_text(venue, place),
        phone=phone_of(venue.phone),
        other_phones=[phone for phone in phones if phone],
        booking_url=venue.booking_url,
        address_lines=address_lines(venue),
        location_note=location_note(venue),
        geo_href=geo_href(venue),
        routes=routes,
        route_hosts=route_hosts(routes),
        map_url=map_url(venue),
        websites=list(venue.websites),
        emails=[email for email in venue.emails if _EMAIL.fullmatch(email)],
        hours=hours_of(venue, now),
        **_offer(venue),
        accessibility_url=venue.accessibility_sheet,
        presentation_summary=venue.summary,
        presentation_detail=venue.description,
        network=venue.parent_structure,
        source=source_label(source_of(venue)),
        updated_on=venue.updated_on,
        freshness=freshness(venue.updated_on, now.date()),
        completeness=completeness(venue),
        data_url=reverse("api-venue", args=[venue.public_id]),
    )


def _offer(venue: Venue) -> dict[str, Any]:
    """Return what the venue does and for whom, values outside the standard included."""
    services = [
        Service(term.plain, term.label) for term in vocabulary.SERVICES.in_order(venue.services)
    ]
    services += [Service(text, text) for text in _with_unknown(venue, "services", [])]
    lists = {
        "publics": (vocabulary.PUBLICS, venue.publics),
        "care": (vocabulary.CARE, [code for code in venue.care if code not in LANGUAGES]),
        "access_modes": (vocabulary.ACCESS, venue.access_modes),
        "support_modes": (vocabulary.SUPPORT, venue.support_modes),
        "itinerancy": (vocabulary.ITINERANCY, venue.itinerancy),
    }
    offer: dict[str, Any] = {
        name: _with_unknown(venue, of.field, plain_words(of, codes))
        for name, (of, codes) in lists.items()
    }
    offer["languages"] = plain_words(
        vocabulary.CARE, [code for code in venue.care if code in LANGUAGES]
    )
    if venue.acts_on_behalf and "aidants-connect" not in venue.programmes:
        offer["support_modes"].append(_(_ON_BEHALF))
    offer["costs"] = _with_unknown(venue, vocabulary.COSTS.field, costs_of(venue))
    offer["programmes"] = _explained(venue, vocabulary.PROGRAMMES, venue.programmes)
    offer["labels"] = _explained(venue, vocabulary.LABELS, venue.labels)
    offer["labels"] += [Explained(str(label), "") for label in venue.other_labels]
    return {"services": services, **offer}


def _explained(venue: Venue, of: vocabulary.Vocabulary, codes: Any) -> list[Explained]:
    """Return programmes or labels with their sentences, values outside the standard by name."""
    others = [Explained(text, "") for text in _with_unknown(venue, of.field, [])]
    return [*explained(of, codes), *others]


def _with_unknown(venue: Venue, field: str, known: list[str]) -> list[str]:
    """Return the known values, then those that the standard does not know, as they were given."""
    given = venue.unknown_values.get(field, [])
    return [*known, *(str(value) for value in (given if isinstance(given, list) else [given]))]
