"""Whatever the text, no normaliser raises, and its own output is left alone."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from venues.imports.findings import Level
from venues.imports.normalise.address import normalise_address
from venues.imports.normalise.commune_name import normalise_commune_name
from venues.imports.normalise.coordinates import normalise_coordinates
from venues.imports.normalise.dates import normalise_date
from venues.imports.normalise.email import normalise_emails
from venues.imports.normalise.hours import hours_from_days, normalise_hours
from venues.imports.normalise.insee_code import normalise_insee_code
from venues.imports.normalise.name import normalise_name
from venues.imports.normalise.phone import normalise_phone
from venues.imports.normalise.pivot import normalise_pivot
from venues.imports.normalise.postal_code import normalise_postal_code
from venues.imports.normalise.text import clean_multiline, clean_text, split_presentation
from venues.imports.normalise.url import normalise_urls

TODAY = date(2026, 11, 23)
PIECES = [
    "é",
    "Ã©",
    "St ",
    "&amp;",
    "&#60;",
    "http://",
    "www.",
    "@",
    "exemple.fr",
    "04 90 00 00 00",
    "+33",
    "0033",
    "(0)",
    "lundi",
    "au",
    "9h",
    "12h30",
    "Mo-Fr",
    "09:00-12:00",
    ";",
    ",",
    "|",
    "/",
    "\n",
    " ",
    "\u00a0",
    "\u202e",
    "\x00",
    "\ud800",
    "CEDEX",
    "75001",
    "(x)",
    "13e",
    "0 ",
    "null",
    '"',
    "‘",
    "et",
    "sauf",
    "fermé",
    "javascript:",
    "%20",
    "%",
    "[a]",
    "mailto:",
    "W123456789",
    "<br>",
    "<b>",
    ".",
    "-",
    "=",
    "12/03/2023",
    "1700000000",
    "2a004",
    "ß",
    "İ",
    "ﬁ",
    "\u0301",
    "xn--",
]
texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=12).map("".join),
)
quickly = settings(
    max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)

#: Each normaliser, and how its value is written back into a cell.
NORMALISERS = {
    "text": (clean_text, str),
    "multiline": (clean_multiline, str),
    "name": (normalise_name, str),
    "postal code": (normalise_postal_code, str),
    "insee code": (normalise_insee_code, str),
    "commune": (normalise_commune_name, str),
    "address": (lambda text: normalise_address(text, "75001", "Paris"), str),
    "pivot": (normalise_pivot, str),
    "hours": (normalise_hours, str),
    "date": (lambda text: normalise_date(text, TODAY), date.isoformat),
    "emails": (normalise_emails, "|".join),
    "urls": (normalise_urls, "|".join),
    "phone": (normalise_phone, lambda phones: phones.main),
}


@pytest.mark.parametrize("subject", NORMALISERS)
def test_a_normalised_value_is_not_repaired_again(subject):
    normalise, write = NORMALISERS[subject]

    @quickly
    @given(texts)
    def check(text: str) -> None:
        first = normalise(text)
        if first.value:
            again = normalise(write(first.value))
            assert write(again.value) == write(first.value)
            assert not [note for note in again.notes if note.level is Level.FIX]

    check()


@quickly
@given(texts, texts)
def test_pairs_of_cells_never_raise(first, second):
    normalise_coordinates(first, second)
    split_presentation(first, clean_multiline(second).value)
    hours_from_days({"Mo": first, "Tu": second})


@quickly
@given(st.one_of(st.floats(), st.integers(), st.booleans(), st.none()))
def test_numbers_of_a_spreadsheet_never_raise(value):
    for normalise, _ in NORMALISERS.values():
        normalise(value)
    normalise_coordinates(value, value)
