"""The words and codes of what coverage concludes: how sure, which cluster, why nothing is said.

Data only, read by what computes and by what shows.
"""

from __future__ import annotations

import math

ROBUST, PROBABLE = 0.8, 0.5
#: Words for a share of scenarios, and what they mean.
ROBUSTNESS = {
    "robuste": "signalée dans au moins 80 % de tous les scénarios",
    "probable": "signalée dans 50 à 80 % de tous les scénarios",
    "depend": "signalée dans moins de 50 % de tous les scénarios",
}
ROBUSTNESS_LABELS = {
    "robuste": "robuste",
    "probable": "probable",
    "depend": "dépend des hypothèses",
}

#: In a cluster or not; the number of a cluster is that of its quadrant in esda.
NOT_SIGNIFICANT, HH, LH, LL, HL, EXCLUDED = 0, 1, 2, 3, 4, 255
CLUSTER_KEYS = {HH: "HH", LH: "LH", LL: "LL", HL: "HL"}
CLUSTER_LABELS = {
    HH: "écart large, au milieu d’écarts larges",
    LL: "écart étroit, au milieu d’écarts étroits",
    HL: "écart large, au milieu d’écarts étroits",
    LH: "écart étroit, au milieu d’écarts larges",
    NOT_SIGNIFICANT: "rien que le hasard n’explique",
    EXCLUDED: "sans donnée ou sans voisin",
}

#: Why a commune is not like the others, as bits of the column `status`.
NO_POPULATION, NO_NEED, NO_POINT, OUT_OF_REACH = 1, 2, 4, 8
STATUS_KEYS = {
    NO_POPULATION: "sans_habitant",
    NO_NEED: "sans_indice_de_fragilite",
    NO_POINT: "sans_point",
    OUT_OF_REACH: "hors_de_portee",
}
STATUS_LABELS = {
    NO_POPULATION: "aucun habitant, ou population inconnue",
    NO_NEED: "sans indice de fragilité : sans donnée pour l’écart",
    NO_POINT: "sans position connue",
    OUT_OF_REACH: "aucun lieu référencé à portée",
}


def word(share: float) -> str:
    """Return the key of `ROBUSTNESS` for a share (0–1) of scenarios, "" for none or unknown.

    A bound belongs to the surer word.
    """
    if not math.isfinite(share) or share <= 0:
        return ""
    return "robuste" if share >= ROBUST else "probable" if share >= PROBABLE else "depend"


def statuses(bits: int) -> tuple[int, ...]:
    """Return the bits that are set, in order."""
    return tuple(bit for bit in STATUS_KEYS if bits & bit)
