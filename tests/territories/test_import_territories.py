"""The import of the territories: everything or nothing, and nothing twice."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from ifn_site.models import DataSet, data_version
from territories.contours import Contours
from territories.imports.reading import read_former, read_overseas
from territories.imports.run import import_territories
from territories.models import (
    Arrondissement,
    Commune,
    Departement,
    Epci,
    FormerCommune,
    PostalCode,
    Region,
)

COMMUNES = """\
code,nom,dep,reg,epci,ept,pop,area_km2,lon,lat,dep_nom,reg_nom,epci_nom
01001,Premier-Bourg,01,84,200000001,,1200,10.5,4.005,45.005,Ain,Auvergne-Rhône-Alpes,CC Une
01002,Saint-Second,01,84,200000001,,,8,4.015,45.005,Ain,Auvergne-Rhône-Alpes,CC Une
75056,Paris,75,11,200000002,,2000000,105,2.34,48.85,Paris,Île-de-France,Métropole
2A004,Ajaccio,2A,94,,,76000,82,8.68,41.93,Corse-du-Sud,Corse,
"""
EPCI = """\
siren,nom,type,mode_financement,pop_totale,pop_municipale,nb_communes
200000001,CC Une,CC,FA,1300,1250,2
200000002,Métropole,METRO,FPU,2100000,2000000,1
200000003,Sans commune connue,CC,FA,1,1,1
"""
POSTAL = """\
code_commune,code_postal
01001,01400
01002,01400
75056,75001
75101,75001
2A004,20000
99999,99999
"""
OLD = """\
code_ancien,code_2026,nature
01999,01001,ancien_code
93059,01002,ancien_code
88888,77777,ancien_code
"""


def square(x: float, y: float) -> dict[str, Any]:
    ring = [[x, y], [x + 0.01, y], [x + 0.01, y + 0.01], [x, y + 0.01], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*features: tuple[dict[str, Any], dict[str, Any]]) -> str:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "properties": facts, "geometry": shape}
                for facts, shape in features
            ],
        }
    )


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.VAR_DIR = tmp_path / "var"
    geo = tmp_path / "data" / "geo"
    geo.mkdir(parents=True)
    (geo / "communes_2026.csv").write_text(COMMUNES, "utf-8")
    (geo / "epci_2026.csv").write_text(EPCI, "utf-8")
    (geo / "codes_postaux_2026.csv").write_text(POSTAL, "utf-8")
    (geo / "cog_ancien_vers_2026.csv").write_text(OLD, "utf-8")
    (geo / "arrondissements_plm.geojson").write_text(
        collection(
            (
                {
                    "code": "75101",
                    "nom": "Paris 1er Arrondissement",
                    "commune": "75056",
                    "pop": 15000,
                },
                square(2.33, 48.86),
            )
        ),
        "utf-8",
    )
    (geo / "communes_cog2026_s12.geojson").write_text(
        collection(({"code": "01001"}, square(4, 45)), ({"code": "01002"}, square(4.01, 45))),
        "utf-8",
    )
    return tmp_path / "data"


def test_each_level_is_read(folder: Path) -> None:
    import_territories(folder)
    commune = Commune.objects.get(code="01002")
    assert (commune.folded, commune.population, commune.area_km2) == ("saint second", None, 8.0)
    assert (commune.departement_code, commune.region_code, commune.point_kind) == (
        "01", "84", "centre",
    )  # fmt: skip
    assert Epci.objects.get(code="200000001").population == 1250
    assert not Epci.objects.filter(code="200000003").exists()
    assert Departement.objects.get(code="01").population == 1200
    assert Region.objects.get(code="94").name == "Corse"


def test_an_arrondissement_gets_a_point_inside_its_outline(folder: Path) -> None:
    import_territories(folder)
    one = Arrondissement.objects.get(code="75101")
    assert 48.86 < one.latitude < 48.87
    assert 2.33 < one.longitude < 2.34
    assert PostalCode.objects.filter(code="75001", commune_code="75101").exists()


def test_a_postal_code_of_nowhere_is_left_out(folder: Path) -> None:
    import_territories(folder)
    assert not PostalCode.objects.filter(code="99999").exists()


def test_the_overseas_collectivities_come_with_every_folder(folder: Path) -> None:
    import_territories(folder)
    noumea = Commune.objects.get(code="98818")
    assert (noumea.departement_code, noumea.region_code) == ("988", "988")
    assert noumea.point_kind == Commune.PointKind.APPROXIMATE
    assert PostalCode.objects.filter(code="98800", commune_code="98818").exists()
    kinds = Departement.objects.filter(kind="collectivite").values_list("code", flat=True)
    assert sorted(kinds) == ["975", "977", "978", "986", "987", "988"]


def test_an_old_code_without_a_name_still_leads_to_its_commune(folder: Path) -> None:
    import_territories(folder)
    assert FormerCommune.objects.get(code="01999").current_code == "01001"


def test_the_folder_decides_where_an_old_code_leads_today(folder: Path) -> None:
    import_territories(folder)
    former = FormerCommune.objects.get(code="93059")
    assert (former.name, former.current_code) == ("Pierrefitte-sur-Seine", "01002")


def test_an_old_code_that_leads_nowhere_is_left_out(folder: Path) -> None:
    import_territories(folder)
    assert not FormerCommune.objects.filter(code="88888").exists()


def test_the_same_folder_twice_changes_nothing(folder: Path) -> None:
    first = import_territories(folder)
    version = data_version()
    second = import_territories(folder)
    assert first.changed
    assert not second.changed
    assert [one.unchanged for one in second.counts] == [one.added for one in first.counts]
    assert data_version() == version


def test_what_changed_is_counted_and_written(folder: Path) -> None:
    import_territories(folder)
    path = folder / "geo" / "communes_2026.csv"
    changed = COMMUNES.replace("Premier-Bourg", "Bourg-Premier").replace("2A004", "2A005")
    path.write_text(changed, "utf-8")
    report = import_territories(folder)
    counts = next(one for one in report.counts if one.label == "communes")
    assert (counts.added, counts.changed, counts.removed) == (1, 1, 1)
    assert Commune.objects.get(code="01001").folded == "bourg premier"
    assert not Commune.objects.filter(code="2A004").exists()


def test_a_demonstration_folder_is_marked_as_such(folder: Path) -> None:
    (folder / "demo.json").write_text('{"demonstration": true}')
    import_territories(folder)
    assert DataSet.objects.get(key="territoires").origin == "demonstration"
    assert Commune.objects.get(code="01001").point_kind == "approximatif"


def test_the_contours_are_ready_to_use(folder: Path) -> None:
    assert import_territories(folder).contours == 2
    contours = Contours.load()
    assert contours is not None
    assert contours.communes_at([45.005], [4.015]) == ["01002"]


def test_without_contours_the_ones_of_another_folder_are_not_kept(folder: Path) -> None:
    import_territories(folder)
    (folder / "geo" / "communes_cog2026_s12.geojson").unlink()
    assert import_territories(folder).contours is None
    assert Contours.load() is None


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("communes_2026.csv", COMMUNES.replace("pop,", "habitants,"), "colonne manquante : pop"),
        ("communes_2026.csv", COMMUNES.replace("1200", "beaucoup"), "commune 01001, colonne pop"),
        ("communes_2026.csv", COMMUNES.replace("45.005,Ain", ",Ain"), "il manque le nom, lat"),
        ("communes_2026.csv", "", "ne se lit pas comme un CSV"),
        ("epci_2026.csv", EPCI.replace("siren", "code"), "« epci_2026.csv » : colonne manquante"),
        ("cog_ancien_vers_2026.csv", "a,b\n1,2\n", "colonne manquante : code_ancien, code_2026"),
        ("arrondissements_plm.geojson", "{}", "GeoJSON d’arrondissements"),
        ("arrondissements_plm.geojson", "not json", "GeoJSON d’arrondissements"),
    ],
)
def test_a_file_that_is_not_right_is_refused_before_anything_is_written(
    folder: Path, name: str, text: str, told: str
) -> None:
    (folder / "geo" / name).write_text(text, "utf-8")
    with pytest.raises(CommandError, match=told):
        call_command("import_territories", "--from", str(folder))
    assert not Commune.objects.exists()


def test_contours_that_cannot_be_read_undo_the_rest(folder: Path) -> None:
    (folder / "geo" / "communes_cog2026_s12.geojson").write_text("not json")
    with pytest.raises(CommandError, match="GeoJSON de communes"):
        call_command("import_territories", "--from", str(folder))
    assert not Commune.objects.exists()


@pytest.mark.parametrize("name", ["communes_2026.csv", "epci_2026.csv", "codes_postaux_2026.csv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / "geo" / name).unlink()
    with pytest.raises(CommandError, match=r"communes_\[|" + name):
        call_command("import_territories", "--from", str(folder))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("import_territories", "--from", str(tmp_path / "nowhere"))
    with pytest.raises(CommandError, match="sous-dossier geo/"):
        call_command("import_territories", "--from", str(tmp_path))


def test_the_command_prints_what_it_did(folder: Path) -> None:
    out = StringIO()
    call_command("import_territories", "--from", str(folder), stdout=out)
    assert "Territoires (COG 2026)" in out.getvalue()
    assert "Contours de communes : 2" in out.getvalue()


def test_the_committed_former_names_are_whole() -> None:
    rows = read_former()
    assert len(rows) > 6_000
    assert all(row["code"] and row["name"] and row["current_code"] for row in rows)
    cherbourg = {row["name"]: row["valid_until"] for row in rows if row["code"] == "50129"}
    assert cherbourg["Cherbourg"] == "2000-02-28"


def test_the_committed_collectivities_have_points_in_their_own_seas() -> None:
    rows = read_overseas()
    assert {row["dep"] for row in rows} == {"975", "977", "978", "986", "987", "988"}
    north = {row["dep"] for row in rows if float(row["lat"]) > 0}
    assert north == {"975", "977", "978"}
