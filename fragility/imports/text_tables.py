"""From a file of a public producer to columns of text: encodings, archives, delimiters, headers.

It knows formats, not statistics: every cell stays text, and a file that is not what its header
should be is refused with a French sentence that says what was expected and what to do. Read in
blocks, so that a file of millions of lines costs the lines kept.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

#: Larger texts are refused, packed or not: the largest public file read is about 600 MB.
MAX_BYTES = 2 * 1024**3
DELIMITERS = (";", ",", "\t", "|")
_HEAD = 262_144
_CHUNK = 1024 * 1024
_BLOCK = 8 * 1024 * 1024
_LISTED = 12
_OTHER_FORMATS = (
    (b"%PDF", "un document PDF"),
    (b"\xd0\xcf\x11\xe0", "un ancien classeur Excel"),
    (b"7z\xbc\xaf", "une archive 7z"),
    (b"PAR1", "un fichier Parquet"),
    (b"{", "un fichier JSON"),
    (b"[", "un fichier JSON"),
)
_METADATA = re.compile(r"(^|[/_.-])(meta|metadata|metadonnees|varmod|lisezmoi|readme)", re.I)


class RefusedFile(ValueError):
    """The file is not what its producer used to give; the message, in French, says what to do."""


@dataclass(frozen=True)
class TextFile:
    """A delimited text: where it is, how it is written, its header. `skip` lines come before."""

    path: Path
    member: str
    encoding: str
    delimiter: str
    title: str
    skip: int
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name to recognise it by: the member of an archive, else the file."""
        return Path(self.member).name if self.member else self.path.name

    @property
    def label(self) -> str:
        """The name to show: the file, and the member when it is in an archive."""
        return f"{self.path.name} › {self.member}" if self.member else self.path.name


def open_texts(path: Path) -> list[TextFile]:
    """Return the delimited texts of a file: itself, or each data member of a ZIP archive.

    Metadata members are left out. Raises `RefusedFile` for what is not a delimited text.
    """
    try:
        members = _members(path)
        return [_described(path, member) for member in members]
    except (OSError, EOFError, zipfile.BadZipFile, zipfile.LargeZipFile) as error:
        raise RefusedFile(
            f"« {path.name} » est abîmé ou incomplet ({type(error).__name__}). "
            "Téléchargez-le de nouveau."
        ) from error


def require_columns(file: TextFile, expected: Sequence[str]) -> None:
    """Check that the header has each expected column once. Raises `RefusedFile`."""
    missing = [name for name in expected if name not in file.columns]
    repeated = [name for name in expected if file.columns.count(name) > 1]
    if not missing and not repeated:
        return
    unknown = [name for name in file.columns if name not in expected]
    message = f"« {file.label} » : l’en-tête a changé."
    if missing:
        message += f" Colonnes manquantes : {listed(missing)}."
    if repeated:
        message += f" Colonnes en double : {listed(repeated)}."
    message += f" Autres colonnes trouvées : {listed(unknown) or 'aucune'}."
    message += (
        f" Colonnes attendues : {listed(expected)}. Rien n’est importé de ce fichier : vérifiez "
        "son adresse, ou signalez le nouveau format."
    )
    raise RefusedFile(message)


def refuse_unknown_columns(file: TextFile, known: Collection[str]) -> None:
    """Refuse a column outside `known`: in a long file, a new one may split each value in parts."""
    unknown = [name for name in file.columns if name not in known]
    if unknown:
        raise RefusedFile(
            f"« {file.label} » : colonnes inconnues : {listed(unknown)}. Une dimension nouvelle "
            "compterait plusieurs fois les mêmes personnes. Rien n’est importé de ce fichier : "
            "signalez le nouveau format."
        )


def listed(names: Sequence[str]) -> str:
    """Return names for a sentence, the first ones only when they are many."""
    shown = ", ".join(str(name)[:60] for name in names[:_LISTED])
    return shown if len(names) <= _LISTED else f"{shown}… ({len(names)} en tout)"


