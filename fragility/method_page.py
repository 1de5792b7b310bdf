"""What the page of methods says: generated from the definitions of the code and the loaded data.

Nothing is written twice: methods, indicators, statuses, class bounds and defects come from the
modules that compute with them; sources, years and counts from the active release; figures of the
published indices from the last verification on this machine, as aggregates only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fragility import sentences, total_classes
from fragility.cautions import age_warning
from fragility.defects import DEFECTS
from fragility.indicators import AXIS_LABELS, BY_KEY, INDICATORS, IndicatorFacts
from fragility.methods.deciles import ladder
from fragility.methods.presets import DEFAULT, PRESETS
from fragility.methods.recipe import Preset
from fragility.methods.reweight import needed
from fragility.models import IndicatorSeries, Release
from fragility.status import ENOUGH_KNOWN, ENOUGH_OBSERVED, Status
from fragility.store import LevelValues, ReleaseFacts, Series, active_release, level_values
from ifn_site.cache import remembered
from ifn_site.clock import today
from ifn_site.verifications import Check, Figure, Outcome, last_verification

FAILED = "échec"
#: The level whose values the methods put in classes.
LEVEL = "commune"
_ENOUGH = round(100 * ENOUGH_OBSERVED)
_STATUSES = {
    Status.OBSERVED: (
        "Le chiffre est publié tel quel par le producteur. Pour une commune fusionnée ou un grand "
        "territoire : il est calculé avec les effectifs publiés, et les chiffres observés y "
        f"couvrent au moins {_ENOUGH}\u00a0% de la population."
    ),
    Status.ESTIMATED: (
        "Le chiffre est calculé par nous, d’une façon dite dans cette page, ou repris d’une "
        "ancienne commune."
    ),
    Status.SECRET: (
        "Le producteur ne publie pas ce chiffre, pour protéger les personnes. Il n’est ni "
        "remplacé, ni noté."
    ),
    Status.MISSING: (
        "Aucune source chargée ne donne ce chiffre ; ou, pour un grand territoire, il est secret "
        f"ou inconnu pour plus de {round(100 * (1 - ENOUGH_KNOWN))}\u00a0% des habitants. Il n’est "
        "jamais 0, ni une note."
    ),
}


@dataclass(frozen=True)
class MethodLine:
    """One preset in words."""

    key: str
    label: str
    description: str
    base: str
    version: str
    parts: tuple[tuple[str, str, str], ...]
    needed: str
    is_default: bool


@dataclass(frozen=True)
class IndicatorEntry:
    """One indicator of the catalogue, with the state of its data by commune (empty: not loaded)."""

    key: str
    label: str
    definition: str
    why: str
    axis: str
    direction: str
    rule: str
    is_loaded: bool
    vintage: int | None
    source: str
    note: str
    old: str
    counts: tuple[tuple[str, int], ...]
    median: str
    bounds: tuple[str, ...]


@dataclass(frozen=True)
class SourceEntry:
    """A source of the active release."""

    name: str
    producer: str
    url: str
    licence: str
    vintages: str


@dataclass(frozen=True)
class CheckLine:
    """One line of the verification table."""

    what: str
    rows: int
    error: str
    tolerance: str
    ok: bool
    note: str


@dataclass(frozen=True)
class DefectEntry:
    """One known defect of the published indices, and its figures (label, value, rows)."""

    key: str
    title: str
    explanation: str
    figures: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class VerificationPart:
    """What one part of the site recomputed; `inputs` are (file, beginning of its sha256)."""

    name: str
    checks: tuple[CheckLine, ...]
    inputs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MethodPage:
    """All that the page shows; `verified_at` is None when nothing was verified here."""

    release: ReleaseFacts | None
    methods: tuple[MethodLine, ...]
    indicators: tuple[IndicatorEntry, ...]
    statuses: tuple[tuple[str, str], ...]
    classes: tuple[str, ...]
    sources: tuple[SourceEntry, ...]
    estimate: dict[str, str]
    verified_at: datetime | None
    is_verified: bool
    parts: tuple[VerificationPart, ...] = ()
    defects: tuple[DefectEntry, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)


def method_page() -> MethodPage:
    """Return the page: the code's definitions, the active release, the last verification."""
    release = active_release()
    values = level_values(LEVEL, release) if release else None
    outcome = last_verification()
    return MethodPage(
        release=release,
        methods=tuple(_method(preset) for preset in PRESETS.values()),
        indicators=remembered(
            f"fragility:catalogue:{release.version if release else ''}:{today().year}",
            lambda: tuple(_indicator(facts, values) for facts in INDICATORS),
        ),
        statuses=tuple((status.label, _STATUSES[status]) for status in Status),
        classes=total_classes.LABELS,
        sources=_sources(release),
        estimate=_estimate(release),
        verified_at=outcome.at if outcome else None,
        is_verified=bool(outcome and outcome.ok),
        parts=_parts(outcome),
        defects=_defects(outcome),
        facts={
            "indicators": len(PRESETS[DEFAULT].parts),
            "needed": needed(len(PRESETS[DEFAULT].parts)),
            "missing": _not_loaded(values),
        },
    )


