"""What the scenarios say of a commune, in French: never a rank without its range and its sureness.

A rank is told only where it means something: among the alerts of what is shown, both ends of its
range inside their number, and not in the thousands. Pure: numbers in, words out.
"""

from __future__ import annotations

from coverage.verdicts import ROBUSTNESS_LABELS, word
from fragility.sentences import NO_BREAK, half_up, number, percent_of

#: Beyond this a rank says no more than « somewhere in a long list ».
LAST_RANK = 999


def robustness_words(
    flagged: float, median: int = 0, low: int = 0, high: int = 0, of: int = 0
) -> str:
    """Return « rang médian 12 sur 300, entre 5 et 40 ; robuste (92 % des scénarios) ».

    `flagged` is a share (0–1) of the scenarios, NaN without data; ranks are 0 for a commune that
    no scenario flags, `of` counts the double alerts they are among (0: no rank is told). "" when
    there is nothing to say.
    """
    label = ROBUSTNESS_LABELS.get(word(flagged), "")
    if not label:
        return ""
    share = f"{label} ({_share(flagged)} des scénarios)"
    rank = rank_words(median, low, high, of)
    return f"{rank} ; {share}" if rank else share


def flagged_words(flagged: float) -> str:
    """Return « signalée par 25 % des scénarios », for a commune that the base does not flag."""
    return f"signalée par {_share(flagged)} des scénarios" if flagged > 0 else ""


def rank_words(median: int, low: int, high: int, of: int) -> str:
    """Return « rang médian 12 sur 300, entre 5 et 40 », "" for a rank that would mislead."""
    if not median or high > min(of, LAST_RANK):
        return ""
    if low == high:
        return f"rang {number(median)} sur {number(of)} dans presque tous les scénarios"
    return f"rang médian {number(median)} sur {number(of)}, entre {number(low)} et {number(high)}"


def _share(flagged: float) -> str:
    """Return a share rounded, with a decimal where rounding would put it under another word."""
    if word(half_up(flagged, 2)) == word(flagged):
        return percent_of(flagged)
    return f"{number(100 * flagged, 1)}{NO_BREAK}%"
