"""Writes the ``geo/`` folder of the demonstration, with the names and columns of a real one.

Everything in the tables is real (COG 2026); the shapes are Voronoi cells, the points are those
of the reference. Returns nothing but files; knows nothing of venues.
"""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from demo.cells import Geometries, Site, area_km2, cells, land_for, merge, nested_cells
from demo.reference import REFERENCE_FOLDER, Arrondissement, Commune, Reference

COMMUNE_COLUMNS = (
    "code", "nom", "dep", "reg", "epci", "ept", "pop", "area_km2", "lon", "lat", "dep_nom",
    "reg_nom", "epci_nom",
)  # fmt: skip
EPCI_COLUMNS = (
    "siren", "nom", "type", "mode_financement", "pop_totale", "pop_municipale", "nb_communes",
)  # fmt: skip
INNER_MARGIN_DEGREES = 0.004

Properties = dict[str, Any]


def write_geography(folder: Path, reference: Reference) -> None:
    """Write the tables and contours of ``reference`` into ``folder`` (made when missing)."""
    folder.mkdir(parents=True, exist_ok=True)
    shapes, grounds = commune_cells(reference.communes)
    _write_tables(folder, reference, area_km2(shapes).tolist())
    _write_contours(folder, reference, shapes, grounds)


def commune_cells(
    communes: Sequence[Commune],
) -> tuple[Geometries, dict[str, shapely.Geometry]]:
    """Return the cell of each commune, in the same order, and the ground of each group.

    A group is what an EPCI has in a département: its key is ``"<département> <EPCI>"``.
    """
    outline = shapely.from_geojson((REFERENCE_FOLDER / "outline.geojson").read_text("utf-8"))
    land = shapely.union_all(shapely.get_parts(outline))
    territories: dict[str, list[int]] = {}
    for position, commune in enumerate(communes):
        key = commune.dep if commune.dep.startswith("97") else "metropole"
        territories.setdefault(key, []).append(position)
    shapes = np.empty(len(communes), dtype=object)
    grounds: dict[str, shapely.Geometry] = {}
    for positions in territories.values():
        members = [communes[position] for position in positions]
        sites = [Site(commune.code, commune.lon, commune.lat) for commune in members]
        shapes[positions], found = nested_cells(
            sites,
            [f"{commune.dep} {commune.epci}" for commune in members],
            [not commune.approximate for commune in members],
            land_for(sites, land),
        )
        grounds |= found
    return shapes, grounds


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _write_tables(folder: Path, reference: Reference, areas: Sequence[float]) -> None:
    _write_communes(folder / "communes_2026.csv", reference, areas)
    _write_epci(folder / "epci_2026.csv", reference)
    holders: tuple[Commune | Arrondissement, ...] = (
        *reference.communes,
        *reference.arrondissements,
        *reference.collectivities,
    )
    _write_csv(
        folder / "codes_postaux_2026.csv",
        ["code_commune", "code_postal"],
        sorted((holder.code, code) for holder in holders for code in holder.postal_codes),
    )
    _write_csv(
        folder / "cog_ancien_vers_2026.csv",
        ["code_ancien", "code_2026", "nature"],
        (
            (o.code, o.code_2026, "ancien_code")
            for o in reference.old_communes
            if o.code != o.code_2026
        ),
    )


def _write_communes(path: Path, reference: Reference, areas: Sequence[float]) -> None:
    own = COMMUNE_COLUMNS[:7]
    rows = (
        [
            *(getattr(commune, column) for column in own),
            round(area, 3),
            commune.lon,
            commune.lat,
            reference.departements[commune.dep][0],
            reference.regions[commune.reg],
            reference.epci_names.get(commune.epci, ""),
        ]
        for commune, area in zip(reference.communes, areas, strict=True)
    )
    _write_csv(path, COMMUNE_COLUMNS, rows)


