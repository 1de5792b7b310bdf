"""What the access of one commune is made of, place by place: to be checked by hand.

    access = Σ over the places within reach of weight(minutes) × ratio
    ratio  = supply / Σ over the communes within reach of weight(minutes) × inhabitants

`contributions` gives the terms of the first sum, `pressure` those of the second. Read from the
active run; minutes are made again by the same function as the run's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coverage.decays import PRESETS
from coverage.links import Links
from coverage.parameters import PER, PLACE_LEVEL
from coverage.store import LevelCoverage, RunFacts, level_coverage, run_details
from coverage.travel_times import Ends, estimate_between

Columns = dict[str, list[Any]]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class _Ground:
    communes: LevelCoverage
    places: LevelCoverage
    preset: str


def has_detail(run: RunFacts) -> bool:
    """Tell whether minutes can be made again: not when inhabitants were given by points."""
    return not run_details(run)[1].get("has_points", False)


def contributions(run: RunFacts, code: str) -> Columns | None:
    """Return, by place within reach of a commune, what it gives; None for an unknown code.

    Columns: `lieu` (public id), `minutes`, `metres_au_moins` (the way is never shorter: half the
    radius of the commune for a place without a point of its own), `poids`, `offre`,
    `habitants_ponderes` (Σ w·P around the place), `ratio` and `contribution` per `PER`
    inhabitants: these add up to the access.
    """
    ground = _ground(run)
    if ground is None or code not in ground.communes.positions:
        return None
    origin = np.array([ground.communes.positions[code]])
    links = _between(ground, origin, np.arange(len(ground.places)))
    weights = PRESETS[ground.preset].weights(links.minutes)
    ratios = ground.places.column("ratio")[links.venues]
    supplies = ground.places.column("supply")[links.venues]
    pressed = np.divide(supplies, ratios, out=np.full(len(ratios), np.nan), where=ratios > 0)
    return {
        "lieu": [ground.places.codes[place] for place in links.venues.tolist()],
        "minutes": links.minutes.tolist(),
        "metres_au_moins": _least_m(ground.places, links.venues).tolist(),
        "poids": weights.tolist(),
        "offre": supplies.tolist(),
        "habitants_ponderes": [one if np.isfinite(one) else None for one in pressed.tolist()],
        "ratio": (PER * ratios).tolist(),
        "contribution": (PER * weights * ratios).tolist(),
    }


def pressure(run: RunFacts, code: str) -> Columns | None:
    """Return, by place within reach of a commune, who presses on it, commune by commune.

    Columns: `lieu`, `commune`, `minutes`, `poids`, `population`, `habitants_ponderes`.
    """
    ground = _ground(run)
    if ground is None or code not in ground.communes.positions:
        return None
    origin = np.array([ground.communes.positions[code]])
    reached = _between(ground, origin, np.arange(len(ground.places))).venues.astype(np.int64)
    links = _between(ground, np.arange(len(ground.communes)), reached)
    order = np.lexsort((links.origins, links.venues))
    communes, places = links.origins[order], reached[links.venues[order]]
    minutes = links.minutes[order]
    weights = PRESETS[ground.preset].weights(minutes)
    people = np.nan_to_num(ground.communes.column("population")[communes])
    return {
        "lieu": [ground.places.codes[place] for place in places.tolist()],
        "commune": [ground.communes.codes[place] for place in communes.tolist()],
        "minutes": minutes.tolist(),
        "poids": weights.tolist(),
        "population": people.tolist(),
        "habitants_ponderes": (weights * people).tolist(),
    }


def _ground(run: RunFacts) -> _Ground | None:
    communes, places = level_coverage("commune", run), level_coverage(PLACE_LEVEL, run)
    if communes is None or places is None:
        return None
    return _Ground(communes, places, run_details(run)[0]["preset"])


def _between(ground: _Ground, origins: NDArray[Any], places: NDArray[Any]) -> Links:
    """Return the ways between some communes and some places, on one land, within the decay."""
    limit = PRESETS[ground.preset].reach_minutes
    links = estimate_between(
        _ends(ground.communes, origins),
        _ends(ground.places, places),
        "voiture",
        limit,
        _least_m(ground.places, places),
    )
    lands = ground.communes.column("land")[origins], ground.places.column("land")[places]
    joined = lands[0][links.origins] == lands[1][links.venues]
    return Links(
        links.origins[joined],
        links.venues[joined],
        links.minutes[joined],
        links.origin_count,
        links.venue_count,
    )


def _least_m(places: LevelCoverage, rows: NDArray[Any]) -> Floats:
    """Return the metres under which no way to these places is."""
    if "least_m" not in places:
        return np.zeros(len(rows))
    return np.asarray(places.column("least_m")[rows], dtype=np.float64)


def _ends(level: LevelCoverage, places: NDArray[Any]) -> Ends:
    latitudes, longitudes, densities = (
        level.column(name)[places] for name in ("latitude", "longitude", "density")
    )
    return latitudes, longitudes, densities
