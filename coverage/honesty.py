"""The lines that stand beside every map of coverage: what it is made of, and what it is not.

Read from the facts of a run, so that no line says more than what was counted. One function for
the page, the printed report and the widget; it knows no request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from coverage.coverage_layer import CoverageLayer
from coverage.needs import VARIANTS
from coverage.parameters import ANY
from coverage.store import RunFacts, level_coverage, run_details
from coverage.verdicts import PROBABLE, ROBUST
from fragility.level_names import level_names
from fragility.map_layer import covered
from fragility.sentences import number, percent_of
from ifn_site.figures import full_date

#: What each hypothesis of the scenarios is called, after « surtout ».
FACTORS = {
    "decay": "la décroissance avec la distance",
    "need": "l’indicateur de besoin retenu",
    "radius": "la distance que l’on accepte de parcourir",
    "supply": "la façon de compter l’offre (lieux ou heures d’ouverture)",
    "freshness": "l’ancienneté acceptée des fiches",
    "speed": "la vitesse de déplacement",
    "missing_hours": "les heures supposées quand elles manquent",
}
#: Under this share of the places, a service says more of the data than of the territories.
SCARCE = 0.01
_CALM = "Le classement d’une commune n’est ni un objectif, ni une évolution dans le temps, ni une "


@dataclass(frozen=True)
class Line:
    """One line: its few bold words, and its sentence."""

    title: str
    text: str


@dataclass(frozen=True)
class Sureness:
    """How many double alerts of what is shown are sure; `near` are not in the list but close."""

    robust: int
    probable: int
    depends: int
    near: int


def sureness(layer: CoverageLayer) -> Sureness | None:
    """Return how sure the double alerts shown are, None when the scenarios say nothing."""
    if not layer.choices.has_robustness:
        return None
    flagged, within = layer.flagged(), layer.within
    alerts = layer.crossing.alerts & within
    return Sureness(
        robust=int((alerts & (flagged >= ROBUST)).sum()),
        probable=int((alerts & (flagged >= PROBABLE) & (flagged < ROBUST)).sum()),
        depends=int((alerts & ~(flagged >= PROBABLE)).sum()),
        near=int((within & ~layer.crossing.alerts & (flagged >= PROBABLE)).sum()),
    )


def is_scarce(run: RunFacts, service: str) -> bool:
    """Tell that so few places declare a service that no territory can be said to lack it."""
    declared = run_details(run)[1]["by_service"]
    return service != ANY and declared[service] < SCARCE * declared[ANY]


def age_words(summary: Mapping[str, Any]) -> str:
    """Return « La moitié des fiches datent de plus de 52 mois, environ. », "" when unknown."""
    age = summary["median_age_months"]
    if not summary["dated"] or age is None:
        return ""
    shown = number(age)
    return f"La moitié des fiches datent de plus de {shown} mois, environ."


def honesty_lines(run: RunFacts, layer: CoverageLayer | None = None) -> list[Line]:
    """Return the first six lines; whom to write to, the seventh, is the template's.

    With a layer, the sureness of what it shows is told.
    """
    parameters, summary = run_details(run)
    return [
        Line("Ce qui est compté.", counted_words(run, summary)),
        Line("Ce qui manque.", missing_words(run, summary)),
        Line(
            "Là où l’on publie peu.",
            "Une région où peu d’organismes publient leurs lieux paraît plus mal couverte qu’elle "
            "ne l’est.",
        ),
        Line(
            "Des lieux, pas des personnes.",
            "La page décrit des territoires et des lieux référencés. Elle ne dit rien de la "
            "situation d’une personne.",
        ),
        Line(
            "Pas une cible.",
            f"{_CALM}clé de financement. Un lieu absent des données existe peut-être.",
        ),
        Line("Ce qui change la liste.", _hypotheses(run, parameters, summary, layer)),
    ]


def counted_words(run: RunFacts, summary: Mapping[str, Any]) -> str:
    """Return what was counted, with its dates and its freshness."""
    places, grouped = summary["places"], summary["grouped"]
    said = f"{_many(places, 'lieu ouvert', 'lieux ouverts')} au public en France"
    if grouped:
        said += f", {_many(grouped, 'fiche en double regroupée', 'fiches en double regroupées')}"
    said += f", au {full_date(run.reference_date)}. "
    if not places:
        return said
    dated, fresh, age = summary["dated"], summary["fresh"], summary["median_age_months"]
    said += f"{percent_of(dated / places)} ont une date donnée par leur producteur"
    if dated and age is not None:
        said += f" (la moitié a plus de {number(age)} mois, environ)"
    if not fresh:
        return f"{said} ; aucun ne date de moins de 18 mois."
    return f"{said} ; {percent_of(fresh / places)} datent de moins de 18 mois."


def missing_words(run: RunFacts, summary: Mapping[str, Any]) -> str:
    """Return what is missing: hours, need, points that are not sure, closed rows."""
    places = summary["places"]
    said = []
    if places:
        share = percent_of((places - summary["with_hours"]) / places)
        said.append(f"Horaires inconnus pour {share} des lieux")
    for key, one, many in _POINTS:
        if count := summary.get(key, 0):
            count = count["communes"] if isinstance(count, Mapping) else count
            said.append(_many(count, one, many))
    if summary["unplaced"]:
        said.append(
            f"{_many(summary['unplaced'], 'fiche laissée', 'fiches laissées')} de côté, sans "
            "position connue"
        )
    text = " ; ".join(said) or "Rien ne manque de ce que la méthode demande"
    return (
        f"{text}. {without_need_words(run)}Les trajets sont estimés à vol d’oiseau, sans "
        "transports en commun."
    )


def without_need_words(run: RunFacts) -> str:
    """Return the communes without an index: those the page shows in grey, those it leaves out."""
    communes = level_coverage("commune", run)
    if communes is None:
        return ""
    lacking = np.isnan(communes.column("need"))
    shown = covered("commune", communes.codes)
    people = np.nan_to_num(communes.column("population"))
    grey, hidden = int((lacking & shown).sum()), int((lacking & ~shown).sum())
    said = ""
    if grey:
        heads = round(float(people[lacking & shown].sum()))
        said = (
            f"{_many(grey, 'commune', 'communes')} sans indice de fragilité "
            f"({_many(heads, 'habitant', 'habitants')}) "
            f"{'sont' if grey > 1 else 'est'} en gris, sans classe"
        )
    names = sorted(level_names("departement").collectivities.values())
    if hidden and names:
        also = f" ; {number(hidden)} autres," if said else f"{number(hidden)} communes,"
        said += (
            f"{also} de collectivités d’outre-mer ({', '.join(names)}), n’en ont pas non plus et "
            "ne sont ni comptées ni montrées"
        )
    return f"{said}. " if said else ""


def strongest_factors(summary: Mapping[str, Any], most: int = 3) -> list[str]:
    """Return the hypotheses that move the list most: those whose values differ most in likeness."""
    likeness: dict[str, list[float]] = {}
    for one in summary["effects"]:
        likeness.setdefault(one["factor"], []).append(one["likeness"])
    spread = {name: max(found) - min(found) for name, found in likeness.items() if len(found) > 1}
    order = sorted((name for name in spread if name in FACTORS), key=lambda name: -spread[name])
    return [FACTORS[name] for name in order[:most] if spread[name] > 0]


def _hypotheses(
    run: RunFacts,
    parameters: Mapping[str, Any],
    summary: Mapping[str, Any],
    layer: CoverageLayer | None,
) -> str:
    found = sureness(layer) if layer else None
    strongest = strongest_factors(summary)
    said = f"{_many(run.scenarios, 'scénario', 'scénarios')} d’hypothèses. "
    if strongest:
        said += f"Ce qui la change le plus : {', '.join(strongest)}. "
    if found:
        said += (
            f"Ici : {number(found.robust)} robuste{_s(found.robust)}, "
            f"{number(found.probable)} probable{_s(found.probable)}, "
            f"{number(found.depends)} qui dépend{'ent' if found.depends > 1 else ''} des "
            "hypothèses"
        )
        said += (
            f" ; {_many(found.near, 'autre commune entre', 'autres communes entrent')} dans la "
            "liste au moins une fois sur deux. "
            if found.near
            else ". "
        )
    elif layer:
        said += (
            "Ils portent sur tous les services, en voiture : pour un autre choix, la liste n’est "
            "que celle des hypothèses de base. "
        )
    names = dict.fromkeys(one["factor"] for one in summary["left_out"])
    left_out = [FACTORS[name] for name in names if name in FACTORS]
    if left_out:
        said += f"Laissé de côté, faute de données : {', '.join(left_out)}. "
    return f"{said}Besoin de base : {VARIANTS[parameters['need']].label}."


#: What the summary of a run counts of places and communes whose point is not sure.
_POINTS = (
    (
        "unlocated",
        "lieu sans position, mis au centre de sa commune et laissé de côté à pied",
        "lieux sans position, mis au centre de leur commune et laissés de côté à pied",
    ),
    (
        "misplaced",
        "lieu dont la position contredit la commune, ramené au centre de celle-ci",
        "lieux dont la position contredit la commune, ramenés au centre de celle-ci",
    ),
    (
        "origins_moved",
        "commune dont le départ des trajets est le milieu de ses lieux, loin de son point",
        "communes dont le départ des trajets est le milieu de leurs lieux, loin de leur point",
    ),
)


def _many(count: float, one: str, many: str) -> str:
    return f"{number(count)} {many if count >= 2 else one}"


def _s(count: int) -> str:
    return "s" if count >= 2 else ""