def _method(preset: Preset) -> MethodLine:
    whole = sum(preset.weights)
    parts = tuple(
        (
            part.indicator,
            BY_KEY[part.indicator].label,
            sentences.percent_of(part.weight / whole),
        )
        for part in preset.parts
    )
    return MethodLine(
        key=preset.key,
        label=preset.label,
        description=preset.description,
        base=preset.base_label,
        version=preset.version,
        parts=parts,
        needed=f"{needed(len(parts))} sur {len(parts)}",
        is_default=preset.key == DEFAULT,
    )


def _indicator(facts: IndicatorFacts, values: LevelValues | None) -> IndicatorEntry:
    series = values.series.get(facts.key) if values else None
    known = series.values[np.isfinite(series.values)] if series else np.array([])
    return IndicatorEntry(
        key=facts.key,
        label=facts.label,
        definition=facts.definition,
        why=facts.why,
        axis=AXIS_LABELS[facts.axis],
        direction=(
            "Plus il est élevé, plus le territoire est fragile."
            if facts.direction > 0
            else "Plus il est bas, plus le territoire est fragile."
        ),
        rule=_rule(facts, series),
        is_loaded=series is not None,
        vintage=series.vintage if series else None,
        source=series.source.name if series else "",
        note=series.note if series else "",
        old=age_warning(facts.key, series.vintage, today().year) if series else "",
        counts=tuple((status.label, series.counts.get(status.code, 0)) for status in Status)
        if series
        else (),
        median=sentences.amount(float(np.median(known)), facts.unit) if len(known) else "",
        bounds=_bounds(known, facts),
    )


def _rule(facts: IndicatorFacts, series: Series | None) -> str:
    """Return how a larger territory's value is made, with what the loaded file gives."""
    by_inhabitants = (
        "pondérée par les habitants : le fichier chargé ne donne pas les effectifs. Elle est "
        "marquée comme une estimation."
    )
    if facts.rule == "median":
        return "Moyenne pondérée des médianes : toujours marquée comme une estimation."
    if facts.share_of_area and not (series and series.note):
        return "Moyenne pondérée par la surface."
    if series is None:
        return "Selon le fichier : somme des effectifs, ou moyenne pondérée."
    known = np.isfinite(series.values)
    if facts.rule == "sum" and np.isfinite(series.numerators[known]).any():
        return "Somme des numérateurs, divisée par la somme des dénominateurs."
    if (series.weights[known] > 0).any():
        return "Moyenne pondérée par les effectifs que donne le fichier chargé."
    return f"Moyenne des taux des communes, {by_inhabitants}"


def _bounds(values: NDArray[np.float64], facts: IndicatorFacts) -> tuple[str, ...]:
    """Return the nine bounds between the ten classes of the communes of France, () for none."""
    steps = ladder(facts.direction * values).steps[0] if len(values) else np.array([])
    if not len(steps) or not np.all(np.isfinite(steps)):
        return ()
    return tuple(sentences.amount(float(facts.direction * step), facts.unit) for step in steps)


