"""The sitemap of the pages of territories."""

from __future__ import annotations

from django.test import Client

from tests.fragility.factories import make_country


def test_every_territory_has_its_address_in_the_sitemap(visitor: Client) -> None:
    make_country()
    index = visitor.get("/sitemap.xml").text
    assert "http://testserver/sitemap-fiches-territoires.xml" in index
    text = visitor.get("/sitemap-fiches-territoires.xml").text
    for page in ("france/FR", "region/94", "departement/2A", "epci/244200001", "commune/42003",
                 "arrondissement/75102"):  # fmt: skip
        assert f"<loc>http://testserver/territoires/{page}/</loc>" in text
    assert text.count("<url>") == 1 + 5 + 5 + 4 + 16 + 2


def test_the_method_is_in_the_sitemap(visitor: Client) -> None:
    assert "http://testserver/methode/" in visitor.get("/sitemap-pages.xml").text
