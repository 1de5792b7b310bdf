"""What each query parameter selects: one method a parameter, called with the value already read.

Values come from `filter_fields` and `filter_codes`; the questions are those of `VenueQuerySet`.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ifn_site.clock import today
from venues import filter_codes as codes
from venues import filter_fields as fields
from venues.asked_day import Day
from venues.models import SourceRecord, Venue
from venues.openness import opening_at, opening_on
from venues.querysets import VenueQuerySet

#: Model field behind each enumerated list that is one column, read without another parameter.
COLUMNS = {
    "services": "services",
    "prise_en_charge_specifique": "care",
    "frais_a_charge": "costs",
    "dispositif_programmes_nationaux": "programmes",
    "formations_labels": "labels",
    "modalites_acces": "access_modes",
    "modalites_accompagnement": "support_modes",
    "itinerance": "itinerancy",
}


class Near(NamedTuple):
    """Where distances start, and the radius in metres when one was asked."""

    lat: float
    lon: float
    radius_m: float | None


class Selections:
    """The methods that `VenueFilter` names; it gives what they read of the other parameters."""

    @property
    def given(self) -> dict[str, Any]:
        """The values that were read, by parameter."""
        raise NotImplementedError

    @property
    def near(self) -> Near | None:
        """Where distances start."""
        raise NotImplementedError

    @property
    def saying(self) -> Q:
        """The condition « holds every word »."""
        raise NotImplementedError

    def any_term(self, queryset: VenueQuerySet, name: str, value: tuple[str, ...]) -> VenueQuerySet:
        """Venues with at least one of the terms."""
        return queryset.filter(**{f"{COLUMNS[name]}__any": value})

    def all_terms(
        self, queryset: VenueQuerySet, name: str, value: tuple[str, ...]
    ) -> VenueQuerySet:
        """Venues with every one of the terms."""
        return queryset.filter(**{f"{COLUMNS[name]}__all": value})

    def publics(self, queryset: VenueQuerySet, name: str, value: tuple[str, ...]) -> VenueQuerySet:
        """Venues that name one of the publics, or welcome everybody."""
        return queryset.welcoming(value, strict=bool(self.given.get("strict")))

    def kinds(self, queryset: VenueQuerySet, name: str, value: tuple[str, ...]) -> VenueQuerySet:
        """Venues of one of these kinds."""
        return queryset.of_type(value)

    def other_label(
        self, queryset: VenueQuerySet, name: str, value: tuple[codes.OtherLabel, ...]
    ) -> VenueQuerySet:
        """Venues that bear one of these labels."""
        return queryset.filter(pk__among={pk for label in value for pk in label.venues})

    def from_sources(
        self, queryset: VenueQuerySet, name: str, value: tuple[codes.SourceValue, ...]
    ) -> VenueQuerySet:
        """Venues fed by one of our sources, or that declare one."""
        ours = [one.source_id for one in value if one.source_id is not None]
        declared = [one.declared for one in value if one.declared]
        records = SourceRecord.objects.present().filter(venue=OuterRef("pk"), source__in=ours)
        return queryset.filter(Exists(records) | Q(declared_source__in=declared))

    def has_accessibility_sheet(
        self, queryset: VenueQuerySet, name: str, value: bool
    ) -> VenueQuerySet:
        """Venues with, or without, an accessibility sheet."""
        return _filled(queryset, "accessibility_sheet", value)

    def has_booking(self, queryset: VenueQuerySet, name: str, value: bool) -> VenueQuerySet:
        """Venues with, or without, an address to book."""
        return _filled(queryset, "booking_url", value)

    def acts_on_behalf(self, queryset: VenueQuerySet, name: str, value: bool) -> VenueQuerySet:
        """Venues where somebody may act in one's place, or the others."""
        return queryset.filter(acts_on_behalf=value)

    def words(self, queryset: VenueQuerySet, name: str, value: str) -> VenueQuerySet:
        """Venues that hold every word."""
        return queryset.filter(self.saying)

    def communes(self, queryset: VenueQuerySet, name: str, value: Any) -> VenueQuerySet:
        """Venues of these communes or arrondissements."""
        return queryset.in_communes(one.code for one in value)

    def epcis(self, queryset: VenueQuerySet, name: str, value: Any) -> VenueQuerySet:
        """Venues of these EPCI."""
        return queryset.in_epcis(one.code for one in value)

    def departements(self, queryset: VenueQuerySet, name: str, value: Any) -> VenueQuerySet:
        """Venues of these départements."""
        return queryset.in_departements(one.code for one in value)

    def regions(self, queryset: VenueQuerySet, name: str, value: Any) -> VenueQuerySet:
        """Venues of these régions."""
        return queryset.in_regions(one.code for one in value)

    def located(self, queryset: VenueQuerySet, name: str, value: fields.Point) -> VenueQuerySet:
        """Venues with a point: the others have no distance."""
        return queryset.located()

    def radius(self, queryset: VenueQuerySet, name: str, value: float) -> VenueQuerySet:
        """Venues at this distance or less of the point."""
        near = self.near
        return queryset.within(near.lat, near.lon, value) if near else queryset

    def box(self, queryset: VenueQuerySet, name: str, value: fields.Box) -> VenueQuerySet:
        """Venues in the box."""
        return queryset.in_box(*value)

    def open_at(self, queryset: VenueQuerySet, name: str, value: datetime | str) -> VenueQuerySet:
        """Venues open for certain at a moment."""
        return queryset.filter(opening_at(value).is_open)

    def open_on(self, queryset: VenueQuerySet, name: str, value: Day) -> VenueQuerySet:
        """Venues open for certain on a day, or on a day of the week-end."""
        return queryset.filter(opening_on(value, self.given.get("de"), self.given.get("a")).is_open)

    def fresh(self, queryset: VenueQuerySet, name: str, value: int) -> VenueQuerySet:
        """Venues that their producer dated within so many months."""
        return queryset.updated_since(months_before(today(), value))

    def changed_since(
        self, queryset: VenueQuerySet, name: str, value: date | datetime
    ) -> VenueQuerySet:
        """Venues added or changed here since."""
        moment = value if isinstance(value, datetime) else datetime.combine(value, time(0))
        if timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        return queryset.changed_since(moment)

    def with_ids(self, queryset: VenueQuerySet, name: str, value: tuple[str, ...]) -> VenueQuerySet:
        """Venues of these ids, old ids included."""
        numbers = {int(one) for one in value if one.isdigit()}
        known = Q(public_id__in=value) | Q(redirects__public_id__in=value) | Q(pk__among=numbers)
        # A venue with several old ids would be joined several times.
        return queryset.filter(pk__in=Venue.objects.filter(known).order_by().values("pk"))

    def nothing(self, queryset: VenueQuerySet, name: str, value: Any) -> VenueQuerySet:
        """A parameter that another one reads."""
        return queryset


def _filled(queryset: VenueQuerySet, column: str, wanted: bool) -> VenueQuerySet:
    return queryset.exclude(**{column: ""}) if wanted else queryset.filter(**{column: ""})


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last day of that month."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"{months} months before {day}")
