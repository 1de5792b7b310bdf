"""`GET /api/v1/besoins/?q=`: own words to services, as data.

Thin: the engine is `orientation.needs.understand`. The words are in no log, cache or answer.
"""

from __future__ import annotations

from typing import Any

from django.utils.cache import add_never_cache_headers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ifn_site.api_errors import ParameterErrors, refuse_unknown_parameters
from ifn_site.api_formats import ErrorsInJson
from ifn_site.wording import override
from orientation import needs_api_docs as docs
from orientation.needs import Elsewhere, Emergency, Question, Understanding, understand
from orientation.needs.spelling import MAX_LENGTH
from venues.vocabulary import SERVICES


class NeedsView(APIView):
    """From words to services, an emergency, a question or somewhere else."""

    content_negotiation_class = ErrorsInJson
    throttle_cost = "recherche"

    @docs.needs
    def get(self, request: Request) -> Response:
        """Return what the words mean; the API speaks French whatever the page."""
        with override("fr"):
            response = Response(answer_of(understand(_read_words(request))))
        # An address holds what a person wrote: nobody keeps it.
        add_never_cache_headers(response)
        return response


def _read_words(request: Request) -> str:
    """Return the words. Raises ParameterErrors telling what to write instead."""
    refuse_unknown_parameters(request.GET, ("q", "format"))
    words = str(request.GET.get("q", ""))
    if not words.strip(" \t\r\n\0"):
        raise ParameterErrors({"q": "Écrivez votre besoin : ?q=imprimer un document."})
    if len(words) > MAX_LENGTH:
        raise ParameterErrors({"q": f"Texte trop long : {MAX_LENGTH} caractères au plus."})
    return words


def answer_of(meant: Understanding) -> dict[str, Any]:
    """Return an understanding in the shape of the contract."""
    guesses = () if meant.off_topic else meant.guesses
    return {
        "resultats": [
            {
                "service": SERVICES.by_code[guess.service].label,
                "code": guess.service,
                "score": guess.score,
                "raisons": list(guess.reasons),
            }
            for guess in guesses
        ],
        "urgence": _emergency(meant.emergency),
        "autres_urgences": [_emergency(one) for one in meant.other_emergencies],
        "hors_sujet": meant.off_topic,
        "ailleurs": _elsewhere(meant.elsewhere),
        "question": _question(meant.question),
        "langue": meant.language,
        "indices": {
            "faire": meant.doing or None,
            "materiel": list(meant.equipment),
            "demarche": meant.procedure or None,
            "pour": meant.whom or None,
            "metier": "independant" if meant.is_trader else None,
        },
    }


def _emergency(one: Emergency | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "libelle": one.label,
        "numero": one.number or None,
        "sms": one.sms or None,
        "horaires": one.hours,
        "source": one.source,
        "verifie_le": one.checked_on or None,
    }


def _elsewhere(one: Elsewhere | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "phrase": one.sentence,
        "organisme": one.body,
        "numero": one.number or None,
        "source": one.source or None,
    }


def _question(one: Question | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "texte": one.text,
        "choix": [
            {
                "libelle": option.label,
                "codes": list(option.services),
                "faire": option.doing or None,
                "materiel": option.equipment or None,
            }
            for option in one.options
        ],
    }
