"""What the scenarios say of a commune, in French: never a rank without its range and its sureness.

Pure: numbers in, words out.
"""

from __future__ import annotations

from coverage.verdicts import ROBUSTNESS_LABELS, word
from fragility.sentences import number, percent_of


def robustness_words(flagged: float | None, median: int, low: int, high: int) -> str:
    """Return « rang médian 12, entre 5 et 40 ; robuste (92 % des scénarios) ».

    `flagged` is a share (0–1) of the scenarios, None without data; ranks are 0 for a commune that
    no scenario flags. "" when there is nothing to say.
    """
    if flagged is None:
        return ""
    label = ROBUSTNESS_LABELS.get(word(flagged), "")
    if not label:
        return "dans aucun scénario"
    share = f"{label} ({percent_of(flagged)} des scénarios)"
    return f"{rank_words(median, low, high)} ; {share}" if median else share


def rank_words(median: int, low: int, high: int) -> str:
    """Return « rang médian 12, entre 5 et 40 », or « rang 12 dans presque tous les scénarios »."""
    if low == high:
        return f"rang {number(median)} dans presque tous les scénarios"
    return f"rang médian {number(median)}, entre {number(low)} et {number(high)}"
