"""Programmes and labels in one sentence each, and what to say at the door."""

from __future__ import annotations

import pytest

from venues.explanations import door_sentence, explained
from venues.vocabulary import LABELS, PROGRAMMES, SERVICES, Vocabulary


@pytest.mark.parametrize(
    ("of", "code"), [(of, term.code) for of in (PROGRAMMES, LABELS) for term in of]
)
def test_every_programme_and_label_is_explained_in_one_sentence(of: Vocabulary, code: str) -> None:
    (found,) = explained(of, [code])
    assert found.name
    assert found.sentence.endswith(".")
    assert found.sentence.count(". ") == 0
    assert "'" not in found.sentence


def test_aidants_connect_says_that_an_agreement_is_written() -> None:
    (found,) = explained(PROGRAMMES, ["aidants-connect"])
    assert "à votre place avec votre accord écrit" in found.sentence


@pytest.mark.parametrize("code", [term.code for term in SERVICES])
def test_each_service_has_its_words_at_the_door(code: str) -> None:
    assert door_sentence(code).startswith("Bonjour, je ")
    assert door_sentence(code) != door_sentence()


def test_any_need_has_words_at_the_door() -> None:
    assert "Pouvez-vous m’aider" in door_sentence("inconnu")
