"""What the head of a page says to other services: one address, a title, a picture of ours."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.browser.world import World, make_world


@pytest.fixture
def world() -> World:
    return make_world()


def head(visitor: Client, path: str) -> dict[str, str]:
    """Return the canonical link and the properties of the head of a page."""
    html = visitor.get(path).text.partition("</head>")[0]
    found = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)"', html))
    links = re.findall(r'<link rel="canonical" href="([^"]*)"', html)
    assert len(links) <= 1
    found["canonical"] = links[0] if links else ""
    found["title"] = re.findall(r"<title>(.*?) – Repères numériques</title>", html)[0]
    return {name: unescape(value) for name, value in found.items()}


@pytest.mark.parametrize("path", ["/", "/donnees/", "/territoires/", "/api/docs/"])
def test_a_page_has_one_address(visitor: Client, path: str) -> None:
    found = head(visitor, path)
    assert found["canonical"] == found["og:url"] == f"http://testserver{path}"


@pytest.mark.parametrize("path", ["/?utm_source=lettre", "/donnees/?x=%22%3E%3Cscript%3E"])
def test_what_was_added_to_an_address_is_not_repeated(visitor: Client, path: str) -> None:
    found = head(visitor, path)
    assert found["canonical"] == f"http://testserver{path.partition('?')[0]}"
    assert "utm_source" not in str(found)
    assert "<script" not in str(found)


@pytest.mark.usefixtures("world")
def test_a_search_in_words_is_not_repeated(visitor: Client) -> None:
    assert "confidentiel" not in str(
        head(visitor, "/lieux/?lieu=42218&q=confidentiel")["canonical"]
    )


def test_a_sheet_has_the_same_address_wherever_one_comes_from(
    visitor: Client, world: World
) -> None:
    path = world.rich.get_absolute_url()
    for asked in (path, f"{path}?lieu=42218"):
        assert head(visitor, asked)["canonical"] == f"http://testserver{path}"


def test_a_shared_link_shows_the_title_and_words_of_the_page(visitor: Client, world: World) -> None:
    found = head(visitor, world.rich.get_absolute_url())
    assert found["og:title"] == found["title"]
    assert "Médiathèque du Soleil" in found["og:title"]
    assert found["og:description"] == found["description"]
    assert (found["og:locale"], found["og:type"]) == ("fr_FR", "website")
    assert found["twitter:card"] == "summary_large_image"


def test_a_title_cannot_break_out_of_its_attribute(visitor: Client, world: World) -> None:
    world.rich.name = 'Le "Soleil" <script>alert(1)</script>'
    world.rich.save()
    response = visitor.get(world.rich.get_absolute_url())
    assert "<script>alert" not in response.text
    found = head(visitor, world.rich.get_absolute_url())
    assert found["og:title"].startswith('Le "Soleil" <script>alert(1)</script>')


def test_the_picture_is_ours_light_and_of_the_size_that_is_said(visitor: Client) -> None:
    found = head(visitor, "/")
    assert found["og:image"] == "http://testserver/static/ifn_site/social.png"
    content = Path(str(finders.find("ifn_site/social.png"))).read_bytes()
    assert len(content) <= 60_000
    size = (int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big"))
    assert size == (int(found["og:image:width"]), int(found["og:image:height"]))


def test_an_address_of_nobody_knows_where_is_not_repeated(visitor: Client) -> None:
    response = visitor.get("/", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.text


@pytest.mark.parametrize(("is_invented", "robots"), [(True, "noindex"), (False, None)])
def test_invented_venues_are_kept_out_of_search_engines(
    visitor: Client, world: World, is_invented: bool, robots: str | None
) -> None:
    source = world.rich.main_record.source  # type: ignore[union-attr]
    source.is_demonstration = is_invented
    source.save()
    assert head(visitor, "/").get("robots") == robots
