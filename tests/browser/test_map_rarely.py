"""The map of the list in its rarer moments: what the long lane sees."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import assert_no_axe_violation
from tests.browser.conftest import Visit
from tests.browser.test_map import MARKS, open_map, ready, shown, walk_to_a_bubble
from tests.browser.world import World
from tests.factories import DepartementFactory, VenueFactory

pytestmark = [pytest.mark.usefixtures("empty_tiles"), pytest.mark.long]


def test_around_a_place_the_unlocated_venues_of_elsewhere_are_not_counted(visit: Visit) -> None:
    page = ready(visit("/lieux/?lieu=13056&carte=1"))
    expect(page.locator("[data-map-unlocated]")).to_be_hidden()


def test_a_map_closed_on_another_zone_comes_back_with_its_first_list(visit: Visit) -> None:
    page = open_map(visit("/lieux/?lieu=42218"))
    page.locator(".maplibregl-ctrl-zoom-in").click()
    page.get_by_role("button", name="Chercher dans cette zone").click()
    expect(page.locator("h1")).to_have_text("Lieux dans cette zone")
    expect(page.locator(".map-centre")).to_have_count(0)
    page.get_by_role("button", name="Fermer la carte").click()
    expect(page.locator("#carte")).to_be_hidden()
    assert "bbox=" in page.url
    assert "carte" not in page.url
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Saint-Étienne")
    expect(page.locator("#carte")).to_be_visible()
    page.go_back()
    expect(page.locator("#carte")).to_be_hidden()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_an_opened_map_stands_whole_in_view_with_the_focus(visit: Visit, motion: str) -> None:
    page = visit(
        "/lieux/?lieu=42218", viewport={"width": 1280, "height": 900}, reduced_motion=motion
    )
    open_map(page)
    expect(page.locator("#carte")).to_be_focused()
    expect(page.locator("[data-map-stage]")).to_be_in_viewport(ratio=0.99)


def test_a_lone_marker_bears_the_name_of_its_venue(visit: Visit) -> None:
    page = ready(visit("/lieux/?lieu=13056&carte=1"))
    assert page.locator(".map-mark-pin").first.get_attribute("aria-label") == (
        "Maison des associations"
    )


def test_venues_at_the_same_place_are_told_together(visit: Visit, world: World) -> None:
    VenueFactory(name="Permanence A", latitude=44.0, longitude=1.0)
    VenueFactory(name="Permanence B", latitude=44.0, longitude=1.0)
    page = ready(visit("/lieux/?q=permanence&carte=1"))
    mark = page.locator(MARKS)
    expect(mark).to_have_attribute("aria-label", "2 lieux au même endroit : voir leur liste")
    mark.click()
    expect(page.get_by_role("dialog")).to_contain_text("2 lieux au même endroit")
    assert page.get_by_role("dialog").locator("h2").count() == 2


# --- List and map -------------------------------------------------------------------------------
def test_a_card_rings_its_marker_and_a_marker_its_card(visit: Visit) -> None:
    page = ready(visit("/lieux/?lieu=13056&carte=1"))
    card = page.locator("[data-point]").first
    card.hover()
    expect(page.locator(f"{MARKS}.is-near")).to_have_count(1)
    page.mouse.move(0, 0)
    expect(page.locator(f"{MARKS}.is-near")).to_have_count(0)
    card.locator("a").first.focus()
    expect(page.locator(f"{MARKS}.is-near")).to_have_count(1)
    page.locator(".map-mark-pin").first.focus()
    expect(card).to_have_class(re.compile("is-near"))


def test_a_zone_that_cannot_be_fetched_is_gone_to(visit: Visit) -> None:
    page = ready(visit("/lieux/?lieu=42218&carte=1"))
    page.locator(".maplibregl-ctrl-zoom-in").click()
    tries: list[str] = []

    def fail_once(route: Any) -> None:
        tries.append(route.request.resource_type)
        if route.request.resource_type == "fetch":
            route.fulfill(body="ceci n’est pas une liste")
        else:
            route.continue_()

    page.route("**/lieux/?*bbox=*", fail_once)
    page.get_by_role("button", name="Chercher dans cette zone").click()
    page.wait_for_url("**bbox=*")
    expect(page.locator("h1")).to_have_text("Lieux dans cette zone")
    assert tries == ["fetch", "document"]


def test_points_that_cannot_be_read_leave_the_list_and_say_so(visit: Visit) -> None:
    page = visit("/lieux/?lieu=42218")
    page.route("**/points/**", lambda route: route.fulfill(body="?"))
    open_map(page)
    expect(page.locator("[data-map-status]")).to_contain_text("La liste, elle, est complète")
    assert page.locator("#resultats ol .venue").count() == 20


def test_a_device_that_cannot_draw_keeps_the_list_and_is_told(visit: Visit) -> None:
    page = visit("/lieux/?lieu=42218")
    page.evaluate("HTMLCanvasElement.prototype.getContext = () => null")
    page.get_by_role("button", name="Voir la carte").click()
    expect(page.locator("#carte")).to_contain_text("La carte ne peut pas s’afficher")
    assert page.locator("#resultats ol .venue").count() == 20


def test_the_map_opens_overseas_where_the_venues_are(visit: Visit) -> None:
    DepartementFactory(code="974", name="La Réunion", region_code="04")
    for name, lat, lon in [("Nord", -20.9, 55.45), ("Sud", -21.33, 55.47)]:
        VenueFactory(
            name=name, latitude=lat, longitude=lon, departement_code="974", region_code="04"
        )
    page = ready(visit("/lieux/?departement=974&carte=1"))
    assert shown(page) == 2
    expect(page.get_by_role("button", name="La Réunion")).to_have_attribute("aria-current", "true")


# --- Position -----------------------------------------------------------------------------------
def test_a_refused_position_is_told_with_what_to_do(visit: Visit) -> None:
    page = ready(visit("/lieux/?lieu=42218&carte=1"))
    page.get_by_role("button", name="Ma position").click()
    expect(page.locator("[data-map-message]")).to_contain_text("Tapez plutôt votre ville")


# --- Small screens, paper, everybody ------------------------------------------------------------
def test_paper_holds_the_list_and_not_the_map(visit: Visit) -> None:
    page = ready(visit("/lieux/?lieu=42218&carte=1"))
    page.emulate_media(media="print")
    assert not page.locator("#carte").is_visible()
    first, second = (
        page.locator("#resultats ol .venue").nth(rank).bounding_box() for rank in (0, 1)
    )
    assert first is not None
    assert second is not None
    assert second["y"] > first["y"] + first["height"] - 1


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_an_open_map_shuts_nobody_out(visit: Visit, width: int) -> None:
    page = visit("/lieux/?lieu=42218&carte=1", viewport={"width": width, "height": 900})
    ready(page)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_timeout(100)
        assert_no_axe_violation(page, f"{width} px, {scheme}")
    page.locator(MARKS).first.focus()
    walk_to_a_bubble(page)
    assert_no_axe_violation(page, f"{width} px, bubble")
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)
