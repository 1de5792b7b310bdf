"""What is said of one territory: its total, what makes it, and what is not known."""

from __future__ import annotations

import numpy as np
import pytest

from fragility.chosen_scores import chosen_scores
from fragility.larger import inside, larger
from fragility.method_choice import DEFAULT_CHOICE, MethodChoice
from fragility.methods.presets import PRESETS
from fragility.models import Release
from fragility.status import Status
from fragility.store import level_scores, level_values
from fragility.territory_values import TerritoryValues, territory_values
from tests.factories import CommuneFactory
from tests.fragility.factories import (
    ARRONDISSEMENTS,
    COMMUNES,
    active_release,
    need_tables,
    table,
)

pytestmark = pytest.mark.usefixtures("published")


def _values(level: str, code: str, choice: MethodChoice = DEFAULT_CHOICE) -> TerritoryValues:
    found = territory_values(level, code, choice)
    assert found is not None
    return found


def test_nothing_is_said_without_an_active_release() -> None:
    Release.objects.all().delete()
    assert territory_values("commune", "42003") is None
    assert chosen_scores("commune", DEFAULT_CHOICE) is None


def test_nothing_is_said_of_an_unknown_code_or_of_an_empty_level() -> None:
    assert territory_values("commune", "99999") is None
    assert territory_values("iris", "420030101") is None


@pytest.mark.parametrize(
    ("level", "code"),
    [("commune", "42003"), ("commune", "2A004"), ("epci", "244200001"), ("departement", "2A"),
     ("region", "84"), ("france", "FR")],
)  # fmt: skip
def test_contributions_add_up_to_the_total(level: str, code: str) -> None:
    values = _values(level, code)
    assert values.total is not None
    parts = [one.contribution for one in values.of_method if one.contribution is not None]
    assert sum(parts) == pytest.approx(values.total, abs=1e-9)


def test_a_secret_or_a_missing_value_is_never_a_number() -> None:
    for code, status in (("42001", Status.SECRET), ("42002", Status.MISSING)):
        poverty = _values("commune", code).indicators[0]
        assert (poverty.key, poverty.status) == ("poverty", status)
        assert (poverty.value, poverty.class_, poverty.contribution) == (None, None, None)
        assert poverty.numerator is None


def test_an_indicator_that_nobody_loaded_is_missing_and_has_no_source() -> None:
    mobile = next(one for one in _values("commune", "42003").of_method if one.key == "no_4g")
    assert (mobile.status, mobile.source, mobile.vintage) == (Status.MISSING, None, None)


def test_what_the_total_becomes_without_an_indicator() -> None:
    values = _values("commune", "42005")
    classes = {one.key: one.class_ for one in values.of_method if one.class_}
    assert len(classes) == 4
    for one in values.of_method:
        if one.class_:
            others = [number for key, number in classes.items() if key != one.key]
            assert one.total_without == pytest.approx(np.mean(others))


def test_too_few_indicators_give_no_total() -> None:
    values = _values("commune", "29083")
    assert (values.total, values.total_class, values.rank, values.compared) == (None,) * 4
    assert values.completeness < values.needed
    assert all(one.contribution is None for one in values.indicators)


def test_medians_are_those_of_the_same_level_narrowest_first() -> None:
    age = next(one for one in _values("commune", "2A002").indicators if one.key == "age_65")
    assert [(one.level, one.code) for one in age.medians] == [
        ("departement", "2A"),
        ("region", "94"),
        ("france", "FR"),
    ]
    loaded = level_values("commune")
    assert loaded is not None
    numbers = loaded.series["age_65"].values
    own = [numbers[loaded.codes.positions[code]] for code in COMMUNES if code.startswith("2A")]
    assert age.medians[0].value == pytest.approx(np.median(own))
    assert age.medians[0].count == 5


def test_a_department_is_compared_with_departments() -> None:
    age = next(one for one in _values("departement", "42").indicators if one.key == "age_65")
    # No other département of the région has a value: no median of a single one.
    assert [one.level for one in age.medians] == ["france"]


def test_an_arrondissement_is_placed_among_the_communes_without_a_rank() -> None:
    tables = [
        *need_tables(),
        *(
            table(dict.fromkeys(ARRONDISSEMENTS, 99.0), key, level="arrondissement")
            for key in ("poverty", "age_65", "low_diploma")
        ),
    ]
    active_release(tables)
    values = _values("arrondissement", ARRONDISSEMENTS[0])
    assert values.is_placed
    assert {one.class_ for one in values.of_method if one.value is not None} == {10}
    assert values.total == 10
    assert (values.rank, values.compared) == (None, None)
    assert values.parents["commune"] == "75056"


def test_a_method_compared_inside_each_epci_does_not_score_a_department() -> None:
    values = _values("departement", "42", MethodChoice(PRESETS["repere-epci"]))
    assert not values.is_scored_level
    assert values.total is None
    assert any(one.value is not None for one in values.of_method)


@pytest.mark.parametrize("key", list(PRESETS))
@pytest.mark.parametrize("level", ["commune", "epci", "departement", "region", "france"])
def test_the_same_weights_given_by_a_person_give_the_same_scores(level: str, key: str) -> None:
    preset = PRESETS[key]
    kept = level_scores(level, key)
    counted = chosen_scores(level, MethodChoice(preset, preset.weights))
    if kept is None:
        assert counted is None
        return
    assert counted is not None
    for name in ("totals", "ranks", "sizes", "completeness", "minimums", "maximums",
                 "high_shares", "known_shares"):  # fmt: skip
        expected, found = getattr(kept, name), getattr(counted, name)
        assert np.allclose(expected, found, atol=1e-12, equal_nan=True), name


def test_other_weights_change_the_total_and_hide_the_range_of_the_rank() -> None:
    own = MethodChoice(PRESETS["repere"], (0.0, 5.0, 0.0, 0.0, 0.0))
    values = _values("commune", "42005", own)
    age = next(one for one in values.of_method if one.key == "age_65")
    assert values.total == age.class_
    assert (values.rank_low, values.rank_high) == (None, None)
    assert values.chosen == 1


def test_an_epci_across_a_border_lies_where_most_of_its_inhabitants_live() -> None:
    CommuneFactory(code="43001", epci_code="244200001", departement_code="43", population=10)
    epci = larger("epci")
    assert epci.of["departement"][epci.positions["244200001"]] == "42"
    assert inside("epci", epci.codes, "departement", "43").sum() == 1
