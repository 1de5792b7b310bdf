"""The workbook of an export of coverage: « Couverture » (the rows) and « Lisez-moi ».

It knows neither requests nor what the columns mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from django.conf import settings
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ifn_site.workbooks import dress_header, stream_rows, write_notice

_WIDTHS = {"nom": 34, "decroissance": 40, "regle": 30}
_WIDTH = 15


def workbook_chunks(
    names: Sequence[str], rows: Iterable[Sequence[Any]], notice: Sequence[tuple[str, str]]
) -> Iterator[bytes]:
    """Yield the bytes of a workbook as its rows come; texts (codes above all) stay texts."""
    book = Workbook()
    book.properties.creator = settings.SITE_NAME
    sheet = cast(Worksheet, book.active)
    sheet.title = "Couverture"
    sheet.freeze_panes = "A2"
    sheet.append(list(names))
    for number, name in enumerate(names, 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = _WIDTHS.get(name, _WIDTH)
        if name in ("code", "code_demande"):
            column.number_format = "@"
    dress_header(sheet)
    text_style = int(sheet.column_dimensions[get_column_letter(names.index("code") + 1)].style_id)
    write_notice(book.create_sheet("Lisez-moi"), notice)
    return stream_rows(book, text_style, rows)
