import pytest
import shapely

from demo.cells import Site, area_km2, cells, land_for, merge, nested_cells

LAND = shapely.box(2, 46, 3, 47)
SITES = [Site("a", 2.2, 46.2), Site("b", 2.8, 46.2), Site("c", 2.2, 46.8), Site("d", 2.8, 46.8)]


def test_cells_share_the_land_without_overlap() -> None:
    found = cells(SITES, LAND)
    assert shapely.area(found).sum() == pytest.approx(1.0, abs=1e-3)
    assert shapely.union_all(found).area == pytest.approx(1.0, abs=1e-3)


def test_each_cell_holds_its_own_site() -> None:
    for site, cell in zip(SITES, cells(SITES, LAND), strict=True):
        assert cell.contains(shapely.Point(site.lon, site.lat))


def test_a_lone_site_gets_all_the_land() -> None:
    (cell,) = cells(SITES[:1], LAND)
    assert cell.equals(LAND)


def test_two_sites_on_one_point_are_refused() -> None:
    with pytest.raises(ValueError, match="same point"):
        cells([SITES[0], SITES[0]], LAND)


def test_a_site_without_land_is_refused() -> None:
    with pytest.raises(ValueError, match="far"):
        cells([*SITES, Site("far", 9.0, 46.5)], LAND)


def test_a_site_at_sea_gets_an_islet() -> None:
    sites = [*SITES, Site("ile", 3.2, 46.5)]
    land = land_for(sites, LAND)
    assert land.contains(shapely.Point(3.2, 46.5))
    assert not shapely.is_empty(cells(sites, land)[-1])


def test_an_unsure_site_never_takes_ground_from_another_group() -> None:
    sites = [Site("sure x", 2.2, 46.5), Site("unsure x", 2.3, 46.5), Site("sure y", 2.8, 46.5)]
    found, grounds = nested_cells(sites, ["x", "x", "y"], [True, False, True], LAND)
    assert found[2].equals(grounds["y"])
    assert grounds["x"].bounds[2] == pytest.approx(2.5, abs=1e-3)


def test_an_unsure_site_on_foreign_ground_still_gets_a_cell() -> None:
    sites = [Site("sure x", 2.2, 46.5), Site("lost x", 2.7, 46.5), Site("sure y", 2.8, 46.5)]
    found, grounds = nested_cells(sites, ["x", "x", "y"], [True, False, True], LAND)
    assert found[1].contains(shapely.Point(2.7, 46.5))
    assert shapely.area(list(grounds.values())).sum() == pytest.approx(1.0, abs=1e-3)


def test_merging_cells_gives_one_shape_per_key() -> None:
    merged = merge(cells(SITES, LAND), ["north", "north", "south", "south"])
    assert set(merged) == {"north", "south"}
    assert merged["north"].geom_type == "Polygon"


def test_the_area_of_a_square_degree_follows_its_latitude() -> None:
    assert area_km2(shapely.box([0, 0], [0, 60], [1, 1], [1, 61])) == pytest.approx(
        [12363, 6088], rel=0.01
    )
