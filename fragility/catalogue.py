"""The methods and the indicators as the API lists them, with what is loaded of each.

One function for each list; they know no request.
"""

from __future__ import annotations

from typing import Any

from fragility.api_results import release_result, source_result
from fragility.indicators import AXIS_LABELS, INDICATORS
from fragility.method_choice import MAX_WEIGHT, WEIGHTING_CODES, MethodChoice
from fragility.methods.deciles import class_bounds
from fragility.methods.presets import DEFAULT, PRESETS
from fragility.methods.recipe import BASE_LABELS, WEIGHTING_LABELS, Preset
from fragility.methods.reweight import needed
from fragility.models import IndicatorSeries, ScoreSeries
from fragility.status import STATUS_CODES, STATUS_LABELS, Status
from fragility.store import (
    LevelValues,
    ReleaseFacts,
    SourceOfSeries,
    active_release,
    level_scores,
    level_values,
)
from fragility.total_classes import BOUNDS, LABELS
from ifn_site.cache import remembered

_STATES = {
    Status.OBSERVED: "observes",
    Status.ESTIMATED: "estimes",
    Status.SECRET: "secrets",
    Status.MISSING: "manquants",
}


def methods() -> dict[str, Any]:
    """Return every method: formula in words, weights, base, bounds of classes, levels scored."""
    release = active_release()
    return {
        "publication": release_result(release),
        "classes_du_total": [
            {"classe": rank + 1, "minimum": BOUNDS[rank], "maximum": BOUNDS[rank + 1],
             "libelle": label}
            for rank, label in enumerate(LABELS)
        ],
        "bases": dict(BASE_LABELS),
        "ponderations": {WEIGHTING_CODES[key]: text for key, text in WEIGHTING_LABELS.items()},
        "poids_maximum": MAX_WEIGHT,
        "methodes": remembered("fragility:api-methods", lambda: _methods(release)),
    }  # fmt: skip


def formula(preset: Preset) -> list[str]:
    """Return how a total is made, in sentences."""
    count = len(preset.parts)
    crowd = "habitants" if preset.weighting == "population" else "communes"
    return [
        f"Chaque indicateur reçoit une classe de 1 à 10 : 1 plus le nombre de dixièmes de {crowd} "
        f"({BASE_LABELS[preset.base]}) dont la valeur est strictement moins fragile.",
        "L’indice d’une commune est la moyenne de ses classes, pondérée par les poids. Une donnée "
        f"absente est laissée de côté ; il faut {needed(count)} indicateurs sur {count}.",
        "L’indice d’un territoire plus grand est la moyenne de ceux de ses communes, pondérée par "
        "leurs habitants, si plus de la moitié d’entre eux sont dans une commune notée.",
    ]


def _methods(release: ReleaseFacts | None) -> list[dict[str, Any]]:
    levels: dict[str, list[str]] = {}
    if release is not None:
        rows = ScoreSeries.objects.filter(release=release.pk).order_by("method", "level")
        for method, level in rows.values_list("method__key", "level"):
            levels.setdefault(method, []).append(level)
    values = level_values("commune", release) if release else None
    return [
        {
            "cle": preset.key,
            "nom": preset.label,
            "description": preset.description,
            "formule": formula(preset),
            "version": preset.version,
            "base": preset.base,
            "base_libelle": preset.base_label,
            "ponderation": MethodChoice(preset).weighting,
            "variante": preset.variant,
            "par_defaut": preset.key == DEFAULT,
            "niveaux": levels.get(preset.key, []),
            "indicateurs": _parts(preset, values, release),
        }
        for preset in PRESETS.values()
    ]


def _parts(
    preset: Preset, values: LevelValues | None, release: ReleaseFacts | None
) -> list[dict[str, Any]]:
    labels = {facts.key: facts.label for facts in INDICATORS}
    scores = None
    if release is not None and preset.base == "france":
        # Inside each région or EPCI the bounds are as many as there are of them.
        scores = level_scores("commune", preset.key, release)
    found = []
    for column, part in enumerate(preset.parts):
        series = values.series.get(part.indicator) if values else None
        bounds = []
        if series is not None and scores is not None and scores.codes.codes == series.codes.codes:
            bounds = class_bounds(series.values, scores.classes[:, column])
        found.append(
            {
                "cle": part.indicator,
                "nom": labels[part.indicator],
                "poids": part.weight,
                "sens": part.direction,
                "millesime": series.vintage if series else None,
                "bornes": [
                    {
                        "classe": one.number,
                        "minimum": round(one.lowest, 4),
                        "maximum": round(one.highest, 4),
                        "effectif": one.count,
                    }
                    for one in bounds
                ],
            }
        )
    return found


def indicators() -> dict[str, Any]:
    """Return the catalogue with the state of the data: one query."""
    release = active_release()
    states: dict[str, list[dict[str, Any]]] = {}
    if release is not None:
        states = remembered("fragility:api-indicators", lambda: _states(release))
    return {
        "publication": release_result(release),
        "statuts": {STATUS_CODES[one]: STATUS_LABELS[one] for one in Status},
        "indicateurs": [
            {
                "cle": facts.key,
                "nom": facts.label,
                "nom_court": facts.short,
                "definition": facts.definition,
                "pourquoi": facts.why,
                "unite": facts.unit,
                "sens": facts.direction,
                "axe": facts.axis,
                "axe_libelle": AXIS_LABELS[facts.axis],
                "variante": facts.variant,
                "compte": facts.counted,
                "methodes": [
                    key for key, preset in PRESETS.items() if facts.key in preset.indicators
                ],
                "niveaux": states.get(facts.key, []),
            }
            for facts in INDICATORS
        ],
    }


def _states(release: ReleaseFacts) -> dict[str, list[dict[str, Any]]]:
    rows = (
        IndicatorSeries.objects.filter(release=release.pk)
        .select_related("source")
        .only("indicator", "level", "vintage", "source_cog_year", "note", "counts", "source")
        .order_by("indicator", "level")
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        one = row.source
        source = SourceOfSeries(one.key, one.name, one.producer, one.url, one.licence)
        found.setdefault(row.indicator_id, []).append(
            {
                "niveau": row.level,
                "millesime": row.vintage,
                "cog_source": row.source_cog_year,
                "source": source_result(source),
                "remarque": row.note,
                "territoires": sum(row.counts.values()),
                **{_STATES[status]: row.counts.get(status.code, 0) for status in Status},
            }
        )
    return found
