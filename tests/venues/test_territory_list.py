"""Lists restricted to a territory: where one stands, the one address, the block of its page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client

from ifn_site.clock import today
from tests.factories import (
    ArrondissementFactory,
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    RegionFactory,
    VenueFactory,
)
from tests.venues.test_list_page import heading, words
from venues.territory_block import territory_venues


def loire() -> None:
    """Create Saint-Étienne and all that holds it."""
    RegionFactory()
    DepartementFactory()
    EpciFactory()
    CommuneFactory()


def steps(visitor: Client, query: str) -> list[tuple[str, str]]:
    """Return the words and the addresses of the trail of a list."""
    return [(step.label, step.url) for step in visitor.get(f"/lieux/{query}").context["trail"]]


# --- The trail ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?region=84", ["France", "Auvergne-Rhône-Alpes"]),
        ("?departement=42", ["France", "Auvergne-Rhône-Alpes", "Loire"]),
        ("?lieu=42", ["France", "Auvergne-Rhône-Alpes", "Loire (42)"]),
        (
            "?epci=244200770",
            ["France", "Auvergne-Rhône-Alpes", "Loire", "Saint-Étienne Métropole"],
        ),
        (
            "?commune=42218",
            [
                "France",
                "Auvergne-Rhône-Alpes",
                "Loire",
                "Saint-Étienne Métropole",
                "Saint-Étienne",
            ],
        ),
        ("?lieu=42218", ["France", "Saint-Étienne"]),
        ("", ["France"]),
        ("?services=outils", ["France", "Votre recherche"]),
        ("?bbox=4,45,5,46", ["France", "Cette zone"]),
        ("?departement=42&region=84", ["France", "Votre recherche"]),
    ],
)
def test_the_trail_goes_from_france_to_where_one_stands(
    visitor: Client, query: str, expected: list[str]
) -> None:
    loire()
    found = steps(visitor, query)
    assert [label for label, _ in found] == expected
    assert found[-1][1] == ""
    assert all(url.startswith("/lieux/") for _, url in found[:-1])


def test_each_step_leads_to_its_list(visitor: Client) -> None:
    loire()
    assert [url for _, url in steps(visitor, "?commune=42218")] == [
        "/lieux/",
        "/lieux/?region=84",
        "/lieux/?departement=42",
        "/lieux/?epci=244200770",
        "",
    ]


def test_an_epci_of_two_departements_stands_under_what_they_share(visitor: Client) -> None:
    loire()
    CommuneFactory(code="43001", name="Voisine", departement_code="43")
    assert [label for label, _ in steps(visitor, "?epci=244200770")] == [
        "France",
        "Auvergne-Rhône-Alpes",
        "Saint-Étienne Métropole",
    ]


def test_an_arrondissement_stands_under_its_commune(visitor: Client) -> None:
    RegionFactory(code="11", name="Île-de-France")
    DepartementFactory(code="75", name="Paris", region_code="11")
    CommuneFactory(
        code="75056", name="Paris", departement_code="75", region_code="11", epci_code=""
    )
    ArrondissementFactory()
    labels = [label for label, _ in steps(visitor, "?commune=75112")]
    assert labels == ["France", "Île-de-France", "Paris", "Paris 12e Arrondissement"]


def test_a_territory_that_is_its_own_region_is_named_once(visitor: Client) -> None:
    RegionFactory(code="04", name="La Réunion")
    DepartementFactory(code="974", name="La Réunion", region_code="04")
    assert [label for label, _ in steps(visitor, "?departement=974")] == ["France", "La Réunion"]


# --- The one address ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?departement=42&services=outils&tri=nom&carte=1", "/lieux/?departement=42"),
        ("?lieu=42", "/lieux/?departement=42"),
        ("?lieu=42218&ouvert=maintenant", "/lieux/?lieu=42218"),
        ("?services=outils", "/lieux/"),
        ("?page=2", "/lieux/?page=2"),
    ],
)
def test_one_address_stands_for_all_the_choices_in_a_territory(
    visitor: Client, query: str, expected: str
) -> None:
    loire()
    for _ in range(25):
        VenueFactory()
    response = visitor.get(f"/lieux/{query}")
    assert response.context["canonical_url"] == expected
    link = f'<link rel="canonical" href="http://testserver{expected}">'
    assert link in response.content.decode()


def test_the_heading_names_every_level(visitor: Client) -> None:
    loire()
    assert heading(visitor, "?epci=244200770") == "Lieux d’aide : Saint-Étienne Métropole"
    assert heading(visitor, "?region=84") == "Lieux d’aide : Auvergne-Rhône-Alpes"
    assert heading(visitor, "?commune=42218") == "Lieux d’aide : Saint-Étienne"


# --- The block of a territory -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("level", "code", "count", "url"),
    [
        ("france", "FR", 3, "/lieux/"),
        ("region", "84", 2, "/lieux/?region=84"),
        ("departement", "42", 2, "/lieux/?departement=42"),
        ("epci", "244200770", 2, "/lieux/?epci=244200770"),
        ("commune", "42218", 2, "/lieux/?commune=42218"),
        ("arrondissement", "75112", 1, "/lieux/?commune=75112"),
        ("commune", "01001", 0, "/lieux/?commune=01001"),
    ],
)
def test_a_territory_counts_its_venues(level: str, code: str, count: int, url: str) -> None:
    VenueFactory()
    VenueFactory()
    VenueFactory(insee_code="75112", commune_code="75056", departement_code="75",
                 region_code="11", epci_code="")  # fmt: skip
    found = territory_venues(level, code)
    assert (found.count, found.list_url) == (count, url)
    assert len(found.first_cards) == count


def test_a_territory_tells_what_its_venues_offer() -> None:
    VenueFactory(services=("outils", "emploi"), costs=("gratuit",), hours="24/7")
    VenueFactory(services=("outils",), costs=("gratuit", "payant"), hours="")
    found = territory_venues("departement", "42")
    counts = {service.code: service.count for service in found.services}
    assert (counts["outils"], counts["emploi"], counts["loisirs"]) == (2, 1, 0)
    assert (found.free, found.hours_known, found.open_now) == (1, 1, 1)


def test_a_territory_tells_how_old_its_sheets_are() -> None:
    VenueFactory(updated_on=today() - timedelta(days=30))
    VenueFactory(updated_on=today() - timedelta(days=400))
    VenueFactory(updated_on=None)
    found = territory_venues("departement", "42")
    assert found.stale == 2
    assert found.stale_share == pytest.approx(2 / 3)
    assert territory_venues("departement", "07").stale_share is None


def test_a_territory_shows_six_venues_at_most() -> None:
    for rank in range(8):
        VenueFactory(name=f"Lieu {rank}")
    cards = territory_venues("commune", "42218").first_cards
    assert [card.venue.name for card in cards] == [f"Lieu {rank}" for rank in range(6)]
    assert cards[0].url.endswith("/?commune=42218")


def test_a_level_without_venues_is_refused() -> None:
    with pytest.raises(ValueError, match="iris"):
        territory_venues("iris", "422180101")


def test_a_territory_costs_few_queries(django_assert_max_num_queries: object) -> None:
    VenueFactory()
    territory_venues("france", "FR")
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        territory_venues("departement", "42")


@pytest.mark.parametrize(("code", "said"), [("42", "Voir le lieu"), ("07", "Chercher plus loin")])
def test_the_block_is_drawn_with_or_without_venues(code: str, said: str) -> None:
    VenueFactory()
    venues = territory_venues("departement", code)
    html = render_to_string(
        "venues/_territory_block.html", {"venues": venues, "territory_name": "Loire"}
    )
    assert said in words(html)


def test_the_list_is_only_read(visitor: Client) -> None:
    assert visitor.post("/lieux/").status_code == 405
