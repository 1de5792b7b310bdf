"""Our index: what is missing stays missing, ranks say how sure they are, levels add up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fragility.methods.compute import compute, compute_levels
from fragility.methods.presets import PRESETS
from fragility.methods.recipe import Part
from fragility.methods.scores import Scores
from fragility.status import Status
from territories.facts import FRANCE_CODE
from tests.fragility.methods.worlds import (
    INDICATORS,
    Country,
    completeness_of,
    frame,
    total_of,
)

REPERE = PRESETS["repere"]


def scored(country: Country, preset: str = "repere", **errors: float) -> Scores:
    """Return the scores of the communes of a country."""
    return compute(PRESETS[preset], country.frames, country.population, country.memberships, errors)


def test_the_total_is_the_mean_of_the_classes() -> None:
    scores = scored(Country())

    np.testing.assert_allclose(scores.total, scores.classes.to_numpy(dtype=float).mean(axis=1))


def test_the_most_fragile_commune_on_every_indicator_is_first_with_ten() -> None:
    country = Country()
    for key in INDICATORS:
        country.set(key, "00042", 1_000.0, Status.OBSERVED)

    scores = scored(country)

    place = scores.codes.get_loc("00042")
    assert (scores.total[place], scores.rank[place], scores.n[place]) == (10.0, 1, 400)


@pytest.mark.parametrize("status", [Status.MISSING, Status.SECRET])
def test_a_value_that_is_not_known_is_neither_zero_nor_ten(status: Status) -> None:
    country = Country()
    country.forget("poverty", "00042", status=status)

    scores = scored(country)

    assert scores.classes.loc["00042", "poverty"] == 0
    others = scores.classes.loc["00042", list(INDICATORS[1:])]
    assert total_of(scores, "00042") == pytest.approx(others.mean())
    assert completeness_of(scores, "00042") == 4


def test_a_number_beside_a_secret_status_is_never_read() -> None:
    country = Country()
    country.set("poverty", "00042", 99.0, Status.SECRET)

    assert scored(country).classes.loc["00042", "poverty"] == 0


@pytest.mark.parametrize(("known", "has_total"), [(3, True), (2, False), (0, False)])
def test_there_is_no_score_under_three_of_five(known: int, has_total: bool) -> None:
    country = Country()
    for key in INDICATORS[known:]:
        country.forget(key, "00042")

    scores = scored(country)

    assert np.isfinite(total_of(scores, "00042")) == has_total
    assert (scores.rank[scores.codes.get_loc("00042")] > 0) == has_total
    assert completeness_of(scores, "00042") == known


def test_an_indicator_without_any_data_leaves_four_of_five() -> None:
    country = Country()
    del country.frames["no_4g"]

    scores = scored(country)

    assert set(scores.completeness) == {4}
    assert np.isfinite(scores.total).all()


def test_a_low_value_is_fragile_when_the_direction_says_so() -> None:
    country = Country()
    country.frames["median_income"] = frame(country.codes, np.arange(400.0))
    preset = replace(REPERE, parts=(Part("median_income", direction=-1),))

    scores = compute(preset, country.frames, country.population, country.memberships)

    assert scores.classes["median_income"].iloc[[0, -1]].tolist() == [10, 1]


def test_weights_of_another_sum_give_the_same_scores() -> None:
    country = Country()
    doubled = REPERE.weighted(dict.fromkeys(INDICATORS, 20.0))

    again = compute(doubled, country.frames, country.population, country.memberships)

    np.testing.assert_allclose(again.total, scored(country).total)


def test_weighting_by_population_changes_the_classes() -> None:
    country = Country()

    by_commune, by_person = scored(country), scored(country, "repere-habitants")

    assert not by_commune.classes.equals(by_person.classes)


@pytest.mark.parametrize(
    ("preset", "level"),
    [("repere-region", "region"), ("repere-departement", "departement"), ("repere-epci", "epci")],
)
def test_on_a_smaller_base_each_group_is_ranked_by_itself(preset: str, level: str) -> None:
    country = Country()

    scores = scored(country, preset)

    groups = country.memberships[level]
    assert scores.base == level
    for name in groups.unique():
        inside = (groups == name).to_numpy()
        assert scores.rank[inside].min() == 1
        assert scores.classes[inside]["poverty"].nunique() == 10
        assert set(scores.n[inside]) == {int(inside.sum())}


def test_an_epci_of_fewer_than_ten_communes_has_no_class_on_its_own_base() -> None:
    country = Country(size=29)

    scores = scored(country, "repere-epci")

    assert np.isfinite(scores.total[:20]).all()
    assert np.isnan(scores.total[20:]).all()


def test_communes_without_epci_are_not_compared_together() -> None:
    country = Country(size=40)
    country.memberships.loc[country.codes[:20], "epci"] = "ZZZZZZZZZ"

    scores = scored(country, "repere-epci")

    assert np.isnan(scores.total[:20]).all()
    assert np.isfinite(scores.total[20:]).all()


def test_the_range_of_a_rank_holds_the_rank_and_every_drop_of_one_indicator() -> None:
    country = Country()
    scores = scored(country)

    assert (scores.rank_low <= scores.rank).all()
    assert (scores.rank <= scores.rank_high).all()
    for key in INDICATORS:
        weights = {other: 1.0 for other in INDICATORS if other != key}
        without = compute(
            REPERE.weighted(weights), country.frames, country.population, country.memberships
        )
        assert (scores.rank_low <= without.rank).all()
        assert (without.rank <= scores.rank_high).all()


def test_indicators_that_all_agree_leave_no_doubt_about_a_rank() -> None:
    country = Country(size=10)
    for key in INDICATORS:
        country.frames[key] = frame(country.codes, np.arange(10.0))

    scores = scored(country)

    assert scores.rank_low.tolist() == scores.rank.tolist() == scores.rank_high.tolist()


def test_the_error_of_an_estimate_widens_the_range_of_its_rank() -> None:
    country = Country()
    country.frames["poverty"]["status"] = np.int8(Status.ESTIMATED)

    sure, unsure = scored(country), scored(country, poverty=15.0)

    width = (unsure.rank_high - unsure.rank_low) - (sure.rank_high - sure.rank_low)
    assert (width >= 0).all()
    assert width.mean() > 1
    assert unsure.total.tolist() == sure.total.tolist()


def test_an_observed_value_has_no_error_of_estimation() -> None:
    country = Country()

    sure, said_unsure = scored(country), scored(country, poverty=15.0)

    assert sure.rank_high.tolist() == said_unsure.rank_high.tolist()


def test_the_same_data_give_the_same_ranges() -> None:
    country = Country()
    country.frames["poverty"]["status"] = np.int8(Status.ESTIMATED)

    first, second = scored(country, poverty=5.0), scored(country, poverty=5.0)

    assert first.rank_low.tolist() == second.rank_low.tolist()
    assert first.rank_high.tolist() == second.rank_high.tolist()


def test_communes_under_200_inhabitants_are_flagged_fragile() -> None:
    country = Country()
    country.population.iloc[:2] = [199, 200]

    assert scored(country).fragile[:2].tolist() == [True, False]


def test_an_unknown_population_flags_nothing_and_weighs_nothing() -> None:
    country = Country()
    country.population.iloc[0] = np.nan

    found = levels(country)

    assert not found["commune"].fragile[0]
    assert np.isfinite(total_of(found["commune"], "00000"))
    inside = found["commune"].total[1:20]
    expected = np.average(inside, weights=country.population.to_numpy()[1:20])
    assert found["epci"].total[0] == pytest.approx(expected)


# --- Levels above the commune --------------------------------------------------------------------


def levels(country: Country, preset: str = "repere") -> dict[str, Scores]:
    """Return the scores of every level of a country."""
    return compute_levels(PRESETS[preset], country.frames, country.population, country.memberships)


@pytest.mark.parametrize("level", ["epci", "departement", "region"])
def test_the_total_of_a_territory_is_the_mean_of_its_inhabitants(level: str) -> None:
    country = Country()
    found = levels(country)

    name = country.memberships[level].iloc[0]
    inside = (country.memberships[level] == name).to_numpy()
    expected = np.average(
        found["commune"].total[inside], weights=country.population.to_numpy()[inside]
    )
    assert total_of(found[level], name) == pytest.approx(expected)


def test_france_is_one_territory_alone_on_its_level() -> None:
    france = levels(Country())["france"]

    assert france.codes.tolist() == [FRANCE_CODE]
    assert (france.rank.tolist(), france.n.tolist()) == ([1], [1])


def test_what_a_mean_hides_is_said_beside_it() -> None:
    country = Country()
    found = levels(country)

    spread = found["epci"].spread
    assert spread is not None
    inside = found["commune"].total[:20]
    first = spread.iloc[0]
    assert (first["minimum"], first["maximum"]) == (inside.min(), inside.max())
    assert 0 <= first["high_share"] <= 1
    assert first["known_share"] == 1


def test_three_tenths_of_the_communes_are_in_classes_eight_to_ten() -> None:
    country = Country(size=1_000)
    country.population[:] = 1

    spread = levels(country)["france"].spread

    assert spread is not None
    assert spread["high_share"].iloc[0] == pytest.approx(0.3, abs=0.04)


def test_a_commune_without_score_is_left_out_with_its_inhabitants() -> None:
    country = Country()
    country.population.iloc[:20] = 100
    for key in INDICATORS:
        country.forget(key, "00000")
    found = levels(country)

    expected = found["commune"].total[1:20].mean()
    epci = country.memberships["epci"].iloc[0]
    assert total_of(found["epci"], epci) == pytest.approx(expected)
    assert found["epci"].spread is not None
    assert found["epci"].spread.loc[epci, "known_share"] == pytest.approx(0.95)


def test_a_territory_mostly_unknown_has_no_total_and_no_rank() -> None:
    country = Country()
    country.population.iloc[:20] = 100
    for key in INDICATORS:
        country.forget(key, *country.codes[:11])

    epci = levels(country)["epci"]

    assert np.isnan(epci.total[0])
    assert epci.rank[0] == 0
    assert epci.completeness[0] == 0


def test_an_epci_is_never_named_for_communes_that_have_none() -> None:
    country = Country(size=40)
    country.memberships.loc[country.codes[:20], "epci"] = "ZZZZZZZZZ"

    assert levels(country)["epci"].codes.tolist() == ["200000001"]


def test_a_base_ranks_only_the_levels_it_contains() -> None:
    country = Country()

    assert list(levels(country)) == ["commune", "epci", "departement", "region", "france"]
    assert list(levels(country, "repere-region")) == ["commune", "epci", "departement"]
    assert list(levels(country, "repere-departement")) == ["commune", "epci"]
    assert list(levels(country, "repere-epci")) == ["commune"]


def test_on_a_smaller_base_a_territory_is_ranked_where_most_of_it_lives() -> None:
    country = Country()

    epci = levels(country, "repere-departement")["epci"]

    assert set(epci.n) == {5}
    assert sorted(epci.rank[:5]) == [1, 2, 3, 4, 5]


def test_the_ranges_hold_the_ranks_above_the_commune_too() -> None:
    for scores in levels(Country()).values():
        assert (scores.rank_low <= scores.rank).all()
        assert (scores.rank <= scores.rank_high).all()
