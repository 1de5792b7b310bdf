"""The supply of each scenario, and the hypotheses that the data cannot bear.

A limit of freshness that leaves few places tells that sheets are old, not that help is missing;
hours that nobody wrote would be invented. Such hypotheses are left out, with the reason.
"""

from __future__ import annotations

from typing import Any

from coverage.scenarios import Choices, Scenario
from coverage.supply import DEFAULT, NoHours, SupplyVariant, supply
from coverage.thirds import Floats
from coverage.world import World


class ScenarioSupply:
    """Gives the supply of a scenario by venue; each variant is made once.

    `least_kept` is the share (0–1) of the base supply that a limit of freshness must leave.
    """

    def __init__(self, world: World, least_kept: float) -> None:
        self._world = world
        self._least_kept = least_kept
        self._known: dict[SupplyVariant, Floats] = {}
        self.left_out: list[dict[str, Any]] = []

    def __call__(self, scenario: Scenario) -> Floats:
        """Return the supply of each venue."""
        return self._amounts(variant_of(scenario))

    def bearable(self, choices: Choices) -> Choices:
        """Return the choices that the data can bear; the others are told in `left_out`."""
        total = float(self._amounts(DEFAULT).sum())
        stale = set()
        for months in choices.freshness:
            if months is None:
                continue
            kept = float(self._amounts(SupplyVariant(freshness_months=months)).sum())
            share = kept / total if total else 0.0
            if share < self._least_kept:
                stale.add(months)
                self.left_out.append(
                    {"factor": "freshness", "value": months, "kept_share": round(share, 4)}
                )
        found = choices.without("freshness", stale)
        try:
            self._amounts(SupplyVariant(measure="heures"))
        except NoHours:
            self.left_out.append({"factor": "supply", "value": "heures", "kept_share": 0.0})
            found = found.without("supply", {"heures"})
        return found

    def _amounts(self, variant: SupplyVariant) -> Floats:
        if variant not in self._known:
            self._known[variant] = supply(self._world, variant).amounts
        return self._known[variant]


def variant_of(scenario: Scenario) -> SupplyVariant:
    """Return what a scenario counts."""
    return SupplyVariant(
        measure=scenario.supply,
        freshness_months=scenario.freshness,
        missing_hours=scenario.missing_hours,
    )
