"""The territories inside the one shown: how many double alerts each holds, how deep the lack is.

Numbers of a layer counted by larger territory; it knows no request.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coverage.coverage_layer import CoverageLayer
from coverage.honesty import is_scarce
from coverage.measure_words import many
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

    `unknown` counts the communes without data; with no other, nothing is known (`is_known`).
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
    unknown: int
    is_known: bool
    lack: str = ""


def parts_table(layer: CoverageLayer) -> dict[str, Any] | None:
    """Return the territories inside, those with the largest share in double alert first.

    None inside an EPCI, whose parts are the communes themselves, and for a service that almost no
    place declares. On foot no share is told: a commune is one point, its centre.
    """
    choices = layer.choices
    held = _PARTS.get(choices.inside[0] if choices.inside else "")
    if held is None or is_scarce(layer.crossing.run, choices.service):
        return None
    level, word = held
    found, lacks = _parts(layer, level), _lacks(layer, level)
    return {
        "level": level,
        "word": word,
        "summary": f"{many(len(found), word, word + 's')}, la plus grande part d’abord",
        "rows": [replace(one, lack=lacks.get(one.code, "")) for one in found],
        "has_robust": choices.has_robustness,
        "has_lack": bool(lacks),
        "has_share": choices.mode != "pied",
        "has_unknown": any(one.unknown for one in found),
        "is_cut": level == "epci",
    }


def _parts(layer: CoverageLayer, level: str) -> list[Part]:
    """Return the parts with their counts, without the lack."""
    crossing, choices, within = layer.crossing, layer.choices, layer.within
    holders = larger("commune").along(crossing.codes, level)
    codes, numbers = np.unique(holders[within], return_inverse=True)
    unknown = crossing.classes[within] == 0
    people, flags = np.nan_to_num(crossing.people[within]), crossing.alerts[within]

    def added(values: NDArray[Any]) -> NDArray[Any]:
        return np.bincount(numbers, weights=values, minlength=len(codes))

    alerts, heads, everyone = added(flags), added(np.where(flags, people, 0.0)), added(people)
    lacking, communes = added(unknown), np.bincount(numbers, minlength=len(codes))
    shares = np.divide(heads, everyone, out=np.zeros(len(codes)), where=everyone > 0)
    sure = None
    if choices.has_robustness:
        sure = added(flags & (np.nan_to_num(layer.flagged()[within]) >= ROBUST))
    names = level_names(level).names
    return [
        Part(
            code=code,
            name=names.get(code, code),
            query=choices.query(inside=(level, code), page=1, only="", name=""),
            url=territory_url(level, code),
            alerts=int(alerts[at]),
            people=round(float(heads[at])),
            share=percent_of(float(shares[at])),
            robust=int(sure[at]) if sure is not None else None,
            unknown=int(lacking[at]),
            is_known=bool(lacking[at] < communes[at]),
        )
        for at in np.lexsort((codes, -shares, lacking == communes)).tolist()
        if (code := str(codes[at]))
    ]


def _lacks(layer: CoverageLayer, level: str) -> dict[str, str]:
    """Return the words of FGT1 by code, by car only: the run stores no other."""
    columns = level_coverage(level, layer.crossing.run)
    if layer.choices.mode != "voiture" or columns is None:
        return {}
    values = columns.column(f"fgt1.{layer.choices.service}").tolist()
    pairs = zip(columns.codes, values, strict=True)
    return {code: percent_of(one) for code, one in pairs if np.isfinite(one)}
