"""The one shape of an API error: {"erreurs": {parameter: sentence in French}}.

It knows nothing of what the parameters mean: callers bring the sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import Http404, QueryDict
from rest_framework import exceptions, status
from rest_framework.response import Response


class ParameterErrors(exceptions.APIException):
    """One or more request parameters cannot be used (400)."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(detail="paramètres refusés")


def refuse_unknown_parameters(query: QueryDict, known: Iterable[str]) -> None:
    """Raise `ParameterErrors` for each parameter that the endpoint does not know."""
    accepted = sorted(set(known))
    unknown = [name for name in query if name not in accepted]
    if unknown:
        raise ParameterErrors(
            {
                name: "Paramètre inconnu. Paramètres acceptés : " + ", ".join(accepted) + "."
                for name in unknown
            }
        )


def french_errors(error: Exception, context: dict[str, Any]) -> Response | None:
    """Turn any exception of the API into the French shape; None lets Django answer 500."""
    if isinstance(error, ParameterErrors):
        return Response({"erreurs": error.errors}, status=error.status_code)
    if isinstance(error, Http404 | exceptions.NotFound):
        message = "Cette adresse ne correspond à rien. Vérifiez l’identifiant ou le code."
        return Response({"erreurs": {"chemin": message}}, status=404)
    if isinstance(error, exceptions.Throttled):
        seconds = max(1, round(getattr(error, "wait", None) or 1))
        message = f"Trop de demandes à la fois. Réessayez dans {seconds} s."
        headers = {"Retry-After": str(seconds)}
        return Response({"erreurs": {"limite": message}}, status=429, headers=headers)
    if isinstance(error, exceptions.MethodNotAllowed):
        message = "Cette adresse se lit seulement (GET)."
        return Response({"erreurs": {"methode": message}}, status=405)
    if isinstance(error, exceptions.NotAcceptable):
        message = "Format inconnu. Formats : json, geojson, csv, xlsx, parquet."
        return Response({"erreurs": {"format": message}}, status=406)
    if isinstance(error, exceptions.APIException):
        message = "La demande n’a pas pu être lue. Vérifiez l’adresse et ses paramètres."
        return Response({"erreurs": {"demande": message}}, status=error.status_code)
    return None
