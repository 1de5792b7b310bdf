"""The order of the questions: which come next, which apply, where one goes back to.

Four steps — the need, the place, the moment, what counts — and the questions that make one of them
precise, asked only where they make a difference. Everything here follows from the answers alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from orientation.answers import Answers
from orientation.questions import (
    ACCESS,
    APPOINTMENT,
    DAY,
    DOING,
    EQUIPMENT,
    NEED,
    PROCEDURE,
    TRADE,
    WAY,
    WHEN,
    WHOM,
    Question,
)
from orientation.wishes import FROM_HOME, HALF_DAYS, services_asked

#: How many steps a person is told of.
STEPS_TOLD = 4
RESULTS = "orientation-results"
#: The parameter that tells which question of a page is asked.
DETAIL = "suite"
#: The code of a commune or an arrondissement has five signs, that of a département fewer.
_COMMUNE_CODE = 5
_WITH_PAPERS = frozenset({"demarches"})
_WITH_EQUIPMENT = frozenset({"acces", "equipement"})
_WITH_TRADE = frozenset({"emploi"})
_WITH_SUPPORT = frozenset({"demarches", "outils", "emploi", "securite", "parentalite"})


def _always(answers: Answers) -> bool:
    return True


def _needs(services: frozenset[str]) -> Callable[[Answers], bool]:
    return lambda answers: bool(services.intersection(services_asked(answers)))


def _has_a_way(answers: Answers) -> bool:
    return len(answers.place) == _COMMUNE_CODE


def _has_half_days(answers: Answers) -> bool:
    return bool(answers.days) or bool(set(HALF_DAYS).intersection(answers.when))


def _comes(answers: Answers) -> bool:
    return not answers.when or not set(answers.when) <= set(FROM_HOME)


@dataclass(frozen=True)
class Step:
    """One page of one question. `number` is the step it is part of, 0 before the first.

    `names`: the parameters that it answers; `question` is None for the place, which is typed;
    `applies`: whether it is asked on the way; `on_demand`: it can be asked for its own sake too.
    """

    key: str
    page: str
    number: int
    names: tuple[str, ...]
    question: Question | None
    applies: Callable[[Answers], bool] = _always
    is_detail: bool = False
    on_demand: bool = False

    def url(self, answers: Answers, **extra: str) -> str:
        """Return the address of this question with these answers."""
        query: dict[str, list[str]] = dict(answers.query())
        if self.is_detail:
            query[DETAIL] = [self.key]
        query |= {name: [value] for name, value in extra.items()}
        return with_query(reverse(self.page), query)

    def is_answered(self, answers: Answers) -> bool:
        """Tell whether the answers hold one to this question."""
        return bool(set(self.names).intersection(answers.query()))


_NEED, _PLACE, _WHEN = "orientation-need", "orientation-place", "orientation-when"
STEPS = (
    Step("pour", "orientation-start", 0, ("pour",), WHOM),
    Step("besoin", _NEED, 1, ("besoin",), NEED),
    Step("demarche", _NEED, 1, ("demarche",), PROCEDURE, _needs(_WITH_PAPERS), True),
    Step("materiel", _NEED, 1, ("materiel",), EQUIPMENT, _needs(_WITH_EQUIPMENT), True),
    Step("metier", _NEED, 1, ("metier",), TRADE, _needs(_WITH_TRADE), True),
    Step("faire", _NEED, 1, ("faire",), DOING, _needs(_WITH_SUPPORT), True),
    Step("lieu", _PLACE, 2, ("lieu",), None),
    Step("trajet", _PLACE, 2, ("mode", "minutes"), WAY, _has_a_way, True),
    Step("quand", _WHEN, 3, ("quand",), WHEN),
    Step("jour", _WHEN, 3, ("jour",), DAY, _has_half_days, True, True),
    Step("rdv", _WHEN, 3, ("rdv",), APPOINTMENT, _comes, True),
    Step("acces", "orientation-access", 4, ("acces",), ACCESS),
)
STEP = {step.key: step for step in STEPS}
#: What the need alone makes precise: answered once, asked again only by going back.
_OF_NEED = frozenset(step.key for step in STEPS if step.page == _NEED and step.is_detail)


def step_asked(page: str, detail: str) -> Step:
    """Return the question that an address asks; an unknown detail asks the page's own."""
    own = next(step for step in STEPS if step.page == page and not step.is_detail)
    found = STEP.get(detail, own)
    return found if found.page == page else own


def next_step(step: Step, answers: Answers) -> Step | None:
    """Return the question that follows; None when the results do.

    What makes the need precise is left out when it is known already, from a person's own words.
    """
    for later in STEPS[STEPS.index(step) + 1 :]:
        known = later.key in _OF_NEED and later.is_answered(answers)
        if later.applies(answers) and not known:
            return later
    return None


def previous_step(step: Step, answers: Answers) -> Step | None:
    """Return the question before, answered or not; None before the first."""
    earlier = [one for one in STEPS[: STEPS.index(step)] if one.applies(answers)]
    return earlier[-1] if earlier else None


def next_url(step: Step, answers: Answers, towards: str = "") -> str:
    """Return where a person goes after a question: on, or straight `towards` a step or results."""
    if towards == "resultats":
        return results_url(answers)
    later = STEP.get(towards) or next_step(step, answers)
    return later.url(answers) if later else results_url(answers)


def results_url(answers: Answers) -> str:
    """Return the address of the results."""
    return with_query(reverse(RESULTS), answers.query())


def settled(step: Step, answers: Answers) -> Answers:
    """Return the answers without the details of what this question no longer says.

    Who no longer needs help with papers no longer names a procedure.
    """
    if step.key not in ("besoin", "lieu", "quand"):
        return answers
    chosen = answers
    if step.key == "besoin":
        # Details imply their service: they are judged by the services chosen alone.
        chosen = answers.changed(
            equipment=answers.equipment if _WITH_EQUIPMENT & set(answers.services) else (),
            procedure=answers.procedure if _WITH_PAPERS & set(answers.services) else "",
            trade=answers.trade if _WITH_TRADE & set(answers.services) else "",
        )
    gone = [one for one in STEPS if one.is_detail and one.page == step.page]
    names = [name for one in gone if not one.applies(chosen) for name in one.names]
    return chosen.without(names)


def with_query(path: str, query: dict[str, list[str]]) -> str:
    """Return an address."""
    return f"{path}?{urlencode(query, doseq=True)}" if query else path
