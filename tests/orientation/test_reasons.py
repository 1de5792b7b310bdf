"""Two or three words on why this place: true of the data, and first what this person asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from orientation.answers import ACCESS, Answers
from orientation.ranking import Candidate
from orientation.reasons import (
    CARE_DOUBTS,
    CARE_REASONS,
    MOST,
    PROCEDURE_REASONS,
    PUBLIC_REASONS,
    doubts,
    reasons,
)
from orientation.wishes import CARE_OF_ACCESS
from venues.procedures import PROCEDURES
from venues.vocabulary import CARE, PUBLICS

RICH = Candidate(
    "k",
    services=("demarches", "outils"),
    support=("individuel", "atelier", "distance"),
    kinds=("RFS",),
    publics=("seniors",),
    care=("surdite", "anglais"),
    costs=("gratuit",),
    acts_on_behalf=True,
    opens="tomorrow",
    opens_text="Ouvert demain matin",
    hours_are_sure=True,
    phone="+33465710000",
    access_modes=("sur-place", "telephone"),
)
POOR = Candidate("k")


def test_the_example_of_the_promise() -> None:
    asked = Answers(services=("demarches",), procedure="caf", access=("gratuit",))
    assert reasons(RICH, asked) == ["Ouvert demain matin", "Gratuit", "Aide pour la CAF"]


FIRST: list[tuple[Answers, str]] = [
    (Answers(when=("distance",)), "Aide à distance"),
    (Answers(when=("telephone",)), "Répond au téléphone"),
    (Answers(access=("anglais",)), "Accueil en anglais"),
    (Answers(access=("sourd",)), "Accueille les personnes sourdes"),
    (Answers(access=("seniors",)), "Pour les personnes âgées"),
    (Answers(doing="a_ma_place"), "Peut faire la démarche à votre place"),
    (Answers(doing="apprendre"), "Ateliers à plusieurs"),
    (Answers(doing="avec"), "Une personne vous accompagne"),
    (Answers(procedure="impots"), "Aide pour les impôts"),
    (Answers(services=("demarches", "outils")), "Répond à vos 2 besoins"),
    (Answers(appointment="sans"), "Sans rendez-vous"),
]


@pytest.mark.parametrize(("asked", "reason"), FIRST)
def test_what_was_asked_is_told_before_what_is_good_for_anyone(asked: Answers, reason: str) -> None:
    silent = replace(RICH, opens_text="")
    assert reasons(silent, asked)[0] == reason


@pytest.mark.parametrize(("asked", "reason"), FIRST)
def test_a_place_that_tells_nothing_is_given_no_reason(asked: Answers, reason: str) -> None:
    assert reasons(POOR, asked) == []


def test_there_are_three_reasons_at_most_and_none_twice() -> None:
    everything = Answers(
        services=("demarches", "outils"), doing="avec", procedure="caf", access=ACCESS
    )
    told = reasons(RICH, everything)
    assert len(told) == MOST == len(set(told))


def test_hours_that_are_not_sure_are_told_to_who_asks_for_them_with_the_doubt() -> None:
    unsure = replace(RICH, hours_are_sure=False)
    assert "Ouvert demain matin" not in reasons(unsure, Answers())
    asked = Answers(when=("samedi",))
    met = replace(unsure, meets=frozenset({"samedi"}))
    assert reasons(met, asked)[0] == "Ouvert le samedi"
    assert doubts(met, asked)[-1] == "Horaires à vérifier"


@pytest.mark.parametrize(
    ("candidate", "asked", "doubt"),
    [
        (POOR, Answers(), "Horaires à vérifier"),
        (replace(RICH, costs=("condition",)), Answers(access=("gratuit",)),
         "Gratuit pour certaines personnes"),
        (replace(RICH, costs=("gratuit", "payant")), Answers(access=("gratuit",)),
         "Gratuit ou payant, selon le service"),
        (RICH, Answers(services=("demarches", "securite")),
         "N’annonce pas : Se protéger sur internet"),
        (replace(RICH, access_modes=()), Answers(when=("telephone",)),
         "Demandez s’il aide par téléphone"),
        (replace(RICH, access_modes=()), Answers(appointment="sans"),
         "Demandez s’il faut un rendez-vous"),
        (replace(RICH, receives_nobody=True), Answers(), "N’accueille pas de public"),
    ],
)  # fmt: skip
def test_what_is_not_sure_is_said(candidate: Candidate, asked: Answers, doubt: str) -> None:
    assert doubts(candidate, asked)[0] == doubt


def test_a_place_of_which_all_is_sure_bears_no_doubt() -> None:
    asked = Answers(services=("demarches",), access=("gratuit",), appointment="sans")
    assert doubts(RICH, asked) == []


@pytest.mark.parametrize(
    ("asked", "words", "is_told"),
    [
        (Answers(), "Peut faire la démarche à votre place", True),
        (Answers(whom="autre"), "Peut faire la démarche à sa place", True),
        (Answers(doing="apprendre"), "Peut faire la démarche à votre place", False),
        (Answers(services=("loisirs",)), "Peut faire la démarche à votre place", False),
        (Answers(doing="a_ma_place"), "Ateliers à plusieurs", False),
        (Answers(doing="avec"), "Ateliers à plusieurs", False),
    ],
)
def test_what_this_person_does_not_want_is_no_reason(
    asked: Answers, words: str, is_told: bool
) -> None:
    plain = Candidate(
        "k", services=("demarches", "loisirs"), support=("atelier",), acts_on_behalf=True
    )
    assert (words in reasons(plain, asked)) is is_told


def test_who_asks_for_other_hours_is_not_told_of_those() -> None:
    assert "Ouvert demain matin" not in reasons(RICH, Answers(when=("samedi",)))


@pytest.mark.parametrize(
    ("candidate", "words"),
    [
        (Candidate("k", kinds=("RFS",)), "Guichet France services"),
        (Candidate("k", name="France Services de Feurs"), "Guichet France services"),
        (Candidate("k", programmes=("aidants-connect",)), "Aidants Connect"),
        (Candidate("k", kinds=("MSAP",)), "Maison de services au public"),
    ],
)
def test_a_counter_is_told_to_who_has_procedures(candidate: Candidate, words: str) -> None:
    assert words in reasons(candidate, Answers(services=("demarches",)))


def test_every_care_has_its_doubt() -> None:
    assert set(CARE_DOUBTS) == set(CARE.by_code)


def test_every_care_and_public_has_its_reason() -> None:
    assert set(CARE_REASONS) == set(CARE.by_code) == set(CARE_OF_ACCESS.values())
    assert set(PUBLIC_REASONS) == set(PUBLICS.by_code)


def test_every_procedure_with_a_reason_exists() -> None:
    assert set(PROCEDURE_REASONS) <= set(PROCEDURES)


def test_a_reason_is_a_few_words() -> None:
    told = [*CARE_REASONS.values(), *PUBLIC_REASONS.values(), *PROCEDURE_REASONS.values()]
    assert max(len(text.split()) for text in told) <= 6
