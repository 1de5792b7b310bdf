"""axe on every kind of page, narrow and wide, light and dark; and what axe cannot see."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.axe import assert_no_axe_violation, axe_violations
from tests.browser.conftest import Visit
from tests.browser.pages import DISTINCT, PAGES, first_or_long
from tests.browser.world import World

#: 320 px is also what a screen of 1280 px shows at 400 %.
WIDTHS = (320, 1280)
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
#: The element that has the focus, and whether its ring (or that of its label) can be seen.
FOCUSED = """() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const ringed = (candidate, part) => {
        const style = candidate && getComputedStyle(candidate, part);
        return !!style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    };
    const box = element.getBoundingClientRect();
    return {
        name: (element.innerText || element.labels?.[0]?.innerText || element.name || '').trim(),
        ring: ringed(element) || ringed(element, '::after') || ringed(element.closest('label')),
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""

#: What a person who reads with difficulty may ask of their browser (WCAG 1.4.12).
SPACED_OUT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important; } p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""


def open_kind(visit: Visit, world: World, kind: str, **options: Any) -> Page:
    """Open one of the kinds of page."""
    address = PAGES[kind]
    return visit(address.path(world), status=address.status, **options)


@pytest.mark.parametrize("kind", first_or_long(DISTINCT))
def test_a_page_shuts_nobody_out(visit: Visit, world: World, kind: str) -> None:
    page = open_kind(visit, world, kind)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        assert_no_axe_violation(page, f"{kind}, {width} px, light")
        # A colour scheme changes colours only: the other rules have just been asked.
        page.emulate_media(color_scheme="dark")
        assert_no_axe_violation(page, f"{kind}, {width} px, dark", only=["color-contrast"])
        assert not page.evaluate(TOO_WIDE), f"{kind} scrolls sideways at {width} px"
    page.set_viewport_size({"width": 320, "height": 900})
    page.evaluate(SPACED_OUT)
    assert not page.evaluate(TOO_WIDE), f"{kind} scrolls sideways with spaced-out text"


def test_axe_finds_nothing_where_the_place_is_unknown(visit: Visit) -> None:
    page = visit("/", status=422)
    page.get_by_label("Où êtes-vous").first.fill("Xyzzyville")
    page.keyboard.press("Enter")
    page.wait_for_url("**/lieu/")
    assert "Xyzzyville" in (page.get_by_label("Où êtes-vous").first.input_value())
    assert_no_axe_violation(page)


def test_axe_is_awake(visit: Visit) -> None:
    page = visit("/")
    page.evaluate("document.querySelector('main').innerHTML = '<input><img src=\"data:,\">'")
    rules = {line.split()[0] for line in axe_violations(page)}
    assert {"label", "image-alt"} <= rules


@pytest.mark.parametrize(
    ("kind", "scheme"),
    [
        ("home", "light"),
        ("home", "dark"),
        ("choose", "light"),
        ("list", "light"),
        ("list", "dark"),
        ("rich sheet", "light"),
        ("unknown page", "light"),
    ],
)
def test_the_focus_is_seen_on_every_stop(
    visit: Visit, world: World, kind: str, scheme: str
) -> None:
    page = open_kind(visit, world, kind, color_scheme=scheme)
    stops = []
    for _ in range(40):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 5
    assert [stop["name"] for stop in stops if not (stop["ring"] and stop["seen"])] == []


def test_the_first_stop_leads_to_the_content(visit: Visit) -> None:
    page = visit("/lieux/?lieu=42218")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
