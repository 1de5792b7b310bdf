"""Saved indicators: whose they are, who sees them, and what leaves with them."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from openpyxl import load_workbook

from fragility.local_models import HubTerritories, LocalIndicator
from tests.fragility.local.test_trying import ADDRESS, send

pytestmark = pytest.mark.usefixtures("country")
DESCRIPTION = {
    "nom": "Foyers sans accès",
    "unite": "%",
    "annee": "2024",
    "source": "Enquête du hub",
    "licence": "Licence Ouverte 2.0",
    "organisation": "Hub d’exemple",
    "sens": "plus",
}
State = LocalIndicator.State
THREE = "code;v\n42001;1,5\n42002;2,5\n2A001;3\n"


def account(group: str, name: str = "compte") -> Client:
    """Log somebody in, in a group of the administration."""
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=group)[0])
    client = Client()
    client.force_login(user)
    return client


def carried_values(client: Client, text: str) -> str:
    """Try a file and return what the page carries to save."""
    found = re.search(r'name="valeurs" value="([^"]+)"', send(client, text).text)
    assert found
    return found[1]


def save(
    client: Client, text: str = "code;v\n42001;1,5\n42002;2,5\n2A001;3\n", **fields: str
) -> Any:
    """Save a file as a draft."""
    data = {"valeurs": carried_values(client, THREE), **DESCRIPTION, **fields}
    return client.post(f"{ADDRESS}enregistrer/", data)


def saved(client: Client) -> LocalIndicator:
    """Return a fresh draft."""
    assert save(client).status_code == 303
    return LocalIndicator.objects.order_by("-pk")[0]


def act(client: Client, indicator: LocalIndicator, **fields: str) -> Any:
    """Do something to an indicator."""
    return client.post(f"{ADDRESS}{indicator.public_id}/action/", fields)


def page(client: Client, indicator: LocalIndicator, query: str = "") -> Any:
    """Ask for the page of an indicator."""
    return client.get(f"{ADDRESS}{indicator.public_id}/{query}")


def test_the_team_saves_a_draft_that_nobody_else_sees(visitor: Client) -> None:
    team = account("équipe")
    draft = saved(team)
    assert draft.state == State.DRAFT
    assert draft.values_by_code() == {"2A001": 3.0, "42001": 1.5, "42002": 2.5}
    assert page(team, draft).status_code == 200
    assert page(visitor, draft).status_code == 404
    assert page(account("équipe", "autre"), draft).status_code == 404
    assert visitor.get(f"{ADDRESS}{draft.public_id}/valeurs.csv").status_code == 404


def test_a_hub_saves_for_its_territories_only() -> None:
    hub = account("hub")
    HubTerritories.objects.create(user=User.objects.get(), places=["departement:42"])
    draft = saved(hub)
    assert list(draft.values_by_code()) == ["42001", "42002"]


def test_a_hub_without_territories_saves_nothing() -> None:
    answer = save(account("hub"))
    assert answer.status_code == 422
    assert "Aucun de ces territoires" in answer.text
    assert LocalIndicator.objects.count() == 0


def test_other_accounts_do_not_save() -> None:
    client = account("modération")
    assert "Enregistrer cet indicateur" not in send(client).text
    assert client.post(f"{ADDRESS}enregistrer/", DESCRIPTION).status_code == 404


@pytest.mark.parametrize("name", ["nom", "annee", "source", "licence", "organisation", "sens"])
def test_nothing_is_saved_without_its_description(name: str) -> None:
    answer = save(account("équipe"), **{name: ""})
    assert answer.status_code == 422
    assert LocalIndicator.objects.count() == 0
    assert 'name="valeurs" value="' in answer.text


def test_values_changed_on_their_way_are_refused() -> None:
    client = account("équipe")
    data = {"valeurs": carried_values(client, "code;v\n42001;1\n")[:-3] + "abc", **DESCRIPTION}
    assert client.post(f"{ADDRESS}enregistrer/", data).status_code == 422
    assert LocalIndicator.objects.count() == 0


def test_saving_asks_for_the_protection_of_django() -> None:
    team = account("équipe")
    values = carried_values(team, "code;v\n42001;1\n")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = team.cookies
    answer = strict.post(f"{ADDRESS}enregistrer/", {"valeurs": values, **DESCRIPTION})
    assert answer.status_code == 403


def test_a_shared_link_opens_until_it_is_closed(visitor: Client) -> None:
    team = account("équipe")
    draft = saved(team)
    answer = act(team, draft, action="partager", jours="7")
    shown = team.get(answer.url.split("#")[0]).text
    link = re.search(r'id="lien" value="http://testserver([^"]+)"', shown)
    assert link
    assert visitor.get(link[1]).status_code == 200
    assert visitor.get(link[1].replace("/?", "/valeurs.csv?")).status_code == 200
    assert page(visitor, draft).status_code == 404
    assert page(visitor, draft, "?cle=faux").status_code == 404
    act(team, draft, action="fermer")
    assert visitor.get(link[1]).status_code == 404
    act(team, draft, action="partager", jours="7")
    assert visitor.get(link[1]).status_code == 404


def test_publishing_needs_a_confirmation_and_can_be_undone(visitor: Client) -> None:
    team = account("équipe")
    draft = saved(team)
    act(team, draft, action="publier")
    assert page(visitor, draft).status_code == 404
    act(team, draft, action="publier", certain="oui")
    answer = page(visitor, draft)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Gérer cet indicateur" not in answer.text
    assert "Foyers sans accès" in visitor.get(ADDRESS).text
    act(team, draft, action="fermer")
    assert page(visitor, draft).status_code == 404


def test_nobody_else_acts(visitor: Client) -> None:
    draft = saved(account("équipe"))
    for client in (visitor, account("équipe", "autre"), account("hub", "hub")):
        answer = act(client, draft, action="supprimer", certain="oui")
        assert answer.status_code == 404
    assert LocalIndicator.objects.count() == 1


def test_deleted_is_gone(visitor: Client) -> None:
    team = account("équipe")
    draft = saved(team)
    act(team, draft, action="publier", certain="oui")
    act(team, draft, action="supprimer")
    assert LocalIndicator.objects.count() == 1
    act(team, draft, action="supprimer", certain="oui")
    assert LocalIndicator.objects.count() == 0
    assert page(visitor, draft).status_code == 404


def test_an_account_that_lost_its_rights_no_longer_sees_its_draft() -> None:
    team = account("équipe")
    draft = saved(team)
    User.objects.update(is_staff=False)
    assert page(team, draft).status_code == 404


def export(client: Client, indicator: LocalIndicator, kind: str) -> bytes:
    answer = client.get(f"{ADDRESS}{indicator.public_id}/valeurs.{kind}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_a_csv_says_what_it_is_in_each_row_and_runs_no_formula() -> None:
    team = account("équipe")
    assert save(team, organisation="=cmd|x").status_code == 303
    indicator = LocalIndicator.objects.get()
    rows = list(csv.DictReader(io.StringIO(export(team, indicator, "csv").decode())))
    assert [row["code"] for row in rows] == ["2A001", "42002", "42001"]
    assert {row["organisme"] for row in rows} == {"'=cmd|x"}
    assert {row["source"] for row in rows} == {"Enquête du hub"}
    assert [row["rang"] for row in rows] == ["1", "2", "3"]


def test_a_workbook_bears_its_notice() -> None:
    team = account("équipe")
    book = load_workbook(io.BytesIO(export(team, saved(team), "xlsx")))
    assert book.worksheets[0]["B2"].value == "2A001"
    notice = {row[0].value: row[1].value for row in book["Lisez-moi"].iter_rows()}
    assert notice["Présenté par"] == "Hub d’exemple"
    assert "non vérifiées" in notice["À savoir"]


def test_a_geojson_has_one_feature_a_territory() -> None:
    team = account("équipe")
    found = json.loads(export(team, saved(team), "geojson"))
    assert [one["id"] for one in found["features"]] == ["2A001", "42002", "42001"]
    assert found["a_propos"]["Licence"] == "Licence Ouverte 2.0"
    assert found["features"][0]["properties"]["valeur"] == 3.0


def test_an_unknown_format_is_no_page() -> None:
    team = account("équipe")
    assert team.get(f"{ADDRESS}{saved(team).public_id}/valeurs.exe").status_code == 404


def test_the_administration_shows_who_has_what_and_no_value() -> None:
    team = account("équipe")
    draft = saved(team)
    User.objects.update(is_superuser=True)
    listed = team.get("/admin/fragility/localindicator/")
    assert "Foyers sans accès" in listed.text
    one = team.get(f"/admin/fragility/localindicator/{draft.pk}/change/")
    assert one.status_code == 200
    assert "share_serial" not in one.text
    assert team.get("/admin/fragility/hubterritories/add/").status_code == 200
