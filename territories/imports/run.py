"""One import of the territories: everything or nothing, and nothing twice.

It writes the tables of this app, the contours file and the line of the site's data record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from django.db import models, transaction

from ifn_site.data_folder import is_demonstration
from ifn_site.models import DataSet, bump_data_version, record_data_set
from territories.imports import levels as build
from territories.imports import reading
from territories.imports.contours import write_contours
from territories.models import (
    Arrondissement,
    Commune,
    Departement,
    Epci,
    FormerCommune,
    PostalCode,
    Region,
)

DATA_SET = "territoires"
#: Table, field of `Levels`, key fields, label for people.
_TABLES: tuple[tuple[type[models.Model], str, tuple[str, ...], str], ...] = (
    (Region, "regions", ("code",), "régions"),
    (Departement, "departements", ("code",), "départements"),
    (Epci, "epci", ("code",), "EPCI"),
    (Commune, "communes", ("code",), "communes"),
    (Arrondissement, "arrondissements", ("code",), "arrondissements"),
    (PostalCode, "postal_codes", ("code", "commune_code"), "codes postaux"),
    (FormerCommune, "former", ("code", "name"), "anciens noms et codes"),
)


class LevelCount(NamedTuple):
    """What one import did to one level."""

    label: str
    added: int
    changed: int
    unchanged: int
    removed: int


@dataclass(frozen=True)
class TerritoriesReport:
    """What one import did, level by level, and how many contours are now in use."""

    year: str
    counts: list[LevelCount]
    contours: int | None

    @property
    def changed(self) -> bool:
        """Whether a row was added, changed or removed."""
        return any(count.added or count.changed or count.removed for count in self.counts)


def import_territories(
    folder: Path, *, tell: Callable[[str], None] = lambda step: None
) -> TerritoriesReport:
    """Read a data folder and make the tables equal to it, in one transaction.

    Raises `reading.UnreadableData` (message in French) before anything is written. `tell` is called
    with the name of each step.
    """
    tell("lecture")
    files = reading.find_files(folder)
    demonstration = is_demonstration(folder)
    levels = read_levels(files, approximate=demonstration)
    tell("écriture")
    with transaction.atomic():
        counts = [
            LevelCount(label, *_make_equal(model, getattr(levels, name), key))
            for model, name, key, label in _TABLES
        ]
        if any(one.added or one.changed or one.removed for one in counts):
            bump_data_version()
        origin = DataSet.Origin.DEMONSTRATION if demonstration else DataSet.Origin.FOLDER
        record_data_set(
            DATA_SET,
            label="Territoires (code officiel géographique)",
            origin=origin,
            licence="Licence Ouverte 2.0",
            version=f"COG {files.year}",
            rows=len(levels.communes),
        )
        tell("contours")
        # Last inside the transaction: outlines that cannot be read undo the rest.
        contours = write_contours(files.contours)
    return TerritoriesReport(files.year, counts, contours)


def read_levels(files: reading.GeoFiles, *, approximate: bool) -> build.Levels:
    """Return the rows of every level from the files and the project's own tables."""
    levels = build.Levels()
    communes = reading.read_table(files.communes, reading.COMMUNE_COLUMNS)
    build.add_communes(
        levels,
        communes,
        path=files.communes.name,
        point="approximatif" if approximate else "centre",
    )
    build.add_overseas(levels, reading.read_overseas(), path="overseas_collectivities.csv")
    build.add_arrondissements(levels, reading.read_arrondissements(files.arrondissements))
    epci = reading.read_table(files.epci, reading.EPCI_COLUMNS)
    build.add_epci(levels, epci, path=files.epci.name)
    build.add_postal_codes(levels, reading.read_table(files.postal_codes, reading.POSTAL_COLUMNS))
    current = f"code_{files.year}"
    old_codes = reading.read_table(files.old_codes, ("code_ancien", current))
    moved = {row["code_ancien"]: row[current] for row in old_codes}
    build.add_former(levels, reading.read_former(), moved)
    build.sum_populations(levels)
    return levels


def _make_equal(
    model: type[models.Model], rows: build.Rows, key: tuple[str, ...]
) -> tuple[int, int, int, int]:
    """Make a table equal to the rows; return (added, changed, unchanged, removed)."""
    manager: models.Manager[Any] = model._default_manager
    columns = list(next(iter(rows.values()), {}))
    stored = {
        row[: len(key)]: row[len(key) :] for row in manager.values_list(*key, *columns).iterator()
    }
    wanted = {
        code if isinstance(code, tuple) else (code,): tuple(row.values())
        for code, row in rows.items()
    }
    added = [code for code in wanted if code not in stored]
    changed = [code for code in wanted if code in stored and stored[code] != wanted[code]]
    removed = [code for code in stored if code not in wanted]
    for batch in _batches(removed):
        doomed = models.Q()
        for code in batch:
            doomed |= models.Q(**dict(zip(key, code, strict=True)))
        manager.filter(doomed).delete()

    def as_row(code: tuple[Any, ...]) -> models.Model:
        return model(**dict(zip((*key, *columns), (*code, *wanted[code]), strict=True)))

    manager.bulk_create(map(as_row, added), batch_size=2000)
    if changed:
        manager.bulk_create(
            map(as_row, changed),
            batch_size=2000,
            update_conflicts=True,
            unique_fields=list(key),
            update_fields=columns,
        )
    return len(added), len(changed), len(wanted) - len(added) - len(changed), len(removed)


def _batches(codes: list[tuple[Any, ...]], size: int = 200) -> Iterator[list[tuple[Any, ...]]]:
    """Cut a list in pieces small enough for one condition."""
    return (codes[start : start + size] for start in range(0, len(codes), size))
