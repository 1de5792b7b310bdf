import math
from typing import Any

import numpy as np

from demo.reference_points import (
    GAPS_KM,
    Commune,
    Place,
    distance_km,
    locate,
    match,
    places_from_geonames,
)


def commune(code: str, nom: str, *, epci: str = "E1", dep: str = "01", reg: str = "84") -> Commune:
    return Commune(code, nom, dep, reg, epci, (f"{dep}100",))


def place(name: str, lon: float, lat: float, *, reg: str = "84", others: str = "") -> Place:
    return Place(name, frozenset({others} - {""}), reg, (lon, lat), 1000)


def anywhere(lons: Any, lats: Any) -> Any:
    return np.ones(len(lons), dtype=bool)


NEIGHBOURS = [commune("01001", "Albe"), commune("01002", "Belle"), commune("01003", "Cime")]
NEAR = [place("albe", 5.0, 46.0), place("belle", 5.1, 46.0), place("cime", 5.0, 46.1)]


def test_a_unique_name_in_a_region_gets_the_point_of_its_place() -> None:
    assert match(NEIGHBOURS, NEAR)["01001"] == (5.0, 46.0)


def test_the_same_name_in_another_region_is_not_taken() -> None:
    elsewhere = [place("albe", 5.0, 46.0, reg="93"), *NEAR[1:]]
    assert "01001" not in match(NEIGHBOURS, elsewhere)


def test_a_homonym_is_told_by_the_distance_to_its_neighbours() -> None:
    twins = [*NEIGHBOURS, commune("01004", "Doux")]
    places = [*NEAR, place("doux", 5.05, 46.05), place("doux", 7.0, 44.5)]
    assert match(twins, places)["01004"] == (5.05, 46.05)


def test_a_unique_name_far_from_its_neighbours_is_put_aside() -> None:
    communes = [*NEIGHBOURS, commune("01004", "Doux")]
    assert "01004" not in match(communes, [*NEAR, place("doux", 7.0, 44.5)])


def test_another_name_of_a_place_is_accepted_near_its_neighbours() -> None:
    communes = [*NEIGHBOURS, commune("01004", "Doux")]
    places = [*NEAR, place("doux le vieux", 5.05, 46.05, others="doux")]
    assert match(communes, places)["01004"] == (5.05, 46.05)


def test_a_commune_without_place_stands_among_its_own_and_is_marked_approximate() -> None:
    communes = [*NEIGHBOURS, commune("01004", "Doux")]
    matched = match(communes, NEAR)
    located = locate(communes, matched, anywhere)
    assert not located["01001"].approximate
    assert located["01004"].approximate
    assert distance_km((located["01004"].lon, located["01004"].lat), (5.03, 46.03)) < 10


def test_scattered_communes_keep_apart() -> None:
    communes = [*NEIGHBOURS, *(commune(f"0110{rank}", f"Sans point {rank}") for rank in range(9))]
    located = locate(communes, match(communes, NEAR), anywhere)
    points = [(spot.lon, spot.lat) for spot in located.values()]
    gaps = [distance_km(a, b) for i, a in enumerate(points) for b in points[:i]]
    assert min(gaps) >= GAPS_KM[-1] * 0.98


def test_scattered_communes_stand_on_land() -> None:
    communes = [*NEIGHBOURS, commune("01004", "Doux")]
    located = locate(communes, match(communes, NEAR), lambda lons, lats: lats > 46.08)
    assert located["01004"].lat > 46.08


def test_geonames_codes_of_overseas_countries_become_regions() -> None:
    city = {
        "name": "Saint-Denis",
        "alternatenames": ["St Denis"],
        "countrycode": "RE",
        "admin1code": "RE",
        "longitude": 55.45,
        "latitude": -20.88,
        "population": 1,
    }
    abroad = city | {"countrycode": "BE"}
    (kept,) = places_from_geonames([city, abroad])
    assert (kept.name, kept.reg) == ("saint denis", "04")


def test_distances_shrink_towards_the_pole() -> None:
    at_equator = distance_km((0, 0), (1, 0))
    assert math.isclose(distance_km((0, 60), (1, 60)), at_equator / 2, rel_tol=0.001)
