"""The feed of changes: a copy that follows it holds exactly what the site shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    RegionFactory,
    SourceFactory,
    SourceRecordFactory,
    VenueFactory,
    VenueRedirectFactory,
)
from venues.changes import (
    SETTLING,
    Position,
    changes_after,
    position_text,
    read_position,
    start,
)
from venues.identity import new_public_id
from venues.models import Venue, VenueRedirect

API = "/api/v1/lieux/changements/"
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def venue_at(moment: datetime, *, created: datetime | None = None, **facts: Any) -> Venue:
    """Return a venue created then changed at these moments."""
    venue = VenueFactory(**facts)
    Venue.objects.filter(pk=venue.pk).update(created_at=created or moment, changed_at=moment)
    return venue


def redirect_at(moment: datetime, venue: Venue) -> VenueRedirect:
    redirect = VenueRedirectFactory(venue=venue)
    VenueRedirect.objects.filter(pk=redirect.pk).update(created_at=moment)
    return redirect


def told(position: Position, size: int = 100, now: datetime = NOON) -> list[tuple[str, str]]:
    return [(one.kind, one.public_id) for one in changes_after(position, size, now).changes]


def read(visitor: Client, query: str = "", status: int = 200) -> Any:
    response = visitor.get(API + query)
    assert response.status_code == status, response.content
    return response.json()


# --- What is told -------------------------------------------------------------------------------
def test_each_kind_of_change_is_told_in_order_of_moment() -> None:
    old = venue_at(at(3), created=at(-9000))
    new = venue_at(at(1))
    gone = venue_at(at(2), created=at(-9000), withdrawn_at=at(2))
    redirect = redirect_at(at(4), new)
    assert told(start(at(0))) == [
        ("cree", new.public_id),
        ("retire", gone.public_id),
        ("modifie", old.public_id),
        ("redirige", redirect.public_id),
    ]


def test_the_moment_asked_is_included_and_what_is_older_is_not() -> None:
    venue_at(at(-1))
    exact = venue_at(at(0))
    assert told(start(at(0))) == [("cree", exact.public_id)]


def test_equal_moments_are_ordered_by_id_whatever_they_are() -> None:
    venues = [venue_at(at(0)) for _ in range(6)]
    redirects = [redirect_at(at(0), venues[0]) for _ in range(3)]
    ids = sorted(one.public_id for one in [*venues, *redirects])
    assert [public_id for _, public_id in told(start(at(0)))] == ids
    pages, position = [], start(at(0))
    for _ in range(len(ids)):
        page = changes_after(position, 1, NOON)
        pages += [one.public_id for one in page.changes]
        position = page.position
    assert pages == ids


def test_a_venue_changed_while_it_is_read_is_told_again_and_none_is_skipped() -> None:
    first, second, third = (venue_at(at(rank)) for rank in range(3))
    page = changes_after(start(at(0)), 1, NOON)
    assert [one.public_id for one in page.changes] == [first.public_id]
    Venue.objects.filter(pk__in=[first.pk, second.pk]).update(changed_at=at(5))
    rest = told(page.position)
    assert rest[0] == ("cree", third.public_id)
    assert {public_id for _, public_id in rest[1:]} == {first.public_id, second.public_id}


def test_an_import_that_shows_late_what_it_dated_early_is_not_missed() -> None:
    seen = venue_at(at(2))
    page = changes_after(start(at(0)), 100, at(3))
    assert [one.public_id for one in page.changes] == [seen.public_id]
    late = venue_at(at(1))
    assert late.public_id in {public_id for _, public_id in told(page.position, now=at(4))}


def test_a_long_reading_goes_back_to_before_it_began() -> None:
    for moment in (0, 0.5, 0.9, 1):
        venue_at(at(moment))
    position = start(at(0))
    for _ in range(3):
        position = changes_after(position, 1, at(2)).position
    late = venue_at(at(0.7))
    last = changes_after(position, 1, at(60))
    assert not last.has_more
    assert late.public_id in {public_id for _, public_id in told(last.position, now=at(61))}


def test_a_reading_that_ends_goes_back_no_further_than_needed() -> None:
    venue_at(at(0))
    page = changes_after(start(at(-1)), 100, at(0) + SETTLING * 2)
    assert page.position.moment == at(0)
    assert told(page.position, now=at(0) + SETTLING * 3) == []


# --- A copy -------------------------------------------------------------------------------------
class Copy:
    """What a harvester keeps: the ids shown, by following the feed alone."""

    def __init__(self, size: int) -> None:
        self.ids: set[str] = set()
        self.position = start()
        self.size = size

    def read_a_page(self, now: datetime) -> bool:
        page = changes_after(self.position, self.size, now)
        for one in page.changes:
            if one.kind in ("cree", "modifie"):
                self.ids.add(one.public_id)
            else:
                self.ids.discard(one.public_id)
        self.position = page.position
        return page.has_more


class Site:
    """A directory that things happen to, one minute after another."""

    def __init__(self) -> None:
        self.now = NOON

    def happen(self, what: str, which: int, late: int) -> None:
        """Do one thing to one venue, dated up to `late` minutes before it shows."""
        self.now += timedelta(minutes=1)
        moment = self.now - timedelta(minutes=late)
        venues = list(Venue.objects.order_by("pk"))
        if what == "add" or not venues:
            venue_at(moment)
            return
        venue = venues[which % len(venues)]
        one = Venue.objects.filter(pk=venue.pk)
        if what == "change":
            one.update(changed_at=moment, withdrawn_at=None)
        elif what == "withdraw":
            one.update(changed_at=moment, withdrawn_at=moment)
        elif len(venues) > 1:
            self.merge(venue, next(other for other in venues if other != venue), moment)

    def merge(self, venue: Venue, into: Venue, moment: datetime) -> None:
        """Make a venue an old id of another one."""
        VenueRedirect.objects.filter(venue=venue).update(venue=into)
        venue.delete()
        redirect = VenueRedirect.objects.create(public_id=venue.public_id, venue=into)
        VenueRedirect.objects.filter(pk=redirect.pk).update(created_at=moment)


EVENT = st.tuples(
    st.sampled_from(["add", "change", "withdraw", "merge", "read"]),
    st.integers(0, 30),
    st.integers(0, int(SETTLING.total_seconds() // 60)),
)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(events=st.lists(EVENT, max_size=30), size=st.integers(1, 7))
def test_a_copy_that_follows_the_feed_holds_exactly_what_is_shown(
    events: list[tuple[str, int, int]], size: int
) -> None:
    VenueRedirect.objects.all().delete()
    Venue.objects.all().delete()
    site, copy = Site(), Copy(size)
    for what, which, late in events:
        if what == "read":
            copy.read_a_page(site.now)
        else:
            site.happen(what, which, late)
    # Two readings to the end: the first may have begun before the last change was shown.
    for _ in range(2):
        while copy.read_a_page(site.now):
            pass
    shown = set(Venue.objects.published().order_by().values_list("public_id", flat=True))
    assert copy.ids == shown


# --- Positions ----------------------------------------------------------------------------------
@given(
    moment=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),
    begun=st.none() | st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),
    has_id=st.booleans(),
)
def test_a_position_survives_its_text(
    moment: datetime, begun: datetime | None, has_id: bool
) -> None:
    position = Position(
        moment.replace(tzinfo=UTC),
        new_public_id() if has_id else "",
        moment.replace(tzinfo=UTC),
        begun.replace(tzinfo=UTC) if begun else None,
    )
    assert read_position(position_text(position)) == position


@pytest.mark.parametrize(
    "text",
    ["", "1", "1.2.3.4.5", "1.rnzzzz.1.", "x..1.", "1.<script>.1.", "99999999999999999..1.",
     "1..1.99999999999999999", "-1..1.", "١..١."],
)  # fmt: skip
def test_a_text_that_is_no_position_is_told_apart(text: str) -> None:
    assert read_position(text) is None


# --- The address --------------------------------------------------------------------------------
def test_a_change_says_what_when_and_where(visitor: Client) -> None:
    venue = venue_at(at(0))
    (result,) = read(visitor, "?depuis=2026-11-01")["results"]
    assert result == {
        "type": "cree",
        "id": venue.public_id,
        "le": "2026-11-01T12:00:00.000000+00:00",
        "url": f"http://testserver{venue.get_absolute_url()}",
        "api": f"http://testserver/api/v1/lieux/{venue.public_id}/",
        "vers": None,
        "departement": venue.departement_code,
        "code_insee": venue.commune_code,
    }


@pytest.mark.parametrize(
    "query", ["departement=43", "region=84", "epci=244300000", "commune=43040", "source=autre"]
)
def test_a_filtered_feed_tells_deletions_and_redirections_of_its_own_only(
    visitor: Client, query: str
) -> None:
    DepartementFactory(code="43", name="Haute-Loire")
    RegionFactory(code="84")
    EpciFactory(code="244300000", name="Brivadois")
    CommuneFactory(code="43040", name="Brioude", departement_code="43")
    codes = {
        "departement_code": "43", "region_code": "84", "epci_code": "244300000",
        "commune_code": "43040", "insee_code": "43040",
    }  # fmt: skip
    others = dict.fromkeys(codes, "")
    gone = venue_at(at(0), withdrawn_at=at(0), **codes)
    SourceRecordFactory(source=SourceFactory(key="autre", name="Autre"), venue=gone, gone_at=at(0))
    elsewhere = venue_at(at(1), **others)
    here, away = redirect_at(at(2), gone), redirect_at(at(3), elsewhere)
    results = read(visitor, f"?depuis=2026-11-01&{query}")["results"]
    assert [(one["type"], one["id"]) for one in results] == [
        ("retire", gone.public_id),
        ("redirige", here.public_id),
    ]
    assert {(one["departement"], one["code_insee"]) for one in results} == {("43", "43040")}
    assert away.public_id in {one["id"] for one in read(visitor)["results"]}


def test_the_next_page_of_a_filtered_feed_keeps_its_filter(visitor: Client) -> None:
    DepartementFactory()
    for rank in range(3):
        venue_at(at(rank))
    answer = read(visitor, "?departement=42&page_size=2")
    assert "departement=42" in answer["next"]


def test_a_redirection_says_where_the_old_id_leads(visitor: Client) -> None:
    venue = venue_at(at(-9))
    redirect = redirect_at(at(0), venue)
    (result,) = read(visitor, "?depuis=2026-11-01T12:00:00Z")["results"]
    assert (result["type"], result["id"], result["vers"]) == (
        "redirige",
        redirect.public_id,
        venue.public_id,
    )
    assert result["api"].endswith(f"/{venue.public_id}/")


def test_next_leads_to_the_end_and_suite_waits_for_what_comes(visitor: Client) -> None:
    venues = [venue_at(at(rank)) for rank in range(5)]
    found: list[str] = []
    address, answer = f"{API}?depuis=2026-11-01&page_size=2", {}
    while address:
        answer = visitor.get(address).json()
        assert len(answer["results"]) <= 2
        found += [one["id"] for one in answer["results"]]
        address = answer["next"]
    assert found == [venue.public_id for venue in venues]
    later = venue_at(timezone.now())
    assert [one["id"] for one in read(visitor, f"?suite={answer['suite']}")["results"]] == [
        later.public_id
    ]


def test_without_a_moment_everything_is_told_from_the_start(visitor: Client) -> None:
    venue_at(datetime(2001, 1, 1, tzinfo=UTC))
    assert len(read(visitor)["results"]) == 1


def test_a_day_starts_at_midnight_in_paris(visitor: Client) -> None:
    venue_at(datetime(2026, 10, 31, 22, 59, tzinfo=UTC))
    first = venue_at(datetime(2026, 10, 31, 23, 0, tzinfo=UTC))
    assert [one["id"] for one in read(visitor, "?depuis=2026-11-01")["results"]] == [
        first.public_id
    ]


def test_a_moment_keeps_its_zone_even_when_the_plus_was_lost(visitor: Client) -> None:
    venue_at(at(0))
    for text in ("2026-11-01T14:00:00+02:00", "2026-11-01T14:00:00%2B02:00", "2026-11-01T12:00Z"):
        assert len(read(visitor, f"?depuis={text}")["results"]) == 1, text


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("?depuis=hier", "depuis", "n’est pas une date"),
        ("?depuis=2999-01-01", "depuis", "n’est pas une date"),
        ("?depuis=2099-01-01", "depuis", "futur"),
        ("?depuis=2026-01-01&depuis=2026-01-02", "depuis", "une seule fois"),
        ("?suite=abc", "suite", "Reprenez celle"),
        ("?suite=%3Cscript%3E", "suite", "Reprenez celle"),
        ("?depuis=2026-01-01&suite=1..1.", "suite", "pas les deux"),
        ("?page_size=1001", "page_size", "entre 1 et 1000"),
        ("?departement=00", "departement", "Code inconnu"),
        ("?source=inconnue", "source", "Source inconnue"),
        ("?services=outils", "services", "Paramètre inconnu"),
    ],
)
def test_a_mistake_is_told_in_french(visitor: Client, query: str, name: str, words: str) -> None:
    assert words in read(visitor, query, status=400)["erreurs"][name]


def test_an_unchanged_feed_costs_nothing_to_ask_again(visitor: Client) -> None:
    venue_at(at(0))
    etag = visitor.get(API)["ETag"]
    assert visitor.get(API, headers={"If-None-Match": etag}).status_code == 304


def test_a_page_costs_few_queries(visitor: Client, django_assert_max_num_queries: Any) -> None:
    for rank in range(8):
        redirect_at(at(rank), venue_at(at(rank)))
    with django_assert_max_num_queries(4):
        read(visitor)
