"""The printed report of a territory in a browser: paper, reading, the smallest screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from coverage.setup import refresh
from tests.browser.axe import assert_no_axe_violation
from tests.browser.conftest import Visit
from tests.browser.test_accessibility import TOO_WIDE
from tests.browser.test_territory import country  # noqa: F401 (a fixture)
from tests.browser.world import World
from tests.coverage.factories import QUICK

REPORTS = {
    "departement": "/territoires/departement/42/rapport/",
    "epci": "/territoires/epci/244200770/rapport/",
    "commune": "/territoires/commune/42218/rapport/",
}
SHEET = "/territoires/departement/42/"


@pytest.fixture(autouse=True)
def covered(country: World) -> None:  # noqa: F811
    """The country of the sheets, its coverage computed."""
    refresh(QUICK)


def _pages_of_paper(page: Page) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))


def test_a_report_takes_one_or_two_pages_of_paper(visit: Visit) -> None:
    for kind, address in REPORTS.items():
        page = visit(address)
        assert "Chiffres clés" in page.inner_text("main")
        assert 1 <= _pages_of_paper(page) <= 2, kind


@pytest.mark.long
@pytest.mark.parametrize("address", [*REPORTS.values(), SHEET])
def test_coverage_of_a_territory_shuts_nobody_out(visit: Visit, address: str) -> None:
    page = visit(address)
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        assert_no_axe_violation(page, f"{address}, {width} px, light")
        page.emulate_media(color_scheme="dark")
        assert_no_axe_violation(page, f"{address}, {width} px, dark", only=["color-contrast"])
        assert not page.evaluate(TOO_WIDE), f"{address} scrolls sideways at {width} px"
