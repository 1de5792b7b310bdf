"""Codes and numbers as people write them, placed on today's territories."""

from __future__ import annotations

import pytest

from fragility.local.codes import are_postal, code_book
from fragility.local.columns import find_columns, number
from fragility.local.matching import Kind, Matched, match
from fragility.local.reading import read_local_file
from tests.factories import PostalCodeFactory

pytestmark = pytest.mark.usefixtures("country")


def matched(text: str, *, is_count: bool = False, level: str = "") -> Matched:
    """Read and place a text, its columns found."""
    table = read_local_file(text.encode())
    book = code_book()
    columns = find_columns(table, book, code=None, value=None, level=level)
    return match(table, columns, book, is_count=is_count)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12.0), ("12,5", 12.5), ("12.5", 12.5), ("1 234,5", 1234.5), ("1\u202f234", 1234.0),
        ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("12 %", 12.0), ("-3", -3.0), ("−3", -3.0),
        ("1e3", 1000.0), (",5", 0.5), ("", None), ("ns", None), ("=1+1", None), ("inf", None),
        ("nan", None), ("0x1F", None), ("1e99", None), ("12/05/2024", None), ("٣", None),
        ("9" * 40, None), ("1 2 a", None), ("--", None),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_write_it(text: str, value: float | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("header", "codes", "level"),
    [
        ("code_commune", ["42001", "42002", "2A001"], "commune"),
        ("siren", ["244200001", "200000002"], "epci"),
        ("dep", ["42", "29", "2A"], "departement"),
        ("reg", ["84", "53", "11"], "region"),
        ("iris", ["420010101", "420010102", "751010101"], "iris"),
        ("x", ["42001", "1", "42003"], "commune"),
    ],
)
def test_the_level_is_found_from_the_codes(header: str, codes: list[str], level: str) -> None:
    text = f"nom;{header};taux\n" + "".join(f"n{c};{c};{r},5\n" for r, c in enumerate(codes))
    table = read_local_file(text.encode())
    columns = find_columns(table, code_book(), code=None, value=None, level="")
    assert (table.headers[columns.code], table.headers[columns.value]) == (header, "taux")
    assert columns.level == level


def test_a_year_or_another_code_is_not_taken_for_the_value() -> None:
    table = read_local_file(b"annee;codgeo;dep;part\n2024;42001;42;1,5\n2024;42002;42;2,5\n")
    columns = find_columns(table, code_book(), code=None, value=None, level="")
    assert (columns.code, columns.value) == (1, 3)


def test_chosen_columns_win() -> None:
    table = read_local_file(b"codgeo;a;b\n42001;1;2\n42002;3;4\n")
    columns = find_columns(table, code_book(), code=0, value=2, level="commune")
    assert columns == (0, 2, "commune")


def test_lost_zeros_are_put_back_and_told() -> None:
    # 1 is the région of Guadeloupe, 01.
    found = matched("reg;v\n1;5\n84;6\n", level="region")
    assert found.values == {"01": 5.0, "84": 6.0}
    assert [(one.line, one.said) for one in found.of(Kind.ZEROS)] == [(2, "01")]


def test_small_letters_and_points_of_spreadsheets_are_understood() -> None:
    assert matched("code;v\n2a001;5\n42001.0;6\n42 002;7\n").values == {
        "2A001": 5.0, "42001": 6.0, "42002": 7.0,
    }  # fmt: skip


def test_an_unknown_code_is_named_by_its_line_with_a_suggestion() -> None:
    found = matched("code;v\n42001;5\n20001;6\n99999;7\n42OO2;1\n")
    unknown = [(one.line, one.text, one.said) for one in found.of(Kind.UNKNOWN)]
    assert unknown == [(3, "20001", "2A001 ?"), (4, "99999", ""), (5, "42OO2", "42002 ?")]
    assert (found.recognised, found.rows, found.rate) == (1, 4, 25)


def test_the_rate_is_a_hundred_only_when_every_code_is_known() -> None:
    rows = "".join("42001;5\n" for _ in range(999))
    assert matched(f"code;v\n{rows}99999;1\n").rate == 99


def test_two_values_for_a_code_leave_it_out() -> None:
    found = matched("code;v\n42001;5\n42001;6\n42002;7\n")
    assert found.values == {"42002": 7.0}
    assert [one.line for one in found.of(Kind.DUPLICATE)] == [2, 3]
    assert "lignes 2, 3" in found.of(Kind.DUPLICATE)[0].said


def test_the_same_value_twice_counts_once() -> None:
    found = matched("code;v\n42001;5\n42001;5,0\n")
    assert found.values == {"42001": 5.0}
    assert len(found.of(Kind.REPEATED)) == 2


@pytest.mark.parametrize(("is_count", "value"), [(True, 18.0), (False, 6.0)])
def test_old_communes_are_summed_or_averaged_and_told(is_count: bool, value: float) -> None:
    found = matched("code;v\n42001;3\n42901;6\n42902;9\n", is_count=is_count)
    assert found.values == {"42001": value}
    assert [one.text for one in found.of(Kind.CARRIED)] == ["42901", "42902"]


def test_a_city_is_made_of_its_arrondissements_unless_it_has_its_row() -> None:
    assert matched("code;v\n75101;2\n75102;4\n").values == {"75056": 3.0}
    found = matched("code;v\n75101;2\n75102;4\n75056;9\n")
    assert found.values == {"75056": 9.0}
    assert len(found.of(Kind.CARRIED)) == 2


@pytest.mark.parametrize("word", ["", "ns", "nd", "N/A", "-", "secret", "..", "#N/A"])
def test_a_missing_or_secret_value_never_becomes_a_number(word: str) -> None:
    found = matched(f"code;v\n42001;{word}\n42002;1\n")
    assert found.values == {"42002": 1.0}
    assert [one.line for one in found.of(Kind.NO_VALUE)] == [2]


def test_a_formula_as_a_value_is_named_and_not_computed() -> None:
    found = matched("code;v\n42001;=1+1\n42002;1\n42003;2\n")
    assert "jamais calculée" in found.of(Kind.WRONG_VALUE)[0].said
    assert "42001" not in found.values


def test_an_iris_is_known_by_its_commune() -> None:
    found = matched("iris;v\n420010101;1\n751010101;2\n990010101;3\n", level="iris")
    assert list(found.values) == ["420010101", "751010101"]


def test_postal_codes_are_seen_for_what_they_are() -> None:
    PostalCodeFactory(code="42100", commune_code="42001")
    assert are_postal(["42100", "42100"])
    assert not are_postal(["42001"])
    assert not are_postal([])
