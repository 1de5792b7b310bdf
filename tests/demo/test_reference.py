import re

import pytest

from demo.reference import REFERENCE_FOLDER, load_reference

REFERENCE = load_reference()
MEGABYTE = 1_000_000


def test_every_commune_of_the_code_of_2026_is_there_once() -> None:
    codes = {commune.code for commune in REFERENCE.communes}
    assert len(codes) == len(REFERENCE.communes) == 34_875


def test_every_commune_belongs_to_known_territories() -> None:
    epci = {e.code for e in REFERENCE.epci} | {""}
    for commune in REFERENCE.communes:
        assert commune.epci in epci
        assert REFERENCE.departements[commune.dep][1] == commune.reg
        assert commune.reg in REFERENCE.regions


def test_every_commune_has_a_postal_code_of_five_digits_but_the_uninhabited() -> None:
    for commune in REFERENCE.communes:
        assert all(re.fullmatch(r"\d{5}", code) for code in commune.postal_codes)
        assert commune.postal_codes or commune.pop == 0


def test_every_old_code_leads_to_a_commune_of_today() -> None:
    codes = {commune.code for commune in REFERENCE.communes}
    assert {old.code_2026 for old in REFERENCE.old_communes} <= codes


def test_no_two_communes_share_a_point() -> None:
    points = {(commune.lon, commune.lat) for commune in REFERENCE.communes}
    assert len(points) == len(REFERENCE.communes)


def test_seven_inhabitants_in_eight_live_in_a_commune_whose_point_is_known() -> None:
    known = sum(c.pop for c in REFERENCE.communes if not c.approximate)
    assert known / sum(c.pop for c in REFERENCE.communes) >= 7 / 8


@pytest.mark.parametrize(
    ("code", "lon", "lat"),
    [
        ("75056", 2.35, 48.86),
        ("29232", -4.10, 47.99),
        ("2A004", 8.74, 41.93),
        ("97411", 55.45, -20.88),
        ("97209", -61.07, 14.61),
    ],
)
def test_well_known_towns_are_where_they_are(code: str, lon: float, lat: float) -> None:
    commune = next(c for c in REFERENCE.communes if c.code == code)
    assert (commune.lon, commune.lat) == pytest.approx((lon, lat), abs=0.06)


def test_paris_lyon_and_marseille_have_their_45_arrondissements() -> None:
    towns = [district.commune for district in REFERENCE.arrondissements]
    assert {town: towns.count(town) for town in set(towns)} == {
        "75056": 20, "69123": 9, "13055": 16,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("dep", "count", "west", "south", "east", "north"),
    [
        ("975", 2, -56.5, 46.7, -56.1, 47.2),
        ("977", 1, -63.0, 17.8, -62.7, 18.0),
        ("978", 1, -63.2, 18.0, -63.0, 18.2),
        ("986", 3, -178.3, -14.5, -176.0, -13.1),
        ("987", 48, -155.0, -28.0, -134.0, -7.5),
        ("988", 33, 163.4, -22.8, 168.2, -19.5),
    ],
)
def test_overseas_collectivities_are_complete_and_in_their_waters(
    dep: str, count: int, west: float, south: float, east: float, north: float
) -> None:
    members = [c for c in REFERENCE.collectivities if c.dep == dep]
    assert len({c.code for c in members}) == len(members) == count
    for commune in members:
        assert west < commune.lon < east
        assert south < commune.lat < north
        assert commune.pop > 0
        assert commune.postal_codes


def test_the_committed_tables_stay_small() -> None:
    assert sum(path.stat().st_size for path in REFERENCE_FOLDER.iterdir()) < 3 * MEGABYTE


def test_a_reference_limited_to_departements_keeps_what_belongs_to_them() -> None:
    small = REFERENCE.only(frozenset({"13", "988"}))
    assert {commune.dep for commune in small.communes} == {"13"}
    assert len(small.arrondissements) == 16
    assert len(small.collectivities) == 33
    assert set(small.regions) == {"93"}
