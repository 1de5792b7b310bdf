"""The printed report of a territory: one or two pages that a meeting can be held with.

Figures, map, surest double alerts, services, honesty, sources, notes. It joins what the sheet and
the page of coverage already say; it knows no request.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isfinite

from coverage.bivariate import ACCESS_WORDS, grid
from coverage.coverage_choices import CoverageChoices
from coverage.coverage_layer import CoverageLayer, coverage_layer
from coverage.coverage_values import bases_of
from coverage.decays import PRESETS
from coverage.honesty import Line, age_words, honesty_lines
from coverage.measure_words import whole_minutes
from coverage.parameters import ANY, BASES, FAR_MINUTES, LEVELS
from coverage.report_map import ReportMap, report_map, shape_of
from coverage.store import RunFacts, run_details
from coverage.territory_coverage import FACING, TerritoryBlock, territory_coverage
from coverage.territory_notes import NoteLine
from coverage.territory_page import name_of
from coverage.thirds import Rule
from fragility.charts import Bars, bars
from fragility.larger import ORDER
from ifn_site.health import SourceLine, data_lines
from territories.facts import FRANCE_CODE, TerritoryFacts

#: Communes in the table: with the rest they fill two pages of A4.
MOST_ALERTS = 14
#: Notes and sources that paper has room for.
MOST_NOTES, MOST_SOURCES = 4, 8
FAR = FAR_MINUTES[0]


@dataclass(frozen=True)
class ReportPage:
    """All that the report shows; `block.found` is None when nothing is measured.

    `facing` says the base, `bases` the others that may be asked (key, words). `drawn_name` is the
    territory of the map when it is not that of the report.
    """

    facts: TerritoryFacts
    block: TerritoryBlock
    base: str
    facing: str
    bases: tuple[tuple[str, str], ...]
    map: ReportMap | None
    map_shape: str
    drawn_name: str
    legend: list[dict[str, object]]
    access_words: tuple[str, ...]
    layer: CoverageLayer | None
    chart: Bars | None
    honesty: list[Line]
    age: str
    rule: str
    decay: str
    sources: list[SourceLine]
    other_sources: int
    notes: tuple[NoteLine, ...]
    notes_left: int

    @property
    def run(self) -> RunFacts | None:
        """The computation that the figures come from."""
        return self.block.found.run if self.block.found else None

    @property
    def made_on(self) -> date | None:
        """The day of the computation."""
        return self.run.made_at.date() if self.run else None


def has_report(level: str) -> bool:
    """Tell whether the territories of a level have a report."""
    return level in LEVELS


def allowed_bases(level: str) -> tuple[tuple[str, str], ...]:
    """Return the bases that hold a territory of this level, with their words."""
    return tuple((base, FACING[base]) for base in BASES if ORDER.index(base) >= ORDER.index(level))


def report_page(facts: TerritoryFacts, base: str = "france") -> ReportPage:
    """Return the report of a territory of `LEVELS`, compared with a base of `allowed_bases`."""
    level, code = facts.level, facts.code
    block = territory_coverage(level, code, base, MOST_ALERTS)
    run = block.found.run if block.found else None
    place = None if level == "france" else (level, code)
    layer = coverage_layer(CoverageChoices(inside=place, base=base)) if run else None
    drawn = report_map(run, level, code, base) if run else None
    lines = data_lines()
    parameters, summary = run_details(run) if run else ({}, {})
    return ReportPage(
        facts=facts,
        block=block,
        base=base,
        facing=FACING[base],
        bases=allowed_bases(level),
        map=drawn,
        map_shape=shape_of(drawn) if drawn else "",
        drawn_name=name_of(*drawn.holder) if drawn and drawn.holder != (level, code) else "",
        legend=grid(layer.scale) if layer else [],
        access_words=tuple(ACCESS_WORDS.values()),
        layer=layer,
        chart=_chart(facts, block),
        honesty=honesty_lines(run, layer) if run else [],
        age=age_words(summary) if summary else "",
        rule=Rule(**parameters["rule"]).words() if parameters else "",
        decay=PRESETS[parameters["preset"]].words() if parameters else "",
        sources=lines[:MOST_SOURCES],
        other_sources=max(0, len(lines) - MOST_SOURCES),
        notes=block.notes[:MOST_NOTES],
        notes_left=max(0, len(block.notes) - MOST_NOTES),
    )


def _chart(facts: TerritoryFacts, block: TerritoryBlock) -> Bars | None:
    """Return how far help is here and in the larger territories: minutes, or the share far away."""
    if block.found is None:
        return None
    own, is_commune = block.found.any_service.car, facts.level == "commune"
    title = "Minutes en voiture jusqu’au lieu le plus proche"
    if not is_commune:
        title = "Habitants à plus de 20\u00a0minutes en voiture d’un lieu"
    first = own.minutes if is_commune else _percent(own.beyond[FAR])
    values = [] if facts.level in BASES else [(facts.name, first)]
    for base, (code, of) in reversed(bases_of(facts.level, facts.code, block.found.run).items()):
        name = "France" if code == FRANCE_CODE else name_of(base, code)
        value = float(of[f"car_minutes.{ANY}" if is_commune else f"car_beyond_{FAR}.{ANY}"])
        values.append((name, (value if is_commune else 100 * value) if isfinite(value) else None))
    if is_commune:
        values = [(name, whole_minutes(one) if one is not None else None) for name, one in values]
    unit = "min" if is_commune else "%"
    return bars("rapport-trajet", title, unit, values, own=facts.name)


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
