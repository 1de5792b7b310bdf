"""The points of the map: the same venues as the list, small, kept, never at 0/0."""

from __future__ import annotations

import json
import random
from itertools import accumulate
from typing import Any

import brotli
import pytest
from django.test import Client

from ifn_site.models import bump_data_version
from tests.factories import VenueFactory
from venues.models import Venue
from venues.points import SCALE, differences

POINTS = "/api/v1/lieux/points/"


def read(visitor: Client, query: str = "") -> Any:
    """Return the points that a query answers."""
    return visitor.get(POINTS + query).json()


@pytest.mark.parametrize(
    ("values", "steps"), [([], []), ([7], [7]), ([3, 3, 10, -2], [3, 0, 7, -12])]
)
def test_differences_add_up_to_the_values(values: list[int], steps: list[int]) -> None:
    assert differences(values) == steps
    assert list(accumulate(differences(values))) == values


def test_a_venue_without_coordinates_is_counted_not_placed(visitor: Client) -> None:
    VenueFactory(latitude=None, longitude=None)
    VenueFactory(latitude=-21.1, longitude=55.5)
    answer = read(visitor)
    assert (answer["count"], answer["sans_coordonnees"]) == (1, 1)
    assert answer["lats"] == [round(-21.1 * SCALE)]
    assert answer["lons"] == [round(55.5 * SCALE)]


@pytest.mark.parametrize(
    "query", ["?pres_de=45.4,4.3", "?pres_de=45.4,4.3&rayon=9000", "?bbox=4,45,5,46"]
)
def test_a_search_in_space_still_counts_the_venues_without_coordinates(
    visitor: Client, query: str
) -> None:
    VenueFactory(latitude=None, longitude=None)
    assert read(visitor, query)["sans_coordonnees"] == 1


def test_the_filters_hold_for_the_venues_without_coordinates_too(visitor: Client) -> None:
    VenueFactory(latitude=None, longitude=None, services=("outils",))
    VenueFactory(latitude=None, longitude=None, services=("emploi",))
    assert read(visitor, "?services=outils")["sans_coordonnees"] == 1


def test_a_browser_that_reads_brotli_gets_it_and_another_the_same_points(visitor: Client) -> None:
    VenueFactory()
    small = visitor.get(POINTS, HTTP_ACCEPT_ENCODING="gzip, deflate, br")
    plain = visitor.get(POINTS, HTTP_ACCEPT_ENCODING="identity")
    refused = visitor.get(POINTS, HTTP_ACCEPT_ENCODING="br;q=0, identity")
    assert small["Content-Encoding"] == "br"
    assert json.loads(brotli.decompress(small.content)) == plain.json() == refused.json()
    for response in (small, plain, refused):
        assert "Accept-Encoding" in response["Vary"]
        assert response["ETag"].startswith('W/"')


def test_points_are_made_once_for_a_version_of_the_data(
    visitor: Client, django_assert_num_queries: Any
) -> None:
    VenueFactory()
    bump_data_version()
    with django_assert_num_queries(3):  # the version, the venues without a point, the points
        first = visitor.get(POINTS)
    with django_assert_num_queries(1):
        assert visitor.get(POINTS).content == first.content
    VenueFactory()
    bump_data_version()
    assert read(visitor)["count"] == 2


def test_rare_combinations_are_not_kept(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        "venues.filters.remembered", lambda key, compute: asked.append(key) or compute()
    )
    VenueFactory()
    visitor.get(f"{POINTS}?services=outils,demarches")
    assert len(asked) == 1
    visitor.get(f"{POINTS}?services=outils,demarches&frais_a_charge=gratuit")
    assert len(asked) == 1


@pytest.mark.long
def test_all_the_venues_of_france_weigh_less_than_130_kilobytes(visitor: Client) -> None:
    chance = random.Random(7)
    masks = [("outils",), ("demarches",), ("outils", "demarches"), ("emploi", "outils"), ()]
    venues = [
        VenueFactory.build(
            latitude=chance.uniform(42.5, 50.9),
            longitude=chance.uniform(-4.5, 7.9),
            services=chance.choice(masks),
        )
        for _ in range(18_756)
    ]
    Venue.objects.bulk_create(venues, batch_size=500)
    bump_data_version()
    for encoding in ("br", "gzip"):
        answer = visitor.get(POINTS, HTTP_ACCEPT_ENCODING=encoding)
        assert answer["Content-Encoding"] == encoding
        assert len(answer.content) < 130_000, encoding


@pytest.mark.parametrize("latitude", [45.424724999, 45.42472501, 45.42475, 45.424774999])
def test_a_point_is_that_of_the_five_decimals_that_a_card_shows(
    visitor: Client, latitude: float
) -> None:
    VenueFactory(latitude=latitude)
    assert read(visitor)["lats"] == [round(float(f"{latitude:.5f}") * SCALE)]
