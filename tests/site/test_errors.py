"""Errors: in French, saying what to do; in JSON under /api/; never without a page."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError
from django.http import HttpRequest
from django.test import Client, RequestFactory

from ifn_site import views
from ifn_site.context import site


def _raising(error: Exception) -> Any:
    def view(*args: Any, **kwargs: Any) -> Any:
        raise error

    return view


def _request(path: str) -> HttpRequest:
    return RequestFactory().get(path)


@pytest.mark.parametrize("path", ["/nulle-part/", "/lieux/rn2/", "/lieux/<b>/", "/admin/x"])
def test_an_unknown_page_says_what_to_do(visitor: Client, path: str) -> None:
    response = visitor.get(path, follow=path.startswith("/admin"))
    if path.startswith("/admin"):
        return
    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.content.decode()


@pytest.mark.parametrize("path", ["/api/v1/rien/", "/api/v2/", "/api/rien"])
def test_an_unknown_address_of_the_api_answers_json(visitor: Client, path: str) -> None:
    response = visitor.get(path)
    assert response.status_code == 404
    assert "/api/docs/" in response.json()["erreurs"]["chemin"]


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (SuspiciousOperation("x"), 400, "pas compris cette demande"),
        (PermissionDenied(), 403, "Cette page est réservée"),
        (RuntimeError("secret"), 500, "Le service a un problème"),
        (DatabaseError("secret"), 500, "Le service a un problème"),
    ],
)
def test_each_error_has_its_page(
    monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, said: str
) -> None:
    monkeypatch.setattr("ifn_site.views.venues_count", _raising(error))
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == status
    assert said in response.content.decode()
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_each_error_of_the_api_has_its_sentence(status: int) -> None:
    view = {
        400: views.bad_request,
        403: views.forbidden,
        404: views.not_found,
        500: views.server_error,
    }[status]
    response = view(_request("/api/v1/lieux/"))
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    assert "erreurs" in response.content.decode()


def test_the_api_tells_a_broken_service_without_its_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("venues.api.read_filters", _raising(DatabaseError("secret")))
    response = Client(raise_request_exception=False).get("/api/v1/lieux/")
    assert response.status_code == 500
    assert "Réessayez" in response.json()["erreurs"]["service"]
    assert "secret" not in response.content.decode()


def test_error_pages_stand_while_the_database_is_down(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ifn_site.conditional.data_version", _raising(DatabaseError("down")))
    response = visitor.get("/nulle-part/")
    assert response.status_code == 404
    assert "Repères numériques" in response.content.decode()
    assert site(_request("/"))["site"]["data_state"].kind == "vide"


def test_an_old_form_of_the_administration_is_refused_in_french() -> None:
    response = views.csrf_failure(_request("/admin/login/"), reason="x")
    assert response.status_code == 403
    assert "Cette page est réservée" in response.content.decode()


def test_a_very_long_address_is_refused(visitor: Client) -> None:
    assert visitor.get("/lieux/?q=" + "a" * 7_001).status_code == 400


def test_a_very_long_address_of_the_api_is_refused_in_json(visitor: Client) -> None:
    response = visitor.get("/api/v1/lieux/?q=" + "a" * 7_001)
    assert response.status_code == 400
    assert "dépasse 7000 caractères" in response.json()["erreurs"]["adresse"]


def test_an_unknown_host_is_refused(visitor: Client) -> None:
    assert visitor.get("/lieux/", HTTP_HOST="evil.example").status_code == 400
