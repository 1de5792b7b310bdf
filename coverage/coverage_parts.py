"""The territories inside the one shown: how many double alerts each holds, how deep the lack is.

Numbers of a layer counted by larger territory; it knows no request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from coverage.coverage_layer import CoverageLayer
from coverage.store import level_coverage
from coverage.territory_page import territory_url
from coverage.verdicts import ROBUST
from fragility.larger import larger
from fragility.level_names import level_names
from fragility.sentences import percent_of

#: What each territory is divided into, and how it is called.
_PARTS = {
    "": ("region", "région"),
    "region": ("departement", "département"),
    "departement": ("epci", "intercommunalité"),
}


@dataclass(frozen=True)
class Part:
    """One territory: communes and inhabitants in double alert, of which robust, and the lack.

    `lack` is FGT1 in words: how much access is missing under the national line, spread over all.
    """

    code: str
    name: str
    query: str
    url: str
    alerts: int
    people: int
    share: str
    robust: int | None
    lack: str


def parts_table(layer: CoverageLayer) -> dict[str, Any] | None:
    """Return the territories inside, those with the largest share in double alert first.

    None inside an EPCI, whose parts are the communes themselves.
    """
    choices = layer.choices
    held = _PARTS.get(choices.inside[0] if choices.inside else "")
    if held is None:
        return None
    level, word = held
    crossing = layer.crossing
    holders = larger("commune").along(crossing.codes, level)
    codes, numbers = np.unique(holders[layer.within], return_inverse=True)
    people = np.nan_to_num(crossing.people[layer.within])
    flags = crossing.alerts[layer.within]
    size = len(codes)

    def added(values: Any) -> np.ndarray[Any, Any]:
        return np.bincount(numbers, weights=values, minlength=size)

    alerts, heads, all_ = added(flags), added(np.where(flags, people, 0.0)), added(people)
    shares = np.divide(heads, all_, out=np.zeros(size), where=all_ > 0)
    sure = None
    if choices.has_robustness:
        sure = added(flags & (np.nan_to_num(layer.flagged()[layer.within]) >= ROBUST))
    lacks = _lacks(layer, level)
    names = level_names(level).names
    order = [int(at) for at in np.lexsort((codes, -shares)) if codes[at]]
    found = [
        Part(
            code=str(codes[at]),
            name=names.get(str(codes[at]), str(codes[at])),
            query=choices.query(inside=(level, str(codes[at])), page=1, only="", name=""),
            url=territory_url(level, str(codes[at])),
            alerts=int(alerts[at]),
            people=round(float(heads[at])),
            share=percent_of(float(shares[at])),
            robust=int(sure[at]) if sure is not None else None,
            lack=lacks.get(str(codes[at]), ""),
        )
        for at in order
    ]
    return {
        "level": level,
        "word": word,
        "rows": found,
        "has_robust": sure is not None,
        "has_lack": bool(lacks),
        "is_cut": level == "epci",
    }


def _lacks(layer: CoverageLayer, level: str) -> dict[str, str]:
    """Return the words of FGT1 by code, by car only: the run stores no other."""
    columns = level_coverage(level, layer.crossing.run)
    if layer.choices.mode != "voiture" or columns is None:
        return {}
    values = columns.column(f"fgt1.{layer.choices.service}").tolist()
    pairs = zip(columns.codes, values, strict=True)
    return {code: percent_of(one) for code, one in pairs if np.isfinite(one)}
