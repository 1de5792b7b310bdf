"""A local indicator tried, saved and shared in a browser, with and without scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fragility.local_models import LocalIndicator
from tests.browser.axe import assert_no_axe_violation
from tests.browser.conftest import Visit
from tests.browser.test_journey import tab_to

#: Many pages in many states: not in the short suite.
pytestmark = pytest.mark.long

ADDRESS = "/fragilite/indicateur-local/"
TEXT = "code;part\n42218;12,5\n13056;8,1\n93066;22\n97411;<b>9\n99999;3\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of four communes, one of them unreadable, and an unknown code."""
    path = tmp_path / "mien.csv"
    path.write_text(TEXT, encoding="cp1252")
    return path


def try_it(page: Page, file: Path) -> Page:
    """Send a file."""
    page.set_input_files("#fichier", file)
    page.check("input[name=sens][value=plus]")
    page.click("button[value=apercu]")
    expect(page.locator("#titre-tableau")).to_be_visible()
    return page


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_is_tried_with_and_without_scripts(visit: Visit, file: Path, scripts: bool) -> None:
    page = try_it(visit(ADDRESS, java_script_enabled=scripts), file)
    expect(page.locator(".alert-good")).to_contain_text("4 codes reconnus sur 5")
    expect(page.locator(".need-table tbody tr")).to_have_count(3)
    expect(page.locator(".local-findings")).to_contain_text("<b>9")
    page.select_option("#id_dans", label="Bouches-du-Rhône")
    page.click("button[value=apercu]")
    expect(page.locator(".need-table tbody tr")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_state_is_accessible(visit: Visit, file: Path, scheme: str, width: int) -> None:
    page = visit(ADDRESS, color_scheme=scheme, viewport={"width": width, "height": 800}, status=422)
    assert_no_axe_violation(page, "empty")
    page.click("button[value=apercu]")
    expect(page.locator(".alert-bad").first).to_be_visible()
    assert_no_axe_violation(page, "error")
    assert_no_axe_violation(try_it(page, file), "preview")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_is_enough(visit: Visit, file: Path) -> None:
    page = visit(ADDRESS)
    page.set_input_files("#fichier", file)
    page.locator("#fichier").focus()
    tab_to(page, "Plus la valeur est haute")
    page.keyboard.press("Space")
    tab_to(page, "Voir l’aperçu")
    page.keyboard.press("Enter")
    expect(page.locator("#titre-tableau")).to_be_visible()


def test_a_hub_saves_shares_and_deletes(visit: Visit, live_server: LiveServer, file: Path) -> None:
    user = User.objects.create_user("compte", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name="équipe")[0])
    client = Client()
    client.force_login(user)
    page = visit(ADDRESS)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    try_it(page, file)
    form = page.locator("#enregistrer")
    for name, text in {
        "nom": "Part d’exemple", "annee": "2024", "source": "Enquête", "licence": "Libre",
        "organisation": "Hub",
    }.items():  # fmt: skip
        form.locator(f"[name={name}]").fill(text)
    form.locator("button").click()
    expect(page.locator("h1")).to_have_text("Part d’exemple")
    assert_no_axe_violation(page, "saved")
    page.click("text=Faire un lien")
    link = page.locator("#lien").input_value()
    other = visit(link.removeprefix(live_server.url))
    expect(other.locator("h1")).to_have_text("Part d’exemple")
    expect(other.locator("#gerer")).to_have_count(0)
    assert_no_axe_violation(page, "shared")
    page.locator("form", has_text="pour toujours").locator("input[type=checkbox]").check()
    page.click("text=Supprimer >> nth=-1")
    expect(page.locator("h1")).to_have_text("Essayer un indicateur local")
    assert LocalIndicator.objects.count() == 0
