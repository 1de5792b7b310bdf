"""Reading of the geographic files of a data folder, as text, with clear refusals.

It knows the names and columns of the files, not what is done with them. File names carry a year
(`communes_2026.csv`): the newest year present is read.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

#: Tables committed with the project, read beside every data source.
OWN_DATA = Path(__file__).resolve().parent.parent / "data"
COMMUNE_COLUMNS = (
    "code", "nom", "dep", "reg", "epci", "pop", "area_km2", "lon", "lat", "dep_nom", "reg_nom"
)  # fmt: skip
EPCI_COLUMNS = ("siren", "nom", "type", "pop_municipale")
POSTAL_COLUMNS = ("code_commune", "code_postal")
OVERSEAS_COLUMNS = ("code", "nom", "dep", "dep_nom", "pop", "lon", "lat", "postal_codes")
FORMER_COLUMNS = ("code", "name", "current_code", "kind", "valid_until")

Record = dict[str, str]


class UnreadableData(Exception):
    """A file is missing or not what it should be; the message, in French, says what to do."""


@dataclass(frozen=True)
class GeoFiles:
    """The files of one data folder, and the year of the official geographic code they follow."""

    year: str
    communes: Path
    epci: Path
    postal_codes: Path
    old_codes: Path
    arrondissements: Path
    contours: Path | None


def find_files(folder: Path) -> GeoFiles:
    """Return the geographic files of a data folder. Raises `UnreadableData` for what is missing."""
    geo = folder / "geo"
    if not geo.is_dir():
        raise UnreadableData(
            f"Le dossier « {folder} » ne contient pas de sous-dossier geo/. "
            "Indiquez un dossier qui contient geo/communes_<année>.csv."
        )
    communes = _newest(geo, "communes_[0-9][0-9][0-9][0-9].csv")
    year = re.findall(r"\d{4}", communes.stem)[-1]
    contours = sorted(geo.glob(f"communes_cog{year}*.geojson"))
    return GeoFiles(
        year=year,
        communes=communes,
        epci=_present(geo / f"epci_{year}.csv"),
        postal_codes=_present(geo / f"codes_postaux_{year}.csv"),
        old_codes=_present(geo / f"cog_ancien_vers_{year}.csv"),
        arrondissements=_present(geo / "arrondissements_plm.geojson"),
        contours=contours[0] if contours else None,
    )


def _present(path: Path) -> Path:
    if not path.is_file():
        raise UnreadableData(f"Il manque le fichier « {path.name} » dans {path.parent}.")
    return path


def _newest(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise UnreadableData(f"Il manque un fichier « {pattern} » dans {folder}.")
    return found[-1]


def read_table(path: Path, columns: tuple[str, ...]) -> list[Record]:
    """Return the rows of a CSV file as text, empty cells as "". Raises `UnreadableData`."""
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise UnreadableData(
            f"« {path.name} » ne se lit pas comme un CSV en UTF-8 séparé par des virgules "
            f"({type(error).__name__})."
        ) from error
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise UnreadableData(
            f"« {path.name} » : colonne manquante : {', '.join(missing)}. "
            f"Colonnes attendues : {', '.join(columns)}."
        )
    rows = zip(*(table[column].str.strip().tolist() for column in table.columns), strict=True)
    return [dict(zip(table.columns, row, strict=True)) for row in rows]


def read_overseas() -> list[Record]:
    """Return the communes of the overseas collectivities (comment lines begin with #)."""
    with (OWN_DATA / "overseas_collectivities.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(line for line in stream if not line.startswith("#")))


def read_former() -> list[Record]:
    """Return the former names and codes of communes committed with the project."""
    with gzip.open(OWN_DATA / "former_communes.csv.gz", "rt", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def read_arrondissements(path: Path) -> Iterator[dict[str, Any]]:
    """Yield code, nom, commune, pop and the point inside each arrondissement's outline."""
    import shapely

    try:
        features = json.loads(path.read_text("utf-8"))["features"]
        for feature in features:
            facts = feature["properties"]
            outline = shapely.from_geojson(json.dumps(feature["geometry"]))
            inside = shapely.point_on_surface(outline)
            yield {
                "code": str(facts["code"]),
                "nom": facts["nom"],
                "commune": str(facts["commune"]),
                "pop": facts.get("pop"),
                "lat": round(inside.y, 5),
                "lon": round(inside.x, 5),
            }
    except (ValueError, KeyError, TypeError, AttributeError, shapely.GEOSException) as error:
        raise UnreadableData(
            f"« {path.name} » n’est pas un GeoJSON d’arrondissements avec code, nom et commune."
        ) from error


def number(text: str, path: str, column: str, code: str) -> float | None:
    """Return a number or None when blank. Raises `UnreadableData` naming the row."""
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        raise UnreadableData(
            f"« {path} », commune {code}, colonne {column} : « {text[:40]} » n’est pas un nombre."
        ) from None


def day(text: str) -> date | None:
    """Return an ISO day, or None when blank."""
    return date.fromisoformat(text) if text else None
