"""What `verify_methods` recomputes of the published indices and of our poverty estimator.

Everything is computed again from the raw inputs of the folder, by the functions of the site, and
compared with what was published: nothing published is read back as a result, kept or shown, but
aggregates (counts, errors). The expected hashes make a changed input visible.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from fragility.methods import ifn_2019, ifn_2023
from fragility.methods.poverty_estimate import PovertyFit, estimate_poverty
from fragility.published_files import (
    ARRAS_BASES,
    arras_counts,
    arras_references,
    arras_scores,
    city_scores_2023,
    epci_scores_2023,
    expected_poverty,
    filosofi_frames,
    iris_scores_2019,
    weights_2018,
)
from fragility.status import Status
from ifn_site.verifications import Check, compared

TOLERANCE_2019_RAW = 1e-5
TOLERANCE_2019_AGGREGATION = 1e-8
TOLERANCE_2023_COMMUNES = 1e-9
TOLERANCE_2023_EPCI = 0.03
CLOSE_EPCI = 0.005
FAR_EPCI_SHARE = 0.002
POVERTY_MEDIAN_DIFFERENCE = 0.05
POVERTY_UNEXPLAINED = 0.17
POVERTY_MAE = 2.2


def checks(folder: Path) -> list[Check]:
    """Return every comparison. Raises OSError, ValueError or KeyError for unreadable inputs."""
    return [
        check_2019_raw(folder),
        check_2019_aggregation(folder),
        check_2023_communes(folder),
        *check_2023_epci(folder),
        *check_poverty(folder),
    ]


def check_2019_raw(folder: Path) -> Check:
    """Recompute the seven scores on three bases from the counts of each IRIS of Arras."""
    counts = arras_counts(folder)
    errors = []
    for base in ARRAS_BASES:
        ours = ifn_2019.scores(counts, arras_references(folder, base))
        errors.append((ours - arras_scores(folder, base)).abs().to_numpy())
    return _checked(
        "IFN 2019, des effectifs aux scores (IRIS × 3 bases × 7 scores)",
        np.stack(errors),
        TOLERANCE_2019_RAW,
    )


def check_2019_aggregation(folder: Path) -> Check:
    """Recompute ACCÈS, COMPÉTENCES and GLOBAL of every IRIS of France from its four axes."""
    errors = []
    rows = 0
    for axis, published in iris_scores_2019(folder):
        ours = ifn_2019.global_scores(axis)
        errors.append((ours - published).abs().to_numpy())
        rows = len(axis)
    return _checked(
        f"IFN 2019, des axes au score global ({rows} IRIS × 3 bases)",
        np.stack(errors),
        TOLERANCE_2019_AGGREGATION,
    )


def check_2023_communes(folder: Path) -> Check:
    """Recompute each commune's total from its five classes."""
    published = city_scores_2023(folder)
    scores = published[list(ifn_2023.INDICATORS)]
    error = (ifn_2023.total(scores) - published["total"]).abs()
    known = scores.notna().all(axis=1) | published["total"].notna()
    return _checked(
        "IFN 2023, totaux des communes", error[known].to_numpy(), TOLERANCE_2023_COMMUNES
    )


def check_2023_epci(folder: Path) -> list[Check]:
    """Recompute each EPCI's total from its communes, weighted by their population of 2018."""
    cities = city_scores_2023(folder)[list(ifn_2023.INDICATORS)]
    weights = weights_2018(folder)
    scores = cities.reindex(weights.index)
    ours = ifn_2023.total(ifn_2023.roll_up(scores, weights["population"], weights["epci"]))
    published = epci_scores_2023(folder)["total"].reindex(ours.index)
    error = (ours - published).abs().to_numpy()
    far = float(np.mean(~(error < CLOSE_EPCI))) if len(error) else np.nan
    return [
        _checked("IFN 2023, totaux des EPCI depuis les communes", error, TOLERANCE_2023_EPCI),
        compared(
            f"IFN 2023, part des EPCI à {CLOSE_EPCI} ou plus".replace(".", ","),
            len(error),
            far,
            FAR_EPCI_SHARE,
        ),
    ]


def check_poverty(folder: Path) -> list[Check]:
    """Estimate the poverty rates again from INSEE's file and compare with the reference table."""
    filled, fit = estimate_poverty(*filosofi_frames(folder))
    expected = expected_poverty(folder).reindex(filled.index)
    ours = filled["status"].where(filled["status"] != Status.SECRET, Status.MISSING)
    both = expected["status"].notna()
    counts = [
        (int((ours == status).sum()), int((expected["status"] == status).sum()))
        for status in (Status.OBSERVED, Status.ESTIMATED, Status.MISSING)
    ]
    difference = (filled["value"] - expected["value"]).abs()
    observed = (ours == Status.OBSERVED) & both
    estimated = (ours == Status.ESTIMATED) & both
    words = "observés {}, estimés {}, manquants {}".format(*(number for number, _ in counts))
    return [
        compared(
            "Pauvreté, mêmes nombres de taux observés, estimés, manquants",
            len(filled),
            sum(abs(mine - theirs) for mine, theirs in counts) + int((~both).sum()),
            0.0,
            words,
        ),
        _checked("Pauvreté, taux observés gardés", difference[observed].to_numpy(), 1e-9),
        compared(
            "Pauvreté, écart médian des taux estimés (points)",
            int(estimated.sum()),
            difference[estimated].median(),
            POVERTY_MEDIAN_DIFFERENCE,
        ),
        *_cross_validation(fit),
    ]


def _cross_validation(fit: PovertyFit | None) -> list[Check]:
    """Return the checks of the estimator's own error, on communes it was not taught."""
    seen = fit.observed if fit else 0
    return [
        compared(
            "Pauvreté, 1 − R² en validation croisée",
            seen,
            1 - fit.r2 if fit else np.nan,
            POVERTY_UNEXPLAINED,
            f"R² = {fit.r2:.3f}, 10 plis" if fit else "trop peu de taux observés",
        ),
        compared(
            "Pauvreté, erreur absolue moyenne en validation croisée (points)",
            seen,
            fit.mae if fit else np.nan,
            POVERTY_MAE,
            f"9 erreurs sur 10 sous {fit.p90:.1f} points" if fit else "",
        ),
    ]


def _checked(what: str, errors: np.ndarray, tolerance: float) -> Check:
    """Return the check of the largest error; a value that is not a number fails."""
    largest = float(np.max(errors)) if errors.size else np.nan
    return compared(what, int(errors.size), largest, tolerance)
