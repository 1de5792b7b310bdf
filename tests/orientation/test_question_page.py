"""One question: its words, its answers and what each leads to."""

from __future__ import annotations

import pytest

from orientation.answers import ACCESS, DAYS, DOING, EQUIPMENT, WHEN, Answers
from orientation.matching import Promise
from orientation.procedures import PROCEDURES
from orientation.promise_words import promise_words
from orientation.question_page import question_context, with_way
from orientation.questions import NEED
from orientation.steps import STEP, STEPS
from tests.factories import CommuneFactory, VenueFactory
from venues.vocabulary import SERVICES

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        (Promise(1), "1 lieu"),
        (Promise(24), "24 lieux"),
        (Promise(24, 0.0, 6), "24 lieux, + 6 aux horaires à vérifier"),
        (Promise(0, 900.0, 1), "1 lieu aux horaires à vérifier"),
        (Promise(0, 14_200.0), f"le plus proche est à 14{NBSP}km"),
        (Promise(0, float("inf")), "aucun lieu connu"),
    ],
)
def test_a_promise_never_says_zero(promise: Promise, said: str) -> None:
    assert promise_words(promise) == said


def promises_of(key: str, answers: Answers) -> dict[str, str]:
    """Return the promise beside each answer."""
    sections = question_context(STEP[key], answers, [])["sections"]
    return {choice.value: choice.promise for part in sections for choice in part.choices}


def test_an_answer_says_how_many_places_it_leads_to_or_how_far_the_nearest_is() -> None:
    CommuneFactory()
    VenueFactory(services=("demarches",))
    VenueFactory(services=("demarches", "emploi"))
    VenueFactory(services=("equipement",), latitude=45.75)
    told = promises_of("besoin", Answers(place="42218"))
    assert told["demarches"] == "2 lieux"
    assert told["emploi"] == "1 lieu"
    assert told["equipement"] == f"le plus proche est à 35{NBSP}km"
    assert told["loisirs"] == "aucun lieu connu"


def test_places_whose_hours_are_unknown_are_counted_beside() -> None:
    CommuneFactory()
    VenueFactory(hours="Sa 09:00-12:00")
    VenueFactory(hours="")
    told = promises_of("quand", Answers(place="42218"))
    assert told["samedi"] == "1 lieu, + 1 aux horaires à vérifier"


def test_a_way_counts_with_its_minutes_and_its_means() -> None:
    CommuneFactory()
    VenueFactory()
    VenueFactory(latitude=45.4347 + 0.03)
    told = promises_of("trajet", Answers(place="42218"))
    assert told["pied-15"] == "1 lieu"
    assert told["voiture-15"] == "2 lieux"


def test_a_way_of_the_address_that_is_not_offered_stays_chosen() -> None:
    CommuneFactory()
    VenueFactory()
    answers = Answers(place="42218", mode="pied", minutes=20)
    sections = question_context(STEP["trajet"], answers, [])["sections"]
    chosen = [one for part in sections for one in part.choices if one.is_chosen]
    assert [one.value for one in chosen] == ["pied-20"]
    assert with_way(Answers(place="42218"), chosen[0].value) == answers


@pytest.mark.parametrize("value", ["", "pied", "pied-0", "pied-999", "fusée-15", "-", "pied-15-3"])
def test_a_made_up_way_is_no_answer(value: str) -> None:
    assert with_way(Answers(), value) == Answers()


def test_the_words_follow_whom_it_is_for() -> None:
    mine = question_context(STEP["besoin"], Answers(), [])
    theirs = question_context(STEP["besoin"], Answers(whom="autre"), [])
    assert mine["heading"] == f"De quoi avez-vous besoin{NBSP}?"
    assert theirs["heading"] == f"De quoi cette personne a-t-elle besoin{NBSP}?"


def test_a_form_carries_the_other_answers_and_not_its_own() -> None:
    answers = Answers(whom="moi", services=("demarches",), place="42218")
    hidden = question_context(STEP["besoin"], answers, [])["hidden"]
    assert hidden == [("pour", "moi"), ("lieu", "42218"), ("depuis", "besoin")]


def test_not_knowing_leaves_the_answer_out_and_goes_on() -> None:
    answers = Answers(services=("demarches",), procedure="caf")
    context = question_context(STEP["besoin"], answers, [])
    assert context["skip_url"] == "/orientation/lieu/"


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("besoin", tuple(SERVICES.by_code)),
        ("faire", DOING),
        ("demarche", tuple(PROCEDURES)),
        ("materiel", EQUIPMENT),
        ("quand", WHEN),
        ("jour", DAYS),
        ("acces", ACCESS),
    ],
)
def test_every_answer_that_an_address_may_hold_is_offered(
    key: str, values: tuple[str, ...]
) -> None:
    question = STEP[key].question
    assert question is not None
    assert {choice.value for choice in question.choices} == set(values)


def test_the_titles_of_the_questions_are_all_different() -> None:
    asked = [step.question.asked for step in STEPS if step.question]
    assert len(set(asked)) == len(asked)
    assert NEED.label_of("inconnu") == ""
