"""The index of 2019: the worked example of its kit, and its rules one by one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from fragility.methods import ifn_2019

#: IRIS 62041 0801, counts of the census of 2016 and median of FILOSOFI 2015.
COUNTS = pd.DataFrame(
    {
        "C16_MENPSEUL": [1617.983449889],
        "C16_MEN": [2583.856135552],
        "C16_FAMMONO": [228.41610459],
        "C16_FAM": [899.404937253],
        "MED15": [17868],
        "P16_POP1529": [1524.143],
        "P16_POP": [4376.177],
        "P16_NSCOL15P_DIPLMIN": [686.511],
        "P16_NSCOL15P": [3215.430],
        "P16_POP65P": [820.321],
    },
    index=["620410801"],
)
DEPARTEMENT = pd.DataFrame(
    {
        "men": [0.306368],
        "fam": [0.158662],
        "rev": [18099.2857],
        "j1529": [0.176703],
        "dip": [0.347757],
        "p65": [0.174812],
    },
    index=["620410801"],
)


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ("info", 182.2284),
        ("interfaces", 98.7221),
        ("admin", 197.1006),
        ("num", 84.3128),
        ("acces", 154.3929),
        ("competences", 121.9087),
        ("global", 138.1508),
    ],
)
def test_the_worked_example_gives_its_published_score(score: str, expected: float) -> None:
    found = ifn_2019.scores(COUNTS, DEPARTEMENT)

    assert found.loc["620410801", score] == pytest.approx(expected, abs=1e-3)


def test_the_global_score_is_the_plain_mean_of_the_six_points() -> None:
    given = ifn_2019.points(ifn_2019.variables(COUNTS), DEPARTEMENT)

    found = ifn_2019.global_scores(ifn_2019.axes(given))

    assert found["global"].iloc[0] == pytest.approx(given.iloc[0].mean())


def test_a_reference_is_a_ratio_of_sums_and_not_a_mean_of_ratios() -> None:
    counts = pd.concat([COUNTS, COUNTS * 1], ignore_index=True)
    counts.loc[0, ["C16_MENPSEUL", "C16_MEN"]] = [10, 20]
    counts.loc[1, ["C16_MENPSEUL", "C16_MEN"]] = [10, 80]

    found = ifn_2019.references(counts, pd.Series(["62", "62"]), pd.Series({"62": 18_000.0}))

    assert found.loc["62", "men"] == pytest.approx(0.2)
    assert found.loc["62", "rev"] == 18_000.0


def test_a_row_without_one_count_is_left_out_of_the_reference() -> None:
    counts = pd.concat([COUNTS, COUNTS * 1], ignore_index=True)
    counts.loc[0, ["C16_MENPSEUL", "C16_MEN"]] = [10, 20]
    counts.loc[1, ["C16_MENPSEUL", "C16_MEN"]] = [np.nan, 80]

    found = ifn_2019.references(counts, pd.Series(["62", "62"]), pd.Series({"62": 18_000.0}))

    assert found.loc["62", "men"] == pytest.approx(0.5)


def test_a_territory_like_its_base_has_100_points_everywhere() -> None:
    bases = pd.Series(["62"], index=COUNTS.index)
    reference = ifn_2019.references(COUNTS, bases, pd.Series({"62": 17868.0}))

    found = ifn_2019.scores(COUNTS, reference.set_axis(COUNTS.index))

    assert found.iloc[0].tolist() == pytest.approx([100.0] * 7)


def test_the_reproduction_keeps_the_zero_of_a_missing_income() -> None:
    counts = COUNTS.assign(MED15=np.nan)

    assert ifn_2019.scores(counts, DEPARTEMENT)["interfaces"].iloc[0] == 0.0


def test_the_reproduction_keeps_the_direction_of_income() -> None:
    richer = COUNTS.assign(MED15=2 * COUNTS["MED15"])

    rich, poor = (ifn_2019.scores(one, DEPARTEMENT)["global"].iloc[0] for one in (richer, COUNTS))

    assert rich > poor
