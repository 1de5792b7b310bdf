"""What happened to the directory since a moment, for those who keep a copy of it.

Each venue has one present state, told at the moment it last changed; each old id has one
redirection, told when it was made. Read in order of moment then id, from any position, they lead a
copy to exactly what the site shows: whatever changes meanwhile moves to the end and is told again.
It knows neither requests nor addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from venues.identity import is_public_id
from venues.models import Venue, VenueRedirect

CREATED, CHANGED, WITHDRAWN, REDIRECTED = "cree", "modifie", "retire", "redirige"
KINDS = (CREATED, CHANGED, WITHDRAWN, REDIRECTED)
#: An import dates its changes when it starts and shows them when it ends: a reading that ends gives
#: a position so much older than its own start, for what was dated before and shown after.
SETTLING = timedelta(minutes=15)
_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
#: What is told of a venue.
_FIELDS = (
    "public_id", "slug", "created_at", "changed_at", "withdrawn_at",
    "departement_code", "insee_code", "commune_code",
)  # fmt: skip
#: Before every id.
_FIRST = ""
#: Sixteen digits of microseconds end in the year 2286.
_TEXT = re.compile(r"(\d{1,16})\.([a-z0-9]{0,12})\.(\d{1,16})\.(\d{0,16})", re.ASCII)


class Position(NamedTuple):
    """Where a reader stands: everything up to `moment` and `public_id` was told.

    `since`: what was created after it is new to the reader. `begun`: when the first page of this
    reading was asked; None before it.
    """

    moment: datetime
    public_id: str
    since: datetime
    begun: datetime | None


@dataclass(frozen=True)
class Change:
    """One thing to do in a copy: kind (one of KINDS), id, when, and the venue as it is now.

    The venue of a redirection is the one that the old id leads to.
    """

    kind: str
    public_id: str
    moment: datetime
    venue: Venue


class Changes(NamedTuple):
    """A page of changes, where to go on, and whether more of them wait there already."""

    changes: list[Change]
    position: Position
    has_more: bool


def start(since: datetime = _EARLIEST) -> Position:
    """Return the position from which everything since a moment, itself included, is told."""
    return Position(since, _FIRST, since, None)


def changes_after(
    position: Position, size: int, now: datetime, among: QuerySet[Venue] | None = None
) -> Changes:
    """Return the next changes, `size` at most, in order of moment then id. Two queries.

    `among`: the venues, withdrawn ones included, whose changes are told; all of them when None.
    """
    begun = position.begun or now
    found = list(islice(_in_order(position, size + 1, among), size + 1))
    page = found[:size]
    reached = (page[-1].moment, page[-1].public_id) if page else position[:2]
    if len(found) > size:
        return Changes(page, Position(*reached, position.since, begun), True)
    # The next reading starts a little early: told twice is harmless, missed is not.
    moment, public_id = min(reached, (begun - SETTLING, _FIRST))
    return Changes(page, Position(moment, public_id, moment, None), False)


def _in_order(position: Position, limit: int, among: QuerySet[Venue] | None) -> Iterable[Change]:
    """Merge what happened to venues and to old ids; each is read no further than needed."""
    told: QuerySet[Venue] = Venue.objects.all()
    old_ids: QuerySet[VenueRedirect] = VenueRedirect.objects.all()
    if among is not None:
        told, old_ids = among, old_ids.filter(venue__in=among.order_by().values("pk"))
    venues = (
        _after(told, "changed_at", position)
        .only(*_FIELDS)
        .order_by("changed_at", "public_id")[:limit]
    )
    redirects = (
        _after(old_ids, "created_at", position)
        .select_related("venue")
        .only("public_id", "created_at", *(f"venue__{name}" for name in _FIELDS))
        .order_by("created_at", "public_id")[:limit]
    )
    return merge(
        (_of_venue(venue, position.since) for venue in venues),
        (Change(REDIRECTED, one.public_id, one.created_at, one.venue) for one in redirects),
        key=lambda change: (change.moment, change.public_id),
    )


def _after(rows: QuerySet[Any], column: str, position: Position) -> QuerySet[Any]:
    moment, public_id = position.moment, position.public_id
    beyond = Q(**{f"{column}__gt": moment}) | Q(**{f"{column}": moment, "public_id__gt": public_id})
    # The first condition alone lets the database start from its index.
    return rows.filter(beyond, **{f"{column}__gte": moment})


def _of_venue(venue: Venue, since: datetime) -> Change:
    kind = CREATED if venue.created_at >= since else CHANGED
    if venue.withdrawn_at is not None:
        kind = WITHDRAWN
    return Change(kind, venue.public_id, venue.changed_at, venue)


# --- Positions as short texts, for addresses ----------------------------------------------------
def position_text(position: Position) -> str:
    """Write a position as one word, that stays good as long as the directory."""
    begun = _microseconds(position.begun) if position.begun else ""
    moment, since = _microseconds(position.moment), _microseconds(position.since)
    return f"{moment}.{position.public_id}.{since}.{begun}"


def read_position(text: str) -> Position | None:
    """Return the position that a text holds, or None when it is not one of ours."""
    found = _TEXT.fullmatch(text)
    if found is None or (found[2] and not is_public_id(found[2])):
        return None
    begun = _moment(found[4]) if found[4] else None
    return Position(_moment(found[1]), found[2], _moment(found[3]), begun)


def _microseconds(moment: datetime) -> int:
    return (moment - _EARLIEST) // timedelta(microseconds=1)


def _moment(microseconds: str) -> datetime:
    return _EARLIEST + timedelta(microseconds=int(microseconds))
