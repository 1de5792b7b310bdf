"""Which of the venues that fit comes first, and by how much: a sum of parts, told one by one.

Pure: facts and answers in, an order out. Every part is between 0 and 1 and its weight is data;
minutes cost points without limit, so that distance decides as soon as it differs by much. Ties go
by id: the same answers always give the same order. Places for some people only, and rows that are
trials, come after all the others unless that public is asked (`particular`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from orientation.answers import Answers
from orientation.particular import is_asked, is_test_row, public_of
from orientation.wishes import FREE, care_asked, publics_asked, services_asked

#: Points of each part when it is fully met.
WEIGHTS: Mapping[str, float] = {
    "need": 30.0,
    "support": 12.0,
    "procedure": 10.0,
    "opening": 12.0,
    "public": 8.0,
    "access": 6.0,
    "free": 8.0,
    "certainty": 8.0,
    "contact": 8.0,
    "freshness": 5.0,
    "appointment": 4.0,
}
#: Points lost for each minute of the way.
POINTS_A_MINUTE = 2.0
#: Minutes counted for a venue of the commune whose point nobody knows.
UNKNOWN_MINUTES = 12.0
#: Points lost by a venue that says that it receives nobody.
RECEIVES_NOBODY = 40.0
#: Points lost by a venue that no road leads to.
ACROSS_WATER = 80.0
#: How soon the venue can help, by the code of `Candidate.opens`.
SOONNESS = {"now": 1.0, "today": 0.8, "tomorrow": 0.6, "later": 0.3, "unknown": 0.2, "": 0.0}
FRESH = {"a_jour": 1.0, "a_surveiller": 0.7, "a_verifier": 0.3, "a_actualiser": 0.0}
#: Kinds of structure and programmes that are where a procedure is dealt with, by its key.
#: Source for France services: the list of its national partners (Charte d’engagement).
FRANCE_SERVICES = ("RFS", "france-services")
PROCEDURE_PLACES: Mapping[str, tuple[str, ...]] = {
    "caf": ("CAF", "caf", *FRANCE_SERVICES),
    "impots": ("CFP", *FRANCE_SERVICES),
    "retraite": ("MSA", *FRANCE_SERVICES),
    "sante": ("CPAM", "MSA", *FRANCE_SERVICES),
    "emploi": ("FT", "ML", "CAP_EMPLOI", "MDE", "MDEF", *FRANCE_SERVICES),
    "carte-grise": FRANCE_SERVICES,
    "identite": ("MUNI", *FRANCE_SERVICES),
    "titre-de-sejour": ("PREF", "CADA"),
    "handicap": ("MDPH",),
    "justice": ("PAD", *FRANCE_SERVICES),
    "energie": FRANCE_SERVICES,
}


@dataclass(frozen=True)
class Candidate:
    """The facts of one venue that an order and its reasons need.

    `opens`: now, today, tomorrow, later, unknown (hours that do not tell), "" (never in sight);
    `opens_text`: the words of it, "" when there are none; `meets`: the answers to
    « quand » and « jour » (« jour » for any of the days) that its hours meet for certain;
    `crossing`: the words that say that no road leads there; `services`: those it ticks, and those
    it gives without ticking them (`wishes.services_given`); `point` is in degrees; `minutes` and
    `metres` are None without a point on either side.
    """

    key: str
    name: str = ""
    kinds: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    access_modes: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    care: tuple[str, ...] = ()
    costs: tuple[str, ...] = ()
    acts_on_behalf: bool = False
    point: tuple[float, float] | None = None
    metres: float | None = None
    minutes: float | None = None
    crossing: str = ""
    opens: str = "unknown"
    opens_text: str = ""
    hours_are_sure: bool = False
    meets: frozenset[str] = frozenset()
    freshness: str = "a_actualiser"
    phone: str = ""
    has_booking: bool = False
    has_accessibility_sheet: bool = False
    receives_nobody: bool = False


@dataclass(frozen=True)
class Ranked:
    """A candidate, its score, the points that each part gave, and whether it comes last anyway."""

    candidate: Candidate
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
    is_set_back: bool = False


def rank(candidates: Iterable[Candidate], answers: Answers) -> list[Ranked]:
    """Return the candidates, the best first."""
    scored = [_scored(one, answers) for one in candidates]
    return sorted(scored, key=_order)


def _order(one: Ranked) -> tuple[bool, float, str]:
    return one.is_set_back, -one.score, one.candidate.key


def is_set_back(one: Candidate, answers: Answers) -> bool:
    """Tell whether a place is a trial, or is for some people whom nobody said to be."""
    public = public_of(one.kinds, one.programmes, one.name)
    return is_test_row(one.name) or (public is not None and not is_asked(public, answers))


def _scored(one: Candidate, answers: Answers) -> Ranked:
    parts = {name: WEIGHTS[name] * share for name, share in _shares(one, answers).items()}
    minutes = one.minutes if one.minutes is not None else UNKNOWN_MINUTES
    parts["distance"] = -POINTS_A_MINUTE * minutes
    if one.receives_nobody:
        parts["nobody"] = -RECEIVES_NOBODY
    if one.crossing:
        parts["crossing"] = -ACROSS_WATER
    # Sums of floats in one order, rounded: equal facts give equal scores.
    return Ranked(one, round(sum(parts.values()), 6), parts, is_set_back(one, answers))


def _shares(one: Candidate, answers: Answers) -> dict[str, float]:
    return {
        "need": _need(one, answers),
        "support": support_met(one, answers),
        "procedure": float(deals_with(one, answers.procedure)),
        "opening": _opening(one, answers),
        "public": float(bool(set(publics_asked(answers)) & set(one.publics))),
        "access": _access(one, answers),
        "free": _free(one, answers),
        "certainty": float(one.hours_are_sure),
        "contact": 0.75 * bool(one.phone) + 0.25 * one.has_booking,
        "freshness": FRESH.get(one.freshness, 0.0),
        "appointment": _appointment(one, answers),
    }


def _need(one: Candidate, answers: Answers) -> float:
    """All the services asked; a trader is better with those who help with work."""
    asked = services_asked(answers)
    share = len(set(asked) & set(one.services)) / len(asked) if asked else 1.0
    if answers.trade and "emploi" not in one.services:
        share *= 0.9
    return share


def support_met(one: Candidate, answers: Answers) -> float:
    """Tell (0 to 1) how well the venue helps in the way asked."""
    modes = set(one.support)
    if answers.doing == "apprendre":
        return 1.0 if "atelier" in modes else 0.8 if "individuel" in modes else 0.0
    if answers.doing == "avec":
        return 1.0 if "individuel" in modes else 0.0
    if answers.doing == "a_ma_place":
        return float(one.acts_on_behalf)
    return 0.0


def deals_with(one: Candidate, procedure: str) -> bool:
    """Tell whether the venue is one of those where a procedure is dealt with."""
    places = PROCEDURE_PLACES.get(procedure, ())
    return bool(set(places) & {*one.kinds, *one.programmes})


def _opening(one: Candidate, answers: Answers) -> float:
    """When hours are asked, those that meet them; else how soon the venue opens."""
    if answers.days or set(answers.when) - {"maintenant"}:
        return 1.0 if one.meets else 0.2 * SOONNESS[one.opens]
    return SOONNESS[one.opens]


def _access(one: Candidate, answers: Answers) -> float:
    """A sheet that tells the ways in, for those who asked to get in; care is met by all."""
    if "moteur" in care_asked(answers):
        return float(one.has_accessibility_sheet)
    return 0.0


def _free(one: Candidate, answers: Answers) -> float:
    """Free for everybody before free for some, and before « it depends on the service »."""
    share = 1.0 if one.costs == ("gratuit",) else 0.5 if "gratuit" in one.costs else 0.0
    if "condition" in one.costs and share < 0.5:
        share = 0.3
    return share if FREE in answers.access else share / 2


def _appointment(one: Candidate, answers: Answers) -> float:
    if answers.appointment == "avec":
        return float(one.has_booking or "rdv" in one.access_modes)
    return float("sur-place" in one.access_modes)
