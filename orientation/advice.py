"""One place advised: what pages and API show of it, and what its addresses carry of the answers.

Plain values: who is advised, and why, is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ifn_site.wording import gettext as _
from orientation.answers import Answers
from orientation.ranking import Candidate
from orientation.reasons import HOURS_TO_CHECK
from orientation.wishes import services_asked
from venues.cards import Card
from venues.models import Venue


@dataclass(frozen=True)
class Advice:
    """One place advised: its card, why, what is not sure, how long it takes (« » unknown), and
    the addresses of its sheet and of the sheet to take away, which carry the answers.
    """

    card: Card
    reasons: list[str]
    doubts: list[str]
    minutes: int | None
    minutes_text: str
    sheet_url: str
    paper_url: str
    #: Whom the place serves and serves only, in words; "" for everybody.
    for_whom: str = ""
    #: Where no road leads there, how one goes; "" else.
    crossing: str = ""

    @property
    def cautions(self) -> list[str]:
        """What is not sure, beside the hours, whose doubt stands with them."""
        return [one for one in self.doubts if one != _(HOURS_TO_CHECK)]

    @property
    def venue(self) -> Venue:
        """The place itself."""
        return self.card.venue


class Found(NamedTuple):
    """A place and what its order depends on."""

    venue: Venue
    facts: Candidate


@dataclass(frozen=True)
class Apart:
    """Places kept apart: how many, and the first of them."""

    count: int
    shown: list[Advice]


def carried_query(answers: Answers) -> Mapping[str, list[str]]:
    """Return what the address of a sheet carries of the answers: need, place, whom, procedure."""
    query: dict[str, list[str]] = {}
    if services := services_asked(answers):
        query["services"] = list(services)
    spelled = answers.query()
    for name in ("lieu", "pour", "demarche"):
        if name in spelled:
            query[name] = spelled[name]
    return query
