"""Dates of records."""

from datetime import UTC, date, datetime

import pytest

from venues.imports.normalise.dates import normalise_date

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "value",
    [
        "2023-03-12",
        "2023-03-12T10:00:00Z",
        "2023-03-12 10:00:00+02:00",
        "2023/03/12",
        "12/03/2023",
        "12/3/2023 10:30",
        "12-03-2023",
        "12 mars 2023",
        "dimanche 12 mars 2023",
        "le 12 mars 2023",
        "20230312",
        "44997",
        44997,
        44997.0,
        "1678615200",
        "1678615200000",
        1678615200.5,
        date(2023, 3, 12),
        datetime(2023, 3, 12, 10),
        datetime(2023, 3, 12, 10, tzinfo=UTC),
    ],
)
def test_every_way_to_write_a_date_is_read(value):
    assert normalise_date(value, TODAY).value == date(2023, 3, 12)


@pytest.mark.parametrize(
    ("text", "month"), [("1er août 2022", 8), ("1 déc. 2022", 12), ("1 JUIN 2022", 6)]
)
def test_french_months_are_read_with_or_without_accents(text, month):
    assert normalise_date(text, TODAY).value == date(2022, month, 1)


def test_an_iso_date_is_kept_without_a_note():
    assert normalise_date("2023-03-12", TODAY) == (date(2023, 3, 12), ())


def test_another_format_is_told():
    assert [note.code for note in normalise_date("12/03/2023", TODAY).notes] == ["date_format"]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("1970-01-01", "date_inconnue"),
        (date(1999, 12, 31), "date_inconnue"),
        ("2026-11-25", "date_future"),
        ("2930-01-01", "date_future"),
        ("31/02/2023", "date_illisible"),
        ("03/25/2023", "date_illisible"),
        ("12/03/23", "date_illisible"),
        ("12/0320231", "date_illisible"),
        ("1 jui 2022", "date_illisible"),
        ("hier", "date_illisible"),
        ("9" * 500, "date_illisible"),
        ("<script>", "date_illisible"),
    ],
)
def test_a_date_that_cannot_be_trusted_is_unknown_and_told(value, code):
    result = normalise_date(value, TODAY)
    assert result.value is None
    assert [note.code for note in result.notes] == [code]


def test_tomorrow_is_accepted_because_the_world_has_zones():
    assert normalise_date("2026-11-24", TODAY).value == date(2026, 11, 24)


@pytest.mark.parametrize("value", [None, "", "null"])
def test_a_blank_date_says_nothing(value):
    assert normalise_date(value, TODAY) == (None, ())
