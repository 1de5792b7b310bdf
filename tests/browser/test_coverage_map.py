"""The map of coverage in a true browser: what is drawn is what the legend and the table say."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from coverage.setup import refresh
from tests.browser.axe import assert_no_axe_violation
from tests.browser.conftest import Visit
from tests.browser.test_base_map import tiles  # noqa: F401 (a fixture)
from tests.browser.world import World
from tests.coverage.factories import QUICK
from tests.factories import CommuneFactory
from tests.fragility.factories import MISSING, active_release, table

#: Many pages in many states: not in the short suite.
pytestmark = pytest.mark.long

OTHERS = tuple(f"42{number:03}" for number in range(1, 13))
COMMUNES = tuple(sorted(("13056", "42218", "93066", "97411", *OTHERS)))
PAGE = "/couverture/?carte=1"
DRAWN = """() => {
    const { map, bytes } = document.querySelector('[data-map-block]').coverage;
    const { source } = map.config.tiles.levels.commune;
    return Array.from(bytes, (_, index) =>
        map.getFeatureState({ source, sourceLayer: 'commune', id: index + 1 }).choropleth);
}"""


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tiles of this country are kept from one test to the next."""
    return tmp_path_factory.mktemp("coverage") / "var"


@pytest.fixture
def world(world: World) -> World:
    """The small country with twelve communes more, far from any venue."""
    for number, code in enumerate(OTHERS):
        CommuneFactory(
            code=code,
            name=f"Village {code}",
            folded=f"village {code}",
            latitude=44.6,
            longitude=0.5 + 0.5 * number,
            population=400 + 100 * number,
        )
    return world


@pytest.fixture(autouse=True)
def country(world: World, tiles: None) -> None:  # noqa: F811
    """Every commune has its need but one, and the coverage is computed."""

    def shares(step: int) -> dict[str, Any]:
        return {
            code: MISSING if code == "97411" else ((rank * step) % 17 + 3, 100)
            for rank, code in enumerate(COMMUNES)
        }

    active_release([table(shares(3), "age_65"), table(shares(5), "low_diploma"),
                    table(shares(7), "no_thd")])  # fmt: skip
    refresh(QUICK)


def drawn(page: Page) -> Page:
    """Wait until the map stands."""
    page.wait_for_selector("[data-drawn]")
    page.wait_for_timeout(300)
    return page


def test_the_map_and_the_legend_count_the_same_with_no_data_included(visit: Visit) -> None:
    page = drawn(visit(PAGE))
    on_map = Counter(page.evaluate(DRAWN))
    cells = page.locator(".gap-cell").all()
    said = {
        cell.locator("strong").inner_text(): int(cell.locator("span").first.inner_text().split()[0])
        for cell in cells
    }
    order = ("A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3")
    assert {key: on_map.get(rank, 0) for rank, key in enumerate(order)} == said
    assert on_map[255] == len(COMMUNES) - sum(said.values()) == 1


def test_a_click_tells_a_commune_and_leads_to_its_sheet(visit: Visit) -> None:
    page = drawn(visit(PAGE))
    page.evaluate(
        "document.querySelector('[data-map-block]').coverage.map"
        ".jumpTo({center: [4.39, 45.43], zoom: 9})"
    )
    page.wait_for_timeout(500)
    page.locator("canvas.maplibregl-canvas").click()
    bubble = page.get_by_role("dialog", name="Territoire choisi")
    expect(bubble).to_contain_text("Saint-Étienne (42)")
    link = bubble.get_by_role("link", name="Voir la fiche de la commune")
    assert link.get_attribute("href") == "/territoires/commune/42218/"
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(bubble).to_have_count(0)


def test_the_legend_filters_the_table_and_the_map_is_closed_by_a_link(visit: Visit) -> None:
    page = drawn(visit(PAGE))
    cell = page.locator(".gap-cell", has_text="C3")
    count = int(cell.locator("span").first.inner_text().split()[0])
    cell.click()
    expect(page.locator("#tableau tbody tr")).to_have_count(count)
    page.get_by_role("link", name="Fermer la carte").click()
    expect(page.locator("[data-map-block]")).to_have_count(0)


def test_patterns_are_drawn_when_asked(visit: Visit) -> None:
    page = drawn(visit(PAGE))
    page.get_by_label("Motifs").check()
    layers = page.evaluate(
        "document.querySelector('[data-map-block]').coverage.map.getStyle().layers"
        ".filter(({id}) => id.startsWith('coverage-pattern-')).length"
    )
    assert layers == sum(one != "0" for one in page.locator(".gap-cell > span").evaluate_all(
        "spans => spans.map(span => span.textContent.trim().split(/\\s/)[0])"
    ))  # fmt: skip


def test_a_layer_that_cannot_be_read_leaves_the_table_and_says_so(visit: Visit) -> None:
    page = visit("/confidentialite/")
    page.route("**/couche/**", lambda route: route.fulfill(status=200, body="x"))
    page.goto(PAGE)
    expect(page.locator("[data-map-said]")).to_contain_text("Le tableau donne les mêmes valeurs")
    expect(page.locator("#tableau tbody tr")).to_have_count(len(COMMUNES))


def test_without_script_the_page_says_the_same(visit: Visit) -> None:
    page = visit(PAGE, java_script_enabled=False)
    expect(page.locator("#tableau tbody tr")).to_have_count(len(COMMUNES))
    page.get_by_label("Montrer").select_option("minutes")
    page.get_by_role("button", name="Afficher").click()
    expect(page.locator("#titre-carte")).to_contain_text("Minutes jusqu’au lieu le plus proche")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_shuts_nobody_out(visit: Visit, scheme: str, width: int) -> None:
    page = drawn(visit(PAGE, color_scheme=scheme, viewport={"width": width, "height": 800}))
    assert_no_axe_violation(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
