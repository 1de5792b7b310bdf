"""Public holidays by territory."""

from datetime import date

import pytest

from venues.local_holidays import easter, holiday_name, local_closure_rules, public_holidays


@pytest.mark.parametrize(
    ("year", "sunday"),
    [
        (2000, date(2000, 4, 23)),
        (2008, date(2008, 3, 23)),
        (2024, date(2024, 3, 31)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter_falls_where_calendars_say(year, sunday):
    assert easter(year) == sunday


def test_the_eleven_national_holidays_are_in_order():
    assert list(public_holidays(2026, "13001")) == [
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 8),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 7, 14),
        date(2026, 8, 15),
        date(2026, 11, 1),
        date(2026, 11, 11),
        date(2026, 12, 25),
    ]


@pytest.mark.parametrize(
    ("insee_code", "on"),
    [
        ("67482", date(2026, 12, 26)),
        ("57463", date(2026, 4, 3)),
        ("68066", date(2026, 4, 3)),
        ("97105", date(2026, 5, 27)),
        ("97209", date(2026, 5, 22)),
        ("97302", date(2026, 6, 10)),
        ("97411", date(2026, 12, 20)),
        ("97608", date(2026, 4, 27)),
        ("97701", date(2026, 10, 9)),
        ("97801", date(2026, 5, 28)),
        ("98613", date(2026, 4, 28)),
        ("98735", date(2026, 3, 5)),
        ("98818", date(2026, 9, 24)),
    ],
)
def test_a_local_holiday_counts_in_its_territory_only(insee_code, on):
    assert holiday_name(on, insee_code)
    assert not holiday_name(on, "75056")


def test_two_holidays_on_one_day_are_both_named():
    assert holiday_name(date(2008, 5, 1)) == "fête du Travail et Ascension"


def test_the_returned_table_may_be_changed_by_its_caller():
    public_holidays(2026).clear()
    assert public_holidays(2026)


def test_local_days_are_written_as_closing_rules():
    assert local_closure_rules("67") == "; easter -2 days off; Dec 26 off"
    assert local_closure_rules("13") == ""
