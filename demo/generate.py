"""Writes the whole demonstration folder: real territories, invented venues and values, one mark.

``python -m demo.generate TARGET`` or :func:`generate`. The same seed, date and size give the same
bytes. The folder is laid out like a real data folder (``geo/``, ``ifn/``, ``venues/``) plus
``demo.json``.
"""

import argparse
import csv
import json
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from demo.dialects import DIALECTS, Row, Venue
from demo.faults import Spoiler
from demo.geography import write_geography
from demo.indicators import write_indicators
from demo.reference import Reference, load_reference
from demo.sources import LICENCE, NATIONAL, SOURCES, Source
from demo.venue_places import Spots
from demo.venue_rows import VenueMaker, seen_by_another, source_for

DEFAULT_VENUES = 18_000
DEFAULT_SEED = 20_260_101
ALSO_NATIONAL = 0.12
REJECTED_PER_FILE = 2
PLACE_COLUMNS = ("commune", "code_postal", "code_insee", "latitude", "longitude")

Ledger = dict[str, list[Venue]]


def generate(
    target: Path,
    *,
    reference_date: date,
    venues: int = DEFAULT_VENUES,
    seed: int = DEFAULT_SEED,
    departements: Collection[str] | None = None,
) -> None:
    """Write the demonstration data into ``target`` (made when missing, files overwritten).

    :param reference_date: the day venues' dates are relative to; none is later.
    :param venues: number of distinct places; the files hold more rows than that, with the
        places two producers know, the repeated ones and the unusable ones of real files.
    :param departements: codes to keep (``{"29", "976"}``), all of France by default.
    :raises ValueError: when a code of ``departements`` is unknown.
    """
    reference = load_reference()
    if departements is not None:
        reference = reference.only(frozenset(departements))
        unknown = set(departements) - {c.dep for c in reference.communes}
        unknown -= {c.dep for c in reference.collectivities}
        if unknown:
            raise ValueError(f"unknown départements: {', '.join(sorted(unknown))}")
    target.mkdir(parents=True, exist_ok=True)
    write_geography(target / "geo", reference)
    write_indicators(target / "ifn", reference, seed)
    counts = write_venues(
        target / "venues", reference, reference_date=reference_date, venues=venues, seed=seed
    )
    mark = {
        "demonstration": True,
        "notice": (
            "Les territoires sont réels, tous les lieux et toutes les valeurs d’indicateurs sont "
            "inventés."
        ),
        "reference_date": reference_date.isoformat(),
        "seed": seed,
        "venues": venues,
        "faults": counts,
    }
    _write_json(target / "demo.json", mark)


def write_venues(
    folder: Path, reference: Reference, *, reference_date: date, venues: int, seed: int
) -> dict[str, int]:
    """Write a file per source that holds venues, and ``sources.json``; return counts of faults."""
    folder.mkdir(parents=True, exist_ok=True)
    ledger = _invent(reference, reference_date, venues, Random(f"{seed} venues"))
    spoiler = Spoiler(reference, Random(f"{seed} faults"))
    rng = Random(f"{seed} files")
    repeated = rejected = 0
    held = [source for source in SOURCES if ledger[source.key]]
    for source in held:
        rows = [
            spoiler.spoil(DIALECTS[source.dialect](venue), dict(source.faults))
            for venue in ledger[source.key]
        ]
        again = _repeat_some(rows, source, rng)
        broken = _unusable(rows, source, rng)
        repeated, rejected = repeated + len(again), rejected + len(broken)
        for row in (*again, *broken):
            rows.insert(rng.randint(0, len(rows)), row)
        _write_rows(folder / source.file, rows, source)
    _write_json(
        folder / "sources.json",
        [{"key": s.key, "name": s.name, "file": s.file, "licence": LICENCE} for s in held],
    )
    return spoiler.counts | {"repeated_id": repeated, "unusable_row": rejected}


def _invent(reference: Reference, today: date, venues: int, rng: Random) -> Ledger:
    """Return the venues each source knows; some of the regional ones are national as well."""
    maker = VenueMaker(rng, today)
    ledger: Ledger = {source.key: [] for source in SOURCES}
    for spot in Spots(reference, rng).draw(venues):
        kind = maker.kind_for(spot)
        source = source_for(kind, spot.commune.reg, NATIONAL, rng)
        venue = maker.make(spot, kind, source)
        ledger[source.key].append(venue)
        if source is not NATIONAL and rng.random() < ALSO_NATIONAL:
            ledger[NATIONAL.key].append(seen_by_another(venue, NATIONAL, today, rng))
    for source in SOURCES:
        for rank, venue in enumerate(ledger[source.key], start=1):
            venue["id"] = source.id_pattern.format(rank)
    return ledger


def _repeat_some(rows: Sequence[Row], source: Source, rng: Random) -> list[Row]:
    """Rows given twice under one id: the same, or with a part of the services."""
    repeated = []
    for row in rows:
        if rng.random() < source.repeated:
            again = dict(row)
            if rng.random() < 0.4 and "|" in again["services"]:
                again["services"] = again["services"].split("|")[0]
            repeated.append(again)
    return repeated


def _unusable(rows: Sequence[Row], source: Source, rng: Random) -> list[Row]:
    """A few rows that no import can keep: without a name, or without any place."""
    broken = []
    for rank in range(1, min(REJECTED_PER_FILE, len(rows)) + 1):
        row = dict(rng.choice(rows))
        row["id"] = source.id_pattern.format(len(rows) + rank)
        heading = "nom" if "nom" in row else "Nom"
        emptied = (heading,) if rank % 2 else PLACE_COLUMNS
        broken.append(row | dict.fromkeys(emptied, ""))
    return broken


def _write_rows(path: Path, rows: Sequence[Row], source: Source) -> None:
    if path.suffix == ".json":
        _write_json(path, [{k: v for k, v in row.items() if v not in ("", None)} for row in rows])
        return
    with path.open("w", encoding=source.encoding, newline="") as lines:
        writer = csv.DictWriter(
            lines,
            list(rows[0]),
            delimiter=source.delimiter,
            quoting=csv.QUOTE_ALL if source.delimiter == "," else csv.QUOTE_MINIMAL,
            lineterminator="\r\n" if source.encoding == "cp1252" else "\n",
        )
        writer.writeheader()
        writer.writerows(rows)


def _write_json(path: Path, content: Any) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Command line: ``python -m demo.generate TARGET``."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", type=Path)
    parser.add_argument("--date", type=date.fromisoformat, default=date.today())
    parser.add_argument("--venues", type=int, default=DEFAULT_VENUES)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    parser.add_argument("--departements", nargs="+", metavar="CODE")
    options = parser.parse_args()
    generate(
        options.target,
        reference_date=options.date,
        venues=options.venues,
        seed=options.seed,
        departements=options.departements,
    )
    mark = json.loads((options.target / "demo.json").read_text(encoding="utf-8"))
    print(f"{mark['venues']} venues in {options.target}, dated from {mark['reference_date']}.")
    for name, count in mark["faults"].items():
        print(f"  {name:22} {count:6}")


if __name__ == "__main__":
    main()
