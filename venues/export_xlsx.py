"""The directory as an Excel workbook: the standard's template, with its lists to choose from.

Three sheets: « Lieux » (the 32 fields, one row a venue), « Lisez-moi » (what the file is) and
« Listes » (every value that the standard allows). It knows neither requests nor answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

from django.conf import settings
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ifn_site.workbooks import dress_header, stream_rows, write_notice
from venues import vocabulary
from venues.standard import ENUMERATED, FIELDS, SEPARATOR

#: The last row of a sheet.
_LAST_ROW = 1_048_576
_NUMBERS = ("latitude", "longitude")
_WIDTHS = {
    "id": 14, "pivot": 17, "nom": 38, "commune": 22, "code_postal": 12, "code_insee": 12,
    "adresse": 32, "latitude": 12, "longitude": 12, "typologie": 14, "horaires": 34,
    "services": 46, "presentation_resume": 40, "presentation_detail": 40, "date_maj": 13,
}  # fmt: skip
_WIDTH = 26
_SEVERAL = f"Plusieurs valeurs : séparez-les par {SEPARATOR} sans espace."


def xlsx_chunks(
    rows: Iterable[dict[str, Any]], notice: Sequence[tuple[str, str]]
) -> Iterator[bytes]:
    """Yield the bytes of a workbook as its rows come.

    `rows`: rows of the standard (`standard.row_of`); `notice`: the (subject, sentence) lines of
    « Lisez-moi ». Every cell but coordinates is text, and stays text when somebody edits it: none
    can become a formula.
    """
    book = Workbook()
    book.properties.creator = settings.SITE_NAME
    sheet = cast(Worksheet, book.active)
    sheet.title = "Lieux"
    text_style = _lay_out(sheet)
    write_notice(book.create_sheet("Lisez-moi"), notice)
    _add_choices(book, sheet)
    return stream_rows(book, text_style, (tuple(row.values()) for row in rows))


def _lay_out(sheet: Worksheet) -> int:
    """Write the header of « Lieux »; return the style of its text cells."""
    sheet.freeze_panes = "A2"
    sheet.append(list(FIELDS))
    for number, name in enumerate(FIELDS, 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width = _WIDTHS.get(name, _WIDTH)
        if name not in _NUMBERS:
            column.number_format = "@"
    dress_header(sheet)
    return int(sheet.column_dimensions["A"].style_id)


def _add_choices(book: Workbook, sheet: Worksheet) -> None:
    """Write every value that the standard allows, and offer them under each enumerated column."""
    lists = book.create_sheet("Listes")
    lists.freeze_panes = "A2"
    names = list(FIELDS)
    for number, field in enumerate(ENUMERATED, 1):
        letter = get_column_letter(number)
        values = _values(field)
        lists.column_dimensions[letter].width = 44
        for row, text in enumerate([field, *values], 1):
            lists.cell(row, number).value = text
        listed = f"Listes!${letter}$2:${letter}${len(values) + 1}"
        column = get_column_letter(names.index(field) + 1)
        sheet.add_data_validation(_choice(field, listed, f"{column}2:{column}{_LAST_ROW}"))
    number = len(ENUMERATED) + 1
    lists.column_dimensions[get_column_letter(number)].width = 60
    labels = [term.label for term in vocabulary.TYPOLOGY]
    for row, text in enumerate(["typologie : sens des codes", *labels], 1):
        lists.cell(row, number).value = text
    dress_header(lists)


def _values(field: str) -> list[str]:
    """Return the values of a field as its cells hold them: labels, or codes for the typology."""
    terms = vocabulary.VOCABULARIES[field]
    return [term.code if field == "typologie" else term.label for term in terms]


def _choice(field: str, listed: str, cells: str) -> DataValidation:
    """Return the drop-down of a column; what is typed is never refused, since a cell may hold
    several values."""
    help_text = _SEVERAL
    if field == "typologie":
        help_text = f"Codes expliqués dans la feuille « Listes ». {_SEVERAL}"
    return DataValidation(
        type="list",
        formula1=listed,
        allow_blank=True,
        showErrorMessage=False,
        showInputMessage=True,
        promptTitle=field[:32],
        prompt=help_text,
        sqref=cells,
    )
