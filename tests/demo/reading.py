"""Reads the invented files back, whatever their format, with lower-case headings."""

import csv
import json
from pathlib import Path

from demo.dialects import Row
from demo.sources import Source


def read_rows(folder: Path, source: Source) -> list[Row]:
    """Return the rows of a source as dictionaries; absent cells are ""."""
    path = folder / source.file
    if path.suffix == ".json":
        rows = json.loads(path.read_text("utf-8"))
    else:
        with path.open(encoding=source.encoding, newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter=source.delimiter))
    return [{key.lower(): value for key, value in row.items()} for row in rows]
