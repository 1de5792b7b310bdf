"""The curve of gains and the map of an option."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from coverage.decays import PRESETS
from coverage.siting import picture as drawing
from coverage.siting.before_after import Study
from coverage.siting.bench import answer
from coverage.siting.candidates import candidates_of, ways_to
from coverage.siting.curve import HEIGHT, WIDTH, gain_curve
from coverage.siting.picture import picture
from coverage.siting.scenario import Scenario
from coverage.siting.surroundings import Local
from coverage.travel_times import estimate_links
from coverage.world import make_world
from territories.contours import Contours


def test_the_curve_rises_and_tells_the_number_asked_for() -> None:
    curve = gain_curve([100, 150, 160], 2, "habitants comptés")
    assert curve is not None
    assert curve.title == "Habitants comptés, selon le nombre de lieux ouverts"
    assert [dot.count for dot in curve.dots if dot.is_asked] == [2]
    heights = [dot.y for dot in curve.dots]
    assert heights == sorted(heights, reverse=True)
    assert all(0 < dot.x < WIDTH and 0 < dot.y < HEIGHT for dot in curve.dots)
    assert "1 lieu\u00a0: 100" in curve.description
    assert "3 lieux\u00a0: 160" in curve.description


def test_one_place_is_no_curve() -> None:
    assert gain_curve([100], 1, "") is None
    assert gain_curve([], 1, "") is None


def a_place() -> Local:
    """Three communes on a line, 11 km apart, one venue in the first; all in need."""
    world = make_world(
        ["01001", "01002", "01003"], [46.0, 46.1, 46.2], [5.0, 5.0, 5.0], [100.0, 200.0, 300.0],
        densities=np.full(3, 50.0), venue_latitudes=[46.0], venue_longitudes=[5.0],
        venue_densities=np.array([50.0]), venue_communes=np.array([0], dtype=np.int32),
    )  # fmt: skip
    every = np.ones(3, dtype=bool)
    links = estimate_links(world, "voiture", 20)
    study = Study(links, world.populations, np.ones(1), PRESETS["apl"], every, every, 1e-5)
    return Local(world, study, study.before.nearest)


@pytest.fixture
def squares(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = [shapely.box(4.9, lat - 0.05, 5.1, lat + 0.05) for lat in (46.0, 46.1, 46.2)]
    known = Contours(["01001", "01002", "01003"], np.array(boxes, dtype=object))
    monkeypatch.setattr(drawing.Contours, "load", lambda: known)


@pytest.mark.usefixtures("squares")
def test_the_map_shows_what_leaves_the_double_alert_and_where() -> None:
    place, scenario = a_place(), Scenario("departement", "01", count=1, aim="alerte")
    candidates = candidates_of(place, scenario.kind)
    found = answer(place, scenario, candidates, ways_to(place, candidates, "voiture"))
    before = picture(found, None)
    after = picture(found, found.options[0])
    assert before is not None
    assert after is not None
    assert (before.left != "", before.removed, before.marks) == (True, "", ())
    assert (after.left, after.removed) == ("", before.left)
    assert [mark.rank for mark in after.marks] == [1]
    assert all(0 <= mark.x <= after.width and 0 <= mark.y <= after.height for mark in after.marks)
    assert after.venues.count("M") == 1
    assert "1 aujourd’hui, 0 après" in after.description


def test_without_outlines_there_is_no_map(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing.Contours, "load", lambda: None)
    place, scenario = a_place(), Scenario("departement", "01", count=1, aim="alerte")
    candidates = candidates_of(place, scenario.kind)
    found = answer(place, scenario, candidates, ways_to(place, candidates, "voiture"))
    assert picture(found, None) is None