def _write_epci(path: Path, reference: Reference) -> None:
    sizes: dict[str, int] = {}
    for commune in reference.communes:
        sizes[commune.epci] = sizes.get(commune.epci, 0) + 1
    rows = (
        [e.code, e.nom, e.type, e.financement, e.pop_totale, e.pop_municipale, sizes[e.code]]
        for e in reference.epci
    )
    _write_csv(path, EPCI_COLUMNS, rows)


def _write_features(path: Path, properties: Iterable[Properties], shapes: Any) -> None:
    """Write a FeatureCollection, one feature a line (``shapes``: list or array of geometries)."""
    features = (
        f'{{"type":"Feature","geometry":{geometry},"properties":'
        f"{json.dumps(named, ensure_ascii=False, separators=(',', ':'))}}}"
        for geometry, named in zip(shapely.to_geojson(shapes), properties, strict=True)
    )
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"
    path.write_text(text, encoding="utf-8")


def _write_contours(
    folder: Path,
    reference: Reference,
    shapes: Geometries,
    grounds: dict[str, shapely.Geometry],
) -> None:
    properties = [
        {
            **{name: getattr(commune, name) for name in ("code", "nom", "dep", "reg")},
            "epci": commune.epci or None,
            "ept": commune.ept or None,
            "pop": commune.pop,
        }
        for commune in reference.communes
    ]
    _write_features(folder / "communes_cog2026_s12.geojson", properties, shapes)
    pieces = np.array(list(grounds.values()), dtype=object)
    departements = merge(pieces, [key.split(" ")[0] for key in grounds])
    _write_level(folder, "departements", reference, departements)
    by_departement = np.array(list(departements.values()), dtype=object)
    regions = merge(by_departement, [reference.departements[code][1] for code in departements])
    _write_level(folder, "regions", reference, regions)
    epci = merge(pieces, [key.split(" ")[1] for key in grounds])
    epci.pop("", None)
    _write_level(folder, "epci", reference, epci)
    _write_arrondissements(folder, reference, shapes)


def _write_level(
    folder: Path, level: str, reference: Reference, shapes: dict[str, shapely.Geometry]
) -> None:
    """Write départements, régions or EPCI with their name, région and inhabitants."""
    names = {
        "departements": {code: name for code, (name, _) in reference.departements.items()},
        "regions": reference.regions,
        "epci": reference.epci_names,
    }[level]
    attribute = {"departements": "dep", "regions": "reg", "epci": "epci"}[level]
    population: dict[str, int] = {}
    region: dict[str, str] = {}
    for commune in reference.communes:
        code = getattr(commune, attribute)
        population[code] = population.get(code, 0) + commune.pop
        region.setdefault(code, commune.reg)
    properties = []
    for code in shapes:
        named: Properties = {"pop": population[code], "code": code, "nom": names[code]}
        properties.append(named if level == "regions" else named | {"reg": region[code]})
    _write_features(folder / f"{level}_2026_s12.geojson", properties, list(shapes.values()))


def _write_arrondissements(folder: Path, reference: Reference, shapes: Geometries) -> None:
    properties: list[Properties] = []
    contours: list[shapely.Geometry] = []
    cell_of = {c.code: shapes[i] for i, c in enumerate(reference.communes)}
    for town in sorted({a.commune for a in reference.arrondissements}):
        parts = [a for a in reference.arrondissements if a.commune == town]
        core = shapely.buffer(cell_of[town], -INNER_MARGIN_DEGREES)
        sites = []
        for part in parts:
            nearest = shapely.shortest_line(core, shapely.Point(part.lon, part.lat))
            lon, lat = shapely.get_coordinates(nearest)[0]
            sites.append(Site(part.code, float(lon), float(lat)))
        contours.extend(cells(sites, cell_of[town]))
        properties.extend(
            {"code": a.code, "nom": a.nom, "commune": a.commune, "pop": a.pop} for a in parts
        )
    _write_features(folder / "arrondissements_plm.geojson", properties, contours)
