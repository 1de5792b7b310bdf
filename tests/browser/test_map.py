"""The map beside the list: on demand, by keyboard as by mouse, and honest about what it shows."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_journey import tab_to
from venues.models import Venue

MARKS = ".map-mark"
#: What the first click brings, and nothing before it.
OF_THE_MAP = re.compile(r"map-panel|map\.css|maplibre|/points/|/tuiles/|base\.js")
pytestmark = pytest.mark.usefixtures("empty_tiles")


def ready(page: Page) -> Page:
    """Wait until the map stands and shows its markers."""
    page.wait_for_selector("[data-map][data-ready]", state="attached")
    return page


def open_map(page: Page) -> Page:
    """Open the map with the mouse."""
    page.get_by_role("button", name="Voir la carte").click()
    return ready(page)


def shown(page: Page) -> int:
    """Add up what the markers in view stand for."""
    counts = page.locator(MARKS).evaluate_all("marks => marks.map(mark => +mark.dataset.count)")
    return sum(counts)


def focused(page: Page) -> str:
    """Return the words of what has the focus."""
    text: str = page.evaluate(
        "document.activeElement.ariaLabel ?? document.activeElement.innerText"
    )
    return text.strip()


def walk_to_a_bubble(page: Page) -> None:
    """Press Enter on what is nearest to the middle, until one place is told."""
    for _ in range(8):
        page.keyboard.press("Enter")
        page.wait_for_timeout(400)
        if page.locator(".map-popup a").count():
            return
    raise AssertionError("no bubble after eight steps")


# --- On demand ----------------------------------------------------------------------------------
def test_nothing_of_the_map_is_asked_before_the_click(visit: Visit) -> None:
    page = visit("/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/lieux/?lieu=42218")
    page.wait_for_timeout(300)
    assert [url for url in asked if OF_THE_MAP.search(url)] == []
    open_map(page)
    assert sum("/points/" in url for url in asked) == 1
    page.locator(".maplibregl-ctrl-zoom-out").click()
    page.wait_for_timeout(500)
    assert sum("/points/" in url for url in asked) == 1


def test_without_script_there_is_no_dead_button(visit: Visit) -> None:
    page = visit("/lieux/?lieu=42218&carte=1", java_script_enabled=False)
    assert page.get_by_role("button", name="carte").count() == 0
    assert not page.locator("#carte").is_visible()
    assert page.locator("#resultats ol .venue").count() == 20


def test_a_page_without_outlines_shows_no_button(visit: Visit) -> None:
    (Path(settings.VAR_DIR) / "tiles" / "current.json").write_text("{}")
    page = visit("/lieux/?carte=1")
    assert page.locator("[data-map-open]").count() == 0


def test_the_markers_stand_for_every_located_venue_and_the_others_are_counted(
    visit: Visit,
) -> None:
    page = open_map(visit("/lieux/"))
    located = Venue.objects.published().located().count()
    assert shown(page) == located
    assert (
        page.locator("[data-map-status]").inner_text() == f"{located} lieux visibles sur la carte"
    )
    assert "1 lieu sans emplacement précis" in page.locator(".map-note").inner_text()


def test_back_closes_the_map_and_forward_opens_it_again(visit: Visit) -> None:
    page = visit("/lieux/?lieu=42218", viewport={"width": 360, "height": 740})
    page.evaluate("window.same = true")
    open_map(page)
    page.go_back()
    expect(page.locator("#carte")).to_be_hidden()
    assert page.evaluate("window.same")
    assert page.url.endswith("/lieux/?lieu=42218")
    assert page.evaluate("document.querySelectorAll('[inert]').length") == 0
    page.go_forward()
    expect(page.locator("#carte")).to_be_visible()
    page.get_by_role("button", name="Revenir à la liste").click()
    expect(page.locator("#carte")).to_be_hidden()
    page.wait_for_url("**/lieux/?lieu=42218")


def test_the_first_view_holds_the_nearest_venues_and_names_the_centre(visit: Visit) -> None:
    page = ready(visit("/lieux/?lieu=42218&carte=1"))
    centre = page.locator(".map-centre")
    expect(centre).to_be_in_viewport()
    expect(centre).to_have_attribute(
        "aria-label", "Centre de Saint-Étienne, d’où partent les distances"
    )
    assert "la croix « Centre de Saint-Étienne »" in page.locator(".map-note").inner_text()
    stage = page.locator("[data-map-stage]").bounding_box()
    assert stage is not None
    for mark in page.locator(f"{MARKS}:not([aria-hidden])").all():
        box = mark.bounding_box()
        assert box is not None
        assert stage["x"] <= box["x"] <= stage["x"] + stage["width"] - box["width"]
    assert page.locator(f"{MARKS}[aria-hidden]").count() == 0


def test_an_open_map_is_in_the_address_and_travels_with_the_links(visit: Visit) -> None:
    page = open_map(visit("/lieux/?lieu=42218"))
    assert "carte=1" in page.url
    page.get_by_role("link", name="Lieux suivants").click()
    ready(page)
    assert {"carte=1", "page=2"} <= set(urlsplit(page.url).query.split("&"))
    page.locator("#resultats h2 a").first.click()
    page.wait_for_url("**/lieux/rn**")
    page.go_back()
    ready(page)
    assert page.locator("#carte").is_visible()
    page.get_by_role("button", name="Fermer la carte").click()
    expect(page.locator("#carte")).to_be_hidden()
    assert "carte" not in page.url
    assert page.locator('main a[href^="/lieux/"][href*="carte=1"]').count() == 0


# --- Keyboard and bubbles -----------------------------------------------------------------------
def test_with_the_keyboard_one_goes_from_the_button_to_a_sheet(visit: Visit) -> None:
    page = visit("/lieux/?lieu=42218")
    tab_to(page, "Voir la carte")
    page.keyboard.press("Enter")
    ready(page)
    tab_to(page, "Passer la carte")
    page.locator(MARKS).first.wait_for()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('map-mark')"):
            break
    walk_to_a_bubble(page)
    bubble = page.get_by_role("dialog")
    link = bubble.locator("h2 a").first
    expect(link).to_be_focused()
    name = link.inner_text()
    page.keyboard.press("Escape")
    expect(bubble).to_have_count(0)
    assert page.evaluate("document.activeElement.classList.contains('map-mark')")
    page.keyboard.press("Enter")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/lieux/rn**")
    assert page.locator("h1").inner_text() == name


def test_a_bubble_leads_to_the_sheet_and_knows_the_way_back(visit: Visit) -> None:
    page = ready(visit("/lieux/?lieu=13056&carte=1"))
    page.locator(".map-mark-pin").first.click()
    bubble = page.get_by_role("dialog")
    expect(bubble).to_contain_text("Maison des associations")
    expect(bubble).to_contain_text("04 65 71 00 00".replace(" ", "\u202f"), use_inner_text=True)
    address = bubble.get_by_role("link", name="Voir la fiche").get_attribute("href") or ""
    venue = Venue.objects.get(name="Maison des associations")
    assert urlsplit(address).path == venue.get_absolute_url()
    assert parse_qs(urlsplit(address).query)["lieu"] == ["13056"]
    page.keyboard.press("Escape")
    expect(page.locator(".map-popup")).to_have_count(0)


def test_a_zone_is_searched_without_leaving_the_page(visit: Visit) -> None:
    page = ready(visit("/lieux/?lieu=42218&services=outils&carte=1"))
    zone = page.get_by_role("button", name="Chercher dans cette zone")
    expect(zone).to_be_hidden()
    page.evaluate("window.same = true")
    page.locator(".maplibregl-ctrl-zoom-in").click()
    zone.click()
    expect(page.locator("h1")).to_have_text("Lieux dans cette zone")
    assert page.evaluate("window.same")
    query = parse_qs(urlsplit(page.url).query)
    assert set(query) == {"services", "carte", "bbox"}
    assert all(re.fullmatch(r"-?\d+\.\d\d", edge) for edge in query["bbox"][0].split(","))
    answer = page.request.get(f"/api/v1/lieux/?services=outils&bbox={query['bbox'][0]}").json()
    assert 0 < answer["count"] < Venue.objects.published().located().count()
    assert f"{answer['count']}\u00a0lieu" in page.locator(".lede").first.inner_text()
    assert page.locator("#resultats ol .venue").count() == min(20, answer["count"])
    assert str(answer["count"]) in page.locator("[data-map-message]").inner_text()
    expect(page.locator("[data-map-message]")).to_be_focused()
    expect(zone).to_be_hidden()
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Saint-Étienne")
    assert "lieu=42218" in page.url
    assert page.evaluate("window.same")


def test_a_position_is_asked_on_a_click_only_and_stays_in_the_browser(visit: Visit) -> None:
    place = {"latitude": 43.40531, "longitude": 5.04782}
    page = ready(
        visit("/lieux/?lieu=42218&carte=1", permissions=["geolocation"], geolocation=place)
    )
    assert page.locator(".map-me").count() == 0
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.get_by_role("button", name="Ma position").click()
    expect(page.locator(".map-me")).to_be_visible()
    expect(page.locator("[data-map-message]")).to_contain_text("envoyée à personne")
    expect(page.locator(MARKS)).to_have_count(1)
    page.get_by_role("button", name="Chercher dans cette zone").click()
    expect(page.locator("h1")).to_have_text("Lieux dans cette zone")
    assert not [url for url in asked if "43.405" in url or "5.047" in url]


def test_on_a_phone_the_map_covers_the_page_and_lets_go_of_it(visit: Visit) -> None:
    page = open_map(visit("/lieux/?lieu=42218", viewport={"width": 320, "height": 640}))
    expect(page.get_by_role("button", name="Revenir à la liste")).to_be_focused()
    assert page.evaluate("document.querySelector('#resultats').closest('[inert]') !== null")
    box = page.locator("#carte").bounding_box()
    assert box is not None
    assert (box["width"], box["height"]) == (320, 640)
    page.keyboard.press("Escape")
    expect(page.locator("#carte")).to_be_hidden()
    expect(page.get_by_role("button", name="Voir la carte")).to_be_focused()
    assert page.evaluate("document.querySelectorAll('[inert]').length") == 0
