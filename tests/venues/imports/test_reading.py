"""From the bytes of a file to rows of cells."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest

from tests.venues.imports.rows import csv_bytes, json_bytes, row
from venues.imports.reading import (
    RAW_CELL_LENGTH,
    ReadFile,
    UnreadableFile,
    kept_raw,
    read_content,
)

PLAIN = "id,nom,commune\n1,Médiathèque,Reims\n"


def codes(read: ReadFile) -> list[str]:
    return [note.code for note in read.notes]


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as error:
        read_content(content)
    return str(error.value)


# --- Delimiters and encodings ------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_common_delimiter_is_recognised(delimiter: str) -> None:
    read = read_content(csv_bytes([row()], delimiter))

    assert read.rows == [row()]


def test_commas_inside_a_quoted_header_do_not_hide_the_true_delimiter() -> None:
    read = read_content(b'"id";"nom";"a,b,c,d,e"\n1;Relais;x\n')

    assert read.headers == ["id", "nom", "a,b,c,d,e"]


def test_the_delimiter_line_of_excel_is_obeyed() -> None:
    read = read_content(b"sep=;\r\nid;nom\r\n1;Relais\r\n")

    assert read.rows == [{"id": "1", "nom": "Relais"}]


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("utf-16", []),
        ("utf-32", []),
        ("utf-16-le", ["encodage"]),
        ("utf-16-be", ["encodage"]),
        ("cp1252", ["encodage"]),
    ],
)
def test_a_file_is_read_in_the_encoding_it_was_written_in(encoding: str, told: list[str]) -> None:
    read = read_content(PLAIN.encode(encoding))

    assert read.rows == [{"id": "1", "nom": "Médiathèque", "commune": "Reims"}]
    assert codes(read) == told


def test_one_broken_byte_does_not_spoil_the_accents_of_the_whole_file() -> None:
    text = "id,nom\n" + "".join(f"{number},Médiathèque d’été\n" for number in range(20))

    read = read_content(text.encode() + b"21,Caf\xe9\n")

    assert read.rows[0]["nom"] == "Médiathèque d’été"
    assert codes(read) == ["caracteres_abimes"]


# --- Rows and cells of CSV -----------------------------------------------------------------------


def test_line_breaks_inside_quotes_stay_in_their_cell() -> None:
    read = read_content(b'id,nom,commune\r\n1,"Relais\r\nNord",Reims\r\n2,Sud,Reims\r\n')

    assert [one["nom"] for one in read.rows] == ["Relais\r\nNord", "Sud"]


def test_old_macintosh_line_ends_are_read() -> None:
    assert read_content(PLAIN.replace("\n", "\r").encode()).rows[0]["commune"] == "Reims"


def test_an_unclosed_quote_is_refused_with_the_line_where_it_opens() -> None:
    message = refusal(b'id,nom\n1,"a\nb"\n2,"Relais\n3,Sud\n4,Est\n')

    assert "Un guillemet ouvert à la ligne 4" in message


def test_misplaced_quotes_are_read_as_they_are_and_told() -> None:
    read = read_content(b'id,nom,commune\n1,"Relais" nord,Reims\n2,Le "Lab,Reims\n')

    assert [one["nom"] for one in read.rows] == ["Relais nord", 'Le "Lab']
    assert "ligne 2 du fichier" in read.notes[0].message


def test_blank_lines_are_not_rows() -> None:
    read = read_content(b"id,nom\n\n1,Nord\n,,\n   \n2,Sud\n\n")

    assert [one["id"] for one in read.rows] == ["1", "2"]


def test_missing_cells_are_read_as_blank_and_told_on_their_row() -> None:
    read = read_content(b"id,nom,commune\n1,Nord,Reims\n2,Sud\n")

    assert {index: [note.code for note in notes] for index, notes in read.row_notes.items()} == {
        1: ["cases_manquantes"]
    }


def test_cells_in_excess_are_told_with_what_they_hold() -> None:
    read = read_content(b"id,nom\n1,Relais, Nord,x\n")

    (note,) = read.row_notes[0]
    assert (note.code, note.before) == ("cases_en_trop", " Nord | x")


def test_empty_cells_in_excess_are_no_fault() -> None:
    assert read_content(b"id,nom\n1,Relais,,\n").row_notes == {}


def test_of_two_columns_of_one_name_the_first_filled_cell_is_kept_and_told() -> None:
    read = read_content(b"id,nom,nom\n1,,Relais\n2,Nord,Sud\n")

    assert [one["nom"] for one in read.rows] == ["Relais", "Nord"]
    assert codes(read) == ["entetes_repetes"]


def test_a_filled_column_without_a_name_is_kept_under_its_number() -> None:
    read = read_content(b"id,,nom\n1,bureau 4,Relais\n")

    assert read.rows == [{"id": "1", "colonne sans nom 2": "bureau 4", "nom": "Relais"}]
    assert "colonne sans nom 2" in read.headers


def test_an_empty_column_without_a_name_is_forgotten() -> None:
    read = read_content(b"id,nom,\n1,Relais,\n")

    assert read.headers == ["id", "nom"]


def test_a_cell_of_ten_megabytes_is_read_whole_and_kept_short() -> None:
    read = read_content(b"id,nom\n1," + b"x" * 10_000_000 + b"\n")

    assert len(read.rows[0]["nom"]) == 10_000_000
    assert len(kept_raw(read.rows[0])["nom"]) == RAW_CELL_LENGTH + 1


def test_a_nul_is_never_kept_in_the_row_that_is_stored() -> None:
    read = read_content(b"id,no\x00m\n1,Re\x00lais\n")

    assert kept_raw(read.rows[0]) == {"id": "1", "nom": "Relais"}


# --- Files that are not rows ---------------------------------------------------------------------


def _zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("lieux.csv", PLAIN)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"\xef\xbb\xbf", "vide"),
        (b" \r\n \n", "vide"),
        (b"id,nom,commune\n", "aucune ligne de données"),
        (b"[]", "aucune ligne de données"),
        (b"\x00" * 4_000, "aucune ligne de données"),
        (b"<!DOCTYPE html><html></html>", "page web"),
        (b"\n <HTML><body>404", "page web"),
        (b'<?xml version="1.0"?><lieux/>', "page web ou un fichier XML"),
        (_zip(), "classeur Excel ou une archive ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "ancien classeur Excel"),
        (gzip.compress(PLAIN.encode(), mtime=0), "gzip"),
        (b"%PDF-1.7", "PDF"),
    ],
)
def test_what_is_not_a_table_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    message = refusal(content)

    assert said in message
    assert message.endswith(".")


# --- JSON ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [
        [{"id": "1", "nom": "Relais"}],
        {"total": 1, "results": [{"id": "1", "nom": "Relais"}]},
        {"champs": ["id", "nom"], "lieux": [{"id": "1", "nom": "Relais"}]},
        {"id": "1", "nom": "Relais"},
    ],
)
def test_a_list_of_venues_is_found_bare_wrapped_or_alone(document: object) -> None:
    assert read_content(json.dumps(document).encode()).rows == [{"id": "1", "nom": "Relais"}]


def test_the_lists_of_a_venue_alone_are_its_cells() -> None:
    read = read_content(b'{"nom": "Relais", "services": ["a", "b"]}')

    assert read.rows == [{"nom": "Relais", "services": "a|b"}]


@pytest.mark.parametrize("document", ['{"a": [{"x": 1}], "b": [{"x": 2}]}', '{"a": {"b": 1}}'])
def test_json_without_one_list_of_venues_is_refused(document: str) -> None:
    assert "pas de liste de lieux" in refusal(document.encode())


def test_truncated_json_is_refused_with_line_and_column() -> None:
    assert "ligne 2, colonne 8" in refusal(b'[{"id": 1,\n"nom": "Rel')


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 10_000,
        b'[{"nom":' + b"[" * 10_000 + b"]" * 10_000 + b"}]",
        b'[{"nom":' + b'{"a":' * 10_000 + b"1" + b"}" * 10_000 + b"}]",
        b'[{"nom":' + b"[" * 900 + b"]" * 900 + b"}]",
    ],
)
def test_json_nested_without_end_is_refused(content: bytes) -> None:
    assert "imbriqué trop profondément" in refusal(content)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("NaN", ""),
        ("Infinity", ""),
        ("-Infinity", ""),
        ("1e999", ""),
        ("null", ""),
        ("true", "oui"),
        ("false", "non"),
        ("45.5", 45.5),
        ("9" * 5_000, "9" * 5_000),
        ('"\\ud800x"', "?x"),
        ('["a", ["b", "c"], null, ""]', "a|b|c"),
        ('{"k": ["v"]}', '{"k": ["v"]}'),
    ],
)
def test_every_json_value_becomes_a_cell(value: str, cell: object) -> None:
    read = read_content(f'[{{"nom": "Relais", "x": {value}}}]'.encode())

    assert read.rows[0]["x"] == cell


def test_a_key_written_twice_keeps_its_first_filled_value_and_is_told() -> None:
    read = read_content(b'[{"nom": "", "nom": "Nord", "nom": "Sud"}]')

    assert read.rows == [{"nom": "Nord"}]
    assert [(note.code, note.before) for note in read.notes] == [("cles_repetees", "nom")]


def test_what_is_no_venue_in_the_list_is_a_row_that_is_told() -> None:
    read = read_content(b'[1, "x", null, [], {"nom": "Relais"}]')

    assert len(read.rows) == 5
    assert sorted(read.row_notes) == [0, 1, 2, 3]


def test_keys_of_other_languages_are_only_names() -> None:
    read = read_content(b'[{"nom": "Relais", "__proto__": {"a": 1}, "constructor": "x"}]')

    assert read.rows[0]["__proto__"] == '{"a": 1}'


def test_json_in_utf_16_is_read() -> None:
    assert read_content(json_bytes([row()]).decode().encode("utf-16")).rows == [row()]
