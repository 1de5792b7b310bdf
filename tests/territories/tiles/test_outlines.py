"""Outlines of every level from those of the communes."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from territories.tiles.outlines import borders, box, fitted, heart, surfaces, unite

A, B, C = (shapely.box(x, 0, x + 1, 1) for x in range(3))


def test_neighbours_become_one_outline() -> None:
    united = unite({"a": A, "b": B, "c": C}, {"a": "1", "b": "1", "c": "2"})
    assert list(united) == ["1", "2"]
    assert united["1"].equals(shapely.box(0, 0, 2, 1))


def test_groups_are_sorted_and_a_code_without_group_is_left_out() -> None:
    assert list(unite({"a": A, "b": B, "c": C}, {"a": "2B", "b": "2A", "c": ""})) == ["2A", "2B"]


def test_cells_drawn_apart_are_made_to_meet() -> None:
    bitten = B.difference(shapely.box(1, 0.3, 1.001, 0.7))
    overlap = shapely.box(1.9995, 0, 3, 1)
    united = unite(fitted({"a": A, "b": bitten, "c": overlap}), dict.fromkeys("abc", "1"))
    assert united["1"].geom_type == "Polygon"
    assert len(united["1"].interiors) == 0
    assert united["1"].area == pytest.approx(3, abs=0.001)


def test_a_lake_between_cells_stays() -> None:
    lake = shapely.box(0.4, 0.4, 0.6, 0.6)
    shores = {"a": A.difference(lake), "b": shapely.box(0.9995, 0, 2, 1)}
    assert unite(fitted(shores), {"a": "1", "b": "2"})["1"].area == pytest.approx(0.96, abs=0.001)


def test_outlines_that_meet_are_left_as_they_are() -> None:
    kept = fitted({"a": A, "b": B})
    assert [kept["a"] is A, kept["b"] is B] == [True, True]


def test_lines_left_by_mending_are_dropped() -> None:
    mended = shapely.GeometryCollection([A, shapely.LineString([(5, 5), (6, 6)])])
    (kept,) = surfaces([mended])
    assert kept.geom_type == "MultiPolygon"
    assert kept.equals(A)


def test_each_border_is_drawn_once_by_rank() -> None:
    lines = borders({"1": A, "2": B, "3": C}, {"1": "r", "2": "r", "3": "s"})
    assert {rank: line.length for rank, line in lines.items()} == {0: 8.0, 1: 1.0, 2: 1.0}
    assert shapely.intersection(lines[1], shapely.LineString([(2, 0), (2, 1)])).length == 1.0


def test_two_rings_are_not_joined_by_a_line() -> None:
    apart = shapely.MultiPolygon([A, C])
    assert borders({"1": apart}, {"1": "r"})[0].length == 8.0


def test_the_heart_of_a_bent_outline_is_inside_its_largest_part() -> None:
    bent = shapely.Polygon([(0, 45), (4, 45), (4, 46), (1, 46), (1, 49), (0, 49)])
    islet = shapely.box(10, 45, 10.1, 45.1)
    assert bent.contains(shapely.Point(heart(shapely.MultiPolygon([*[bent], islet]))))


def test_the_box_goes_around_all() -> None:
    assert box(np.array([A, C])) == (0, 0, 3, 1)
