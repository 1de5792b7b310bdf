"""What the counter's screen shows: the form again, the best three places, what to say on the phone.

It words what `counter` read; it knows no HTTP answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from ifn_site.wording import gettext as _
from ifn_site.wording import override
from orientation.advice import Advice
from orientation.answers import Answers, address
from orientation.counter import Asked, listed_words
from orientation.needs.shapes import Emergency, Understanding
from orientation.outcome import Outcome, orient
from orientation.procedures import PROCEDURES, to_bring
from orientation.questions import NEED, WHEN
from orientation.word_page import MAX_TEXT, kept_guesses
from venues.door_words import phone_script

#: Places shown beside the form.
SHOWN = 3
#: What is looked for after an emergency that is none, when the words named no need.
ANY_NEED = "demarches"
#: Seconds of rest before the screen is wiped, and how long before that it is announced: those who
#: need more time have twenty seconds to say so with one key (WCAG 2.2.1).
REST, WARNING = 60, 20
#: Other readings of the words that are offered: how many, and how likely at least.
_OTHERS, _LIKELY = 3, 0.1


@dataclass(frozen=True)
class Found:
    """The places to show, and the sentence above them."""

    sentence: str
    advices: list[Advice]


def blank_context() -> dict[str, Any]:
    """Return what the empty screen reads."""
    return {
        "words": "",
        "where": "",
        "code": "",
        "needs": listed_words(),
        "moments": _moments(()),
        "words_length": MAX_TEXT,
        "rest": REST,
        "warning": WARNING,
        "mistakes": {},
        "places": [],
        "found": None,
        "is_answer": False,
        "canonical_url": reverse("orientation-counter"),
    }


def answer_context(asked: Asked) -> dict[str, Any]:
    """Return what the screen reads once the form was sent."""
    outcome = orient(asked.answers) if asked.can_answer and not asked.is_stopped else None
    answers = asked.answers
    service = answers.services[0] if len(answers.services) == 1 else ""
    return (
        blank_context()
        | {
            "words": asked.words,
            "where": asked.where,
            "code": answers.place,
            "moments": _moments(answers.when),
            "mistakes": asked.mistakes,
            "places": asked.places,
            "is_answer": True,
            "understood": [NEED.label_of(code) for code in answers.services],
            "procedure": _procedure(answers),
            "found": _found(outcome) if outcome else None,
            "unknown_hours": outcome.unknown_hours if outcome else None,
            "script": _script(service, answers.procedure),
            "bring": to_bring(answers.procedure),
            "results_url": address(reverse("orientation-results"), answers),
            "learning": [],
            "is_urgent": asked.is_urgent,
            "is_stopped": asked.is_stopped,
            "anyway": (answers.services or (ANY_NEED,))[0],
        }
        | _understood(asked.understanding, answers)
    )


def _moments(chosen: tuple[str, ...]) -> list[dict[str, Any]]:
    choices = [("", _("Peu importe")), *((one.value, _(one.label)) for one in WHEN.choices)]
    return [
        {"value": value, "label": label, "is_chosen": (value in chosen) if value else not chosen}
        for value, label in choices
    ]


def _script(service: str, procedure: str) -> list[str]:
    """Return what to say on the phone, in the language of those who answer it."""
    with override("fr"):
        return phone_script(service, procedure)


def _procedure(answers: Answers) -> str:
    known = PROCEDURES.get(answers.procedure)
    return _(known.label) if known else ""


def _understood(found: Understanding | None, answers: Answers) -> dict[str, Any]:
    """Return what is said of the words: numbers first, whom to call, why, and other readings."""
    if found is None:
        return {"emergencies": [], "elsewhere": None, "is_lost": False, "ideas": [], "others": []}
    emergencies: list[Emergency] = []
    if found.emergency:
        emergencies = [found.emergency, *found.other_emergencies]
    ideas = [_(reason) for guess in kept_guesses(found) for reason in guess.reasons]
    codes = [guess.service for guess in found.guesses if guess.score >= _LIKELY]
    if found.question:
        codes += [code for option in found.question.options for code in option.services]
    others = [code for code in dict.fromkeys(codes) if code not in answers.services]
    return {
        "emergencies": emergencies,
        "elsewhere": found.elsewhere,
        "is_lost": not answers.services and not emergencies,
        "ideas": list(dict.fromkeys(ideas))[:3],
        "others": [(code, NEED.label_of(code)) for code in others[:_OTHERS]],
    }


def _found(outcome: Outcome) -> Found:
    """Return the best places: those within reach, else the nearest, else those to call first."""
    if outcome.first:
        return Found(_("Les lieux à proposer"), outcome.first[:SHOWN])
    if outcome.unknown_hours.count:
        return Found(_("Horaires à vérifier : appelez d’abord"), outcome.unknown_hours.shown)
    if outcome.neighbours:
        title = _("Rien ne convient tout à fait. Tout près, appelez d’abord :")
        return Found(title, outcome.neighbours[:SHOWN])
    if outcome.farther:
        return Found(_("Rien tout près. Les plus proches :"), outcome.farther[:SHOWN])
    if outcome.remote.count:
        return Found(_("Rien tout près. De l’aide à distance :"), outcome.remote.shown)
    return Found(_("Aucun lieu connu ne convient."), [])
