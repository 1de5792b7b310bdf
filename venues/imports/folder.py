"""Which venue files a data folder holds, and their import one after the other.

A folder may describe its own files in `venues/sources.json`; otherwise the known open files are
looked for by name. A file that is missing is said, never invented.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import NamedTuple

from venues.imports.pipeline import Outcome, Progress, SourceFacts, import_content
from venues.models import ImportRun

#: Open files known by name: key, name shown to people, file.
KNOWN_FILES = (
    ("hub-du-sud", "Hub du Sud", "hub-du-sud-v1.json"),
    ("hinaura", "Hinaura", "hinaura-v1-converted.json"),
    ("conseillers-numeriques", "Conseillers numériques", "conseillers-numeriques-2023.json"),
    ("data-inclusion", "data·inclusion", "data-inclusion-structures-2022.json"),
    ("hub-antilles", "Hub Antilles-Guyane", "hub-antilles.json"),
    ("aix-en-provence", "Ville d’Aix-en-Provence", "aix-en-provence.json"),
)
DESCRIPTION = "sources.json"
#: Ends of the names of files that may hold venues.
_TABLES = (".json", ".csv", ".xlsx", ".geojson", ".parquet")
LICENCE = "Licence Ouverte 2.0"


class VenueFile(NamedTuple):
    """One file of a folder and the source that it speaks for."""

    path: Path
    source: SourceFacts


class BadFolder(ValueError):
    """The folder's own description of its files cannot be used (message in French)."""


def venue_files(folder: Path, origin: str) -> list[VenueFile]:
    """Return the venue files of a data folder, in the order in which to import them.

    Raises `BadFolder`.
    """
    venues = folder / "venues"
    description = venues / DESCRIPTION
    if not description.is_file():
        return [
            VenueFile(venues / file, SourceFacts(key, name, LICENCE, origin=origin))
            for key, name, file in KNOWN_FILES
            if (venues / file).is_file()
        ]
    try:
        entries = json.loads(description.read_text("utf-8"))
        files = [
            VenueFile(
                venues / Path(entry["file"]).name,
                SourceFacts(entry["key"], entry["name"], entry.get("licence", ""), origin=origin),
            )
            for entry in entries
        ]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadFolder(
            f"{description} doit être une liste de fiches {{key, name, file, licence}}."
        ) from None
    missing = [file.path.name for file in files if not file.path.is_file()]
    if missing:
        raise BadFolder(
            f"{description} annonce des fichiers absents de {venues} : {', '.join(missing)}."
        )
    return files


def files_left_out(folder: Path, files: list[VenueFile]) -> list[str]:
    """Return the names of the tables of `venues/` that are not among `files`, in order."""
    taken = {file.path.name for file in files} | {DESCRIPTION}
    return sorted(
        path.name
        for path in (folder / "venues").glob("*")
        if path.is_file() and path.suffix.lower() in _TABLES and path.name not in taken
    )


def import_file(file: VenueFile, today: date, progress: Progress) -> Outcome:
    """Import one file of a folder, for good."""
    return import_content(
        file.path.read_bytes(),
        file.source,
        file_name=file.path.name,
        today=today,
        apply=True,
        progress=progress,
    )


def sentence(file: VenueFile, outcome: Outcome) -> str:
    """Return one line on what came of a file."""
    if outcome.state != ImportRun.State.APPLIED:
        return f"{file.source.key} : {outcome.state.label} — {outcome.message}"
    return f"{file.source.key} : {outcome.report.summary()[0]}"
