"""« Où ? » : from what a person types, or the position they give, to a code in an address.

What was typed is shown again on the same answer and goes nowhere else; which place is meant is
decided by `territories/whereabouts.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from ifn_site.wording import gettext as _
from orientation.answers import Answers
from orientation.nearest_commune import ABROAD, UNREADABLE, nearest_commune, read_position
from orientation.question_page import (
    TO_RESULTS,
    TOWARDS,
    frame_context,
    hidden_fields,
    read_page,
)
from orientation.reach import where
from orientation.steps import STEP, next_url, settled
from territories.forms import typed_place
from territories.links import read_choices
from territories.models import Commune, Departement
from territories.places import Place
from territories.search import group_with_code, places_with_codes
from territories.whereabouts import OFFERED, PlaceAnswer, resolve_place

STEP_OF_PLACE = STEP["lieu"]
#: The codes to choose from, and whether they are guesses, in an address.
CHOICES, GUESSED = "choix", "approche"
#: Levels that a person may be helped from; the larger ones are parted into these.
_SMALL = ("commune", "arrondissement", "departement")


@dataclass(frozen=True)
class PlaceOutcome:
    """Where the form leads: an address, or the same page again with a sentence (`error`)."""

    url: str = ""
    typed: str = ""
    error: str = ""
    places: tuple[Place, ...] = ()


def answer_form(data: QueryDict) -> PlaceOutcome:
    """Return what the form of the place leads to."""
    answers, _notices = read_page(data)
    towards = data.get(TOWARDS, "")
    if data.get("latitude") or data.get("longitude"):
        return _by_position(answers, data)
    typed = typed_place(data)
    if not typed:
        return PlaceOutcome(url=next_url(STEP_OF_PLACE, answers, towards))
    found = resolve_place(typed)
    places = _small_enough(found)
    if found.needs and not answers.services:
        answers = answers.changed(services=found.needs)
    if found.kind == "unknown" or not places:
        return PlaceOutcome(typed=typed, error=_(found.said), places=tuple(places))
    if found.kind == "several" or len(places) > 1:
        codes = ",".join(_spelled(one) for one in places)
        more = {CHOICES: codes}
        if found.is_guess:
            more[GUESSED] = "1"
        if towards == TO_RESULTS:
            more[TOWARDS] = TO_RESULTS
        return PlaceOutcome(url=STEP_OF_PLACE.url(answers, **more))
    return PlaceOutcome(url=_onwards(answers, places[0].code, towards))


def place_context(data: QueryDict, outcome: PlaceOutcome | None = None) -> dict[str, Any]:
    """Return what `orientation/place.html` reads."""
    answers, notices = read_page(data)
    here = where(answers.place)
    offered = list(outcome.places) if outcome else _offered(data)
    heading = _("Où êtes-vous\u00a0?")
    if answers.whom == "autre":
        heading = _("Où est cette personne\u00a0?")
    if offered and outcome is None:
        heading = _("Quelle est votre commune\u00a0?")
        if data.get(GUESSED) == "1":
            heading = _("Vouliez-vous dire…\u00a0?")
    return frame_context(STEP_OF_PLACE, answers, notices) | {
        "heading": heading,
        "place_name": here.place.label if here else "",
        "action": reverse("orientation-place"),
        "hidden": hidden_fields(STEP_OF_PLACE, answers),
        "known_code": answers.place,
        "typed": outcome.typed if outcome else "",
        "error": outcome.error if outcome else "",
        "choices": [
            {
                "label": one.label,
                "detail": one.detail,
                "url": _onwards(answers, one.code, data.get(TOWARDS, "")),
            }
            for one in offered
        ],
    }


def _by_position(answers: Answers, data: QueryDict) -> PlaceOutcome:
    position = read_position(data.get("latitude", ""), data.get("longitude", ""))
    if position is None:
        return PlaceOutcome(error=_(UNREADABLE))
    code = nearest_commune(*position)
    if not code:
        return PlaceOutcome(error=_(ABROAD))
    return PlaceOutcome(url=_onwards(answers, code, data.get(TOWARDS, "")))


def _onwards(answers: Answers, code: str, towards: str) -> str:
    placed = settled(STEP_OF_PLACE, answers.changed(place=code))
    return next_url(STEP_OF_PLACE, placed, TO_RESULTS if towards == TO_RESULTS else "")


def _offered(data: QueryDict) -> list[Place]:
    """Return the places whose codes are in the address."""
    asked = read_choices(data.get(CHOICES, ""), OFFERED)
    communes = places_with_codes(code for kind, code in asked if not kind)
    found = [group_with_code(kind, code) if kind else communes.get(code) for kind, code in asked]
    return [one for one in found if one is not None and one.kind in _SMALL]


def _small_enough(found: PlaceAnswer) -> list[Place]:
    """Return the places; a région is given by its départements, an EPCI by its communes."""
    places: list[Place] = []
    for one in found.places:
        places += [one] if one.kind in _SMALL else _parts_of(one)
    return list({one.code: one for one in places}.values())[:OFFERED]


def _parts_of(place: Place) -> list[Place]:
    if place.kind == "region":
        rows = Departement.objects.filter(region_code=place.code).order_by("-population", "code")
        codes = rows.values_list("code", flat=True)
        groups = [group_with_code("departement", code) for code in codes]
        return [one for one in groups if one is not None]
    inside = Commune.objects.filter(epci_code=place.code).order_by("-population", "code")
    codes_inside = list(inside.values_list("code", flat=True)[:OFFERED])
    found = places_with_codes(codes_inside)
    return [found[code] for code in codes_inside if code in found]


def _spelled(place: Place) -> str:
    return f"departement-{place.code}" if place.kind == "departement" else place.code
