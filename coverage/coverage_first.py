"""The double alerts to look at first on the page of coverage, each with why in a few words.

The robust ones first, then where most inhabitants lack access. It knows no request.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from coverage.coverage_layer import CoverageLayer
from coverage.coverage_table import FIRST, minutes_words, rows, surest_first
from coverage.honesty import is_scarce
from coverage.measure_words import many
from coverage.verdict_words import robustness_words
from fragility.sentences import number


def first_alerts(layer: CoverageLayer) -> dict[str, Any]:
    """Return `lines` (row, text, reach), `count` of all double alerts shown, `words` for both.

    Nothing for a service that almost no place declares.
    """
    if is_scarce(layer.crossing.run, layer.choices.service):
        return {"lines": [], "count": 0, "words": ""}
    places = surest_first(layer, np.flatnonzero(layer.within & layer.crossing.alerts))
    shown = places[:FIRST].tolist()
    lines = [
        {
            "row": row,
            "text": _sure_words(layer, place),
            "reach": _reach_words(layer, place, row.share),
        }
        for place, row in zip(shown, rows(layer, shown), strict=True)
    ]
    return {"lines": lines, "count": len(places), "words": _words(layer, len(shown), len(places))}


def _words(layer: CoverageLayer, shown: int, count: int) -> str:
    """Return « 10 doubles alertes sur 34 »; on foot no more than the communes of the list."""
    on_foot = layer.choices.mode == "pied"
    several = "communes vues de leur centre" if on_foot else "doubles alertes"
    one = "commune vue de son centre" if on_foot else "double alerte"
    told = many(shown, one, several)
    return told if shown == count else f"{told} sur {number(count)}"


def _sure_words(layer: CoverageLayer, place: int) -> str:
    """Return « robuste (92 % des scénarios) »: no rank, the list is its own order."""
    if not layer.choices.has_robustness:
        return ""
    return robustness_words(float(layer.flagged()[place]))


def _reach_words(layer: CoverageLayer, place: int, share: str) -> str:
    """Return « lieu le plus proche à 29 minutes, accès à 12 % de la moyenne »."""
    minutes = minutes_words(float(layer.crossing.minutes[place]))
    near = f"lieu le plus proche à {minutes} minute{'' if minutes == '1' else 's'}"
    if layer.crossing.access[place] <= 0:
        return f"{near}, au-delà de la portée du calcul"
    return f"{near}, accès à {share} de la moyenne" if share else near
