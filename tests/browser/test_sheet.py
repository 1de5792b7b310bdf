"""The sheet in a browser: from the sheet to paper, what a script adds, and what paper holds."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.axe import assert_no_axe_violation
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import TOO_WIDE
from tests.browser.test_journey import tab_to
from tests.browser.world import World
from tests.factories import VenueFactory
from venues.vocabulary import SERVICES

#: A device that has a French voice, and one that has none.
VOICES = """() => {
    const said = [];
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    Object.defineProperty(window, 'speechSynthesis', {configurable: true, value: {
        getVoices: () => VOICES_HERE.map(lang => ({lang})),
        speak: words => said.push(words.text),
        cancel: () => {},
        addEventListener: () => {},
    }});
    window.said = said;
}"""


def pages_of(page: Page) -> int:
    """Count the sheets of paper that a page fills, with the size that it asks for."""
    printed = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))


def test_a_person_prints_a_sheet_with_the_keyboard_only(visit: Visit, world: World) -> None:
    page = visit(f"{world.rich.get_absolute_url()}?lieu=42218")
    page.evaluate("window.print = () => { document.title = 'imprimé'; }")
    tab_to(page, "Fiche à emporter")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/lieux/{world.rich.public_id}/imprimer/*")
    page.evaluate("window.print = () => { document.title = 'imprimé'; }")
    tab_to(page, "Imprimer cette page")
    page.keyboard.press("Enter")
    assert page.title() == "imprimé"
    tab_to(page, "04 65 71 00 00")


@pytest.mark.parametrize("query", ["", "?format=a5"])
@pytest.mark.parametrize("name", ["rich", "poor", "unlocated"])
def test_the_sheet_to_take_away_is_one_page(
    visit: Visit, world: World, name: str, query: str
) -> None:
    page = visit(f"/lieux/{getattr(world, name).public_id}/imprimer/{query}")
    assert pages_of(page) == 1


@pytest.mark.parametrize("query", ["", "?format=a5"])
def test_the_fullest_sheet_still_is_one_page(visit: Visit, world: World, query: str) -> None:
    fullest = VenueFactory(
        name="Maison de quartier et centre social intercommunal " * 6,
        address="Chemin de la Grande-Traverse-des-Quatre-Vents " * 6,
        address_complement="Bâtiment C, deuxième étage, au fond du couloir à gauche " * 5,
        phone="+262262000000",
        hours="Mo-Su 08:00-09:00,10:00-11:00,12:00-13:00,14:00-15:00,16:00-17:00,18:00-19:00",
        services=tuple(term.code for term in SERVICES),
        costs=("gratuit", "condition", "payant"),
        unknown_values={"frais_a_charge": ["selon le quotient familial de la commune " * 5]},
        declared_source="Réseau d’aide au numérique " * 7,
        itinerancy=("itinerant",),
        updated_on=None,
    )
    page = visit(f"/lieux/{fullest.public_id}/imprimer/{query}")
    assert pages_of(page) == 1


def test_letters_on_paper_are_large(visit: Visit, world: World) -> None:
    page = visit(f"/lieux/{world.rich.public_id}/imprimer/")
    page.emulate_media(media="print")
    size = "selector => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)"
    points = 72 / 96
    assert page.evaluate(size, ".paper-phone") * points >= 24
    assert page.evaluate(size, ".paper-services li") * points >= 12


def test_paper_holds_the_sheet_and_nothing_of_the_site(visit: Visit, world: World) -> None:
    page = visit(f"/lieux/{world.rich.public_id}/imprimer/")
    page.emulate_media(media="print")
    assert page.locator(".paper").is_visible()
    for out_of_place in ("nav", "form", "button", "header.site-header", "footer.site-footer"):
        for element in page.locator(out_of_place).all():
            assert not element.is_visible(), element.inner_html()


def test_without_a_script_nothing_is_offered_that_needs_one(visit: Visit, world: World) -> None:
    page = visit(world.rich.get_absolute_url(), java_script_enabled=False)
    assert page.get_by_role("button", name="Copier").count() == 0
    assert page.get_by_role("button", name="Lire").count() == 0
    assert page.locator('a[href^="sms:"]').is_visible()
    assert page.locator('a[href^="mailto:?"]').is_visible()


def test_the_link_is_copied_and_it_is_said(visit: Visit, world: World) -> None:
    page = visit(world.rich.get_absolute_url(), permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier le lien").click()
    page.get_by_text("Le lien est copié.").wait_for(state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(f"/lieux/{world.rich.public_id}/")


def test_the_sheet_is_read_aloud_where_there_is_a_french_voice(visit: Visit, world: World) -> None:
    page = visit("/accessibilite/")
    page.context.add_init_script(f"({VOICES.replace('VOICES_HERE', repr(['en-GB', 'fr-FR']))})()")
    page.goto(world.rich.get_absolute_url())
    button = page.get_by_role("button", name="Lire à voix haute")
    button.click()
    (said,) = page.evaluate("window.said")
    assert "Médiathèque du Soleil" in said
    assert "04 65 71 00 00" in said
    assert page.get_by_role("button", name="Arrêter la lecture").is_visible()


def test_without_a_french_voice_nothing_is_offered(visit: Visit, world: World) -> None:
    page = visit("/accessibilite/")
    page.context.add_init_script(f"({VOICES.replace('VOICES_HERE', repr(['en-GB']))})()")
    page.goto(world.rich.get_absolute_url())
    page.get_by_role("button", name="Copier le lien").wait_for()
    assert page.get_by_role("button", name="Lire").count() == 0


def test_the_order_read_is_state_then_phone_then_hours_then_services(
    visit: Visit, world: World
) -> None:
    page = visit(world.rich.get_absolute_url())
    headings = page.locator("main :is(h1, h2)").all_inner_texts()
    assert headings[:4] == [
        "Médiathèque du Soleil",
        "Appeler, venir",
        "Horaires",
        "Ce que vous pouvez y faire",
    ]
    assert "Aujourd’hui" in page.locator(".sheet-head").inner_text()


@pytest.mark.long
@pytest.mark.parametrize("path", ["", "imprimer/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_at_two_hundred_percent_nothing_is_lost(
    visit: Visit, world: World, path: str, scheme: str
) -> None:
    # A window of 1280 px at 200 % shows 640 px of page.
    page = visit(
        f"/lieux/{world.rich.public_id}/{path}",
        viewport={"width": 640, "height": 450},
        color_scheme=scheme,
    )
    assert not page.evaluate(TOO_WIDE)
    assert_no_axe_violation(page)
