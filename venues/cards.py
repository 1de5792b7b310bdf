"""What the list shows of one venue: a card, in the words of the public.

Pure: it reads a venue, a moment and a distance already measured. Nothing here decides who is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ifn_site import figures
from ifn_site.figures import NBSP, THIN_NBSP
from ifn_site.wording import gettext as _
from ifn_site.wording import ngettext, noop
from territories.names import fold
from venues import vocabulary
from venues.asked_day import AskedDay, answer_on
from venues.dated_visits import visits_are_past
from venues.models import Venue
from venues.opening_hours import CLOSED, OPEN, OpeningStatus, status_at, timezone_for
from venues.openness import place_code
from venues.phone_display import display_phone
from venues.quality import Freshness, freshness, hours_doubt
from venues.querysets import VenueQuerySet
from venues.vocabulary import Vocabulary

__all__ = ["NBSP", "THIN_NBSP", "Card", "Phone", "Status", "card_of", "distance_words", "spaced"]

#: Values of `prise_en_charge_specifique` that are languages.
LANGUAGES = ("anglais", "langues")
FREE_OR_NOT = noop("Gratuit ou payant, selon le service")
TO_CHECK = noop("Horaires à vérifier auprès du lieu")
_E164 = re.compile(r"\+\d{6,15}", re.ASCII)


@dataclass(frozen=True)
class Phone:
    """A number to press and the same number to read."""

    href: str
    display: str


@dataclass(frozen=True)
class Status:
    """Open or not: state (open, soon, closed, unknown, or private for a venue that receives
    nobody), the sentence that says so, and the words of doubt beside it ("" when it is sure).
    """

    state: str
    sentence: str
    doubt: str = ""


@dataclass(frozen=True)
class Card:
    """One venue in a list."""

    venue: Venue
    #: « 45.43470,4.39030 », "" without a point of its own.
    point: str
    url: str
    kinds: list[str]
    address_lines: list[str]
    metres: float | None
    distance_text: str
    status: Status
    hours_on_paper: str
    phone: Phone | None
    services: list[str]
    costs: list[str]
    for_whom: str
    appointment: str
    freshness: Freshness
    completeness: int
    is_demo: bool


def with_origin(queryset: VenueQuerySet) -> VenueQuerySet:
    """Read with each venue where it comes from, and leave the heavy columns where they are."""
    return queryset.select_related("main_record__source").defer(
        "main_record__raw", "main_record__findings", "description", "search_text"
    )


def card_of(
    venue: Venue,
    now: datetime,
    *,
    metres: float | None = None,
    distance: str = "",
    query: str = "",
    asked: Iterable[str] = (),
    day: AskedDay | None = None,
) -> Card:
    """Return the card of a venue.

    `distance` replaces the words of `metres`; `query` is the list's own, carried by the link;
    the services asked (codes) are shown first; `day` is the day asked, today when None.
    """
    url = venue.get_absolute_url()
    return Card(
        venue=venue,
        point=point_text(venue),
        url=f"{url}?{query}" if query else url,
        kinds=plain_words(vocabulary.TYPOLOGY, venue.typology),
        address_lines=address_lines(venue),
        metres=metres,
        distance_text=distance or (distance_words(metres) if metres is not None else ""),
        status=status_of(venue, now, day),
        hours_on_paper=_hours_on_paper(venue, now, day),
        phone=phone_of(venue.phone),
        services=_services(venue, frozenset(asked)),
        costs=costs_of(venue),
        for_whom=for_whom(public_words(venue)),
        appointment=appointment_words(venue.access_modes, venue.booking_url),
        freshness=freshness(venue.updated_on, now.date()),
        completeness=venue.completeness,
        is_demo=is_demonstration(venue),
    )


def distance_words(metres: float) -> str:
    """Return « à 350 m », « à 1,2 km », « à 12 km »: no more precise than it is useful."""
    if metres < 50:
        return _("à moins de 50\u00a0m")
    rounded = round(metres / 50) * 50
    if rounded < 1000:
        return _("à %(metres)s\u00a0m") % {"metres": rounded}
    kilometres = round(metres / 1000, 1)
    told = f"{kilometres:g}" if kilometres < 10 else spaced(round(metres / 1000))
    if kilometres < 10 and figures.number(1.5) == "1,5":
        told = told.replace(".", ",")
    return _("à %(kilometres)s\u00a0km") % {"kilometres": told}


def spaced(number: int) -> str:
    """Return a whole number as it is written: « 18 022 »."""
    return figures.number(number)


def venues_counted(count: int) -> str:
    """Return « 1 lieu », « 24 lieux », « 18 022 lieux »."""
    told = ngettext("%(count)s\u00a0lieu", "%(count)s\u00a0lieux", count)
    return told % {"count": spaced(count)}


def hours_code(venue: Venue) -> str:
    """Return the code that tells the venue's time zone and holidays."""
    return place_code(venue.commune_code, venue.insee_code, venue.departement_code)


def receives_nobody(venue: Venue) -> bool:
    """Tell whether the venue says, and says only, that it does not receive the public."""
    return tuple(venue.access_modes) == ("ferme-public",) and not venue.unknown_values.get(
        vocabulary.ACCESS.field
    )


