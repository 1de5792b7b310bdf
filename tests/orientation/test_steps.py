"""Which question follows which: everything from the answers, nothing kept."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from orientation.answers import Answers, from_mapping
from orientation.steps import (
    STEP,
    STEPS,
    Step,
    next_step,
    next_url,
    previous_step,
    results_url,
    settled,
    step_asked,
)


def walk(answers: Answers) -> list[str]:
    """Return the questions asked of who answers nothing more."""
    asked, step = ["pour"], STEP["pour"]
    while (later := next_step(step, answers)) is not None:
        asked.append(later.key)
        step = later
    return asked


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        (Answers(), ["besoin", "lieu", "quand", "rdv", "acces"]),
        (
            Answers(services=("demarches",)),
            ["besoin", "demarche", "faire", "lieu", "quand", "rdv", "acces"],
        ),
        (
            Answers(services=("emploi", "acces"), place="42218"),
            [
                *("besoin", "materiel", "metier", "faire", "lieu"),
                *("trajet", "quand", "rdv", "acces"),
            ],
        ),
        (
            Answers(services=("equipement",), place="42", when=("matin",)),
            ["besoin", "materiel", "lieu", "quand", "jour", "rdv", "acces"],
        ),
        (Answers(when=("telephone",)), ["besoin", "lieu", "quand", "acces"]),
        (Answers(days=("lundi",)), ["besoin", "lieu", "quand", "jour", "rdv", "acces"]),
    ],
)
def test_a_question_is_asked_where_it_makes_a_difference(
    answers: Answers, asked: list[str]
) -> None:
    assert walk(answers)[1:] == asked


def test_what_the_words_said_already_is_not_asked_again() -> None:
    answers = Answers(services=("demarches",), procedure="caf", doing="avec")
    assert walk(answers)[1:3] == ["besoin", "lieu"]


def test_going_back_reaches_what_was_skipped_because_it_was_known() -> None:
    answers = Answers(services=("demarches",), procedure="caf", doing="avec")
    back = previous_step(STEP["lieu"], answers)
    assert back is not None
    assert back.key == "faire"
    assert previous_step(STEP["pour"], answers) is None


def test_the_last_question_leads_to_the_results() -> None:
    answers = Answers(services=("outils",), place="42218")
    assert next_url(STEP["acces"], answers) == results_url(answers)
    assert next_url(STEP["besoin"], answers, "resultats") == results_url(answers)


@pytest.mark.parametrize("towards", ["", "nulle-part", "http://ailleurs.example"])
def test_a_made_up_way_leads_to_the_next_question(towards: str) -> None:
    assert urlsplit(next_url(STEP["pour"], Answers(), towards)).path == "/orientation/besoin/"


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_the_address_of_a_question_asks_it_and_keeps_every_answer(step: Step) -> None:
    answers = Answers(
        whom="autre", services=("demarches", "acces"), equipment=("imprimer",), place="42218",
        minutes=15, mode="pied", when=("matin",), days=("lundi",), access=("gratuit",),
    )  # fmt: skip
    url = urlsplit(step.url(answers))
    query = parse_qs(url.query)
    assert step_asked(step.page, query.get("suite", [""])[0]) is step
    assert from_mapping(query) == answers


@pytest.mark.parametrize("detail", ["trajet", "resultats", "<script>"])
def test_a_detail_of_another_page_asks_the_page_s_own_question(detail: str) -> None:
    assert step_asked("orientation-need", detail).key == "besoin"


def test_details_go_with_the_answer_they_were_about() -> None:
    answers = Answers(
        services=("outils",), procedure="caf", equipment=("imprimer",), trade="independant",
        doing="avec",
    )  # fmt: skip
    kept = settled(STEP["besoin"], answers)
    assert (kept.procedure, kept.equipment, kept.trade) == ("", (), "")
    assert kept.doing == "avec"
    lost = settled(STEP["lieu"], Answers(place="42", minutes=15, mode="pied"))
    assert (lost.minutes, lost.mode) == (None, "")


@pytest.mark.parametrize("step", [one for one in STEPS if one.question], ids=lambda one: one.key)
def test_every_answer_offered_is_one_that_an_address_may_hold(step: Step) -> None:
    question = step.question
    assert question is not None
    for choice in question.choices:
        if question.name == "trajet":
            mode, minutes = choice.value.split("-")
            read = from_mapping({"mode": [mode], "minutes": [minutes]})
            assert read.query() == {"mode": [mode], "minutes": [minutes]}
        elif choice.value:
            read = from_mapping({question.name: [choice.value]})
            assert read.query() == {question.name: [choice.value]}
