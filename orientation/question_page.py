"""What a page of the questionnaire shows: its question, each answer and what it leads to, the ways.

It words answers already read; which question comes when is in `steps`, what fits in `matching`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import QueryDict
from django.urls import reverse

from ifn_site.wording import gettext as _
from orientation.answers import Answers, from_mapping, read_answers
from orientation.matching import Fit, Promise, promises
from orientation.procedures import PROCEDURES
from orientation.promise_words import promise_words
from orientation.questions import WAY, Choice, Question, said
from orientation.reach import Here, in_words, mode_of, where
from orientation.steps import (
    DETAIL,
    STEP,
    STEPS_TOLD,
    Step,
    next_url,
    previous_step,
    settled,
)

#: The parameter of a form that tells which question it answers, and where its button leads.
FROM, TOWARDS = "depuis", "vers"
#: Buttons that lead straight somewhere.
TO_RESULTS, TO_PLACE = "resultats", "lieu"
#: Questions whose answers all lead to the same places: the count is told once, on the button.
_UNCOUNTED = ("pour", "demarche", "metier")


class ShownChoice(NamedTuple):
    """One answer on the page; `promise` says what it leads to, "" when it changes nothing."""

    value: str
    label: str
    hint: str
    icon: str
    is_chosen: bool
    promise: str
    leads_somewhere: bool


class ShownSection(NamedTuple):
    """Answers under one heading."""

    title: str
    choices: list[ShownChoice]


def read_page(data: QueryDict) -> tuple[Answers, list[str]]:
    """Return the answers of an address, and a sentence for each that was left out."""
    answers, mistakes = read_answers(data)
    if answers.place and where(answers.place) is None:
        mistakes["lieu"] = _("Nous ne connaissons pas ce lieu. Redites-nous où vous êtes.")
        answers = answers.changed(place="")
    if answers.procedure and answers.procedure not in PROCEDURES:
        mistakes["demarche"] = _("Nous ne connaissons pas cette démarche. Choisissez-en une autre.")
        answers = answers.changed(procedure="")
    return answers, list(mistakes.values())


def answered(step: Step, answers: Answers, data: QueryDict) -> Answers:
    """Return the answers once a question is answered by its form; nothing chosen is no answer."""
    if step.question is WAY:
        answers = with_way(answers, data.get(WAY.name, ""))
    return settled(step, answers)


def with_way(answers: Answers, value: str) -> Answers:
    """Return the answers with a way (« pied-15 »); anything else is no answer."""
    mode, _dash, minutes = value.partition("-")
    way = from_mapping({"mode": [mode], "minutes": [minutes]})
    if not (way.mode and way.minutes):
        return answers
    return answers.changed(mode=way.mode, minutes=way.minutes)


def question_context(step: Step, answers: Answers, notices: list[str]) -> dict[str, Any]:
    """Return what the templates of one question read."""
    assert step.question is not None
    question = step.question
    here = where(answers.place)
    of_other = answers.whom == "autre"
    return frame_context(step, answers, notices) | {
        "heading": said(question.asked, question.asked_of_other, of_other=of_other),
        "why": said(question.why),
        "name": question.name,
        "is_multiple": question.is_multiple,
        "sections": _sections(question, answers, here),
        "counts_note": _counts_note(question, here),
        "days_url": STEP["jour"].url(answers) if step.key == "quand" else "",
        "action": reverse(step.page),
        "hidden": hidden_fields(step, answers),
    }


def frame_context(step: Step, answers: Answers, notices: list[str]) -> dict[str, Any]:
    """Return what every page of the questionnaire reads, whatever it asks."""
    earlier = previous_step(step, answers)
    unknown = answers.without(step.names)
    return {
        "answers": answers,
        "step": step,
        "notices": notices,
        "has_answers": bool(answers.query()),
        "position": _position(step),
        "back_url": earlier.url(answers) if earlier else reverse("home"),
        "skip_url": next_url(step, settled(step, unknown)),
        "shortcut": _shortcut(step, answers),
        "canonical_url": reverse(step.page),
    }


def hidden_fields(step: Step, answers: Answers) -> list[tuple[str, str]]:
    """Return what the form carries: the other answers, and which question it answers."""
    others = answers.without(step.names).query()
    fields = [(name, value) for name, values in others.items() for value in values]
    if step.is_detail:
        fields.append((DETAIL, step.key))
    return [*fields, (FROM, step.key)]


def _position(step: Step) -> str:
    if not step.number:
        return ""
    told = {"number": step.number, "total": STEPS_TOLD}
    if step.is_detail:
        return _("Question %(number)s sur %(total)s, suite") % told
    return _("Question %(number)s sur %(total)s") % told


def _shortcut(step: Step, answers: Answers) -> str:
    """Return the button that leads straight to the places, or to the place asked, "" for none."""
    if step.number > 1:
        return TO_RESULTS
    return TO_RESULTS if answers.place and step.number else (TO_PLACE if step.number else "")


def _counts_note(question: Question, here: Here | None) -> str:
    if question.name in _UNCOUNTED:
        return ""
    if here is None:
        return _("Le nombre de lieux compte toute la France.")
    return _("Nous comptons les lieux autour %(of_place)s.") % {"of_place": here.place.of}


def _sections(question: Question, answers: Answers, here: Here | None) -> list[ShownSection]:
    chosen = _chosen(question, answers)
    led = _promises(question, answers)
    of_other = answers.whom == "autre"
    shown = [
        ShownSection(
            said(section.title),
            [_shown(choice, chosen, led, of_other=of_other) for choice in section.choices],
        )
        for section in question.sections
    ]
    if question is WAY and (own := _own_way(answers, chosen)):
        shown.append(own)
    return shown


def _shown(
    choice: Choice, chosen: set[str], led: Mapping[str, Promise], *, of_other: bool
) -> ShownChoice:
    promise = led.get(choice.value)
    return ShownChoice(
        choice.value,
        said(choice.label, choice.label_of_other, of_other=of_other),
        said(choice.hint),
        choice.icon,
        choice.value in chosen,
        promise_words(promise) if promise else "",
        promise is None or bool(promise.number or promise.unknown_hours),
    )


def _chosen(question: Question, answers: Answers) -> set[str]:
    if question is WAY:
        way = f"{mode_of(answers)}-{answers.minutes}"
        return {way} if answers.minutes else set()
    return set(answers.query().get(question.name, ()))


def _promises(question: Question, answers: Answers) -> Mapping[str, Promise]:
    if question.name in _UNCOUNTED:
        return {}
    if question is not WAY:
        return promises(answers, question.name)
    fit = Fit(answers)
    return {
        choice.value: fit.like(with_way(answers, choice.value)).promise()
        for choice in question.choices
    }


def _own_way(answers: Answers, chosen: set[str]) -> ShownSection | None:
    """Return the way of the address as one more answer, when the page does not offer it."""
    if not chosen or chosen <= {choice.value for choice in WAY.choices}:
        return None
    assert answers.minutes is not None
    value = next(iter(chosen))
    words = in_words(answers.minutes, mode_of(answers))
    promise = promise_words(Fit(answers).promise())
    return ShownSection(
        _("Votre choix"), [ShownChoice(value, words, "", "route", True, promise, True)]
    )
