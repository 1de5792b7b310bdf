"""Files as people send them: what is read, what is refused, and what is said of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import product

import pytest

from fragility.local.reading import MAX_BYTES, MAX_COLUMNS, UnreadableFile, read_local_file
from tests.fragility.local.files import GOOD, SHEET, altered, archive, plain_workbook, workbook

ROWS = [("42001", "12,5"), ("42002", "3,25"), ("42003", "7")]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
DELIMITERS = (";", "\t", "|")
ENDS = ("\n", "\r\n")


@pytest.mark.parametrize(
    ("encoding", "delimiter", "end"), list(product(ENCODINGS, DELIMITERS, ENDS))
)
def test_a_text_is_read_whatever_wrote_it(encoding: str, delimiter: str, end: str) -> None:
    lines = [delimiter.join(("code", "Taux d’accès à l’été")), *(delimiter.join(r) for r in ROWS)]
    table = read_local_file((end.join(lines) + end).encode(encoding))
    assert table.headers == ("code", "Taux d’accès à l’été")
    assert table.rows == ROWS
    assert table.lines == [2, 3, 4]


def test_a_comma_may_part_cells_when_numbers_have_points() -> None:
    table = read_local_file(b'code,valeur,nom\n42001,1.5,"A, B"\n42002,2.5,C\n')
    assert table.rows[0] == ("42001", "1.5", "A, B")


def test_a_decimal_comma_is_no_delimiter() -> None:
    table = read_local_file(b"code;part, en %\n42001;12,5\n42002;3,2\n")
    assert table.headers == ("code", "part, en %")


def test_titles_above_the_header_are_left_out_and_told() -> None:
    table = read_local_file(f"Foyers sans accès\n\nExtrait du 3 mars\n{GOOD}".encode())
    assert table.headers == ("code", "valeur")
    assert table.lines == [5, 6, 7]
    assert "2 premières lignes" in table.notes[0]


def test_a_file_without_header_gets_numbered_columns() -> None:
    table = read_local_file(b"42001;12,5\n2A004;3\n")
    assert table.headers == ("Colonne 1", "Colonne 2")
    assert len(table.rows) == 2


def test_repeated_and_empty_headers_are_told_apart() -> None:
    table = read_local_file(b"code;valeur;valeur;\n42001;1;2;x\n")
    assert table.headers == ("code", "valeur", "valeur (colonne 3)", "Colonne 4")


def test_a_row_with_too_many_cells_is_left_out_with_its_line() -> None:
    table = read_local_file(b"code,valeur\n42001,1\n42002,12,5\n42003,2\n42004,3\n")
    assert table.broken == (3,)
    assert [row[0] for row in table.rows] == ["42001", "42003", "42004"]


def test_invisible_and_direction_changing_characters_are_dropped() -> None:
    table = read_local_file("code;valeur\n42\u202e001\u200b;1\x07\n".encode())
    assert table.rows == [("42001", "1")]


def test_an_endless_cell_is_cut() -> None:
    table = read_local_file(f"code;valeur\n42001;{'9' * 100_000}\n".encode())
    assert len(table.rows[0][1]) == 120


def test_many_columns_are_read_up_to_a_limit() -> None:
    line = ";".join(str(rank) + "x" for rank in range(400))
    table = read_local_file(f"{line}\n{line}\n".encode())
    assert len(table.headers) == MAX_COLUMNS


def test_markup_and_formulas_stay_texts() -> None:
    table = read_local_file(
        b"code;valeur\n<script>alert(1)</script>;=HYPERLINK(A1)\n42001;@SUM(A1)\n"
    )
    assert table.rows[0] == ("<script>alert(1)</script>", "=HYPERLINK(A1)")


def test_a_workbook_is_read_like_a_text() -> None:
    table = read_local_file(plain_workbook())
    assert table.rows == [("42001", "12.5"), ("42002", "3.25"), ("42003", "7")]


def test_whole_numbers_of_a_workbook_lose_their_point() -> None:
    table = read_local_file(workbook([("code", "v"), (1001.0, 5.0)]))
    assert table.rows == [("1001", "5")]


def test_a_formula_of_a_workbook_is_not_computed() -> None:
    table = read_local_file(workbook([("code", "v", "n"), ("42001", "=1+1", "a")]))
    assert table.rows == [("42001", "", "a")]


def test_the_first_filled_sheet_is_read_and_named() -> None:
    table = read_local_file(workbook([], [("code", "v"), ("42001", 1)]))
    assert table.rows == [("42001", "1")]
    assert "Feuille 2" in table.notes[0]


def test_a_column_of_a_workbook_may_have_no_name() -> None:
    table = read_local_file(workbook([("code", "v"), ("42001", 1, "note"), ("42002", 2)]))
    assert table.headers == ("code", "v", "Colonne 3")
    assert table.rows == [("42001", "1", "note"), ("42002", "2", "")]


def with_part(name: str, content: bytes) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        parts[name] = content

    return change


def with_doctype(parts: dict[str, bytes]) -> None:
    parts[SHEET] = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + parts[SHEET]


def truncated_sheet(parts: dict[str, bytes]) -> None:
    parts[SHEET] = parts[SHEET][: len(parts[SHEET]) // 2]


def without_book(parts: dict[str, bytes]) -> None:
    del parts["xl/workbook.xml"]


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "vide"),
    "spaces": (b" \r\n\t\n", "vide"),
    "zeros": (bytes(5000), "vide"),
    "header only": (b"code;valeur\n", "que sa ligne d’en-tête"),
    "one column": (b"code\n42001\n42002\n", "qu’une colonne"),
    "too large": (b"42001;1\n" * (MAX_BYTES // 8 + 2), "2 Mo"),
    "too many rows": (b"code;v\n" + b"42001;1\n" * 50_001, "50\u202f000 lignes"),
    "unclosed quote": (b'code;v\n42001;"1\n' + b"42002;2\n" * 40_000, "guillemet"),
    "web page": (b"<!doctype html><html></html>", "page web"),
    "json": (b'{"a": 1}', "JSON"),
    "pdf": (b"%PDF-1.7 x", "PDF"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ancien classeur"),
    "gzip": (b"\x1f\x8b\x08\x00", "gzip"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00", "image"),
    "binary": (random.Random(1).randbytes(4000).replace(b"\x00", b"\x01"), "pas un texte"),
    "zip": (archive({"a.csv": b"code;v\n42001;1"}), "ZIP"),
    "cut zip": (plain_workbook()[:300], "abîmé"),
    "not a zip": (b"PK\x03\x04" + b"x" * 300, "abîmé"),
    "macros": (altered(plain_workbook(), with_part("xl/vbaProject.bin", b"x")), "macros"),
    "old macros": (altered(plain_workbook(), with_part("xl/macrosheets/a.xml", b"x")), "macros"),
    "bomb": (altered(plain_workbook(), with_part("xl/a.bin", bytes(60_000_000))), "trop gros"),
    "many parts": (archive({"[Content_Types].xml": b""} | {f"{n}": b"" for n in range(600)}),
                   "trop gros"),
    "entities": (altered(plain_workbook(), with_doctype), "XML inattendu"),
    "cut sheet": (altered(plain_workbook(), truncated_sheet), "abîmé"),
    "no book": (altered(plain_workbook(), without_book), "abîmé"),
    "many cells": (workbook([["x"] * 60] * 4_300), "trop de cases"),
    "empty sheets": (workbook([], []), "aucune feuille"),
    "wide rows only": (b"code,v\n42001,1,5\n42002,2,5\n", "Vérifiez le séparateur"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_table_is_refused_with_what_to_do(kind: str) -> None:
    content, words = REFUSED[kind]
    with pytest.raises(UnreadableFile, match=words) as told:
        read_local_file(content)
    assert str(told.value)[-1] in ".!"


def test_a_sheet_that_claims_a_far_row_ends_at_once() -> None:
    def far(parts: dict[str, bytes]) -> None:
        parts[SHEET] = parts[SHEET].replace(b'r="4"', b'r="1048576"')

    table = read_local_file(altered(plain_workbook(), far))
    assert [row[0] for row in table.rows] == ["42001", "42002"]


ODD = [b'"', b"\x00", b"\xff\xfe", b"=", b"\r", b";;"]


@pytest.mark.parametrize("seed", range(60))
def test_a_damaged_file_is_read_or_refused_but_never_breaks(seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(plain_workbook() if seed % 3 == 0 else GOOD.encode() * 3)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(content))
        match chance.randrange(3):
            case 0:
                content[place] = chance.randrange(256)
            case 1:
                del content[place : place + chance.randint(1, 9)]
            case _:
                content[place:place] = chance.choice(
                    [b'"', b"\x00", b"\xff\xfe", b"=", b"\r", b";;"]
                )
    try:
        table = read_local_file(bytes(content))
    except UnreadableFile:
        return
    assert {len(row) for row in table.rows} == {len(table.headers)}
    assert len(table.rows) == len(table.lines)
