"""A few communes, and files of invented venues that stand in them."""

from __future__ import annotations

import csv
from pathlib import Path

from ifn_site.models import bump_data_version
from tests.factories import CommuneFactory, DepartementFactory, PostalCodeFactory, RegionFactory

HEADER = [
    "id",
    "pivot",
    "nom",
    "commune",
    "code_postal",
    "code_insee",
    "adresse",
    "latitude",
    "longitude",
    "telephone",
    "services",
    "date_maj",
    "horaires",
    "frais_a_charge",
]


def make_towns() -> None:
    """Fill an empty database with Saint-Étienne and what it stands in."""
    RegionFactory()
    DepartementFactory()
    CommuneFactory()
    PostalCodeFactory()
    bump_data_version()


def row(number: int) -> list[str]:
    """Return one valid row of the standard."""
    return [
        f"lieu-{number}",
        "00000000000000",
        f"Espace numérique {number}",
        "Saint-Étienne",
        "42000",
        "42218",
        f"{number} rue de la République",
        f"{45.40 + (number % 70) / 1000:.4f}",
        f"{4.36 + (number // 70 % 70) / 1000:.4f}",
        "04 65 71 00 00",
        "Aide aux démarches administratives|Maîtrise des outils numériques du quotidien",
        "2026-05-01",
        "Mo-Fr 09:00-12:00",
        "Gratuit",
    ]


def write_venues(path: Path, valid: int, *, faulty: bool = True) -> Path:
    """Write a file of the standard; a repeated row and a row without a name end it if faulty."""
    rows = [row(number) for number in range(1, valid + 1)]
    if faulty:
        nameless = row(valid + 1)
        nameless[HEADER.index("nom")] = ""
        rows += [row(1), nameless]
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADER)
        writer.writerows(rows)
    return path
