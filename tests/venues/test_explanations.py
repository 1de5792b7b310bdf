"""Programmes and labels in one sentence each."""

from __future__ import annotations

import pytest

from venues.explanations import explained
from venues.vocabulary import LABELS, PROGRAMMES, Vocabulary


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
