"""What every kind of page must be, whatever it shows: sound HTML, one title, no cookie."""

from __future__ import annotations

import re

import html5lib
import pytest
from django.http import HttpResponse
from django.test import Client

from tests.browser.pages import PAGES
from tests.browser.world import make_world

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(params=PAGES)
def answer(request: pytest.FixtureRequest, visitor: Client) -> HttpResponse:
    """The answer of one kind of page, in the small country."""
    address = PAGES[request.param]
    response = visitor.get(address.path(make_world()))
    assert response.status_code == address.status
    return response


def test_a_page_is_sound(answer: HttpResponse) -> None:
    parser = html5lib.HTMLParser()
    tree = parser.parse(answer.content, transport_encoding="utf-8")
    assert [f"{where}: {code} {what}" for where, code, what in parser.errors] == []
    assert tree.get("lang") == "fr"
    for name in ("h1", "main", "title"):
        assert len(tree.findall(f".//{XHTML}{name}")) == 1, name
    title = tree.findtext(f".//{XHTML}title") or ""
    assert title.endswith("– Repères numériques")
    assert not title.startswith("–")
    names = [element.get("id") for element in tree.iter() if element.get("id")]
    assert sorted({name for name in names if names.count(name) > 1}) == []
    links = [link.get("href", "") for link in tree.iter(f"{XHTML}a")]
    assert [link for link in links if link.startswith("#") and link[1:] not in names] == []


def test_a_page_leaves_no_cookie_and_asks_nobody_else(answer: HttpResponse) -> None:
    assert not answer.cookies
    loaded = re.findall(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=\"([^\"]+)", answer.text)
    assert loaded
    elsewhere = [address for address in loaded if "//" in address]
    assert [one for one in elsewhere if not one.startswith("http://testserver/")] == []