def read_cells(
    file: TextFile,
    columns: Sequence[str],
    keep: Mapping[str, Collection[str]] | None = None,
) -> pd.DataFrame:
    """Return columns as stripped text; the index is the rank of the row in the file, from 0.

    `keep` gives, for some of the columns, the only values wanted. Raises `RefusedFile` for a
    missing column, a row with too many or too few cells, or a file without rows.
    """
    require_columns(file, columns)
    wanted = list(dict.fromkeys([*columns, *(keep or {})]))
    parts: list[pa.RecordBatch | pa.Table] = []
    ranks: list[pa.Array] = []
    rank = 0
    for batch in _batches(file, wanted):
        batch = _stripped(batch)
        places = pa.array(range(rank, rank + batch.num_rows), pa.int64())
        rank += batch.num_rows
        mask = _mask(batch, keep or {})
        parts.append(batch if mask is None else batch.filter(mask))
        ranks.append(places if mask is None else places.filter(mask))
    if rank == 0:
        raise RefusedFile(f"« {file.label} » n’a que son en-tête : aucune ligne à lire.")
    frame = pa.Table.from_batches(parts).to_pandas()
    frame.index = pd.Index(pa.chunked_array(ranks).to_numpy(), name="rank")
    return frame


def lines_of(file: TextFile, ranks: Sequence[int]) -> list[int]:
    """Return the line numbers, from 1, of rows given by rank (empty lines do not count as rows)."""
    wanted, found, rank = set(ranks), [], -1
    with open_bytes(file.path, file.member) as stream:
        text = io.TextIOWrapper(stream, encoding=file.encoding, errors="replace", newline=None)
        for number, line in enumerate(text, start=1):
            if number <= file.skip + 1 or not line.rstrip("\r\n"):
                continue
            rank += 1
            if rank in wanted:
                found.append(number)
    return found


@contextmanager
def open_bytes(path: Path, member: str = "") -> Iterator[IO[bytes]]:
    """Open the unpacked bytes of a plain, gzip or ZIP file."""
    with path.open("rb") as plain:
        magic = plain.read(4)
    if member:
        with zipfile.ZipFile(path) as archive, archive.open(member) as packed:
            yield packed
    elif magic[:2] == b"\x1f\x8b":
        with gzip.open(path, "rb") as unpacked:
            yield unpacked  # type: ignore[misc]
    else:
        with path.open("rb") as stream:
            yield stream


def _members(path: Path) -> list[str]:
    """Return the data members of an archive, or [""] for a file that is not one."""
    with path.open("rb") as stream:
        if stream.read(4) != b"PK\x03\x04":
            return [""]
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        if any(info.filename == "[Content_Types].xml" for info in infos):
            raise RefusedFile(
                f"« {path.name} » est un classeur Excel. Prenez la version CSV du même fichier."
            )
        found = [
            info
            for info in infos
            if info.filename.lower().endswith((".csv", ".txt"))
            and not _METADATA.search(Path(info.filename).name)
        ]
        if not found:
            raise RefusedFile(f"« {path.name} » ne contient aucun fichier CSV de données.")
        if sum(info.file_size for info in found) > MAX_BYTES:
            raise RefusedFile(f"« {path.name} » est trop gros une fois décompressé (2 Go au plus).")
        if any(info.flag_bits & 1 for info in found):
            raise RefusedFile(f"« {path.name} » est protégé par un mot de passe.")
        return sorted(info.filename for info in found)


def _described(path: Path, member: str) -> TextFile:
    """Find the encoding, the delimiter, the title line and the header of a text."""
    label = f"{path.name} › {member}" if member else path.name
    with open_bytes(path, member) as stream:
        head = stream.read(_HEAD)
        _refuse_other_formats(label, head)
        encoding = _encoding(label, head, stream)
    lines = head.decode(encoding, errors="ignore").lstrip("\ufeff").splitlines()
    filled = [index for index, line in enumerate(lines) if line.strip()][:2]
    if not filled:
        raise RefusedFile(f"« {label} » est vide. Téléchargez-le de nouveau.")
    header, title = filled[0], ""
    delimiter = _delimiter(lines[header]) or DELIMITERS[0]
    if len(filled) > 1:
        below = _delimiter(lines[filled[1]])
        if below and _cells(lines[header], below) <= 1 < 2 < _cells(lines[filled[1]], below):
            title, delimiter = lines[header].strip(f' "{below}'), below
            header = filled[1]
    columns = next(csv.reader([lines[header]], delimiter=delimiter))
    return TextFile(
        path=path,
        member=member,
        encoding=encoding,
        delimiter=delimiter,
        title=title,
        skip=header,
        columns=tuple(name.strip() for name in columns),
    )


