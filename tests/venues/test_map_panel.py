"""What the page tells the map: the same venues as the list, and where to open."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    RegionFactory,
    VenueFactory,
)
from venues.list_page import VenueList
from venues.map_panel import map_panel

POINTS = "/api/v1/lieux/points/"


def panel(query: str = "") -> dict[str, Any]:
    """Return what the map is told for a query."""
    found: dict[str, Any] = map_panel(VenueList(QueryDict(query)))["map"]
    return found


def points_of(visitor: Client, query: str) -> int:
    """Count the points that the map of a list would ask for."""
    answer = visitor.get(panel(query)["points_url"])
    assert answer.status_code == 200, answer.content
    count: int = answer.json()["count"]
    return count


def test_a_list_of_everything_asks_for_every_point_and_opens_on_the_mainland() -> None:
    assert panel() == {
        "points_url": POINTS,
        "bbox": "",
        "centre": "",
        "centre_name": "",
        "unlocated": 0,
        "territory": "",
        "whole": True,
    }


def test_around_a_place_the_map_opens_there_with_the_points_that_everybody_asks() -> None:
    CommuneFactory()
    told = panel("lieu=42218")
    assert (told["points_url"], told["centre"]) == (POINTS, "45.43470,4.39030")
    assert told["centre_name"] == "Centre de Saint-Étienne"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2),
        ("lieu=42218", 1),
        ("lieu=42218&services=emploi", 0),
        ("departement=69", 1),
        ("lieu=69", 1),
        ("pres_de=45.4,4.4", 0),
        ("bbox=4.2,45.3,4.6,45.6", 0),
    ],
)
def test_only_the_unlocated_venues_of_the_list_are_counted(query: str, count: int) -> None:
    CommuneFactory()
    RegionFactory(code="84")
    DepartementFactory(code="69", name="Rhône", region_code="84")
    VenueFactory(services=("outils",))
    here = {"commune_code": "42218", "departement_code": "42"}
    far = {"commune_code": "69123", "insee_code": "69123", "departement_code": "69"}
    for place in (here, far):
        VenueFactory(latitude=None, longitude=None, services=("outils",), **place)
    assert panel(query)["unlocated"] == count


@pytest.mark.parametrize(
    "query",
    [
        "services=outils&services=emploi",
        "q=mediatheque",
        "prise_en_charge_specifique=surdite",
        "ouvert_le=samedi&de=09:00&a=12:00",
        "ouvert_le=week-end",
        "source=Hub d’exemple",
    ],
)
def test_the_choices_of_the_list_hold_on_the_map(visitor: Client, query: str) -> None:
    VenueFactory(services=("outils",), hours="Sa 09:00-12:00", care=("surdite",))
    VenueFactory(
        name="Cyber", sort_name="cyber", search_text="cyber", services=(), declared_source="autre"
    )
    assert points_of(visitor, query) == 1


def test_a_zone_is_where_the_map_looks_not_what_it_holds(visitor: Client) -> None:
    VenueFactory()
    VenueFactory(latitude=48.8, longitude=2.3)
    assert panel("bbox=4.2,45.3,4.6,45.6")["bbox"] == "4.20,45.30,4.60,45.60"
    assert points_of(visitor, "bbox=4.2,45.3,4.6,45.6") == 2


def test_a_departement_limits_the_points_and_names_itself(visitor: Client) -> None:
    RegionFactory(code="04", name="La Réunion")
    DepartementFactory(code="974", name="La Réunion", region_code="04")
    VenueFactory()
    VenueFactory(latitude=-21.1, longitude=55.5, departement_code="974", region_code="04")
    for query in ("departement=974", "lieu=974"):
        told = panel(query)
        assert (told["territory"], told["whole"]) == ("974", False)
        assert points_of(visitor, query) == 1


@pytest.mark.parametrize("query", ["services=nul", "utm_source=x", "page=2", "carte=1", "tri=nom"])
def test_what_the_api_would_refuse_is_never_asked(visitor: Client, query: str) -> None:
    VenueFactory()
    assert points_of(visitor, query) == 1


def test_a_hostile_value_stays_a_value(visitor: Client) -> None:
    html = visitor.get("/lieux/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in html
