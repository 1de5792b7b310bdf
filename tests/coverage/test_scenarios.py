"""The draw of scenarios."""

from __future__ import annotations

from collections import Counter

import pytest

from coverage.scenarios import FACTORS, Choices, draw

CHOICES = Choices(decay=("apl", "2sfca", "e2sfca"), need=("repere", "repere-habitants"))


def test_the_first_scenario_is_the_one_of_the_page() -> None:
    first = draw(CHOICES, 20, 1)[0]
    assert first == CHOICES.base
    assert (first.radius, first.supply, first.freshness, first.speed) == (1.0, "lieux", None, 1.0)


def test_the_same_seed_gives_the_same_scenarios() -> None:
    assert draw(CHOICES, 200, 7) == draw(CHOICES, 200, 7)
    assert draw(CHOICES, 200, 7) != draw(CHOICES, 200, 8)


@pytest.mark.parametrize("factor", FACTORS)
def test_each_value_of_a_hypothesis_is_drawn_as_often(factor: str) -> None:
    drawn = Counter(getattr(one, factor) for one in draw(CHOICES, 201, 3)[1:])
    assert set(drawn) == set(getattr(CHOICES, factor))
    assert max(drawn.values()) - min(drawn.values()) <= 1


def test_a_value_may_be_left_out_but_never_that_of_the_base() -> None:
    fewer = CHOICES.without("freshness", {None, 12, 18})
    assert fewer.freshness == (None, 24)


def test_no_scenario_is_refused() -> None:
    with pytest.raises(ValueError, match="au moins un"):
        draw(CHOICES, 0, 1)
