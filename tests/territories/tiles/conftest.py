"""A country of six square communes with everything that tiles must tell apart."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import shapely

from ifn_site.models import DataSet, record_data_set
from territories.contours import contours_file, save_contours
from territories.models import Departement
from territories.tiles import TileSet, tile_set
from territories.tiles.build import build_tiles
from tests.factories import (
    ArrondissementFactory,
    CommuneFactory,
    DepartementFactory,
    RegionFactory,
)

SIDE = 0.2
#: Commune: west, south, département, région, EPCI.
SQUARES = {
    "2A001": (8.6, 41.9, "2A", "94", "200000001"),
    "2B001": (8.6, 42.1, "2B", "94", "200000002"),
    "42001": (4.2, 45.4, "42", "84", "200000003"),
    "42002": (4.4, 45.4, "42", "84", "200000003"),
    "75056": (2.2, 48.7, "75", "11", ""),
    "97411": (55.4, -21.0, "974", "04", "200000004"),
}
#: A commune of an overseas collectivity: a point, no outline.
ALONE = ("97502", "975", -56.177, 46.779)


def square(west: float, south: float) -> shapely.Polygon:
    """Return a commune's outline."""
    return shapely.box(west, south, west + SIDE, south + SIDE)


def make_territories() -> None:
    """Put the country in the database."""
    for code in ("2A", "2B", "42", "75", "974"):
        region = {"2A": "94", "2B": "94", "42": "84", "75": "11", "974": "04"}[code]
        DepartementFactory(code=code, name=f"Département {code}", region_code=region)
    for code in ("94", "84", "11", "04", "975"):
        RegionFactory(code=code, name=f"Région {code}")
    DepartementFactory(
        code="975",
        name="Saint-Pierre-et-Miquelon",
        region_code="975",
        kind=Departement.Kind.COLLECTIVITE,
    )
    for code, (west, south, departement, region, epci) in SQUARES.items():
        CommuneFactory(
            code=code,
            name=f"Commune {code}",
            departement_code=departement,
            region_code=region,
            epci_code=epci,
            population=2_000_000 if code == "75056" else 900,
            longitude=west + SIDE / 2,
            latitude=south + SIDE / 2,
        )
    code, departement, longitude, latitude = ALONE
    CommuneFactory(
        code=code,
        name="Saint-Pierre",
        departement_code=departement,
        region_code=departement,
        epci_code="",
        population=5_000,
        longitude=longitude,
        latitude=latitude,
    )
    ArrondissementFactory(code="75112", commune_code="75056")
    record_data_set(
        "territoires",
        label="Territoires",
        origin=DataSet.Origin.FOLDER,
        licence="Licence Ouverte 2.0",
        version="COG 2026",
        rows=7,
    )


@pytest.fixture
def var(tmp_path: Path, settings: Any) -> Path:
    """A place of its own for what is generated."""
    settings.VAR_DIR = tmp_path / "var"
    return settings.VAR_DIR


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the outlines of two arrondissements, one of them unknown."""
    folder = tmp_path / "data"
    (folder / "geo").mkdir(parents=True)
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "commune": "75056"},
            "geometry": json.loads(shapely.to_geojson(square(2.2, 48.7))),
        }
        for code in ("75112", "75199")
    ]
    (folder / "geo" / "arrondissements_plm.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features}), "utf-8"
    )
    return folder


def save_squares(fingerprint: str = "made here") -> None:
    """Write the contours as an import does; one is of a commune that no longer exists."""
    codes = [*SQUARES, "99999"]
    shapes = [square(west, south) for west, south, *_ in SQUARES.values()] + [square(0, 45)]
    save_contours(contours_file(), codes, shapes, fingerprint)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the tiles that the first test makes are kept for the others."""
    return tmp_path_factory.mktemp("tiles") / "var"


@pytest.fixture
def tiles(var: Path, data: Path, db: None, made_once: Path) -> TileSet:
    """The tiles of the country."""
    make_territories()
    if not made_once.exists():
        save_squares()
        build_tiles(data)
        shutil.copytree(var, made_once)
    else:
        shutil.copytree(made_once, var)
    made = tile_set()
    assert made is not None
    return made


@pytest.fixture
def empty_archives(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the program that cuts, in tests that look at what is around the archives."""

    def touch(archive: Path, *args: Any, **options: Any) -> None:
        archive.touch()

    monkeypatch.setattr("territories.tiles.build.cut", touch)
