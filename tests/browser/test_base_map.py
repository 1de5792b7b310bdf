"""The map alone, in a true browser under the site's own policy: it draws, speaks French, gives way.

Every console error, refused resource or request to another host fails (see `conftest`).
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import shapely
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from territories.contours import contours_file, save_contours
from territories.models import Commune
from territories.tiles.build import build_tiles
from tests.browser.axe import assert_no_axe_violation
from tests.browser.conftest import Visit
from tests.browser.world import World

pytestmark = [pytest.mark.urls("tests.browser.map_page"), pytest.mark.long]
HALF = 0.2
PATIENCE = 20.0
Open = Callable[..., Page]
#: How many different colours the picture holds.
PIXELS = """() => {
    const canvas = map.getCanvas();
    const gl = canvas.getContext('webgl2');
    const [width, height] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
    const pixels = new Uint8Array(4 * width * height);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    const found = new Set();
    for (let at = 0; at < pixels.length; at += 4 * 97) {
        found.add(pixels.slice(at, at + 3).join());
    }
    return found.size;
}"""


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tiles that the first test makes are kept for the others."""
    return tmp_path_factory.mktemp("map") / "var"


@pytest.fixture
def tiles(world: World, tmp_path: Path, settings: Any, made_once: Path) -> None:
    """Square outlines around the communes of the small country, cut into tiles."""
    settings.VAR_DIR = tmp_path / "var"
    if made_once.exists():
        shutil.copytree(made_once, settings.VAR_DIR)
        return
    towns = list(Commune.objects.order_by("code"))
    shapes = [
        shapely.box(t.longitude - HALF, t.latitude - HALF, t.longitude + HALF, t.latitude + HALF)
        for t in towns
    ]
    save_contours(contours_file(), [town.code for town in towns], shapes, "squares")
    build_tiles(tmp_path)
    shutil.copytree(settings.VAR_DIR, made_once)


@pytest.fixture
def open_map(visit: Visit) -> Open:
    """Return a function that opens the page of the map and waits until it is drawn, or is not."""

    def open_page(options: dict[str, Any] | None = None, level: str = "", **browser: Any) -> Page:
        query = {"options": json.dumps(options or {})} | ({"niveau": level} if level else {})
        page = visit(f"/carte/?{urlencode(query)}", **browser)
        settle(page)
        return page

    return open_page


def settle(page: Page) -> None:
    """Wait until the page says that the map is ready, or that there is none."""
    until(page, lambda: page.title() != "Carte", "the map is ready")


def until(page: Page, happens: Callable[[], Any], what: str) -> None:
    """Wait for something in the page (its policy forbids what Playwright would use)."""
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline, f"still waiting: {what}"
        page.wait_for_timeout(50)


def said(page: Page, kind: str) -> list[str | None]:
    """Return the codes that the choropleth told of, for one kind of event."""
    return [code for what, code in page.evaluate("window.said") if what == kind]


@pytest.mark.usefixtures("tiles")
def test_the_map_draws_land_borders_and_names(open_map: Open) -> None:
    page = open_map({"center": [4.39, 45.43], "zoom": 9, "capture": True})
    assert page.title() == "Carte prête"
    assert page.evaluate(PIXELS) > 10
    shown = page.evaluate("map.queryRenderedFeatures().map(feature => feature.properties.nom)")
    assert "Saint-Étienne" in shown


@pytest.mark.usefixtures("tiles")
def test_the_map_speaks_french_and_can_be_used_without_a_mouse(open_map: Open) -> None:
    page = open_map({"label": "Carte des lieux", "center": [4.39, 45.43], "zoom": 8})
    picture = page.get_by_role("region", name="Carte des lieux")
    assert "flèches" in page.locator(f"#{picture.get_attribute('aria-describedby')}").inner_text()
    for name in ("Zoom avant", "Zoom arrière", "Afficher en plein écran", "La Réunion"):
        assert page.get_by_role("button", name=name).is_visible(), name
    picture.focus()
    before = page.evaluate("map.getCenter().lng")
    page.keyboard.press("ArrowRight")
    until(page, lambda: page.evaluate("map.getCenter().lng") > before, "the map moves east")
    page.keyboard.press("+")
    until(page, lambda: page.evaluate("map.getZoom()") > 8.5, "the map comes nearer")


@pytest.mark.usefixtures("tiles")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_map_shuts_nobody_out(open_map: Open, scheme: str, width: int) -> None:
    size = {"width": width, "height": 900}
    page = open_map(color_scheme=scheme, viewport=size)
    assert_no_axe_violation(page, f"{width} px, {scheme}")
    root = "document.documentElement"
    assert not page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")


@pytest.mark.usefixtures("tiles")
def test_a_button_leads_overseas_and_says_where_one_is(open_map: Open) -> None:
    page = open_map()
    button = page.get_by_role("button", name="La Réunion")
    assert button.get_attribute("aria-current") is None
    button.click()
    until(page, lambda: button.get_attribute("aria-current") == "true", "La Réunion is shown")
    assert page.evaluate("map.getCenter().lat") == pytest.approx(-20.88, abs=0.1)
    mainland = page.get_by_role("button", name="France métropolitaine")
    assert mainland.get_attribute("aria-current") is None


