"""`/api/v1/orientation/`: the outcome of the page, and plain refusals."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from orientation.answers import PARAMETERS
from orientation.orientation_api_docs import OrientationSerializer
from tests.factories import VenueFactory
from tests.orientation.directory import some_places

API = "/api/v1/orientation/"


def asked(visitor: Client, query: str = "", status: int = 200) -> dict[str, Any]:
    """Return the answer of the API."""
    response = visitor.get(f"{API}?{query}")
    assert response.status_code == status
    found: dict[str, Any] = response.json()
    return found


def test_the_answer_holds_the_places_with_their_reasons(visitor: Client) -> None:
    some_places()
    VenueFactory(name="Ici")
    found = asked(visitor, "besoin=demarches&lieu=42218&demarche=caf")
    assert found["count"] == 1
    (only,) = found["resultats"]
    assert only["nom"] == "Ici"
    assert only["services"][0] == "Aide aux démarches administratives"
    assert "Gratuit" in only["raisons"]
    assert only["minutes"] == 1
    assert only["minutes_texte"] == "moins de 5 minutes à pied"
    assert only["distance_m"] == 0
    assert found["horaires_inconnus"] == 0
    assert found["plus_proche"] is None


def test_what_the_page_shows_is_what_the_api_gives(visitor: Client) -> None:
    some_places()
    for number in range(20):
        VenueFactory(name=f"Lieu {number}", latitude=45.4347 + number / 500)
    query = "besoin=demarches&lieu=42218&quand=matin&page=2"
    context = visitor.get(f"/orientation/resultats/?{query}").context
    page = [one.venue.public_id for one in (*context["first"], *context["rest"])]
    assert [one["id"] for one in asked(visitor, query)["resultats"]] == page


def test_pages_follow_each_other(visitor: Client) -> None:
    some_places()
    for number in range(14):
        VenueFactory(name=f"Lieu {number}")
    first = asked(visitor, "lieu=42218")
    assert first["previous"] is None
    second = visitor.get(first["next"]).json()
    assert second["next"] is None
    assert len(first["resultats"]) + len(second["resultats"]) == 14
    assert "page" in asked(visitor, "lieu=42218&page=3", 400)["erreurs"]


def test_what_to_do_otherwise_is_given_as_parameters(visitor: Client) -> None:
    some_places()
    VenueFactory(hours="Mo 09:00-12:00")
    VenueFactory(name="Loin", latitude=45.758, longitude=4.8351, hours="Su 10:00-12:00")
    found = asked(visitor, "lieu=42218&jour=dimanche")
    assert found["plus_proche"]["nom"] == "Loin"
    (near,) = found["pres_de_vous"]
    assert near["a_verifier"] == ["Pas ouvert au moment choisi"]
    assert found["a_assouplir"][0] == {
        "parametres": ["quand", "jour"],
        "texte": "à un autre moment",
        "count": 1,
        "plus_proche_m": None,
        "reponses": {"lieu": ["42218"]},
    }


def test_a_number_to_call_is_always_given(visitor: Client) -> None:
    some_places()
    line = asked(visitor, "lieu=42218")["aide_telephonique"]
    assert line["numero"]
    assert line["verifie_le"] is None


def test_places_with_unknown_hours_are_counted_and_given_on_demand(visitor: Client) -> None:
    some_places()
    VenueFactory(hours="")
    assert asked(visitor, "lieu=42218&quand=matin")["horaires_inconnus"] == 1
    apart = asked(visitor, "lieu=42218&quand=matin&horaires=inconnus")
    assert apart["count"] == 1
    assert apart["resultats"][0]["a_verifier"] == ["Horaires à vérifier"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("toto=1", {"toto"}),
        ("besoin=cuisine&quand=jamais", {"besoin", "quand"}),
        ("lieu=00000", {"lieu"}),
        ("lieu=<script>", {"lieu"}),
        ("minutes=0", {"minutes"}),
        ("minutes=121", {"minutes"}),
        ("demarche=pizza", {"demarche"}),
        ("page=0", {"page"}),
        ("horaires=connus", {"horaires"}),
        ("format=csv", {"format"}),
    ],
)
def test_an_unknown_name_or_value_is_refused_in_french(
    visitor: Client, query: str, names: set[str]
) -> None:
    errors = asked(visitor, query, 400)["erreurs"]
    assert set(errors) == names
    assert all(message.endswith(".") for message in errors.values())


def test_every_parameter_of_the_page_is_one_of_the_api(visitor: Client) -> None:
    some_places()
    query = "&".join(f"{name}=" for name in PARAMETERS)
    assert asked(visitor, query)["count"] == 0


def test_the_shapes_declared_are_those_given(visitor: Client) -> None:
    some_places()
    VenueFactory()
    found = asked(visitor, "lieu=42218")
    declared = OrientationSerializer()
    assert list(found) == list(declared.fields)
    assert set(found["resultats"][0]) == set(declared.fields["resultats"].child.fields)


def test_the_answer_is_kept_by_no_shared_cache(visitor: Client) -> None:
    response = visitor.get(API)
    assert "private" in response["Cache-Control"]
    assert response["Access-Control-Allow-Origin"] == "*"
