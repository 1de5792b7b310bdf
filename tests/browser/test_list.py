"""The list in a browser: its choices on a phone and on a wide screen, without any script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import assert_no_axe_violation
from tests.browser.conftest import Visit
from tests.browser.test_journey import tab_to

PHONE = {"width": 320, "height": 700}
WIDE = {"width": 1280, "height": 800}
LIST = "/lieux/?lieu=42218"


def open_list(visit: Visit, query: str = "", *, viewport: dict[str, int] = WIDE) -> Page:
    """Open the list around Saint-Étienne without script."""
    return visit(LIST + query, java_script_enabled=False, viewport=viewport)


def test_on_a_phone_the_choices_are_one_press_away(visit: Visit) -> None:
    page = open_list(visit, viewport=PHONE)
    button = page.locator("#filtres > summary")
    assert button.bounding_box()["y"] < page.locator("article.venue").first.bounding_box()["y"]  # type: ignore[index]
    assert not page.get_by_label("Gratuit", exact=False).first.is_visible()
    button.click()
    page.get_by_role("checkbox", name="Faire une démarche en ligne").check()
    page.get_by_role("button", name="Appliquer ces choix").click()
    assert "services=demarches" in page.url
    assert page.locator("a.chip-link").count() == 1


def test_on_a_phone_the_keyboard_opens_the_choices(visit: Visit) -> None:
    page = visit(LIST, viewport=PHONE)
    tab_to(page, "Affiner la liste")
    page.keyboard.press("Enter")
    tab_to(page, "Ouvert maintenant")
    assert page.locator(":focus").is_visible()


def test_on_a_wide_screen_the_choices_stand_beside_the_list(visit: Visit) -> None:
    page = open_list(visit)
    first = page.locator("article.venue").first.bounding_box()
    choice = page.get_by_role("checkbox", name="Ouvert maintenant")
    box = choice.bounding_box()
    assert first is not None
    assert box is not None
    assert box["x"] + box["width"] < first["x"]
    assert not page.locator("#filtres > summary").is_visible()


def test_on_a_wide_screen_the_keyboard_reaches_a_choice_and_can_skip_them_all(
    visit: Visit,
) -> None:
    page = visit(LIST, viewport=WIDE)
    tab_to(page, "Passer les choix")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'resultats'")
    page = visit(LIST, viewport=WIDE)
    tab_to(page, "Ouvert maintenant")
    page.keyboard.press("Space")
    assert page.locator("input[name=ouvert]").is_checked()


def test_a_folded_theme_opens_chooses_and_stays_open(visit: Visit) -> None:
    page = open_list(visit)
    theme = page.locator("#theme-comment")
    choice = theme.get_by_role("checkbox", name="Avec une personne, rien que pour vous")
    assert choice.count() == 0
    theme.locator("summary").click()
    choice.check()
    page.get_by_role("button", name="Appliquer ces choix").click()
    assert "modalites_accompagnement=individuel" in page.url
    assert page.locator("#theme-comment").get_attribute("open") is not None
    assert page.locator("#theme-comment summary").inner_text().strip().endswith("1 choix")
    assert page.locator("#theme-accueil").get_attribute("open") is None


def test_the_count_beside_a_choice_is_read_with_it(visit: Visit) -> None:
    page = open_list(visit)
    box = page.get_by_role("checkbox", name="Faire une démarche en ligne")
    snapshot = page.locator("#id_services").aria_snapshot()
    assert box.count() == 1
    assert "lieux" in snapshot


def test_every_choice_can_be_taken_back_by_its_chip(visit: Visit) -> None:
    page = open_list(
        visit, "&services=demarches&ouvert_le=week-end&fraicheur_max=12&prise_rdv=true"
    )
    for left in (4, 3, 2, 1):
        assert page.locator("a.chip-link[href^='/lieux/']:has(.visually-hidden)").count() == left
        page.locator(".active-filters a.chip-link").first.click()
    assert page.locator(".active-filters").count() == 0
    assert page.url.endswith(LIST)


def test_all_choices_are_taken_back_at_once(visit: Visit) -> None:
    page = open_list(visit, "&services=demarches&frais_a_charge=payant")
    page.get_by_role("link", name="Retirer tous les choix").first.click()
    assert page.url.endswith(LIST)


def test_an_empty_list_leads_somewhere(visit: Visit) -> None:
    page = open_list(visit, "&services=demarches&frais_a_charge=payant")
    page.locator("a.big-link").first.click()
    assert page.locator("article.venue").count() > 0


def test_a_long_name_wraps_on_a_phone(visit: Visit, world: object) -> None:
    from venues.models import Venue

    Venue.objects.filter(name="Médiathèque du Soleil").update(name="Médiathèque" * 20)
    page = open_list(visit, viewport=PHONE)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]


@pytest.mark.long
@pytest.mark.parametrize(
    "query",
    [
        "&services=demarches&frais_a_charge=payant",
        "&publics_specifiquement_adresses=seniors&typologie=BIB&source=Hub d’exemple",
        "&bbox=4,45,5,46",
        "&fraicheur_max=mille&tri=prix",
    ],
)
@pytest.mark.parametrize("viewport", [PHONE, WIDE], ids=["phone", "wide"])
def test_axe_finds_nothing_with_the_choices_open(
    visit: Visit, query: str, viewport: dict[str, int]
) -> None:
    page = visit(LIST + query, viewport=viewport)
    page.evaluate("document.querySelectorAll('#filtres, .theme').forEach(one => one.open = true)")
    assert_no_axe_violation(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_on_a_phone_the_first_venue_is_on_the_first_screen(visit: Visit) -> None:
    page = open_list(visit, viewport={"width": 360, "height": 640})
    name = page.locator("article.venue h2").first.bounding_box()
    strip = page.locator(".demo-strip")
    above = strip.bounding_box()["height"] if strip.count() else 0  # type: ignore[index]
    assert name is not None
    assert name["y"] - above <= 640


@pytest.mark.parametrize("viewport", [{"width": 360, "height": 640}, WIDE])
def test_the_choices_can_be_applied_from_anywhere_and_hide_nothing_focused(
    visit: Visit, viewport: dict[str, int]
) -> None:
    page = visit(LIST, viewport=viewport)
    page.evaluate("document.querySelector('#filtres').open = true")
    hidden = page.evaluate(
        """() => {
          document.documentElement.style.scrollBehavior = 'auto';
          const bar = document.querySelector('.apply');
          const hidden = [];
          const fields = document.querySelectorAll('#filtres form :is(input, select, summary)');
          for (const field of fields) {
            if (!field.checkVisibility()) continue;
            field.focus();
            const [one, apply] = [field, bar].map((box) => box.getBoundingClientRect());
            const covered = one.bottom > apply.top + 1;
            if (covered || apply.bottom > innerHeight + 1) hidden.push(field.name);
          }
          return hidden;
        }"""
    )
    assert hidden == []
