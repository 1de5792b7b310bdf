"""What `verify_methods` recomputes of the worked example of the gap: access, alerts, siting.

Four communes and two venues whose results were computed by hand and by other software. Everything
is computed again by the functions of the site; the decays are read from the file, and ours are
compared with them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coverage.access import PER, access
from coverage.decays import PRESETS, Preset
from coverage.fgt import fgt
from coverage.links import Links
from coverage.siting.cover import greedy_cover
from coverage.siting.median import p_median
from coverage.siting.reach import Reach
from coverage.thirds import Rule, double_alerts, priorities
from coverage.verified_inputs import WORKED_EXAMPLE
from ifn_site.verifications import Check, compared

Floats = NDArray[np.float64]
#: The names of the file, and ours.
DECAYS = {
    "2SFCA_20": "2sfca-20",
    "2SFCA_30": "2sfca-30",
    "APL_10_15_20": "apl",
    "APL2012_5_10_15": "apl-2012",
    "E2SFCA_luo_qi": "e2sfca",
    "3SFCA_wan": "3sfca",
}
MAIN = "APL_10_15_20"
TOLERANCE = 1e-4
#: Priorities are written with one decimal.
TOLERANCE_FLAGS = 0.05
#: Under which access, per 10,000 inhabitants, help is lacking in the example.
FGT_LINE = 5.0
#: A way counted for whom no candidate reaches: more than any of the example.
_FAR = 60.0


def checks(folder: Path) -> list[Check]:
    """Return every comparison. Raises OSError, ValueError or KeyError for an unreadable input."""
    example = Example(json.loads((folder / WORKED_EXAMPLE).read_text("utf-8")))
    return [
        *check_access(example),
        check_mean(example),
        *check_flags(example),
        check_fgt(example),
        *check_siting(example),
    ]


@dataclass(frozen=True)
class Example:
    """The file, and its communes and venues in the order in which it names them."""

    content: Mapping[str, Any]

    @cached_property
    def communes(self) -> list[str]:
        """The names of the communes."""
        return list(self.content["population"])

    @cached_property
    def people(self) -> Floats:
        """Inhabitants by commune."""
        return self.by_commune(self.content["population"])

    @cached_property
    def supply(self) -> Floats:
        """Supply by venue."""
        return np.array(list(self.content["supply"].values()), dtype=np.float64)

    @cached_property
    def matrix(self) -> Floats:
        """Minutes, communes × venues."""
        ways = self.content["minutes"]
        return np.array(
            [[ways[f"{one}-{venue}"] for venue in self.content["supply"]] for one in self.communes],
            dtype=np.float64,
        )

    def by_commune(self, values: Mapping[str, float]) -> Floats:
        """Return values by name in the order of the communes."""
        return np.array([values[one] for one in self.communes], dtype=np.float64)

    def preset(self, name: str) -> Preset:
        """Return one of our presets with the steps that the file writes."""
        steps = tuple((float(upper), float(value)) for upper, value in self.content["decays"][name])
        return replace(PRESETS[DECAYS[name]], steps=steps, reach_minutes=steps[-1][0])

    def access(
        self, preset: Preset, matrix: Floats | None = None, supply: Floats | None = None
    ) -> Floats:
        """Return the access of each commune per 10,000 inhabitants."""
        ways = self.matrix if matrix is None else matrix
        offered = self.supply if supply is None else supply
        return access(_links(ways), self.people, offered, preset) * PER


def _links(matrix: Floats) -> Links:
    rows, columns = np.indices(matrix.shape)
    return Links.of(rows.ravel(), columns.ravel(), matrix.ravel(), *matrix.shape)


def check_access(example: Example) -> list[Check]:
    """Recompute the access of every decay, ours being those of the file."""
    found = []
    for name, expected in example.content["expected"].items():
        preset = example.preset(name)
        same = preset.steps == PRESETS[DECAYS[name]].steps
        error = np.abs(example.access(preset) - example.by_commune(expected))
        note = "" if same else "les bornes du site ne sont pas celles du fichier"
        check = _checked(f"Accessibilité, {preset.label}", error)
        found.append(replace(check, ok=check.ok and same, note=note))
    lossy = replace(example.preset(MAIN), family="m2sfca")
    expected = example.by_commune(example.content["expected_M2SFCA_APL"])
    return [
        *found,
        _checked("Accessibilité, M2SFCA, poids de l’APL", example.access(lossy) - expected),
    ]


def check_mean(example: Example) -> Check:
    """Check that all that is offered is received, whatever the decay."""
    mean = float(example.content["invariant_population_weighted_mean_per_10000"])
    errors = [
        example.people @ example.access(example.preset(name)) / example.people.sum() - mean
        for name in DECAYS
    ]
    return _checked("Moyenne de l’accessibilité, la même pour toutes les méthodes", errors)


def check_flags(example: Example) -> list[Check]:
    """Recompute which communes are in double alert, and what they weigh."""
    rule = example.content["rule"]
    mean = float(example.content["invariant_population_weighted_mean_per_10000"])
    ours = Rule("seuil", "part", float(rule["ifn_min"]), float(rule["access_below"]) / mean)
    need = example.by_commune(example.content["ifn"])
    everywhere = np.zeros(len(need), dtype=np.int64)
    found = []
    for name, expected in example.content["expected_flags"].items():
        values = example.access(example.preset(name))
        alerts = double_alerts(need, values, example.people, everywhere, 1, ours)
        weights = priorities(alerts.flags, values, example.people, alerts.lines, everywhere)
        wanted = example.by_commune({one: expected.get(one, 0.0) for one in example.communes})
        same = bool(np.array_equal(alerts.flags, wanted > 0))
        check = compared(
            f"Double alerte, {PRESETS[DECAYS[name]].label}",
            len(wanted),
            float(np.max(np.abs(weights - wanted))),
            TOLERANCE_FLAGS,
        )
        note = "" if same else "d’autres communes que celles du fichier"
        found.append(replace(check, ok=check.ok and same, note=note))
    return found


def check_fgt(example: Example) -> Check:
    """Recompute how many lack help, and how much."""
    expected = example.content["FGT_z5_APL"]
    values = example.access(example.preset(MAIN))
    errors = [
        fgt(values, example.people, FGT_LINE, order)[0] - expected[f"FGT{order}"]
        for order in (0, 1)
    ]
    return _checked("Manque d’accessibilité (FGT 0 et 1)", errors)


def check_siting(example: Example) -> list[Check]:
    """Recompute what one more venue would change, and which place each rule chooses."""
    siting = example.content["siting"]
    places = {name: example.by_commune(ways) for name, ways in siting["candidates_minutes"].items()}
    preset = example.preset(MAIN)
    errors = []
    for name, expected in siting["expected_access_APL"].items():
        if name in places:
            values = example.access(
                preset,
                np.column_stack((example.matrix, places[name])),
                np.append(example.supply, 1.0),
            )
        else:
            values = example.access(preset, supply=example.supply + np.array([0.0, 1.0]))
        errors.append(values - example.by_commune(expected))
    return [
        _checked("Accessibilité avec un lieu ou une offre de plus", np.concatenate(errors)),
        *_check_choices(example, places),
    ]


def _check_choices(example: Example, places: Mapping[str, Floats]) -> list[Check]:
    """Recompute which candidate covers the most people of C and D, and shortens their ways most."""
    siting = example.content["siting"]
    names = list(places)
    reach = Reach.of(_links(np.column_stack(list(places.values()))))
    wanted = np.array([one in {"C", "D"} for one in example.communes])
    people = np.where(wanted, example.people, 0.0)
    found = []
    for radius, key in ((10.0, "MCLP_p1_radius10_on_CD"), (5.0, "MCLP_p1_radius5_on_CD")):
        (step,) = greedy_cover(reach, people, 1, radius)
        best = sorted(names[one] for one in (step.candidate, *step.ties))
        told = siting[key].get("tie") or [siting[key]["chosen"]]
        check = _checked(
            f"Lieu qui couvre le plus, rayon de {radius:.0f} minutes",
            [step.total - siting[key]["objective"]],
        )
        found.append(replace(check, ok=check.ok and best == sorted(told)))
    expected = siting["PMEDIAN_p1_on_CD"]
    median = p_median(reach, people, 1, far=_FAR)
    check = _checked(
        "Lieu qui raccourcit le plus les trajets", [median.cost - expected["objective"]]
    )
    same = [names[one] for one in median.chosen] == [expected["chosen"]]
    return [*found, replace(check, ok=check.ok and same)]


def _checked(what: str, errors: Any) -> Check:
    """Return the check of the largest error; a value that is not a number fails."""
    sizes = np.abs(np.asarray(errors, dtype=np.float64))
    return compared(what, sizes.size, float(np.max(sizes)) if sizes.size else np.nan, TOLERANCE)
