"""A computation cut by département is that of the whole, whatever stands at a border."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverage.parts import (
    fingerprint,
    merge,
    parts,
    question_arrays,
    reached_arrays,
    read_question,
    read_reached,
    splits_choice,
    widest_metres,
)
from coverage.reached import Question, Reached, reach
from coverage.world import World, make_world
from tests.coverage.part_worlds import BANDS, COMMUNES, VENUES, question, wide_world

FAMILIES = ["apl", "e2sfca", "gaussienne", "m2sfca", "3sfca"]


def joined(whole: Question) -> Reached:
    return merge(whole, [(part, reach(asked)) for part, asked in parts(whole)])


def assert_same(found: Reached, expected: Reached) -> None:
    """Hold two answers against each other to 1e-9, unknown and infinite values included."""
    assert found.columns.keys() == expected.columns.keys()
    for name, values in expected.columns.items():
        np.testing.assert_allclose(found.columns[name], values, rtol=1e-9, atol=0, err_msg=name)
    np.testing.assert_allclose(found.accesses, expected.accesses, rtol=1e-9, atol=0)
    np.testing.assert_allclose(found.ratios, expected.ratios, rtol=1e-9, atol=0)
    assert found.links == expected.links


@settings(max_examples=6, deadline=None)
@given(seed=st.integers(0, 100_000), with_points=st.booleans())
@pytest.mark.parametrize("preset", FAMILIES)
def test_the_cut_gives_what_the_whole_gives(preset: str, seed: int, with_points: bool) -> None:
    whole = question(wide_world(seed, with_points=with_points), preset)
    expected = reach(whole)
    assert (expected.accesses > 0).any()
    assert_same(joined(whole), expected)


@pytest.mark.parametrize(("preset", "splits"), [("apl", False), ("3sfca", True)])
def test_a_part_is_smaller_than_the_whole_and_wider_than_its_own(preset: str, splits: bool) -> None:
    whole = question(wide_world(1), preset)
    assert splits_choice(whole) is splits
    _, first = next(one for one in parts(whole) if one[0].code == "00")
    assert first.own.sum() < first.world.commune_count < COMMUNES
    assert first.own_venues.sum() < first.world.venue_count < VENUES
    assert first.near.all() is np.bool_(not splits)


@pytest.mark.parametrize("metres", ["communes_near", "venues_near"])
def test_without_its_halo_a_part_would_be_wrong(
    metres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = question(wide_world(1), "3sfca")
    expected = reach(whole)
    full = getattr(World, metres)
    monkeypatch.setattr(World, metres, lambda world, own, reached: full(world, own, reached / 3))
    with pytest.raises(AssertionError):
        assert_same(joined(whole), expected)


def test_everybody_is_answered_for_once() -> None:
    whole = question(wide_world(2))
    cut = [part for part, _ in parts(whole)]
    assert [part.code for part in cut] == ["", *(f"{band:02}" for band in range(BANDS))]
    assert (sum(part.own.astype(int) for part in cut) == 1).all()
    assert (sum(part.own_venues.astype(int) for part in cut) == 1).all()


def test_a_world_without_departements_or_without_venues_is_cut_too() -> None:
    world = make_world(["42001", "42002"], [45.0, 45.1], [4.0, 4.0], [100.0, 200.0])
    whole = question(world)
    assert [part.code for part, _ in parts(whole)] == [""]
    assert_same(joined(whole), reach(whole))
    assert joined(whole).columns["access.tous"].tolist() == [0, 0]


def test_the_halo_follows_the_widest_thing_asked() -> None:
    near = question(wide_world(1), "apl-2012", car_minutes=20.0)
    far = question(wide_world(1), "apl-2012", car_minutes=60.0)
    on_foot = question(wide_world(1), "apl-2012", car_minutes=1.0, foot_minutes=6_000.0)
    assert widest_metres(near) < widest_metres(far) < widest_metres(on_foot)


@pytest.mark.parametrize("with_points", [False, True])
def test_a_part_sent_as_arrays_comes_back_whole(with_points: bool) -> None:
    whole = question(wide_world(4, with_points=with_points), "3sfca")
    for _, asked in parts(whole):
        arrays = question_arrays(asked)
        assert not any(array.dtype.hasobject for array in arrays.values())
        received = read_question(arrays)
        assert fingerprint(received, "code") == fingerprint(asked, "code")
        expected = reach(asked)
        assert_same(read_reached(reached_arrays(reach(received))), expected)


def test_a_print_changes_with_what_is_near_only() -> None:
    world = wide_world(5)
    prints = {part.code: fingerprint(one, "code") for part, one in parts(question(world))}
    populations = world.populations.copy()
    last = int(np.nanargmax(world.longitudes))
    populations[last] = 7_000.0
    changed = {
        part.code: fingerprint(one, "code")
        for part, one in parts(question(replace(world, populations=populations)))
    }
    moved = {code for code, mark in changed.items() if mark != prints[code]}
    assert world.groups["departement"][last] in moved
    assert "00" not in moved


def test_a_print_changes_with_the_code_but_not_with_what_is_done_next() -> None:
    world = wide_world(6)
    asked = question(world)
    assert fingerprint(asked, "one") != fingerprint(asked, "other")
    other = question(world, seed=99, permutations=3, need="repere-habitants")
    assert fingerprint(asked, "one") == fingerprint(other, "one")


def test_an_answer_of_another_size_is_refused() -> None:
    whole = question(wide_world(7))
    answers = [(part, reach(asked)) for part, asked in parts(whole)]
    swapped = [(answers[0][0], answers[1][1]), *answers[1:]]
    with pytest.raises(ValueError, match="size"):
        merge(whole, swapped)
