"""Names on the map: which is shown first, and from which zoom."""

from __future__ import annotations

import pytest

from territories.tiles.labels import PREFECTURES, Town, group_label, rank_of, town_labels


def town(code: str = "42001", population: int | None = 900, *, outlined: bool = True) -> Town:
    return Town(code, f"Commune {code}", population, 4.0, 45.0, outlined)


@pytest.mark.parametrize(
    ("code", "population", "rank"),
    [
        ("75056", 2_100_000, 1),
        ("06088", 350_000, 2),
        ("13001", 147_000, 3),
        ("07186", 8_500, 4),
        ("42001", 21_000, 5),
        ("42002", 7_000, 6),
        ("42003", 1_500, 7),
        ("42004", 1_499, 8),
        ("55039", 0, 8),
        ("42005", None, 8),
    ],
)
def test_a_town_is_ranked_by_its_inhabitants_or_its_prefecture(
    code: str, population: int | None, rank: int
) -> None:
    assert rank_of(code, population) == rank


def test_every_departement_has_its_prefecture_corsica_and_overseas_included() -> None:
    departements = {code[:3] if code.startswith("97") else code[:2] for code in PREFECTURES}
    assert len(departements) == len(PREFECTURES) == 101
    assert {"2A", "2B", "971", "972", "973", "974", "976"} <= departements


def test_the_largest_town_comes_first_and_equals_keep_the_order_of_codes() -> None:
    towns = [town("42003", 5), town("42002", 9), town("42001", 5), town("42004", None)]
    labels = town_labels(towns)
    assert [label.name[-5:] for label in labels] == ["42002", "42001", "42003", "42004"]


def test_a_village_is_named_from_near_only() -> None:
    (label,) = town_labels([town()])
    assert (label.zoom, label.alone) == (10, False)


def test_a_place_without_outlines_is_shown_from_afar() -> None:
    (label,) = town_labels([town(outlined=False)])
    assert (label.zoom, label.alone) == (3, True)


def test_a_region_is_named_before_a_departement() -> None:
    region, departement = (group_label(kind, "x", 0, 0) for kind in ("region", "departement"))
    assert region.zoom < departement.zoom
    assert group_label("departement", "x", 0, 0, alone=True).zoom < region.zoom
