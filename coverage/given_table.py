"""Reads the columns of a CSV that somebody gives: named loosely, checked row by row.

Pure: a file in, texts out; a file that cannot be read is refused with a French message that says
what to do. It knows neither communes nor minutes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from territories.names import fold

#: A row with a cell longer than this is not a table of codes and numbers.
_MAX_CELL = 10_000


class UnreadableFile(ValueError):
    """A file that cannot be used; the message is French and says what to change."""


def rows_of(path: Path, columns: Mapping[str, Sequence[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells in the order of `columns`) of each row that is not empty.

    `columns`: the name of each column wanted and the other names it may bear. UTF-8, separated by a
    comma, a semicolon or a tab. Raises UnreadableFile; OSError when there is no such file.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            file.seek(0)
            reader = csv.reader(file, delimiter=_delimiter(first))
            places = _places(next(reader, []), columns)
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield reader.line_num, _cells(cells, places, reader.line_num)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            "Le fichier n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 » et recommencez."
        ) from error
    except csv.Error as error:
        raise UnreadableFile(
            "Le fichier n’est pas un CSV lisible : vérifiez les guillemets et les séparateurs."
        ) from error


def number(text: str, line: int, name: str) -> float:
    """Return a number written with a dot or a comma. Raises UnreadableFile when it is not one."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        shown = "".join(one for one in text[:20] if one.isprintable())
        raise UnreadableFile(
            f"Ligne {line} : « {shown} » n’est pas un nombre (colonne « {name} »)."
        ) from None


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _places(header: list[str], columns: Mapping[str, Sequence[str]]) -> list[int]:
    """Return where each column wanted is."""
    names = [fold(name) for name in header]
    places = []
    for wanted, others in columns.items():
        found = [fold(name) for name in (wanted, *others) if fold(name) in names]
        if not found:
            listed = ", ".join(columns)
            raise UnreadableFile(
                f"La colonne « {wanted} » manque. La première ligne doit nommer : {listed}."
            )
        places.append(names.index(found[0]))
    return places


def _cells(cells: list[str], places: list[int], line: int) -> list[str]:
    if len(cells) <= max(places):
        raise UnreadableFile(f"Ligne {line} : il manque des colonnes.")
    found = [cells[place].strip() for place in places]
    if any(len(cell) > _MAX_CELL for cell in found):
        raise UnreadableFile(f"Ligne {line} : une cellule est beaucoup trop longue.")
    return found
