"""The table of the page of coverage as a file: the same rows, in the same order, with their inputs.

Each row holds what its verdict hangs on (need, access, bounds of the base), so that anybody can
make it again by hand. What nobody knows is empty, never 0. It knows no request.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coverage.annotations import annotations_of
from coverage.coverage_layer import CoverageLayer
from coverage.coverage_table import RANKS, Places, sorted_places
from coverage.coverage_values import class_label
from coverage.exports import csv_chunks, numbers
from coverage.honesty import is_scarce
from coverage.store import level_coverage
from coverage.verdicts import ROBUSTNESS_LABELS, STATUS_KEYS, statuses, word
from fragility.larger import larger
from fragility.level_names import level_names

Cells = dict[str, list[Any]]


def csv_of(layer: CoverageLayer) -> Iterator[bytes | str]:
    """Return every row of the table as a CSV."""
    crossing, places = layer.crossing, sorted_places(layer)
    size = len(places)
    cells = {
        **_identity(layer, places),
        "double_alerte": _flags(layer, places),
        **_scenario_cells(layer, places),
        **_inputs(layer, places),
        **_remarks(layer, places),
        "calcul": [crossing.run.version] * size,
        "demonstration": [crossing.run.is_demonstration] * size,
    }
    return csv_chunks(cells)


def _identity(layer: CoverageLayer, places: Places) -> Cells:
    crossing, choices = layer.crossing, layer.choices
    names, size = level_names("commune").names, len(places)
    codes = [crossing.codes[place] for place in places.tolist()]
    departements = larger("commune").along(crossing.codes, "departement")
    bases = level_coverage(choices.base, crossing.run)
    base_codes = bases.codes if bases else ()
    groups = crossing.groups[places].tolist()
    return {
        "code": codes,
        "nom": [names.get(code, code) for code in codes],
        "departement": [str(departements[place]) for place in places.tolist()],
        "population": numbers(crossing.people[places]),
        "service": [choices.service] * size,
        "mode": [choices.mode] * size,
        "base": [choices.base] * size,
        "base_code": [base_codes[one] if one >= 0 else "" for one in groups],
    }


def _inputs(layer: CoverageLayer, places: Places) -> Cells:
    crossing = layer.crossing
    groups = crossing.groups[places]

    def of_base(column: NDArray[np.float64]) -> list[Any]:
        held = np.append(column, np.nan)
        return numbers(held[np.where(groups >= 0, groups, len(column))])

    return {
        "classe": [class_label(one) for one in crossing.classes[places].tolist()],
        "besoin": numbers(crossing.need[places]),
        "besoin_borne_basse": of_base(crossing.need_bounds.low),
        "besoin_borne_haute": of_base(crossing.need_bounds.high),
        "acces": numbers(crossing.access[places]),
        "acces_borne_basse": of_base(crossing.access_bounds.low),
        "acces_borne_haute": of_base(crossing.access_bounds.high),
        "acces_moyen": of_base(crossing.means),
        "priorite": numbers(crossing.priorities[places]),
        "minutes": numbers(crossing.minutes[places]),
        "choix": numbers(crossing.choice[places]),
        "lieux": numbers(crossing.communes.column(f"venues.{layer.choices.service}")[places]),
    }


def _remarks(layer: CoverageLayer, places: Places) -> Cells:
    """Return what is missing, and the notes of people who know the place."""
    crossing = layer.crossing
    codes = [crossing.codes[place] for place in places.tolist()]
    notes = annotations_of("commune", codes)
    bits = crossing.communes.column("status")[places].tolist()
    return {
        "statut": ["|".join(STATUS_KEYS[bit] for bit in statuses(one)) for one in bits],
        "annotations": [
            " | ".join(
                f"{one.written_on} {one.organisation} : {one.text}" for one in notes.get(code, ())
            )
            for code in codes
        ],
    }


def _scenario_cells(layer: CoverageLayer, places: Places) -> Cells:
    if not layer.choices.has_robustness:
        return {}
    flagged = layer.flagged()[places]
    ranks = {
        french: [one or None for one in layer.ranks(name)[places].tolist()]
        for french, name in zip(("rang_median", "rang_p5", "rang_p95"), RANKS, strict=True)
    }
    return {
        "part_scenarios": numbers(flagged),
        "robustesse": [ROBUSTNESS_LABELS.get(word(one), "") for one in flagged.tolist()],
        **ranks,
    }


def _flags(layer: CoverageLayer, places: Places) -> list[int | None]:
    """Return 1 or 0, empty without data or where almost no place declares the service."""
    crossing = layer.crossing
    if is_scarce(crossing.run, layer.choices.service):
        return [None] * len(places)
    pairs = zip(crossing.alerts[places].tolist(), crossing.classes[places].tolist(), strict=True)
    return [int(alert) if number else None for alert, number in pairs]
