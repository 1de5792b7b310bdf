"""Groups on a grid: nobody is lost, a venue alone is named, a request stays bounded."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import VenueFactory
from venues.clusters import cells_across

GROUPS = "/api/v1/lieux/groupes/"


def read(visitor: Client, query: str, status: int = 200) -> Any:
    """Return the JSON that a query answers."""
    response = visitor.get(GROUPS + query)
    assert response.status_code == status, response.content
    return response.json()


@pytest.mark.parametrize("zoom", [0, 3, 4])
def test_every_located_venue_is_in_one_group(visitor: Client, zoom: int) -> None:
    for lat, lon in [(45.4, 4.4), (45.41, 4.41), (48.8, 2.3), (-21.1, 55.5), (-13.3, -176.2)]:
        VenueFactory(latitude=lat, longitude=lon)
    VenueFactory(latitude=None, longitude=None)
    answer = read(visitor, f"?z={zoom}")
    assert answer["count"] == sum(group["nombre"] for group in answer["groupes"]) == 5


def test_a_group_tells_its_centre_and_its_limits(visitor: Client) -> None:
    VenueFactory(latitude=45.40, longitude=4.40)
    VenueFactory(latitude=45.42, longitude=4.44)
    (group,) = read(visitor, "?z=3")["groupes"]
    assert group == {
        "nombre": 2,
        "latitude": 45.41,
        "longitude": 4.42,
        "bbox": [4.40, 45.40, 4.44, 45.42],
        "id": None,
    }


def test_a_venue_alone_is_named_and_two_near_ones_part_when_the_map_is_closer(
    visitor: Client,
) -> None:
    first = VenueFactory(latitude=45.40, longitude=4.40)
    second = VenueFactory(latitude=45.42, longitude=4.44)
    groups = read(visitor, "?z=13&bbox=4.3,45.3,4.5,45.5")["groupes"]
    assert [group["id"] for group in groups] == [first.public_id, second.public_id]


def test_groups_obey_the_filters_of_the_list(visitor: Client) -> None:
    VenueFactory(services=("outils",))
    VenueFactory(services=("emploi",))
    assert read(visitor, "?z=4&services=outils")["count"] == 1
    assert read(visitor, "?z=4&bbox=0,40,1,41")["groupes"] == []


@pytest.mark.parametrize("query", ["", "?z=", "?z=-1", "?z=20", "?z=3.5", "?z=3&z=4", "?z=²"])
def test_a_missing_or_bad_zoom_is_refused_in_french(visitor: Client, query: str) -> None:
    assert "zoom" in read(visitor, query, status=400)["erreurs"]["z"]


def test_every_mistake_is_told_at_once(visitor: Client) -> None:
    assert set(read(visitor, "?z=99&services=nul&zone=1", status=400)["erreurs"]) == {
        "z",
        "services",
        "zone",
    }


@pytest.mark.parametrize("query", ["?z=9", "?z=19&bbox=2,48,3,49"])
def test_a_request_for_countless_cells_is_refused(visitor: Client, query: str) -> None:
    assert "bbox" in read(visitor, query, status=400)["erreurs"]["z"]


def test_a_box_across_the_180th_meridian_is_measured_the_short_way() -> None:
    assert cells_across(179, -20, -179, -18, 6) == pytest.approx(cells_across(0, -20, 2, -18, 6))


def test_groups_cost_one_reading(visitor: Client, django_assert_num_queries: Any) -> None:
    VenueFactory.create_batch(3)
    with django_assert_num_queries(2):  # the version of the data, the groups
        read(visitor, "?z=4")
