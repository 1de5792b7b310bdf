"""Pointing out an error with the keyboard only, and what a mistake looks like."""

from __future__ import annotations

import time

from tests.browser.axe import assert_no_axe_violation
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import TOO_WIDE
from tests.browser.test_journey import tab_to
from tests.browser.world import World
from venues.models import VenueReport
from venues.reports import MIN_AGE


def test_an_error_is_pointed_out_with_the_keyboard_only(visit: Visit, world: World) -> None:
    page = visit(world.rich.get_absolute_url())
    tab_to(page, "Signaler une erreur")
    page.keyboard.press("Enter")
    page.wait_for_url("**/signaler/")
    shown = time.monotonic()
    tab_to(page, "Le lieu est fermé définitivement")
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    tab_to(page, "Le bon numéro de téléphone")
    tab_to(page, "Les bons horaires")
    page.keyboard.type("du lundi au vendredi de 9 h à 12 h")
    time.sleep(max(0.0, MIN_AGE.total_seconds() + 1 - (time.monotonic() - shown)))
    tab_to(page, "Envoyer le signalement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/signaler/merci/")
    assert page.locator("h1").inner_text() == "Merci, votre signalement est enregistré"
    report = VenueReport.objects.get()
    assert (report.reason, report.hours) == ("horaires", "du lundi au vendredi de 9 h à 12 h")


def test_mistakes_shut_nobody_out(visit: Visit, world: World) -> None:
    page = visit(f"/lieux/{world.rich.public_id}/signaler/", status=422)
    page.get_by_label("Le bon numéro de téléphone").fill("12 34")
    page.get_by_role("button", name="Envoyer le signalement").click()
    page.get_by_role("alert").first.wait_for()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            assert_no_axe_violation(page)
        assert not page.evaluate(TOO_WIDE)
    page.get_by_role("link", name="Le bon numéro de téléphone").click()
    assert page.evaluate("document.activeElement.id") == "id_telephone"
    assert page.get_by_label("Le bon numéro de téléphone").input_value() == "12 34"


def test_the_trap_is_met_by_no_keyboard_and_no_screen_reader(visit: Visit, world: World) -> None:
    page = visit(f"/lieux/{world.rich.public_id}/signaler/")
    assert page.get_by_role("textbox", name="Laissez ce champ vide").count() == 0
    assert page.locator("#id_site").get_attribute("tabindex") == "-1"
