"""From the territories and their contours to the tile archives, once per state of both.

It reads the database and the contours that the import left, and hands finished layers to
`tippecanoe`. Nothing is made again while nothing changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import shapely

from ifn_site.models import DataSet
from territories.contours import contours_file, read_contours, saved_contours
from territories.models import Arrondissement, Commune, Departement, Region
from territories.tiles import labels as naming
from territories.tiles.archive import (
    SOURCE_OF_LEVEL,
    SOURCES,
    Box,
    TileSet,
    current_file,
    tile_set,
    tiles_folder,
)
from territories.tiles.outlines import Outlines, borders, box, fitted, heart, surfaces, unite
from territories.tiles.tippecanoe import cut, write_borders, write_labels, write_outlines

#: Raised when the way of making tiles changes, so that they are made again.
RECIPE = "4"
#: Layers of the base map beside the levels.
NAMES, BORDERS = "nom", "limite"
LAST_ZOOM = 10
_FIRST_ZOOM = {"fond": 0, "epci": 3, "communes": 3}
#: Grid of a tile, as a power of two: fine at the last zoom (about 10 m), coarse before it.
_LAST_DETAIL = 12
_DETAIL = {"fond": 10, "epci": 10, "communes": 9}
_SIMPLIFICATION = 1
#: Pixels kept around a tile: what is only filled needs few.
_BUFFER = {"fond": 5, "epci": 2, "communes": 1}
#: Degrees added around territories that are known by points only.
_MARGIN = 0.15
_OVERSEAS = ("97", "98")


class Report(NamedTuple):
    """What a run did: how many outlines by level, bytes on disk, and whether it was needed."""

    outlines: dict[str, int]
    size: int
    made: bool


def in_words(report: Report | None) -> str:
    """Tell in one French line what a run did."""
    if report is None:
        return "aucune (pas de contours de communes : les pages n’ont pas de carte)"
    counts = ", ".join(f"{level} {count}" for level, count in report.outlines.items())
    state = "faites" if report.made else "déjà à jour"
    return f"{state} : {counts} ({report.size / 1e6:.1f} Mo)"


@dataclass(frozen=True)
class Territories:
    """Everything that is drawn, as it stands in the database and in the contours."""

    cog: str
    demonstration: bool
    communes: list[tuple[Any, ...]]
    departements: list[tuple[str, str]]
    regions: list[tuple[str, str]]
    arrondissements: bytes

    @property
    def region_of_departement(self) -> dict[str, str]:
        """The région of each département, as its communes say."""
        return {row[2]: row[3] for row in self.communes}

    def fingerprint(self, contours: str) -> str:
        """Return a short name that changes with anything drawn."""
        facts = (RECIPE, contours, self.cog, self.demonstration, self.communes, self.departements)
        digest = hashlib.sha256(repr((facts, self.regions)).encode())
        digest.update(self.arrondissements)
        return digest.hexdigest()[:16]


def build_tiles(folder: Path) -> Report | None:
    """Make the tiles of the territories loaded; None when they have no contours.

    `folder` is the data folder, for the outlines of arrondissements. Raises
    `tippecanoe.TilesNotMade`; the archives in use are then left as they are.
    """
    saved = saved_contours(contours_file())
    territories = _territories(folder)
    fingerprint = territories.fingerprint(saved.fingerprint if saved else "")
    present = tile_set()
    made = present is None or present.fingerprint != fingerprint
    if made:
        levels = _levels(territories) if saved else {}
        if not levels:
            shutil.rmtree(tiles_folder(), ignore_errors=True)
            return None
        present = _make(territories, levels, fingerprint)
    assert present is not None
    size = sum(path.stat().st_size for path in present.folder.glob("*.pmtiles"))
    return Report({level: len(present.codes(level)) for level in present.levels}, size, made)


def _territories(folder: Path) -> Territories:
    """Read what is drawn."""
    known = DataSet.objects.filter(pk="territoires").first()
    outlines = folder / "geo" / "arrondissements_plm.geojson"
    return Territories(
        cog=(known.version if known else "").removeprefix("COG ").strip(),
        demonstration=bool(known and known.origin == DataSet.Origin.DEMONSTRATION),
        communes=list(
            Commune.objects.order_by("code").values_list(
                "code",
                "name",
                "departement_code",
                "region_code",
                "epci_code",
                "population",
                "longitude",
                "latitude",
            )
        ),
        departements=list(Departement.objects.order_by("code").values_list("code", "name")),
        regions=list(Region.objects.order_by("code").values_list("code", "name")),
        arrondissements=outlines.read_bytes() if outlines.is_file() else b"",
    )


def _make(
    territories: Territories, levels: dict[str, Outlines], fingerprint: str
) -> TileSet | None:
    """Make every archive in a folder of its own, then put it in use in one step."""
    tiles_folder().mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix="making-", dir=tiles_folder()))
    try:
        partial.chmod(0o755)
        region_of = territories.region_of_departement
        _write_layers(partial, levels, region_of, _labels(territories, levels))
        target = tiles_folder() / fingerprint
        shutil.rmtree(target, ignore_errors=True)
        partial.rename(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    _put_in_use(_description(territories, fingerprint, levels))
    for old in tiles_folder().iterdir():
        if old.is_dir() and old.name != fingerprint:
            shutil.rmtree(old, ignore_errors=True)
    return tile_set()


def _levels(territories: Territories) -> dict[str, Outlines]:
    """Return the outlines of each level by code, sorted by code."""
    codes, shapes = read_contours(contours_file())
    outlines = dict(zip(codes, surfaces(shapes), strict=True))
    communes = fitted(
        {row[0]: outlines[row[0]] for row in territories.communes if row[0] in outlines}
    )
    group = {
        field: {row[0]: row[column] for row in territories.communes}
        for column, field in ((2, "departement"), (3, "region"), (4, "epci"))
    }
    departements = unite(communes, group["departement"])
    levels = {
        "region": unite(departements, territories.region_of_departement),
        "departement": departements,
        "epci": unite(communes, group["epci"]),
        "commune": communes,
        "arrondissement": _arrondissements(territories.arrondissements),
    }
    return {level: drawn for level, drawn in levels.items() if drawn}


def _arrondissements(geojson: bytes) -> Outlines:
    """Return the outlines of the arrondissements that the database knows."""
    if not geojson:
        return {}
    known = set(Arrondissement.objects.values_list("code", flat=True))
    found = {
        str(feature["properties"]["code"]): shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in json.loads(geojson)["features"]
    }
    return {code: shapely.make_valid(found[code]) for code in sorted(known & set(found))}


def _labels(territories: Territories, levels: dict[str, Outlines]) -> list[naming.Label]:
    """Return every name, the first to be shown first."""
    found = []
    points = _points_by_departement(territories)
    for kind, rows in (("region", territories.regions), ("departement", territories.departements)):
        for code, name in rows:
            if outline := levels.get(kind, {}).get(code):
                found.append(naming.group_label(kind, name, *heart(outline)))
            elif kind == "departement" and code in points:
                west, south, east, north = box(points[code])
                centre = (west + east) / 2, (south + north) / 2
                found.append(naming.group_label(kind, name, *centre, alone=True))
    towns = (
        naming.Town(row[0], row[1], row[5], row[6], row[7], row[0] in levels.get("commune", {}))
        for row in territories.communes
    )
    return found + naming.town_labels(towns)


def _points_by_departement(territories: Territories) -> dict[str, list[Any]]:
    """Return the points of the communes of each département."""
    points: dict[str, list[Any]] = {}
    for row in territories.communes:
        points.setdefault(row[2], []).append(shapely.Point(row[6], row[7]))
    return points


def _write_layers(
    folder: Path,
    levels: dict[str, Outlines],
    region_of: dict[str, str],
    names: Iterable[naming.Label],
) -> None:
    """Write the list of codes of each level and the archive of each source."""
    layers: dict[str, dict[str, Path]] = {source: {} for source in SOURCES}
    for level, outlines in levels.items():
        path = folder / f"{level}.geojsonl"
        write_outlines(path, outlines)
        layers[SOURCE_OF_LEVEL[level]][level] = path
        listed = json.dumps(list(outlines), separators=(",", ":"))
        (folder / f"{level}.json").write_text(listed, "utf-8")
    layers["fond"] |= {layer: folder / f"{layer}.geojsonl" for layer in (BORDERS, NAMES)}
    write_borders(layers["fond"][BORDERS], borders(levels["departement"], region_of))
    write_labels(layers["fond"][NAMES], names)
    for source in filter(layers.get, SOURCES):
        cut(
            folder / f"{source}.pmtiles",
            layers[source],
            zooms=(_FIRST_ZOOM[source], LAST_ZOOM),
            options=(
                f"--full-detail={_LAST_DETAIL}",
                f"--low-detail={_DETAIL[source]}",
                f"--simplification={_SIMPLIFICATION}",
                f"--buffer={_BUFFER[source]}",
            ),
        )
    for path in folder.glob("*.geojsonl"):
        path.unlink()


def _description(
    territories: Territories, fingerprint: str, levels: dict[str, Outlines]
) -> dict[str, Any]:
    """Return what `archive` reads of the tiles."""
    drawn = levels["departement"]
    mainland = [shape for code, shape in drawn.items() if not code.startswith(_OVERSEAS)]
    points = _points_by_departement(territories)
    overseas = [row for row in territories.departements if row[0].startswith(_OVERSEAS)]
    return {
        "fingerprint": fingerprint,
        "cog": territories.cog,
        "demonstration": territories.demonstration,
        "levels": list(levels),
        "zooms": {
            source: (_FIRST_ZOOM[source], LAST_ZOOM)
            for source in SOURCES
            if source in {SOURCE_OF_LEVEL[level] for level in levels}
        },
        "bounds": box(mainland or list(drawn.values())),
        "insets": [
            {"code": code, "name": name, "bounds": _inset(drawn.get(code), points.get(code, []))}
            # Départements first, the five that are outlined, then the collectivités.
            for code, name in sorted(overseas, key=lambda row: (row[0] not in drawn, row[0]))
            if code in drawn or code in points
        ],
    }


def _inset(outline: Any, points: list[Any]) -> Box:
    """Return the box of a territory, with a margin when only its towns are known."""
    if outline is not None:
        return box([outline])
    west, south, east, north = box(points)
    return west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN


def _put_in_use(description: dict[str, Any]) -> None:
    """Write the file that says which archives are in use, in one atomic replacement."""
    handle, partial = tempfile.mkstemp(dir=tiles_folder(), suffix=".json")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        json.dump(description, stream, ensure_ascii=False)
    Path(partial).chmod(0o644)
    Path(partial).replace(current_file())
