"""The first filled sheet of an Excel workbook as rows of texts, read with guards.

The archive is measured before it is unpacked; macros, entities and unknown workbooks are refused;
formulas give their last result and are never computed. It knows nothing of territories.
"""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile
from typing import Any

from openpyxl import load_workbook

from fragility.local.reading import MAX_COLUMNS, MAX_ROWS, UnreadableFile

_MAX_PARTS = 500
_MAX_UNPACKED = 40 * 1024 * 1024
#: Cells take time to read: a file of two columns has at most a hundred thousand.
_MAX_CELLS = 250_000
_SAVE_AS = "Enregistrez la feuille en « CSV UTF-8 », puis choisissez ce fichier-là."
#: What entities are declared by, in the two encodings that XML readers take.
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
#: Rows above the data that may be a title.
_SPARE_ROWS = 20


def workbook_rows(content: bytes) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """Return (line, cells) of each filled row, and notes. Raises `UnreadableFile`."""
    _check_archive(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _sheet_rows(content)
    except UnreadableFile:
        raise
    except Exception as error:
        # openpyxl raises whatever a damaged part makes it stumble on.
        raise UnreadableFile(f"Ce classeur est abîmé et ne peut pas être lu. {_SAVE_AS}") from error


def _check_archive(content: bytes) -> None:
    """Refuse what is no plain workbook, before anything large is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename.lower() for part in parts}
            if "[content_types].xml" not in names:
                raise UnreadableFile(
                    f"Ce fichier est une archive ZIP ou un classeur LibreOffice. {_SAVE_AS}"
                )
            if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > _MAX_UNPACKED:
                raise UnreadableFile(
                    "Ce classeur est trop gros une fois ouvert (40 Mo au plus). Gardez une seule "
                    "feuille, avec les codes et les valeurs."
                )
            if any(part.flag_bits & 1 for part in parts):
                raise UnreadableFile(f"Ce classeur est protégé par un mot de passe. {_SAVE_AS}")
            if any("vbaproject" in name or "/macrosheets/" in name for name in names):
                raise UnreadableFile(f"Ce classeur contient des macros : il est refusé. {_SAVE_AS}")
            for part in parts:
                # No more than the size that was declared, and counted, is ever unpacked.
                text = archive.read(part)
                if any(mark in text for mark in _DOCTYPES):
                    raise UnreadableFile(f"Ce classeur contient du XML inattendu. {_SAVE_AS}")
    except UnreadableFile:
        raise
    except Exception as error:
        raise UnreadableFile(f"Ce classeur est abîmé et ne peut pas être lu. {_SAVE_AS}") from error


def _sheet_rows(content: bytes) -> tuple[list[tuple[int, list[str]]], list[str]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [one for one in book.worksheets if one.sheet_state == "visible"]
        for sheet in sheets:
            sheet.reset_dimensions()
            rows = _rows(sheet)
            if not rows:
                continue
            if len(sheets) == 1:
                return rows, []
            title = str(sheet.title)[:60]
            return rows, [f"Le classeur a {len(sheets)} feuilles : « {title} » a été lue."]
    finally:
        book.close()
    raise UnreadableFile("Ce classeur n’a aucune feuille remplie. Vérifiez-le, puis recommencez.")


def _rows(sheet: Any) -> list[tuple[int, list[str]]]:
    """Return the filled rows of a sheet, within the limits."""
    last = MAX_ROWS + _SPARE_ROWS
    rows: list[tuple[int, list[str]]] = []
    count = widest = 0
    cells = sheet.iter_rows(max_row=last, max_col=MAX_COLUMNS, values_only=True)
    for line, values in enumerate(cells, 1):
        width = len(values)
        while width and values[width - 1] is None:
            width -= 1
        texts = [_text(value) for value in values[:width]]
        if not any(texts):
            continue
        rows.append((line, texts))
        widest, count = max(widest, width), count + width
        if count > _MAX_CELLS:
            raise UnreadableFile(
                "Cette feuille a trop de cases remplies. Gardez la colonne des codes et celle des "
                "valeurs, ou enregistrez la feuille en « CSV UTF-8 »."
            )
    # Columns without a name in the header are columns all the same.
    return [
        (line, texts + [""] * (widest - len(texts)) if rank < _SPARE_ROWS else texts)
        for rank, (line, texts) in enumerate(rows)
    ]


def _text(value: Any) -> str:
    """Return the value of a cell as a text: 1001.0 is 1001, a date is written year first."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "vrai" if value else "faux"
    if isinstance(value, float):
        return f"{int(value)}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value)
