"""What understanding a sentence gives: services, an emergency, a question, a way elsewhere.

Plain shapes, without a rule: the text itself is in none of them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Guess:
    """A service of the standard (its code), how likely it is (0–1) and the words that decided."""

    service: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Emergency:
    """A number to call before anything else.

    `number` or `sms` may be empty, `source` is the official page, `checked_on` is the ISO date a
    person verified it, empty when nobody did.
    """

    key: str
    label: str
    number: str
    sms: str
    hours: str
    source: str
    checked_on: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """Whom to turn to for what we cannot serve: a sentence, a public body, its number if sure."""

    key: str
    sentence: str
    body: str
    number: str = ""
    source: str = ""


@dataclass(frozen=True)
class Option:
    """One answer to a question: service codes, and what the address says (`faire`, `materiel`)."""

    label: str
    services: tuple[str, ...]
    doing: str = ""
    equipment: str = ""


@dataclass(frozen=True)
class Question:
    """The one question asked when the sentence leaves a doubt: two to four options."""

    key: str
    text: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Understanding:
    """What a sentence means; guesses come best first."""

    guesses: tuple[Guess, ...] = ()
    emergency: Emergency | None = None
    other_emergencies: tuple[Emergency, ...] = ()
    off_topic: bool = False
    elsewhere: Elsewhere | None = None
    question: Question | None = None
    language: str = "fr"
    doing: str = ""
    equipment: tuple[str, ...] = ()
    procedure: str = ""
    whom: str = ""
    is_trader: bool = False

    @property
    def is_confident(self) -> bool:
        """Say whether the first guess stands without a question."""
        return bool(self.guesses) and self.question is None and not self.off_topic
