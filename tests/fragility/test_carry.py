"""Old codes lead to the communes of today, and nothing is invented on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from fragility.carry import Carried, Geography, carry
from fragility.indicators import Rule
from fragility.status import Flag
from fragility.tables import IndicatorTable
from tests.fragility.factories import ESTIMATED, MISSING, OBSERVED, SECRET, geography, rates, table

ARRONDISSEMENTS = {"75101": "75056", "75102": "75056"}


def _communes(
    rows: dict[str, Any] | IndicatorTable, where: Geography, rule: Rule = "sum"
) -> tuple[Any, Carried]:
    source = rows if isinstance(rows, IndicatorTable) else table(rows)
    carried = carry(source, where, rule)
    return carried.frames["commune"], carried


def test_a_commune_of_today_keeps_its_value_as_it_came() -> None:
    frame, carried = _communes({"01001": (3, 7), "01002": SECRET}, geography(["01001", "01002"]))
    assert frame.loc["01001", "value"] == 100 * 3 / 7
    assert frame["status"].tolist() == [OBSERVED, SECRET]
    assert frame["flags"].tolist() == [Flag.NONE, Flag.NONE]
    assert carried.unknown == []


def test_a_code_that_changed_keeps_its_value() -> None:
    frame, carried = _communes({"12076": (3, 10)}, geography(["12218"], moved={"12076": "12218"}))
    assert frame.loc["12218", "value"] == pytest.approx(30.0)
    assert frame.loc["12218", "status"] == OBSERVED
    assert carried.moved == 1


def test_merged_communes_sum_their_counts() -> None:
    where = geography(["01033"], moved={"01018": "01033", "01091": "01033"})
    frame, _ = _communes({"01033": (10, 100), "01018": (30, 100), "01091": (5, 50)}, where)
    one = frame.loc["01033"]
    assert (one["numerator"], one["denominator"]) == (45, 250)
    assert one["value"] == pytest.approx(18.0)
    assert (one["status"], one["flags"]) == (OBSERVED, Flag.MERGED)


def test_merged_rates_are_weighted_by_the_source_of_the_same_perimeter() -> None:
    where = geography(["01033"], moved={"01018": "01033"})
    frame, _ = _communes(rates({"01033": (10.0, 300), "01018": (30.0, 100)}), where, "weighted")
    assert frame.loc["01033", "value"] == pytest.approx(15.0)


def test_merged_rates_without_weights_are_a_plain_mean_that_says_so() -> None:
    where = geography(["01033"], moved={"01018": "01033"})
    frame, _ = _communes({"01033": 10.0, "01018": 30.0}, where)
    one = frame.loc["01033"]
    assert (one["value"], one["status"]) == (pytest.approx(20.0), ESTIMATED)
    assert one["flags"] == Flag.MERGED | Flag.WITHOUT_WEIGHT | Flag.PLAIN_MEAN
    assert np.isnan(one["weight"])


MERGED_RATES = {"01033": 10.0, "01018": 30.0}


def _weighed(rows: dict[str, Any], *persons: dict[str, float]) -> Any:
    where = geography(["01033"], moved={"01018": "01033", "01091": "01033"})
    others = [pd.Series(one, dtype=float) for one in persons]
    return carry(table(rows), where, "sum", others).frames["commune"].loc["01033"]


def test_merged_rates_are_weighted_by_the_persons_of_another_table() -> None:
    one = _weighed(MERGED_RATES, {"01033": 300, "01018": 100})
    assert (one["value"], one["status"]) == (pytest.approx(15.0), ESTIMATED)
    assert one["flags"] == Flag.MERGED | Flag.WITHOUT_WEIGHT
    assert np.isnan(one["weight"])


@pytest.mark.parametrize(
    "persons",
    [
        {"01033": 400.0},
        {"01033": 300.0, "01018": np.nan},
        {"01033": 300.0, "01018": 100.0, "01091": 50.0},
    ],
    ids=["already merged", "one unknown", "divided otherwise"],
)
def test_persons_of_another_perimeter_weigh_nothing(persons: dict[str, float]) -> None:
    one = _weighed(MERGED_RATES, persons)
    assert one["value"] == pytest.approx(20.0)
    assert int(one["flags"]) & Flag.PLAIN_MEAN
    assert _weighed(MERGED_RATES, persons, {"01033": 1, "01018": 3})["value"] == pytest.approx(25.0)


def test_a_tables_own_counts_are_preferred_to_the_persons_of_another() -> None:
    one = _weighed({"01033": (10, 100), "01018": (30, 100)}, {"01033": 300, "01018": 100})
    assert (one["value"], one["flags"]) == (pytest.approx(20.0), Flag.MERGED)


def test_rates_of_arrondissements_are_weighted_by_their_inhabitants() -> None:
    where = replace(
        geography(["75056"], city_of=ARRONDISSEMENTS),
        inner_populations={"75101": 100.0, "75102": 300.0},
    )
    frame, _ = _communes({"75101": 10.0, "75102": 30.0}, where)
    one = frame.loc["75056"]
    assert (one["value"], one["status"]) == (pytest.approx(25.0), ESTIMATED)
    assert one["flags"] == Flag.MERGED | Flag.WITHOUT_WEIGHT


def test_a_secret_that_weighs_most_of_a_merged_commune_keeps_it_secret() -> None:
    where = geography(["01033"], moved={"01018": "01033", "01091": "01033"})
    frame, _ = _communes({"01033": SECRET, "01018": SECRET, "01091": (5, 50)}, where)
    one = frame.loc["01033"]
    assert one["status"] == SECRET
    assert np.isnan(one[["value", "numerator"]].astype(float)).all()


def test_a_former_commune_without_a_value_adds_nothing_to_one_that_has_its_own() -> None:
    where = geography(["01033"], moved={"01018": "01033"})
    frame, _ = _communes({"01033": (10, 100), "01018": MISSING}, where)
    assert frame.loc["01033", "status"] == OBSERVED
    assert frame.loc["01033", "flags"] == Flag.NONE


def test_a_reestablished_commune_inherits_as_an_estimate_without_weight() -> None:
    where = geography(["15031", "15141"], parents={"15031": "15141"})
    frame, _ = _communes({"15141": (30, 100)}, where)
    child, parent = frame.loc["15031"], frame.loc["15141"]
    assert child["value"] == parent["value"] == pytest.approx(30.0)
    assert child["status"] == parent["status"] == ESTIMATED
    assert child["flags"] == parent["flags"] == Flag.INHERITED
    assert np.isnan(child["numerator"])
    assert (child["weight"], parent["numerator"]) == (0.0, 30.0)


def test_a_reestablished_commune_that_the_source_knows_keeps_its_own_value() -> None:
    where = geography(["15031", "15141"], parents={"15031": "15141"})
    frame, _ = _communes({"15141": (30, 100), "15031": (1, 10)}, where)
    assert frame.loc["15031", "value"] == pytest.approx(10.0)
    assert frame.loc["15141", "status"] == OBSERVED


def test_a_reestablished_commune_inherits_a_secret_as_a_secret() -> None:
    where = geography(["15031", "15141"], parents={"15031": "15141"})
    frame, _ = _communes({"15141": SECRET}, where)
    assert frame["status"].tolist() == [SECRET, SECRET]
    assert frame["value"].isna().all()


def test_a_city_is_made_from_its_arrondissements() -> None:
    where = geography(["75056"], city_of=ARRONDISSEMENTS)
    frame, carried = _communes({"75101": (10, 100), "75102": (90, 300)}, where)
    assert frame.loc["75056", "value"] == pytest.approx(25.0)
    assert frame.loc["75056", "flags"] == Flag.MERGED
    inner = carried.frames["arrondissement"]
    assert inner["value"].tolist() == [pytest.approx(10.0), pytest.approx(30.0)]


def test_the_citys_own_row_is_preferred_to_its_arrondissements() -> None:
    where = geography(["75056"], city_of=ARRONDISSEMENTS)
    frame, _ = _communes({"75056": (50, 200), "75101": (10, 100), "75102": (90, 300)}, where)
    assert frame.loc["75056", "value"] == pytest.approx(25.0)
    assert frame.loc["75056", "denominator"] == 200


def test_a_citys_secret_row_gives_way_to_its_arrondissements() -> None:
    where = geography(["75056"], city_of=ARRONDISSEMENTS)
    frame, _ = _communes({"75056": SECRET, "75101": (10, 100), "75102": (90, 300)}, where)
    assert frame.loc["75056", "value"] == pytest.approx(25.0)


def test_arrondissements_never_inherit_from_the_city() -> None:
    where = geography(["75056"], city_of=ARRONDISSEMENTS)
    _, carried = _communes({"75056": (50, 200)}, where)
    assert "arrondissement" not in carried.frames


def test_corsican_and_overseas_codes_are_carried_like_others() -> None:
    frame, carried = _communes({"2A004": 12.0, "97101": 30.0}, geography(["2A004", "97101"]))
    assert frame["value"].tolist() == [12.0, 30.0]
    assert carried.unknown == []


def test_codes_that_lead_nowhere_are_named() -> None:
    frame, carried = _communes({"01001": 12.0, "99999": 30.0}, geography(["01001", "01002"]))
    assert carried.unknown == ["99999"]
    assert frame["status"].tolist() == [OBSERVED, MISSING]


@pytest.mark.parametrize(
    ("level", "code"), [("epci", "244200001"), ("departement", "971"), ("region", "01")]
)
def test_other_levels_are_placed_on_todays_codes(level: str, code: str) -> None:
    carried = carry(table({code: 12.0, "ZZZZZZZZZ": 9.0}, level=level), geography([]), "sum")
    assert carried.frames[level].loc[code, "value"] == 12.0
    assert carried.unknown == []
    assert "ZZZZZZZZZ" not in carried.frames[level].index


def test_france_has_one_code_whatever_the_source_writes() -> None:
    carried = carry(table({"FE": 14.9}, level="france"), geography([]), "weighted")
    assert carried.frames["france"].loc["FR", "value"] == 14.9


def test_iris_are_kept_and_make_their_communes_and_arrondissements() -> None:
    where = geography(["01004", "75056"], city_of=ARRONDISSEMENTS)
    rows = {
        "010040101": (10, 100), "010040102": (30, 100), "751010101": (5, 100),
        "751020101": (15, 100), "999990000": (1, 10),
    }  # fmt: skip
    carried = carry(table(rows, level="iris"), where, "sum")
    assert list(carried.frames["iris"].index) == sorted(rows)
    communes = carried.frames["commune"]
    assert communes.loc["01004", "value"] == pytest.approx(20.0)
    assert communes.loc["75056", "value"] == pytest.approx(10.0)
    assert communes.loc["01004", "flags"] & Flag.AGGREGATED
    assert carried.frames["arrondissement"].loc["75102", "value"] == pytest.approx(15.0)
    assert carried.unknown == ["999990000"]


def test_carrying_never_makes_a_number_where_there_was_none() -> None:
    chance = np.random.default_rng(5)
    codes = [f"{place:05}" for place in range(200)]
    moved = {code: codes[place // 3] for place, code in enumerate(codes) if place % 3}
    current = [code for code in codes if code not in moved]
    rows = {code: [SECRET, MISSING][int(chance.integers(2))] for code in codes}
    frame, _ = _communes(dict(rows), geography(current, moved=moved))
    assert frame["value"].isna().all()
    assert set(frame["status"]) <= {SECRET, MISSING}
