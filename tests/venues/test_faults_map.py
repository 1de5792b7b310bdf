"""Faults read in the national map's code that concern a map (4, 6, 8, 16): ours do not have them.

The numbers are those of our notes on that map.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from ifn_site.models import bump_data_version
from tests.factories import CommuneFactory, DepartementFactory, VenueFactory
from venues.list_page import VenueList
from venues.map_panel import map_panel

POINTS = "/api/v1/lieux/points/"
GROUPS = "/api/v1/lieux/groupes/?z=3"
#: Overseas départements and collectivities: code, a point, and the region code when there is one.
OVERSEAS = [
    ("971", 16.2, -61.5),
    ("972", 14.6, -61.0),
    ("973", 4.9, -52.3),
    ("974", -21.1, 55.5),
    ("975", 46.8, -56.2),
    ("976", -12.8, 45.2),
    ("977", 17.9, -62.8),
    ("978", 18.1, -63.1),
    ("986", -13.3, -176.2),
    ("987", -17.5, -149.6),
    ("988", -22.3, 166.4),
]


def read(visitor: Client, address: str) -> Any:
    """Return the JSON of an address."""
    answer = visitor.get(address)
    assert answer.status_code == 200, answer.content
    return answer.json()


class TestFault4AFilterValueThatTheDataNoLongerSay:
    """It asks for « ZRR » where the data say « FRR »: nothing is found."""

    def test_the_values_asked_are_those_that_the_data_say(self, visitor: Client) -> None:
        VenueFactory(other_labels=["FRR"])
        VenueFactory(other_labels=["QPV"])
        VenueFactory()
        bump_data_version()
        assert read(visitor, f"{POINTS}?autres_formations_labels=FRR")["count"] == 1
        assert read(visitor, f"{GROUPS}&autres_formations_labels=FRR")["count"] == 1

    def test_a_value_that_no_venue_has_is_refused_not_answered_by_nothing(
        self, visitor: Client
    ) -> None:
        VenueFactory(other_labels=["FRR"])
        bump_data_version()
        answer = visitor.get(f"{POINTS}?autres_formations_labels=ZRR")
        assert answer.status_code == 400
        assert "ZRR" in answer.json()["erreurs"]["autres_formations_labels"]


class TestFault6AVenueWithoutCoordinatesStandsAtZero:
    """It writes 0/0, in the Gulf of Guinea."""

    @pytest.fixture(autouse=True)
    def _two_venues(self) -> None:
        VenueFactory()
        self.unlocated = VenueFactory(name="Bus", latitude=None, longitude=None)

    def test_it_is_no_point_but_it_is_counted(self, visitor: Client) -> None:
        answer = read(visitor, POINTS)
        assert (answer["count"], answer["sans_coordonnees"]) == (1, 1)
        assert 0 not in answer["lats"]

    def test_it_is_in_no_group(self, visitor: Client) -> None:
        answer = read(visitor, GROUPS)
        assert answer["count"] == 1
        assert all(group["latitude"] and group["longitude"] for group in answer["groupes"])

    def test_no_box_around_zero_holds_it(self, visitor: Client) -> None:
        assert read(visitor, "/api/v1/lieux/?bbox=-1,-1,1,1")["count"] == 0

    def test_its_card_is_tied_to_no_point(self, visitor: Client) -> None:
        html = visitor.get("/lieux/").content.decode()
        card = html[html.index(f'data-venue="{self.unlocated.public_id}"') :]
        assert "data-point" not in card[: card.index(">")]
        assert html.count("data-point=") == 1


class TestFault8OverseasTerritoriesAreMissing:
    """Five collectivities are in none of its tables, Saint-Martin bears the code 00."""

    @pytest.mark.parametrize(("code", "latitude", "longitude"), OVERSEAS)
    def test_its_venues_are_points_and_groups_like_the_others(
        self, visitor: Client, code: str, latitude: float, longitude: float
    ) -> None:
        DepartementFactory(code=code, name=f"Territoire {code}", region_code="")
        VenueFactory()
        VenueFactory(latitude=latitude, longitude=longitude, departement_code=code, region_code="")
        answer = read(visitor, f"{POINTS}?departement={code}")
        assert answer["count"] == 1
        assert answer["lats"][0] / answer["echelle"] == pytest.approx(latitude, abs=1e-4)
        assert answer["lons"][0] / answer["echelle"] == pytest.approx(longitude, abs=1e-4)
        box = f"{longitude - 0.1},{latitude - 0.1},{longitude + 0.1},{latitude + 0.1}"
        assert read(visitor, f"{GROUPS}&bbox={box}")["count"] == 1


class TestFault16TheSamePointsAreAskedAgainAndAgain:
    """The key of its cache never matches: each move of the map loads the same venues.

    That ours asks once, however the map is moved, is seen in a browser (test_map.py).
    """

    def test_points_already_had_cost_no_body(self, visitor: Client) -> None:
        VenueFactory()
        bump_data_version()
        first = visitor.get(POINTS)
        again = visitor.get(POINTS, HTTP_IF_NONE_MATCH=first["ETag"])
        assert (again.status_code, again.content) == (304, b"")

    def test_one_address_serves_every_place_of_a_search(self, visitor: Client) -> None:
        CommuneFactory()
        CommuneFactory(code="13056", name="Martigues", latitude=43.4, longitude=5.05)
        addresses = {
            map_panel(VenueList(QueryDict(f"services=outils&lieu={code}")))["map"]["points_url"]
            for code in ("42218", "13056")
        }
        assert len(addresses) == 1
