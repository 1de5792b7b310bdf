"""What the list of venues shows: where it starts, which venues, and what it says of them.

It reads a query and gives a template context; it knows neither sessions nor HTTP answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q
from django.http import QueryDict

from ifn_site.clock import now
from territories.distance import haversine_m
from territories.former_names import former_sentence
from venues.asked_day import AskedDay, asked_day, holiday_sentence
from venues.cards import NBSP, Card, card_of, venues_counted, with_origin
from venues.choices import (
    chips,
    choice_form,
    kept_query,
    labels_of,
    list_url,
    relaxations,
    sheet_query,
    with_half_day,
)
from venues.filter_fields import shown
from venues.filters import venue_filter
from venues.models import Venue
from venues.nearness import inside_circle
from venues.querysets import VenueQuerySet
from venues.starting_point import StartingPoint, starting_point

PER_PAGE = 20
#: Around a place, the distance within which venues are counted, in metres.
NEARBY_M = 20_000
#: Beyond this nobody goes, in metres.
UNREACHABLE_M = 300_000
#: Most venues without a point shown after the first page of a commune.
MAX_UNLOCATED = 30


@dataclass(frozen=True)
class Page:
    """One page of cards, parted when some are near the place and some farther, and the addresses
    of its neighbours ("" when there is none).
    """

    object_list: list[Card]
    near: list[Card]
    farther: list[Card]
    number: int
    count: int
    has_next: bool
    next_url: str
    previous_url: str


class VenueList:
    """The list for one query."""

    def __init__(self, data: QueryDict) -> None:
        self.data = with_half_day(data)
        self.filters = venue_filter(self.data)
        self.notices: list[str] = []
        self.now = now()
        self.place = self._place()
        self.query = kept_query(self.filters)
        if self.place is None:
            self.query.pop("lieu", None)
        else:
            self.query["lieu"] = [self.place.code]

    def _place(self) -> StartingPoint | None:
        code = self.data.get("lieu", "").strip()
        place = starting_point(code) if code else None
        if code and place is None:
            self.notices.append(
                f"Nous ne connaissons pas le lieu {shown(code)}. Tapez votre ville ou votre code "
                "postal dans le champ en haut de la page."
            )
        return place

    @cached_property
    def point(self) -> tuple[float, float] | None:
        """The point that distances start from: the place's, else the one asked."""
        if self.place is not None:
            return self.place.point
        near = self.filters.near
        return (near.lat, near.lon) if near else None

    def _narrowed(self, without: frozenset[str] = frozenset()) -> VenueQuerySet:
        """Return the venues of the list without some filters: the place's own limits stay."""
        venues = self.filters.narrowed(without=without)
        if self.place is not None and self.place.point is None:
            venues = venues.in_departements([self.place.code])
        if self.place is not None and self.place.point is not None:
            return venues.within(*self.place.point, UNREACHABLE_M)
        return venues.located() if self.point else venues

    @cached_property
    def counts(self) -> tuple[int, int]:
        """How many venues all the pages show, and how many of them are near the point."""
        venues = self._narrowed()
        if self.point is None:
            where = self.place.code if self.place else ""
            return self.filters.remembered(f"count:{where}", venues.count), 0
        if self.place is None:
            return _counted_around(venues, self.point)
        point = self.point
        return self.filters.remembered(
            f"around:{self.place.code}", lambda: _counted_around(venues, point)
        )

    @property
    def count(self) -> int:
        """How many venues all the pages show."""
        return self.counts[0]

    @cached_property
    def number(self) -> int:
        """The page asked for; one past the end is the last, nonsense is the first; it is told."""
        text = self.data.get("page", "").strip() or "1"
        last = max(1, -(-self.count // PER_PAGE))
        if not (text.isascii() and text.isdigit()) or int(text[:9]) < 1:
            self.notices.append(f"La page {shown(text)} n’existe pas : voici la première.")
            return 1
        if int(text[:9]) > last:
            which = f"la dernière, la page {last}" if last > 1 else "la première"
            self.notices.append(f"La page {shown(text)} n’existe pas : voici {which}.")
            return last
        return int(text[:9])

    @cached_property
    def cards(self) -> list[Card]:
        """The cards of the page."""
        start = (self.number - 1) * PER_PAGE
        stop = start + PER_PAGE
        venues = self._nearest(start, stop) if self.point else self._by_name()[start:stop]
        return [self._card(venue) for venue in venues]

    def _nearest(self, start: int, stop: int) -> Iterable[Venue]:
        """Return venues `start:stop`, nearest first, in one query when enough are near."""
        assert self.point is not None
        venues = with_origin(self._narrowed())
        if self.counts[1] >= stop:
            return venues.within(*self.point, NEARBY_M).nearest_first(*self.point)[start:stop]
        return venues.nearest_page(*self.point, start, min(stop, self.count))

    def _by_name(self) -> VenueQuerySet:
        ordered = with_origin(self.filters.by_name())
        if self.place is not None and self.place.point is None:
            return ordered.in_departements([self.place.code])
        return ordered

    def _card(self, venue: Venue, distance: str = "") -> Card:
        metres = None
        if self.point and venue.latitude is not None and venue.longitude is not None:
            metres = haversine_m(*self.point, venue.latitude, venue.longitude)
        return card_of(
            venue,
            self.now,
            metres=metres,
            distance=distance,
            query=self._query_of_cards,
            asked=self.query.get("services", []),
            day=self.day,
        )

    @cached_property
    def _query_of_cards(self) -> str:
        return sheet_query(self.query, self.number)

    @property
    def day(self) -> AskedDay | None:
        """The day asked for, None when it is now or not said."""
        return asked_day(self.filters.given)

    @cached_property
    def unlocated(self) -> list[Card]:
        """After the first page of a commune: its venues without a point of their own."""
        if self.place is None or self.place.point is None or self.number > 1:
            return []
        venues = self.filters.narrowed().unlocated().in_communes([self.place.code])
        found = with_origin(venues).order_by("sort_name", "pk")[:MAX_UNLOCATED]
        return [self._card(venue, "dans la commune") for venue in found]

    @cached_property
    def page(self) -> Page:
        """The page with its neighbours."""
        has_next = self.number * PER_PAGE < self.count
        following = list_url(self.query, page=str(self.number + 1)) if has_next else ""
        previous = ""
        if self.number == 2:
            previous = list_url(self.query)
        elif self.number > 2:
            previous = list_url(self.query, page=str(self.number - 1))
        near, farther = self._parted()
        return Page(
            self.cards, near, farther, self.number, self.count, has_next, following, previous
        )

    def _parted(self) -> tuple[list[Card], list[Card]]:
        """Part the cards near the place from those farther, when the list has both kinds."""
        if self.place is None or not self.counts[1]:
            return self.cards, []
        near = [card for card in self.cards if card.metres is None or card.metres <= NEARBY_M]
        return near, self.cards[len(near) :]

    @cached_property
    def total_text(self) -> str:
        """Say, honestly, how many venues there are and in which order."""
        sentences = [self._how_many()]
        found = [card.venue for card in [*self.cards, *self.unlocated]]
        if corrected := self.filters.corrected(found):
            sentences.insert(0, f"Résultats pour «{NBSP}{corrected}{NBSP}».")
        if unknown := self._unknown_hours():
            verb = "ne disent pas leurs" if unknown > 1 else "ne dit pas ses"
            sentences.append(f"{venues_counted(unknown)} de plus {verb} horaires.")
        return " ".join(sentences)

    def _unknown_hours(self) -> int:
        """Count the venues left out for want of hours, where the list counts its own."""
        left_out = self.filters.left_out_for_hours()
        if left_out is None:
            return 0
        if self.place is not None and self.place.point is None:
            left_out = left_out.in_departements([self.place.code])
        if self.place is not None and self.point is not None:
            left_out = left_out.within(*self.point, NEARBY_M)
        where = self.place.code if self.place else ""
        return self.filters.remembered(f"unknown-hours-around:{where}", left_out.count)

    def _how_many(self) -> str:
        if not self.count:
            if self.unlocated:
                return f"{venues_counted(len(self.unlocated))}, sans adresse précise."
            if self.nothing_near and self.place is not None:
                reach = f"{UNREACHABLE_M // 1000}{NBSP}km"
                return (
                    f"Nous ne connaissons pas encore de lieu près {self.place.of}. "
                    f"Nous avons cherché à {reach} à la ronde."
                )
            return "Aucun lieu ne correspond."
        if self.place is None or self.point is None:
            order = "du plus proche au plus loin" if self.point else "par ordre alphabétique"
            return f"{venues_counted(self.count)}, {order}."
        around = self.counts[1]
        limit = f"moins de {NEARBY_M // 1000}{NBSP}km"
        if around:
            return f"{venues_counted(around)} à {limit}, du plus proche au plus loin."
        if self.number == 1 and self.cards:
            return f"Aucun lieu à {limit}. Le plus proche est {self.cards[0].distance_text}."
        return f"Aucun lieu à {limit}. Voici les plus proches, du plus proche au plus loin."

    @cached_property
    def nothing_near(self) -> bool:
        """Tell whether it is the place, and no choice, that leaves the list empty."""
        if self.place is None or self.place.point is None or self.count or self.unlocated:
            return False
        return not self.relaxations

    @cached_property
    def relaxations(self) -> list[Any]:
        """The ways out of an empty list."""
        if self.count or self.unlocated:
            return []
        return relaxations(
            self.filters, self.query, lambda without: self._narrowed(without).count()
        )

    def _whereabouts(self) -> str:
        """Say where the venues are: « près de Lyon », « : Ardèche », "" for all of France."""
        if self.place is not None and self.place.point is not None:
            return f" près {self.place.of}"
        names = [self.place.label] if self.place else []
        for level in ("commune", "epci", "departement", "region"):
            if level in self.filters.given:
                names += labels_of(level, self.filters)
        return f"{NBSP}: {', '.join(names)}" if names else ""

    def _holiday_code(self) -> str:
        """Return the code of where the list stands, "" (the whole country) when it is not said."""
        if self.place is not None:
            return self.place.code
        for level in ("commune", "departement"):
            if level in self.filters.given:
                return str(self.filters.given[level][0].code)
        return ""

    def _place_context(self) -> dict[str, str] | None:
        place = self.place
        if place is None:
            return None
        sentence = former_sentence(self.data.get("ancien", ""))
        sentence += " " if sentence else ""
        if place.point and self.data.get("precision") == "commune":
            sentence += f"Adresse non localisée{NBSP}: voici les lieux autour {place.of}. "
        if place.point:
            sentence += f"Distances calculées depuis le centre {place.of}."
        return {
            "label": place.label,
            "code": place.code,
            "precision_sentence": sentence,
        }

    def context(self) -> dict[str, Any]:
        """Return what the template `venues/list.html` reads."""
        page = self.page
        kept = {name: self.query[name] for name in ("lieu",) if name in self.query}
        where = self._whereabouts()
        near = self.place is not None and self.place.point is not None
        return {
            "title": f"Lieux d’aide au numérique{where}",
            "heading": f"De l’aide{where}" if near else f"Lieux d’aide{where}",
            "place": self._place_context(),
            "page": page,
            "unlocated": self.unlocated,
            "total_text": self.total_text,
            "holiday_sentence": holiday_sentence(self.day, self._holiday_code(), self.now),
            "kept_services": self.query.get("services", []),
            "active_filters": chips(self.filters, self.query),
            "relaxations": self.relaxations,
            "nothing_near": self.nothing_near,
            "clear_url": list_url(kept),
            "filter_form": choice_form(self.filters, self.query, self.notices),
        }


def _counted_around(venues: VenueQuerySet, point: tuple[float, float]) -> tuple[int, int]:
    """Count the venues, and those near a point, in one query."""
    box, measure, limit = inside_circle(*point, NEARBY_M)
    near = Count("pk", filter=box & Q(_chord__lte=limit))
    found = venues.alias(_chord=measure).aggregate(all=Count("pk"), near=near)
    return found["all"], found["near"]
