"""From the bytes of a file to rows of cells: encodings, delimiters, quotes, JSON.

It knows formats, not the standard: which columns mean what is `columns.py`'s subject. A file that
cannot be read at all raises `UnreadableFile` with a French sentence that says what to do.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from typing import Any, NamedTuple

from venues.imports.columns import target_of
from venues.imports.findings import Note, fix, warning

DELIMITERS = (",", ";", "\t", "|")
#: Larger files go through the streaming ways of a hub's own tools, not through memory.
FILE_LENGTH = 512 * 1024 * 1024
#: Longest cell kept in memory by the CSV reader; normalisers cut each field much shorter.
CELL_LENGTH = 64 * 1024 * 1024
#: Longest cell kept in the raw row.
RAW_CELL_LENGTH = 20_000
#: What Excel writes on a first line of its own to say which delimiter follows.
_DELIMITER_LINE = re.compile(r"^sep=(?P<delimiter>[,;\t|])\r?\n", re.IGNORECASE)
#: A file is UTF-8 with accidents when so few of its accented characters cannot be read.
_FEW = 20
_UNNAMED = "colonne sans nom "
_OTHER_FORMATS = (
    (b"PK\x03\x04", "un classeur Excel ou une archive ZIP"),
    (b"\x1f\x8b", "un fichier compressé (gzip)"),
    (b"%PDF", "un document PDF"),
    (b"\xd0\xcf\x11\xe0", "un ancien classeur Excel"),
)


class UnreadableFile(ValueError):
    """The file is not rows of data; the message, in French, says why and what to do."""


class ReadFile(NamedTuple):
    """Rows as dictionaries of header → cell, and what was noticed about the file as a whole."""

    headers: list[str]
    rows: list[dict[str, Any]]
    notes: tuple[Note, ...]
    #: Notes about one row: index in `rows` → notes.
    row_notes: dict[int, list[Note]]


def _decode(content: bytes) -> tuple[str, list[Note]]:
    """Decode by byte-order mark, then UTF-8, then the Western Windows code page."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), []
    head = content[:2_000]
    if head.count(b"\x00") > len(head) // 4:
        encoding = "utf-16-le" if head[1:2] == b"\x00" else "utf-16-be"
        return content.decode(encoding, errors="replace"), [_encoding_note("UTF-16")]
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        return _decode_damaged(content)


def _decode_damaged(content: bytes) -> tuple[str, list[Note]]:
    """Decode what is not UTF-8 throughout: UTF-8 with a few broken bytes, else Windows-1252."""
    text = content.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    accented = len(text) - len(text.encode("ascii", "ignore"))
    if lost * _FEW <= accented:
        message = (
            f"{lost} caractères du fichier sont abîmés et n’ont pas pu être lus. Refaites l’export "
            "en « CSV UTF-8 »."
        )
        return text, [warning("caracteres_abimes", message)]
    return content.decode("cp1252", errors="replace"), [_encoding_note("Windows-1252")]


def _encoding_note(name: str) -> Note:
    return fix(
        "encodage",
        "Le fichier n’est pas en UTF-8 : il a été lu autrement. Enregistrez-le en « CSV UTF-8 ».",
        name,
        "UTF-8",
    )


def read_content(content: bytes) -> ReadFile:
    """Read a CSV or JSON file. Raises `UnreadableFile` when there is nothing to read in it."""
    if len(content) > FILE_LENGTH:
        raise UnreadableFile("Le fichier dépasse 512 Mo. Coupez-le en plusieurs fichiers.")
    for mark, name in _OTHER_FORMATS:
        if content.startswith(mark):
            raise UnreadableFile(
                f"Ce fichier est {name}. Enregistrez le tableau en « CSV UTF-8 », puis recommencez."
            )
    text, notes = _decode(content)
    start = text[:5_000].lstrip("\ufeff \t\r\n")
    if not start:
        raise UnreadableFile("Le fichier est vide. Vérifiez l’export, puis recommencez.")
    if start.startswith("<"):
        raise UnreadableFile(
            "Ceci est une page web ou un fichier XML, pas un tableau de lieux. Téléchargez le "
            "fichier lui-même (CSV ou JSON), puis recommencez."
        )
    read = _read_json(text) if start[0] in "[{" else _read_csv(text.lstrip("\ufeff"))
    if not read.rows:
        raise UnreadableFile("Le fichier ne contient aucune ligne de données.")
    return read._replace(notes=(*notes, *read.notes))


