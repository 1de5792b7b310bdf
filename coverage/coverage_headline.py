"""What a layer of coverage says in two plain sentences, for someone who reads nothing else.

A layer in, words out; it knows no page.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coverage.coverage_choices import MODES, CoverageChoices
from coverage.coverage_layer import CoverageLayer
from coverage.honesty import Sureness, sureness
from coverage.measures import weighted_medians
from coverage.offer import SERVICE_LABELS
from coverage.parameters import ANY
from fragility.sentences import NO_BREAK, number, percent_of

_HERE = {
    "region": "Dans cette région",
    "departement": "Dans ce département",
    "epci": "Dans cette intercommunalité",
}
_BASES = {
    "france": "France entière",
    "region": "chaque région",
    "departement": "chaque département",
}
_FAR = 20


@dataclass(frozen=True)
class Headline:
    """`alert` counts the double alerts, `sure` says how sure they are, `reach` how far help is."""

    alert: str
    sure: str
    reach: str


def headline(layer: CoverageLayer) -> Headline:
    """Return the sentences of a layer."""
    return Headline(_alert(layer), _sure(sureness(layer)), _reach(layer))


def short_base(base: str) -> str:
    """Return « France entière », « chaque région », « chaque département »."""
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
        where += f", pour « {SERVICE_LABELS[choices.service]} »"
    if choices.mode == "pied":
        where += ", à pied"
    if not count:
        return f"{where}, aucune commune n’est en double alerte."
    people = round(float(np.nansum(layer.crossing.people[flags])))
    total = float(np.nansum(layer.crossing.people[layer.within]))
    share = f", {percent_of(people / total)} de la population" if total else ""
    communes = "communes sont" if count > 1 else "commune est"
    inhabitants = "habitants" if people > 1 else "habitant"
    return (
        f"{where}, {number(count)}{NO_BREAK}{communes} en double alerte : "
        f"{number(people)}{NO_BREAK}{inhabitants}{share}."
    )


def _sure(found: Sureness | None) -> str:
    if found is None or not found.robust + found.probable + found.depends:
        return ""
    if not found.robust:
        return (
            "Aucune n’est robuste : la liste change selon les hypothèses. Regardez-les une par une."
        )
    if not found.probable + found.depends:
        return "Toutes sont robustes : au moins 8 scénarios sur 10 les signalent."
    one = found.robust == 1
    return (
        f"{number(found.robust)}{NO_BREAK}{'est robuste' if one else 'sont robustes'} : au moins "
        f"8 scénarios sur 10 {'la' if one else 'les'} signalent. Pour les autres, la réponse "
        "dépend davantage des hypothèses."
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
        return (
            f"Plus de la moitié des habitants n’a aucun lieu à moins de 60{NO_BREAK}minutes {how}."
        )
    minutes = f"{number(middle)}{NO_BREAK}minute{'s' if round(middle) > 1 else ''}"
    return (
        f"La moitié des habitants est à {minutes} ou moins d’un lieu, {how} ; "
        f"{percent_of(far)} sont à plus de {_FAR}{NO_BREAK}minutes."
    )