@pytest.mark.usefixtures("tiles")
def test_less_motion_is_none_at_all(open_map: Open) -> None:
    page = open_map(reduced_motion="reduce")
    assert page.evaluate("map.still")
    page.get_by_role("button", name="La Réunion").click()
    assert page.evaluate("[map.isMoving(), Math.round(map.getCenter().lat)]") == [False, -21]


@pytest.mark.usefixtures("tiles")
def test_the_dark_follows_the_device_and_keeps_what_is_drawn(open_map: Open) -> None:
    page = open_map(level="commune", color_scheme="light")
    land = "map.getPaintProperty('land', 'fill-color')"
    light = page.evaluate(land)
    page.emulate_media(color_scheme="dark")
    until(page, lambda: page.evaluate(land) != light, "the land is dark")
    assert page.evaluate("!!map.getLayer('choropleth-fill')")


@pytest.mark.usefixtures("tiles")
def test_a_territory_is_told_by_the_mouse(open_map: Open) -> None:
    page = open_map({"center": [4.39, 45.43], "zoom": 9}, "commune")
    box = page.locator("#map").bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    until(page, lambda: said(page, "onHover") == ["42218"], "the commune is told")
    page.mouse.click(*middle)
    until(page, lambda: said(page, "onClick") == ["42218"], "the click is told")
    page.mouse.move(1, 1)
    until(page, lambda: said(page, "onHover")[-1] is None, "the mouse has left")


@pytest.mark.usefixtures("tiles")
def test_a_territory_is_told_by_the_keyboard(open_map: Open) -> None:
    page = open_map({"center": [4.39, 45.43], "zoom": 9}, "commune")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === map.getCanvas()"):
            break
    until(page, lambda: said(page, "onFocus") == ["42218"], "the commune at the centre is told")
    page.keyboard.press("Enter")
    until(page, lambda: said(page, "onClick") == ["42218"], "Enter is a click")


@pytest.mark.usefixtures("tiles")
def test_no_data_is_hatched_and_has_no_colour(open_map: Open) -> None:
    page = open_map({"center": [4.39, 45.43], "zoom": 9}, "commune")
    under = "map.queryRenderedFeatures(map.project([4.39, 45.43]), {layers: ['choropleth-hatch']})"
    index = page.evaluate("choropleth.codes().then(codes => codes.indexOf('42218'))")
    assert page.evaluate(f"{under}.length") == 0
    page.evaluate(
        "index => { const scores = new Uint8Array(map.config.tiles.levels.commune.count);"
        " scores[index] = 255; choropleth.setScores(scores); }",
        index,
    )
    until(page, lambda: page.evaluate(f"{under}.map(f => f.id)") == [index + 1], "it is hatched")


@pytest.mark.usefixtures("tiles")
def test_scores_of_another_length_are_refused(open_map: Open) -> None:
    page = open_map(level="commune")
    refusal = page.evaluate("""() => {
        try { choropleth.setScores(new Uint8Array(2)); } catch (error) { return error.name; }
    }""")
    assert refusal == "RangeError"


@pytest.mark.usefixtures("tiles")
def test_a_choropleth_leaves_nothing_behind(open_map: Open) -> None:
    page = open_map(level="departement")
    page.evaluate("choropleth.remove()")
    layers = page.evaluate("map.getStyle().layers.map(layer => layer.id)")
    assert not [name for name in layers if name.startswith("choropleth")]
    assert page.evaluate("map.getLayoutProperty('name-region', 'visibility')") == "visible"


def test_without_tiles_the_page_says_so_and_asks_for_no_library(
    open_map: Open, tmp_path: Path, settings: Any
) -> None:
    settings.VAR_DIR = tmp_path
    page = open_map()
    assert page.title() == "Pas de carte"
    assert "La liste reste utilisable" in page.get_by_role("status").inner_text()
    assert page.evaluate(
        "performance.getEntriesByType('resource').every(({ name }) => !name.includes('maplibre'))"
    )


@pytest.mark.usefixtures("tiles")
def test_a_device_that_cannot_draw_is_told(open_map: Open) -> None:
    page = open_map()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.reload()
    settle(page)
    assert page.title() == "Pas de carte"
    assert "ne peut pas s’afficher" in page.get_by_role("status").inner_text()


@pytest.mark.usefixtures("tiles")
def test_another_base_map_is_drawn_under_our_outlines(
    open_map: Open, live_server: LiveServer, settings: Any
) -> None:
    settings.BASEMAP_STYLE = f"{live_server.url}/carte/style.json"
    page = open_map(level="commune")
    layers = page.evaluate("map.getStyle().layers.map(layer => layer.id)")
    assert layers[0] == "autre"
    assert "choropleth-fill" in layers
    assert "land" not in layers


@pytest.mark.usefixtures("tiles")
def test_a_base_map_that_does_not_answer_gives_way_to_ours(
    open_map: Open, live_server: LiveServer, settings: Any
) -> None:
    settings.BASEMAP_STYLE = f"{live_server.url}/nulle-part/style.json"
    page = open_map(level="commune", status=404)
    layers = page.evaluate("map.getStyle().layers.map(layer => layer.id)")
    assert layers[0] == "sea"
    assert "choropleth-fill" in layers
