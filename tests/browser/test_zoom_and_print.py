"""Pages as people set them: enlarged, narrow, dark, on paper, without motion, without colours."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.pages import DISTINCT
from tests.browser.test_accessibility import TOO_WIDE, open_kind
from tests.browser.world import World

#: Many pages in many states: not in the short suite.
pytestmark = pytest.mark.long

#: A window of 1280 × 900 at 200 % shows 640 × 450 px of page.
ENLARGED = {"width": 640, "height": 450}
#: Words cut by a box that neither scrolls nor says that it cuts.
CUT = """() => [...document.querySelectorAll('main *, header *, footer *, nav *')].filter((one) => {
    const style = getComputedStyle(one);
    if (!/hidden|clip/.test(style.overflowX + style.overflowY)) return false;
    if (!one.innerText?.trim() || style.visibility === 'hidden') return false;
    if (one.closest('.visually-hidden, svg, [hidden]')) return false;
    const { width, height } = one.getBoundingClientRect();
    if (width < 2 || height < 2) return false;
    return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
}).map((one) => `${one.tagName}.${one.className}: ${one.innerText.slice(0, 60)}`)"""
#: Things that stand beyond the edge of the window, where nothing scrolls to them.
BEYOND = """() => [...document.querySelectorAll('main a, main button, main input, main h1, main p')]
    .filter((one) => {
        const box = one.getBoundingClientRect();
        const hidden = one.closest('.visually-hidden, [hidden], svg') || box.width < 2;
        const scrolled = one.closest('table, pre, [tabindex="0"]');
        return !hidden && !scrolled && (box.left < -1 || box.right > innerWidth + 1);
    }).map((one) => `${one.tagName}: ${(one.innerText || one.name).slice(0, 60)}`)"""
MOVING = """() => document.getAnimations().filter((one) => one.playState === 'running'
    && one.effect.getComputedTiming().duration > 10).length"""


@pytest.mark.parametrize("kind", DISTINCT)
def test_nothing_is_cut_when_enlarged_or_narrow(visit: Visit, world: World, kind: str) -> None:
    page = open_kind(visit, world, kind, viewport=ENLARGED)
    for width, height in ((640, 450), (320, 700)):
        page.set_viewport_size({"width": width, "height": height})
        assert not page.evaluate(TOO_WIDE), f"{kind} scrolls sideways at {width} px"
        assert page.evaluate(CUT) == [], f"{kind} at {width} px"
        assert page.evaluate(BEYOND) == [], f"{kind} at {width} px"


@pytest.mark.parametrize("kind", ["list", "sheet without a point", "sheet in a list"])
def test_a_phone_at_twice_its_size_never_scrolls_sideways(
    visit: Visit, world: World, kind: str
) -> None:
    page = open_kind(visit, world, kind, viewport={"width": 180, "height": 370})
    assert not page.evaluate(TOO_WIDE)


@pytest.mark.parametrize("kind", DISTINCT)
def test_paper_holds_the_words_and_nothing_to_press(visit: Visit, world: World, kind: str) -> None:
    page = open_kind(visit, world, kind, color_scheme="dark")
    page.emulate_media(media="print")
    for out_of_place in ("nav", "button"):
        for element in page.locator(out_of_place).all():
            assert not element.is_visible(), f"{kind}: {element.inner_html()[:200]}"
    assert page.locator("h1").is_visible()
    ink, paper = page.evaluate(
        "() => [getComputedStyle(document.querySelector('h1')).color,"
        " getComputedStyle(document.body).backgroundColor]"
    )
    assert lightness(ink) < 0.35, f"{kind}: {ink} is too light for paper"
    assert paper == "rgba(0, 0, 0, 0)" or lightness(paper) > 0.9, f"{kind}: {paper} drinks ink"
    # A sheet of A4 within its margins.
    page.set_viewport_size({"width": 700, "height": 990})
    assert not page.evaluate(TOO_WIDE), kind


def lightness(colour: str) -> float:
    """Return the mean of red, green and blue of « rgb(…) », from 0 to 1."""
    inside = colour.partition("(")[2].rstrip(")").replace(",", " ").split()
    assert colour.startswith("rgb"), colour
    return sum(float(part) for part in inside[:3]) / (3 * 255)


@pytest.mark.parametrize("kind", ["home", "list", "rich sheet", "shortlist", "report form"])
def test_nothing_moves_for_those_who_ask_for_stillness(
    visit: Visit, world: World, kind: str
) -> None:
    page = open_kind(visit, world, kind, reduced_motion="reduce")
    assert page.evaluate(MOVING) == 0
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(behaviour) == "auto"


@pytest.mark.parametrize("kind", ["home", "list", "rich sheet", "sheet to take away"])
def test_controls_keep_an_edge_in_forced_colours(visit: Visit, world: World, kind: str) -> None:
    page = open_kind(visit, world, kind, forced_colors="active")
    bare = page.evaluate("""() => [...document.querySelectorAll('main .button, main .input')]
        .filter((element) => element.getBoundingClientRect().width > 2)
        .filter((element) => {
            const style = getComputedStyle(element);
            return style.borderTopStyle === 'none' || parseFloat(style.borderTopWidth) < 1;
        }).map((element) => element.outerHTML.slice(0, 80))""")
    assert bare == []


@pytest.mark.parametrize("kind", ["home", "list", "rich sheet", "report form"])
@pytest.mark.parametrize("width", [320, 1280])
def test_what_is_pressed_is_large_enough_for_a_thumb(
    visit: Visit, world: World, kind: str, width: int
) -> None:
    page = open_kind(visit, world, kind, viewport={"width": width, "height": 800})
    small = page.evaluate("""() => [
        ...document.querySelectorAll('.button, .input, .chip-link, summary'),
    ].map((element) => [element, element.getBoundingClientRect()])
        .filter(([, box]) => box.width > 2 && (box.height < 24 || box.width < 24))
        .map(([element]) => element.outerHTML.slice(0, 80))""")
    assert small == []
