"""What the scenarios say of a commune, in French: never a rank without its range and its sureness.

Pure: numbers in, words out.
"""

from __future__ import annotations

from math import floor

from coverage.verdicts import ROBUSTNESS_LABELS, word
from fragility.sentences import number, percent_of


def robustness_words(flagged: float, median: int, low: int, high: int) -> str:
    """Return « rang médian 12, entre 5 et 40 ; robuste (92 % des scénarios) ».

    `flagged` is a share (0–1) of the scenarios, NaN without data; ranks are 0 for a commune that
    no scenario flags. "" when there is nothing to say.
    """
    label = ROBUSTNESS_LABELS.get(word(flagged), "")
    if not label:
        return ""
    share = f"{label} ({_share(flagged)} des scénarios)"
    return f"{rank_words(median, low, high)} ; {share}" if median else share


def flagged_words(flagged: float) -> str:
    """Return « signalée par 25 % des scénarios », for a commune that the base does not flag."""
    return f"signalée par {_share(flagged)} des scénarios" if flagged > 0 else ""


def rank_words(median: int, low: int, high: int) -> str:
    """Return « rang médian 12, entre 5 et 40 », or « rang 12 dans presque tous les scénarios »."""
    if low == high:
        return f"rang {number(median)} dans presque tous les scénarios"
    return f"rang médian {number(median)}, entre {number(low)} et {number(high)}"


def _share(flagged: float) -> str:
    """Return a share rounded down, so that « 50 % » is never said of what falls short of it."""
    whole = floor(100 * flagged + 1e-9) / 100
    return percent_of(whole or flagged)
