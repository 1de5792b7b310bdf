"""Territories that are alike: same size, closest profile, never itself."""

from __future__ import annotations

from fragility.similar import similar
from fragility.store import level_scores
from tests.fragility.factories import active_release, make_country


def test_nothing_is_alike_without_a_release() -> None:
    make_country()
    assert similar("commune", "42003") == []


def test_the_closest_profiles_come_first_and_never_the_territory_itself() -> None:
    make_country()
    active_release()
    found = similar("commune", "42006")
    assert found
    assert "42006" not in [one.code for one in found]
    assert [one.gap for one in found] == sorted(one.gap for one in found)
    assert all(600 / 2 <= one.population <= 600 * 2 for one in found)


def test_a_gap_is_the_mean_difference_of_classes() -> None:
    make_country()
    active_release()
    scores = level_scores("commune", "repere")
    assert scores is not None
    first = similar("commune", "42006", most=1)[0]
    own, other = (
        scores.classes[scores.codes.positions[code]].astype(int) for code in ("42006", first.code)
    )
    shared = (own > 0) & (other > 0)
    assert first.gap == abs(own - other)[shared].mean()


def test_a_territory_without_a_score_has_nothing_alike() -> None:
    make_country()
    active_release()
    assert similar("commune", "97101") == []
    assert similar("commune", "00000") == []
    assert similar("iris", "421840101") == []
