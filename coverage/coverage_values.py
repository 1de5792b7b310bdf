"""What coverage says of one territory: the one answer of pages, API and widget.

Read from the active run (`coverage.store`), with words and bases of comparison. Numpy only; it
knows neither requests nor HTML. None always means « unknown », never 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from coverage.offer import SERVICE_KEYS, SERVICE_LABELS
from coverage.parameters import ANY, BASE_LABELS, BASES, FAR_MINUTES, LEVELS, PER
from coverage.store import LevelCoverage, RunFacts, active_run, level_coverage
from coverage.thirds import CLASS_LABELS
from coverage.verdicts import (
    CLUSTER_KEYS,
    CLUSTER_LABELS,
    EXCLUDED,
    ROBUSTNESS_LABELS,
    STATUS_KEYS,
    statuses,
    word,
)
from fragility.larger import larger
from fragility.level_names import level_names

State = Literal["mesure", "hors_de_portee", "sans_donnee"]
MODES = {"car": "voiture", "foot": "pied"}
#: Where the inhabitants of a commune start from.
ORIGINS = {
    "point_de_la_commune": "point de la commune",
    "point_de_ses_lieux": "point de ses lieux",
}


@dataclass(frozen=True)
class Minutes:
    """Minutes to the nearest place of a mode: None out of reach (`hors_de_portee`) or unknown.

    A larger territory has the median of its inhabitants. `beyond` gives the share (0–1) of
    inhabitants farther than so many minutes; `choice` how many places are within 20 minutes (their
    mean for a larger territory).
    """

    mode: str
    minutes: float | None
    state: State
    beyond: dict[int, float | None]
    choice: float | None


@dataclass(frozen=True)
class ServiceCoverage:
    """One service (`ANY` = any): places, access per `PER` inhabitants, minutes by mode.

    `shares[base]` is the access over the mean of the base (1 = the mean); `classes` (A1–C3) and
    `alerts` are those of a commune, by base; `fgt` (orders 0, 1, 2) those of a larger territory.
    """

    key: str
    label: str
    venues: int
    per_inhabitants: float | None
    access: float | None
    foot_access: float | None
    car: Minutes
    foot: Minutes
    shares: dict[str, float | None]
    classes: dict[str, str]
    alerts: dict[str, bool | None]
    fgt: tuple[float | None, ...]


@dataclass(frozen=True)
class BaseVerdict:
    """What one base says of a commune; `code` is the territory of comparison.

    Bounds close the low third and open the high one; `bounds_meet` names the sides (« besoin »,
    « acces ») where they are one value, which is then in the middle. `flagged` and `top` are shares
    (0–1) of all the scenarios; ranks are None for a commune that no scenario flags. A rank is
    never shown without `low_rank`, `high_rank` and `robustness`.
    """

    base: str
    label: str
    code: str
    class_: str
    alert: bool | None
    need_low: float | None
    need_high: float | None
    access_low: float | None
    access_high: float | None
    access_mean: float | None
    bounds_meet: tuple[str, ...]
    priority: float | None
    flagged: float | None
    robustness: str
    robustness_label: str
    median_rank: int | None
    low_rank: int | None
    high_rank: int | None
    top: float | None


@dataclass(frozen=True)
class AlertCounts:
    """How many communes and inhabitants of a larger territory are in double alert in one base.

    `robust`, `probable` and `depends` part these communes by how surely: they add up to `communes`.
    """

    base: str
    label: str
    communes: int
    inhabitants: float
    robust: int
    probable: int
    depends: int


@dataclass(frozen=True)
class TerritoryCoverage:
    """Everything that a run says of a territory.

    `verdicts` are those of a commune, `counts` those of a larger territory. `statuses` are keys of
    `verdicts.STATUS_KEYS`. `presets` gives the access by other decays. `origin` is a key of
    `ORIGINS` for a commune, "" above; `rows` how many rows describe the places counted, before
    those of one place are grouped (None when the run does not tell).
    """

    level: str
    code: str
    run: RunFacts
    population: float | None
    need: float | None
    statuses: tuple[str, ...]
    origin: str
    rows: int | None
    services: tuple[ServiceCoverage, ...]
    presets: dict[str, float | None]
    fresh_venues: int
    dated_venues: int
    venues_with_hours: int
    weekly_hours: float | None
    gap: float | None
    cluster: str
    cluster_label: str
    cluster_p: float | None
    verdicts: tuple[BaseVerdict, ...]
    counts: tuple[AlertCounts, ...]

    @property
    def any_service(self) -> ServiceCoverage:
        """What is said of all services together."""
        return self.services[0]

    def service(self, key: str) -> ServiceCoverage:
        """Return what is said of one service. Raises KeyError."""
        return {one.key: one for one in self.services}[key]


def coverage_of(level: str, code: str) -> TerritoryCoverage | None:
    """Return what the active run says of a territory, None when it says nothing."""
    run = active_run()
    columns = level_coverage(level, run) if run and level in LEVELS else None
    if run is None or columns is None or code not in columns.positions:
        return None
    row = columns.at(columns.positions[code])
    bases = bases_of(level, code, run)
    is_commune = level == "commune"
    return TerritoryCoverage(
        level=level,
        code=code,
        run=run,
        population=_number(row["population"]),
        need=_number(row["need"]),
        statuses=tuple(STATUS_KEYS[bit] for bit in statuses(int(row.get("status", 0)))),
        origin=origin_of(row.get("moved", 0)) if is_commune else "",
        rows=int(row["rows"]) if "rows" in row else None,
        services=tuple(_service(key, row, bases, is_commune) for key in SERVICE_KEYS),
        presets={
            name.removeprefix("preset."): _number(value)
            for name, value in row.items()
            if name.startswith("preset.")
        },
        fresh_venues=int(row["fresh_venues"]),
        dated_venues=int(row["dated_venues"]),
        venues_with_hours=int(row["venues_with_hours"]),
        weekly_hours=_number(row["weekly_hours"]),
        **_cluster(row),
        verdicts=tuple(_verdict(one, row, bases) for one in bases) if is_commune else (),
        counts=() if is_commune else tuple(_count(base, row) for base in BASES),
    )


def bases_of(level: str, code: str, run: RunFacts) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """Return (code, columns) of the territory of comparison of each base that holds this one."""
    found: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for base in BASES:
        holder = code if base == level else _holder(level, code, base)
        columns = level_coverage(base, run)
        if holder and columns is not None and holder in columns.positions:
            found[base] = (holder, columns.at(columns.positions[holder]))
    return found


def base_places(communes: LevelCoverage, base: str, run: RunFacts) -> np.ndarray[Any, Any]:
    """Return the place of each commune's territory of comparison in its level, −1 for none."""
    level = level_coverage(base, run)
    positions = level.positions if level else {}
    own = larger("commune")
    holders = own.along(communes.codes, base)
    if base == "france":
        apart = _outside_france(own.along(communes.codes, "departement"))
        holders = np.where(apart, "", holders)
    return np.array([positions.get(one, -1) for one in holders.tolist()], dtype=np.int64)


