"""Thousands of new rows in one table."""

from __future__ import annotations

import gc

import pytest
from django.db import connection

from ifn_site.bulk_insert import insert_rows
from ifn_site.collector import collector_paused
from tests.factories import VenueFactory
from venues.models import Venue


def test_rows_are_written_whole_and_get_their_keys() -> None:
    rows = [
        VenueFactory.build(services=("outils",), emails=["a@x.fr"], latitude=None, slug=f"s{one}")
        for one in range(30)
    ]

    insert_rows(rows)

    assert [Venue.objects.get(pk=one.pk).slug for one in rows] == [one.slug for one in rows]
    stored = Venue.objects.get(pk=rows[0].pk)
    assert (stored.services, stored.emails, stored.latitude) == (("outils",), ["a@x.fr"], None)
    assert stored.created_at is not None


def test_a_written_row_can_be_saved_again() -> None:
    (row,) = insert_rows([VenueFactory.build()])

    row.name = "Tiers-lieu"
    row.save()

    assert Venue.objects.get().name == "Tiers-lieu"


def test_a_key_is_never_given_twice_even_after_a_deletion() -> None:
    (first,) = insert_rows([VenueFactory.build()])
    gone = first.pk
    first.delete()

    (second,) = insert_rows([VenueFactory.build()])

    assert second.pk > gone


def test_ordinary_rows_follow_with_their_own_keys() -> None:
    insert_rows([VenueFactory.build(), VenueFactory.build()])

    VenueFactory()

    assert Venue.objects.count() == 3


def test_no_rows_ask_nothing(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert insert_rows([]) == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other engines use bulk_create")
def test_many_rows_take_a_handful_of_statements(django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        insert_rows([VenueFactory.build() for _ in range(200)])


def test_the_collector_is_back_after_a_failure() -> None:
    def fail() -> None:
        with collector_paused():
            assert not gc.isenabled()
            raise KeyError

    with pytest.raises(KeyError):
        fail()

    assert gc.isenabled()
