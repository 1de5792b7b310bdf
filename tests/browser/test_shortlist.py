"""A person's own list in a browser: made without script or cookie, and printed as a guide."""

from __future__ import annotations

import re

from tests.browser.conftest import Visit
from tests.browser.test_accessibility import TOO_WIDE
from tests.browser.test_journey import tab_to
from tests.browser.world import World


def test_a_list_is_made_without_script_or_cookie(visit: Visit, world: World) -> None:
    page = visit("/lieux/?lieu=42218", java_script_enabled=False)
    page.get_by_role("link", name=f"Ajouter à ma liste : {world.rich.name}").click()
    page.get_by_role("link", name="Lieux suivants").click()
    page.get_by_role("link", name="Ajouter à ma liste").first.click()
    page.get_by_role("link", name="Voir ma liste (2)").first.click()
    page.wait_for_url("**/ma-liste/?ids=*")
    names = page.locator(".guide-entry h2").all_inner_texts()
    assert len(names) == 2
    assert world.rich.name in names
    assert page.context.cookies() == []


def test_a_venue_is_added_and_taken_off_with_the_keyboard(visit: Visit, world: World) -> None:
    page = visit(world.rich.get_absolute_url())
    tab_to(page, "Ajouter à ma liste")
    page.keyboard.press("Enter")
    page.wait_for_url("**liste=*")
    # The focus starts again from the link that was just followed.
    tab_to(page, "Dans ma liste")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "liste=" not in url)


def test_the_guide_on_paper_has_no_link_to_press(visit: Visit, world: World) -> None:
    ids = f"{world.rich.public_id},{world.poor.public_id}"
    page = visit(f"/ma-liste/?ids={ids}&lieu=42218")
    page.emulate_media(media="print")
    for out_of_place in ("nav", "button", ".pick", ".share"):
        for element in page.locator(out_of_place).all():
            assert not element.is_visible(), element.inner_html()
    assert page.locator(".qr").is_visible()
    size = "parseFloat(getComputedStyle(document.querySelector('.guide-phone')).fontSize)"
    assert page.evaluate(size) * 72 / 96 >= 20


def test_a_list_of_twenty_venues_fits_a_narrow_screen(visit: Visit, world: World) -> None:
    page = visit("/ma-liste/?lieu=42218", viewport={"width": 320, "height": 800})
    assert page.locator(".guide-entry").count() == 20
    assert not page.evaluate(TOO_WIDE)


def test_a_guide_of_four_venues_takes_one_sheet_of_paper(visit: Visit, world: World) -> None:
    page = visit("/ma-liste/?lieu=42218")
    links = page.locator(".guide-entry h2 a").evaluate_all("all => all.map(one => one.href)")
    four = [link.split("/lieux/")[1].split("-")[0] for link in links]
    ids = [world.rich.public_id, *(one for one in four if one != world.rich.public_id)][:4]
    page = visit(f"/ma-liste/?ids={','.join(ids)}&lieu=42218")
    assert page.locator(".guide-entry").count() == 4
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
