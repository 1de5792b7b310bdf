"""Reading the files that `verify_methods` and the known defects are computed from.

Inputs only: raw counts, published scores to compare with, populations. Nothing of them is stored
in the project but the hash of each file (`published_inputs`).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from fragility.methods import ifn_2019, ifn_2023
from fragility.published_inputs import (
    ARRAS,
    CITY_2023,
    EPCI_2023,
    EXPECTED_POVERTY,
    FILOSOFI,
    IRIS_2019,
    LOCAL_RATES,
    WEIGHTS_2018,
)
from fragility.status import Status

ARRAS_BASES = ("departement", "EPCI", "region")

_COUNTS = {
    "C16_MENPSEUL": "C16 Menpseul",
    "C16_MEN": "C16 Men",
    "C16_FAMMONO": "C16 Fammono",
    "C16_FAM": "C16 Fam",
    "MED15": "MED15 données communales",
    "P16_POP1529": "P16 Pop1529",
    "P16_POP": "P16 Pop",
    "P16_NSCOL15P_DIPLMIN": "P16 Nscol15P Diplmin",
    "P16_NSCOL15P": "P16 Nscol15P",
    "P16_POP65P": "P16 Pop65P",
}
_REFERENCES = {
    "men": "SEUILS Part des ménages {}",
    "fam": "SEUILS Part des familles {}",
    "rev": "SEUILS revenue median {}",
    "j1529": "SEUILS Part des personnes âgées de 15 – 29 ans {}",
    "dip": "SEUILS Part des non ou peu diplômés {}",
    "p65": "SEUILS Part des personnes âgées de 65 {}",
}
_ARRAS_SCORES = {
    "info": "ACCES A L'INFORMATION {} 1",
    "interfaces": "ACCÈS AUX INTERFACES NUMERIQUES {} 1",
    "admin": "COMPETENCES ADMINISTATIVES {} 1",
    "num": "COMPÉTENCES NUMÉRIQUES / SCOLAIRES {} 1",
    "acces": "GLOBAL ACCES {} 1",
    "competences": "GLOBAL COMPETENCES {} 1",
    "global": "SCORE GLOBAL {} 1",
}


def _arras(folder: Path) -> pd.DataFrame:
    """Return the rows of the IRIS of Arras, indexed by IRIS code.

    The spaces of the header are irregular (doubled, unbreakable): each run becomes one space.
    """
    table = pd.read_csv(folder / ARRAS, dtype={"Code Iris": str})
    return table.rename(columns=lambda name: " ".join(name.split())).set_index("Code Iris")


def arras_counts(folder: Path) -> pd.DataFrame:
    """Return INSEE's counts of each IRIS of Arras, under the names of `ifn_2019.VARIABLES`."""
    return _arras(folder)[list(_COUNTS.values())].set_axis(list(_COUNTS), axis=1)


def arras_references(folder: Path, base: str) -> pd.DataFrame:
    """Return the references of one base, one row per IRIS: shares of 0–1 and a median."""
    names = [name.format(base) for name in _REFERENCES.values()]
    return _arras(folder)[names].set_axis(list(_REFERENCES), axis=1)


def arras_scores(folder: Path, base: str) -> pd.DataFrame:
    """Return the seven published scores of one base."""
    names = [_ARRAS_SCORES[key].format(base.lower()) for key in ifn_2019.SCORES]
    return _arras(folder)[names].set_axis(list(ifn_2019.SCORES), axis=1)


def _iris_2019(folder: Path) -> pd.DataFrame:
    """Return the scores of every IRIS of France, codes as text."""
    texts = dict.fromkeys(("code_iris", "insee_com", "dep", "reg", "epci"), str)
    return pd.read_csv(folder / IRIS_2019, dtype=texts).set_index("code_iris")


def iris_scores_2019(folder: Path) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    """Yield, for each base, (four axes, three published global scores) of every IRIS."""
    table = _iris_2019(folder)
    published = {"acces": "global_acces", "competences": "global_comp", "global": "global"}
    for base in ("dep", "epc", "reg"):
        axes = table[[f"{axis}_{base}" for axis in ifn_2019.AXES]]
        totals = table[[f"{name}_{base}" for name in published.values()]]
        yield axes.set_axis(list(ifn_2019.AXES), axis=1), totals.set_axis(list(published), axis=1)


def interfaces_2019(folder: Path) -> pd.DataFrame:
    """Return, by IRIS, the commune (`insee_com`) and the points of the interfaces axis."""
    return _iris_2019(folder)[["insee_com", "interfaces_dep"]]


def city_scores_2023(folder: Path) -> pd.DataFrame:
    """Return the five published scores and the total of each commune or arrondissement."""
    return _scores_2023(folder / CITY_2023)


def epci_scores_2023(folder: Path) -> pd.DataFrame:
    """Return the five published scores and the total of each EPCI."""
    return _scores_2023(folder / EPCI_2023)


def _scores_2023(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype={"code": str}).set_index("code")
    return table[[*ifn_2023.INDICATORS, "total"]].astype(float)


def weights_2018(folder: Path) -> pd.DataFrame:
    """Return, by commune, its `epci` of 2021 and its municipal `population` of 2018."""
    table = pd.read_csv(folder / WEIGHTS_2018, dtype={"code": str, "epci_2021": str})
    table = table.set_index("code").rename(
        columns={"epci_2021": "epci", "pop_mun_2018": "population"}
    )
    return table[["epci", "population"]].astype({"population": float})


def filosofi_frames(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return frames (`value`, `status`) of the poverty rate and of the median, by commune."""
    columns = ["CODGEO", "TP6021", "MED21"]
    table = pd.read_csv(folder / FILOSOFI, sep=";", dtype=str, usecols=columns)
    table = table.set_index("CODGEO")
    return _insee_frame(table["TP6021"]), _insee_frame(table["MED21"])


def _insee_frame(texts: pd.Series) -> pd.DataFrame:
    """Return numbers where INSEE writes one, a status everywhere; `s`, `ns`, `nd` are secret."""
    secret = texts.isin(("s", "ns", "nd"))
    values = pd.to_numeric(texts.mask(secret).str.replace(",", "."))
    status = np.where(secret, Status.SECRET, Status.MISSING)
    return pd.DataFrame(
        {"value": values, "status": np.where(values.notna(), Status.OBSERVED, status)}
    ).astype({"value": float, "status": np.int8})


def expected_poverty(folder: Path) -> pd.DataFrame:
    """Return the reference table of poverty: `value` and `status` by commune."""
    words = {
        "observe": Status.OBSERVED,
        "estime_mediane": Status.ESTIMATED,
        "manquant": Status.MISSING,
    }
    table = pd.read_csv(folder / EXPECTED_POVERTY, dtype={"code": str}).set_index("code")
    return pd.DataFrame(
        {"value": table["tp60_2021_ou_estime"], "status": table["tp_statut"].map(words)}
    )


def low_incomes(folder: Path) -> pd.Series:
    """Return the share (0–100) of tax households under 12,000 euros, by commune."""
    table = pd.read_csv(folder / LOCAL_RATES, dtype={"code": str}).set_index("code")
    return table["pct_foyers_rfr_inf_12000_ircom"].dropna()
