"""The answers of a person read back to them in a few words, step by step.

The words are those of the questions, but where an answer means nothing without its question. The
name of the place is given by the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ifn_site.wording import gettext as _
from ifn_site.wording import noop, pgettext
from orientation import questions as asked
from orientation.answers import Answers
from orientation.procedures import PROCEDURES
from orientation.questions import Question
from orientation.reach import in_words, mode_of
from territories.travel import Mode

WHOM_WORDS = {"moi": noop("pour vous"), "autre": noop("pour une autre personne")}
TRADE_WORDS = {"independant": noop("vous êtes à votre compte")}
ACCESS_WORDS = {
    "gratuit": noop("gratuit"),
    "fauteuil": noop("accueil en fauteuil roulant"),
    "sourd": noop("accueil des personnes sourdes"),
    "aveugle": noop("accueil des personnes aveugles"),
    "lecture": noop("aide à lire et à écrire"),
    "mental": noop("accueil du handicap mental"),
    "anglais": noop("accueil en anglais"),
    "langues": noop("accueil en d’autres langues"),
    "femmes": noop("pour les femmes"),
    "jeunes": noop("pour les jeunes"),
    "etudiants": noop("pour les étudiants"),
    "familles": noop("pour les familles"),
    "seniors": noop("pour les personnes âgées"),
}
#: Means of travel without a time.
MODE_WORDS: Mapping[Mode, str] = {
    "pied": noop("à pied"),
    "transports": noop("en transports"),
    "voiture": noop("en voiture"),
}


class Said(NamedTuple):
    """One step of the questionnaire: its key (`steps.STEP`), its name, and what was said."""

    step: str
    title: str
    words: list[str]


def said(answers: Answers, place: str) -> list[Said]:
    """Return the four steps with what was answered; `place` is the name of the place, or ""."""
    return [
        Said("besoin", _("Besoin"), _need(answers)),
        Said("lieu", _("Lieu"), _where(answers, place)),
        Said("quand", _("Moment"), _when(answers)),
        Said("acces", pgettext("question", "Accueil"), _words(ACCESS_WORDS, answers.access)),
    ]


def _need(answers: Answers) -> list[str]:
    of_other = answers.whom == "autre"
    procedure = PROCEDURES.get(answers.procedure)
    return [
        *_labels(asked.NEED, answers.services),
        *([_(procedure.label)] if procedure else []),
        *_labels(asked.EQUIPMENT, answers.equipment),
        *_labels(asked.DOING, [answers.doing], of_other=of_other),
        *_words(TRADE_WORDS, [answers.trade]),
        *_words(WHOM_WORDS, [answers.whom]),
    ]


def _where(answers: Answers, place: str) -> list[str]:
    told = [place] if place else []
    if answers.minutes:
        told.append(in_words(answers.minutes, mode_of(answers)))
    elif answers.mode:
        told.append(_(MODE_WORDS[mode_of(answers)]))
    return told


def _when(answers: Answers) -> list[str]:
    return [
        *_labels(asked.WHEN, answers.when),
        *_labels(asked.DAY, answers.days),
        *_labels(asked.APPOINTMENT, [answers.appointment]),
    ]


def _labels(question: Question, values: Iterable[str], *, of_other: bool = False) -> list[str]:
    return [question.label_of(value, of_other=of_other) for value in values if value]


def _words(known: Mapping[str, str], values: Iterable[str]) -> list[str]:
    return [_(known[value]) for value in values if value in known]
