"""Budgets that no machine changes: queries of every page, bytes that travel in production mode.

Times are measured by the benches, never here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.browser.pages import PAGES
from tests.browser.world import make_world
from tests.processes import Site, bare_environment
from tests.site.test_production_mode import SETTINGS, get

MOST_QUERIES = 8
#: Bytes of a page with all it asks for, map aside.
MOST_BYTES = 30_000
#: Lists whose answer is hard to find: the choices, the words, the way out.
HARD = {
    "words that nothing holds": "?lieu=42218&q=zzzzzz",
    "words and choices that nothing fits": (
        "?lieu=42218&q=zzzzzz&services=equipement&frais_a_charge=payant&ouvert_le=samedi"
    ),
    "words that nothing holds in a département": "?departement=42&q=zzzzzz&services=equipement",
    "unknown hours that nothing fits": (
        "?departement=42&q=zzzzzz&ouvert=maintenant&horaires=inconnus"
    ),
    "a zone without venues": "?bbox=0,0,1,1&services=equipement",
    "several choices that something fits": (
        "?lieu=42218&services=demarches,outils&publics_specifiquement_adresses=seniors"
        "&modalites_accompagnement=individuel&ouvert_le=samedi&tri=nom"
    ),
}


def queries_of(path: str, status: int = 200) -> list[str]:
    """Return the questions that a page asks the database, once its data version is known."""
    visitor = Client()
    # What is read once per data version, for every page: the words, the columns of the filters,
    # the names of territories.
    for first in (
        "/lieux/?q=soleil&ouvert_le=samedi",
        "/lieux/ou/?choix=42218",
        "/territoires/departement/13/",
        "/couverture/et-si/?territoire=departement:13",
    ):
        visitor.get(first)
    with CaptureQueriesContext(connection) as queries:
        assert visitor.get(path).status_code == status
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_asks_few_questions(kind: str) -> None:
    address = PAGES[kind]
    asked = queries_of(address.path(make_world()), address.status)
    assert len(asked) <= MOST_QUERIES, "\n".join(asked)


@pytest.mark.parametrize("query", HARD.values(), ids=HARD)
def test_a_list_that_is_hard_to_fill_asks_few_questions(query: str) -> None:
    make_world()
    asked = queries_of(f"/lieux/{query}")
    assert len(asked) <= MOST_QUERIES, "\n".join(asked)


def test_a_choice_of_many_communes_asks_no_more_than_one_of_two() -> None:
    make_world()
    codes = ["93066", "97411", "42218", "13056"]
    few, many = (len(queries_of(f"/lieux/ou/?choix={','.join(codes[:count])}")) for count in (2, 4))
    assert few == many <= MOST_QUERIES


# --- What travels, in production mode -----------------------------------------------------------
@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A production site with the small country: what a page weighs hardly depends on the others."""
    folder = tmp_path_factory.mktemp("budgets")
    site = Site(bare_environment(folder, **SETTINGS, SECURE_SSL_REDIRECT="0"), folder)
    site.manage("collectstatic", "--noinput")
    site.manage("migrate", "--verbosity", "0")
    yield site
    site.close()


@pytest.fixture(scope="module")
def venue_id(site: Site) -> str:
    """The public id of a venue of which everything is known."""
    found: str = site.ask(
        "from tests.browser.world import make_world; say(make_world().rich.public_id)"
    )
    return found


@pytest.fixture(scope="module")
def address(site: Site, venue_id: str) -> str:
    """Where the site answers."""
    return site.serve()


def weight(address: str, path: str) -> int:
    """Return the bytes of a page with its style, pictures and scripts, packed."""
    page = get(address, path, Accept_Encoding="gzip")
    assert page.status == 200
    files = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page.text))
    assert any(name.endswith(".css") for name in files)
    packed = [get(address, name, Accept_Encoding="br, gzip") for name in files]
    return len(page.body) + sum(len(file.body) for file in packed)


@pytest.mark.long
@pytest.mark.parametrize(
    "path",
    [
        "/lieux/?lieu=42218",
        "/lieux/?lieu=42218&services=demarches&frais_a_charge=gratuit",
        "/lieux/?departement=42",
        "/lieux/VENUE/",
        "/lieux/VENUE/imprimer/",
        "/lieux/VENUE/signaler/",
        "/ma-liste/?lieu=42218",
        "/donnees/",
        "/couverture/?dans=departement:42",
    ],
)
def test_a_page_weighs_less_than_thirty_kilobytes(address: str, venue_id: str, path: str) -> None:
    path = path.replace("VENUE", venue_id)
    answer = get(address, path)
    path = answer.headers["Location"] if answer.status == 301 else path
    assert weight(address, path) <= MOST_BYTES


#: What comes with the list, on a later click, or with another map.
NOT_AT_OPENING = ("map.", "map-bubble.", "map-locate.", "choropleth.", "sheet.")


@pytest.mark.long
def test_all_that_opening_a_map_brings_weighs_less_than_390_kilobytes(
    site: Site, address: str
) -> None:
    told: dict[str, Any] = site.ask(
        "from ifn_site.templatetags.maps import configuration; say(configuration())"
    )
    static = Path(site.environment["IFN_VAR_DIR"]) / "static"
    scripts = [*(static / "ifn_site/map").glob("*.js"), *(static / "venues").glob("*.js")]
    ours = [path for path in scripts if not path.name.startswith(NOT_AT_OPENING)]
    assert len(ours) >= 8
    files = {
        f"/static/{path.relative_to(static)}" for path in [*ours, *static.glob("venues/*.css")]
    }
    files |= {told["lib"], told["worker"], *told["styles"]}
    packed = [get(address, file, Accept_Encoding="br") for file in sorted(files)]
    assert {file.status for file in packed} == {200}
    assert sum(len(file.body) for file in packed) <= 390_000
