import csv
import hashlib
import json
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
import shapely

from demo.generate import generate
from demo.sources import SOURCES
from demo.venue_contacts import FICTION_PREFIXES
from tests.demo.conftest import DEPARTEMENTS, REFERENCE_DATE, VENUES, SmallDemo
from venues import vocabulary

GEO_HEADERS = {
    "communes_2026.csv": "code,nom,dep,reg,epci,ept,pop,area_km2,lon,lat,dep_nom,reg_nom,epci_nom",
    "epci_2026.csv": "siren,nom,type,mode_financement,pop_totale,pop_municipale,nb_communes",
    "codes_postaux_2026.csv": "code_commune,code_postal",
    "cog_ancien_vers_2026.csv": "code_ancien,code_2026,nature",
}


def digest(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def geojson(demo: SmallDemo, name: str) -> dict[str, shapely.Geometry]:
    return {
        feature["properties"]["code"]: shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in demo.features(name)
    }


def table(demo: SmallDemo, name: str) -> list[dict[str, str]]:
    with (demo.folder / "geo" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def digits(phone: str) -> str:
    return re.sub(r"\D", "", phone.replace("+33", "0"))


def test_the_same_seed_and_date_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, reference_date=REFERENCE_DATE, venues=300, departements=["48"])
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_another_seed_gives_other_venues_in_the_same_territories(tmp_path: Path) -> None:
    for seed in (1, 2):
        generate(
            tmp_path / str(seed), reference_date=REFERENCE_DATE, venues=50, seed=seed,
            departements=["48"],
        )  # fmt: skip
    one, two = digest(tmp_path / "1"), digest(tmp_path / "2")
    assert one["geo/communes_2026.csv"] == two["geo/communes_2026.csv"]
    assert one["venues/demo-national.csv"] != two["venues/demo-national.csv"]


def test_dates_follow_the_reference_date(tmp_path: Path) -> None:
    days = (date(2026, 1, 1), date(2026, 1, 11))
    latest = []
    for day in days:
        folder = tmp_path / day.isoformat()
        generate(folder, reference_date=day, venues=200, departements=["48"])
        text = (folder / "venues/demo-national.csv").read_text("utf-8")
        dates = [d for d in re.findall(r'"(\d{4}-\d\d-\d\d)"', text) if d > "1970-01-01"]
        latest.append(max(dates))
        assert max(dates) <= day.isoformat()
    assert date.fromisoformat(latest[1]) - date.fromisoformat(latest[0]) == timedelta(days=10)


def test_an_unknown_departement_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="99"):
        generate(tmp_path, reference_date=REFERENCE_DATE, venues=1, departements=["48", "99"])


def test_the_folder_says_it_is_a_demonstration(small_demo: SmallDemo) -> None:
    assert small_demo.mark["demonstration"] is True
    assert small_demo.mark["reference_date"] == REFERENCE_DATE.isoformat()


@pytest.mark.parametrize(("name", "header"), GEO_HEADERS.items())
def test_tables_have_the_columns_of_a_real_folder(
    small_demo: SmallDemo, name: str, header: str
) -> None:
    first_line = (small_demo.folder / "geo" / name).read_text("utf-8").split("\n", 1)[0]
    assert first_line == header


def test_sources_json_names_every_file_of_venues(small_demo: SmallDemo) -> None:
    listed = json.loads((small_demo.folder / "venues/sources.json").read_text("utf-8"))
    files = {path.name for path in (small_demo.folder / "venues").iterdir()} - {"sources.json"}
    assert {source["file"] for source in listed} == files
    assert {source["key"] for source in listed} == {source.key for source in SOURCES}
    assert all("démonstration" in source["name"] for source in listed)
    assert all(set(source) == {"key", "name", "file", "licence"} for source in listed)


def test_every_commune_has_a_cell(small_demo: SmallDemo) -> None:
    cells = geojson(small_demo, "communes_cog2026_s12.geojson")
    assert set(cells) == {commune.code for commune in small_demo.reference.communes}
    assert all(cell.is_valid and cell.area > 0 for cell in cells.values())


def test_every_cell_holds_the_point_of_its_commune(small_demo: SmallDemo) -> None:
    cells = geojson(small_demo, "communes_cog2026_s12.geojson")
    for commune in small_demo.reference.communes:
        assert cells[commune.code].distance(shapely.Point(commune.lon, commune.lat)) < 2e-4


def test_cells_do_not_overlap(small_demo: SmallDemo) -> None:
    cells = list(geojson(small_demo, "communes_cog2026_s12.geojson").values())
    total = sum(cell.area for cell in cells)
    assert shapely.union_all(cells).area == pytest.approx(total, rel=0.001)


@pytest.mark.parametrize("level", ["departements", "regions", "epci"])
def test_larger_territories_cover_the_cells_of_their_communes(
    small_demo: SmallDemo, level: str
) -> None:
    cells = geojson(small_demo, "communes_cog2026_s12.geojson")
    larger = geojson(small_demo, f"{level}_2026_s12.geojson")
    attribute = {"departements": "dep", "regions": "reg", "epci": "epci"}[level]
    for commune in small_demo.reference.communes:
        ground = larger.get(getattr(commune, attribute))
        if ground is not None:
            outside = cells[commune.code].difference(ground.buffer(3e-4))
            assert outside.area < cells[commune.code].area * 0.02


def test_arrondissements_stay_inside_their_commune(small_demo: SmallDemo) -> None:
    commune = geojson(small_demo, "communes_cog2026_s12.geojson")["13055"]
    districts = geojson(small_demo, "arrondissements_plm.geojson")
    assert len(districts) == 16
    assert shapely.union_all(list(districts.values())).symmetric_difference(commune).area < 1e-3


