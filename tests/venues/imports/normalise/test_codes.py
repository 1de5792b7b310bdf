"""Postal codes, INSEE codes and pivots."""

import pytest

from venues.imports.normalise.insee_code import normalise_insee_code
from venues.imports.normalise.pivot import normalise_pivot, siret_is_valid
from venues.imports.normalise.postal_code import normalise_postal_code


def codes(normalised) -> list[str]:
    return [note.code for note in normalised.notes]


@pytest.mark.parametrize(
    ("value", "code_postal", "code"),
    [
        ("1000", "01000", "code_postal_zero"),
        (1000.0, "01000", "code_postal_zero"),
        ("80220.0", "80220", "code_postal_decimal"),
        ("13 500", "13500", "code_postal_espaces"),
        ("13500 CEDEX 1", "13500", "code_postal_cedex"),
        ("F-13500", "13500", "code_postal_prefixe"),
    ],
)
def test_each_fault_of_a_postal_code_is_repaired_and_named(value, code_postal, code):
    result = normalise_postal_code(value)
    assert result.value == code_postal
    assert code in codes(result)


@pytest.mark.parametrize("value", ["13500", "20000", "97400", "98800"])
def test_a_right_postal_code_is_kept_without_a_note(value):
    assert normalise_postal_code(value) == (value, ())


@pytest.mark.parametrize("value", ["00000", "2A000", "135000", "abc", "<b>", "1" * 1_000_000])
def test_what_is_not_a_postal_code_is_unknown_and_told(value):
    result = normalise_postal_code(value)
    assert result.value is None
    assert codes(result)[-1] == "code_postal_invalide"


@pytest.mark.parametrize(
    ("value", "insee", "code"),
    [
        ("2a004", "2A004", "code_insee_majuscule"),
        ("1001", "01001", "code_insee_zero"),
        ("1001.0", "01001", "code_insee_decimal"),
        ("2A 004", "2A004", "code_insee_espaces"),
    ],
)
def test_each_fault_of_an_insee_code_is_repaired_and_named(value, insee, code):
    result = normalise_insee_code(value)
    assert result.value == insee
    assert code in codes(result)


@pytest.mark.parametrize("value", ["0null", "20004", "00123", "Paris", "750560"])
def test_what_is_not_an_insee_code_is_unknown_and_told(value):
    result = normalise_insee_code(value)
    assert result.value is None
    assert codes(result)[-1] == "code_insee_invalide"


@pytest.mark.parametrize("normalise", [normalise_insee_code, normalise_postal_code])
@pytest.mark.parametrize("value", [None, "", "null", float("nan")])
def test_a_blank_code_says_nothing(normalise, value):
    assert normalise(value) == (None, ())


@pytest.mark.parametrize(
    ("value", "pivot"),
    [
        ("73282932000074", "73282932000074"),
        ("732 829 320 00074", "73282932000074"),
        ("SIRET : 73282932000074", "73282932000074"),
        (73282932000074.0, "73282932000074"),
        ("732829320", "732829320"),
        ("w123456789", "W123456789"),
        ("35600000000048", "35600000000048"),
        ("1001234567", "1001234567"),
    ],
)
def test_a_known_sort_of_pivot_is_kept_without_doubt(value, pivot):
    result = normalise_pivot(value)
    assert result.value == pivot
    assert "pivot_douteux" not in codes(result)


@pytest.mark.parametrize("value", ["00000000000000", "0", "0.0", None, "", "null"])
def test_a_missing_or_all_zero_pivot_is_unknown_without_a_word(value):
    assert normalise_pivot(value) == ("", ())


@pytest.mark.parametrize("value", ["12345678901234", "1234567890123", "ABCDEFGHIJ"])
def test_a_doubtful_pivot_is_kept_with_a_warning(value):
    result = normalise_pivot(value)
    assert result.value == value
    assert codes(result) == ["pivot_douteux"]


@pytest.mark.parametrize("value", ["abc", "mairie de Nîmes", "123", "=1+1", "٣" * 14])
def test_an_unreadable_pivot_is_unknown_and_told(value):
    result = normalise_pivot(value)
    assert result.value == ""
    assert codes(result)[-1] == "pivot_invalide"


def test_la_poste_has_its_own_checksum():
    assert siret_is_valid("35600000000048")
    assert not siret_is_valid("35600000000049")
