"""The pages of the site itself: home, legal pages, open data, health, documentation."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import redis
from django.db import DatabaseError
from django.test import Client

from ifn_site.models import record_data_set
from tests.factories import ImportRunFactory, SourceFactory, SourceRecordFactory, VenueFactory
from tests.venues.test_list_page import words


def _one_source(**facts: Any) -> None:
    source = SourceFactory(**facts)
    ImportRunFactory(source=source)
    venue = VenueFactory()
    venue.main_record = SourceRecordFactory(source=source, venue=venue)
    venue.save()


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/", "Trouvez de l’aide pour le numérique, près de chez vous"),
        ("/lieux/", "Lieux d’aide au numérique"),
        ("/donnees/", "Données ouvertes"),
        ("/accessibilite/", "Accessibilité"),
        ("/confidentialite/", "Confidentialité"),
        ("/sante/", "État du service"),
        ("/api/docs/", "API"),
        ("/style/", "Style"),
        ("/territoires/", "Territoires"),
    ],
)
def test_a_page_is_named_first_in_its_title(visitor: Client, path: str, title: str) -> None:
    response = visitor.get(path)
    assert response.status_code == 200
    assert f"<title>{title} – Repères numériques</title>" in response.content.decode()


# --- Home ---------------------------------------------------------------------------------------
def test_home_asks_for_a_place_without_cookie_or_token(visitor: Client) -> None:
    VenueFactory()
    response = visitor.get("/")
    html = response.content.decode()
    assert 'method="post" action="/lieu/"' in html
    assert "csrf" not in html
    assert not response.cookies
    assert "1 lieu" in words(html)


def test_home_says_when_nothing_is_loaded(visitor: Client) -> None:
    assert "Aucun lieu n’est encore chargé" in words(visitor.get("/").content.decode())


# --- The state of the data ----------------------------------------------------------------------
def test_the_footer_tells_the_sources_and_their_age(visitor: Client) -> None:
    _one_source(name="Hub exemple")
    text = words(visitor.get("/confidentialite/").content.decode())
    assert "Hub exemple" in text
    assert "1 lieu, chargé le 2 septembre 2026" in text
    assert "inventés" not in text


def test_one_invented_source_warns_on_every_page(visitor: Client) -> None:
    _one_source(is_demonstration=True)
    for path in ("/", "/lieux/", "/donnees/", "/nulle-part/"):
        assert "Données de démonstration" in visitor.get(path).content.decode(), path


def test_open_data_lists_sources_with_licences_and_downloads(visitor: Client) -> None:
    _one_source(name="Hub exemple", licence="Licence Ouverte 2.0")
    record_data_set("territoires", label="Communes", origin="dossier", rows=4)
    html = visitor.get("/donnees/").content.decode()
    for expected in ("Hub exemple", "Licence Ouverte 2.0", "Communes", "1er septembre 2026"):
        assert expected in words(html), expected
    assert 'href="/api/v1/lieux/?format=csv"' in html


# --- Health -------------------------------------------------------------------------------------
def test_health_tells_each_source_and_its_age(visitor: Client, settings: Any) -> None:
    settings.REFERENCE_DATE = date(2026, 9, 12)
    _one_source(key="hub-exemple")
    response = visitor.get("/sante/?format=json")
    report = response.json()
    assert response.status_code == 200
    assert report["etat"] == "ok"
    assert (report["base"], report["redis"]) == ("ok", "absent")
    (source,) = report["sources"]
    assert (source["cle"], source["lignes"], source["age_jours"]) == ("hub-exemple", 1, 10)
    assert source["charge_le"].startswith("2026-09-02")
    assert source["plus_recente"] == "2026-09-01"


def test_health_is_json_for_programs_and_a_page_for_people(visitor: Client) -> None:
    by_header = visitor.get("/sante/", HTTP_ACCEPT="application/json")
    assert by_header["Content-Type"] == "application/json"
    browser = visitor.get("/sante/", HTTP_ACCEPT="text/html,application/xhtml+xml,*/*;q=0.8")
    assert browser["Content-Type"].startswith("text/html")
    assert "no-store" in browser["Cache-Control"]


def _broken(*args: Any, **kwargs: Any) -> Any:
    raise DatabaseError("down")


def test_health_answers_503_when_the_database_is_down(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ifn_site.health.data_version", _broken)
    monkeypatch.setattr("ifn_site.conditional.data_version", _broken)
    page = visitor.get("/sante/")
    assert page.status_code == 503
    assert "ne répond pas" in page.content.decode()
    report = visitor.get("/sante/?format=json")
    assert report.status_code == 503
    assert report.json()["etat"] == "panne"


def test_redis_down_is_told_and_is_not_a_failure(
    visitor: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    report = visitor.get("/sante/?format=json")
    assert report.status_code == 200
    assert (report.json()["etat"], report.json()["redis"]) == ("degrade", "panne")
    monkeypatch.setattr(redis.Redis, "ping", lambda self: True)
    assert visitor.get("/sante/?format=json").json()["redis"] == "ok"


# --- Small files --------------------------------------------------------------------------------
def test_a_security_contact_is_given_only_when_there_is_one(visitor: Client, settings: Any) -> None:
    assert visitor.get("/.well-known/security.txt").status_code == 404
    settings.CONTACT_EMAIL = "contact@exemple.example"
    response = visitor.get("/.well-known/security.txt")
    text = response.content.decode()
    assert "Contact: mailto:contact@exemple.example" in text
    (expires,) = [line for line in text.splitlines() if line.startswith("Expires: ")]
    assert datetime.fromisoformat(expires[9:]) > datetime.now(UTC)


def test_robots_may_read_sheets_but_not_endless_lists(visitor: Client) -> None:
    lines = visitor.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /lieux/?" in lines
    assert "Disallow: /lieux/" not in lines


def test_the_style_page_does_not_exist_in_production(visitor: Client, settings: Any) -> None:
    settings.PRODUCTION = True
    assert visitor.get("/style/").status_code == 404


# --- Documentation of the API -------------------------------------------------------------------
def test_the_documentation_tells_every_operation_and_parameter(visitor: Client) -> None:
    html = visitor.get("/api/docs/").content.decode()
    for path in ("/api/v1/lieux/", "/api/v1/lieux/points/", "/api/v1/territoires/"):
        assert f"GET {path}" in html
    for name in ("services", "pres_de", "ouvert", "page_size"):
        assert f"<code>{name}</code>" in html


def test_the_examples_of_the_documentation_can_be_followed(visitor: Client) -> None:
    VenueFactory()
    operations = visitor.get("/api/docs/").context["operations"]
    examples = [one.example_url for one in operations if one.example_url]
    assert "/api/v1/lieux/" in examples
    for address in examples:
        assert visitor.get(address).status_code in (200, 404), address
