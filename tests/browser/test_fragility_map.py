"""The map of the need in a true browser: what is drawn is what the legend and the table say."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_no_axe_violation
from tests.browser.conftest import Visit
from tests.browser.test_base_map import tiles, until  # noqa: F401 (a fixture)
from tests.browser.world import World
from tests.factories import CommuneFactory
from tests.fragility.factories import MISSING, active_release, table

#: Many pages in many states: not in the short suite.
pytestmark = pytest.mark.long

#: With those of the small country: enough of them to be put in tenths.
OTHERS = tuple(f"42{number:03}" for number in range(1, 13))
COMMUNES = tuple(sorted(("13056", "42218", "93066", "97411", *OTHERS)))
PAGE = "/fragilite/?niveau=commune"
LOIRE = "&vue=45.43,4.39,9"
#: The byte that each territory bears on the map, as its class in the legend.
DRAWN = """async () => {
    const { classOf } = await import('/static/fragility/legend.js');
    const { map, legend } = document.querySelector('[data-map-block]').need;
    const { source, count } = map.config.tiles.levels[legend.level];
    return Array.from({ length: count }, (_, index) => {
        const state = map.getFeatureState({ source, sourceLayer: legend.level, id: index + 1 });
        return classOf(state.choropleth, legend);
    });
}"""


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tiles of this country are kept from one test to the next."""
    return tmp_path_factory.mktemp("need") / "var"


@pytest.fixture
def world(world: World) -> World:
    """The small country with twelve communes more, on a line south of Saint-Étienne."""
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
    """Every commune has four indicators but one, which has no score."""

    def shares(step: int, without: str = "97411") -> dict[str, Any]:
        return {
            code: MISSING if code == without else ((rank * step) % 17 + 3, 100)
            for rank, code in enumerate(COMMUNES)
        }

    active_release(
        [
            table(shares(1, without=""), "poverty"),
            table(shares(3), "age_65"),
            table(shares(5), "low_diploma"),
            table(shares(7), "no_thd"),
        ]
    )


def drawn(page: Page) -> Page:
    """Wait until a level is on the map."""
    page.wait_for_selector("[data-drawn]")
    return page


def counts(page: Page) -> dict[int, int]:
    """Return what the legend says: territories by class."""
    rows = page.locator("[data-legend] [data-class]").all()
    return {
        int(row.get_attribute("data-class") or -1): int(row.locator("[data-count]").inner_text())
        for row in rows
    }


def canvas(page: Page) -> Any:
    return page.locator("canvas.maplibregl-canvas")


def test_the_map_the_legend_and_the_table_count_the_same_with_no_data_included(
    visit: Visit,
) -> None:
    page = drawn(visit(PAGE))
    on_map = Counter(page.evaluate(DRAWN))
    said = counts(page)
    cells = page.locator("#tableau tbody td:nth-child(4)").all_inner_texts()
    in_table = Counter(int(re.sub(r"\D.*", "", cell) or 0) for cell in cells)
    assert on_map == in_table == Counter({key: n for key, n in said.items() if n})
    assert on_map[0] == 1


def test_weights_are_counted_at_once_as_the_server_counts_them(visit: Visit) -> None:
    page = drawn(visit(PAGE))
    before = page.evaluate(DRAWN)
    page.get_by_text("Changer les poids").click()
    slider = page.get_by_label("Personnes de 65 ans et plus")
    slider.fill("5")
    until(page, lambda: page.evaluate(DRAWN) != before, "the map has other classes")
    at_once = page.evaluate(DRAWN)
    expect(page.locator("[data-base]")).to_contain_text("avec vos poids")
    expect(page.locator("#tableau caption")).to_contain_text("avec vos poids")
    address = page.url
    assert "poids.age_65=5" in address
    again = drawn(visit(address.replace(re.match(r"https?://[^/]+", address)[0], "")))  # type: ignore[index]
    assert again.evaluate(DRAWN) == at_once
    assert Counter(at_once) == Counter({key: n for key, n in counts(again).items() if n})
    page.get_by_role("link", name="Revenir aux poids de la méthode").click()
    expect(page.locator("[data-base]")).not_to_contain_text("avec vos poids")
    assert drawn(page).evaluate(DRAWN) == before


def test_the_level_follows_the_zoom_and_the_legend_follows_the_level(visit: Visit) -> None:
    page = drawn(visit("/fragilite/?vue=45.43,4.39,5"))
    assert page.locator("[data-drawn]").get_attribute("data-drawn") == "departement"
    page.evaluate("document.querySelector('[data-map-block]').need.map.jumpTo({zoom: 9})")
    expect(page.locator("[data-drawn]")).to_have_attribute("data-drawn", "commune")
    expect(page.locator("[data-title]")).to_have_text("Indice Repères, par commune")
    assert Counter(page.evaluate(DRAWN)) == Counter({k: n for k, n in counts(page).items() if n})
    until(page, lambda: "vue=45.430,4.390,9.00" in page.url, "the view is in the address")


