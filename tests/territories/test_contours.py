"""In which commune a point lies: four square communes of a hundredth of a degree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shapely

from territories.contours import Contours, contours_file, save_contours, saved_contours

SQUARES = {
    "01001": (4.00, 45.00),
    "01002": (4.01, 45.00),
    "01003": (4.00, 45.01),
    "01004": (4.01, 45.01),
}


@pytest.fixture
def contours(tmp_path: Path, settings: Any) -> Contours:
    settings.VAR_DIR = tmp_path
    shapes = [shapely.box(x, y, x + 0.01, y + 0.01) for x, y in SQUARES.values()]
    save_contours(contours_file(), list(SQUARES), shapes, "made here")
    loaded = Contours.load()
    assert loaded is not None
    return loaded


def test_each_point_gets_the_commune_around_it(contours: Contours) -> None:
    lats, lons = [45.005, 45.015, 45.005, 46.0], [4.005, 4.015, 4.015, 4.005]
    assert contours.communes_at(lats, lons) == ["01001", "01004", "01002", None]


def test_a_point_on_a_border_goes_to_the_lowest_code(contours: Contours) -> None:
    assert contours.communes_at([45.01], [4.01]) == ["01001"]


def test_no_point_gives_no_answer(contours: Contours) -> None:
    assert contours.communes_at([], []) == []


def test_a_point_inside_is_at_no_distance(contours: Contours) -> None:
    assert contours.outside_metres("01001", 45.005, 4.005) == 0.0


def test_the_distance_to_the_east_counts_shorter_degrees(contours: Contours) -> None:
    assert contours.outside_metres("01002", 45.005, 4.03) == pytest.approx(786, rel=0.01)


def test_the_distance_to_the_north_counts_full_degrees(contours: Contours) -> None:
    assert contours.outside_metres("01003", 45.03, 4.005) == pytest.approx(1112, rel=0.01)


def test_a_commune_without_contour_gives_no_distance(contours: Contours) -> None:
    assert contours.outside_metres("99999", 45.0, 4.0) is None


def test_a_missing_file_gives_no_contours(tmp_path: Path, settings: Any) -> None:
    settings.VAR_DIR = tmp_path
    assert Contours.load() is None
    assert saved_contours(contours_file()) is None


def test_a_broken_file_gives_no_contours(tmp_path: Path, settings: Any) -> None:
    settings.VAR_DIR = tmp_path
    contours_file().parent.mkdir()
    contours_file().write_bytes(b"not a file of contours")
    assert Contours.load() is None


def test_a_new_file_replaces_the_one_in_memory(contours: Contours) -> None:
    save_contours(contours_file(), ["02001"], [shapely.box(4, 45, 5, 46)], "another")
    again = Contours.load()
    assert again is not None
    assert again.communes_at([45.5], [4.5]) == ["02001"]


def test_nothing_is_left_beside_the_file(contours: Contours) -> None:
    assert [path.name for path in contours_file().parent.iterdir()] == ["communes.npz"]