def status_of(venue: Venue, now: datetime, day: AskedDay | None = None) -> Status:
    """Return whether the venue is open now (or its hours on a day), or that nobody may come.

    Hours that are not sure never stand alone: the status bears the doubt with them.
    """
    status = _status(venue, now, day)
    if status.state in ("open", "soon", "closed") and hours_doubt(venue, now.date()):
        return replace(status, doubt=_("horaires à vérifier"))
    return status


def _status(venue: Venue, now: datetime, day: AskedDay | None) -> Status:
    if receives_nobody(venue):
        if phone_of(venue.phone):
            return Status("private", _("Ce lieu n’accueille pas de public\u00a0: téléphonez"))
        return Status("private", _("Ce lieu n’accueille pas de public"))
    if venue.hours and visits_are_past(venue, now.date()):
        return Status("unknown", _(TO_CHECK))
    if day is not None and venue.hours:
        return Status(*answer_on(day, venue.hours, hours_code(venue), now))
    found = status_at(venue.hours, now, hours_code(venue))
    if found.state not in (OPEN, CLOSED) and venue.hours_text:
        return Status("unknown", _(TO_CHECK))
    return Status(_state(found, now), found.sentence)


def _state(found: OpeningStatus, now: datetime) -> str:
    if found.state == OPEN:
        return "open"
    if found.state != CLOSED:
        return "unknown"
    opens = found.next_opening
    return "soon" if opens and opens.date() == now.astimezone(opens.tzinfo).date() else "closed"


def _hours_on_paper(venue: Venue, now: datetime, day: AskedDay | None) -> str:
    """Return the hours of the day asked, or of today, for a page that outlives the minute."""
    if receives_nobody(venue) or not venue.hours:
        return ""
    if visits_are_past(venue, now.date()):
        return _(TO_CHECK)
    code = hours_code(venue)
    today = AskedDay(now.astimezone(timezone_for(code)).date())
    return answer_on(day or today, venue.hours, code, now).sentence


def _services(venue: Venue, asked: frozenset[str]) -> list[str]:
    """Return the services in plain words, those asked for first."""
    terms = vocabulary.SERVICES.in_order(venue.services)
    return [term.plain for term in sorted(terms, key=lambda term: term.code not in asked)]


def costs_of(venue: Venue) -> list[str]:
    """Return the costs in plain words; free and not free together depend on the service."""
    codes = set(venue.costs)
    both = {"gratuit", "payant"}
    if both <= codes:
        return [_(FREE_OR_NOT), *plain_words(vocabulary.COSTS, codes - both)]
    return plain_words(vocabulary.COSTS, codes)


def public_words(venue: Venue) -> list[str]:
    """Return the publics that the venue names, values outside the standard last."""
    others = venue.unknown_values.get(vocabulary.PUBLICS.field, [])
    others = others if isinstance(others, list) else [others]
    return [*plain_words(vocabulary.PUBLICS, venue.publics), *(str(value) for value in others)]


def for_whom(publics: list[str]) -> str:
    """Return « jeunes, femmes », "" for a venue that is not for some people only."""
    if all(term.plain in publics for term in vocabulary.PUBLICS):
        return ""
    return ", ".join(word[:1].lower() + word[1:] for word in publics)


def care_words(venue: Venue) -> list[str]:
    """Return whom the venue knows how to welcome, languages apart."""
    return plain_words(vocabulary.CARE, [code for code in venue.care if code not in LANGUAGES])


def phone_of(number: str) -> Phone | None:
    """Return a number that can be pressed, or None for what is not a number."""
    return Phone(f"tel:{number}", display_phone(number)) if _E164.fullmatch(number) else None


def point_text(venue: Venue) -> str:
    """Return « latitude,longitude » with five decimals (a metre), "" without a point."""
    if venue.latitude is None or venue.longitude is None:
        return ""
    return f"{venue.latitude:.5f},{venue.longitude:.5f}"


def appointment_words(access_modes: Iterable[str], booking_url: str) -> str:
    """Say whether one must, or may, book: only what the venue says of it, else "".

    A venue where people may also come or call is never « sur rendez-vous ».
    """
    modes = set(access_modes)
    if modes == {"rdv"}:
        return _("Sur rendez-vous")
    return _("Rendez-vous en ligne possible") if "rdv" in modes or booking_url else ""


def address_lines(venue: Venue) -> list[str]:
    """Return the address in lines, blank ones left out, none that another line already says."""
    town = f"{venue.postal_code} {venue.commune_name}".strip()
    street, complement = venue.address, venue.address_complement
    lines = [line for line in (street, complement) if line]
    if len(lines) == 2 and _holds(street, complement):
        lines = [street]
    elif len(lines) == 2 and _holds(complement, street):
        lines = [complement]
    is_told = bool(venue.postal_code) and any(_holds(line, town) for line in lines)
    return [*lines, town] if town and not is_told else lines


def _holds(text: str, part: str) -> bool:
    """Tell whether a text holds the words of another one, in a row."""
    return f" {fold(part)} " in f" {fold(text)} "


def plain_words(of: Vocabulary, codes: Any) -> list[str]:
    """Return the words that people use for these codes."""
    return [term.plain for term in of.in_order(codes)]


def is_demonstration(venue: Venue) -> bool:
    """Tell whether the venue is invented."""
    record = venue.main_record
    return record is not None and record.source.is_demonstration
