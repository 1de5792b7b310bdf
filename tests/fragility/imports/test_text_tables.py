"""Formats: what is read as columns of text, what is refused and with which words."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from fragility.imports import text_tables
from fragility.imports.text_tables import (
    RefusedFile,
    lines_of,
    open_texts,
    read_cells,
    refuse_unknown_columns,
    require_columns,
)
from tests.fragility.imports.samples import gzipped, opened, zipped

TEXT = "code;nom;part\n01001;Bâgé;12,5\n2A004;Ajaccio;s\n"


def written(folder: Path, content: bytes | str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(RefusedFile) as caught:
        read_cells(opened(path), ["code", "part"])
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("cp1252"), "cp1252"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.replace("\n", "\r\n").encode(), "utf-8"),
        (TEXT.replace(";", ",").replace("12,5", '"12,5"').encode(), "utf-8"),
        (TEXT.replace(";", "\t").encode(), "utf-8"),
        (("\n\n" + TEXT + "\n\n").encode(), "utf-8"),
    ],
)
def test_a_table_is_read_whatever_its_encoding_and_delimiter(
    tmp_path: Path, content: bytes, encoding: str
) -> None:
    file = opened(written(tmp_path, content))
    cells = read_cells(file, ["code", "nom", "part"])
    assert file.encoding == encoding
    assert cells["code"].tolist() == ["01001", "2A004"]
    assert cells["nom"].tolist() == ["Bâgé", "Ajaccio"]
    assert cells["part"].tolist() == ["12,5", "s"]


def test_an_accent_far_from_the_beginning_is_still_western(tmp_path: Path) -> None:
    rows = "".join(f"{rank:05d};Ville;1\n" for rank in range(40_000))
    path = written(tmp_path, f"code;nom;part\n{rows}99999;Bâgé;1\n".encode("cp1252"))
    assert opened(path).encoding == "cp1252"
    assert read_cells(opened(path), ["nom"])["nom"].iloc[-1] == "Bâgé"


def test_cells_lose_their_spaces_and_keep_their_zeros(tmp_path: Path) -> None:
    cells = read_cells(
        opened(written(tmp_path, "code;part\n 01001 ;\u00a012 \n")), ["code", "part"]
    )
    assert cells.iloc[0].tolist() == ["01001", "12"]


def test_a_packed_table_is_read(tmp_path: Path) -> None:
    path = gzipped(written(tmp_path, TEXT))
    assert read_cells(opened(path), ["code"])["code"].tolist() == ["01001", "2A004"]


def test_the_data_of_an_archive_are_read_and_its_metadata_left(tmp_path: Path) -> None:
    path = zipped(
        written(tmp_path, TEXT),
        "dossier/data.csv",
        meta_data__csv="COD_VAR;LIB\n1;2\n",
        lisezmoi__txt="…",
    )
    file = opened(path)
    assert (file.name, file.label) == ("data.csv", "table.zip › dossier/data.csv")
    assert len(read_cells(file, ["code"])) == 2


def test_a_title_line_is_kept_apart_from_the_header(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "Données, au 30/09/2019;;\n" + TEXT))
    assert file.title == "Données, au 30/09/2019"
    assert file.columns == ("code", "nom", "part")
    assert len(read_cells(file, ["code"])) == 2


def test_only_the_rows_wanted_are_kept_with_their_rank(tmp_path: Path) -> None:
    path = written(tmp_path, "code;sexe\n1;F\n2;_T\n3;M\n4;_T\n")
    cells = read_cells(opened(path), ["code"], keep={"sexe": ("_T",)})
    assert cells["code"].tolist() == ["2", "4"]
    assert cells.index.tolist() == [1, 3]


def test_line_numbers_are_those_of_an_editor(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "Titre\n\ncode;nom;part\n\n1;a;1\n\n\n2;b;1\n"))
    assert lines_of(file, [0, 1]) == [5, 8]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "est vide"),
        (b"\n \n", "est vide"),
        (b"<!DOCTYPE html><html><body>Erreur 503</body></html>", "page web"),
        (b"\n  <html lang=fr>", "page web"),
        (b"%PDF-1.7", "document PDF"),
        (b'{"error": "quota"}', "fichier JSON"),
        (b"7z\xbc\xaf\x27\x1c", "archive 7z"),
        (b"PAR1\x15\x04", "Parquet"),
        (b"\xd0\xcf\x11\xe0\xa1", "ancien classeur Excel"),
        (b"\x1f\x8b\x08\x00broken", "abîmé ou incomplet"),
        (b"PK\x03\x04broken", "abîmé ou incomplet"),
        (b"code;part\n1;\x00\n", "octets nuls"),
    ],
)
def test_what_is_not_a_table_is_refused_in_french(
    tmp_path: Path, content: bytes, words: str
) -> None:
    assert words in refusal(written(tmp_path, content))


def test_a_table_without_rows_is_refused(tmp_path: Path) -> None:
    assert "aucune ligne" in refusal(written(tmp_path, "code;part\n"))


@pytest.mark.parametrize(
    ("tail", "cells"), [("1;2;3\n", "3 cellules au lieu de 2"), ("1\n", "1 cellules au lieu de 2")]
)
def test_a_row_of_another_width_is_refused_with_its_line(
    tmp_path: Path, tail: str, cells: str
) -> None:
    message = refusal(written(tmp_path, "code;part\n1;2\n" + tail))
    assert cells in message
    assert "tronqué" in message
    assert "ligne 3" in message


def test_an_excel_workbook_is_refused_with_what_to_take_instead(tmp_path: Path) -> None:
    path = zipped(written(tmp_path, TEXT), "xl/sheet1.xml", **{"[Content_Types]__xml": "<Types/>"})
    with pytest.raises(RefusedFile, match=r"classeur Excel\. Prenez la version CSV"):
        open_texts(path)


def test_an_archive_without_data_is_refused(tmp_path: Path) -> None:
    path = zipped(written(tmp_path, TEXT, "metadata.csv"))
    with pytest.raises(RefusedFile, match="aucun fichier CSV"):
        open_texts(path)


def test_a_bomb_is_refused_before_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_tables, "MAX_BYTES", 1000)
    packed = tmp_path / "bombe.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.csv", "code;part\n" + "1;2\n" * 10_000)
    with pytest.raises(RefusedFile, match="trop gros"):
        open_texts(packed)
    bomb = gzipped(written(tmp_path, "code;part\n" + "1;2\n" * 100_000))
    with pytest.raises(RefusedFile, match="trop gros"):
        open_texts(bomb)


def test_a_changed_header_says_what_is_missing_found_and_expected(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "codgeo;part;part\n1;2;3\n"))
    with pytest.raises(RefusedFile) as caught:
        require_columns(file, ["code", "part"])
    message = str(caught.value)
    assert "Colonnes manquantes : code." in message
    assert "Colonnes en double : part." in message
    assert "Autres colonnes trouvées : codgeo." in message
    assert "Colonnes attendues : code, part." in message
    assert "vérifiez son adresse" in message


def test_a_column_repeated_outside_what_is_read_does_no_harm(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "code;autre;autre\n1;2;3\n"))
    assert read_cells(file, ["code"])["code"].tolist() == ["1"]


def test_an_unknown_dimension_is_refused(tmp_path: Path) -> None:
    file = opened(written(tmp_path, "GEO;SEXE;OBS_VALUE\n1;F;3\n"))
    with pytest.raises(RefusedFile, match="colonnes inconnues : SEXE"):
        refuse_unknown_columns(file, {"GEO", "OBS_VALUE"})


def test_a_hostile_cell_stays_text(tmp_path: Path) -> None:
    hostile = '=HYPERLINK("http://x")'
    path = written(tmp_path, 'code;nom\n1;"=HYPERLINK(""http://x"")"\n')
    assert read_cells(opened(path), ["nom"])["nom"].tolist() == [hostile]
