"""Phone numbers, with invented numbers of every shape seen in real files."""

import pytest

from venues.imports.normalise.phone import STANDARD_PATTERN, Phones, normalise_phone
from venues.phone_display import display_phone


def codes(normalised) -> list[str]:
    return [note.code for note in normalised.notes]


@pytest.mark.parametrize(
    "text",
    [
        "04 90 00 00 00", "0490000000", "04.90.00.00.00", "04-90-00-00-00", "04/90/00/00/00",
        "04 90 00 00\xa000", "0490 00 00 00", "490000000", "490000000.0", 490000000, "+0490000000",
        "0033490000000", "00 33 4 90 00 00 00", "33 (0)4 90 00 00 00", "+33 (0)4.90.00.00.00",
        "33490000000", "+33 4 90 00 00 00", "+33 04 90 00 00 00", "Tél : 04 90 00 00 00 (poste 12)",
        "0490 00 00 00 poste 12 ou 13", "(04) 90 00 00 00", "\u202a04 90 00 00 00\u202c",
    ],
)  # fmt: skip
def test_every_way_to_write_a_french_number_gives_its_international_form(text):
    result = normalise_phone(text)
    assert result.value == Phones("+33490000000")
    assert result.notes


def test_a_number_of_the_standard_is_kept_without_a_note():
    assert normalise_phone("+33490000000") == (Phones("+33490000000"), ())


@pytest.mark.parametrize(
    ("text", "departement", "number"),
    [
        ("0262 12 34 56", "974", "+262262123456"),
        ("262123456", "974", "+262262123456"),
        ("0692 12 34 56", "", "+262692123456"),
        ("0269 61 23 45", "976", "+262269612345"),
        ("0590 12 34 56", "971", "+590590123456"),
        ("0690 12 34 56", "977", "+590690123456"),
        ("0596 12 34 56", "972", "+596596123456"),
        ("0594 12 34 56", "973", "+594594123456"),
        ("+33596123456", "972", "+596596123456"),
        ("41 12 34", "975", "+508411234"),
        ("0508 41 12 34", "975", "+508411234"),
        ("72 12 34", "986", "+681721234"),
        ("40 12 34 56", "987", "+68940123456"),
        ("27.12.34", "988", "+687271234"),
        ("01 42 34 56 78", "972", "+33142345678"),
    ],
)
def test_an_overseas_phone_gets_the_prefix_of_its_territory(text, departement, number):
    assert normalise_phone(text, departement).value.main == number
    assert STANDARD_PATTERN.fullmatch(number)


@pytest.mark.parametrize(("text", "number"), [("3230", "+33969322121"), ("3960", "+33971103960")])
def test_a_public_short_number_is_replaced_by_its_equivalent(text, number):
    result = normalise_phone(text)
    assert result.value.main == number
    assert codes(result) == ["telephone_court_remplace"]


@pytest.mark.parametrize(
    "text",
    [
        "04 90 00 00 00 / 04 90 00 00 01",
        "04 90 00 00 00 - 04 90 00 00 01",
        "04 90 00 00 00\n04 90 00 00 01",
        "0490000000 ou 0490000001",
        "04900000000490000001",
        "+33490000000;+33490000001",
    ],
)
def test_of_several_numbers_the_first_is_main_and_the_others_are_kept(text):
    result = normalise_phone(text)
    assert result.value == Phones("+33490000000", ("+33490000001",))
    assert "plusieurs_telephones" in codes(result)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0000000000", "telephone_zeros"),
        ("00", "telephone_zeros"),
        ("04 90 00 00 0", "telephone_incomplet"),
        ("04 90 00 00 00 12", "telephone_trop_long"),
        ("049000000012", "telephone_trop_long"),
        ("3949", "telephone_court"),
        ("+32 2 123 45 67", "telephone_etranger"),
        ("à définir", "telephone_absent"),
        ("<script>alert(1)</script>", "telephone_absent"),
        ('=HYPERLINK("x")', "telephone_absent"),
    ],
)
def test_a_number_that_cannot_be_used_is_left_out_with_a_reason(text, code):
    result = normalise_phone(text)
    assert result.value == Phones("")
    assert codes(result) == [code]


@pytest.mark.parametrize("value", [None, "", "null", "-", float("nan")])
def test_a_blank_phone_says_nothing(value):
    assert normalise_phone(value) == (Phones(""), ())


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+33490000000", "04 90 00 00 00"),
        ("+262262123456", "0262 12 34 56"),
        ("+590690123456", "0690 12 34 56"),
        ("+687271234", "+687 27 12 34"),
        ("+68940123456", "+689 40 12 34 56"),
        ("3230", "3230"),
        ("", ""),
    ],
)
def test_a_number_is_shown_as_people_dial_it(number, shown):
    assert display_phone(number) == shown


@pytest.mark.parametrize("text", ["0490 00 00 0²", "+33 4 90 00 00 0²", "٠٤٩٠٠٠٠٠٠٠"])
def test_only_the_ten_digits_of_a_keypad_make_a_number(text):
    assert normalise_phone(text).value.main == ""
