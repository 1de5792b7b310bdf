"""Visits announced by their dates: when all are past, weekly hours tell nothing."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tests.factories import VenueFactory
from venues.cards import card_of, status_of
from venues.dated_visits import dates_are_past
from venues.openness import opening_at
from venues.schema_org import schema_org
from venues.serializers import venue_result
from venues.sheet_hours import hours_of

TODAY = date(2026, 11, 23)
WRITTEN = date(2022, 11, 9)
#: A Wednesday.
WEDNESDAY_10H = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    "name",
    [
        "Bus numérique : Passage le 07/12/22 – 04/01/23 – 01/02/23",
        "Bus numérique (Passage les 15/11/22 - 13/12/22 - 10/01 /23",
        "Bus numérique : Passage le 2/12/ 22 - 30/12/2022",
        "Bus numérique (29 /11/22 - 24 /01/23)",
        "Mairie (05/10 - 02/11 - 07/12)",
        "Mairie (13/10- 10/11)",
        "Salle des fêtes (14/12)",
        "Mairie (les lundis du 9 janvier au 13 février 2022)",
        "Atelier du 1er août 2024",
    ],
)
def test_dates_in_a_name_that_are_all_over_are_past(name: str) -> None:
    assert dates_are_past(name, (), WRITTEN, TODAY)


@pytest.mark.parametrize(
    ("name", "updated_on"),
    [
        ("Médiathèque", WRITTEN),
        ("Mission locale, antenne du 13/14", WRITTEN),
        ("1/3 lieu numérique", WRITTEN),
        ("Antenne (13/14)", WRITTEN),
        ("Salle du 8 mai 1945", WRITTEN),
        ("Place du 11 novembre 1918", WRITTEN),
        ("Bus numérique : Passage le 07/12/22 - 23/11/26", WRITTEN),
        ("Bus numérique (Passage le 24/11/2026)", WRITTEN),
        ("Mairie (05/10 - 07/12)", date(2026, 9, 1)),
        ("Mairie (05/10 - 07/12)", None),
        ("Espace 3.0", WRITTEN),
        ("Bus 06.12.34.56.78", WRITTEN),
    ],
)
def test_a_name_without_date_or_with_one_to_come_is_not(name: str, updated_on: date | None) -> None:
    assert not dates_are_past(name, (), updated_on, TODAY)


@pytest.mark.parametrize(
    ("text", "is_past"),
    [
        ("Prochains passages : 12/01/2023 et 09/02/2023.", True),
        ("Passage le 3 mars 2025 devant la mairie", True),
        ("Passage le 3 mars 2027 devant la mairie", False),
        ("Lieu ouvert depuis le 12/01/2019.", False),
        ("Espace créé le 12/01/2019, passage couvert.", False),
        ("", False),
    ],
)
def test_other_texts_tell_visits_only_where_they_say_so(text: str, is_past: bool) -> None:
    assert dates_are_past("Bus numérique", (text,), WRITTEN, TODAY) is is_past


def test_a_venue_whose_visits_are_past_is_never_said_open(visitor: Client) -> None:
    over = VenueFactory(
        name="Bus numérique : Passage le 07/12/22 - 04/01/23", hours="We 09:00-12:00"
    )
    weekly = VenueFactory(name="Bus numérique", hours="We 09:00-12:00")
    status = status_of(over, WEDNESDAY_10H)
    assert (status.state, status.sentence) == ("unknown", "Horaires à vérifier auprès du lieu")
    assert status_of(weekly, WEDNESDAY_10H).state == "open"
    assert card_of(over, WEDNESDAY_10H).hours_on_paper == "Horaires à vérifier auprès du lieu"
    hours = hours_of(over, WEDNESDAY_10H)
    assert hours.week == []
    assert hours.caution.startswith("Horaires à vérifier")
    assert "passées" in hours.caution_reason
    assert "9 h" in hours.text.replace("\u00a0", " ")
    assert "openingHoursSpecification" not in schema_org(over, WEDNESDAY_10H, "/lieu/x/")
    result = venue_result(over, now=WEDNESDAY_10H, absolute=str)
    assert (result["ouvert"], result["horaires"]) == (None, "We 09:00-12:00")
    opening = opening_at(WEDNESDAY_10H)
    assert (over.pk in opening.open, over.pk in opening.unclear) == (False, True)
    assert weekly.pk in opening.open
