"""What search engines are told: every sheet once, dated, and nothing withdrawn."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import timezone

from ifn_site.models import DataVersion
from tests.factories import VenueFactory
from venues.models import Venue

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOST = "http://testserver"


def entries(visitor: Client, path: str) -> dict[str, str | None]:
    """Return the addresses of a sitemap, with their dates."""
    response = visitor.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return {
        item.findtext(f"{SPACE}loc") or "": item.findtext(f"{SPACE}lastmod")
        for item in ET.fromstring(response.content)
    }


def test_the_index_names_parts_that_exist(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("venues.sitemaps.PART", 2)
    VenueFactory.create_batch(5)
    parts = entries(visitor, "/sitemap.xml")
    assert list(parts) == [
        f"{HOST}/sitemap-pages.xml",
        f"{HOST}/sitemap-territoires.xml",
        f"{HOST}/sitemap-fiches-territoires.xml",
        f"{HOST}/sitemap-lieux-1.xml",
        f"{HOST}/sitemap-lieux-2.xml",
        f"{HOST}/sitemap-lieux-3.xml",
    ]
    for part in parts:
        assert visitor.get(part).status_code == 200


def test_every_sheet_is_listed_once_with_its_date(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("venues.sitemaps.PART", 2)
    venues = VenueFactory.create_batch(3)
    VenueFactory(withdrawn_at=timezone.now())
    Venue.objects.update(changed_at=datetime(2026, 10, 5, 8, tzinfo=UTC))
    first = entries(visitor, "/sitemap-lieux-1.xml")
    second = entries(visitor, "/sitemap-lieux-2.xml")
    assert list(first) + list(second) == [f"{HOST}{one.get_absolute_url()}" for one in venues]
    assert {*first.values(), *second.values()} == {"2026-10-05"}


@pytest.mark.parametrize("number", ["0", "2", "-1", "99999", "1e3"])
def test_a_part_that_does_not_exist_is_not_found(visitor: Client, number: str) -> None:
    VenueFactory()
    assert visitor.get(f"/sitemap-lieux-{number}.xml").status_code == 404


def test_territories_with_a_venue_are_listed(visitor: Client) -> None:
    VenueFactory(epci_code="")
    VenueFactory(epci_code="", departement_code="13", region_code="93",
                 withdrawn_at=timezone.now())  # fmt: skip
    assert list(entries(visitor, "/sitemap-territoires.xml")) == [
        f"{HOST}/lieux/?region=84",
        f"{HOST}/lieux/?departement=42",
    ]


def test_pages_that_show_data_bear_the_date_of_the_data(visitor: Client) -> None:
    DataVersion.objects.create(pk=1, number=3, changed_at=datetime(2026, 10, 5, 8, tzinfo=UTC))
    found = entries(visitor, "/sitemap-pages.xml")
    assert found[f"{HOST}/"] == "2026-10-05"
    assert found[f"{HOST}/donnees/"] == "2026-10-05"
    assert found[f"{HOST}/accessibilite/"] is None
    for address in found:
        assert visitor.get(address).status_code == 200, address


def test_an_empty_site_has_a_valid_sitemap(visitor: Client) -> None:
    assert len(entries(visitor, "/sitemap.xml")) == 3
    assert entries(visitor, "/sitemap-territoires.xml") == {}


def test_an_unchanged_sitemap_is_not_sent_again(visitor: Client) -> None:
    VenueFactory()
    etag = visitor.get("/sitemap-lieux-1.xml")["ETag"]
    again = visitor.get("/sitemap-lieux-1.xml", headers={"If-None-Match": etag})
    assert again.status_code == 304


def test_a_sitemap_travels_compressed(visitor: Client) -> None:
    VenueFactory.create_batch(3)
    response = visitor.get("/sitemap-lieux-1.xml", headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"


def test_robots_are_told_where_the_sitemap_is(visitor: Client) -> None:
    lines = visitor.get("/robots.txt").text.splitlines()
    assert f"Sitemap: {HOST}/sitemap.xml" in lines


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        ("/lieux/rn7k2m9x4q-mairie/", True),
        ("/lieux/?departement=42", True),
        ("/lieux/?region=84", True),
        ("/lieux/?departement=42&services=outils", False),
        ("/lieux/?lieu=42218", False),
        ("/lieux/?q=mairie", False),
        ("/api/v1/lieux/", False),
        ("/api/docs/", True),
        ("/sitemap.xml", True),
    ],
)
def test_robots_read_what_stands_still_only(visitor: Client, path: str, allowed: bool) -> None:
    assert _may_read(visitor.get("/robots.txt").text, path) == allowed


def _may_read(robots: str, path: str) -> bool:
    """Apply the rules as RFC 9309 says: the longest pattern that matches wins."""
    import re

    best, allowed = 0, True
    for line in robots.splitlines():
        name, _, pattern = line.partition(": ")
        if name not in ("Allow", "Disallow"):
            continue
        matcher = ".*".join(re.escape(piece) for piece in pattern.split("*"))
        if re.match(matcher, path) and len(pattern) > best:
            best, allowed = len(pattern), name == "Allow"
    return allowed
