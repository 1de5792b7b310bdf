"""The index of 2019, reproduced so that it can be verified: ratios to a reference.

Source: Indice de Fragilité Numérique, Incub'O (SGAR Occitanie), ANSA and La MedNum, 2019,
republished in 2020. Six variables were computed nationally, from the census of 2016 and
FILOSOFI 2015. For a unit u, a variable v and a base B (its département, EPCI or région):

    points(v, u, B) = 100 × x(v, u) / ref(v, B)          no bound; 100 = the reference
    ref(v, B)       = Σ numerator / Σ denominator over B, and the median of B for `rev`

    INFORMATION     = (men + fam) / 2                    INTERFACES      = rev
    ADMINISTRATIVES = j1529                              NUMÉRIQUES      = (dip + p65) / 2
    ACCÈS           = (men + fam + rev) / 3              COMPÉTENCES     = (j1529 + dip + p65) / 3
    GLOBAL          = (ACCÈS + COMPÉTENCES) / 2

Two faults of the original are kept, because this is a reproduction: a missing value has 0 point,
and `rev` is not inverted, so that a higher median income counts as more fragile.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

HUNDRED = 100.0


@dataclass(frozen=True)
class Variable:
    """One variable: a share of two counts, or a median when there is no denominator."""

    key: str
    numerator: str
    denominator: str = ""


VARIABLES: tuple[Variable, ...] = (
    Variable("men", "C16_MENPSEUL", "C16_MEN"),
    Variable("fam", "C16_FAMMONO", "C16_FAM"),
    Variable("rev", "MED15"),
    Variable("j1529", "P16_POP1529", "P16_POP"),
    Variable("dip", "P16_NSCOL15P_DIPLMIN", "P16_NSCOL15P"),
    Variable("p65", "P16_POP65P", "P16_POP"),
)

AXES = ("info", "interfaces", "admin", "num")
SCORES = (*AXES, "acces", "competences", "global")


def variables(counts: pd.DataFrame) -> pd.DataFrame:
    """Return x(v, u), one column per variable, from INSEE's counts (columns of `VARIABLES`).

    Shares are 0–1, `rev` is in euros; NaN where a count is missing or a denominator is 0.
    """
    columns = {}
    for variable in VARIABLES:
        top = counts[variable.numerator].astype(float)
        if variable.denominator:
            bottom = counts[variable.denominator].astype(float)
            top = top / bottom.where(bottom > 0)
        columns[variable.key] = top
    return pd.DataFrame(columns)


def references(counts: pd.DataFrame, bases: pd.Series, medians: pd.Series) -> pd.DataFrame:
    """Return ref(v, B), one row per base: ratios of sums, and the medians of the bases.

    `bases` gives the base of each row of `counts`; `medians` the median income by base. A row
    without one of its two counts is left out of both sums.
    """
    columns = {}
    for variable in VARIABLES:
        if not variable.denominator:
            columns[variable.key] = medians.astype(float)
            continue
        pair = counts[[variable.numerator, variable.denominator]].astype(float).dropna()
        sums = pair.groupby(bases.loc[pair.index]).sum()
        columns[variable.key] = sums[variable.numerator] / sums[variable.denominator]
    return pd.DataFrame(columns)


def points(values: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Return 100 × x / ref, missing = 0 as published; `reference` has the rows of `values`."""
    return (HUNDRED * values / reference).fillna(0.0)


def axes(given: pd.DataFrame) -> pd.DataFrame:
    """Return the four axes from the points of the six variables."""
    return pd.DataFrame(
        {
            "info": (given["men"] + given["fam"]) / 2,
            "interfaces": given["rev"],
            "admin": given["j1529"],
            "num": (given["dip"] + given["p65"]) / 2,
        }
    )


def global_scores(axis: pd.DataFrame) -> pd.DataFrame:
    """Return ACCÈS = (2·INFO + INTERFACES)/3, COMPÉTENCES = (ADMIN + 2·NUM)/3 and GLOBAL.

    The same as the plain mean of the six points: each axis weighs as many variables as it has.
    """
    acces = (2 * axis["info"] + axis["interfaces"]) / 3
    competences = (axis["admin"] + 2 * axis["num"]) / 3
    return pd.DataFrame(
        {"acces": acces, "competences": competences, "global": (acces + competences) / 2}
    )


def scores(counts: pd.DataFrame, reference: pd.DataFrame) -> pd.DataFrame:
    """Return the seven published scores (`SCORES`) from the counts and each row's references."""
    axis = axes(points(variables(counts), reference))
    return pd.concat([axis, global_scores(axis)], axis=1)[list(SCORES)]
