"""What the list of venues shows: which cards, on which page, and what is said of them.

It reads a query and gives a template context; it knows neither sessions nor HTTP answers. Where
the list looks is in `list_scope`, the sentences in `list_words`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from ifn_site.clock import now
from ifn_site.wording import gettext as _
from territories.distance import haversine_m
from territories.written_departement import departement_of
from venues import list_words as words
from venues.asked_day import AskedDay, asked_day, holiday_sentence
from venues.cards import Card, card_of, with_origin
from venues.choice_form import choice_form, now_choice, with_half_day
from venues.choices import (
    LIMITS,
    TERRITORIES,
    chips,
    kept_query,
    list_url,
    sheet_query,
    without_choices,
)
from venues.facet_choices import first_questions, themes
from venues.facets import open_now
from venues.filter_fields import shown
from venues.filters import venue_filter
from venues.list_scope import NEARBY_M, Coordinates, Scope
from venues.models import Venue
from venues.querysets import VenueQuerySet
from venues.starting_point import StartingPoint, starting_point
from venues.territory_trail import Step, trail
from venues.ways_out import Link, other_communes, relaxations, unserved_ways

PER_PAGE = 20
#: So few venues are sorted whole faster than they are looked for from near to far.
FEW = 200
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
        self._check_order()
        self.scope = Scope(self.filters, self.place, unknown_hours="horaires" in self.query)

    def _place(self) -> StartingPoint | None:
        code = self.data.get("lieu", "").strip()
        place = starting_point(code) if code else None
        if code and place is None:
            self.notices.append(
                _(
                    "Nous ne connaissons pas le lieu %(code)s. Tapez votre ville ou votre code "
                    "postal dans le champ en haut de la page."
                )
                % {"code": shown(code)}
            )
        return place

    def _check_order(self) -> None:
        """Keep the order asked where it means something; tell one that does not exist."""
        asked = self.data.get("tri", "").strip()
        if asked and "tri" not in self.query:
            said = _("L’ordre %(order)s n’existe pas. Voici l’ordre habituel.")
            self.notices.append(said % {"order": shown(asked)})
        if self.place is None or self.place.point is None:
            self.query.pop("tri", None)

    @property
    def point(self) -> Coordinates | None:
        """The point that distances start from."""
        return self.scope.point

    @property
    def is_by_name(self) -> bool:
        """Whether the venues near the place come by name."""
        return "tri" in self.query and self.scope.counted[1] > 0

    @property
    def count(self) -> int:
        """How many venues all the pages show."""
        return self.scope.counted[1] if self.is_by_name else self.scope.counted[0]

    @cached_property
    def number(self) -> int:
        """The page asked for; one past the end is the last, nonsense is the first; it is told."""
        text = self.data.get("page", "").strip() or "1"
        last = max(1, -(-self.count // PER_PAGE))
        if not (text.isascii() and text.isdigit()) or int(text[:9]) < 1:
            self._tell_page(_("La page %(page)s n’existe pas : voici la première."), text)
            return 1
        if int(text[:9]) > last:
            said = _("La page %(page)s n’existe pas : voici la première.")
            if last > 1:
                said = _("La page %(page)s n’existe pas : voici la dernière, la page %(last)s.")
            self._tell_page(said, text, last)
            return last
        return int(text[:9])

    def _tell_page(self, said: str, text: str, last: int = 1) -> None:
        self.notices.append(said % {"page": shown(text), "last": last})

    # --- Cards -------------------------------------------------------------------------------
    @cached_property
    def cards(self) -> list[Card]:
        """The cards of the page."""
        start = (self.number - 1) * PER_PAGE
        return [self._card(venue) for venue in self._venues(start, start + PER_PAGE)]

    def _venues(self, start: int, stop: int) -> Iterable[Venue]:
        venues = with_origin(self.scope.venues())
        if self.is_by_name and self.point:
            return self.filters.by_name(venues.within(*self.point, NEARBY_M))[start:stop]
        if self.point:
            return self._nearest(venues, self.point, start, stop)
        if self.scope.centre:
            return venues.nearest_first(*self.scope.centre)[start:stop]
        return self.filters.by_name(venues)[start:stop]

    def _nearest(
        self, venues: VenueQuerySet, point: Coordinates, start: int, stop: int
    ) -> Iterable[Venue]:
        """Return venues `start:stop`, nearest first, in one query when few or near enough."""
        if self.count <= FEW:
            return venues.nearest_first(*point)[start:stop]
        if self.scope.counted[1] >= stop:
            return venues.within(*point, NEARBY_M).nearest_first(*point)[start:stop]
        return venues.nearest_page(*point, start, min(stop, self.count))

    def _card(self, venue: Venue, distance: str = "", origin: Coordinates | None = None) -> Card:
        metres = None
        origin = origin or self.point
        if origin and venue.latitude is not None and venue.longitude is not None:
            metres = haversine_m(*origin, venue.latitude, venue.longitude)
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
        venues = with_origin(self.scope.of_the_commune()).order_by("sort_name", "pk")
        return [self._card(venue, _("dans la commune")) for venue in venues[:MAX_UNLOCATED]]

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
        if self.place is None or not self.scope.counted[1] or self.is_by_name:
            return self.cards, []
        near = [card for card in self.cards if card.metres is None or card.metres <= NEARBY_M]
        return near, self.cards[len(near) :]

    # --- Nothing, or nothing near --------------------------------------------------------------
    @cached_property
    def is_empty(self) -> bool:
        """Whether no page shows anything."""
        return not self.count and not self.unlocated

    @cached_property
    def is_far(self) -> bool:
        """Whether everything the list shows is beyond what people usually travel."""
        around = self.place is not None and self.place.point is not None
        return around and self.count > 0 and not self.scope.counted[1] and not self.unlocated

    @cached_property
    def relaxations(self) -> list[Link]:
        """What to take back to find something, or something near."""
        if not (self.is_empty or self.is_far) or self.number > 1:
            return []
        nearest_m = self.scope.nearest_m if self.is_far else float("inf")
        return relaxations(self.filters, self.query, self.scope.without, nearest_m)

    @cached_property
    def is_unserved(self) -> bool:
        """Tell whether it is the place or the territory, and no choice, that leaves it empty."""
        somewhere = self.place is not None or not self.filters.given.keys().isdisjoint(TERRITORIES)
        if not (self.is_empty and somewhere) or "bbox" in self.filters.given:
            return False
        promise = self.scope.without(frozenset(self.filters.given) - LIMITS)
        return not promise.number and not promise.nearest_m

    @property
    def unserved_ways(self) -> list[Link]:
        """What can be done from a territory where no venue is known."""
        if not self.is_unserved:
            return []
        level, code = "", ""
        if self.territory is not None:
            level, code, _ = self.territory
        elif self.place is not None:
            level, code = "commune", self.place.code
        if level == "commune":
            code = departement_of(code)
        where = code if level in ("commune", "departement") else ""
        return unserved_ways(where, self.scope.at_a_distance(), self.query)

    @cached_property
    def beyond(self) -> list[Card]:
        """The nearest venues that fit: outside the territory of an empty list, or far on it."""
        if self.is_far:
            return self.cards if self.number == 1 else []
        if not self.is_empty:
            return []
        venues, origin = self.scope.beyond()
        return [self._card(venue, origin=origin) for venue in venues]

    # --- What is said --------------------------------------------------------------------------
    @cached_property
    def total_text(self) -> str:
        """Say, honestly, how many venues there are and in which order."""
        sentences = [words.how_many(self)]
        found = [card.venue for card in [*self.cards, *self.unlocated]]
        if corrected := self.filters.corrected(found):
            sentences.insert(0, words.corrected(corrected))
        return " ".join(sentences)

    @cached_property
    def unknown_hours(self) -> Link | None:
        """The venues left out for want of hours, kept apart, with the way to see them."""
        count = self.scope.left_out_for_hours()
        if not count:
            return None
        label = words.unknown_hours(count, more=not self.is_empty)
        return Link(label, list_url(self.query, horaires="inconnus"))

    @cached_property
    def territory(self) -> tuple[str, str, str] | None:
        """The (level, code, name) of the one territory that the list is restricted to."""
        if self.place is not None:
            is_limit = self.place.point is None
            return ("departement", self.place.code, self.place.label) if is_limit else None
        asked = [(level, self.filters.given.get(level, ())) for level in TERRITORIES]
        asked = [(level, found) for level, found in asked if found]
        if len(asked) != 1 or len(asked[0][1]) != 1:
            return None
        level, (territory,) = asked[0]
        return level, territory.code, territory.name

    @cached_property
    def trail(self) -> list[Step]:
        """The steps from France to where the list stands."""
        if self.territory is not None:
            return trail(*self.territory)
        if self.place is not None:
            return [Step("France", list_url({})), Step(self.place.label, "")]
        is_whole = not self.filters.given
        return [Step("France", "" if is_whole else list_url({})), *words.step_of(self.filters)]

    @property
    def canonical_url(self) -> str:
        """The address that search engines should keep: the place or the territory, and the page."""
        query = {}
        if self.territory is not None:
            query = {self.territory[0]: [self.territory[1]]}
        elif self.place is not None:
            query = {"lieu": [self.place.code]}
        return list_url(query, **({"page": str(self.number)} if self.number > 1 else {}))

    @property
    def orders(self) -> list[Link]:
        """The two orders of a list around a place, the one in force without address."""
        if self.place is None or self.place.point is None or not self.scope.counted[1]:
            return []
        left = {name: values for name, values in self.query.items() if name != "tri"}
        by_distance = list_url(left) if self.is_by_name else ""
        by_name = "" if self.is_by_name else list_url(left, tri="nom")
        return [Link(_("par distance"), by_distance), Link(_("par nom"), by_name)]

    def _holiday_code(self) -> str:
        """Return the code of where the list stands, "" (the whole country) when it is not said."""
        if self.place is not None:
            return self.place.code
        for level in ("commune", "departement"):
            if level in self.filters.given:
                return str(self.filters.given[level][0].code)
        return ""

    def context(self) -> dict[str, Any]:
        """Return what the template `venues/list.html` reads."""
        page = self.page
        where = words.whereabouts(self)
        near = self.place is not None and self.place.point is not None
        in_zone = "bbox" in self.filters.given
        heading = _("De l’aide%(where)s") if near else _("Lieux d’aide%(where)s")
        return {
            "title": _("Lieux d’aide au numérique%(where)s") % {"where": where},
            "heading": _("Lieux dans cette zone") if in_zone else heading % {"where": where},
            "trail": self.trail,
            "territory": self.territory,
            "canonical_url": self.canonical_url,
            "place": words.place_context(self),
            "page": page,
            "unlocated": self.unlocated,
            "total_text": self.total_text,
            "unknown_hours": self.unknown_hours,
            "orders": self.orders,
            "holiday_sentence": holiday_sentence(self.day, self._holiday_code(), self.now),
            "kept_services": self.query.get("services", []),
            "kept_list": ",".join(self.query.get("liste", [])),
            "active_filters": chips(self.filters, self.query),
            "clear_url": list_url(without_choices(self.query)),
            **self._ways_out_context(),
            **self._choices_context(),
        }

    def _ways_out_context(self) -> dict[str, Any]:
        here = self.place.code if self.place else ""
        return {
            "relaxations": self.relaxations,
            "is_unserved": self.is_unserved,
            "unserved_ways": self.unserved_ways,
            "is_far": self.is_far and self.number == 1,
            "beyond_sentence": words.beyond(self) if self.is_empty else "",
            "beyond_card": self.beyond[0] if self.beyond and self.is_empty else None,
            "other_communes": other_communes(self.beyond, self.query, here),
        }

    def _choices_context(self) -> dict[str, Any]:
        counts, radius = self.scope.reach
        return {
            "filter_form": choice_form(self.filters, self.query, self.notices),
            "now_choice": now_choice(self.filters),
            "open_now": open_now(counts),
            "first_questions": first_questions(self.filters, counts),
            "themes": themes(self.filters, counts),
            "counts_note": words.counts_note(radius),
        }
