"""The venues of one territory in a few figures and cards, for the page of that territory.

One function for every level; it knows codes, never what else the page says of the territory.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q

from ifn_site.cache import remembered
from ifn_site.clock import now, today
from venues.cards import Card, card_of, with_origin
from venues.choices import list_url, sheet_query
from venues.filter_selection import months_before
from venues.models import Venue
from venues.openness import opening_at
from venues.querysets import VenueQuerySet
from venues.vocabulary import SERVICES

LEVELS = ("france", "region", "departement", "epci", "commune", "arrondissement")
#: Most cards shown before the list itself.
MOST_CARDS = 6
#: Beyond this age a sheet is stale (`quality.freshness`: « À vérifier » and beyond), in months.
STALE_MONTHS = 12


@dataclass(frozen=True)
class ServiceCount:
    """How many venues of the territory offer a service."""

    code: str
    plain: str
    count: int


@dataclass(frozen=True)
class TerritoryVenues:
    """The venues of a territory: numbers of venues, a share (0 to 1), the first cards by name.

    `open_now` counts those open for certain at this minute, among the `hours_known` that say their
    hours; `free` those that are always free; `stale_share` is the share of sheets of a year or
    more, undated ones included, None without any venue.
    """

    count: int
    services: list[ServiceCount]
    free: int
    hours_known: int
    open_now: int
    stale: int
    stale_share: float | None
    first_cards: list[Card]
    list_url: str

    @property
    def stale_percent(self) -> int:
        """The same share as a whole percentage."""
        return round(100 * (self.stale_share or 0))


def territory_venues(level: str, code: str) -> TerritoryVenues:
    """Return the venues of a territory (level: see LEVELS; france takes any code).

    Raises ValueError for another level; a code without venues gives zeros.
    """
    venues = _inside(level, code)
    figures = remembered(
        f"territory-venues:{level}:{code}:{today()}", lambda: _figures(venues, today())
    )
    count = figures["count"]
    query = {} if level == "france" else {_parameter(level): [code]}
    open_now = venues.filter(opening_at("maintenant").is_open).count() if count else 0
    return TerritoryVenues(
        count=count,
        services=[
            ServiceCount(term.code, term.plain, figures[f"service_{term.code}"])
            for term in SERVICES
        ],
        free=figures["free"],
        hours_known=figures["hours_known"],
        open_now=open_now,
        stale=figures["stale"],
        stale_share=figures["stale"] / count if count else None,
        first_cards=_first_cards(venues, sheet_query(query)) if count else [],
        list_url=list_url(query),
    )


def _inside(level: str, code: str) -> VenueQuerySet:
    venues = Venue.objects.published()
    if level == "france":
        return venues
    inside = {
        "region": venues.in_regions,
        "departement": venues.in_departements,
        "epci": venues.in_epcis,
        "commune": venues.in_communes,
        "arrondissement": venues.in_communes,
    }
    if level not in inside:
        raise ValueError(f"no venues are counted at this level: {level}")
    return inside[level]([code])


def _parameter(level: str) -> str:
    """Return the filter of the list for a level: an arrondissement is asked as a commune."""
    return "commune" if level == "arrondissement" else level


def _figures(venues: VenueQuerySet, day: date) -> dict[str, Any]:
    """Count everything in one question."""
    fresh = Q(updated_on__gt=months_before(day, STALE_MONTHS))
    counts = {
        f"service_{term.code}": Count("pk", filter=Q(services__any=[term.code]))
        for term in SERVICES
    }
    return venues.aggregate(
        count=Count("pk"),
        free=Count("pk", filter=Q(costs__all=["gratuit"]) & ~Q(costs__any=["payant", "condition"])),
        hours_known=Count("pk", filter=~Q(hours="")),
        stale=Count("pk", filter=~fresh | Q(updated_on__isnull=True)),
        **counts,
    )


def _first_cards(venues: VenueQuerySet, query: str) -> list[Card]:
    moment = now()
    first = with_origin(venues).order_by("sort_name", "pk")[:MOST_CARDS]
    return [card_of(venue, moment, query=query) for venue in first]
