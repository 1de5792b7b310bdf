"""The API of the need: methods, indicators, a level in columns or as a file, one territory.

Thin: what is asked is read by `method_choice` and `selection`, numbers are in `level_table` and
`territory_values`, shapes in `serializers`. Words for readers of the API are in `api_docs`.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

import numpy as np
from django.http import Http404, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from fragility import api_docs, catalogue, exports
from fragility.api_results import level_result, territory_result
from fragility.larger import ORDER
from fragility.level_names import level_names
from fragility.level_table import LevelTable, level_table
from fragility.method_choice import PARAMETERS as METHOD_PARAMETERS
from fragility.method_choice import MethodChoice, read_choice
from fragility.selection import PARAMETERS as SELECTION_PARAMETERS
from fragility.selection import Selection, all_indicators, read_selection
from fragility.store import LevelValues, active_release, level_values
from fragility.territory_values import territory_values
from ifn_site.api_errors import ParameterErrors, refuse_unknown_parameters
from ifn_site.api_formats import FORMATS, ErrorsInJson, file_answer, wanted_format
from ifn_site.clock import today
from ifn_site.conditional import known_by_version
from territories.facts import current_commune_code, territory_facts
from territories.models import Arrondissement
from territories.places import arrondissement_label

#: The codes of `codes=` that were left out: `codes_inconnus` in JSON, this header for every format.
UNKNOWN_CODES = "X-Codes-Inconnus"
_IN_HEADER, _HEADER_LENGTH = 100, 20

_NOTHING = "Aucune donnée de fragilité n’est chargée sur ce site."
_NO_IRIS = (
    "Aucune donnée par IRIS n’est chargée sur ce site : demandez le niveau commune ou "
    "arrondissement."
)


class NotHere(Exception):
    """The level or the code has no answer (404): the message, in French, by parameter."""

    def __init__(self, name: str, message: str) -> None:
        self.errors = {name: message}
        super().__init__(message)


class FragilityView(APIView):
    """What every address has in common: errors in French, an answer known by its version."""

    content_negotiation_class = ErrorsInJson

    def handle_exception(self, exc: Exception) -> Response:
        """Turn `NotHere` into a 404 that says why."""
        if isinstance(exc, NotHere):
            return Response({"erreurs": exc.errors}, status=404)
        return super().handle_exception(exc)


class FileView(FragilityView):
    """What gives a file costs more than what gives an answer."""

    def throttle_cost(self, request: Request) -> str:
        """A file counts as an export."""
        try:
            return "lecture" if wanted_format(request) == "json" else "export"
        except ParameterErrors:
            return "lecture"


class MethodsView(FragilityView):
    """`GET /api/v1/fragilite/methodes/`."""

    @api_docs.methods
    @method_decorator(known_by_version(by_minute=False, dated=True))
    def get(self, request: Request) -> HttpResponseBase:
        """Return every method."""
        refuse_unknown_parameters(request.GET, ("format",))
        _refuse_files(request)
        return Response(catalogue.methods())


class IndicatorsView(FragilityView):
    """`GET /api/v1/fragilite/indicateurs/`."""

    @api_docs.indicators
    @method_decorator(known_by_version(by_minute=False, dated=True))
    def get(self, request: Request) -> HttpResponseBase:
        """Return the catalogue and the state of the data."""
        refuse_unknown_parameters(request.GET, ("format",))
        _refuse_files(request)
        return Response(catalogue.indicators())


class LevelView(FileView):
    """`GET /api/v1/fragilite/<niveau>/`."""

    @api_docs.level
    @method_decorator(known_by_version(by_minute=False, dated=True))
    def get(self, request: Request, niveau: str) -> HttpResponseBase:
        """Return a level in columns, or as a file."""
        wanted = wanted_format(request)
        errors = _unknown(request, (*METHOD_PARAMETERS, *SELECTION_PARAMETERS, "format"))
        values = _values(niveau)
        choice, mistakes = read_choice(request.GET)
        selection, others = read_selection(request.GET, values, choice)
        if errors | mistakes | others:
            raise ParameterErrors(errors | mistakes | others)
        table = level_table(values, choice, selection)
        answer: HttpResponseBase = (
            Response(level_result(table, selection.unknown))
            if wanted == "json"
            else _file(request, wanted, table, _scope(selection))
        )
        if selection.unknown:
            answer.headers[UNKNOWN_CODES] = _in_header(selection.unknown)
        return answer


class TerritoryValuesView(FileView):
    """`GET /api/v1/fragilite/<niveau>/<code>/`."""

    @api_docs.territory
    @method_decorator(known_by_version(by_minute=False, dated=True))
    def get(self, request: Request, niveau: str, code: str) -> HttpResponseBase:
        """Return one territory; the former code of a commune leads to the one of today."""
        wanted = wanted_format(request)
        errors = _unknown(request, (*METHOD_PARAMETERS, "format"))
        values = _values(niveau)
        choice, mistakes = read_choice(request.GET)
        if errors | mistakes:
            raise ParameterErrors(errors | mistakes)
        current = _current(values, code)
        if current != code:
            address = reverse("api-fragility-territory", args=[niveau, current])
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        if wanted != "json":
            return _file(request, wanted, _one_row(values, choice, code), code)
        found = territory_values(niveau, code, choice)
        if found is None:
            raise Http404
        facts = territory_facts(niveau, code)
        page = request.build_absolute_uri(reverse("territory", args=[niveau, code]))
        return Response(territory_result(found, facts.name if facts else None, page))


def _in_header(codes: tuple[str, ...]) -> str:
    """Return codes as a header can bear them: the first ones, percent-encoded."""
    return ",".join(quote(code[:_HEADER_LENGTH], safe="") for code in codes[:_IN_HEADER])


def _unknown(request: Request, known: Iterable[str]) -> dict[str, str]:
    try:
        refuse_unknown_parameters(request.GET, known)
    except ParameterErrors as refused:
        return refused.errors
    return {}


def _refuse_files(request: Request) -> None:
    if request.GET.get("format", "json") != "json":
        raise ParameterErrors({"format": "Cette liste existe en json seulement."})


def _values(level: str) -> LevelValues:
    """Return the values of a level. Raises NotHere, which says what is missing."""
    if level not in ORDER:
        raise NotHere("niveau", f"Niveau inconnu. Niveaux : {', '.join(reversed(ORDER))}.")
    release = active_release()
    if release is None:
        raise NotHere("publication", _NOTHING)
    values = level_values(level, release)
    if values is None or not values.series:
        message = _NO_IRIS if level == "iris" else f"{_NOTHING[:-1]} à ce niveau."
        raise NotHere("niveau", message)
    return values


def _current(values: LevelValues, code: str) -> str:
    """Return the code of today. Raises NotHere when it never was one of this level."""
    positions = values.codes.positions
    if code in positions:
        return code
    if code.upper() in positions:
        return code.upper()
    moved = current_commune_code(code.upper()) if values.codes.level == "commune" else None
    if moved is None or moved not in positions:
        raise NotHere("code", "Aucun territoire de ce niveau n’a ce code. Il garde ses zéros.")
    return moved


def _one_row(values: LevelValues, choice: MethodChoice, code: str) -> LevelTable:
    """Return one territory as a table, with every indicator that is loaded."""
    place = np.array([values.codes.positions[code]], dtype=np.int64)
    return level_table(values, choice, Selection(place, all_indicators(values, choice)))


def _scope(selection: Selection) -> str:
    """Return how the name of a file says what it keeps."""
    if selection.asked:
        return "selection"
    return "-".join(selection.holder) if selection.holder else "france"


def _file(request: Request, wanted: str, table: LevelTable, scope: str) -> HttpResponseBase:
    """Return a table as a file to keep."""

    def content() -> Iterable[bytes | str]:
        page = request.build_absolute_uri(reverse("about-data"))
        found = exports.columns(table, _names(table.level))
        said = exports.about(table, today(), page)
        if wanted == "csv":
            return exports.csv_chunks(found)
        if wanted == "geojson":
            return exports.geojson_chunks(table, found, said)
        if wanted == "parquet":
            return exports.parquet_chunks(found, said)
        return exports.xlsx_chunks(found, [*said, *exports.column_lines(found)])

    name = exports.file_name(today(), FORMATS[wanted].extension, table, scope)
    return file_answer(content, wanted, name, headers_only=request.method == "HEAD")


def _names(level: str) -> dict[str, str]:
    """Return the names of a level by code; those of IRIS are not known."""
    if level == "france":
        return {"FR": "France"}
    if level == "iris":
        return {}
    if level == "arrondissement":
        rows = Arrondissement.objects.order_by("code").values_list("code", "name")
        return {code: arrondissement_label(name) for code, name in rows}
    return level_names(level).names
