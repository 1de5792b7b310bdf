"""`GET /api/v1/orientation/`: the outcome of the page of results, as data.

Thin: answers are read as the page reads them, but an unknown name or value is refused.
"""

from __future__ import annotations

from typing import Any

from django.utils.cache import patch_cache_control
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from ifn_site.api_errors import ParameterErrors, refuse_unknown_parameters
from ifn_site.api_formats import ErrorsInJson
from ifn_site.cache import at_version
from ifn_site.conditional import data_state
from ifn_site.wording import override
from orientation import orientation_api_docs as docs
from orientation.advice import Advice
from orientation.answers import PARAMETERS, Answers, read_answers
from orientation.helplines import HelplineShown
from orientation.outcome import Outcome, orient
from orientation.procedures import PROCEDURES
from orientation.reach import where
from orientation.relaxing import Relaxation
from orientation.results_page import HOURS_PARAMETER, UNKNOWN_HOURS
from venues.serializers import venue_result

#: What the address may hold beside the answers.
_EXTRA = ("page", HOURS_PARAMETER, "format")
_LAST_PAGE = 100_000


class OrientationView(APIView):
    """From answers to places, with the reasons."""

    content_negotiation_class = ErrorsInJson
    throttle_cost = "recherche"

    @docs.orientation
    def get(self, request: Request) -> Response:
        """Return the places advised; the API speaks French whatever the page."""
        with at_version(data_state(request).number), override("fr"):
            answers = read_request(request)
            outcome = orient(
                answers,
                page=_page(request),
                unknown_hours=_unknown_hours(request),
                whole=True,
            )
            response = Response(answer_of(request, outcome))
        # An address holds what a person answered: no shared cache keeps it.
        patch_cache_control(response, private=True, no_cache=True)
        return response


def read_request(request: Request) -> Answers:
    """Return the answers of a request. Raises ParameterErrors with every mistake at once."""
    errors: dict[str, str] = {}
    try:
        refuse_unknown_parameters(request.GET, (*PARAMETERS, *_EXTRA))
    except ParameterErrors as refused:
        errors.update(refused.errors)
    answers, mistakes = read_answers(request.GET)
    errors.update(mistakes)
    if answers.place and where(answers.place) is None:
        errors["lieu"] = "Aucune commune, aucun arrondissement ni département n’a ce code."
    if answers.procedure and answers.procedure not in PROCEDURES:
        errors["demarche"] = "Démarche inconnue. Valeurs possibles : " + ", ".join(PROCEDURES) + "."
    if request.GET.get("format", "json") != "json":
        errors["format"] = "Cette adresse répond en json."
    if errors:
        raise ParameterErrors(errors)
    return answers


def _page(request: Request) -> int:
    text = request.GET.get("page", "").strip() or "1"
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0
    if not 1 <= number <= _LAST_PAGE:
        raise ParameterErrors({"page": "Donnez un nombre entier à partir de 1."})
    return number


def _unknown_hours(request: Request) -> bool:
    value = request.GET.get(HOURS_PARAMETER, "").strip()
    if value not in ("", UNKNOWN_HOURS):
        raise ParameterErrors({HOURS_PARAMETER: f"Valeur possible : {UNKNOWN_HOURS}."})
    return bool(value)


def answer_of(request: Request, outcome: Outcome) -> dict[str, Any]:
    """Return the answer of the API for one page of an outcome."""
    if outcome.asked_page > outcome.pages:
        message = f"Il y a {outcome.pages} page(s) : donnez un nombre plus petit."
        raise ParameterErrors({"page": message})
    address, page = request.build_absolute_uri(), outcome.page
    nearest = outcome.nearest
    return {
        "count": outcome.count,
        "next": replace_query_param(address, "page", page + 1) if page < outcome.pages else None,
        "previous": replace_query_param(address, "page", page - 1) if page > 1 else None,
        "resultats": [_result(request, outcome, one) for one in (*outcome.first, *outcome.rest)],
        "horaires_inconnus": outcome.unknown_hours.count,
        "a_assouplir": [_relaxation(one) for one in outcome.relaxations],
        "pres_de_vous": [_result(request, outcome, one) for one in outcome.neighbours],
        "plus_proche": _result(request, outcome, nearest) if nearest else None,
        "aide_a_distance": [_result(request, outcome, one) for one in outcome.remote.shown],
        "aide_telephonique": _helpline(outcome.helpline),
    }


def _result(request: Request, outcome: Outcome, advice: Advice) -> dict[str, Any]:
    near = outcome.here.point if outcome.here else None
    result = venue_result(
        advice.venue, now=outcome.now, absolute=request.build_absolute_uri, near=near
    )
    return {
        **result,
        "raisons": advice.reasons,
        "a_verifier": advice.doubts,
        "minutes": advice.minutes,
        "minutes_texte": advice.minutes_text or None,
    }


def _relaxation(one: Relaxation) -> dict[str, Any]:
    nearest = one.promise.nearest_m
    return {
        "parametres": list(one.names),
        "texte": one.label,
        "count": one.promise.number,
        "plus_proche_m": None if one.promise.number else round(nearest),
        "reponses": one.answers.query(),
    }


def _helpline(line: HelplineShown | None) -> dict[str, Any] | None:
    if line is None:
        return None
    return {
        "libelle": line.label,
        "numero": line.number,
        "cout": line.cost or None,
        "horaires": line.hours or None,
        "source": line.source_url or None,
        "verifie_le": line.checked_on.isoformat() if line.checked_on else None,
    }
