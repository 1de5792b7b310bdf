"""The OpenAPI document: valid, complete, and changed only on purpose."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from openapi_spec_validator import validate

from ifn_site.openapi import as_yaml, document
from venues.filters import PARAMETERS

SNAPSHOT = Path(__file__).with_name("openapi.yaml")


def _operation(path: str) -> dict[str, Any]:
    found: dict[str, Any] = document()["paths"][path]["get"]
    return found


def test_the_document_is_valid_openapi_3_1() -> None:
    assert document()["openapi"].startswith("3.1")
    validate(document())


def test_the_document_is_the_one_that_was_agreed() -> None:
    """Run with UPDATE_OPENAPI=1 to agree to a change, and look at the difference."""
    if os.environ.get("UPDATE_OPENAPI") == "1":
        SNAPSHOT.write_text(as_yaml())
    assert as_yaml() == SNAPSHOT.read_text(), "Le contrat de l’API change : UPDATE_OPENAPI=1."


def test_every_filter_is_described_in_french() -> None:
    for path in ("/api/v1/lieux/", "/api/v1/lieux/points/"):
        described = {one["name"]: one["description"] for one in _operation(path)["parameters"]}
        assert set(PARAMETERS) <= set(described)
        assert all(len(text) > 10 for text in described.values())


def test_a_list_has_its_five_formats_and_its_refusal() -> None:
    responses = _operation("/api/v1/lieux/")["responses"]
    assert len(responses["200"]["content"]) == 5
    assert "Errors" in str(responses["400"]["content"]["application/json"]["schema"])


@pytest.mark.parametrize("path", list(document()["paths"]))
def test_every_operation_has_a_summary_and_a_description(path: str) -> None:
    assert _operation(path)["summary"]
    assert _operation(path)["description"]


def test_the_document_is_served_as_json_and_yaml(visitor: Client) -> None:
    assert visitor.get("/api/v1/schema/").json()["openapi"] == document()["openapi"]
    response = visitor.get("/api/v1/schema/?format=yaml")
    assert response["Content-Type"].startswith("application/vnd.oai.openapi")
    assert yaml.safe_load(response.content)["paths"].keys() == document()["paths"].keys()


def test_the_front_door_lists_every_address(visitor: Client) -> None:
    answer = visitor.get("/api/v1/").json()
    assert answer["schema"] == "http://testserver/api/v1/schema/"
    listed = {one["url"].removeprefix("http://testserver") for one in answer["adresses"]}
    assert listed == set(document()["paths"])
    assert all(one["resume"] for one in answer["adresses"])