def test_areas_are_those_of_the_cells(small_demo: SmallDemo) -> None:
    areas = {row["code"]: float(row["area_km2"]) for row in table(small_demo, "communes_2026.csv")}
    martinique = sum(area for code, area in areas.items() if code.startswith("972"))
    assert min(areas.values()) > 0
    assert martinique == pytest.approx(1_128, rel=0.15)


def test_there_are_as_many_distinct_places_as_asked(small_demo: SmallDemo) -> None:
    named = {(key, row["id"]) for key, rows in small_demo.rows.items() for row in rows
             if row.get("nom") and row.get("commune")}  # fmt: skip
    assert len(named) >= VENUES


def test_every_venue_says_it_is_a_demonstration(small_demo: SmallDemo) -> None:
    names = [row["nom"] for row in small_demo.all_rows if row.get("nom")]
    assert all("démonstration" in name.casefold() for name in names)


def test_phones_are_only_numbers_kept_for_fiction(small_demo: SmallDemo) -> None:
    phones = [row["telephone"] for row in small_demo.all_rows if row.get("telephone")]
    assert len(phones) > 100
    for cell in phones:
        for phone in re.split(r" / | ou |;", cell):
            number = digits(phone)
            assert number.rjust(10, "0").startswith(FICTION_PREFIXES), cell


def test_phones_are_never_given_twice_to_different_places(small_demo: SmallDemo) -> None:
    phones = Counter(
        row["telephone"] for row in small_demo.rows["demo-national"] if row["telephone"]
    )
    assert phones.most_common(1)[0][1] <= 2


def test_mails_and_sites_only_use_names_nobody_can_own(small_demo: SmallDemo) -> None:
    for row in small_demo.all_rows:
        for column in ("courriels", "courriel", "site_web", "prise_rdv", "fiche_acces_libre"):
            for value in filter(None, re.split(r"[|;]", row.get(column, ""))):
                assert ".example" in value.casefold(), value


def test_pivots_are_unknown_or_impossible(small_demo: SmallDemo) -> None:
    for row in small_demo.all_rows:
        assert re.fullmatch(r"(0{14}|W000\d{6})?", row.get("pivot", ""))


def test_codes_of_places_exist(small_demo: SmallDemo) -> None:
    reference = small_demo.reference
    known = {c.code for c in (*reference.communes, *reference.collectivities)}
    known |= {district.code for district in reference.arrondissements}
    known |= {old.code for old in reference.old_communes}
    codes = {row.get("code_insee", "") for row in small_demo.all_rows} - {""}
    assert codes <= known


def test_every_departement_has_venues(small_demo: SmallDemo) -> None:
    codes = [row.get("code_insee", "") for row in small_demo.all_rows]
    for departement in DEPARTEMENTS:
        assert sum(code.startswith(departement) for code in codes) >= 5


def test_small_communes_have_venues_too(small_demo: SmallDemo) -> None:
    small = {c.code for c in small_demo.reference.communes if c.pop < 500}
    assert sum(row.get("code_insee") in small for row in small_demo.all_rows) > 50


def test_every_promised_fault_is_there(small_demo: SmallDemo) -> None:
    assert {name for name, count in small_demo.mark["faults"].items() if not count} == set()


def test_repeated_ids_and_unusable_rows_are_there(small_demo: SmallDemo) -> None:
    ids = Counter((key, row["id"]) for key, rows in small_demo.rows.items() for row in rows)
    assert sum(count > 1 for count in ids.values()) == small_demo.mark["faults"]["repeated_id"]
    nameless = [row for row in small_demo.all_rows if not row.get("nom")]
    placeless = [row for row in small_demo.all_rows
                 if not row.get("commune") and not row.get("code_postal")]  # fmt: skip
    assert len(nameless) + len(placeless) == small_demo.mark["faults"]["unusable_row"]


def test_some_places_are_known_to_two_producers(small_demo: SmallDemo) -> None:
    national = {row["nom"] for row in small_demo.rows["demo-national"]}
    others = {
        row["nom"] for key, rows in small_demo.rows.items() for row in rows
        if key != "demo-national" and row.get("nom")
    }  # fmt: skip
    assert len(national & others) > 5


def test_the_share_without_hours_is_that_of_real_files(small_demo: SmallDemo) -> None:
    without = sum(not row.get("horaires") for row in small_demo.all_rows)
    assert 0.15 <= without / len(small_demo.all_rows) <= 0.25


@pytest.mark.parametrize(
    ("column", "allowed"),
    [
        ("services", vocabulary.SERVICES),
        ("prise_en_charge_specifique", vocabulary.CARE),
        ("dispositif_programmes_nationaux", vocabulary.PROGRAMMES),
        ("formations_labels", vocabulary.LABELS),
        ("modalites_acces", vocabulary.ACCESS),
        ("itinerance", vocabulary.ITINERANCY),
        ("typologie", vocabulary.TYPOLOGY),
    ],
)
def test_values_are_those_of_the_standard_but_for_the_faults(
    small_demo: SmallDemo, column: str, allowed: vocabulary.Vocabulary
) -> None:
    cells = [row[column] for row in small_demo.rows["demo-national"] if row[column]]
    values = [value for cell in cells for value in cell.split("|")]
    unknown = [value for value in values if allowed.find(value) is None]
    assert values
    assert len(unknown) <= small_demo.mark["faults"]["unknown_value"]
