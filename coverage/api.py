"""The API of coverage: a level in columns or as a file, one territory, what its access is made of.

Thin: numbers are in `coverage_values`, `detail` and `exports`, shapes in `serializers`. Words for
readers of the API are in `api_docs`.
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

from coverage import api_docs, detail, exports
from coverage.api_results import level_result, territory_result
from coverage.coverage_values import coverage_of
from coverage.exports import CoverageTable
from coverage.offer import SERVICE_KEYS
from coverage.parameters import LEVELS
from coverage.store import LevelCoverage, RunFacts, active_run, level_coverage
from fragility.api import UNKNOWN_CODES, FileView, NotHere
from fragility.level_names import level_names
from fragility.method_choice import DEFAULT_CHOICE
from fragility.selection import Selection, read_selection
from fragility.store import Codes, LevelValues, active_release
from ifn_site.api_errors import ParameterErrors, refuse_unknown_parameters
from ifn_site.api_formats import FORMATS, file_answer, wanted_format
from ifn_site.clock import today
from ifn_site.conditional import known_by_version
from territories.facts import FRANCE_CODE, current_commune_code, territory_facts
from venues.models import Venue

PLACE_PARAMETERS = ("dans", "codes")
ALL_SERVICES = "toutes"
DETAILS = ("lieux", "demande")
_IN_HEADER, _HEADER_LENGTH = 100, 20
_NOTHING = "La couverture n’est pas calculée sur ce site."


class CoverageLevelView(FileView):
    """`GET /api/v1/couverture/<niveau>/`."""

    @api_docs.level
    @method_decorator(known_by_version(by_minute=False, dated=True))
    def get(self, request: Request, niveau: str) -> HttpResponseBase:
        """Return a level in columns, or as a file."""
        wanted = wanted_format(request)
        errors = _unknown(request, (*PLACE_PARAMETERS, "services", "format"))
        level = _level(niveau)
        selection, mistakes = _selection(request, level)
        services, others = _services(request)
        if errors | mistakes | others:
            raise ParameterErrors(errors | mistakes | others)
        table = CoverageTable(level, selection.places, services, selection.asked)
        answer: HttpResponseBase = (
            Response(level_result(table, selection.unknown))
            if wanted == "json"
            else _file(request, wanted, table, _scope(selection))
        )
        if selection.unknown:
            answer.headers[UNKNOWN_CODES] = ",".join(
                quote(code[:_HEADER_LENGTH], safe="") for code in selection.unknown[:_IN_HEADER]
            )
        return answer


class CoverageTerritoryView(FileView):
    """`GET /api/v1/couverture/<niveau>/<code>/`."""

    @api_docs.territory
    @method_decorator(known_by_version(by_minute=False, dated=True))
    def get(self, request: Request, niveau: str, code: str) -> HttpResponseBase:
        """Return one territory; the former code of a commune leads to the one of today."""
        wanted = wanted_format(request)
        errors = _unknown(request, ("detail", "format"))
        level = _level(niveau)
        current = _current(level, code)
        errors |= _wrong_detail(request, wanted, level)
        if errors:
            raise ParameterErrors(errors)
        if current != code:
            address = reverse("api-coverage-territory", args=[niveau, current])
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
        if request.GET.get("detail"):
            return _detail(request, level.run, code, request.GET["detail"])
        if wanted != "json":
            place = np.array([level.positions[code]], dtype=np.int64)
            return _file(request, wanted, CoverageTable(level, place, SERVICE_KEYS), code)
        found = coverage_of(niveau, code)
        if found is None:
            raise Http404
        facts = territory_facts(niveau, code)
        page = request.build_absolute_uri(reverse("territory", args=[niveau, code]))
        return Response(territory_result(found, facts.name if facts else None, page))


def _unknown(request: Request, known: Iterable[str]) -> dict[str, str]:
    try:
        refuse_unknown_parameters(request.GET, known)
    except ParameterErrors as refused:
        return refused.errors
    return {}


def _level(name: str) -> LevelCoverage:
    """Return a level of the active run. Raises NotHere, which says what is missing."""
    if name not in LEVELS:
        raise NotHere("niveau", f"Niveau inconnu. Niveaux : {', '.join(reversed(LEVELS))}.")
    run = active_run()
    found = level_coverage(name, run) if run else None
    if found is None:
        raise NotHere("calcul", _NOTHING)
    return found


def _selection(request: Request, level: LevelCoverage) -> tuple[Selection, dict[str, str]]:
    """Return the rows asked, read as those of fragility are."""
    release = active_release()
    if release is None:
        raise NotHere("calcul", _NOTHING)
    values = LevelValues(release, Codes(level.level, level.codes))
    return read_selection(request.GET, values, DEFAULT_CHOICE)


def _services(request: Request) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the services asked, `ANY` unless told, and the mistakes."""
    written = [text.strip() for value in request.GET.getlist("services")
               for text in value.split(",")]  # fmt: skip
    asked = tuple(dict.fromkeys(text for text in written if text))
    if not asked:
        return SERVICE_KEYS[:1], {}
    if asked == (ALL_SERVICES,):
        return SERVICE_KEYS, {}
    if any(key not in SERVICE_KEYS for key in asked):
        known = ", ".join(SERVICE_KEYS)
        message = f"Service inconnu. Écrivez {ALL_SERVICES}, ou des clés parmi : {known}."
        return SERVICE_KEYS[:1], {"services": message}
    return asked, {}