def _cells(line: str, delimiter: str) -> int:
    """Return how many cells of a line are not empty."""
    return sum(1 for cell in next(csv.reader([line], delimiter=delimiter), []) if cell.strip())


def _delimiter(line: str) -> str | None:
    """Return the delimiter most present outside quotes, or None when there is none."""
    bare = re.sub(r'"[^"]*"', "", line)
    best = max(DELIMITERS, key=bare.count)
    return best if bare.count(best) else None


def _refuse_other_formats(label: str, head: bytes) -> None:
    """Refuse a web page (a failed download) and what is not text."""
    start = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"<":
        raise RefusedFile(
            f"« {label} » est une page web, pas un tableau : le téléchargement n’a pas donné le "
            "fichier. Ouvrez l’adresse dans un navigateur pour voir ce que le site répond."
        )
    for magic, name in _OTHER_FORMATS:
        if start.startswith(magic):
            raise RefusedFile(f"« {label} » est {name}. Il faut la version CSV du fichier.")


def _encoding(label: str, head: bytes, rest: IO[bytes]) -> str:
    """Return the encoding of the whole text, read to its end: UTF-16, UTF-8, else Windows-1252."""
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    utf8, size, chunk = True, 0, head
    while chunk:
        size += len(chunk)
        if size > MAX_BYTES:
            raise RefusedFile(f"« {label} » est trop gros une fois décompressé (2 Go au plus).")
        if b"\x00" in chunk:
            raise RefusedFile(f"« {label} » contient des octets nuls : ce n’est pas un texte.")
        if utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                utf8 = False
        chunk = rest.read(_CHUNK)
    return "utf-8" if utf8 else "cp1252"


def _batches(file: TextFile, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """Yield the columns in blocks of text. Raises `RefusedFile` for a row of another width."""
    wrong: list[pacsv.InvalidRow] = []

    def note(row: pacsv.InvalidRow) -> str:
        wrong.append(row)
        return "error"

    names = [name if file.columns.count(name) == 1 else f"{name}#{rank}"
             for rank, name in enumerate(file.columns)]  # fmt: skip
    try:
        with open_bytes(file.path, file.member) as stream:
            reader = pacsv.open_csv(
                stream,
                read_options=pacsv.ReadOptions(
                    column_names=names,
                    skip_rows=file.skip + 1,
                    encoding=file.encoding,
                    block_size=_BLOCK,
                    use_threads=False,
                ),
                parse_options=pacsv.ParseOptions(
                    delimiter=file.delimiter, invalid_row_handler=note
                ),
                convert_options=pacsv.ConvertOptions(
                    include_columns=columns,
                    column_types={name: pa.string() for name in columns},
                    strings_can_be_null=False,
                ),
            )
            yield from reader
    except (pa.ArrowInvalid, UnicodeDecodeError, OSError, EOFError) as error:
        if str(error).startswith("Empty CSV"):
            return
        raise RefusedFile(_broken(file, wrong, error)) from error


def _broken(file: TextFile, wrong: Sequence[pacsv.InvalidRow], error: Exception) -> str:
    """Say which row is not as wide as the header."""
    if not wrong:
        return f"« {file.label} » est abîmé ou incomplet ({type(error).__name__})."
    row = wrong[0]
    where = f"la ligne {row.number}" if row.number else f"une ligne (« {row.text[:40]} »)"
    return (
        f"« {file.label} » : {where} a {row.actual_columns} cellules au lieu de "
        f"{row.expected_columns}. Le fichier est sans doute tronqué : téléchargez-le de nouveau."
    )


def _stripped(batch: pa.RecordBatch) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(
        [pc.utf8_trim_whitespace(column) for column in batch.columns], names=batch.schema.names
    )


def _mask(batch: pa.RecordBatch, keep: Mapping[str, Collection[str]]) -> pa.Array | None:
    """Return which rows have, in each column of `keep`, one of its values."""
    mask = None
    for name, values in keep.items():
        one = pc.is_in(batch.column(name), value_set=pa.array(list(values), pa.string()))
        mask = one if mask is None else pc.and_(mask, one)
    return mask
