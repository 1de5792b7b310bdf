"""What every public answer carries: a strict policy, no cookie, and what caches need."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import CommuneFactory, DepartementFactory, VenueFactory

PUBLIC = [
    "/",
    "/lieux/",
    "/lieux/?lieu=42218",
    "/territoires/",
    "/donnees/",
    "/accessibilite/",
    "/confidentialite/",
    "/sante/",
    "/api/docs/",
    "/api/v1/lieux/",
    "/api/v1/lieux/points/",
    "/api/v1/schema/",
    "/nulle-part/",
    "/robots.txt",
]


@pytest.fixture(autouse=True)
def one_venue() -> None:
    """Something to show."""
    CommuneFactory()
    DepartementFactory()
    VenueFactory()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_answer_leaves_no_cookie_and_depends_on_none(visitor: Client, path: str) -> None:
    response = visitor.get(path)
    assert not response.cookies
    assert "cookie" not in response.get("Vary", "").lower()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_answer_has_a_strict_policy(visitor: Client, path: str) -> None:
    response = visitor.get(path)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", [path for path in PUBLIC if "sante" not in path and path[1:]])
def test_a_known_answer_may_be_kept_one_minute(visitor: Client, path: str) -> None:
    response = visitor.get(path)
    if path in ("/territoires/", "/nulle-part/", "/robots.txt"):
        assert "max-age" not in response.get("Cache-Control", "")
        return
    assert response["ETag"]
    assert "public" in response["Cache-Control"]
    assert "max-age=60" in response["Cache-Control"]


def test_an_error_is_never_kept(visitor: Client) -> None:
    for path in ("/nulle-part/", "/api/v1/lieux/?x=1", "/lieux/rn22222222-x/"):
        response = visitor.get(path)
        assert "ETag" not in response
        assert "max-age" not in response.get("Cache-Control", "")


def test_head_answers_without_a_body(visitor: Client) -> None:
    for path in ("/", "/lieux/?lieu=42218", "/api/v1/lieux/"):
        response = visitor.head(path)
        assert response.status_code == 200
        assert response.content == b""