def _current(level: LevelCoverage, code: str) -> str:
    """Return the code of today. Raises NotHere when it never was one of this level."""
    for one in (code, code.upper()):
        if one in level.positions:
            return one
    moved = current_commune_code(code.upper()) if level.level == "commune" else None
    if moved is None or moved not in level.positions:
        raise NotHere("code", "Aucun territoire de ce niveau n’a ce code. Il garde ses zéros.")
    return moved


def _wrong_detail(request: Request, wanted: str, level: LevelCoverage) -> dict[str, str]:
    """Return why a detail cannot be given, nothing when none is asked."""
    given = request.GET.getlist("detail")
    if not given:
        return {}
    if len(given) > 1 or given[0] not in DETAILS:
        return {"detail": f"Donnez une seule valeur parmi : {', '.join(DETAILS)}."}
    if level.level != "commune":
        return {"detail": "Le détail par lieu existe pour une commune seulement."}
    if wanted != "csv":
        return {"detail": "Le détail par lieu est un fichier : ajoutez format=csv."}
    if not detail.has_detail(level.run):
        return {"detail": "Ce calcul part de points d’habitants : le détail n’est pas gardé."}
    return {}


def _detail(request: Request, run: RunFacts, code: str, kind: str) -> HttpResponseBase:
    """Return the places in reach of a commune, or those who press on them, as a CSV."""
    found = detail.contributions(run, code) if kind == "lieux" else detail.pressure(run, code)
    if found is None:
        raise Http404
    names = dict(
        Venue.objects.filter(public_id__in=set(found["lieu"])).values_list("public_id", "name")
    )
    size = len(found["lieu"])
    cells = {
        **({} if kind == "demande" else {"commune": [code] * size}),
        **found,
        **({"nom": [names.get(one) for one in found["lieu"]]} if kind == "lieux" else {}),
        "calcul": [run.version] * size,
        "demonstration": [run.is_demonstration] * size,
    }
    invented = "demonstration_" if run.is_demonstration else ""
    name = f"{today():%Y-%m-%d}_reperes-numeriques_{invented}couverture_{code.lower()}_{kind}.csv"
    headers_only = request.method == "HEAD"
    return file_answer(lambda: exports.csv_chunks(cells), "csv", name, headers_only=headers_only)


def _scope(selection: Selection) -> str:
    """Return how the name of a file says what it keeps."""
    if selection.asked:
        return "selection"
    return "-".join(selection.holder) if selection.holder else "france"


def _file(request: Request, wanted: str, table: CoverageTable, scope: str) -> HttpResponseBase:
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
    return {FRANCE_CODE: "France"} if level == "france" else level_names(level).names