# --- CSV ---------------------------------------------------------------------------------------


def _delimiter_of(header: str) -> str:
    """Return the delimiter that makes the most known columns of a header, then the most cells."""

    def score(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:
            return (0, 0)
        return (sum(target_of(cell) is not None for cell in cells), len(cells))

    return max(DELIMITERS, key=score)


def _read_csv(text: str) -> ReadFile:
    csv.field_size_limit(CELL_LENGTH)
    told = _DELIMITER_LINE.match(text)
    text = text[told.end() :] if told else text
    first_line = text[: text.find("\n") if "\n" in text else len(text)]
    delimiter = told["delimiter"] if told else _delimiter_of(first_line[:100_000])
    table, notes = _parse(text, delimiter)
    if not table:
        raise UnreadableFile("Le fichier est vide. Vérifiez l’export, puis recommencez.")
    headers, header_notes = _headers(table[0])
    rows: list[dict[str, Any]] = []
    row_notes: dict[int, list[Note]] = {}
    for cells in table[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(headers) and (note := _length_note(cells, headers)):
            row_notes.setdefault(len(rows), []).append(note)
        rows.append(_row(headers, cells))
    unnamed = {
        name for name in headers if _is_unnamed(name) and not any(name in row for row in rows)
    }
    kept = [name for name in dict.fromkeys(headers) if name not in unnamed]
    return ReadFile(kept, rows, (*notes, *header_notes), row_notes)


def _parse(text: str, delimiter: str) -> tuple[list[list[str]], list[Note]]:
    """Return the rows: strict when the quotes allow it, else lenient and told."""
    strict = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    row_line = 1
    try:
        for cells in strict:
            rows.append(cells)
            row_line = strict.line_num + 1
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise UnreadableFile(
                f"Un guillemet ouvert à la ligne {row_line} du fichier n’est jamais refermé. "
                "Refermez-le ou doublez-le, puis recommencez."
            ) from None
        return _parse_leniently(text, delimiter, row_line)
    return rows, []


def _parse_leniently(
    text: str, delimiter: str, fault_line: int
) -> tuple[list[list[str]], list[Note]]:
    lenient = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = list(lenient)
    except csv.Error:
        raise UnreadableFile(
            f"La ligne {lenient.line_num} du fichier ne peut pas être lue : une cellule est "
            "démesurée. Vérifiez ses guillemets."
        ) from None
    note = warning(
        "guillemets",
        f"Guillemets mal placés à la ligne {fault_line} du fichier : ils ont été lus "
        "tels quels. Doublez les guillemets à l’intérieur d’un texte.",
    )
    return rows, [note]


def _headers(cells: list[str]) -> tuple[list[str], list[Note]]:
    """Return the header names; a column without one gets its number, a name met twice is told."""
    headers = [
        cell.replace("\x00", "").strip() or f"{_UNNAMED}{number}"
        for number, cell in enumerate(cells, 1)
    ]
    notes = []
    repeated = sorted({name for name in headers if headers.count(name) > 1})
    if repeated:
        notes.append(
            warning(
                "entetes_repetes",
                "Des colonnes portent le même nom : la première case remplie est gardée.",
                before=", ".join(repeated),
            )
        )
    return headers, notes


def _is_unnamed(header: str) -> bool:
    return header.startswith(_UNNAMED)


def _length_note(cells: list[str], headers: list[str]) -> Note | None:
    extra = [cell for cell in cells[len(headers) :] if cell.strip()]
    if extra:
        return warning(
            "cases_en_trop",
            f"La ligne a {len(cells)} cases pour {len(headers)} colonnes : un séparateur est "
            "peut-être de trop dans un texte sans guillemets.",
            before=" | ".join(extra),
        )
    if len(cells) < len(headers):
        return warning(
            "cases_manquantes",
            f"La ligne a {len(cells)} cases pour {len(headers)} colonnes : les dernières sont "
            "lues comme vides.",
        )
    return None


def _row(headers: list[str], cells: list[str]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for header, cell in zip(headers, cells, strict=False):
        if not row.get(header) and (cell or not _is_unnamed(header)):
            row[header] = cell
    return row


# --- JSON --------------------------------------------------------------------------------------


def _read_json(text: str) -> ReadFile:
    repeated: dict[str, None] = {}

    def as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Keep the first filled value of a key written twice, and remember that it was."""
        item = dict(pairs)
        if len(item) < len(pairs):
            item = {}
            for key, value in pairs:
                if key in item:
                    repeated[key] = None
                if item.get(key) in (None, ""):
                    item[key] = value
        return item

    try:
        document = json.loads(
            text,
            parse_constant=lambda name: None,
            parse_int=_whole_number,
            object_pairs_hook=as_object,
        )
        read = _json_rows(_items(document))
    except json.JSONDecodeError as error:
        raise UnreadableFile(
            f"Le fichier JSON s’arrête d’être lisible à la ligne {error.lineno}, "
            f"colonne {error.colno}. Corrigez-le ou demandez un nouvel export."
        ) from None
    except RecursionError:
        raise UnreadableFile(
            "Le fichier JSON est imbriqué trop profondément : une simple liste de lieux est "
            "attendue."
        ) from None
    if not repeated:
        return read
    message = "Des fiches portent deux fois la même clé : la première valeur remplie est gardée."
    return read._replace(notes=(warning("cles_repetees", message, ", ".join(repeated)),))


def _json_rows(items: list[Any]) -> ReadFile:
    headers: dict[str, None] = {}
    rows: list[dict[str, Any]] = []
    row_notes: dict[int, list[Note]] = {}
    for item in items:
        if not isinstance(item, dict):
            note = warning(
                "ligne_non_objet",
                "Cet élément de la liste n’est pas une fiche (un objet JSON).",
                before=item,
            )
            row_notes.setdefault(len(rows), []).append(note)
            item = {}
        row = {_plain_text(key).replace("\x00", ""): _cell(value) for key, value in item.items()}
        headers.update(dict.fromkeys(row))
        rows.append(row)
    return ReadFile(list(headers), rows, (), row_notes)


def _whole_number(digits: str) -> int | str:
    """Keep absurdly long numbers as text: Python refuses to convert them, people must see them."""
    return int(digits) if len(digits) <= 18 else digits


def _items(document: Any) -> list[Any]:
    """Return the list of venues: the document itself, the one it holds, or the document alone."""
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        lists = [value for value in document.values() if isinstance(value, list)]
        of_objects = [value for value in lists if any(isinstance(one, dict) for one in value)]
        if len(of_objects) == 1:
            return of_objects[0]
        if any(target_of(key) == "nom" for key in document):
            return [document]
        if len(lists) == 1:
            return lists[0]
    raise UnreadableFile(
        "Le fichier JSON ne contient pas de liste de lieux. La forme attendue est "
        '[{"id": …, "nom": …}, …].'
    )


def _plain_text(text: str) -> str:
    """Replace lone surrogates, which no database can store."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _cell(value: Any) -> Any:
    """Return a JSON value as a cell: text, number, « oui » or « non », lists joined by « | »."""
    if isinstance(value, str):
        return _plain_text(value)
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list):
        cells = (str(_cell(item)) for item in value)
        return "|".join(cell for cell in cells if cell)
    return _plain_text(json.dumps(value, ensure_ascii=False))


def kept_raw(row: dict[str, Any]) -> dict[str, Any]:
    """Return the row as it is kept for ever: blank cells dropped, endless cells cut, no NUL."""
    return {header: _kept(cell) for header, cell in row.items() if cell not in ("", None)}


def _kept(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    # No database stores a NUL in JSON.
    text = cell.replace("\x00", "") if "\x00" in cell else cell
    return text if len(text) <= RAW_CELL_LENGTH else text[:RAW_CELL_LENGTH] + "…"
