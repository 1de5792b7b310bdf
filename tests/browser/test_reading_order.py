"""What a screen reader is told, in which order: headings, landmarks, names, announcements."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.pages import PAGES
from tests.browser.reading import CONTROLS, Told, told_by
from tests.browser.world import World

#: Many pages in many states: not in the short suite.
pytestmark = pytest.mark.long

READ = (
    "home",
    "list",
    "filtered list",
    "empty list",
    "rich sheet",
    "poor sheet",
    "sheet to take away",
    "shortlist",
    "report form",
)


@pytest.fixture(params=READ)
def told(request: pytest.FixtureRequest, visit: Visit, world: World) -> list[Told]:
    """One kind of page as it is told."""
    address = PAGES[request.param]
    return told_by(visit(address.path(world), status=address.status))


def rank_of(told: list[Told], role: str, name: str = "") -> int:
    """Return where the first element of a role comes, whose name holds these words."""
    return next(rank for rank, one in enumerate(told) if one.role == role and name in one.name)


def assert_headings_make_an_outline(told: list[Told]) -> None:
    """Fail unless one h1 comes first in the main part, and no level is skipped on the way down."""
    headings = [one for one in told if one.role == "heading"]
    assert [one.name for one in headings if not one.name] == []
    main = [one for one in headings if "main" in one.inside]
    assert main[0].level == 1, main[0]
    assert [one.level for one in headings].count(1) == 1
    for before, after in pairwise(main):
        assert after.level <= before.level + 1, (before.name, after.name)


def assert_every_control_has_a_name(told: list[Told]) -> None:
    """Fail with each control that nothing names."""
    controls = [one for one in told if one.role in CONTROLS]
    assert controls
    assert [one for one in controls if not one.name] == []


def test_headings_make_an_outline(told: list[Told]) -> None:
    assert_headings_make_an_outline(told)


def test_landmarks_come_once_in_the_order_of_the_page(told: list[Told]) -> None:
    roles = [one.role for one in told]
    for role in ("banner", "main", "contentinfo"):
        assert roles.count(role) == 1, role
    assert roles.index("banner") < roles.index("main") < roles.index("contentinfo")
    for role in ("navigation", "region", "complementary"):
        names = [one.name for one in told if one.role == role]
        assert all(names), role
        assert len(names) == len(set(names)), names


def test_every_control_has_a_name(told: list[Told]) -> None:
    assert_every_control_has_a_name(told)


def test_the_first_words_of_a_page_lead_to_its_content(told: list[Told]) -> None:
    first = next(one for one in told if one.role == "link")
    assert first.name == "Aller au contenu"


def test_two_links_of_one_name_lead_to_one_place(visit: Visit) -> None:
    page = visit("/lieux/?lieu=42218")
    twice = page.evaluate("""() => {
        const places = new Map();
        for (const link of document.querySelectorAll('main a[href]')) {
            const name = link.innerText.trim();
            places.set(name, (places.get(name) ?? new Set()).add(link.href));
        }
        return [...places].filter(([, found]) => found.size > 1).map(([name]) => name);
    }""")
    venues = set(page.locator("#resultats .venue h2").all_inner_texts())
    # Two venues may bear the same name: their cards tell them apart.
    assert [name for name in twice if name not in venues] == []


# --- The list, and its map ----------------------------------------------------------------------
def test_the_list_tells_its_count_then_its_choices_then_its_venues(visit: Visit) -> None:
    told = told_by(visit("/lieux/?lieu=42218", viewport={"width": 1280, "height": 900}))
    ranks = [
        rank_of(told, "heading", "Saint-Étienne"),
        rank_of(told, "heading", "Affiner la liste"),
        rank_of(told, "region", "Résultats"),
        rank_of(told, "heading", "Médiathèque du Soleil"),
    ]
    assert ranks == sorted(ranks)


@pytest.fixture
def with_map(visit: Visit, empty_tiles: None) -> Page:
    """The list with its map open."""
    page = visit("/lieux/?lieu=42218&carte=1", viewport={"width": 1280, "height": 900})
    page.wait_for_selector("[data-map][data-ready]", state="attached")
    return page


def test_a_closed_map_is_told_by_its_button_only(visit: Visit, empty_tiles: None) -> None:
    told = told_by(visit("/lieux/?lieu=42218"))
    assert [one for one in told if one.role == "region" and one.name == "Carte"] == []
    assert [one.name for one in told if one.role == "button" and "carte" in one.name] == [
        "Voir la carte"
    ]


def test_an_open_map_can_be_passed_and_says_what_it_shows(with_map: Page) -> None:
    told = told_by(with_map)
    assert_headings_make_an_outline(told)
    assert_every_control_has_a_name(told)
    passing = rank_of(told, "link", "Passer la carte")
    assert passing < rank_of(told, "group", "Lieux et groupes de lieux")
    status = next(one for one in told if one.role == "status" and one.live)
    assert status.live == "polite"
    said = with_map.locator("[data-map-status]").inner_text()
    assert re.match(r"\d+ lieux visibles", said), said
    with_map.get_by_role("link", name="Passer la carte").focus()
    with_map.keyboard.press("Enter")
    with_map.keyboard.press("Tab")
    assert with_map.locator("#resultats :focus").count() == 1


def test_an_open_map_leaves_the_venues_to_be_read(with_map: Page) -> None:
    told = told_by(with_map)
    headings = {one.name for one in told if one.role == "heading"}
    shown = with_map.locator("#resultats .venue").locator("h2, h3").all_inner_texts()
    assert len(shown) > 20
    assert set(shown) <= headings


# --- Forms --------------------------------------------------------------------------------------
def test_what_went_wrong_is_told_before_the_fields(visit: Visit) -> None:
    page = visit("/lieux/?lieu=42218&services=cuisine", viewport={"width": 1280, "height": 900})
    told = told_by(page)
    texts = [one.name for one in told]
    wrong = next(rank for rank, text in enumerate(texts) if "cuisine" in text)
    assert wrong < rank_of(told, "heading", "Affiner la liste")


def test_the_reasons_of_a_report_are_one_named_group(visit: Visit, world: World) -> None:
    page = visit(f"/lieux/{world.rich.public_id}/signaler/")
    told = told_by(page)
    group = rank_of(told, "group")
    assert told[group].name
    choices = [one for one in told if one.role in {"radio", "checkbox"}]
    assert len(choices) > 2
    assert rank_of(told, choices[0].role) > group
