"""What a move changes: who is newly near, which double alerts fall, the least served commune, FGT1.

The line of low access and the territories in need are those of before the move, and stay so for
every option: a line that moved with the options would hide what they do. Pure numpy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coverage.access import access
from coverage.decays import Preset
from coverage.fgt import fgt
from coverage.links import Links, nearest_minutes
from coverage.siting.reach import Reach

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
MoveKind = Literal["lieu", "heures", "itinerant"]


@dataclass(frozen=True, eq=False)
class Study:
    """A part of the world and the rule that holds before and after.

    `links`, `people`, `supply`: ways, inhabitants by commune and supply by venue, with all that
    lies around the territory. `inside`: whom the figures are about. `in_need`: high need.
    `line`: at or under it (under it when `is_strict`) access is low, in supply per inhabitant; it
    is the line of FGT1 as well. `near`: the minutes of « à moins de ».
    """

    links: Links
    people: Floats
    supply: Floats
    preset: Preset
    inside: Flags
    in_need: Flags
    line: float
    near: float = 20.0
    is_strict: bool = False

    @cached_property
    def before(self) -> Snapshot:
        """The state of today."""
        return snapshot(self, self.links, self.supply)

    @property
    def counted(self) -> Floats:
        """The inhabitants of the territory, 0 outside it and where nobody is known to live."""
        return np.where(self.inside, np.nan_to_num(self.people), 0.0)


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One state. People are inhabitants of the territory.

    `worst` is the commune with the least access (None without any), `worst_access` its supply per
    inhabitant, `worst_count` how many communes have as little; `fgt1` goes from 0 to 1.
    """

    access: Floats
    nearest: Floats
    alerts: Flags
    alert_people: float
    near_people: float
    far_people: float
    worst: int | None
    worst_access: float
    worst_count: int
    fgt1: float

    @property
    def alert_communes(self) -> int:
        """How many communes of the territory are in double alert."""
        return int(self.alerts.sum())


@dataclass(frozen=True, eq=False)
class Move:
    """Something one could do.

    `ways`: from the communes to the new places (None for none), each with `supply`; `added`: what
    each existing venue gains ({place: supply}).
    """

    kind: MoveKind
    ways: Reach | None = None
    supply: float = 1.0
    added: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Change:
    """Before and after a move; people and communes of the territory."""

    before: Snapshot
    after: Snapshot
    newly_near: float
    alerts_removed: int
    people_out_of_alert: float

    @property
    def people_left(self) -> float:
        """Inhabitants still in double alert."""
        return self.after.alert_people


def snapshot(study: Study, links: Links, supply: Floats) -> Snapshot:
    """Return the state of a study with these ways and this supply."""
    own = access(links, study.people, supply, study.preset)
    nearest = nearest_minutes(links, supply > 0)
    people = study.counted
    is_low = own < study.line if study.is_strict else own <= study.line
    alerts = study.inside & study.in_need & (is_low | (own <= 0))
    near = nearest <= study.near
    candidates = np.nonzero((people > 0) & np.isfinite(own))[0]
    worst = int(candidates[np.argmin(own[candidates])]) if len(candidates) else None
    lowest = float(own[worst]) if worst is not None else float("nan")
    return Snapshot(
        access=own,
        nearest=nearest,
        alerts=alerts,
        alert_people=float(people[alerts].sum()),
        near_people=float(people[near].sum()),
        far_people=float(people[~near].sum()),
        worst=worst,
        worst_access=lowest,
        worst_count=int((own[candidates] == lowest).sum()),
        fgt1=float(fgt(own, people, study.line, 1)[0]),
    )


def change(study: Study, move: Move) -> Change:
    """Return what a move changes."""
    before, after = study.before, snapshot(study, *moved(study, move))
    people = study.counted
    newly = (after.nearest <= study.near) & (before.nearest > study.near)
    freed = before.alerts & ~after.alerts
    return Change(
        before, after, float(people[newly].sum()), int(freed.sum()), float(people[freed].sum())
    )


def moved(study: Study, move: Move) -> tuple[Links, Floats]:
    """Return the ways and the supply after a move; new places come after the venues."""
    supply = study.supply.copy()
    for place, amount in move.added.items():
        supply[place] += amount
    if move.ways is None:
        return study.links, supply
    more = np.full(move.ways.candidate_count, move.supply)
    return joined(study.links, move.ways), np.concatenate([supply, more])


def joined(links: Links, ways: Reach) -> Links:
    """Return links with those to new places after them."""
    return Links.of(
        np.concatenate([links.origins, ways.demand]),
        np.concatenate([links.venues, ways.candidates + links.venue_count]),
        np.concatenate([links.minutes, ways.minutes]),
        links.origin_count,
        links.venue_count + ways.candidate_count,
    )
