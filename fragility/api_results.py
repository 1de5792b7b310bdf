"""The answers of the API of the need, as `serializers` describes them.

Shapes only: what is asked is read and counted before. It knows no request.
"""

from __future__ import annotations

from typing import Any

from fragility.exports import numbers, score_columns, value_column
from fragility.level_table import LevelTable
from fragility.method_choice import MethodChoice
from fragility.serializers import FLAG_WORDS, STATUSES
from fragility.status import STATUS_LABELS
from fragility.store import ReleaseFacts, SourceOfSeries
from fragility.territory_values import IndicatorValue, TerritoryValues
from fragility.total_classes import LABELS

_DECIMALS = 4


def release_result(release: ReleaseFacts | None) -> dict[str, Any] | None:
    """Return the publication, None when nothing is active."""
    if release is None:
        return None
    return {
        "version": release.version,
        "nom": release.label,
        "demonstration": release.is_demonstration,
        "cog": release.cog_year,
        "active_le": release.activated_at.isoformat() if release.activated_at else None,
    }


def choice_result(choice: MethodChoice) -> dict[str, Any]:
    """Return the method and the weights in force."""
    return {
        "cle": choice.preset.key,
        "nom": choice.name,
        "version": choice.preset.version,
        "base": choice.preset.base,
        "ponderation": choice.weighting,
        "variante": choice.preset.variant,
        "poids": choice.by_indicator,
        "poids_choisis": choice.is_own,
    }


def source_result(source: SourceOfSeries | None) -> dict[str, Any] | None:
    """Return a publisher."""
    if source is None:
        return None
    return {
        "cle": source.key,
        "nom": source.name,
        "producteur": source.producer,
        "url": source.url,
        "licence": source.licence,
    }


def level_result(table: LevelTable, unknown: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a level in columns; `unknown` are the codes asked that it has not."""
    return {
        "niveau": table.level,
        "count": len(table),
        "publication": release_result(table.release),
        "methode": choice_result(table.choice),
        "indicateurs": {
            one.facts.key: {
                "nom": one.facts.label,
                "unite": one.facts.unit,
                "millesime": one.vintage,
                "source": source_result(one.source),
            }
            for one in table.indicators
        },
        "statuts_legende": STATUSES,
        "codes": list(table.codes),
        **({"codes_demandes": list(table.asked)} if table.asked else {}),
        **({"codes_inconnus": list(unknown)} if table.asked else {}),
        **score_columns(table),
        "valeurs": {one.facts.key: value_column(one) for one in table.indicators},
        "classes": {one.facts.key: numbers(one.classes) for one in table.indicators},
        "statuts": {one.facts.key: one.statuses.tolist() for one in table.indicators},
    }


def territory_result(values: TerritoryValues, name: str | None, page: str) -> dict[str, Any]:
    """Return one territory; `page` is the full address of its sheet."""
    return {
        "niveau": values.level,
        "code": values.code,
        "nom": name,
        "population": values.population,
        "parents": values.parents,
        "page": page,
        "publication": release_result(values.release),
        "methode": choice_result(values.choice),
        "total": _rounded(values.total),
        "classe": values.total_class,
        "classe_libelle": LABELS[values.total_class - 1] if values.total_class else None,
        "motif": why_no_total(values),
        "completude": values.completeness,
        "indicateurs_comptes": values.chosen,
        "indicateurs_necessaires": values.needed,
        "rang": values.rank,
        "rang_min": values.rank_low,
        "rang_max": values.rank_high,
        "effectif": values.compared,
        "petit_effectif": values.is_small,
        "place_parmi_les_communes": values.is_placed,
        "minimum": _rounded(values.minimum),
        "maximum": _rounded(values.maximum),
        "part_en_classes_hautes": _rounded(values.high_share),
        "part_connue": _rounded(values.known_share),
        "indicateurs": [_indicator_result(one) for one in values.indicators],
    }


def why_no_total(values: TerritoryValues) -> str | None:
    """Return why there is no total, None when there is one."""
    if values.total is not None:
        return None
    if not values.is_scored_level:
        return "Cette méthode ne compare pas les territoires de ce niveau."
    if values.population == 0:
        return "Ce territoire n’a pas d’habitant."
    if values.completeness < values.needed:
        return (
            f"{values.completeness} indicateur(s) sur {values.chosen} ont une donnée ; il en faut "
            f"{values.needed}."
        )
    return "Moins de la moitié des habitants vivent dans une commune qui a un indice."


def _indicator_result(one: IndicatorValue) -> dict[str, Any]:
    return {
        "cle": one.key,
        "nom": one.facts.label,
        "unite": one.facts.unit,
        "valeur": _rounded(one.value),
        "statut": one.status.code,
        "statut_libelle": STATUS_LABELS[one.status],
        "classe": one.class_,
        "dans_la_methode": one.in_method,
        "poids": one.weight,
        "contribution": _rounded(one.contribution),
        "total_sans": _rounded(one.total_without),
        "compte": one.facts.counted,
        "numerateur": _rounded(one.numerator),
        "denominateur": _rounded(one.denominator),
        "millesime": one.vintage,
        "source": source_result(one.source),
        "remarque": one.note,
        "marques": [word for flag, word in FLAG_WORDS.items() if one.flags & flag],
        "part_observee": _rounded(one.observed_share),
        "medianes": [
            {
                "niveau": median.level,
                "code": median.code,
                "valeur": round(median.value, _DECIMALS),
                "effectif": median.count,
            }
            for median in one.medians
        ],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DECIMALS)
