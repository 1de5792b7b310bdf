"""From the bytes of a file that somebody chose to a header and rows of texts.

Everything stays in memory. Formulas are texts or their last result, never computed; workbooks
with macros are refused. What cannot be read raises `UnreadableFile`, with a French sentence that
says what to do. It knows nothing of territories.
"""

from __future__ import annotations

import csv
import io
import re
from typing import NamedTuple

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 60
#: Longest cell that is kept: codes and numbers are far shorter.
MAX_CELL = 120
#: Lines that may stand above the header: a title, a date, nothing.
_MAX_TITLES = 15
_SAMPLE = 40
_DELIMITERS = (";", "\t", ",", "|")
_OTHER_FORMATS = (
    (b"\x1f\x8b", "un fichier compressé (gzip)"),
    (b"7z\xbc\xaf", "une archive 7z"),
    (b"Rar!", "une archive RAR"),
    (b"%PDF", "un document PDF"),
    (b"\xd0\xcf\x11\xe0", "un ancien classeur Excel (.xls) ou un classeur protégé"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"PAR1", "un fichier Parquet"),
    (b"SQLite format 3", "une base de données"),
    (b"{\\rtf", "un document de texte"),
)
_SAVE_AS = "Enregistrez le tableau en « CSV UTF-8 » ou en « .xlsx », puis choisissez-le de nouveau."
#: Invisible and direction-changing characters, and controls.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)
_SPACES = re.compile(r"\s+")
_SURROGATES = re.compile("[\ud800-\udfff]")


class UnreadableFile(ValueError):
    """The file is not a table that can be read; the message, in French, says what to do."""


class LocalTable(NamedTuple):
    """A table of texts: each row has one cell per header; `lines` are its lines in the file.

    `notes` are French sentences about the file as a whole; `broken` the lines of another width.
    """

    headers: tuple[str, ...]
    rows: list[tuple[str, ...]]
    lines: list[int]
    notes: tuple[str, ...] = ()
    broken: tuple[int, ...] = ()


def read_local_file(content: bytes) -> LocalTable:
    """Read a CSV or XLSX file of two columns or more. Raises `UnreadableFile`."""
    if len(content) > MAX_BYTES:
        raise UnreadableFile(
            "Ce fichier dépasse 2 Mo. Gardez seulement la colonne des codes et celle des valeurs."
        )
    if not content.strip(b"\x00 \t\r\n"):
        raise UnreadableFile("Ce fichier est vide. Vérifiez-le, puis choisissez-le de nouveau.")
    for magic, name in _OTHER_FORMATS:
        if content.startswith(magic):
            raise UnreadableFile(f"Ce fichier est {name}. {_SAVE_AS}")
    if content.startswith(b"PK"):
        # openpyxl is long to import, and most files are CSV.
        from fragility.local.workbook import workbook_rows

        rows, notes = workbook_rows(content)
    else:
        rows, notes = _csv_rows(content)
    return _table(rows, notes)


def visible(text: str) -> str:
    """Return a text as people see it, on one line: no control nor direction-changing character."""
    return _SPACES.sub(" ", _SURROGATES.sub("\ufffd", _INVISIBLE.sub("", text))).strip()


def clean(cell: str) -> str:
    """Return a cell as people see it, on one line and cut."""
    return visible(cell[: 20 * MAX_CELL])[:MAX_CELL]


# --- CSV ---------------------------------------------------------------------------------------


def _csv_rows(content: bytes) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """Return (line, cells) of each row that holds something."""
    text, notes = _decoded(content)
    start = text[:2_000].lstrip()
    if start.startswith("<"):
        raise UnreadableFile(f"Ceci est une page web ou un fichier XML, pas un tableau. {_SAVE_AS}")
    if start.startswith(("{", "[{")):
        raise UnreadableFile(f"Ceci est un fichier JSON, pas un tableau. {_SAVE_AS}")
    told = re.match(r"sep=([,;\t|])\r?\n", text, re.IGNORECASE)
    first = 1
    if told:
        text, first = text[told.end() :], 2
    delimiter = told[1] if told else _delimiter(text)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = first
    try:
        for cells in reader:
            if any("\n" in cell and len(cell) > 2_000 for cell in cells):
                raise UnreadableFile(_unclosed(begins))
            if any(cell.strip() for cell in cells):
                rows.append((begins, cells))
            if len(rows) > MAX_ROWS + _MAX_TITLES:
                raise UnreadableFile(_too_many())
            begins = first + reader.line_num
    except csv.Error as error:
        raise UnreadableFile(_unclosed(begins)) from error
    return rows, notes


def _unclosed(line: int) -> str:
    return (
        f"Un guillemet de la ligne {line} n’est sans doute jamais refermé : une cellule est "
        "démesurée. Corrigez cette ligne, puis choisissez le fichier de nouveau."
    )


