"""The page of a territory, the comparison and the methods in a browser: reading, keys, paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_no_axe_violation
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import SPACED_OUT, TOO_WIDE
from tests.browser.world import World
from tests.factories import CommuneFactory
from tests.fragility.factories import MISSING, SECRET, active_release, table

ADDRESSES = {
    "commune": "/territoires/commune/42218/",
    "departement": "/territoires/departement/42/",
    "commune without a score": "/territoires/commune/97411/",
    "comparison": "/territoires/comparer/?t=commune:42218&t=departement:42&t=region:84",
    "methods": "/methode/",
}


@pytest.fixture
def country(world: World) -> World:
    """Some communes around, and what is known of them."""
    codes = [f"42{number:03}" for number in range(1, 16)]
    for rank, code in enumerate(codes):
        CommuneFactory(
            code=code,
            name=f"Village numéro {rank} sur la Rivière-aux-Longs-Noms",
            population=900 + 10 * rank,
        )
    known = [*codes, "42218", "13056", "93066"]
    tables = [
        table(
            {
                **{code: (10 + (rank * step) % 37, 100) for rank, code in enumerate(known)},
                "97411": MISSING,
            },
            key,
        )
        for step, key in ((3, "age_65"), (5, "low_diploma"), (7, "no_thd"), (11, "one_person"))
    ]
    poverty = {code: 8.0 + (rank * 13) % 17 for rank, code in enumerate(known)}
    active_release([*tables, table({**poverty, "42001": SECRET}, "poverty")])
    return world


@pytest.mark.long
@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_page_of_territories_shuts_nobody_out(visit: Visit, kind: str) -> None:
    page = visit(ADDRESSES[kind])
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        assert_no_axe_violation(page, f"{kind}, {width} px, light")
        page.emulate_media(color_scheme="dark")
        assert_no_axe_violation(page, f"{kind}, {width} px, dark", only=["color-contrast"])
        assert not page.evaluate(TOO_WIDE), f"{kind} scrolls sideways at {width} px"
    page.set_viewport_size({"width": 320, "height": 900})
    page.evaluate(SPACED_OUT)
    assert not page.evaluate(TOO_WIDE), f"{kind} scrolls sideways with spaced-out text"


@pytest.mark.usefixtures("country")
def test_the_gauge_is_read_aloud_with_its_number(visit: Visit) -> None:
    page = visit(ADDRESSES["commune"])
    gauge = page.get_by_role("img", name=re.compile("Indice de fragilité : Saint-Étienne"))
    expect(gauge).to_be_visible()
    total = page.locator(".fragility-total strong").inner_text()
    assert total in (gauge.locator("desc").text_content() or "")


@pytest.mark.usefixtures("country")
def test_every_chart_has_its_figures_in_a_table(visit: Visit) -> None:
    page = visit(ADDRESSES["commune"])
    cells = page.locator(".indicators").first.inner_text().replace("\u00a0", " ")
    drawn = page.locator(".charts figure").nth(1).locator("svg text").all_text_contents()
    values = [text.replace("\u00a0", " ") for text in drawn if "%" in text]
    assert values
    assert all(value in cells for value in values)


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("kind", ["commune", "departement", "commune without a score"])
def test_the_report_takes_one_or_two_pages_of_paper(visit: Visit, kind: str) -> None:
    page = visit(ADDRESSES[kind])
    assert 1 <= _pages_of_paper(page) <= 2


def _pages_of_paper(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))


@pytest.mark.usefixtures("country")
def test_a_person_compares_two_territories_with_the_keyboard_only(visit: Visit) -> None:
    page = visit(ADDRESSES["commune"], java_script_enabled=False)
    page.get_by_role("link", name="Comparer").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/territoires/comparer/**")
    page.get_by_label("Ajouter un territoire").focus()
    page.keyboard.type("Martigues")
    page.keyboard.press("Enter")
    page.wait_for_url("**t=commune:42218&t=commune:13056")
    expect(page.get_by_role("columnheader", name=re.compile("Martigues"))).to_be_visible()
    expect(page.get_by_role("columnheader", name=re.compile("Saint-Étienne"))).to_be_visible()


@pytest.mark.usefixtures("country")
def test_an_indicator_leads_to_its_explanation(visit: Visit) -> None:
    page = visit(ADDRESSES["commune"])
    page.get_by_role("link", name="Taux de pauvreté").first.click()
    page.wait_for_url("**/methode/#poverty")
    expect(page.get_by_role("heading", name="Taux de pauvreté", exact=True)).to_be_in_viewport()
