"""What the page « Ma liste » shows: the venues chosen, or the first ones of a list, as a guide.

It reads a query and gives a template context; it knows neither sessions nor HTTP answers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from ifn_site.clock import now
from ifn_site.wording import gettext as _
from territories.distance import haversine_m
from venues.cards import Card, card_of, care_words, venues_counted, with_origin
from venues.choices import chips, list_url
from venues.filter_fields import shown
from venues.identity import is_public_id
from venues.list_page import VenueList
from venues.models import Venue, VenueRedirect
from venues.print_page import enumerated
from venues.sharing import share, venue_lines
from venues.sheet_hours import CALL_FIRST, Hours, hours_of
from venues.shortlist import (
    CARRIED,
    MAX_PICKED,
    picked_ids,
    shortlist_url,
    spelled,
    split_ids,
    toggled,
)
from venues.starting_point import StartingPoint, starting_point


@dataclass(frozen=True)
class Entry:
    """One venue of the guide, and the address of the list without it ("" in a guide of a list)."""

    card: Card
    hours: Hours
    costs: str
    services: str
    care: str
    remove_url: str


class Shortlist:
    """The page for one query: `ids` are the venues chosen, else the query is a list's own."""

    def __init__(self, data: QueryDict) -> None:
        self.data = data
        self.now = now()
        self.notices: list[str] = []
        code = data.get("lieu", "").strip()
        self.place: StartingPoint | None = starting_point(code) if code else None
        if code and self.place is None:
            self.notices.append(
                _(
                    "Nous ne connaissons pas le lieu %(code)s\u00a0: les distances ne sont pas "
                    "indiquées."
                )
                % {"code": shown(code)}
            )
        self.is_picked = "ids" in data
        self.is_guide = not self.is_picked and any(
            data.get(name, "").strip() for name in data if name != CARRIED
        )

    @cached_property
    def entries(self) -> list[Entry]:
        """The venues, nearest first when the place has a point."""
        if self.is_guide:
            return [self._entry(card, "") for card in self._list_cards]
        venues = self._picked_venues()
        cards = sorted((self._card(venue, venues) for venue in venues), key=_by_distance)
        ids = [venue.public_id for venue in venues]
        return [
            self._entry(card, shortlist_url(toggled(ids, card.venue.public_id), self._place_code))
            for card in cards
        ]

    def _entry(self, card: Card, remove_url: str) -> Entry:
        return Entry(
            card,
            hours_of(card.venue, self.now),
            enumerated(card.costs),
            enumerated(card.services),
            enumerated(care_words(card.venue)),
            remove_url,
        )

    @property
    def _place_code(self) -> str:
        return self.place.code if self.place else ""

    @cached_property
    def _list(self) -> VenueList:
        return VenueList(self.data)

    @cached_property
    def _list_cards(self) -> list[Card]:
        return [*self._list.cards, *self._list.unlocated][:MAX_PICKED]

    def _card(self, venue: Venue, venues: list[Venue]) -> Card:
        point = self.place.point if self.place else None
        metres = None
        if point and venue.latitude is not None and venue.longitude is not None:
            metres = haversine_m(*point, venue.latitude, venue.longitude)
        carried = f"{CARRIED}={spelled(one.public_id for one in venues)}"
        where = f"lieu={self._place_code}&" if self._place_code else ""
        return card_of(venue, self.now, metres=metres, query=where + carried)

    def _picked_venues(self) -> list[Venue]:
        """Return the venues of the ids, in their order; what is missing is told."""
        asked = split_ids(self.data, "ids")
        ids = [one for one in asked if is_public_id(one)]
        wrong = [one for one in asked if not is_public_id(one)]
        found = {venue.public_id: venue for venue in _with_ids(ids)}
        missing = [one for one in ids if one not in found]
        if missing:
            found |= _redirected(missing)
        lost = [*wrong, *(one for one in missing if one not in found)]
        if lost:
            names = ", ".join(shown(one) for one in lost[:5])
            if len(lost) > 5:
                names = _("%(names)s et d’autres identifiants") % {"names": names}
            said = _(
                "Nous ne connaissons pas %(names)s. Vérifiez l’adresse de cette page, ou cherchez "
                "le lieu par son nom."
            )
            self.notices.append(said % {"names": names})
        kept = list(dict.fromkeys(found[one] for one in ids if one in found))
        for gone in [venue for venue in kept if venue.withdrawn_at is not None]:
            said = _(
                "«\u00a0%(name)s\u00a0» n’est plus référencé\u00a0: il n’est pas dans la liste."
            )
            self.notices.append(said % {"name": gone.name})
        shown_venues = [venue for venue in kept if venue.withdrawn_at is None]
        if len(shown_venues) > MAX_PICKED:
            said = _("Une liste tient %(max)s lieux au plus\u00a0: voici les %(max)s premiers.")
            self.notices.append(said % {"max": MAX_PICKED})
        return shown_venues[:MAX_PICKED]

    def _titles(self) -> tuple[str, str]:
        """Return the heading and the sentence below it."""
        count = venues_counted(len(self.entries))
        near = bool(self.place and self.place.point)
        lede = _("%(counted)s.") % {"counted": count}
        if near and self.place:
            said = _("%(counted)s, du plus proche au plus loin %(of_place)s.")
            lede = said % {"counted": count, "of_place": self.place.of}
        if not self.is_guide:
            return _("Ma liste"), lede if self.entries else _("Votre liste est vide.")
        where = _(" près %(of_place)s") % {"of_place": self.place.of} if near and self.place else ""
        if not where and self.place:
            where = _("\u00a0: %(names)s") % {"names": self.place.label}
        return _("Guide des lieux d’aide%(where)s") % {"where": where}, lede

    def context(self, absolute: Callable[[str], str]) -> dict[str, Any]:
        """Return what the template reads; `absolute` turns a path into a whole address."""
        heading, lede = self._titles()
        ids = [entry.card.venue.public_id for entry in self.entries]
        path = shortlist_url(ids, self._place_code)
        lines = [
            " – ".join(
                line
                for line in venue_lines(
                    entry.card.venue.name, entry.card.phone, entry.card.address_lines, ""
                )
                if line
            )
            for entry in self.entries
        ]
        return {
            "heading": heading,
            "lede": lede,
            "notices": self.notices,
            "entries": self.entries,
            "is_guide": self.is_guide,
            "choices": self._choices(),
            "shared": share(heading, [heading, *self._doubt(), *lines], absolute(path))
            if ids
            else None,
            "back_url": self._back_url(ids),
            "empty_url": reverse("shortlist"),
            "kept_list": spelled(picked_ids(self.data) if self.is_guide else ids),
        }

    def _doubt(self) -> list[str]:
        """Return what a message says once of hours that are not sure."""
        unsure = any(entry.hours.caution for entry in self.entries)
        return [_(CALL_FIRST)] if unsure else []

    def _choices(self) -> list[str]:
        """Return the words of the choices that a guide was made with."""
        if not self.is_guide:
            return []
        return [chip.label for chip in chips(self._list.filters, self._list.query)]

    def _back_url(self, ids: list[str]) -> str:
        """Return the list of venues, the shortlist travelling along."""
        if self.is_guide:
            return list_url(self._list.query)
        query = {"lieu": [self._place_code]} if self.place else {}
        return list_url(query | ({CARRIED: [spelled(ids)]} if ids else {}))


def _with_ids(ids: list[str]) -> list[Venue]:
    return list(with_origin(Venue.objects.filter(public_id__in=ids)).order_by("pk"))


def _redirected(former: list[str]) -> dict[str, Venue]:
    """Return the venues that these ids lead to now, by former id."""
    led = {
        redirect.public_id: redirect.venue_id
        for redirect in VenueRedirect.objects.filter(public_id__in=former)
    }
    venues = with_origin(Venue.objects.filter(pk__in=led.values())).order_by("pk").in_bulk()
    return {one: venues[pk] for one, pk in led.items()}


def _by_distance(card: Card) -> float:
    return float("inf") if card.metres is None else card.metres
