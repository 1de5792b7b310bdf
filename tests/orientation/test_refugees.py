"""The link to Réfugiés.info: for whom, in which language, and what its address holds."""

from __future__ import annotations

from typing import Any

import pytest

from ifn_site.wording import override
from orientation.answers import Answers
from orientation.refugees import refugees_url
from tests.factories import CommuneFactory, DepartementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loire() -> None:
    DepartementFactory(code="42", name="Loire")
    CommuneFactory(code="42218", departement_code="42")


@pytest.mark.parametrize(
    "answers",
    [
        Answers(procedure="titre-de-sejour", place="42218"),
        Answers(access=("langues",), place="42218"),
        Answers(access=("anglais", "gratuit"), place="42218"),
    ],
)
def test_who_needs_a_language_or_a_permit_is_led_to_their_departement(answers: Answers) -> None:
    assert refugees_url(answers) == "https://refugies.info/fr/recherche?departments=Loire"


def test_a_page_in_another_language_leads_there_in_this_language() -> None:
    with override("uk"):
        address = refugees_url(Answers(place="42218"))
    assert address == "https://refugies.info/uk/recherche?departments=Loire"


def test_without_a_place_the_whole_country_is_shown() -> None:
    found = refugees_url(Answers(procedure="titre-de-sejour"))
    assert found == "https://refugies.info/fr/recherche"


def test_others_see_no_link() -> None:
    assert refugees_url(Answers(services=("outils",), place="42218")) == ""


def test_a_site_may_show_no_link(settings: Any) -> None:
    settings.REFUGEES_URL = ""
    assert refugees_url(Answers(access=("langues",), place="42218")) == ""
