"""The need axis and its variants."""

from __future__ import annotations

import numpy as np
import pytest

from coverage.needs import VARIANTS, level_need, read_needs
from fragility.indicators import BY_KEY
from fragility.methods.presets import PRESETS
from tests.fragility.factories import COMMUNES, active_release, make_country


def test_no_indicator_of_the_need_is_a_distance() -> None:
    for variant in VARIANTS.values():
        assert {BY_KEY[key].unit for key in variant.choice.preset.indicators} == {"%"}


def test_each_variant_is_the_index_by_inhabitants_or_without_one_indicator() -> None:
    keys = list(VARIANTS)
    assert keys[:2] == ["repere", "repere-habitants"]
    assert keys[2:] == [f"repere-sans-{one}" for one in PRESETS["repere"].indicators]


@pytest.mark.django_db
def test_without_a_release_every_need_is_unknown() -> None:
    found = read_needs(("42001",))
    assert found.release is None
    assert all(np.isnan(totals).all() for totals in found.totals.values())


@pytest.mark.django_db
def test_needs_follow_the_communes_asked_and_unknown_ones_stay_unknown() -> None:
    make_country()
    active_release()
    whole = read_needs(COMMUNES).totals["repere"]
    found = read_needs(("42003", "99999", "97101")).totals["repere"]
    assert found[0] == whole[COMMUNES.index("42003")]
    assert np.isnan(found[1:]).all()


@pytest.mark.django_db
def test_leaving_an_indicator_out_changes_the_need() -> None:
    make_country()
    active_release()
    totals = read_needs(COMMUNES).totals
    assert not np.array_equal(totals["repere"], totals["repere-sans-poverty"], equal_nan=True)


@pytest.mark.django_db
def test_the_need_of_a_larger_territory_is_that_of_its_page() -> None:
    make_country()
    active_release()
    assert level_need("departement", ("2A", "42"))[1] == pytest.approx(
        level_need("departement", ("42",))[0]
    )
