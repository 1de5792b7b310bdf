"""Where a list looks for its venues: around a place, in a zone of the map, in a territory.

It selects and counts; the words and the cards are in `list_page`. A place bounds a list by a
distance that people travel, so that an island is not sent across the ocean.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from venues.choices import LIMITS, TERRITORIES
from venues.facet_table import Rows
from venues.facets import FACETS, Counts, Facets, count
from venues.filter_fields import Box
from venues.filters import VenueFilter
from venues.models import Venue
from venues.querysets import VenueQuerySet
from venues.starting_point import StartingPoint
from venues.territory_trail import centre_of
from venues.vocabulary import SUPPORT

#: Around a place, the distance within which venues are counted, in metres.
NEARBY_M = 20_000
#: Beyond this nobody goes, in metres.
UNREACHABLE_M = 300_000
#: How many venues beyond a territory are read, to name the nearest and its neighbours.
_BEYOND = 12
#: The code of `modalites_accompagnement` of those who help by phone or on line.
AT_A_DISTANCE = "distance"
OPENING = frozenset({"ouvert", "ouvert_le"})

Coordinates = tuple[float, float]


class Reach(NamedTuple):
    """The counts beside the choices, and the distance (metres) they hold for, None: everywhere."""

    counts: Counts
    radius_m: int | None


class Promise(NamedTuple):
    """What a list announces: how many venues, or (metres) how far the nearest when none is near."""

    number: int
    nearest_m: float


class Scope:
    """The venues of one list, whatever its pages show of them."""

    def __init__(
        self, filters: VenueFilter, place: StartingPoint | None, *, unknown_hours: bool
    ) -> None:
        self.filters = filters
        self.place = place
        #: The list shows only those that an opening filter leaves out for want of hours.
        self.unknown_hours = unknown_hours
        self._key = f"{place.code if place else ''}:{'muets' if unknown_hours else ''}"

    @cached_property
    def point(self) -> Coordinates | None:
        """The point that distances start from: the place's, else the one asked."""
        if self.place is not None:
            return self.place.point
        near = self.filters.near
        return (near.lat, near.lon) if near else None

    @cached_property
    def centre(self) -> Coordinates | None:
        """The point that the order starts from: the same, else the middle of the zone asked."""
        box = self.filters.given.get("bbox")
        return self.point or (middle_of(box) if box else None)

    def venues(self) -> VenueQuerySet:
        """Return the venues of the list: the filters' own, within the place's limits."""
        venues = self._asked()
        if self.place is not None and self.place.point is None:
            venues = venues.in_departements([self.place.code])
        if self.place is not None and self.place.point is not None:
            return venues.within(*self.place.point, UNREACHABLE_M)
        return venues

    def of_the_commune(self) -> VenueQuerySet:
        """Return the venues of the commune that have no point: they stand beside the others."""
        if self.place is None or self.place.point is None:
            return Venue.objects.none()
        return self._asked().unlocated().in_communes([self.place.code])

    def _asked(self, without: frozenset[str] = frozenset()) -> VenueQuerySet:
        """Return what the filters select, or what they leave out for want of hours."""
        left_out = self.filters.left_out_for_hours(without) if self.unknown_hours else None
        return self.filters.narrowed(without=without) if left_out is None else left_out

    # --- Counts ------------------------------------------------------------------------------
    @cached_property
    def _facets(self) -> Facets:
        return Facets(self.filters, unknown_hours=self.unknown_hours)

    @cached_property
    def _facets_of_any_hour(self) -> Facets:
        return Facets(self.filters) if self.unknown_hours else self._facets

    def _inside(self, radius_m: int) -> Rows:
        """Return the rows that the place lets through, at this distance of its point if any."""
        table = self._facets.table
        if self.place is None:
            return table.every_row()
        if self.place.point is None:
            return table.in_territory("departement", [self.place.code])
        return table.within(*self.place.point, radius_m)

    def _here(self) -> Rows:
        """Return the rows of the commune asked that have no point."""
        table = self._facets.table
        if self.place is None or self.place.point is None:
            return ~table.every_row()
        return table.in_territory("commune", [self.place.code]) & ~table.located()

    @cached_property
    def counted(self) -> tuple[int, int]:
        """How many venues all the pages show, and how many of them are near the point."""
        # A position must not reach a cache: what is near a point asked is counted each time.
        if self.place is None and self.point is not None:
            return self._count(self.point)
        return self.filters.remembered(f"counted:{self._key}", lambda: self._count(self.point))

    def _count(self, point: Coordinates | None) -> tuple[int, int]:
        found = self._facets.rows()
        near = found & self._facets.table.within(*point, NEARBY_M) if point else ~found & found
        return count(found & self._inside(UNREACHABLE_M)), count(near)

    def unlocated(self) -> int:
        """Count the venues of the list that have no point: around a place, the commune's own."""
        if self.place is None and self.point is not None:
            return 0
        return self.filters.remembered(f"unlocated:{self._key}", self._count_unlocated)

    def _count_unlocated(self) -> int:
        around = self.place is not None and self.place.point is not None
        inside = self._here() if around else self._inside(NEARBY_M)
        return count(self._facets.rows() & inside & ~self._facets.table.located())

    def left_out_for_hours(self) -> int:
        """Count the venues left out for want of hours, where the list counts its own."""
        if self.unknown_hours or not OPENING & self.filters.given.keys():
            return 0
        return self.filters.remembered(
            f"unknown-hours:{self._key}",
            lambda: count(self._facets.rows_of_unknown_hours() & self._inside(NEARBY_M)),
        )

    @cached_property
    def reach(self) -> Reach:
        """The counts of every choice: near the place if any venue is near, else within reach."""
        return self.filters.remembered(f"facets:{self._key}", self._count_choices)

    def _count_choices(self) -> Reach:
        if self.place is None or self.place.point is None:
            return Reach(self._facets.counts(self._inside(NEARBY_M)), None)
        near = self._inside(NEARBY_M) | self._here()
        if (self._facets.rows(FACETS) & near).any():
            return Reach(self._facets.counts(near), NEARBY_M)
        return Reach(self._facets.counts(self._inside(UNREACHABLE_M)), UNREACHABLE_M)

    def without(self, names: frozenset[str]) -> Promise:
        """Return what the list would announce without some filters: as that page counts it."""
        # Without the opening asked, nobody is left out for want of hours any more.
        facets = self._facets_of_any_hour if OPENING & names else self._facets
        found = facets.rows(names)
        if self.place is None or self.place.point is None:
            return Promise(count(found & self._inside(NEARBY_M)), 0.0)
        if near := count(found & self._inside(NEARBY_M)):
            return Promise(near, 0.0)
        reachable = found & self._inside(UNREACHABLE_M)
        if reachable.any():
            return Promise(0, facets.table.nearest_m(*self.place.point, reachable))
        return Promise(count(found & self._here()), 0.0)

    @cached_property
    def nearest_m(self) -> float:
        """The distance (metres) of the nearest venue of the list; inf when none is in reach."""
        nearest = self.without(frozenset()).nearest_m
        return nearest or float("inf")

    def at_a_distance(self) -> int:
        """Count the venues of the whole country that say they help at a distance."""
        return count(self._facets.table.with_term(SUPPORT.field, AT_A_DISTANCE))

    # --- Beyond ------------------------------------------------------------------------------
    def beyond(self) -> tuple[list[Venue], Coordinates | None]:
        """Return the nearest venues that fit outside the territory or the zone, and from where.

        Empty where nothing fits within reach, and where the list is already bounded by distance.
        """
        origin = self._origin()
        if origin is None or (self.place is not None and self.place.point is not None):
            return [], None
        fitting = self._facets.rows(LIMITS) & self._facets.table.within(*origin, UNREACHABLE_M)
        if not fitting.any():
            return [], origin
        reachable = self._asked(LIMITS).within(*origin, UNREACHABLE_M)
        return list(reachable.nearest_first(*origin)[:_BEYOND]), origin

    def _origin(self) -> Coordinates | None:
        if self.centre is not None:
            return self.centre
        if self.place is not None:
            return centre_of("departement", self.place.code)
        for level in TERRITORIES:
            if territories := self.filters.given.get(level):
                return centre_of(level, territories[0].code)
        return None


def middle_of(box: Box) -> Coordinates:
    """Return the middle (latitude, longitude) of a box, which may cross the 180° meridian."""
    width = box.east - box.west + (360 if box.west > box.east else 0)
    longitude = (box.west + width / 2 + 180) % 360 - 180
    return (box.south + box.north) / 2, longitude