def _holder(level: str, code: str, base: str) -> str:
    if LEVELS.index(base) < LEVELS.index(level):
        return ""
    own = larger(level)
    place = own.positions.get(code)
    if place is None or base not in own.of:
        return ""
    if base == "france":
        departements = own.of.get("departement", np.array(own.codes, dtype=np.str_))
        if _outside_france(departements[place]):
            return ""
    return str(own.of[base][place])


def _outside_france(departements: Any) -> Any:
    """Tell which départements are overseas collectivities, whom nothing compares with France.

    A collectivity bears the same code as a département and as a région.
    """
    return np.isin(departements, list(level_names("departement").collectivities))


def origin_of(moved: Any) -> str:
    """Return the key of `ORIGINS` of a commune, from the column `moved`."""
    return tuple(ORIGINS)[bool(moved)]


def meeting_bounds(of: Mapping[str, Any], key: str = ANY) -> tuple[str, ...]:
    """Return the sides of a base whose two bounds are one value."""
    sides = {"besoin": ("need_low", "need_high"),
             "acces": (f"access_low.{key}", f"access_high.{key}")}  # fmt: skip
    return tuple(side for side, (low, high) in sides.items() if of[low] == of[high])


def _service(
    key: str,
    row: Mapping[str, Any],
    bases: Mapping[str, tuple[str, Mapping[str, Any]]],
    is_commune: bool,
) -> ServiceCoverage:
    venues, people = int(row[f"venues.{key}"]), row["population"]
    access = _number(row[f"access.{key}"])
    means = {base: _number(of[f"access_mean.{key}"]) for base, (_, of) in bases.items()}
    held = BASES if is_commune else ()
    classes = {base: class_label(int(row[f"class.{base}.{key}"])) for base in held}
    return ServiceCoverage(
        key=key,
        label=SERVICE_LABELS[key],
        venues=venues,
        per_inhabitants=PER * venues / float(people) if people > 0 else None,
        access=access,
        foot_access=_number(row[f"foot_access.{key}"]),
        car=_minutes("car", key, row),
        foot=_minutes("foot", key, row),
        shares={
            base: access / mean if access is not None and mean else None
            for base, mean in means.items()
        },
        classes=classes,
        alerts={
            base: bool(row[f"alert.{base}.{key}"]) if label else None
            for base, label in classes.items()
        },
        fgt=() if is_commune else tuple(_number(row[f"fgt{order}.{key}"]) for order in (0, 1, 2)),
    )


