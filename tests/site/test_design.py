"""The design system: tokens people can read, templates that obey the content policy, icons."""

from __future__ import annotations

import gzip
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from ifn_site.style_page import COLOURS, ICONS
from ifn_site.templatetags import design

STATIC = Path(settings.BASE_DIR) / "ifn_site" / "static" / "ifn_site"
CSS = (STATIC / "site.css").read_text(encoding="utf-8")
TEMPLATES = sorted(
    path
    for app in ("ifn_site", "venues", "territories")
    for path in (Path(settings.BASE_DIR) / app / "templates").rglob("*.html")
)
#: (text, background, least ratio): WCAG 2.2 AA, 4.5 for text and 3 for what draws a control.
PAIRS = [
    ("ink", "paper", 7),
    ("ink", "surface", 7),
    ("ink", "sunken", 7),
    ("ink", "sky", 7),
    ("soft", "paper", 4.5),
    ("soft", "surface", 4.5),
    ("soft", "sunken", 4.5),
    ("link", "paper", 4.5),
    ("link", "surface", 4.5),
    ("link", "sunken", 4.5),
    ("on-brand", "brand", 4.5),
    ("on-brand", "brand-strong", 4.5),
    ("on-accent", "accent", 4.5),
    ("on-accent-soft", "accent-soft", 4.5),
    ("good", "good-soft", 4.5),
    ("good", "surface", 4.5),
    ("bad", "bad-soft", 4.5),
    ("bad", "surface", 4.5),
    ("warn", "warn-soft", 4.5),
    ("warn", "surface", 4.5),
    ("line", "paper", 3),
    ("line", "surface", 3),
    ("focus", "paper", 3),
    ("focus", "surface", 3),
    ("focus", "sunken", 3),
    ("focus", "halo", 3),
]


def tokens(scheme: str) -> dict[str, str]:
    """Return the colour tokens of the stylesheet in light or dark."""
    blocks = re.findall(r":root \{(.*?)\n {2,4}\}", CSS, re.DOTALL)
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", blocks[0]))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", blocks[1]))
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "background", "least"), PAIRS)
def test_colours_contrast_enough(scheme: str, text: str, background: str, least: float) -> None:
    colours = tokens(scheme)
    high, low = sorted((luminance(colours[text]), luminance(colours[background])), reverse=True)
    assert (high + 0.05) / (low + 0.05) >= least


def test_dark_changes_the_colours() -> None:
    assert tokens("dark")["paper"] != tokens("light")["paper"]


def test_the_stylesheet_is_light_to_load() -> None:
    assert len(gzip.compress(CSS.encode())) <= 11_000


def test_the_stylesheet_loads_nothing_else() -> None:
    assert not re.search(r"url\(|@import|@font-face", CSS)


def test_colours_are_named_once_as_tokens() -> None:
    after_tokens = CSS.split("@layer base {")[1].split("@media print")[0]
    assert re.findall(r"#[0-9a-f]{3,8}\b", after_tokens) == []


def test_every_swatch_shown_is_a_token() -> None:
    assert {name for name, _ in COLOURS} <= set(tokens("light"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_obeys_the_content_policy(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", html)
    assert not re.search(r'(src|<link[^>]*href)="https?:', html)
    assert "csrf_token" not in html


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_draws_icons_that_exist(path: Path) -> None:
    drawn = set(re.findall(r'{% icon "([\w-]+)" %}', path.read_text(encoding="utf-8")))
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text("utf-8")))
    assert drawn <= sprite
    assert set(ICONS) == sprite


def test_an_icon_is_hidden_from_screen_readers() -> None:
    drawn = design.icon("phone")
    assert 'aria-hidden="true"' in drawn
    assert "icons.svg#phone" in drawn


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "0"),
        (999, "999"),
        (18000, "18\u202f000"),
        (1234567, "1\u202f234\u202f567"),
        (2.5, "2,5"),
    ],
)
def test_numbers_are_written_the_french_way(number: float, written: str) -> None:
    assert design.spaced(number) == written


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("01 00 00 00 00", "tel:0100000000"),
        ("+262 262 00 00 00", "tel:+262262000000"),
        (" +33(0)1.00", "tel:+330100"),
        ("3000", "tel:3000"),
    ],
)
def test_a_phone_becomes_an_address_to_call(number: str, address: str) -> None:
    assert design.tel_href(number) == address


@pytest.mark.parametrize(
    "address", ["https://www.exemple.example/a?b=1", "http://exemple.example", "HTTPS://A.EXAMPLE"]
)
def test_a_web_address_can_be_followed(address: str) -> None:
    assert design.web_href(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "exemple.example",
        "https://",
        "http://[",
        "//a",
    ],
)
def test_anything_else_is_not_followed(address: str) -> None:
    assert design.web_href(address) == ""


def test_a_web_address_is_shortened_for_reading() -> None:
    assert design.bare_url("https://www.exemple.example/accueil/") == "exemple.example/accueil"


@pytest.mark.parametrize(
    ("when", "written"),
    [
        (date(2024, 3, 1), '<time datetime="2024-03-01">1er\u00a0mars 2024</time>'),
        (datetime(2024, 8, 12, 9, 30), '<time datetime="2024-08-12">12\u00a0août 2024</time>'),
    ],
)
def test_a_day_is_written_as_people_say_it(when: date, written: str) -> None:
    assert design.day(when) == written
