"""The answers of the API of coverage, as `serializers` describes them.

Shapes only: what is asked is read and computed before. It knows no request.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from coverage.coverage_values import (
    AlertCounts,
    BaseVerdict,
    Minutes,
    ServiceCoverage,
    TerritoryCoverage,
)
from coverage.decays import PRESETS
from coverage.exports import CAUTION, CoverageTable, level_columns, rule_words
from coverage.needs import VARIANTS
from coverage.parameters import ANY
from coverage.store import RunFacts, run_details
from coverage.verdicts import STATUS_KEYS, STATUS_LABELS

_STATUS_TEXTS = {STATUS_KEYS[bit]: STATUS_LABELS[bit] for bit in STATUS_KEYS}


def run_result(run: RunFacts) -> dict[str, Any]:
    """Return the run: what was counted, the hypotheses, what is missing, the dates."""
    parameters, summary = run_details(run)
    preset = PRESETS[parameters["preset"]]
    return {
        "version": run.version,
        "fait_le": run.made_at.isoformat(),
        "jour_de_reference": run.reference_date.isoformat(),
        "demonstration": run.is_demonstration,
        "publication_fragilite": run.release_version,
        "version_des_donnees": run.data_version,
        "graine": run.seed,
        "scenarios": run.scenarios,
        "decroissance": {
            "cle": preset.key,
            "nom": preset.label,
            "poids": preset.words(),
            "source": preset.source,
        },
        "besoin": {"cle": parameters["need"], "nom": VARIANTS[parameters["need"]].label},
        "regle": {**parameters["rule"], "phrase": rule_words(parameters["rule"])},
        "hypotheses": {
            name: parameters[name]
            for name in ("car_minutes", "foot_minutes", "choice_minutes", "far_minutes",
                         "fresh_months", "least_kept", "per_inhabitants")
        },
        "scenarios_tires": summary["scenarios"],
        "hypotheses_ecartees": summary["left_out"],
        "effets": summary["effects"],
        "comptes": {
            name: summary[name]
            for name in ("communes", "inhabitants", "outside_france", "origins_moved", "rows",
                         "places", "grouped", "closed_to_public", "unplaced", "unlocated",
                         "misplaced", "with_hours", "dated", "fresh", "median_age_months",
                         "by_service", "without_population", "without_need", "without_point",
                         "out_of_reach", "unreached", "lost_supply", "alerts")
            if name in summary
        },
        "groupes": summary["clusters"],
        "a_savoir": CAUTION,
    }  # fmt: skip


def level_result(table: CoverageTable, unknown: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a level in columns; `unknown` are the codes asked that it has not."""
    return {
        "niveau": table.level,
        "count": len(table),
        "calcul": run_result(table.run),
        "services": list(table.services),
        "codes": list(table.codes),
        **({"codes_demandes": list(table.asked)} if table.asked else {}),
        **({"codes_inconnus": list(unknown)} if table.asked else {}),
        "colonnes": level_columns(table),
    }


def territory_result(found: TerritoryCoverage, name: str | None, page: str) -> dict[str, Any]:
    """Return one territory; `page` is the full address of its sheet."""
    return {
        "niveau": found.level,
        "code": found.code,
        "nom": name,
        "page": page,
        "calcul": run_result(found.run),
        "population": found.population,
        "besoin": found.need,
        "statuts": [{"cle": key, "libelle": _STATUS_TEXTS[key]} for key in found.statuses],
        "origine": found.origin or None,
        "lieux_regroupes": found.rows,
        "services": [_service_result(one) for one in found.services],
        "acces_par_decroissance": dict(found.presets),
        "lieux_recents": found.fresh_venues,
        "lieux_dates": found.dated_venues,
        "lieux_avec_horaires": found.venues_with_hours,
        "heures_par_semaine": found.weekly_hours,
        "ecart": found.gap,
        "groupe": found.cluster or None,
        "groupe_libelle": found.cluster_label or None,
        "groupe_p": found.cluster_p,
        "bases": [_verdict_result(one) for one in found.verdicts],
        "doubles_alertes": [_count_result(one) for one in found.counts],
    }


def _service_result(one: ServiceCoverage) -> dict[str, Any]:
    return {
        "cle": one.key,
        "nom": one.label,
        "tous": one.key == ANY,
        "lieux": one.venues,
        "lieux_pour_10000": one.per_inhabitants,
        "acces": one.access,
        "acces_pied": one.foot_access,
        "acces_part_de_la_moyenne": dict(one.shares),
        "voiture": _minutes_result(one.car),
        "pied": _minutes_result(one.foot),
        "classes": {base: label or None for base, label in one.classes.items()},
        "doubles_alertes": dict(one.alerts),
        "fgt": list(one.fgt),
    }


def _minutes_result(one: Minutes) -> dict[str, Any]:
    return {
        "minutes": one.minutes,
        "statut": one.state,
        "part_au_dela": {str(limit): share for limit, share in one.beyond.items()},
        "choix": one.choice,
    }


def _verdict_result(one: BaseVerdict) -> dict[str, Any]:
    return {
        "base": one.base,
        "libelle": one.label,
        "code": one.code,
        "classe": one.class_ or None,
        "double_alerte": one.alert,
        "besoin_borne_basse": one.need_low,
        "besoin_borne_haute": one.need_high,
        "acces_borne_basse": one.access_low,
        "acces_borne_haute": one.access_high,
        "acces_moyen": one.access_mean,
        "bornes_confondues": list(one.bounds_meet),
        "priorite": one.priority,
        "part_scenarios": one.flagged,
        "robustesse": one.robustness or None,
        "robustesse_libelle": one.robustness_label or None,
        "rang_median": one.median_rank,
        "rang_p5": one.low_rank,
        "rang_p95": one.high_rank,
        "part_premiers_20": one.top,
    }


def _count_result(one: AlertCounts) -> dict[str, Any]:
    words = {
        "base": "base",
        "label": "libelle",
        "communes": "communes",
        "inhabitants": "habitants",
        "robust": "robustes",
        "probable": "probables",
        "depends": "dependent_des_hypotheses",
    }
    return {words[name]: value for name, value in asdict(one).items()}
