"""What changed on a sheet is told by names of fields and dates, whoever changed it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from tests.factories import (
    CommuneFactory,
    DepartementFactory,
    EpciFactory,
    PostalCodeFactory,
    RegionFactory,
    VenueFactory,
)
from tests.venues.imports.rows import many, row, run
from venues.corrections import correct
from venues.history import SHOWN, WORDS, history_of
from venues.models import Venue, VenueChange
from venues.standard import FIELDS
from venues.withdrawal import restore, withdraw


@pytest.fixture
def territories() -> None:
    """Where the invented rows are."""
    RegionFactory()
    DepartementFactory()
    EpciFactory()
    CommuneFactory()
    PostalCodeFactory()


def told(venue: Venue) -> list[str]:
    return [line.sentence.replace("\u00a0", " ") for line in history_of(venue)]


def test_a_new_sheet_tells_its_arrival_only() -> None:
    venue = VenueFactory()
    Venue.objects.filter(pk=venue.pk).update(created_at=datetime(2026, 9, 2, 22, 30, tzinfo=UTC))
    venue.refresh_from_db()
    (line,) = history_of(venue)
    assert (line.day, line.sentence) == (date(2026, 9, 3), "Fiche ajoutée dans ce service.")


@pytest.mark.usefixtures("territories")
def test_an_import_tells_the_fields_that_it_changed_and_its_source() -> None:
    run([row()])
    run([row(telephone="0465710009", horaires="Mo 09:00-12:00", date_maj="2026-10-01")])
    assert told(Venue.objects.get())[0] == (
        "Fiche modifiée : téléphone et horaires. D’après la source « Hub d’exemple »."
    )


@pytest.mark.usefixtures("territories")
def test_a_new_date_alone_is_no_change() -> None:
    run([row()])
    run([row(date_maj="2026-10-01")])
    assert not VenueChange.objects.exists()


@pytest.mark.usefixtures("territories")
def test_the_same_file_twice_tells_nothing_more() -> None:
    run(many(3))
    run(many(3))
    assert not VenueChange.objects.exists()


@pytest.mark.usefixtures("territories")
def test_a_venue_that_leaves_and_comes_back_tells_both() -> None:
    run(many(2))
    run(many(1), max_loss=100)
    run(many(2))
    venue = Venue.objects.get(name="Médiathèque 2")
    source = "D’après la source « Hub d’exemple »."
    assert told(venue)[:2] == [f"Lieu remis. {source}", f"Lieu retiré. {source}"]


def test_a_correction_is_told_without_its_value_or_its_author() -> None:
    author = get_user_model().objects.create_user("camille-exemple")
    venue = VenueFactory(phone="")
    venue.phone = "+33465710009"
    correct(venue, ["phone"], author)
    assert told(venue)[0] == "Fiche corrigée par l’équipe de ce service : téléphone."
    stored = str(VenueChange.objects.values())
    assert "camille" not in stored
    assert "465710009" not in stored


def test_both_coordinates_are_one_position() -> None:
    venue = VenueFactory()
    correct(venue, ["latitude", "longitude"])
    assert told(venue)[0].endswith("position sur la carte.")


def test_only_the_latest_changes_are_told() -> None:
    venue = VenueFactory()
    for number in range(SHOWN + 3):
        VenueChange.objects.create(
            venue=venue,
            at=datetime(2026, 10, number + 1, 12, tzinfo=UTC),
            kind=VenueChange.Kind.CHANGED,
            fields=["nom"],
        )
    lines = history_of(venue)
    assert len(lines) == SHOWN + 1
    assert lines[0].day == date(2026, 10, SHOWN + 3)


def test_the_history_costs_one_query(django_assert_num_queries: Any) -> None:
    venue = VenueFactory()
    withdraw(venue)
    restore(venue)
    with django_assert_num_queries(1):
        history_of(venue)


def test_the_sheet_shows_its_history_closed(visitor: Client) -> None:
    venue = VenueFactory()
    correct(venue, ["hours"])
    html = visitor.get(venue.get_absolute_url()).content.decode()
    block = html.split("<details", 1)[1].split("</details>")[0]
    assert not block.split(">")[0].count("open")
    assert "Historique de la fiche" in block
    assert "horaires" in block


def test_every_field_of_the_standard_has_words_but_those_told_elsewhere() -> None:
    assert set(FIELDS) - set(WORDS) == {"id", "code_insee", "longitude", "source", "date_maj"}


# --- Withdrawn by a person ----------------------------------------------------------------------
@pytest.mark.usefixtures("territories")
@pytest.mark.parametrize(("day", "is_back"), [("2026-10-01", False), ("2026-10-02", True)])
def test_a_withdrawal_by_hand_stands_until_the_source_is_newer(
    day: str, is_back: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("venues.withdrawal.today", lambda: date(2026, 10, 1))
    run([row()])
    venue = Venue.objects.get()
    withdraw(venue)
    run([row(telephone="0465710009", date_maj=day)])
    venue.refresh_from_db()
    assert (venue.withdrawn_at is None) == is_back
    assert venue.phone == "+33465710009"


@pytest.mark.usefixtures("territories")
def test_a_withdrawal_by_hand_survives_the_same_file() -> None:
    run([row()])
    withdraw(Venue.objects.get())
    run([row()])
    assert Venue.objects.get().withdrawn_at is not None


def test_a_withdrawal_twice_is_told_once() -> None:
    venue = VenueFactory()
    withdraw(venue)
    withdraw(venue)
    assert VenueChange.objects.filter(venue=venue).count() == 1


def test_a_venue_never_withdrawn_is_not_put_back() -> None:
    venue = VenueFactory()
    restore(venue)
    assert not VenueChange.objects.exists()


def test_a_venue_put_back_is_dated_now_for_those_who_keep_a_copy() -> None:
    venue = VenueFactory(withdrawn_at=timezone.now())
    before = timezone.now()
    restore(venue)
    venue.refresh_from_db()
    assert venue.changed_at >= before
