"""What a layer of coverage says in two plain sentences, for someone who reads nothing else.

A layer in, words out; it knows no page.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coverage.coverage_choices import MODES, CoverageChoices
from coverage.coverage_layer import CoverageLayer
from coverage.honesty import Sureness, age_words, is_scarce, sureness
from coverage.measure_words import many, whole_minutes
from coverage.measures import weighted_medians
from coverage.offer import SERVICE_LABELS
from coverage.parameters import ANY
from coverage.store import run_details
from fragility.sentences import number, percent_of

_HERE = {
    "region": "Dans cette région",
    "departement": "Dans ce département",
    "epci": "Dans cette intercommunalité",
}
_BASES = {
    "france": "France entière",
    "region": "leur région",
    "departement": "leur département",
}
_FAR = 20


@dataclass(frozen=True)
class Headline:
    """`alert` counts the double alerts, `sure` says how sure they are, `reach` how far help is.

    `unknown` tells the communes of which nothing can be said, "" for none; `age` how old the data
    are.
    """

    alert: str
    sure: str
    reach: str
    unknown: str
    age: str


def headline(layer: CoverageLayer) -> Headline:
    """Return the sentences of a layer."""
    run = layer.crossing.run
    age = age_words(run_details(run)[1])
    if is_scarce(run, layer.choices.service):
        return Headline(_scarce(layer), "", "", _unknown(layer), age)
    on_foot = layer.choices.mode == "pied"
    alert = _foot_alert(layer) if on_foot else _alert(layer)
    return Headline(alert, _sure(sureness(layer)), _reach(layer), _unknown(layer), age)


def short_base(base: str) -> str:
    """Return « France entière », « leur région », « leur département »."""
    return _BASES[base]


def within_words(choices: CoverageChoices) -> str:
    """Return « Dans ce département », « En France »."""
    return _HERE[choices.inside[0]] if choices.inside else "En France"


def _alert(layer: CoverageLayer) -> str:
    choices = layer.choices
    flags = layer.crossing.alerts & layer.within
    count = int(flags.sum())
    where = within_words(choices)
    if choices.service != ANY:
        where += f", pour « {SERVICE_LABELS[choices.service]} »"
    if choices.mode == "pied":
        where += ", à pied"
    known = layer.within & (layer.crossing.classes > 0)
    if not known.any():
        return f"{where}, la double alerte est inconnue : il manque l’indice de fragilité."
    if not count:
        return f"{where}, aucune commune n’est en double alerte."
    people = round(float(np.nansum(layer.crossing.people[flags])))
    total = float(np.nansum(layer.crossing.people[layer.within]))
    share = f", {percent_of(people / total)} de la population" if total else ""
    communes = "communes sont" if count > 1 else "commune est"
    inhabitants = "habitants" if people > 1 else "habitant"
    return (
        f"{where}, {number(count)} {communes} en double alerte : "
        f"{number(people)} {inhabitants}{share}."
    )


def _where(choices: CoverageChoices) -> str:
    where = within_words(choices)
    if choices.service != ANY:
        where += f", pour « {SERVICE_LABELS[choices.service]} »"
    return f"{where}, à pied" if choices.mode == "pied" else where


def _scarce(layer: CoverageLayer) -> str:
    """Say that the data tell nothing of a service that almost no place declares."""
    declared = run_details(layer.crossing.run)[1]["by_service"]
    own, places = declared[layer.choices.service], declared[ANY]
    told = (
        f"{many(own, 'lieu', 'lieux')} sur {number(places)} "
        f"{'le déclarent' if own >= 2 else 'le déclare'} en France"
        if own
        else "aucun lieu ne le déclare en France"
    )
    return f"{_where(layer.choices)} : donnée manquante. {told[:1].upper()}{told[1:]}."


def _foot_alert(layer: CoverageLayer) -> str:
    """Count the communes of a high need whose centre is out of walking reach, never a share.

    A commune is one point: what is true of its centre is not true of all who live there.
    """
    crossing, where = layer.crossing, _where(layer.choices)
    if not (layer.within & (crossing.classes > 0)).any():
        return f"{where}, rien ne peut être dit : il manque l’indice de fragilité."
    flags = crossing.alerts & layer.within & (crossing.access <= 0)
    count = int(flags.sum())
    if not count:
        return f"{where}, toute commune au besoin fort a un lieu à portée de marche du centre."
    communes = many(count, "commune", "communes")
    return (
        f"{where}, dans {communes} au besoin fort, tout lieu est hors de portée de marche du "
        "centre."
    )


def _sure(found: Sureness | None) -> str:
    total = found.robust + found.probable + found.depends if found else 0
    if found is None or not total:
        return ""
    if total == 1:
        if found.robust:
            return "Elle est robuste : au moins 8 scénarios sur 10 la signalent."
        return "Elle n’est pas robuste : la réponse dépend des hypothèses."
    if not found.robust:
        return "Aucune n’est robuste : la liste change selon les hypothèses."
    if found.robust == total:
        return "Toutes sont robustes : au moins 8 scénarios sur 10 les signalent."
    are, them = ("sont robustes", "les") if found.robust > 1 else ("est robuste", "la")
    return (
        f"{number(found.robust)} {are} : au moins 8 scénarios sur 10 {them} signalent. "
        "Pour les autres, la réponse dépend davantage des hypothèses."
    )


def _reach(layer: CoverageLayer) -> str:
    """Say how far the nearest place is for the inhabitants of what is shown."""
    crossing, within = layer.crossing, layer.within
    people = np.where(within, np.nan_to_num(crossing.people), 0.0)
    known = ~np.isnan(crossing.minutes) & (people > 0)
    total = float(people[known].sum())
    if not total:
        return ""
    groups = np.where(within, 0, -1).astype(np.int64)
    middle = float(weighted_medians(crossing.minutes, people, groups, 1)[0])
    far = float(people[known & (crossing.minutes > _FAR)].sum()) / total
    how = MODES[layer.choices.mode]
    if not np.isfinite(middle):
        return f"Plus de la moitié des habitants n’a aucun lieu à moins de 60 minutes {how}."
    minutes = many(whole_minutes(middle), "minute", "minutes")
    if layer.choices.mode == "pied":
        return (
            f"Pour la moitié des habitants, un lieu est à environ {minutes} ou moins du centre de "
            "la commune, à pied."
        )
    return (
        f"La moitié des habitants a un lieu à environ {minutes} ou moins du centre de sa commune, "
        f"{how} ; {percent_of(far)} en sont à plus de {_FAR} minutes."
    )


def _unknown(layer: CoverageLayer) -> str:
    unknown = layer.within & (layer.crossing.classes == 0)
    count = int(unknown.sum())
    if not count:
        return ""
    people = round(float(np.nansum(layer.crossing.people[unknown])))
    inhabitants = many(people, "habitant", "habitants")
    lacks = np.isnan(layer.crossing.need[unknown]).all()
    what = "indice de fragilité" if lacks else "donnée"
    return (
        f"{many(count, 'commune est', 'communes sont')} sans {what} ({inhabitants}) : on ne peut "
        "rien en dire."
    )
