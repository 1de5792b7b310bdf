"""From the rows that fit to the facts that an order needs: the venues read, their hours evaluated.

The only module of the orientation that reads venues from the database. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np

from ifn_site.wording import gettext as _
from orientation.matching import Fit
from orientation.ranking import Candidate
from orientation.reach import crossing, minutes_for
from orientation.wishes import FROM_HOME, HALF_DAYS, services_given
from territories.distance import haversine_m
from venues.cards import hours_code, phone_of, receives_nobody, with_origin
from venues.dated_visits import visits_are_past
from venues.facet_table import Rows
from venues.models import Venue
from venues.opening_hours import CLOSED, OPEN, status_at
from venues.opening_sentences import clock, day_name
from venues.quality import freshness, hours_doubt

#: Where a venue of the commune without a point is taken to be, in metres, to be read in time.
UNKNOWN_METRES = 3_000.0
#: A venue that closes so soon is no longer « open now » for who has to come.
CLOSES_SOON = timedelta(minutes=30)
NOON = HALF_DAYS["matin"][1]


def keys_in_order(fit: Fit, rows: Rows, stop: int) -> list[int]:
    """Return the keys of the first rows: from near to far, else the best told sheets first."""
    if not rows.any():
        return []
    if fit.here is None or fit.here.point is None:
        keys = {int(key) for key in fit.table.keys[rows]}
        told = Venue.objects.filter(pk__among=keys).order_by("-completeness", "pk")
        return list(told.values_list("pk", flat=True)[:stop])
    positions = np.flatnonzero(rows)
    metres = np.nan_to_num(fit.table.metres_from(*fit.here.point)[positions], nan=UNKNOWN_METRES)
    keys_found = fit.table.keys[positions]
    order = np.lexsort((keys_found, metres))[:stop]
    return [int(key) for key in keys_found[order]]


def read_venues(keys: Sequence[int], *, whole: bool = False) -> list[Venue]:
    """Return the venues of some keys, in the order of the keys; `whole`: long texts included."""
    venues = with_origin(Venue.objects.published())
    if whole:
        venues = venues.defer(None).defer("main_record__raw", "main_record__findings")
    found = venues.in_bulk(list(keys)) if keys else {}
    return [found[key] for key in keys if key in found]


def candidates(venues: Sequence[Venue], fit: Fit, now: datetime) -> list[Candidate]:
    """Return the facts of some venues."""
    met = _meetings(fit, [venue.pk for venue in venues])
    return [_candidate(venue, fit, now, met[venue.pk]) for venue in venues]


def _meetings(fit: Fit, keys: Sequence[int]) -> dict[int, frozenset[str]]:
    """Return, by key, the answers to « quand » and « jour » that the hours meet for certain."""
    values = [value for value in fit.answers.when if value not in FROM_HOME]
    rows = {value: fit.open_when(value) for value in values}
    if fit.answers.days:
        rows["jour"] = fit.open_on_days()
    # The keys of the table are sorted.
    positions = np.searchsorted(fit.table.keys, np.array(keys, dtype=np.int64))
    return {
        key: frozenset(value for value, which in rows.items() if which[position])
        for key, position in zip(keys, positions, strict=True)
    }


def _candidate(venue: Venue, fit: Fit, now: datetime, met: frozenset[str]) -> Candidate:
    metres = metres_to(venue, fit)
    minutes = None
    water = crossing(fit.here, venue.commune_code, venue.departement_code)
    if metres is not None and fit.here is not None and not water:
        minutes = minutes_for(metres, fit.answers, fit.here)
    opens, opens_text = soon(venue, now)
    is_told = bool(venue.hours) and opens not in ("", "unknown")
    return Candidate(
        key=venue.public_id,
        name=venue.name,
        kinds=venue.typology,
        programmes=tuple(venue.programmes),
        services=given_by(venue),
        support=tuple(venue.support_modes),
        access_modes=tuple(venue.access_modes),
        publics=tuple(venue.publics),
        care=tuple(venue.care),
        costs=tuple(venue.costs),
        acts_on_behalf=venue.acts_on_behalf,
        point=point_of(venue),
        metres=metres,
        minutes=minutes,
        crossing=water,
        opens=opens,
        opens_text=opens_text,
        hours_are_sure=is_told and not hours_doubt(venue, now.date()),
        meets=met,
        freshness=freshness(venue.updated_on, now.date()).code,
        phone=venue.phone if phone_of(venue.phone) else "",
        has_booking=bool(venue.booking_url),
        has_accessibility_sheet=bool(venue.accessibility_sheet),
        receives_nobody=receives_nobody(venue),
    )


def given_by(venue: Venue) -> tuple[str, ...]:
    """Return the services of a venue, those it gives without ticking them too."""
    return services_given(
        tuple(venue.services), tuple(venue.programmes), tuple(venue.typology), venue.name
    )


def point_of(venue: Venue) -> tuple[float, float] | None:
    """Return the point of a venue in degrees, None when nobody gave it."""
    if venue.latitude is None or venue.longitude is None:
        return None
    return venue.latitude, venue.longitude


def metres_to(venue: Venue, fit: Fit) -> float | None:
    """Return how far a venue is, None without a point on either side."""
    point = point_of(venue)
    if point is None or fit.here is None or fit.here.point is None:
        return None
    return haversine_m(*fit.here.point, *point)


def soon(venue: Venue, now: datetime) -> tuple[str, str]:
    """Return how soon a venue is open (`Candidate.opens`) and the words that say so."""
    if not venue.hours or visits_are_past(venue, now.date()):
        return "unknown", ""
    status = status_at(venue.hours, now, hours_code(venue))
    if status.state == OPEN:
        if status.until is not None and status.until - now < CLOSES_SOON:
            return "later", _("Ferme bientôt")
        return "now", _("Ouvert maintenant")
    if status.state != CLOSED:
        return "unknown", ""
    opening = status.next_opening
    if opening is None:
        return "", ""
    return _next(opening, now.astimezone(opening.tzinfo).date())


def _next(opening: datetime, today: date) -> tuple[str, str]:
    days = (opening.date() - today).days
    if days == 0:
        return "today", _("Ouvre aujourd’hui à %(hour)s") % {"hour": clock(opening.time())}
    in_the_morning = opening.time() < NOON
    if days == 1:
        words = _("Ouvert demain matin") if in_the_morning else _("Ouvert demain après-midi")
        return "tomorrow", words
    if days < 7:
        return "later", _("Ouvre %(day)s") % {"day": day_name(opening.weekday())}
    return "later", ""