def _not_loaded(values: LevelValues | None) -> list[str]:
    """Return the indicators of the index that no loaded file gives."""
    if values is None:
        return []
    keys = PRESETS[DEFAULT].indicators
    return [BY_KEY[key].label for key in keys if key not in values.series]


def _sources(release: ReleaseFacts | None) -> tuple[SourceEntry, ...]:
    if release is None:
        return ()
    rows = (
        IndicatorSeries.objects.filter(release=release.pk)
        .order_by("source__name", "vintage", "source_cog_year")
        .values_list(
            "source__name", "source__producer", "source__url", "source__licence",
            "vintage", "source_cog_year",
        )
        .distinct()
    )  # fmt: skip
    found: dict[tuple[str, str, str, str], list[str]] = {}
    for name, producer, url, licence, vintage, cog in rows:
        told = f"{vintage} (communes de {cog})" if cog else str(vintage)
        years = found.setdefault((name, producer, url, licence), [])
        if told not in years:
            years.append(told)
    return tuple(SourceEntry(*facts, ", ".join(years)) for facts, years in found.items())


def _estimate(release: ReleaseFacts | None) -> dict[str, str]:
    """Return the errors of the estimate of poverty in this release, in words; {} without."""
    if release is None:
        return {}
    facts: dict[str, float] = remembered(
        f"fragility:estimate:{release.version}",
        lambda: Release.objects.get(pk=release.pk).report.get("pauvrete", {}),
    )
    if not facts:
        return {}
    return {
        "taught": sentences.number(facts["communes_observees"]),
        "r2": sentences.number(facts["r2"], 2),
        "mae": sentences.number(facts["erreur_absolue_moyenne"], 1),
        "p90": sentences.number(facts["p90"], 1),
    }


def _parts(outcome: Outcome | None) -> tuple[VerificationPart, ...]:
    if outcome is None:
        return ()
    return tuple(
        VerificationPart(
            part.name,
            tuple(_check(check) for check in part.checks),
            tuple((path, digest[:12]) for path, digest in part.inputs.items()),
        )
        for part in outcome.parts
    )


def _check(check: Check) -> CheckLine:
    return CheckLine(
        check.what,
        check.rows,
        small(check.max_abs_error),
        small(check.tolerance),
        check.ok,
        check.note,
    )


def _defects(outcome: Outcome | None) -> tuple[DefectEntry, ...]:
    return tuple(
        DefectEntry(
            defect.key,
            defect.title,
            defect.explanation,
            tuple(_figures(outcome.figures(defect.key))) if outcome else (),
        )
        for defect in DEFECTS
    )


def _figures(figures: Iterable[Figure]) -> Iterable[tuple[str, str, int]]:
    for figure in figures:
        if not math.isfinite(figure.value):
            yield figure.label, FAILED, figure.rows
            continue
        digits = 2 if figure.unit.startswith("(") else 0 if figure.unit == "communes" else 1
        told = sentences.number(figure.value, digits)
        yield figure.label, f"{told}{sentences.NO_BREAK}{figure.unit}", figure.rows


def small(value: float) -> str:
    """Return a tolerance or an error as people read it: « 0 », « 0,027 », « 5 × 10⁻⁷ »."""
    if not math.isfinite(value):
        return FAILED
    if value == 0:
        return "0"
    power = math.floor(math.log10(abs(value)))
    if power >= -3:
        told = sentences.number(value, max(0, 2 - power) if power < 0 else 2)
        return told.rstrip("0").rstrip(",") if "," in told else told
    digits = str(-power).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    factor = value / 10**power
    told = sentences.number(factor, 0 if abs(factor - round(factor)) < 0.05 else 1)
    return f"{told}{sentences.NO_BREAK}×{sentences.NO_BREAK}10⁻{digits}"
