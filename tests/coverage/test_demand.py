"""Demand: who is counted, and a commune's result from where its inhabitants are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from coverage.access import access
from coverage.decays import PRESETS
from coverage.demand import (
    UnknownDemand,
    available,
    by_commune,
    demand,
    share_beyond,
    source_of,
)
from coverage.given_table import UnreadableFile
from coverage.links import nearest_minutes
from coverage.population_points import with_points
from coverage.travel_times import estimate_links
from coverage.world import AgeShares, World, make_world


def world() -> World:
    """Return two communes, 100 and 300 inhabitants, and one venue beside the first."""
    return make_world(
        ["42001", "42002"], [45.0, 45.3], [4.0, 4.0], [100.0, 300.0],
        venue_latitudes=np.array([45.0]), venue_longitudes=np.array([4.0]),
        venue_communes=np.array([0]),
    )  # fmt: skip


def test_all_inhabitants_are_counted_unless_told() -> None:
    assert demand(world()).tolist() == [100.0, 300.0]
    assert [facts.key for facts in available(world())] == ["tous"]


def test_an_age_is_a_share_of_the_inhabitants_and_unknown_stays_unknown() -> None:
    ages = {"age_65": AgeShares(np.array([25.0, np.nan]), 2017, "Recensement")}
    aged = replace(world(), ages=ages)

    found = demand(aged, "65-plus")

    assert found[0] == 25.0
    assert np.isnan(found[1])
    assert "2017" in source_of(aged, "65-plus")
    assert "estimation" in source_of(aged, "65-plus")


@pytest.mark.parametrize("key", ["15-plus", "65-plus", "inconnu"])
def test_a_demand_that_no_source_counts_is_refused_with_words(key: str) -> None:
    with pytest.raises(UnknownDemand, match="demande"):
        demand(world(), key)


def points_file(folder: Path, text: str) -> Path:
    """Return a file of points."""
    path = folder / "points.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_commune_of_several_points_gets_the_mean_of_its_inhabitants(tmp_path: Path) -> None:
    path = points_file(tmp_path, "code,lat,lon,population\n42001,45.0,4.0,90\n42001,47.0,4.0,10\n")
    placed, notes = with_points(world(), path)
    links = estimate_links(placed)
    people = demand(placed)

    minutes = nearest_minutes(links)
    found = by_commune(placed, access(links, people, np.ones(1), PRESETS["apl"]), people)

    assert people.tolist() == [90.0, 10.0, 300.0]
    assert share_beyond(placed, minutes, people, 20.0).tolist() == [0.1, 1.0]
    assert found == pytest.approx([0.01, 0.0])
    assert notes == ("1 commune(s) sans point : leur propre point les représente.",)


def test_a_point_where_nobody_lives_does_not_make_its_commune_unreachable(tmp_path: Path) -> None:
    path = points_file(tmp_path, "code,lat,lon,population\n42001,45.0,4.0,90\n42001,47.0,4.0,0\n")
    placed, _ = with_points(world(), path)

    mean = by_commune(placed, nearest_minutes(estimate_links(placed)), demand(placed))

    assert mean[0] == pytest.approx(0.0, abs=1e-6)


def test_a_commune_with_nobody_counted_is_unknown(tmp_path: Path) -> None:
    path = points_file(tmp_path, "code,lat,lon,population\n42001,45.0,4.0,0\n")
    placed, _ = with_points(world(), path)

    assert np.isnan(by_commune(placed, np.array([1.0, 2.0]), demand(placed))[0])


def test_without_points_a_commune_is_its_own_mean() -> None:
    values = np.array([1.0, np.inf])

    assert by_commune(world(), values, demand(world())) is values
    assert share_beyond(world(), values, demand(world()), 20.0).tolist() == [0.0, 1.0]


def test_a_part_of_a_world_keeps_its_own_points(tmp_path: Path) -> None:
    path = points_file(tmp_path, "code,lat,lon,population\n42002,45.3,4.0,200\n42001,45.0,4.0,90\n")
    placed, _ = with_points(world(), path)

    part = placed.part(np.array([False, True]), np.array([True]))

    assert part.points is not None
    assert part.points.communes.tolist() == [0]
    assert part.points.populations.tolist() == [200.0]
    assert part.venue_communes.tolist() == [-1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code,lat,lon\n42001,45,4\n", "« population » manque"),
        ("code,lat,lon,population\n42001,4500000,4,10\n", "degrés"),
        ("code,lat,lon,population\n42001,45,4,-1\n", "positif"),
        ("code,lat,lon,population\n42001,45,4,nan\n", "positif"),
        ("code,lat,lon,population\n42001,nord,4,1\n", "« nord »"),
        ("code,lat,lon,population\n99999,45,4,1\n", "Aucune ligne"),
    ],
)
def test_a_file_of_points_that_cannot_be_used_says_what_to_do(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(UnreadableFile, match=message):
        with_points(world(), points_file(tmp_path, text))
