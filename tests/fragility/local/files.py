"""Makers of files to try: small workbooks and texts of the shapes that people send."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

GOOD = "code;valeur\n42001;12,5\n42002;3,25\n42003;7\n"
SHEET = "xl/worksheets/sheet1.xml"


def workbook(*sheets: Sequence[Sequence[Any]]) -> bytes:
    """Return an Excel file, a sheet for each list of rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for rank, rows in enumerate(sheets, 1):
        sheet = book.create_sheet(f"Feuille {rank}")
        for row in rows:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def archive(parts: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of named parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return stream.getvalue()


def altered(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a workbook whose parts have been changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    change(parts)
    return archive(parts)


def plain_workbook() -> bytes:
    """Return a good workbook of three communes."""
    return workbook([("code", "valeur"), ("42001", 12.5), ("42002", 3.25), ("42003", 7)])
