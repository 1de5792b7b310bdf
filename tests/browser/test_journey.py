"""From home to a sheet, with the keyboard only and no script; and the sheet on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.test_accessibility import FOCUSED
from tests.browser.world import World

NAME_OF_FOCUSED = """() => {
    const element = document.activeElement;
    return [...(element.labels ?? [])].map(label => label.innerText).join(' ') || element.innerText;
}"""


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what bears this name."""
    passed = []
    for _ in range(60):
        page.keyboard.press("Tab")
        passed.append(" ".join((page.evaluate(NAME_OF_FOCUSED) or "").split()))
        if name in passed[-1].replace("\u202f", " "):
            return
    raise AssertionError(f"no stop is named « {name} » among {passed}")


def walk_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on what bears this name; every stop on the way must be seen."""
    for _ in range(120):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        assert stop, f"the focus left the page before « {name} »"
        assert stop["ring"], f"no ring on « {stop['name']} »"
        assert stop["seen"], f"« {stop['name']} » has the focus out of sight"
        if name in " ".join(stop["name"].split()):
            return
    raise AssertionError(f"no stop is named « {name} »")


def look_for(page: Page, text: str) -> None:
    """Type a place in the first field and send it, as a person without a mouse does."""
    tab_to(page, "Où êtes-vous")
    page.keyboard.type(text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.fixture
def home(visit: Visit) -> Page:
    return visit("/", java_script_enabled=False)


@pytest.mark.parametrize("typed", ["st etienne", "Saint-Étienne", "42100", "saint etienne (42)"])
def test_a_town_is_found_however_it_is_written(home: Page, typed: str) -> None:
    look_for(home, typed)
    assert home.url.endswith("/lieux/?lieu=42218")
    assert "Saint-Étienne" in home.locator("h1").inner_text()


def test_a_person_goes_from_home_to_a_sheet_with_the_keyboard_only(
    home: Page, world: World
) -> None:
    look_for(home, "st etienne")
    tab_to(home, "Médiathèque du Soleil")
    home.keyboard.press("Enter")
    home.wait_for_url(f"**{world.rich.get_absolute_url()}*")
    assert home.locator("h1").inner_text() == "Médiathèque du Soleil"
    assert home.locator('a[href="tel:+33465710000"]').count() >= 1


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_person_goes_from_home_to_a_printed_sheet_with_the_keyboard_only(
    visit: Visit, world: World, script: bool, width: int
) -> None:
    page = visit("/", java_script_enabled=script, viewport={"width": width, "height": 800})
    walk_to(page, "Où êtes-vous")
    page.keyboard.type("st etienne")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lieux/?lieu=42218")
    walk_to(page, "Médiathèque du Soleil")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{world.rich.get_absolute_url()}*")
    walk_to(page, "Fiche à emporter")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/lieux/{world.rich.public_id}/imprimer/*")
    if script:
        page.evaluate("window.print = () => { document.title = 'imprimé'; }")
        walk_to(page, "Imprimer cette page")
        page.keyboard.press("Enter")
        assert page.title() == "imprimé"
    else:
        assert page.get_by_role("button", name="Imprimer").count() == 0
        assert "ouvrez le menu de votre navigateur" in page.locator("main").inner_text()
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1


def test_a_postal_code_leads_to_its_commune(home: Page) -> None:
    look_for(home, "13500")
    assert home.url.endswith("/lieux/?lieu=13056")
    assert "Maison des associations" in home.locator("main").inner_text()


def test_two_communes_of_one_name_are_offered(home: Page) -> None:
    look_for(home, "Saint-Denis")
    assert "93066" in home.url
    tab_to(home, "Seine-Saint-Denis")
    home.keyboard.press("Enter")
    home.wait_for_url("**/lieux/?lieu=93066*")


def test_what_was_typed_never_stands_in_an_address(home: Page) -> None:
    seen: list[str] = []
    home.on("request", lambda request: seen.append(request.url))
    look_for(home, "12 rue des Lilas 42000 Saint-Étienne")
    assert seen
    assert not [url for url in seen if "ilas" in url]


def test_no_cookie_is_left_behind(home: Page, world: World) -> None:
    look_for(home, "st etienne")
    home.goto(world.rich.get_absolute_url())
    assert home.context.cookies() == []


def test_the_list_goes_on_and_comes_back(visit: Visit) -> None:
    page = visit("/lieux/?lieu=42218", java_script_enabled=False)
    first = page.locator("ol.venues a").first.inner_text()
    page.get_by_role("link", name="Lieux suivants").click()
    assert "page=2" in page.url
    assert page.locator("ol.venues a").first.inner_text() != first
    page.get_by_role("link", name="Lieux précédents").click()
    assert page.locator("ol.venues a").first.inner_text() == first


def test_choices_narrow_the_list_and_can_be_taken_back(visit: Visit) -> None:
    page = visit("/lieux/?lieu=42218", java_script_enabled=False)
    before = page.locator("ol.venues > li").count()
    page.get_by_label("Le nom du lieu").fill("soleil")
    page.get_by_role("button", name="Appliquer ces choix").click()
    assert page.locator("ol.venues > li").count() == 1
    page.locator("a.chip-link").first.click()
    assert page.locator("ol.venues > li").count() == before


def test_the_sheet_fits_one_sheet_of_paper(visit: Visit, world: World) -> None:
    page = visit(world.rich.get_absolute_url())
    printed = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1


def test_paper_shows_no_field_and_no_menu(visit: Visit, world: World) -> None:
    page = visit(world.rich.get_absolute_url())
    page.emulate_media(media="print")
    for out_of_place in ("nav", "form", "button"):
        for element in page.locator(out_of_place).all():
            assert not element.is_visible(), element.inner_html()
