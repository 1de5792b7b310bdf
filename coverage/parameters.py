"""The hypotheses of a computation, in one place, with where each comes from.

Pure data, kept with the run and given with every answer. Changing one here changes every number.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from coverage.thirds import DEFAULT_RULE, Rule

#: The levels of a run, from the smallest to the largest; the last three are bases of comparison.
LEVELS = ("commune", "epci", "departement", "region", "france")
#: The level of a run that holds places instead of territories.
PLACE_LEVEL = "lieu"
BASES = ("france", "region", "departement")
BASE_LABELS = {
    "france": "la France entière",
    "region": "sa région",
    "departement": "son département",
}
#: Supplies and accesses are said for so many inhabitants.
PER = 10_000
#: « Any service », beside the keys of the services themselves.
ANY = "tous"
#: Minutes beyond which help is far, and within which there is a choice of venues.
FAR_MINUTES = (20, 30)
CHOICE_MINUTES = 20
#: Months after which the national mapping asks that a sheet be updated.
FRESH_MONTHS = 18


@dataclass(frozen=True)
class Parameters:
    """What a run is computed with.

    `need` and `needs` are methods of the need (`coverage.needs`), the first being the base;
    `preset` and `presets` are decays (`coverage.decays.PRESETS`); `drawn` those of the scenarios.
    `least_kept` is the share of the base supply under which a limit of freshness says nothing of
    places any more, only of sheets: it is then left out of the scenarios, and told.
    `car_minutes` and `foot_minutes` are how far the nearest venue is looked for.
    """

    preset: str = "apl"
    presets: tuple[str, ...] = (
        "apl-2012",
        "e2sfca",
        "2sfca-20",
        "2sfca-30",
        "gaussienne",
        "m2sfca",
        "3sfca",
    )
    drawn: tuple[str, ...] = ("apl", "apl-2012", "e2sfca", "2sfca-20", "2sfca-30", "gaussienne")
    need: str = "repere"
    rule: Rule = field(default=DEFAULT_RULE)
    seed: int = 20_260_101
    scenarios: int = 200
    permutations: int = 999
    least_kept: float = 0.5
    car_minutes: float = 60.0
    foot_minutes: float = 60.0

    def as_json(self) -> dict[str, Any]:
        """Return the hypotheses as plain values, to be kept."""
        return {
            **asdict(self),
            "far_minutes": list(FAR_MINUTES),
            "choice_minutes": CHOICE_MINUTES,
            "fresh_months": FRESH_MONTHS,
            "per_inhabitants": PER,
        }


DEFAULT = Parameters()
