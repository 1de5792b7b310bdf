"""Notes about territories: who may write them, who reads them, and what is never shown."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from coverage.annotation_models import Annotation
from coverage.annotations import annotations_of, may_write_about
from fragility.local_models import HubTerritories
from ifn_site.clock import today
from tests.factories import ArrondissementFactory, CommuneFactory, DepartementFactory, EpciFactory

pytestmark = pytest.mark.django_db
PATH = "/admin/coverage/annotation/"
NOTE = {
    "level": "commune",
    "code": "42218",
    "kind": "information",
    "text": "Un bus passe le mardi depuis mars.",
    "organisation": "Hub d’exemple",
    "is_visible": "on",
}


@pytest.fixture(autouse=True)
def places() -> None:
    DepartementFactory(code="42", name="Loire")
    EpciFactory(code="244200770", name="Saint-Étienne Métropole")
    CommuneFactory(code="42218", departement_code="42", region_code="84", epci_code="244200770")
    CommuneFactory(code="13055", departement_code="13", region_code="93", epci_code="")


def account(group: str, places: list[str] | None = None) -> Any:
    user = get_user_model().objects.create_user(f"de {group}", password="x", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=group)[0])
    if places is not None:
        HubTerritories.objects.create(user=user, places=places)
    return user


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_hub_writes_about_its_own_territories_and_signs_with_its_organisation() -> None:
    user = account("hub", ["departement:42"])
    answer = signed_in(user).post(f"{PATH}add/", NOTE)
    assert answer.status_code == 302
    note = Annotation.objects.get()
    assert (note.author, note.written_on) == (user, today())
    (shown,) = annotations_of("commune", ["42218"])["42218"]
    assert (shown.text, shown.organisation) == (NOTE["text"], "Hub d’exemple")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "13055"}, "pas dans ceux de votre hub"),
        ({"code": "99999"}, "Aucun territoire d’aujourd’hui"),
        ({"level": "region", "code": "84"}, "Aucun territoire d’aujourd’hui"),
        ({"text": "   "}, "obligatoire"),
        ({"text": "x" * 501}, "au plus 500"),
    ],
)
def test_a_note_that_cannot_be_kept_is_explained(changed: dict[str, str], said: str) -> None:
    client = signed_in(account("hub", ["departement:42"]))
    answer = client.post(f"{PATH}add/", {**NOTE, **changed})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(
    ("place", "level", "code"),
    [
        ("region:84", "commune", "42218"),
        ("departement:42", "epci", "244200770"),
        ("epci:244200770", "commune", "42218"),
        ("epci:244200770", "epci", "244200770"),
        ("departement:13", "arrondissement", "13201"),
    ],
)
def test_the_holder_of_a_territory_speaks_of_what_it_holds(
    place: str, level: str, code: str
) -> None:
    ArrondissementFactory(code="13201", commune_code="13055")
    assert may_write_about(account("hub", [place]), level, code)


def test_a_hub_without_territories_writes_about_none() -> None:
    assert not may_write_about(account("hub"), "commune", "42218")


def test_a_hub_sees_its_own_notes_only_and_the_team_all() -> None:
    theirs = account("équipe")
    Annotation.objects.create(**{**NOTE, "is_visible": True}, author=theirs, written_on=today())
    mine = signed_in(account("hub", ["departement:42"])).get(PATH).content.decode()
    assert "Hub d’exemple" not in mine
    assert "Hub d’exemple" in signed_in(theirs).get(PATH).content.decode()


@pytest.mark.parametrize("group", ["modération", "rien"])
def test_others_have_no_notes_to_write(group: str) -> None:
    assert signed_in(account(group)).get(f"{PATH}add/").status_code == 403


def test_a_hidden_note_is_read_by_nobody() -> None:
    Annotation.objects.create(**{**NOTE, "is_visible": False}, written_on=today())
    assert annotations_of("commune", ["42218"]) == {}


def test_a_deleted_note_is_gone_at_once() -> None:
    client = signed_in(account("équipe"))
    client.post(f"{PATH}add/", NOTE)
    assert annotations_of("commune", ["42218"])
    client.post(f"{PATH}{Annotation.objects.get().pk}/delete/", {"post": "yes"})
    assert annotations_of("commune", ["42218"]) == {}
