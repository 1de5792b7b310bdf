"""Never a dead end: what to relax, the nearest beyond, hours that nobody knows, a zone."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.test import Client

from ifn_site import clock
from tests.factories import CommuneFactory, DepartementFactory, VenueFactory
from tests.venues.test_list_page import NBSP, names, page, words
from venues.filter_fields import Box
from venues.list_scope import middle_of

PARIS = ZoneInfo("Europe/Paris")


def links(visitor: Client, query: str, name: str = "relaxations") -> dict[str, str]:
    """Return the ways out of a list, by their words."""
    found = visitor.get(f"/lieux/{query}").context[name]
    return {link.label.replace(NBSP, " "): link.url for link in found}


# --- Nothing near, nothing at all ---------------------------------------------------------------
def test_far_from_everything_one_learns_what_to_change_to_find_nearer(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(services=("outils",))
    VenueFactory(name="Fab", services=("loisirs",), latitude=45.8, commune_code="42187",
                 commune_name="Roanne")  # fmt: skip
    query = "?lieu=42218&services=loisirs"
    text = page(visitor, query)
    assert "Le plus proche qui convient est à 41 km : Fab, Roanne." in text
    assert "Pour trouver plus près" in text
    assert links(visitor, query) == {
        "Sans « Créer et se distraire » : 1 lieu": "/lieux/?lieu=42218"
    }
    assert links(visitor, query, "other_communes") == {
        "Roanne, à 41 km": "/lieux/?services=loisirs&lieu=42187"
    }
    assert names(visitor, query) == ["Fab"]


def test_a_territory_without_answer_gives_the_nearest_outside(visitor: Client) -> None:
    DepartementFactory()
    CommuneFactory()
    VenueFactory(services=("outils",))
    VenueFactory(name="Ailleurs", services=("emploi",), latitude=45.76, longitude=4.83,
                 commune_code="69123", commune_name="Lyon", departement_code="69")  # fmt: skip
    response = visitor.get("/lieux/?departement=42&services=emploi")
    text = words(response.content.decode())
    assert (
        "Le plus proche qui convient est à 50 km du centre du territoire : Ailleurs, Lyon." in text
    )
    assert response.context["beyond_card"].venue.name == "Ailleurs"
    assert links(visitor, "?departement=42&services=emploi", "other_communes") == {
        "Lyon, à 50 km": "/lieux/?services=emploi&lieu=69123"
    }


def test_choices_are_taken_back_before_the_place(visitor: Client) -> None:
    DepartementFactory()
    VenueFactory(services=("outils",))
    for _ in range(3):
        VenueFactory(services=("emploi",), departement_code="69")
    found = links(visitor, "?departement=42&services=emploi")
    assert list(found) == [
        "Sans « Chercher un emploi ou une formation » : 1 lieu",
        "Partout en France : 3 lieux",
    ]


def test_a_way_out_announces_what_its_page_announces(visitor: Client) -> None:
    CommuneFactory()
    for _ in range(2):
        VenueFactory(services=("outils",))
    for _ in range(4):
        VenueFactory(services=("outils",), latitude=46.4)
    VenueFactory(services=("emploi",), latitude=46.0, costs=("payant",))
    VenueFactory(services=("emploi",), latitude=46.4, costs=("gratuit",))
    found = links(visitor, "?lieu=42218&services=emploi&frais_a_charge=gratuit")
    assert list(found) == [
        "Sans « Chercher un emploi ou une formation » : 2 lieux",
        "Sans « Gratuit » : le plus proche à 63 km",
    ]
    near, far = found.values()
    assert "2 lieux à moins de 20 km" in page(visitor, near.removeprefix("/lieux/"))
    assert "Le plus proche qui convient est à 63 km" in page(visitor, far.removeprefix("/lieux/"))


def test_what_leads_no_nearer_is_no_way_out(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(services=("emploi",), latitude=46.0, costs=("gratuit",))
    VenueFactory(services=("emploi",), latitude=46.4, costs=("payant",))
    assert links(visitor, "?lieu=42218&services=emploi&frais_a_charge=gratuit") == {}


def test_a_list_that_answers_offers_no_way_out(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory()
    response = visitor.get("/lieux/?lieu=42218&services=outils")
    assert response.context["relaxations"] == []
    assert response.context["other_communes"] == []


def test_the_helpline_stands_where_nothing_fits(visitor: Client, settings: Any) -> None:
    settings.HELPLINE = {"label": "Ligne d’exemple", "number": "0 800 00 00 00", "hours": ""}
    VenueFactory()
    assert "Ligne d’exemple" in page(visitor, "?services=loisirs")


# --- Where no venue is known --------------------------------------------------------------------
def test_a_territory_without_any_venue_says_so_and_what_to_do(
    visitor: Client, settings: Any
) -> None:
    settings.HELPLINE = {"label": "Ligne d’exemple", "number": "0 800 00 00 00", "hours": ""}
    DepartementFactory(code="975", name="Saint-Pierre-et-Miquelon")
    VenueFactory(support_modes=("distance",))
    response = visitor.get("/lieux/?departement=975&services=outils")
    text = words(response.content.decode())
    assert "Nous ne connaissons pas encore de lieu ici." in text
    assert "Aucun lieu ne correspond" not in text
    assert "Ligne d’exemple" in text
    assert "Affiner la liste" not in text
    assert links(visitor, "?departement=975&services=outils", "unserved_ways") == {
        "Aide à distance, par téléphone ou en ligne : 1 lieu": (
            "/lieux/?modalites_accompagnement=distance"
        ),
        "Vous connaissez un lieu ? Référencer un lieu": "/referencer-mon-lieu/?departement=975",
    }


def test_no_help_at_a_distance_is_invented(visitor: Client) -> None:
    CommuneFactory(code="98735", name="Papeete", latitude=-17.5, longitude=-149.5)
    VenueFactory()
    assert links(visitor, "?lieu=98735", "unserved_ways") == {
        "Vous connaissez un lieu ? Référencer un lieu": "/referencer-mon-lieu/?departement=987"
    }


def test_a_territory_that_only_the_choices_empty_keeps_its_choices(visitor: Client) -> None:
    DepartementFactory()
    VenueFactory(services=("outils",))
    response = visitor.get("/lieux/?departement=42&services=emploi")
    assert not response.context["is_unserved"]
    assert "Affiner la liste" in words(response.content.decode())


# --- Hours that nobody knows --------------------------------------------------------------------
def test_venues_without_hours_are_one_link_away(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monday = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)
    monkeypatch.setattr(clock, "now", lambda: monday)
    CommuneFactory()
    VenueFactory(name="Ouvert", hours="Mo 09:00-12:00")
    VenueFactory(name="Muet", hours="")
    apart = visitor.get("/lieux/?lieu=42218&ouvert=maintenant").context["unknown_hours"]
    assert apart.url == "/lieux/?ouvert=maintenant&lieu=42218&horaires=inconnus"
    query = apart.url.removeprefix("/lieux/")
    assert names(visitor, query) == ["Muet"]
    text = page(visitor, query)
    assert "1 lieu qui ne disent pas leurs horaires" not in text
    assert "1 lieu qui ne dit pas ses horaires à moins de 20 km" in text
    assert "de plus" not in text


def test_unknown_hours_can_be_taken_back(visitor: Client) -> None:
    VenueFactory(hours="")
    response = visitor.get("/lieux/?ouvert_le=lundi&horaires=inconnus")
    chips = {chip.label: chip.remove_url for chip in response.context["active_filters"]}
    assert chips == {
        "Ouvert le lundi": "/lieux/",
        "Horaires inconnus": "/lieux/?ouvert_le=lundi",
    }


def test_unknown_hours_mean_nothing_when_no_hour_is_asked(visitor: Client) -> None:
    VenueFactory(name="Ici")
    response = visitor.get("/lieux/?horaires=inconnus")
    assert response.context["active_filters"] == []
    assert response.context["page"].count == 1


def test_only_unknown_hours_is_not_an_empty_answer_without_a_word(visitor: Client) -> None:
    VenueFactory(hours="")
    text = page(visitor, "?ouvert_le=dimanche")
    assert "1 lieu ne dit pas ses horaires : les voir" in text


# --- A zone of the map --------------------------------------------------------------------------
def test_a_zone_lists_its_venues_from_its_middle(visitor: Client) -> None:
    VenueFactory(name="Bord", latitude=45.05, longitude=4.05)
    VenueFactory(name="Milieu", latitude=45.5, longitude=4.5)
    VenueFactory(name="Dehors", latitude=47.0, longitude=4.5)
    VenueFactory(name="Sans point", latitude=None, longitude=None)
    query = "?bbox=4,45,5,46"
    text = page(visitor, query)
    assert names(visitor, query) == ["Milieu", "Bord"]
    assert "Lieux dans cette zone" in text
    assert "2 lieux, en partant du milieu de la zone." in text
    assert "Dans une zone de la carte" in text


def test_a_zone_goes_across_the_180th_meridian(visitor: Client) -> None:
    VenueFactory(name="Est", latitude=-14.3, longitude=-179.0)
    VenueFactory(name="Ouest", latitude=-14.3, longitude=178.5)
    VenueFactory(name="Loin", latitude=-14.3, longitude=0.0)
    assert names(visitor, "?bbox=177,-15,-178,-14") == ["Ouest", "Est"]


@pytest.mark.parametrize(
    ("box", "middle"),
    [
        (Box(4, 45, 5, 46), (45.5, 4.5)),
        (Box(177, -15, -178, -14), (-14.5, 179.5)),
        (Box(179, -15, -176, -14), (-14.5, -178.5)),
        (Box(-180, -90, 180, 90), (0, 0)),
    ],
)
def test_the_middle_of_a_box_is_in_the_box(box: Box, middle: tuple[float, float]) -> None:
    assert middle_of(box) == pytest.approx(middle)


def test_an_empty_zone_names_the_nearest_venue(visitor: Client) -> None:
    VenueFactory(name="Voisin", latitude=45.5, longitude=5.1, commune_name="Exempleville")
    text = page(visitor, "?bbox=4,45,5,46")
    assert "du milieu de la zone : Voisin, Exempleville." in text


# --- Order --------------------------------------------------------------------------------------
def test_a_place_can_be_read_by_name(visitor: Client) -> None:
    CommuneFactory()
    VenueFactory(name="Zoé", latitude=45.4347)
    VenueFactory(name="Anna", latitude=45.5)
    VenueFactory(name="Loin", latitude=45.9)
    assert names(visitor, "?lieu=42218&tri=nom") == ["Anna", "Zoé"]
    assert "2 lieux à moins de 20 km, par ordre alphabétique." in page(
        visitor, "?lieu=42218&tri=nom"
    )
    orders = visitor.get("/lieux/?lieu=42218&tri=nom").context["orders"]
    assert [order.url for order in orders] == ["/lieux/?lieu=42218", ""]


def test_an_order_that_does_not_exist_is_told(visitor: Client) -> None:
    VenueFactory()
    assert "L’ordre « prix » n’existe pas." in page(visitor, "?tri=prix")


def test_an_order_travels_to_the_next_page(visitor: Client) -> None:
    CommuneFactory()
    for _ in range(25):
        VenueFactory()
    shown = visitor.get("/lieux/?lieu=42218&tri=nom").context["page"]
    assert QueryDict(shown.next_url.split("?")[1])["tri"] == "nom"