def _too_many() -> str:
    return (
        f"Ce fichier a plus de {MAX_ROWS:,} lignes. ".replace(",", "\u202f")
        + "Gardez un seul niveau de territoire et une seule année."
    )


def _decoded(content: bytes) -> tuple[str, list[str]]:
    """Decode by byte-order mark, then UTF-8, then Windows-1252; say what was guessed."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), []
    head = content[:2_000]
    zeros = head.count(b"\x00")
    if zeros > len(head) // 4:
        encoding = "utf-16-le" if head[1:2] == b"\x00" else "utf-16-be"
        return content.decode(encoding, errors="replace"), ["Le fichier a été lu en UTF-16."]
    controls = sum(1 for byte in head if byte < 9 or 13 < byte < 32)
    if controls > max(2, len(head) // 50):
        raise UnreadableFile(f"Ce fichier n’est pas un texte. {_SAVE_AS}")
    try:
        text, notes = content.decode("utf-8"), []
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
        notes = [
            "Le fichier n’est pas en UTF-8 : il a été lu en Windows-1252 (accents à vérifier)."
        ]
    if zeros:
        notes.append("Des caractères nuls ont été retirés.")
    return text, notes


def _delimiter(text: str) -> str:
    """Return the delimiter that gives the most lines the same number of cells, two at least."""
    lines = [line for line in text[:60_000].splitlines() if line.strip()][:_SAMPLE]

    def score(delimiter: str) -> int:
        try:
            widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter)]
        except csv.Error:
            return 0
        wide = [width for width in widths if width > 1]
        return max((wide.count(width) for width in set(wide)), default=0)

    # The first of equals: a decimal comma must not be taken for a delimiter.
    return max(_DELIMITERS, key=score)


# --- Rows to a table ---------------------------------------------------------------------------


def _table(rows: list[tuple[int, list[str]]], notes: list[str]) -> LocalTable:
    """Find the header, leave titles out, and make every row as wide as it."""
    cleaned = [(line, _trimmed([clean(cell) for cell in cells])) for line, cells in rows]
    head = next((rank for rank, (_, cells) in enumerate(cleaned) if _filled(cells) > 1), None)
    if head is None or head > _MAX_TITLES:
        raise UnreadableFile(
            "Ce fichier n’a qu’une colonne lisible. Il faut deux colonnes, un code et une valeur, "
            "séparées par un point-virgule."
        )
    if head:
        left = (
            "La première ligne, un titre, a été laissée de côté."
            if head == 1
            else f"Les {head} premières lignes, sans tableau, ont été laissées de côté."
        )
        notes = [*notes, left]
    names, body = cleaned[head][1], cleaned[head + 1 :]
    # The last columns may have no name: the header as it came says how wide rows may be.
    allowed = len(rows[head][1])
    if _looks_like_data(names):
        names, body = [], cleaned[head:]
        notes = [*notes, "Le fichier n’a pas de ligne d’en-tête : les colonnes sont numérotées."]
    if not body:
        raise UnreadableFile("Ce fichier n’a que sa ligne d’en-tête : il n’y a rien à montrer.")
    if len(body) > MAX_ROWS:
        raise UnreadableFile(_too_many())
    good = [(line, cells) for line, cells in body if len(cells) <= allowed]
    if not good:
        raise UnreadableFile(
            "Aucune ligne n’a le même nombre de cases que l’en-tête. Vérifiez le séparateur : un "
            "point-virgule quand les nombres ont une virgule."
        )
    width = min(MAX_COLUMNS, max(len(names), *(len(cells) for _, cells in good), 2))
    return LocalTable(
        _headers((names + [""] * width)[:width]),
        [tuple((cells + [""] * width)[:width]) for _, cells in good],
        [line for line, _ in good],
        tuple(notes),
        tuple(line for line, cells in body if len(cells) > allowed),
    )


def _trimmed(cells: list[str]) -> list[str]:
    """Leave the empty cells of the end out."""
    size = len(cells)
    while size and not cells[size - 1]:
        size -= 1
    return cells[:size]


def _filled(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell)


def _looks_like_data(names: list[str]) -> bool:
    """Tell whether a first line is a code and a number rather than names of columns."""
    figures = [name for name in names if re.fullmatch(r"[-+]?[\d\s.,]+\s*%?", name)]
    return bool(figures) and all(
        re.fullmatch(r"[-+]?[\dAaBb\s.,]+\s*%?", name) for name in names if name
    )


def _headers(names: list[str]) -> tuple[str, ...]:
    """Return names that differ: a number for an empty one, a rank for a repeated one."""
    found: list[str] = []
    for rank, name in enumerate(names, 1):
        label = name or f"Colonne {rank}"
        found.append(f"{label} (colonne {rank})" if label in found else label)
    return tuple(found)
