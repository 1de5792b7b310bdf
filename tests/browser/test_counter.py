"""The counter's screen in a browser: keyboard only, and wiped after a rest."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import assert_no_axe_violation
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import TOO_WIDE
from tests.browser.world import World

URL = "/orientation/accueil/"
FOCUSED = "document.activeElement.innerText || document.activeElement.name"


def asked(visit: Visit, **options: object) -> Page:
    """Open the screen, fill it and send it without the mouse; the page's clock is ours."""
    page = visit("/accessibilite/", **options)
    page.clock.install()
    page.goto(page.url.replace("/accessibilite/", URL))
    page.locator("[name=mots]").focus()
    page.keyboard.type("Les impôts")
    page.keyboard.press("Tab")
    page.keyboard.type("42000")
    page.keyboard.press("Control+Enter")
    page.locator("[data-first]").wait_for()
    return page


def test_an_agent_goes_from_the_need_to_a_sheet_with_the_keyboard(
    visit: Visit, world: World
) -> None:
    page = asked(visit)
    assert page.evaluate(FOCUSED) == "Les lieux à proposer"
    names = page.locator("[data-place]").all_inner_texts()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) == names[0]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) == names[2]
    page.keyboard.press("ArrowUp")
    assert page.evaluate(FOCUSED) == names[1]
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    opened.value.wait_for_load_state()
    assert "/imprimer/" in opened.value.url
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.name") == "mots"


def test_the_screen_is_wiped_after_a_rest_and_it_is_announced(visit: Visit, world: World) -> None:
    page = asked(visit)
    warning = page.locator("[data-warn]")
    page.clock.run_for(39_000)
    assert not warning.is_visible()
    page.clock.run_for(2_000)
    assert warning.is_visible()
    assert "20 secondes" in page.locator("[data-said]").inner_text()
    assert_no_axe_violation(page)
    page.clock.run_for(15_000)
    assert page.locator("[data-first]").is_visible()
    with page.expect_navigation():
        page.clock.run_for(6_000)
    page.locator("[name=mots]").wait_for()
    assert page.locator("[data-first]").count() == 0
    assert page.locator("[name=mots]").input_value() == ""
    assert page.locator("[name=ou]").input_value() == ""


def test_the_screen_is_kept_as_often_as_one_asks(visit: Visit, world: World) -> None:
    page = asked(visit)
    for _time in range(3):
        page.clock.run_for(45_000)
        assert page.locator("[data-warn]").is_visible()
        page.get_by_role("button", name="Garder").press("Enter")
        assert not page.locator("[data-warn]").is_visible()
        assert page.evaluate("document.activeElement.name") == "mots"
    assert page.locator("[data-first]").is_visible()


def test_an_empty_screen_is_never_wiped(visit: Visit, world: World) -> None:
    page = visit("/accessibilite/")
    page.clock.install()
    page.goto(page.url.replace("/accessibilite/", URL))
    page.clock.run_for(130_000)
    assert not page.locator("[data-warn]").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_answer_is_accessible_and_never_too_wide(
    visit: Visit, world: World, width: int
) -> None:
    page = asked(visit, viewport={"width": width, "height": 800})
    assert not page.evaluate(TOO_WIDE)
    assert_no_axe_violation(page)


def test_without_a_script_the_screen_asks_and_answers(visit: Visit, world: World) -> None:
    page = visit(URL, java_script_enabled=False)
    page.get_by_label("De quoi la personne").fill("Les impôts")
    page.get_by_label("Où ?").fill("42000")
    page.get_by_role("button", name="Chercher").click()
    assert page.get_by_role("heading", name="Les lieux à proposer").is_visible()
    page.get_by_role("link", name="Effacer", exact=True).click()
    assert page.get_by_label("Où ?").input_value() == ""
