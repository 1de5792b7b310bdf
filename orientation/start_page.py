"""The first page, for who comes with answers: what they are, and where to change each.

It reads answers; their words are in `answer_words`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import QueryDict

from orientation.answer_words import said
from orientation.answers import Answers
from orientation.reach import where
from orientation.steps import STEP, results_url


class Recalled(NamedTuple):
    """One step as it was answered, and the page that changes it."""

    title: str
    words: list[str]
    url: str


def start_context(answers: Answers, data: QueryDict) -> dict[str, Any]:
    """Return what `orientation/start.html` reads beside its question."""
    here = where(answers.place)
    told = said(answers, here.place.label if here else "") if answers.query() else []
    return {
        "recalled": [Recalled(one.title, one.words, STEP[one.step].url(answers)) for one in told],
        "results_url": results_url(answers),
    }
