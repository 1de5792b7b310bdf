"""Excel workbooks of any length: openpyxl draws the template, rows go straight into its XML.

Little time and no memory for a hundred thousand rows. Texts stay texts when somebody edits them:
none can become a formula. It knows nothing of what the rows hold.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, cast
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

#: Rows written at a time.
BATCH = 1_000
#: Longest text of an Excel cell.
CELL_LENGTH = 32_767
_CHUNK_BYTES = 64 * 1024
#: Characters that XML 1.0 cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHEET_PART = "xl/worksheets/sheet1.xml"
_HEADER_FILL = PatternFill("solid", fgColor="FF0F4A45")
_HEADER_FONT = Font(bold=True, color="FFFFFFFF")


def stream_rows(book: Workbook, text_style: int, rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield the bytes of a workbook as the rows of its first sheet come, below its header.

    `rows` have one cell per column of the header: a text (written in `text_style`), a number, or
    None or "" for an empty cell.
    """
    stream = io.BytesIO()
    width = cast(Worksheet, book.worksheets[0]).max_column
    book.save(stream)
    sink = _Sink()
    with (
        zipfile.ZipFile(stream) as parts,
        # Written to what cannot be sought, the archive never needs to be held whole.
        zipfile.ZipFile(cast(IO[bytes], sink), "w", zipfile.ZIP_DEFLATED, compresslevel=4) as out,
    ):
        for part in parts.namelist():
            if part != _SHEET_PART:
                out.writestr(part, parts.read(part))
        head, foot = _around_rows(parts.read(_SHEET_PART).decode())
        with out.open(_SHEET_PART, "w") as sheet:
            sheet.write(head.encode())
            for text in _row_texts(rows, width, text_style):
                sheet.write(text.encode())
                if sink.size >= _CHUNK_BYTES:
                    yield sink.take()
            sheet.write(foot.encode())
    yield sink.take()


class _Sink:
    """What has been written and not yet sent."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.size = 0

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing to do: everything goes out at the next `take`."""

    def take(self) -> bytes:
        """Return what waits, and forget it."""
        content = b"".join(self._pieces)
        self._pieces.clear()
        self.size = 0
        return content


def _around_rows(xml: str) -> tuple[str, str]:
    """Return what stands before and after the rows to come; the size of the sheet is not told."""
    head, end, foot = re.sub(r"<dimension [^>]*/>", "", xml).partition("</sheetData>")
    return head, end + foot


def _row_texts(rows: Iterable[Sequence[Any]], width: int, text_style: int) -> Iterator[str]:
    """Yield the XML of the rows, several at a time, from the second row of the sheet."""
    columns = [get_column_letter(number) for number in range(1, width + 1)]
    pieces: list[str] = []
    for number, row in enumerate(rows, 2):
        pieces.append(f'<row r="{number}">')
        value: Any = None
        for column, value in zip(columns, row, strict=True):
            if value is None or value == "":
                continue
            place = f"{column}{number}"
            if isinstance(value, str):
                pieces.append(
                    f'<c r="{place}" s="{text_style}" t="inlineStr"><is>'
                    f'<t xml:space="preserve">{escape(legal(value))}</t></is></c>'
                )
            else:
                pieces.append(f'<c r="{place}"><v>{value!r}</v></c>')
        if value in (None, ""):
            # Rows end together: readers that stream give them all the same length.
            pieces.append(f'<c r="{columns[-1]}{number}" s="{text_style}"/>')
        pieces.append("</row>")
        if number % BATCH == 0:
            yield "".join(pieces)
            pieces.clear()
    yield "".join(pieces)


def legal(value: str) -> str:
    """Return a text that a cell can hold."""
    return _ILLEGAL.sub("", value)[:CELL_LENGTH]


def dress_header(sheet: Worksheet) -> None:
    """Give the first row of a sheet its colours."""
    for cell in sheet[1]:
        cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL
        cell.alignment = Alignment(vertical="center")


def write_notice(sheet: Worksheet, notice: Sequence[tuple[str, str]]) -> None:
    """Write the (subject, sentence) lines of « Lisez-moi »."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 100
    for number, line in enumerate(notice, 1):
        for column, text in enumerate(line, 1):
            cell = sheet.cell(number, column)
            cell.value = legal(text)
            # Whatever the text begins with, it is no formula.
            cell.data_type, cell.number_format = "s", "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 1).font = Font(bold=True)
