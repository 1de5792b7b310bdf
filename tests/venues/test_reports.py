"""The token that stands for a cookie: one venue, neither at once nor for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from venues.reports import TokenState, new_token, read_token, without_contacts

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
VENUE = "rn23456789"


@pytest.mark.parametrize(
    ("age", "state"),
    [
        (timedelta(0), TokenState.TOO_SOON),
        (timedelta(seconds=2), TokenState.TOO_SOON),
        (timedelta(seconds=3), TokenState.GOOD),
        (timedelta(hours=4), TokenState.GOOD),
        (timedelta(hours=4, seconds=1), TokenState.TOO_OLD),
        (timedelta(seconds=-60), TokenState.TOO_SOON),
    ],
)
def test_a_token_is_good_from_three_seconds_to_four_hours(
    age: timedelta, state: TokenState
) -> None:
    assert read_token(new_token(VENUE, NOW), VENUE, NOW + age).state == state


def test_a_token_of_another_venue_is_wrong() -> None:
    token = new_token("rnabcdefgh", NOW)
    assert read_token(token, VENUE, NOW + timedelta(minutes=1)).state == TokenState.WRONG


@pytest.mark.parametrize("forged", ["", "x", ":::", "é" * 50, "a" * 100_000, "\x00", "e30:abc"])
def test_a_forged_token_is_wrong(forged: str) -> None:
    assert read_token(forged, VENUE, NOW) == (TokenState.WRONG, "")


def test_a_changed_token_is_wrong() -> None:
    token = new_token(VENUE, NOW)
    changed = ("a" if token[0] != "a" else "b") + token[1:]
    assert read_token(changed, VENUE, NOW + timedelta(minutes=1)).state == TokenState.WRONG


def test_each_form_has_a_token_of_its_own() -> None:
    later = NOW + timedelta(minutes=1)
    first, second = (read_token(new_token(VENUE, NOW), VENUE, later) for _ in range(2))
    assert first.digest != second.digest


def test_a_token_read_twice_is_the_same() -> None:
    token, later = new_token(VENUE, NOW), NOW + timedelta(minutes=1)
    assert read_token(token, VENUE, later) == read_token(token, VENUE, later)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 39 98 00 00", "[numéro masqué]"),
        ("0639980000.", "[numéro masqué]."),
        ("06.39.98.00.00", "[numéro masqué]"),
        ("06-39-98-00-00", "[numéro masqué]"),
        ("06/39/98/00/00", "[numéro masqué]"),
        ("+33 6 39 98 00 00", "[numéro masqué]"),
        ("+33 (0)6 39 98 00 00", "[numéro masqué]"),
        ("0033639980000", "[numéro masqué]"),
        ("+262 692 00 00 00 merci", "[numéro masqué] merci"),
        ("À camille.martin@exemple.fr, merci", "À [adresse e-mail masquée], merci"),
        ("Ouvert de 09:00 à 12:00", "Ouvert de 09:00 à 12:00"),
        ("Ouvert 9h00-12h00 et 14h00-18h00", "Ouvert 9h00-12h00 et 14h00-18h00"),
        ("Fermé du 01/02/2026 au 10/02/2026", "Fermé du 01/02/2026 au 10/02/2026"),
        ("Fermé le 01/02/2026 12 rue du Port", "Fermé le 01/02/2026 12 rue du Port"),
        ("SIRET 12345678901234", "SIRET 12345678901234"),
        ("42100 Saint-Étienne", "42100 Saint-Étienne"),
    ],
)
def test_contacts_are_hidden_and_nothing_else(typed: str, kept: str) -> None:
    assert without_contacts(typed) == kept