def _minutes(mode: str, key: str, row: Mapping[str, Any]) -> Minutes:
    value = row[f"{mode}_minutes.{key}"]
    beyond = {limit: _number(row[f"{mode}_beyond_{limit}.{key}"]) for limit in FAR_MINUTES}
    return Minutes(
        mode=MODES[mode],
        minutes=_number(value),
        state=state_of(float(value)),
        beyond=beyond,
        choice=_number(row[f"{mode}_choice.{key}"]),
    )


def state_of(minutes: float) -> State:
    """Tell what a number of minutes is: measured, out of reach (infinite) or unknown (NaN)."""
    if np.isnan(minutes):
        return "sans_donnee"
    return "mesure" if np.isfinite(minutes) else "hors_de_portee"


def class_label(number: int) -> str:
    """Return « A1 » to « C3 » for 1 to 9, "" for 0 (no data)."""
    return CLASS_LABELS[number - 1] if number else ""


def _verdict(
    base: str, row: Mapping[str, Any], bases: Mapping[str, tuple[str, Mapping[str, Any]]]
) -> BaseVerdict:
    code, of = bases[base]
    label = class_label(int(row[f"class.{base}.{ANY}"]))
    flagged = _number(row[f"flagged.{base}"])
    surely = word(flagged or 0.0)
    return BaseVerdict(
        base=base,
        label=BASE_LABELS[base],
        code=code,
        class_=label,
        alert=bool(row[f"alert.{base}.{ANY}"]) if label else None,
        need_low=_number(of["need_low"]),
        need_high=_number(of["need_high"]),
        access_low=_number(of[f"access_low.{ANY}"]),
        access_high=_number(of[f"access_high.{ANY}"]),
        access_mean=_number(of[f"access_mean.{ANY}"]),
        bounds_meet=meeting_bounds(of),
        priority=_number(row[f"priority.{base}"]) if label else None,
        flagged=flagged,
        robustness=surely,
        robustness_label=ROBUSTNESS_LABELS.get(surely, ""),
        median_rank=int(row[f"median_rank.{base}"]) or None,
        low_rank=int(row[f"low_rank.{base}"]) or None,
        high_rank=int(row[f"high_rank.{base}"]) or None,
        top=_number(row[f"top.{base}"]),
    )


def _count(base: str, row: Mapping[str, Any]) -> AlertCounts:
    return AlertCounts(
        base=base,
        label=BASE_LABELS[base],
        communes=int(row[f"alerts.{base}"]),
        inhabitants=float(row[f"alert_population.{base}"]),
        robust=int(row[f"robust.{base}"]),
        probable=int(row[f"probable.{base}"]),
        depends=int(row[f"depends.{base}"]),
    )


def _cluster(row: Mapping[str, Any]) -> dict[str, Any]:
    if "cluster" not in row:
        return {"gap": None, "cluster": "", "cluster_label": "", "cluster_p": None}
    kind = int(row["cluster"])
    return {
        "gap": _number(row["gap"]),
        "cluster": CLUSTER_KEYS.get(kind, ""),
        "cluster_label": CLUSTER_LABELS.get(kind, CLUSTER_LABELS[EXCLUDED]),
        "cluster_p": _number(row["cluster_p"]),
    }


def _number(value: Any) -> float | None:
    """Return a plain float, None for what is unknown or infinite."""
    return float(value) if np.isfinite(value) else None
