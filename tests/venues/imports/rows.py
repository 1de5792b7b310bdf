"""Small invented files of venues, in every shape that the importer reads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from venues.imports.pipeline import Outcome, SourceFacts, import_content

TODAY = date(2026, 11, 2)
SOURCE = "hub-exemple"


def row(number: int = 1, **cells: Any) -> dict[str, Any]:
    """A row of the standard v1, in Saint-Étienne, whose cells can be named otherwise."""
    return {
        "id": f"structure-{number}",
        "pivot": "W421000001",
        "nom": f"Médiathèque {number}",
        "commune": "Saint-Étienne",
        "code_postal": "42000",
        "code_insee": "42218",
        "adresse": f"{number} rue des Lilas",
        "latitude": "45.4347",
        "longitude": "4.3903",
        "date_maj": "2026-09-01",
        "services": "Aide aux démarches administratives",
        **cells,
    }


def csv_bytes(rows: Iterable[Mapping[str, Any]], delimiter: str = ",") -> bytes:
    """Rows as a CSV file in UTF-8."""
    rows = list(rows)
    stream = io.StringIO()
    headers = list(dict.fromkeys(name for one in rows for name in one))
    writer = csv.DictWriter(stream, headers, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def json_bytes(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """Rows as a JSON file."""
    return json.dumps(list(rows)).encode()


def many(number: int, **cells: Any) -> list[dict[str, Any]]:
    """Return so many rows, numbered from 1, alike but for these cells."""
    return [row(index, **cells) for index in range(1, number + 1)]


def run(
    rows: Iterable[Mapping[str, Any]] | bytes, *, source: str = SOURCE, **options: Any
) -> Outcome:
    """Import rows (or the bytes of a file) for good, unless told otherwise."""
    content = rows if isinstance(rows, bytes) else json_bytes(rows)
    return import_content(
        content,
        SourceFacts(source, "Hub d’exemple"),
        **{"file_name": "lieux.json", "today": TODAY, "apply": True, **options},
    )


def counts(outcome: Outcome) -> tuple[int, int, int, int, int, int]:
    """(added, changed, unchanged, merged, rejected, removed) of an import."""
    one = outcome.report.counts
    return (one.added, one.changed, one.unchanged, one.merged, one.rejected, one.removed)


def codes(outcome: Outcome, level: str = "") -> list[str]:
    """Codes of the findings of an import, in order."""
    return [one.code for one in outcome.report.findings if level in ("", one.level.value)]
