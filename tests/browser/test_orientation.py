"""The questionnaire in a browser: from home to a printed sheet, by keyboard, without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.axe import assert_no_axe_violation
from tests.browser.conftest import Visit
from tests.browser.test_journey import tab_to

PHONE = {"width": 320, "height": 700}
#: Clicks from the home page to the sheet, printing included.
MOST_CLICKS = 6


def send(page: Page) -> None:
    """Press Enter where the focus is, and wait for the next page."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_from_home_to_a_sheet_to_print_in_six_clicks(visit: Visit) -> None:
    page = visit("/", java_script_enabled=False, viewport=PHONE)
    clicks = 0

    def click(name: str) -> None:
        nonlocal clicks
        clicks += 1
        with page.expect_navigation():
            page.locator("a, button").filter(has_text=re.compile(name)).first.click()

    click("C’est pour moi")
    page.get_by_role("checkbox", name="Faire des papiers").check()
    clicks += 1
    click("Passer au choix de la ville")
    page.get_by_label("Ville, code postal").fill("Saint-Étienne")
    click("Voir les lieux maintenant")
    assert "/orientation/resultats/" in page.url
    click("Fiche à emporter|Imprimer la fiche")
    assert "/imprimer/" in page.url
    assert clicks < MOST_CLICKS


def test_a_keyboard_answers_every_question(visit: Visit) -> None:
    page = visit("/orientation/", java_script_enabled=False)
    tab_to(page, "C’est pour moi")
    page.keyboard.press("Space")
    tab_to(page, "Continuer")
    send(page)
    tab_to(page, "Apprendre l’ordinateur")
    page.keyboard.press("Space")
    tab_to(page, "Continuer")
    send(page)
    tab_to(page, "Je ne sais pas")
    send(page)
    tab_to(page, "Ville, code postal")
    page.keyboard.type("42100")
    send(page)
    assert "lieu=42218" in page.url
    assert "suite=trajet" in page.url
    tab_to(page, "Retour")
    send(page)
    assert page.locator("h1").inner_text().startswith("Où êtes-vous")


def test_the_position_is_asked_on_a_click_and_is_in_no_address(visit: Visit) -> None:
    page = visit(
        "/orientation/lieu/",
        permissions=["geolocation"],
        geolocation={"latitude": 45.44, "longitude": 4.4},
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Utiliser ma position").click()
    assert "lieu=42218" in page.url
    assert "45." not in page.url


def test_a_refused_position_says_what_to_do(visit: Visit) -> None:
    page = visit("/orientation/lieu/")
    page.get_by_role("button", name="Utiliser ma position").click()
    page.get_by_text("Écrivez plutôt votre ville").wait_for()
    assert page.evaluate("document.activeElement.id") == "recherche"


def test_leaving_does_not_come_back_with_the_answers(visit: Visit) -> None:
    page = visit("/")
    page.goto(page.url + "orientation/besoin/?besoin=demarches&pour=moi")
    with page.expect_navigation():
        page.get_by_role("link", name="Effacer et quitter").click()
    page.go_back()
    assert "besoin=demarches" not in page.url


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/orientation/besoin/?pour=moi",
        "/orientation/besoin/?besoin=demarches&suite=demarche",
        "/orientation/lieu/?lieu=42218&suite=trajet&mode=pied&minutes=20",
        "/orientation/disponibilite/?lieu=42218&suite=jour",
        "/orientation/acces/?lieu=42218",
    ],
)
def test_a_question_fits_a_phone_and_has_large_targets(
    visit: Visit, path: str, scheme: str
) -> None:
    page = visit(path, viewport=PHONE, color_scheme=scheme)
    assert_no_axe_violation(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    heights = page.locator(".question :is(label.answer, .button, a)").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44


@pytest.mark.long
def test_right_to_left_the_question_stands_the_other_way_round(visit: Visit) -> None:
    page = visit("/ar/orientation/besoin/?pour=moi", viewport=PHONE)
    answer = page.locator(".answer").first.bounding_box()
    box = page.locator(".answer input").first.bounding_box()
    assert answer is not None
    assert box is not None
    assert box["x"] > answer["x"] + answer["width"] / 2
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.long
def test_words_lead_to_the_list_and_an_emergency_to_a_number(visit: Visit) -> None:
    page = visit("/", java_script_enabled=False)
    page.get_by_label("Ou dites-le avec vos mots").fill("remplir ma déclaration d’impôts")
    with page.expect_navigation():
        page.get_by_role("button", name="Comprendre mon besoin").click()
    assert page.get_by_role("checkbox", name="Faire des papiers").is_checked()
    with page.expect_navigation():
        page.get_by_role("link", name="Le dire autrement").click()
    page.get_by_label("Dites-le avec vos mots").fill("mon mari me frappe")
    with page.expect_navigation():
        page.get_by_role("button", name="Comprendre mon besoin").click()
    assert page.locator("a.phone").first.is_visible()
    assert page.url.endswith("/orientation/mots/")
