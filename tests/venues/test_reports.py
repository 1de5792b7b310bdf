"""The token that stands for a cookie: one venue, neither at once nor for ever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from venues.reports import TokenState, new_token, read_token

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
