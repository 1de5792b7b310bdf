"""« Données ouvertes »: how to take the data, what they are worth, and said truly."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from tests.browser.world import World, make_world
from tests.factories import SourceFactory, SourceRecordFactory, VenueFactory


@pytest.fixture
def world() -> World:
    return make_world()


def page(visitor: Client) -> str:
    response = visitor.get("/donnees/")
    assert response.status_code == 200
    text: str = response.text
    return text


def words(html: str) -> str:
    """Return the text of a page, spaces made plain."""
    pieces: list[str] = []
    parser = HTMLParser()
    parser.handle_data = pieces.append  # type: ignore[method-assign]
    parser.feed(html)
    return re.sub(r"[\s\u202f]+", " ", " ".join(pieces))


@pytest.mark.usefixtures("world")
def test_each_format_and_territory_can_be_downloaded_without_script(visitor: Client) -> None:
    html = page(visitor)
    for wanted in ("csv", "xlsx", "geojson", "parquet"):
        assert f'href="/api/v1/lieux/?format={wanted}"' in html
        assert f'name="format" value="{wanted}"' in html
    assert (
        '<option value="42">42 – Loire (24\u00a0lieux)</option>'.replace("\u00a0", "&nbsp;") in html
    )
    response = visitor.get("/api/v1/lieux/?departement=42&format=csv")
    assert b"".join(response).count(b"\r\n") == 25


@pytest.mark.usefixtures("world")
def test_each_source_says_its_licence_and_the_age_of_its_sheets(visitor: Client) -> None:
    text = words(page(visitor))
    assert "Hub d’exemple" in text
    assert "Licence Ouverte 2.0" in text
    for label in ("Moins de 6 mois", "Plus de 18 mois ou sans date"):
        assert label in text


@pytest.mark.usefixtures("world")
def test_the_figures_are_those_of_the_directory(visitor: Client) -> None:
    text = words(page(visitor))
    assert "25 lieux" in text
    assert re.search(r"Un téléphone 24 96 %", text)


@pytest.mark.usefixtures("world")
def test_the_dataset_is_described_for_search_engines(visitor: Client) -> None:
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(visitor))
    dataset: dict[str, Any] = json.loads(data)
    assert (dataset["@type"], dataset["inLanguage"]) == ("Dataset", "fr")
    assert dataset["license"].startswith("https://www.etalab.gouv.fr/")
    assert dataset["dateModified"]
    for one in dataset["distribution"]:
        response = visitor.head(one["contentUrl"])
        assert response["Content-Type"].split(";")[0] == one["encodingFormat"]


def test_licences_that_differ_are_not_said_as_one(visitor: Client, world: World) -> None:
    venue = VenueFactory()
    other = SourceFactory(key="autre", licence="Licence maison")
    venue.main_record = SourceRecordFactory(venue=venue, source=other)
    venue.save()
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page(visitor))
    assert "license" not in json.loads(data)


def test_invented_venues_are_never_described_as_a_dataset(visitor: Client, world: World) -> None:
    source = world.rich.main_record.source  # type: ignore[union-attr]
    source.is_demonstration = True
    source.save()
    html = page(visitor)
    assert "ld+json" not in html
    assert "ne publiez pas ces fichiers" in html


def test_an_empty_service_says_so(visitor: Client) -> None:
    html = page(visitor)
    assert "Aucune source n’est encore chargée" in html
    assert "<select" not in html
    assert "ld+json" not in html


@pytest.mark.usefixtures("world")
def test_the_examples_can_be_followed(visitor: Client) -> None:
    examples = re.findall(r"curl &#x27;([^ ]+)&#x27;|curl '([^ ]+)'", page(visitor))
    addresses = [(first or second).replace("&amp;", "&") for first, second in examples]
    assert len(addresses) == 2
    for address in addresses:
        assert visitor.get(address).status_code == 200, address


@pytest.mark.usefixtures("world")
def test_the_page_costs_few_queries(visitor: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(14):
        page(visitor)
    with django_assert_max_num_queries(8):
        page(visitor)
