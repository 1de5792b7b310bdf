"""What to change when too little fits: which answer, in which order, and what it brings.

First the hours, then what is asked of the welcome, then the distance; the need comes last. It
counts by `Fit` and never proposes what brings nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ifn_site.wording import gettext as _
from ifn_site.wording import noop
from orientation.answers import Answers
from orientation.matching import Fit, Promise
from orientation.reach import USUAL_MODE, in_words, mode_of, radius_of
from orientation.wishes import asks_hours, only_from_home
from territories.islands import island_communes
from territories.travel import Mode

#: With fewer venues than this, changes are proposed.
ENOUGH = 3
#: How many changes are shown.
MOST = 4
#: Longer ways that are proposed, in minutes, by the means asked; then by car.
LONGER: Mapping[Mode, tuple[int, ...]] = {
    "pied": (15, 30, 45, 60),
    "transports": (15, 30, 45, 60, 90),
    "voiture": (15, 30, 45, 60, 90, 120),
}
#: A venue farther than this, in metres, is no reason to give an answer up.
TOO_FAR_M = 100_000
#: How each answer to « acces » is called once it is given up.
ACCESS_WORDS = {
    "gratuit": noop("sans demander la gratuité"),
    "fauteuil": noop("sans demander l’accueil en fauteuil"),
    "sourd": noop("sans demander l’accueil des personnes sourdes"),
    "aveugle": noop("sans demander l’accueil des personnes aveugles"),
    "lecture": noop("sans demander l’aide à la lecture"),
    "mental": noop("sans demander l’accueil du handicap mental"),
    "anglais": noop("sans demander l’anglais"),
    "langues": noop("sans demander une autre langue"),
    "femmes": noop("sans demander un lieu pour les femmes"),
    "jeunes": noop("sans demander un lieu pour les jeunes"),
    "etudiants": noop("sans demander un lieu pour les étudiants"),
    "familles": noop("sans demander un lieu pour les familles"),
    "seniors": noop("sans demander un lieu pour les personnes âgées"),
}


class Relaxation(NamedTuple):
    """One change: the parameters given up, in words, the answers then, and what they bring."""

    names: tuple[str, ...]
    label: str
    answers: Answers
    promise: Promise


def relaxations(fit: Fit, present: Promise) -> list[Relaxation]:
    """Return the changes that bring something, in the order in which to try them."""
    found = [one for one in _one_by_one(fit) if _brings(one.promise, present)]
    if not found:
        found = [one for one in _together(fit) if _brings(one.promise, present)][:1]
    return found[:MOST]


def _brings(promise: Promise, present: Promise) -> bool:
    """More venues; or, where there is none within reach, a nearer one."""
    if promise.number or present.number:
        return promise.number > present.number
    return promise.nearest_m < min(present.nearest_m, TOO_FAR_M)


def _one_by_one(fit: Fit) -> Iterator[Relaxation]:
    answers = fit.answers
    if answers.when or answers.days:
        hours = asks_hours(answers)
        label = _("à un autre moment") if hours else _("en venant sur place")
        yield _relaxed(fit, ("quand", "jour"), label)
    if answers.appointment:
        yield _relaxed(fit, ("rdv",), _("avec ou sans rendez-vous"))
    for value in answers.access:
        left = tuple(one for one in answers.access if one != value)
        yield _changed(fit, ("acces",), _(ACCESS_WORDS[value]), answers.changed(access=left))
    if answers.doing == "a_ma_place":
        yield _relaxed(fit, ("faire",), _("si quelqu’un le fait avec vous"))
    if farther := _farther(fit):
        yield farther


def _together(fit: Fit) -> Iterator[Relaxation]:
    """What is left when no single change is enough; the need is the last to go."""
    likes = {"quand", "jour", "rdv", "acces", "faire"}
    asked = likes & fit.answers.query().keys()
    if len(asked) > 1 or len(fit.answers.access) > 1:
        yield _relaxed(fit, tuple(sorted(likes)), _("en gardant seulement votre besoin"))
        nearer = fit.like(fit.answers.without(likes))
        if farther := _farther(nearer):
            yield farther
    everything = (*sorted(likes), "besoin", "materiel", "metier", "demarche")
    yield _relaxed(fit, everything, _("pour tous les types d’aide"))


def _farther(fit: Fit) -> Relaxation | None:
    """Return the shortest of the longer ways that brings a venue more than the present one."""
    # Who asks for help from home, or stands on a small island, is not offered a longer way.
    if fit.here is None or fit.here.point is None or only_from_home(fit.answers):
        return None
    if fit.here.place.code in island_communes():
        return None
    radius, number = radius_of(fit.answers, fit.here), fit.promise().number
    for minutes, mode in _longer_ways(fit.answers):
        longer = fit.answers.changed(minutes=minutes, mode=mode)
        if radius_of(longer, fit.here) <= radius:
            continue
        promise = fit.like(longer).promise()
        if promise.number > number:
            label = _("en allant plus loin : %(time)s") % {"time": in_words(minutes, mode)}
            return Relaxation(("minutes", "mode"), label, longer, promise)
    return None


def _longer_ways(answers: Answers) -> Iterator[tuple[int, Mode]]:
    asked = mode_of(answers)
    for mode in dict.fromkeys((asked, USUAL_MODE)):
        for minutes in LONGER[mode]:
            yield minutes, mode


def _relaxed(fit: Fit, names: tuple[str, ...], label: str) -> Relaxation:
    return _changed(fit, names, label, fit.answers.without(names))


def _changed(fit: Fit, names: tuple[str, ...], label: str, answers: Answers) -> Relaxation:
    return Relaxation(names, label, answers, fit.like(answers).promise())
