"""The API of the need on the real indicators: every number against the files, by another way."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from django.test import Client

from fragility.models import CodeList, Indicator, Method, Release, Source
from fragility.setup import load_fragility
from fragility.territory_values import territory_values
from ifn_site.setup_steps import DataFolder
from territories.models import Commune, FormerCommune

API = "/api/v1/fragilite/"
NEED = ("poverty", "age_65", "low_diploma", "no_thd")


@pytest.fixture(scope="module", autouse=True)
def release(real_france: Path, django_db_blocker: Any) -> Iterator[None]:
    """The release of the real folder, active for these tests."""
    with django_db_blocker.unblock():
        load_fragility(DataFolder(real_france, "dossier"), lambda line: None)
    yield
    with django_db_blocker.unblock():
        for table in (Release, CodeList, Indicator, Method, Source):
            table._default_manager.all().delete()


def _frame(query: str = "") -> pd.DataFrame:
    response = Client().get(f"{API}commune/?format=csv{query}")
    content = b"".join(response)
    texts = {"code": str, "code_demande": str}
    return pd.read_csv(io.BytesIO(content), dtype=texts, low_memory=False).set_index("code")


@pytest.fixture(scope="module")
def communes(release: None, django_db_blocker: Any) -> pd.DataFrame:
    with django_db_blocker.unblock():
        return _frame()


def test_every_commune_is_there_once(communes: pd.DataFrame) -> None:
    assert len(communes) == Commune.objects.count()
    assert communes.index.is_unique
    assert {len(code) for code in communes.index} == {5}
    assert communes.index.str.match(r"2[AB]").sum() > 350


def test_a_number_stands_beside_a_known_status_only(communes: pd.DataFrame) -> None:
    for key in NEED:
        known = communes[f"{key}_statut"].isin(["observe", "estime"])
        assert (communes[f"{key}_valeur"].notna() == known).all()
        assert (communes[f"{key}_classe"].notna() <= known).all()


def test_classes_are_those_that_pandas_computes(communes: pd.DataFrame) -> None:
    for key in NEED:
        column = communes[f"{key}_valeur"].dropna()
        below = (column.rank(method="min") - 1) / len(column)
        expected = (1 + np.floor(10 * below)).clip(upper=10)
        given = communes.loc[column.index, f"{key}_classe"]
        # A value at the very edge of a tenth may fall on either side of a rounding to 4 decimals.
        assert (given != expected).sum() <= 3


def test_totals_ranks_and_counts_are_those_that_pandas_computes(communes: pd.DataFrame) -> None:
    classes = communes[[f"{key}_classe" for key in NEED]]
    known = classes.notna().sum(axis=1)
    expected = classes.mean(axis=1).where(known >= 3)
    assert (known == communes["completude"]).all()
    assert np.allclose(expected, communes["total"], atol=1e-4, equal_nan=True)
    ranks = expected.round(9).rank(method="min", ascending=False)
    assert np.allclose(ranks, communes["rang"], equal_nan=True)
    assert set(communes["effectif"].dropna()) == {expected.notna().sum()}
    counts = pd.cut(expected, [1, 3, 4, 5, 6, 7, 8, 11], right=False).value_counts(sort=False)
    # A total is drawn to the nearest twentieth: 2.98 is a 3.
    assert (communes["classe"].value_counts().sort_index().to_numpy() - counts).abs().max() <= 2


def test_a_department_is_the_mean_of_its_inhabitants(communes: pd.DataFrame) -> None:
    rows = Commune.objects.values_list("code", "departement_code", "population")
    frame = pd.DataFrame(rows, columns=["code", "departement", "people"]).set_index("code")
    frame["total"] = communes["total"]
    known = frame.dropna(subset=["total"])
    products = (known["total"] * known["people"]).groupby(known["departement"]).sum()
    means = products / known.groupby("departement")["people"].sum()
    answer = Client().get(f"{API}departement/").json()
    given = dict(zip(answer["codes"], answer["total"], strict=True))
    scored = {code: total for code, total in given.items() if total is not None}
    assert len(scored) >= 96
    assert max(abs(means[code] - total) for code, total in scored.items()) < 1e-3


def test_a_secret_is_told_and_never_a_number(communes: pd.DataFrame) -> None:
    young = _frame("&indicateurs=poverty_under_30")
    secret = young[young["poverty_under_30_statut"] == "secret"]
    assert len(secret) > 20_000
    assert secret["poverty_under_30_valeur"].isna().all()


@pytest.mark.parametrize(
    ("level", "code", "scored"),
    [
        ("commune", "48095", True),
        ("commune", "2A004", True),
        ("commune", "75056", True),
        ("commune", "97411", True),
        ("commune", "97502", False),
        ("commune", "55139", False),
        ("arrondissement", "75118", True),
        ("arrondissement", "13201", True),
        ("epci", "244200770", True),
        ("departement", "973", True),
        ("departement", "976", False),
        ("region", "76", True),
        ("france", "FR", True),
    ],
)
def test_a_territory_is_answered_and_adds_up(level: str, code: str, scored: bool) -> None:
    response = Client().get(f"{API}{level}/{code}/")
    answer = response.json()
    assert response.status_code == 200
    assert (answer["total"] is not None) == scored
    assert (answer["motif"] is None) == scored
    if scored:
        values = territory_values(level, code)
        assert values is not None
        parts = [one.contribution or 0 for one in values.of_method]
        assert sum(parts) == pytest.approx(values.total, abs=1e-9)


def test_a_former_commune_leads_to_the_one_of_today(communes: pd.DataFrame) -> None:
    former = FormerCommune.objects.exclude(code__in=communes.index).order_by("pk").first()
    assert former is not None
    response = Client().get(f"{API}commune/{former.code}/")
    assert response.status_code == 301
    assert response["Location"] == f"{API}commune/{former.current_code}/"


def test_a_thousand_codes_are_joined_in_one_call(communes: pd.DataFrame) -> None:
    codes = list(communes.index[::35][:1_000])
    frame = _frame(f"&codes={','.join(codes)}")
    assert list(frame.index) == codes
    assert np.allclose(frame["total"], communes.loc[codes, "total"], equal_nan=True)


def test_all_communes_are_written_in_two_seconds(communes: pd.DataFrame) -> None:
    started = time.monotonic()
    _frame()
    assert time.monotonic() - started < 2


def test_every_commune_with_an_outline_is_drawn(communes: pd.DataFrame) -> None:
    response = Client().get(f"{API}commune/?dans=departement:48&format=geojson")
    features = json.loads(b"".join(response))["features"]
    assert len(features) == 152
    assert all(one["geometry"] for one in features)
