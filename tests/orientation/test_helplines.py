"""Whom to call: the most precise number, told with its hours, its cost and who checked it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from ifn_site.context import site
from ifn_site.models import data_version
from ifn_site.page_territory import about, territory_of_page
from orientation.helplines import default_helpline, helpline_for, national_rows
from orientation.models import Helpline
from orientation.setup import load_first_contents
from tests.factories import CommuneFactory, DepartementFactory, EpciFactory, VenueFactory
from tests.orientation.factories import HelplineFactory

SAINT_ETIENNE = {"commune": "42218"}


def called(levels: dict[str, str]) -> str:
    """Return the label of the number of a territory."""
    found = helpline_for(levels)
    return found.label if found else ""


@pytest.fixture
def numbers() -> None:
    """One number at each level around Saint-Étienne."""
    CommuneFactory()
    DepartementFactory()
    EpciFactory()
    for level, code in [
        ("national", ""),
        ("region", "84"),
        ("departement", "42"),
        ("epci", "244200770"),
        ("commune", "42218"),
    ]:
        HelplineFactory(level=level, code=code, label=level)


@pytest.mark.usefixtures("numbers")
@pytest.mark.parametrize("level", ["commune", "epci", "departement", "region", "national"])
def test_the_most_precise_number_answers(level: str) -> None:
    order = ["commune", "epci", "departement", "region", "national"]
    for finer in order[: order.index(level)]:
        Helpline.objects.get(level=finer).delete()
    assert called(SAINT_ETIENNE) == level


@pytest.mark.usefixtures("numbers")
def test_a_number_that_is_not_shown_answers_nobody() -> None:
    commune = Helpline.objects.get(level="commune")
    commune.is_active = False
    commune.save()
    assert called(SAINT_ETIENNE) == "epci"


@pytest.mark.usefixtures("numbers")
def test_a_page_about_nowhere_gives_the_number_of_the_country() -> None:
    assert called({}) == "national"
    assert called({"commune": "13055"}) == "national"


def test_the_team_orders_the_numbers_of_one_territory() -> None:
    HelplineFactory(label="second", order=2)
    HelplineFactory(label="premier", order=1)
    assert called({}) == "premier"


def test_a_table_never_filled_gives_the_public_number_and_an_emptied_one_none() -> None:
    assert called({}) == "Allô Service Public"
    HelplineFactory(is_active=False)
    assert called({}) == ""


def test_the_number_of_the_settings_stands_for_the_country(settings: Any, numbers: None) -> None:
    settings.HELPLINE = {"number": "01 99 00 00 09", "label": "Réglage", "hours": "le matin"}
    assert called({}) == "Réglage"
    assert called({"departement": "42"}) == "departement"


@pytest.mark.parametrize(
    ("checked_on", "is_checked"),
    [
        (None, False),
        (date(2026, 5, 23), False),
        (date(2026, 5, 24), True),
        (date(2026, 11, 22), True),
        # A date to come was typed by mistake.
        (date(2026, 11, 24), False),
    ],
)
def test_a_number_not_called_for_six_months_is_not_checked(
    settings: Any, checked_on: date | None, is_checked: bool
) -> None:
    settings.REFERENCE_DATE = date(2026, 11, 23)
    HelplineFactory(checked_on=checked_on)
    found = helpline_for({})
    assert found is not None
    assert found.is_checked is is_checked
    assert ("non vérifié" in found.check_text) is not is_checked


def test_the_public_numbers_are_official_and_claim_no_check() -> None:
    for row in national_rows():
        assert row["source_url"].startswith("https://")
        assert "checked_on" not in row
        Helpline(**row).full_clean()


@pytest.mark.parametrize(("hours", "is_open"), [("24/7", True), ("off", False), ("", None)])
def test_a_number_with_hours_says_whether_someone_answers(hours: str, is_open: bool | None) -> None:
    HelplineFactory(hours=hours)
    found = helpline_for({})
    assert found is not None
    assert found.is_open is is_open
    assert bool(found.open_text) is (is_open is not None)


def test_hours_for_programs_are_told_in_words_when_no_words_are_given() -> None:
    HelplineFactory(hours="Mo-Fr 09:00-17:00", hours_text="")
    found = helpline_for({})
    assert found is not None
    assert "Du lundi au vendredi" in found.hours


# --- Pages -------------------------------------------------------------------------------------
def foot(visitor: Client, path: str) -> str:
    """Return the foot of a page."""
    return visitor.get(path).content.decode().split('<footer class="site-footer"')[1]


@pytest.mark.usefixtures("numbers")
def test_each_page_names_the_number_of_its_territory(visitor: Client) -> None:
    venue = VenueFactory()
    for path, level in [
        ("/", "national"),
        ("/lieux/", "national"),
        ("/lieux/?lieu=42218", "commune"),
        ("/lieux/?departement=42", "departement"),
        ("/territoires/epci/244200770/", "epci"),
        (f"/lieux/{venue.public_id}/imprimer/", "commune"),
        (venue.get_absolute_url(), "commune"),
    ]:
        assert f'<h2 id="pied-aide">{level}</h2>' in foot(visitor, path), path


def test_a_number_is_told_with_hours_cost_and_check(visitor: Client) -> None:
    HelplineFactory(languages="français, arabe", source_url="https://aide.example/")
    html = foot(visitor, "/accessibilite/")
    for said in (
        'href="tel:0199000000"',
        "Du lundi au vendredi, de 9 h à 17 h",
        "Appel gratuit",
        "français, arabe",
        "Numéro non vérifié par nous",
        'href="https://aide.example/"',
    ):
        assert said in html, said


def test_hours_and_cost_that_nobody_gave_are_said_to_be_unknown(visitor: Client) -> None:
    HelplineFactory(hours_text="", cost="")
    html = foot(visitor, "/accessibilite/")
    assert "Horaires non communiqués" in html
    assert "Prix de l’appel non communiqué" in html


def test_hostile_words_of_a_number_are_text(visitor: Client) -> None:
    HelplineFactory(label="<script>alert(1)</script>", for_whom="<b>x</b>")
    assert "<script>alert" not in foot(visitor, "/accessibilite/")


def test_every_error_page_gives_a_number(visitor: Client) -> None:
    HelplineFactory()
    html = visitor.get("/nulle-part/").content.decode()
    assert html.count("01 99 00 00 00") == 2


def test_a_number_is_there_while_the_database_is_down(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*args: Any, **kwargs: Any) -> Any:
        raise DatabaseError

    monkeypatch.setattr("ifn_site.conditional.data_version", down)
    assert "39 39" in visitor.get("/nulle-part/").content.decode()
    monkeypatch.setattr("orientation.helplines.remembered", down)
    assert helpline_for({}) == default_helpline()


def test_the_page_of_a_failure_gives_a_number_without_any_context() -> None:
    from ifn_site.views import server_error

    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "39 39" in response.content.decode()


def test_a_page_asks_the_database_nothing_more_once_warm() -> None:
    HelplineFactory()
    request = RequestFactory().get("/lieux/?lieu=42218")
    site(request)
    again = RequestFactory().get("/lieux/?lieu=42218")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        site(again)
    assert not [one["sql"] for one in asked if "orientation_helpline" in one["sql"]]


def test_what_the_team_edits_is_shown_at_once(visitor: Client) -> None:
    one = HelplineFactory()
    assert "01 99 00 00 00" in foot(visitor, "/accessibilite/")
    before = data_version()[0]
    one.number = "01 99 00 00 07"
    one.save()
    assert data_version()[0] > before
    assert "01 99 00 00 07" in foot(visitor, "/accessibilite/")
    one.delete()
    assert "39 39" in foot(visitor, "/accessibilite/")


# --- Which territory ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "levels"),
    [
        ("lieu=42218", {"commune": "42218"}),
        ("lieu=42", {"departement": "42"}),
        ("lieu=75112", {"commune": "75056"}),
        ("lieu=69383", {"commune": "69123"}),
        ("lieu=2a004", {"commune": "2A004"}),
        ("departement=974", {"departement": "974"}),
        ("region=84&departement=42", {"departement": "42"}),
        ("lieu=<script>", {}),
        ("lieu=" + "9" * 400, {}),
        ("", {}),
    ],
)
def test_an_address_tells_its_territory(query: str, levels: dict[str, str]) -> None:
    assert territory_of_page(RequestFactory().get(f"/lieux/?{query}")) == levels


def test_a_view_that_knows_better_is_believed() -> None:
    request = RequestFactory().get("/lieux/?lieu=42218")
    about(request, commune="13055", departement="")
    assert territory_of_page(request) == {"commune": "13055"}


# --- The administration ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"level": "departement", "code": "99"}, "code"),
        ({"level": "departement", "code": ""}, "code"),
        ({"level": "national", "code": "42"}, "code"),
        ({"hours": "le matin"}, "hours"),
        ({"number": "appelez-moi"}, "number"),
        ({"number": "javascript:alert(1)"}, "number"),
        ({"source_url": "http://aide.example/"}, "source_url"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(facts: dict[str, str], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        HelplineFactory.build(**facts).full_clean()
    assert field in refused.value.message_dict


def test_the_team_edits_the_numbers_and_others_do_not(client: Client) -> None:
    for name, status in (("équipe", 200), ("modération", 403), ("hub", 403)):
        person = User.objects.create_user(name, password="x", is_staff=True)
        person.groups.add(Group.objects.get(name=name))
        client.force_login(person)
        for page in ("helpline", "learninglink"):
            assert client.get(f"/admin/orientation/{page}/add/").status_code == status, name


def test_loading_twice_adds_nothing_and_keeps_what_the_team_changed() -> None:
    told: list[str] = []
    load_first_contents(None, told.append)  # type: ignore[arg-type]
    Helpline.objects.update(number="39 40", is_active=False)
    load_first_contents(None, told.append)  # type: ignore[arg-type]
    assert list(Helpline.objects.values_list("number", "is_active")) == [("39 40", False)]
    assert "ajoutés" in told[0]
    assert "déjà en place" in told[1]