def test_a_click_tells_a_territory_and_leads_to_its_sheet(visit: Visit) -> None:
    page = drawn(visit(PAGE + LOIRE))
    page.wait_for_timeout(500)
    canvas(page).click()
    bubble = page.get_by_role("dialog", name="Territoire choisi")
    expect(bubble).to_contain_text("Saint-Étienne")
    expect(bubble).to_contain_text("4 sur 5")
    link = bubble.get_by_role("link", name="Voir la fiche du territoire")
    assert link.get_attribute("href") == "/territoires/commune/42218/"
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(bubble).to_have_count(0)


def test_the_keyboard_reads_the_map_and_comes_back_to_it(visit: Visit) -> None:
    page = drawn(visit(PAGE + LOIRE))
    page.wait_for_timeout(500)
    page.locator("#dans").focus()
    for _ in range(6):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('canvas')"):
            break
    expect(page.locator("[data-tip]")).to_contain_text("Saint-Étienne")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Territoire choisi")).to_be_visible()
    page.keyboard.press("Escape")
    expect(canvas(page)).to_be_focused()


def test_an_area_without_data_is_told_in_words(visit: Visit) -> None:
    page = drawn(visit(PAGE + "&vue=-20.879,55.448,9"))
    page.wait_for_timeout(500)
    canvas(page).hover()
    expect(page.locator("[data-tip]")).to_contain_text("Sans donnée")


def test_the_view_goes_along_with_the_sort_of_the_table(visit: Visit) -> None:
    page = drawn(visit(PAGE + LOIRE + "&opacite=60&motifs=1"))
    page.get_by_role("columnheader", name="Habitants").get_by_role("link").click()
    page.wait_for_url(re.compile("tri=-population"))
    for kept in ("vue=45.43,4.39,9", "opacite=60", "motifs=1"):
        assert kept in page.url.replace("%2C", ",")


def test_places_stand_over_the_map_when_asked(visit: Visit) -> None:
    page = drawn(visit(PAGE + LOIRE))
    page.get_by_label("Lieux d’aide").check()
    expect(page.locator("[data-map-said]")).to_contain_text("lieux d’aide sur la carte")
    assert "lieux=1" in page.url
    assert page.evaluate(
        "document.querySelector('[data-map-block]').need.map.getLayer('need-venues') !== undefined"
    )


def test_the_map_is_kept_as_a_picture(visit: Visit, tmp_path: Path) -> None:
    page = drawn(visit(PAGE + LOIRE))
    with page.expect_download() as download:
        page.get_by_role("button", name="Image").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "fragilite-commune.png"
    assert file.read_bytes().startswith(b"\x89PNG")


def test_a_layer_that_cannot_be_read_leaves_the_table_and_says_so(visit: Visit) -> None:
    page = visit("/confidentialite/")
    page.route("**/couche/**", lambda route: route.fulfill(status=200, body="x"))
    page.goto(PAGE)
    expect(page.locator("[data-map-said]")).to_contain_text("Le tableau donne les mêmes valeurs")
    expect(page.locator("#tableau tbody tr")).to_have_count(len(COMMUNES))


def test_without_script_the_page_says_the_same_and_weights_are_counted(visit: Visit) -> None:
    page = visit(PAGE, java_script_enabled=False)
    expect(page.locator("[data-map-block]")).to_be_hidden()
    page.get_by_text("Changer les poids").click()
    page.get_by_label("Personnes de 65 ans et plus").fill("5")
    page.get_by_role("button", name="Recalculer").click()
    expect(page.locator("[data-base]")).to_contain_text("avec vos poids")
    page.get_by_label("Montrer").select_option("poverty")
    page.get_by_role("button", name="Afficher").click()
    expect(page.locator("[data-title]")).to_have_text("Taux de pauvreté, par commune")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_shuts_nobody_out(visit: Visit, scheme: str, width: int) -> None:
    page = drawn(
        visit(
            PAGE + LOIRE + "&poids.poverty=3",
            color_scheme=scheme,
            viewport={"width": width, "height": 800},
        )
    )
    page.wait_for_timeout(500)
    assert_no_axe_violation(page)
    canvas(page).click()
    expect(page.get_by_role("dialog", name="Territoire choisi")).to_be_visible()
    assert_no_axe_violation(page, "with a bubble")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_indicator_and_an_empty_search_shut_nobody_out(visit: Visit) -> None:
    page = drawn(visit(PAGE + "&indicateur=poverty&nom=zzz&niveau=x"))
    assert_no_axe_violation(page)
